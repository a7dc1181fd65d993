"""Small dialogs of the panels; each has one way to ask and returns what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

if TYPE_CHECKING:
    from glossator.domain.records import Report, Theme


class Definition(NamedTuple):
    """What the user wrote about a theme."""

    definition: str
    include: str
    exclude: str


class Description(NamedTuple):
    """What the user wrote about a report."""

    symbol: str
    title: str
    date: str


class DefinitionDialog(QDialog):
    """What belongs to a theme, and what does not."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Definition of “{theme.name}”")
        self._definition = _text("&Definition", theme.definition)
        self._include = _text("&Include", theme.include)
        self._exclude = _text("&Exclude", theme.exclude)
        form, _ = _form(self)
        form.insertRow(0, "&Definition", self._definition)
        form.insertRow(1, "&Include", self._include)
        form.insertRow(2, "&Exclude", self._exclude)
        self.resize(460, 360)

    def values(self) -> Definition:
        """Return what stands in the fields."""
        fields = (self._definition, self._include, self._exclude)
        return Definition(*(field.toPlainText().strip() for field in fields))

    @classmethod
    def ask(cls, theme: Theme, parent: QWidget) -> Definition | None:
        """Ask for a theme's definition; None where the user thought better of it."""
        dialog = cls(theme, parent)
        return dialog.values() if dialog.exec() == QDialog.DialogCode.Accepted else None


class DescriptionDialog(QDialog):
    """What a report is called and when it was issued."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Describe “{report.name}”")
        self._symbol = _line("Symbol", report.symbol, "A/79/322")
        self._title = _line("Title", report.title, "")
        self._date = _line("Date", report.date, "2024-08-23, 2024-08 or 2024")
        iso = QRegularExpression(r"|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
        self._date.setValidator(QRegularExpressionValidator(iso, self._date))
        form, buttons = _form(self)
        form.insertRow(0, "&Symbol", self._symbol)
        form.insertRow(1, "&Title", self._title)
        form.insertRow(2, "&Date", self._date)
        ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._date.textChanged.connect(lambda: ok.setEnabled(self._date.hasAcceptableInput()))
        self.resize(460, self.sizeHint().height())

    def values(self) -> Description:
        """Return what stands in the fields."""
        return Description(self._symbol.text(), self._title.text(), self._date.text())

    @classmethod
    def ask(cls, report: Report, parent: QWidget) -> Description | None:
        """Ask how a report is described; None where the user thought better of it."""
        dialog = cls(report, parent)
        return dialog.values() if dialog.exec() == QDialog.DialogCode.Accepted else None


def _form(dialog: QDialog) -> tuple[QFormLayout, QDialogButtonBox]:
    form = QFormLayout(dialog)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    form.addRow(buttons)
    return form, buttons


def _text(label: str, text: str) -> QPlainTextEdit:
    field = QPlainTextEdit(text)
    field.setTabChangesFocus(True)
    field.setAccessibleName(label.replace("&", ""))
    return field


def _line(label: str, text: str, example: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setPlaceholderText(example)
    field.setAccessibleName(label)
    return field
