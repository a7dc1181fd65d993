"""Shows what would change before it changes: counts, and each thing to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from glossator.app.tips import tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from glossator.app.previews import Preview

SHOWN = 300
"""Lines shown below a heading; the rest is counted."""
WIDTH, ROOM = 620, 160
"""Logical pixels: of the dialog, and of a list beyond what it asks for."""


class PreviewDialog(QDialog):
    """A plan, and the button that carries it out: nothing changes before it is pressed.

    Args:
        title: Of the window.
        verb: What the button says.
        nothing: What is said where there is nothing to look at.
        parent: The parent widget.
    """

    def __init__(
        self,
        title: str,
        verb: str,
        nothing: str = "Nothing in it.",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._nothing = nothing
        self._counts = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._counts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._progress = QProgressBar(textVisible=False)
        self._progress.setAccessibleName("Progress")
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName("What to look at")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.button: QPushButton = buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 14)
        self.column.addWidget(self._counts)
        self.column.addWidget(self._progress)
        self.column.addWidget(self.list, 1)
        self.column.addSpacing(6)
        self.column.addWidget(buttons)
        self.setTabOrder(self.list, self.button)
        self.setTabOrder(self.button, buttons.button(QDialogButtonBox.StandardButton.Cancel))
        self.list.hide()
        self.wait("Reading …")

    def text(self) -> str:
        """Return the sentence at the top."""
        return self._counts.text()

    def wait(self, sentence: str) -> None:
        """Show that something goes on."""
        self._say(sentence)
        self._progress.setRange(0, 0)
        self._progress.show()
        self.list.clear()
        self.button.setEnabled(False)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is; of how much is 0 where it is not known."""
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.setTextVisible(total > 1)
        self._progress.setFormat(f"{done:,} of {total:,}")

    def refuse(self, sentence: str) -> None:
        """Say why there is nothing to carry out."""
        self._say(sentence)
        self._progress.hide()
        self.list.clear()
        self.button.setEnabled(False)

    def show_preview(self, preview: Preview) -> None:
        """Show what would change."""
        counts = ", ".join(f"{number:,} {what}" for number, what in preview.counts)
        rest = f" Nothing changes before you press “{self.button.text()}”." * preview.changes
        self.refuse(f"{counts}.{rest}" if counts else self._nothing)
        for heading, lines in preview.groups:
            top = QTreeWidgetItem(self.list, [f"{heading} ({len(lines)})"])
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            for line in lines[:SHOWN]:
                QTreeWidgetItem(top, [line]).setToolTip(0, tip(line))
            if len(lines) > SHOWN:
                QTreeWidgetItem(top, [f"and {len(lines) - SHOWN} more"])
            top.setExpanded(True)
        self._make_room(listed=bool(preview.groups))
        self.button.setEnabled(preview.changes)
        self.button.setDefault(True)

    def _make_room(self, *, listed: bool) -> None:
        """Be as high as what there is to show needs, and leave room for a list."""
        self.list.setVisible(listed)
        self.column.activate()
        needed = self.column.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), needed + ROOM) if listed else needed)

    def _say(self, sentence: str) -> None:
        self._counts.setForegroundRole(QPalette.ColorRole.WindowText)
        self._counts.setText(sentence)
        self.setAccessibleDescription(sentence)
