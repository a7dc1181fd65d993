"""Asks what of a report is printed, and whether on paper or into a PDF file."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from glossator.domain.errors import InvalidInputError
from glossator.domain.pages.ranges import parse_pages


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What is to be printed.

    Attributes:
        pages: Zero-based, at least one.
        highlights: With the passages highlighted.
        notes: With a numbered list of the passages after the pages.
        as_pdf: Into a file instead of on paper.
    """

    pages: tuple[int, ...]
    highlights: bool = True
    notes: bool = False
    as_pdf: bool = False


class PrintDialog(QDialog):
    """The choices; `wish` holds them once it is accepted."""

    def __init__(self, name: str, count: int, current: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Print {name}")
        self._count, self._current = count, current
        self.wish: PrintWish | None = None
        self.all = QRadioButton(f"All {count} pages" if count > 1 else "The one page")
        self.this = QRadioButton(f"This page ({current + 1})")
        self.some = QRadioButton("Pages")
        self.ranges = QLineEdit(placeholderText="1-4, 9")
        self.ranges.setAccessibleName("Pages to print")
        self.highlights = QCheckBox("Highlight the passages")
        self.notes = QCheckBox("List the passages with themes and notes after the pages")
        self._refusal = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._build()

    def _build(self) -> None:
        self.all.setChecked(True)
        self.highlights.setChecked(True)
        group = QButtonGroup(self)
        for choice in (self.all, self.this, self.some):
            group.addButton(choice)
        self.ranges.textEdited.connect(lambda: self.some.setChecked(True))
        self.some.toggled.connect(lambda on: self.ranges.setFocus() if on else None)
        row = QHBoxLayout()
        row.addWidget(self.some)
        row.addWidget(self.ranges, 1)
        self._refusal.setForegroundRole(QPalette.ColorRole.BrightText)
        self._refusal.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        printing = buttons.addButton("Print …", QDialogButtonBox.ButtonRole.AcceptRole)
        saving = buttons.addButton("Save as PDF …", QDialogButtonBox.ButtonRole.ActionRole)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        printing.setDefault(True)
        printing.clicked.connect(lambda: self.take(as_pdf=False))
        saving.clicked.connect(lambda: self.take(as_pdf=True))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.addWidget(self.all)
        column.addWidget(self.this)
        column.addLayout(row)
        column.addWidget(self._refusal)
        column.addSpacing(10)
        column.addWidget(self.highlights)
        column.addWidget(self.notes)
        column.addSpacing(12)
        column.addWidget(buttons)

    def _pages(self) -> tuple[int, ...]:
        if self.this.isChecked():
            return (self._current,)
        return parse_pages(self.ranges.text() if self.some.isChecked() else "", self._count)

    def take(self, *, as_pdf: bool) -> None:
        """Take the choices as they stand, or say what is wrong with them."""
        try:
            pages = self._pages()
        except InvalidInputError as error:
            self._refusal.setText(str(error))
            self._refusal.show()
            self.ranges.setFocus()
            return
        self.wish = PrintWish(
            pages, self.highlights.isChecked(), self.notes.isChecked(), as_pdf=as_pdf
        )
        self.accept()
