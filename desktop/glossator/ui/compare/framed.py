"""Frames of fields and check boxes on the ground of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QPalette

from glossator.ui import paint

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LIGHT, DARK = 0.25, 0.75
"""Share of the text's colour in the colour that frames are a darker shade of."""


class Framed(QObject):
    """Keeps a frame visible in the dark, where the style draws it darker than the window."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)
        self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject::eventFilter."""
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._apply()
        return super().eventFilter(watched, event)

    def _apply(self) -> None:
        palette = QGuiApplication.palette()
        base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        share = DARK if base.lightness() < text.lightness() else LIGHT
        palette.setColor(QPalette.ColorRole.Window, paint.mixed(base, text, share))
        self._widget.setPalette(palette)
