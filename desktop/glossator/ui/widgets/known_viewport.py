"""A viewport for scroll areas that spares the start what PySide does to know Qt's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea


def give_viewport(area: QAbstractScrollArea) -> None:
    """Put a viewport that was made here in the place of the one that Qt has made.

    To tell what kind of widget one is that was not made here, PySide 6.11 makes all its
    classes of widgets with their enumerations when it is first asked: 20 ms.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")  # as Qt calls its own
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
