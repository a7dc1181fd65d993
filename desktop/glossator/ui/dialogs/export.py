"""Asks what goes out of the project, in which format, and says what that can't hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
)

from glossator.app.exporting import ExportWish
from glossator.domain.text.counted import counted
from glossator.exchange.outgoing import FORMATS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from glossator.exchange.outgoing import Format

WIDTH = 430
"""Of the dialog in logical pixels; what a format can't hold goes on over lines."""


class ExportDialog(QDialog):
    """The choices, as they were made last; `wish` returns them.

    Args:
        last: What was chosen last.
        count: How many passages the project has.
        listed: How many are listed on the right.
    """

    def __init__(
        self, last: ExportWish, count: int, listed: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setMinimumWidth(WIDTH)
        self.format = QComboBox()
        for one in FORMATS:
            self.format.addItem(one.name, one.suffix)
        self.format.setCurrentIndex(self.format.findData(last.suffix))
        self._loses = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._loses.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.all = QRadioButton(f"&All: {counted(count, 'passage')}")
        self.listed = QRadioButton(f"&Listed on the right: {counted(listed, 'passage')}")
        self.listed.setEnabled(listed > 0)
        self.by_theme = QRadioButton("By &theme")
        self.by_report = QRadioButton("By &report")
        self.definitions = QCheckBox("&Definitions of the themes")
        self.anonymous = QCheckBox("Without the &names of analysts")
        (self.listed if last.listed and listed else self.all).setChecked(True)
        (self.by_report if last.by_report else self.by_theme).setChecked(True)
        self.definitions.setChecked(last.definitions)
        self.anonymous.setChecked(last.anonymous)
        self._form = QFormLayout()
        self._build()
        self.format.currentIndexChanged.connect(self._show_format)
        self._show_format()
        self.format.setFocus()

    def wish(self) -> ExportWish:
        """Return the choices as they stand."""
        return ExportWish(
            self._chosen().suffix,
            self.listed.isChecked(),
            self.by_report.isChecked(),
            self.definitions.isChecked(),
            self.anonymous.isChecked(),
        )

    def _build(self) -> None:
        for pair in ((self.all, self.listed), (self.by_theme, self.by_report)):
            group = QButtonGroup(self)
            for button in pair:
                group.addButton(button)
        form = self._form
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setHorizontalSpacing(14)
        form.addRow("&Format", self.format)
        form.addRow("", self._loses)
        form.addRow("What", self.all)
        form.addRow("", self.listed)
        form.addRow("Order", self.by_theme)
        form.addRow("", self.by_report)
        form.addRow("", self.definitions)
        form.addRow("", self.anonymous)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        buttons.addButton("Export …", QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.addLayout(form)
        column.addSpacing(12)
        column.addWidget(buttons)

    def _chosen(self) -> Format:
        return FORMATS[self.format.currentIndex()]

    def _show_format(self) -> None:
        """Say what the format can't hold, and offer only what it has a choice in."""
        chosen = self._chosen()
        self._loses.setText(f"Not in it: {_begun_small(chosen.loses)}" if chosen.loses else "")
        for row in (self.by_theme, self.by_report, self.definitions):
            self._form.setRowVisible(row, chosen.to_read)
        self.adjustSize()


def _begun_small(words: str) -> str:
    return words[:1].lower() + words[1:]
