"""How the wheel, the keys, a grabbing hand and touch move the pages of a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QPoint, Qt, QTimer, QVariantAnimation
from PySide6.QtWidgets import QApplication, QStyle

from glossator.app.view_state import Fit
from glossator.domain.pages.layout import PageMode
from glossator.ui.pages.area import LINE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

    from glossator.ui.pages.area import PageArea

ZOOM_STEP = 1.1
NOTCH = 120
"""What Qt reports for one notch of a wheel, in eighths of a degree."""
WHEEL_LINE = 40
"""Logical pixels a wheel scrolls for each of the lines that the system's settings ask for."""
GLIDE = 130
"""Milliseconds a glide takes; more than half of the way lies in the first third."""
TOUCH_LATER = 500
"""Milliseconds until a view listens to fingers: what that needs would hold up the start."""
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
LETTERS = {Qt.Key.Key_J: LINE, Qt.Key.Key_K: -LINE}


class Glide:
    """Lets a view slide to where it is sent.

    It starts at once and at full speed and only ends softly; what is sent while it lasts is
    added to where it was going, so that it is never behind by more than GLIDE.
    """

    def __init__(self, view: PageArea) -> None:
        self._view = view
        self._alone = False
        self._stands = -1
        self._animation = QVariantAnimation(view)
        self._animation.setDuration(GLIDE)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._step)

    @property
    def goal(self) -> float:
        """Where it ends, or where the view stands if there is none."""
        stands = self._view.verticalScrollBar().value()
        # Whoever else moved the view meanwhile has ended the glide.
        if self._animation.state() != QVariantAnimation.State.Running or stands != self._stands:
            return float(stands)
        return float(self._animation.endValue())

    def to(self, y: float, *, alone: bool) -> None:
        """Slide until a height of the scene is at the top of the viewport."""
        self._animation.stop()
        self._alone = alone
        self._stands = self._view.verticalScrollBar().value()
        self._animation.setStartValue(float(self._stands))
        self._animation.setEndValue(float(y))
        self._animation.start()

    def stop(self) -> None:
        """Stay where it is."""
        self._animation.stop()

    def _step(self, y: float) -> None:
        bar = self._view.verticalScrollBar()
        if bar.value() != self._stands:
            self._animation.stop()
            return
        with self._view.by_hand(alone=self._alone):
            bar.setValue(round(y))
        self._stands = bar.value()


