"""How the wheel and the keys move the pages of a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from glossator.ui.page_area import LINE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QWheelEvent

    from glossator.ui.page_area import PageArea

ZOOM_STEP = 1.1


class Moving:
    """Moves one view as the wheel and the keys say."""

    def __init__(self, view: PageArea) -> None:
        self._view = view

    def wheel(self, event: QWheelEvent) -> None:
        """Ctrl zooms, Alt scrolls this view alone, Shift scrolls across."""
        view, modifiers = self._view, event.modifiers()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / 120
            if notches:
                view.zoom_by(ZOOM_STEP**notches, event.position())
            event.accept()
            return
        alone = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        # Qt turns Alt+wheel into a sideways turn.
        down = delta.x() if alone and not delta.y() else delta.y()
        across, bar = view.horizontalScrollBar(), view.verticalScrollBar()
        with view.by_hand(alone=alone):
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                across.setValue(across.value() - down)
            else:
                bar.setValue(bar.value() - down)
                if not alone:
                    across.setValue(across.value() - delta.x())
        event.accept()

    def key(self, event: QKeyEvent) -> bool:
        """Scroll as a key says; tell whether it says so."""
        step = self._key_step(event)
        if step is None:
            return False
        bar = self._view.verticalScrollBar()
        with self._view.by_hand():
            bar.setValue(bar.value() + step)
        return True

    def _key_step(self, event: QKeyEvent) -> int | None:
        if event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return None
        bar = self._view.verticalScrollBar()
        screen = self._view.viewport().height() - LINE
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return {
            Qt.Key.Key_Down: LINE,
            Qt.Key.Key_Up: -LINE,
            Qt.Key.Key_PageDown: screen,
            Qt.Key.Key_PageUp: -screen,
            Qt.Key.Key_Space: -screen if back else screen,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }.get(Qt.Key(event.key()))
