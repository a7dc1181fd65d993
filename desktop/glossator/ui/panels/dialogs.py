"""Small dialogs of the panels; each has one way to ask and returns what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QPalette, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from glossator.domain.theme_intents import Wording

if TYPE_CHECKING:
    from glossator.domain.records import Report, Theme


class Description(NamedTuple):
    """What the user wrote about a report."""

    symbol: str
    title: str
    date: str


class DefinitionDialog(QDialog):
    """What belongs to a theme and what does not, examples, and what one thinks of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Definition of “{theme.name}”")
        form, _ = _form(self)
        self._fields = {}
        for row, (name, label, hint) in enumerate(_WORDING):
            field = _text(label, getattr(theme, name))
            field.setPlaceholderText(hint)
            self._fields[name] = field
            form.insertRow(row, label, field)
        if theme.memo_date:
            written = QLabel(
                f"Memo written on {theme.memo_date[:10]}", textFormat=Qt.TextFormat.PlainText
            )
            written.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            form.insertRow(len(_WORDING), "", written)
        self.resize(500, 520)

    def values(self) -> Wording:
        """Return what stands in the fields."""
        texts = {name: field.toPlainText().strip() for name, field in self._fields.items()}
        return Wording(**texts)

    @classmethod
    def ask(cls, theme: Theme, parent: QWidget) -> Wording | None:
        """Ask what is to be written of a theme; None where the user thought better of it."""
        dialog = cls(theme, parent)
        return dialog.values() if dialog.exec() == QDialog.DialogCode.Accepted else None


_WORDING = (
    ("definition", "&Definition", ""),
    ("include", "&Include", "What is tagged with it"),
    ("exclude", "&Exclude", "What is not, and where that belongs"),
    ("examples", "E&xamples", "Wordings that belong to it, one a line"),
    ("memo", "&Memo", "What you think of it; its date is kept"),
)
"""Fields of a theme, their labels, and what an empty one says."""


class MemoDialog(QDialog):
    """What the analyst thinks of a report or of the project as a whole."""

    def __init__(self, title: str, memo: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._memo = _text("Memo", memo)
        form, _ = _form(self)
        form.insertRow(0, self._memo)
        self.resize(460, 320)
        self._memo.setFocus()

    def value(self) -> str:
        """Return what was written."""
        return self._memo.toPlainText().strip()

    @classmethod
    def ask(cls, title: str, memo: str, parent: QWidget) -> str | None:
        """Ask for a memo; None where the user thought better of it."""
        dialog = cls(title, memo, parent)
        return dialog.value() if dialog.exec() == QDialog.DialogCode.Accepted else None


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
