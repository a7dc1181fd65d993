"""A label that shortens its text to the room it has."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from glossator.app.tips import tip

LEAST = 40
"""Logical pixels of a label that asks for room."""
FEW = 4
"""Characters, the dots included, that are not worth showing of a longer text."""


class ElidedLabel(QFrame):
    """One line of text; what doesn't fit is elided and shown whole in the tooltip."""

    def __init__(
        self,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
        *,
        is_whole: bool = False,
    ) -> None:
        """Make a label.

        Args:
            mode: Where the text is elided.
            parent: The parent widget.
            is_whole: Whether it asks for the room its text needs, instead of taking what
                is left.
        """
        super().__init__(parent)
        self._mode = mode
        self._text = ""
        self._is_whole = is_whole
        across = QSizePolicy.Policy.Maximum if is_whole else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setToolTip(tip(text))
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def shortened(self, width: int) -> str:
        """Return the text as it is shown in so many logical pixels."""
        return self.fontMetrics().elidedText(self._text, self._mode, width)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        margins = self.contentsMargins()
        height = self.fontMetrics().height() + margins.top() + margins.bottom()
        # Rounded to whole pixels, a text would not fit the room it asked for.
        needed = QFontMetricsF(self.font()).horizontalAdvance(self._text)
        return QSize(ceil(needed) if self._is_whole else 0, height)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(min(LEAST, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        area = self.contentsRect()
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.shortened(area.width())
        # A letter or two and dots say nothing.
        if text == self._text or len(text) > FEW:
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
