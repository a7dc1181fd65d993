"""The dialogs before something is lost: which backup, and what becomes of a note."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMessageBox,
    QVBoxLayout,
)

from glossator.app.library import THREADS
from glossator.app.mailbox import Mailbox
from glossator.domain.text.counted import counted
from glossator.safekeeping import changes_since
from glossator.storage.backups import REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from glossator.storage.backups import Backup

SIZE = (720, 420)
"""Of the dialog, in logical pixels."""


class Leaving(Enum):
    """What becomes of a note that can't be saved when the window is closed."""

    STAY = auto()
    COPY = auto()
    QUIT = auto()


def when(backup: Backup) -> str:
    """Return when a backup was taken, in the zone and language of the machine."""
    at = QDateTime.fromString(backup.at, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(at, "d MMMM yyyy, HH:mm")


class RestoreDialog(QDialog):
    """The backups of a project: when, why, what each holds, and what was done since.

    Attributes:
        chosen: The backup to put in place of the project, None to leave it.
    """

    def __init__(
        self, project: Path, backups: Sequence[Backup], folder: Path, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.chosen: Backup | None = None
        self._project = project
        self._backups = backups
        self._since: dict[int, str] = {}
        self._is_over = False
        self.finished.connect(self._end)
        self.setWindowTitle(f"Restore {project.stem}")
        self.resize(*SIZE)
        self.list = QListWidget()
        self.list.setAccessibleName("Backups")
        self.detail = QLabel(
            wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop, textFormat=Qt.TextFormat.PlainText
        )
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._build(folder)
        self.list.currentRowChanged.connect(self._show)
        for one in backups:
            self.list.addItem(f"{when(one)}\n{_held(one)}")
        self.list.setCurrentRow(0)

    def _build(self, folder: Path) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addWidget(self.detail, 1)
        row.setSpacing(16)
        kept = QLabel(
            "The file that is there now is kept beside the restored one; nothing is deleted.",
            wordWrap=True,
        )
        kept.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.restore = buttons.addButton("&Restore", QDialogButtonBox.ButtonRole.AcceptRole)
        show = buttons.addButton("Show &folder", QDialogButtonBox.ButtonRole.HelpRole)
        url = QUrl.fromLocalFile(str(folder))
        show.clicked.connect(lambda: QDesktopServices.openUrl(url))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(kept)
        column.addWidget(buttons)

    def _end(self) -> None:
        self._is_over = True

    def _accept(self) -> None:
        self.chosen = self._backups[self.list.currentRow()]
        self.accept()

    def _show(self, row: int) -> None:
        if row in self._since:
            self.detail.setText(self._since[row])
            return
        self.detail.setText("Looking what was done since …")
        backup = self._backups[row]
        done = THREADS.submit(changes_since, self._project, backup)
        Mailbox.of_application().when_done(done, lambda done: self._found(row, done))

    def _found(self, row: int, done: Future[list[str]]) -> None:
        if self._is_over:
            return
        backup = self._backups[row]
        lines = [f"Taken {REASONS.get(backup.reason, backup.reason)}, {_held(backup)}.", ""]
        if backup.project != str(self._project):
            lines += [f"The project lay in {backup.project} then.", ""]
        lines += ["Since then:", *(f"• {line}" for line in done.result())]
        lines += ["", "It had faults already:", *backup.faults] if backup.faults else []
        self._since[row] = "\n".join(lines)
        if self.list.currentRow() == row:
            self.detail.setText(self._since[row])


def ask_leaving(note: str, parent: QWidget) -> Leaving:
    """Ask what becomes of a note that can't be saved."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText("Your note can't be saved.")
    box.setInformativeText(
        "Everything before it is saved. Keep the window open and free some space, or copy the"
        " note to put it elsewhere."
    )
    box.setDetailedText(note)
    stay = box.addButton("&Keep the window open", QMessageBox.ButtonRole.RejectRole)
    copy = box.addButton("&Copy the note", QMessageBox.ButtonRole.ActionRole)
    leave = box.addButton("&Quit without it", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    answers = {copy: Leaving.COPY, leave: Leaving.QUIT}
    clicked = box.clickedButton()
    box.deleteLater()
    return next((one for button, one in answers.items() if button is clicked), Leaving.STAY)


def _held(backup: Backup) -> str:
    reports, passages = counted(backup.reports, "report"), counted(backup.passages, "passage")
    return f"{reports}, {passages}"