class Moving:
    """Moves one view as the user's hands say.

    Attributes:
        smooth: Notches of the wheel and keys glide; they jump where it is off or the
            system wants no animations.
        by_letters: J and K scroll.
    """

    def __init__(self, view: PageArea) -> None:
        self._view = view
        self._glide = Glide(view)
        self._grabbed: QPoint | None = None
        self._cursor = view.viewport().cursor()
        self._rest = 0.0
        self.smooth = False
        self.by_letters = False
        QTimer.singleShot(TOUCH_LATER, view, lambda: _scroll_by_touch(view))

    def wheel(self, event: QWheelEvent) -> None:
        """Ctrl zooms, Alt scrolls this view alone, Shift scrolls across."""
        view, modifiers = self._view, event.modifiers()
        event.accept()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self._glide.stop()
            notches = event.angleDelta().y() / NOTCH
            if notches:
                view.zoom_by(ZOOM_STEP**notches, event.position())
            return
        alone = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        exact = event.pixelDelta()
        is_exact = not exact.isNull()
        delta = exact if is_exact else event.angleDelta()
        a_pixel = 1.0 if is_exact else QApplication.wheelScrollLines() * WHEEL_LINE / NOTCH
        # Qt turns Alt+wheel into a sideways turn.
        down = delta.x() if alone and not delta.y() else delta.y()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._across(-(down or delta.x()) * a_pixel)
            return
        # Less than a notch comes from a touchpad; it is smooth by itself.
        by_notches = not is_exact and abs(down) >= NOTCH
        self._down(-down * a_pixel, alone=alone, gliding=by_notches)
        if delta.x() and not alone:
            self._across(-delta.x() * a_pixel)

    def key(self, event: QKeyEvent) -> bool:
        """Scroll as a key says; tell whether it says so."""
        if event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return False
        key, bar = Qt.Key(event.key()), self._view.verticalScrollBar()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._glide.stop()
            with self._view.by_hand():
                bar.setValue(0 if key == Qt.Key.Key_Home else bar.maximum())
            return True
        if key in SIDEWAYS and not self._is_wider():
            if self._view.layout_.mode is PageMode.CONTINUOUS:
                return False
            with self._view.by_hand():
                self._view.turn_pages(SIDEWAYS[key])
            return True
        step = self._key_step(key, event.modifiers())
        if step is None:
            return False
        self._down(step, gliding=True)
        return True

    def grab(self, event: QMouseEvent) -> bool:
        """Take hold of the pages with the middle button; tell whether it is that."""
        if event.button() != Qt.MouseButton.MiddleButton:
            return False
        self._glide.stop()
        self._grabbed = event.position().toPoint()
        self._cursor = self._view.viewport().cursor()
        self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def drag(self, event: QMouseEvent) -> bool:
        """Move the pages with the hand that holds them; tell whether one does."""
        if self._grabbed is None:
            return False
        point = event.position().toPoint()
        by, self._grabbed = self._grabbed - point, point
        alone = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._down(by.y(), alone=alone)
        self._across(by.x())
        return True

    def let_go(self, event: QMouseEvent) -> bool:
        """Let the pages go; tell whether they were held."""
        if self._grabbed is None or event.button() != Qt.MouseButton.MiddleButton:
            return False
        self._grabbed = None
        self._view.viewport().setCursor(self._cursor)
        return True

    def _is_wider(self) -> bool:
        """Tell whether there is more to see at the sides; margins that were cut don't count."""
        view = self._view
        return view.fit is Fit.FREE and view.horizontalScrollBar().maximum() > 0

    def _key_step(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> float | None:
        screen = self._view.viewport().height() - LINE
        back = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if self.by_letters and key in LETTERS and not back:
            return LETTERS[key]
        return {
            Qt.Key.Key_Down: LINE,
            Qt.Key.Key_Up: -LINE,
            Qt.Key.Key_PageDown: screen,
            Qt.Key.Key_PageUp: -screen,
            Qt.Key.Key_Space: -screen if back else screen,
        }.get(key)

    def _down(self, by: float, *, alone: bool = False, gliding: bool = False) -> None:
        bar = self._view.verticalScrollBar()
        if gliding and self._may_glide():
            goal, stands = self._glide.goal, bar.value()
            # Turning round goes back from here, not from where it was going.
            start = goal if (goal - stands) * by > 0 else float(stands)
            goal = self._view.reached(start, by)
            if not self._view.turns_page(goal):
                self._glide.to(goal, alone=alone)
                return
        self._glide.stop()
        # What is less than a pixel waits for the next turn.
        whole = round(by + self._rest)
        self._rest += by - whole
        with self._view.by_hand(alone=alone):
            self._view.scroll_by(whole, step=gliding)

    def _across(self, by: float) -> None:
        bar = self._view.horizontalScrollBar()
        bar.setValue(bar.value() + round(by))

    def _may_glide(self) -> bool:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.smooth and self._view.style().styleHint(hint) > 0


def _scroll_by_touch(view: PageArea) -> None:
    """Let a finger move the pages, and let them run on when it flicks."""
    from PySide6.QtWidgets import QScroller, QScrollerProperties

    port = view.viewport()
    QScroller.grabGesture(port, QScroller.ScrollerGestureType.TouchGesture)
    scroller = QScroller.scroller(port)
    properties = scroller.scrollerProperties()
    never = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    for metric in (
        QScrollerProperties.ScrollMetric.HorizontalOvershootPolicy,
        QScrollerProperties.ScrollMetric.VerticalOvershootPolicy,
    ):
        properties.setScrollMetric(metric, never)
    scroller.setScrollerProperties(properties)
