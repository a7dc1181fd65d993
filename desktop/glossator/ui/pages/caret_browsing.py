"""The caret of a view: reading and selecting by keyboard (F7)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication

from glossator.domain import spoken
from glossator.domain.errors import NotReadYetError
from glossator.domain.pages.layout import Place
from glossator.domain.text.caret import Caret, Step, first_caret, goes_back, moved, wanted_reach
from glossator.domain.text.selection import caret_rect, role_at
from glossator.ui.announce import announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.domain.text.page_text import PageText, Role
    from glossator.ui.pages.view import PageView

WIDTH = 2
"""Of the caret in logical pixels."""
MARGIN = 28
"""Logical pixels kept between the caret and the edge of the viewport."""
MOST_LINES = 400
"""Lines that a screenful is looked for in."""

KEYS = {
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Home: Step.LINE_START,
    Qt.Key.Key_End: Step.LINE_END,
}
CONTROL_KEYS = {
    Qt.Key.Key_Left: Step.WORD_LEFT,
    Qt.Key.Key_Right: Step.WORD_RIGHT,
    Qt.Key.Key_Up: Step.BLOCK_UP,
    Qt.Key.Key_Down: Step.BLOCK_DOWN,
    Qt.Key.Key_Home: Step.REPORT_START,
    Qt.Key.Key_End: Step.REPORT_END,
}
SCREEN_KEYS = {Qt.Key.Key_PageUp: Step.UP, Qt.Key.Key_PageDown: Step.DOWN}
VERTICAL = (Step.UP, Step.DOWN)


class CaretBrowsing:
    """Moves a caret through the text of a view, and selects with Shift.

    While it is switched off only Shift and a key are heeded, and only where text is selected:
    a selection made by mouse can be made exact by keyboard.
    """

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._is_on = False
        self._is_dark = False
        self._reach: float | None = None
        self._stands: Caret | None = None
        self._waiting: Callable[[], None] | None = None
        self._flash = QTimer(view)
        self._flash.timeout.connect(self._turn)
        view.caret_moved.connect(self.blink)

    @property
    def is_on(self) -> bool:
        """Whether the caret is shown and the keys move it."""
        return self._is_on

    def switch(self, *, on: bool) -> None:
        """Show the caret, where the last click was if that is in view, or hide it."""
        if on == self._is_on:
            return
        self._is_on = on
        if on:
            self.come_here()
        self._view.viewport().update()
        self.blink()

    def come_here(self) -> None:
        """Stand at what is being read, unless the caret is in view already."""
        rect, port = self.rect(), QRectF(self._view.viewport().rect())
        if rect is not None and port.intersects(rect):
            return
        at = self._view.reading_offset()
        if at is not None:
            self._view.selecting.place(Caret(*at))
        elif self._view.layout_.boxes:
            self._place_on(self._view.page)

    def go_to(self, page: int, offset: int) -> None:
        """Stand at a character of a page, if the caret is shown."""
        if self._is_on:
            self._view.selecting.place(Caret(page, offset))

    def text_came(self) -> None:
        """A page's text is there: a step that waited for it can be taken."""
        if self._waiting is not None:
            self._waiting()
        elif self._is_on and self._view.selecting.head is None:
            self.come_here()

    # Keys

    def to_end(self, *, back: bool) -> bool:
        """Go to the end of the report, or its beginning; tell whether the caret is shown.

        Ctrl+Home and Ctrl+End are keys of the menu, which go before those of the pages.
        """
        if self._is_on:
            step = Step.REPORT_START if back else Step.REPORT_END
            self._step(step, extend=False, screenful=False)
        return self._is_on

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key says; tell whether it is the caret's."""
        if not self._heeds(event):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._is_on and self._choose(event)
        meaning = _meaning(event)
        if meaning is None:
            return False
        step, screenful = meaning
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._step(step, extend=extend, screenful=screenful)
        return True

    def _heeds(self, event: QKeyEvent) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return self._is_on or (shift and bool(self._view.selecting))

    def _choose(self, event: QKeyEvent) -> bool:
        """Tag what is selected, else follow the link or choose the passage under the caret."""
        view, head, rect = self._view, self._view.selecting.head, self.rect()
        if view.selecting:
            view.selection_finished.emit()
            return True
        if head is None or rect is None:
            return False
        point = rect.center().toPoint()
        if not view.follow_at(head.page, head.offset, point, event.modifiers()):
            mark = view.mark_at(rect.center() + QPointF(1, 0)) or view.mark_at(rect.center())
            view.mark_clicked.emit(mark.annotation_id if mark else None)
        return True

    # Moving

    @property
    def count(self) -> int:
        """Number of pages, as `domain.text.caret.Pages` wants it."""
        return len(self._view.layout_.boxes)

    def text(self, page: int) -> PageText:
        """Return a page's text, as `domain.text.caret.Pages` wants it.

        Raises:
            NotReadYetError: It is not there yet; it has been asked for.
        """
        text = self._view.library.page_text(self._view.report_id, page)
        if text is None:
            raise NotReadYetError("The pages are still being read …")
        return text

    def _step(self, step: Step, *, extend: bool, screenful: bool) -> None:
        self._waiting = None
        selecting = self._view.selecting
        if selecting.head is None:
            self.come_here()
        head = selecting.head
        if head is None or not self.count:
            return
        try:
            target = self._target(head, step, extend=extend, screenful=screenful)
        except NotReadYetError:
            self._waiting = partial(self._step, step, extend=extend, screenful=screenful)
            return
        if extend:
            self._say_selected(head, target)
            selecting.extend_to(target)
        else:
            selecting.place(target)
        self._stands = target
        self.reveal()

    def _say_selected(self, head: Caret, target: Caret) -> None:
        """Say what a key adds to the selection or takes from it."""
        if head == target or not QAccessible.isActive():
            return
        anchor = self._view.selecting.anchor or head
        more = (target > head) == (head >= anchor) if head != anchor else True
        low, high = sorted((head, target))
        searchable = self._view.library.searchable(self._view.report_id)
        reading = self._view.library.reading(self._view.report_id)
        if searchable is not None and reading is not None:
            start, end = (reading.starts[caret.page] + caret.offset for caret in (low, high))
            announce(self._view, spoken.selected(searchable.text[start:end], more=more))

    def _target(self, head: Caret, step: Step, *, extend: bool, screenful: bool) -> Caret:
        selecting = self._view.selecting
        if not extend and selecting and step in (Step.LEFT, Step.RIGHT):
            stretches = selecting.stretches
            return stretches[0][0] if goes_back(self, head, step) else stretches[-1][1]
        role = self._flow(head) if extend else None
        if step not in VERTICAL:
            self._reach = None
            return moved(self, head, step, role=role)
        if self._reach is None or head != self._stands:
            self._reach = wanted_reach(self, head)
        if screenful:
            return self._screenful(head, step, role)
        return moved(self, head, step, role=role, reach=self._reach)

    def _flow(self, head: Caret) -> Role:
        role = self._view.selecting.role
        return role_at(self.text(head.page), head.offset) if role is None else role

    def _screenful(self, head: Caret, step: Step, role: Role | None) -> Caret:
        """Return the caret a screenful away, at the latest at the top of the next column."""
        screen = self._view.viewport().height() - 2 * MARGIN
        began = height = self._height(head)
        for _ in range(MOST_LINES):
            further = moved(self, head, step, role=role, reach=self._reach)
            goes_on = self._height(further) - height
            if further == head or abs(self._height(further) - began) > screen:
                break
            head, height = further, self._height(further)
            if (goes_on < 0) == (step is Step.DOWN):
                break
        return head

    def _height(self, caret: Caret) -> float:
        """Return how far down the scene a caret stands."""
        rect = caret_rect(self.text(caret.page), caret.offset)
        if rect is None:
            return self._view.layout_.page_rect(caret.page).y0
        shown = self._view.box(caret.page).rect_to_view(rect)
        return self._view.layout_.point(Place(caret.page, shown.x0, shown.y0))[1]

    def _place_on(self, page: int) -> None:
        try:
            self._view.selecting.place(first_caret(self, page))
        except NotReadYetError:
            return

    def reveal(self) -> None:
        """Scroll no more than needed for the caret to be in sight."""
        head, rect, port = self._view.selecting.head, self.rect(), self._view.viewport().rect()
        if head is None or rect is None:
            return
        down = min(rect.top() - MARGIN, 0.0) + max(rect.bottom() + MARGIN - port.height(), 0.0)
        across = min(rect.left() - MARGIN, 0.0) + max(rect.right() + MARGIN - port.width(), 0.0)
        bars = self._view.verticalScrollBar(), self._view.horizontalScrollBar()
        with self._view.by_hand():
            if down:
                self._view.scroll_to(bars[0].value() + down, head.page)
            if across:
                bars[1].setValue(bars[1].value() + round(across))

    # Showing

    def rect(self) -> QRectF | None:
        """Return where the caret stands in the viewport, None while that is not known."""
        view, head = self._view, self._view.selecting.head
        if head is None or head.page >= self.count:
            return None
        text = view.library.known_text(view.report_id, head.page)
        stroke = caret_rect(text, head.offset) if text is not None else None
        if stroke is None:
            return None
        shown = view.rect_on_viewport(head.page, view.box(head.page).rect_to_view(stroke))
        half = WIDTH / 2
        upright = shown.width() < shown.height()
        return shown.adjusted(-half, 0, half, 0) if upright else shown.adjusted(0, -half, 0, half)

    def paint(self, painter: QPainter) -> None:
        """Paint the caret; it inverts what is under it, so it shows on any ground."""
        rect = self.rect() if self._is_on and not self._is_dark else None
        if rect is None or not self._view.hasFocus():
            return
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
        painter.fillRect(rect.toRect(), QColor(Qt.GlobalColor.white))
        painter.restore()

    def blink(self) -> None:
        """Show the caret and let it blink, at the system's pace, while it has the keyboard."""
        self._is_dark = False
        pace = QApplication.cursorFlashTime() // 2
        if self._is_on and pace > 0 and self._view.hasFocus():
            self._flash.start(pace)
        else:
            self._flash.stop()
        if self._is_on:
            self._view.viewport().update()

    def _turn(self) -> None:
        self._is_dark = not self._is_dark
        rect = self.rect()
        if rect is not None:
            self._view.viewport().update(rect.toAlignedRect().adjusted(-1, -1, 1, 1))


def _meaning(event: QKeyEvent) -> tuple[Step, bool] | None:
    """Return the step that a key asks for, and whether it is by screenfuls."""
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | shift)
    key = Qt.Key(event.key())
    if held == control:
        step = CONTROL_KEYS.get(key)
    elif held == Qt.KeyboardModifier.NoModifier:
        if key in SCREEN_KEYS:
            return SCREEN_KEYS[key], True
        step = KEYS.get(key)
    else:
        return None
    return (step, False) if step is not None else None
