"""The field a search is typed into; it marks what could not be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPalette, QTextCharFormat

from glossator.ui.panels.filter_field import FilterField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SearchField(FilterField):
    """Escape leaves it whatever it holds; Down goes to the results, Enter to the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Search reports, notes and themes …", "Search", parent)

    def mark(self, span: tuple[int, int] | None) -> None:
        """Underline some characters as not understood; None marks none.

        A line of text has no formats of its own in Qt; those of an input method are drawn.
        """
        attributes = []
        if span is not None and span[0] < span[1]:
            face = QTextCharFormat()
            face.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            face.setUnderlineColor(self.palette().color(QPalette.ColorRole.Highlight))
            start = span[0] - self.cursorPosition()
            attributes.append(
                QInputMethodEvent.Attribute(
                    QInputMethodEvent.AttributeType.TextFormat, start, span[1] - span[0], face
                )
            )
        QCoreApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def event(self, event: QEvent) -> bool:
        """Override FilterField.event: Escape is for reading on, not for the window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override FilterField.keyPressEvent."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
