"""What a check of the project has found, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
)

from glossator.domain.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from glossator.storage.check import Finding

SIZE = (640, 380)
"""Of the dialog, in logical pixels."""

WHAT_TO_DO = (
    "Restoring puts a backup in the project's place. Repairing saves what can be read into a new"
    " file beside it. Either way this file is kept."
)


class CheckDialog(QDialog):
    """Lists findings by name; nothing is changed before a button is pressed.

    Signals:
        restore_wanted: The backups are to be shown.
        repair_wanted: What can be read is to be saved into a new file.
    """

    restore_wanted = Signal()
    repair_wanted = Signal()

    def __init__(self, name: str, findings: Sequence[Finding], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Check {name}")
        self.resize(*SIZE)
        self.head = QLabel(
            f"{counted(len(findings), 'fault')} found. Nothing was changed.",
            wordWrap=True,
            textFormat=Qt.TextFormat.PlainText,
        )
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setAccessibleName("Faults")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.addItems([one.sentence for one in findings])
        advice = QLabel(WHAT_TO_DO, wordWrap=True)
        advice.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.restore = buttons.addButton("&Restore …", role)
        self.repair = buttons.addButton("Repair a &copy", role)
        self.restore.clicked.connect(lambda: self._leave(self.restore_wanted))
        self.repair.clicked.connect(lambda: self._leave(self.repair_wanted))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(12)
        for widget in (self.head, self.list, advice, buttons):
            column.addWidget(widget)

    def _leave(self, wanted: SignalInstance) -> None:
        self.accept()
        wanted.emit()
