"""Asks what a document is that the project seems to have already in another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from glossator.domain.anchoring.twins import Coming

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QWidget


class ComingBox(QMessageBox):
    """Offers a new edition, a copy with marks, another report, and to leave it.

    Args:
        sentence: Why it is taken for an edition of a report.
        name: What that report is called.
        parent: The window.
        may_be_marked: Whether it can have marks in it.
    """

    def __init__(
        self, sentence: str, name: str, parent: QWidget, *, may_be_marked: bool = False
    ) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setText(sentence)
        self.setInformativeText(
            f"As a new edition it takes the place of the file of {name}: the passages go with it,"
            " those whose place is not sure are listed, and one undo takes it back."
            + (
                f" If it is a copy of {name} with marks in it, you can take those in."
                if may_be_marked
                else ""
            )
        )
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.edition = self.addButton("&New edition", QMessageBox.ButtonRole.AcceptRole)
        self.beside = self.addButton("&Another report", QMessageBox.ButtonRole.ActionRole)
        self.marked: QPushButton | None = None
        if may_be_marked:
            self.marked = self.addButton("Take in its &marks …", QMessageBox.ButtonRole.ActionRole)
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(self.edition)
        self.setEscapeButton(cancel)

    def coming(self) -> Coming | None:
        """Return what was chosen, None where the document is not to come."""
        clicked = self.clickedButton()
        if clicked is self.edition:
            return Coming.EDITION
        if self.marked is not None and clicked is self.marked:
            return Coming.MARKED
        return Coming.BESIDE if clicked is self.beside else None
