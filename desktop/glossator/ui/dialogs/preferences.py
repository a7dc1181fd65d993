"""What the user may choose: the rows of the table of settings that have a label.

A row that is on or off becomes a switch, one that is text a folder to choose.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from glossator.app.keeping import backup_folder
from glossator.app.settings import SETTINGS
from glossator.app.tips import tip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from glossator.app.settings import Setting, Settings, Value

WIDTH = 400
"""Of the dialog in logical pixels; longer explanations go on over lines."""


class PreferencesDialog(QDialog):
    """Settings that take effect at once; there is nothing to confirm.

    Args:
        settings: All settings.
        ask_folder: Asks for a folder, beginning in another.
        parent: The window.

    Signals:
        changed: A setting was changed.
    """

    changed = Signal()

    def __init__(
        self,
        settings: Settings,
        ask_folder: Callable[[Path], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._ask_folder = ask_folder
        self.setWindowTitle("Preferences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(3)
        labelled = [row for row in SETTINGS if row.label]
        for group, rows in groupby(labelled, key=lambda row: row.group):
            self._add_heading(column, group)
            for row in rows:
                if isinstance(row.default, bool):
                    self._add_switch(column, row)
                else:
                    self._add_folder(column, row)
        column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addSpacing(10)
        column.addWidget(buttons)
        # A dialog asks for room as if the explanations were not wrapped.
        self.setMinimumSize(WIDTH, column.totalHeightForWidth(WIDTH))

    def _add_heading(self, column: QVBoxLayout, group: str) -> None:
        heading = QLabel(group, textFormat=Qt.TextFormat.PlainText)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        if column.count():
            column.addSpacing(12)
        column.addWidget(heading)
        column.addSpacing(4)

    def _add_switch(self, column: QVBoxLayout, row: Setting) -> None:
        switch = QCheckBox(row.label)
        switch.setObjectName(row.key)
        switch.setChecked(self._settings.flag(row.key))
        switch.setAccessibleDescription(row.help)
        switch.toggled.connect(lambda on: self._set(row.key, on))
        column.addWidget(switch)
        self._add_help(column, row)

    def _add_folder(self, column: QVBoxLayout, row: Setting) -> None:
        label, field = (
            QLabel(row.label, textFormat=Qt.TextFormat.PlainText),
            QLineEdit(readOnly=True),
        )
        choose, usual = QPushButton("C&hoose …"), QPushButton("Usual &one")
        field.setObjectName(row.key)
        field.setAccessibleDescription(row.help)
        label.setBuddy(field)
        label.setContentsMargins(24, 0, 0, 0)
        line = QHBoxLayout()
        line.setContentsMargins(24, 0, 0, 0)
        for widget in (field, choose, usual):
            line.addWidget(widget)
        column.addWidget(label)
        column.addLayout(line)
        self._add_help(column, row)

        def show() -> None:
            folder = backup_folder(self._settings)
            field.setText(str(folder))
            field.setCursorPosition(0)
            field.setToolTip(tip(str(folder)))
            usual.setEnabled(bool(self._settings.text(row.key)))

        def take(folder: str) -> None:
            self._set(row.key, folder)
            show()

        def ask() -> None:
            folder = self._ask_folder(backup_folder(self._settings))
            if folder is not None:
                take(str(folder))

        choose.clicked.connect(ask)
        usual.clicked.connect(lambda: take(""))
        show()

    def _add_help(self, column: QVBoxLayout, row: Setting) -> None:
        help_ = QLabel(row.help, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        help_.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        help_.setContentsMargins(24, 0, 0, 8)
        column.addWidget(help_)

    def _set(self, key: str, value: Value) -> None:
        self._settings.set(key, value)
        self._settings.sync()
        self.changed.emit()
