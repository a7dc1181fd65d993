"""What the user may choose: the rows of the table of settings that have a label."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from glossator.app.settings import SETTINGS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from glossator.app.settings import Setting, Settings

WIDTH = 400
"""Of the dialog in logical pixels; longer explanations go on over lines."""


class PreferencesDialog(QDialog):
    """Switches that take effect at once; there is nothing to confirm.

    Signals:
        changed: A setting was switched.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle("Preferences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(3)
        labelled = [row for row in SETTINGS if row.label]
        for group, rows in groupby(labelled, key=lambda row: row.group):
            self._add_heading(column, group)
            for row in rows:
                self._add_switch(column, row)
        column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addSpacing(10)
        column.addWidget(buttons)
        # A dialog asks for room as if the explanations were not wrapped.
        self.setMinimumSize(WIDTH, column.totalHeightForWidth(WIDTH))

    def _add_heading(self, column: QVBoxLayout, group: str) -> None:
        heading = QLabel(group)
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
        switch.toggled.connect(lambda on: self._set(row.key, on=on))
        column.addWidget(switch)
        help_ = QLabel(row.help, wordWrap=True)
        help_.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        help_.setContentsMargins(24, 0, 0, 8)
        column.addWidget(help_)

    def _set(self, key: str, *, on: bool) -> None:
        self._settings.set(key, on)
        self._settings.sync()
        self.changed.emit()
