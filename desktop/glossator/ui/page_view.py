"""The pages of one report, scrolled, zoomed and marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from glossator.app.actions import THEME_KEYS
from glossator.app.view_state import Fit, ViewState
from glossator.domain.page_layout import PageLayout, Place
from glossator.ui.fitting import PADDING, Fitting
from glossator.ui.page_painter import PagePainter
from glossator.ui.selecting import Selecting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from glossator.app.library import Library
    from glossator.domain.geometry import PageBox, Rect
    from glossator.domain.marks import Mark
    from glossator.domain.records import AnnotationId, ReportId, ThemeId

    _Follow = Callable[[int, int | None, QPoint, Qt.KeyboardModifier], bool]

ZOOM_STEP = 1.1
LINE = 48
"""Logical pixels an arrow key or a wheel notch's third scrolls."""


class PageView(QAbstractScrollArea):
    """Shows a report's pages below each other and lets text be selected.

    Signals:
        moved: It was scrolled or zoomed.
        scrolled_by_user: It was scrolled by hand here; True when alone (Alt held).
        pressed: The mouse or focus came to it.
        selection_changed: The selected text changed.
        selection_finished: A selection by mouse ended with text selected.
        mark_clicked: AnnotationId | None, under a click without a drag.
        theme_key_pressed: A digit that may tag.
        letter_pressed: A letter, in its capital form, that may be an action's key.
    """

    moved = Signal()
    scrolled_by_user = Signal(bool)
    pressed = Signal()
    selection_changed = Signal()
    selection_finished = Signal()
    mark_clicked = Signal(object)
    theme_key_pressed = Signal(str)
    letter_pressed = Signal(str)

    def __init__(
        self, library: Library, report_id: ReportId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.library = library
        self.report_id = report_id
        self.layout_ = PageLayout((), 1.0)
        self._fitting = Fitting()
        self.marks: Mapping[int, tuple[Mark, ...]] = {}
        self.chosen: AnnotationId | None = None
        self.marks_shown = True
        self.soft: Mapping[int, list[tuple[int, int]]] = {}
        self.hits: Mapping[int, list[tuple[int, int, bool]]] = {}
        self.lit: frozenset[ThemeId] | None = None
        self.selecting = Selecting(self)
        self._painter = PagePainter(self)
        self.pointed_at: Callable[[int, int | None, QPoint], bool] = lambda *_: False
        self.follow_at: _Follow = lambda *_: False
        self._goal: tuple[int, int] | None = None
        self._waiting: ViewState | None = None
        self._by_hand = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages")
        viewport = self.viewport()
        viewport.setMouseTracking(True)
        viewport.setCursor(Qt.CursorShape.IBeamCursor)
        viewport.setBackgroundRole(QPalette.ColorRole.Mid)
        self.verticalScrollBar().setSingleStep(LINE)
        self.horizontalScrollBar().setSingleStep(LINE)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(viewport.update)
        library.opened.connect(self._opened)
        library.picture_ready.connect(self._picture_came)
        library.text_ready.connect(self._text_came)
        self._settle = QTimer(self, singleShot=True, interval=60)
        self._settle.timeout.connect(self._painter.ask_around)
        self.take_boxes()

    # Layout and zoom

    def take_boxes(self) -> None:
        """Lay the pages out once their boxes are known."""
        boxes = self.library.boxes(self.report_id)
        if boxes and boxes != self.layout_.boxes:
            state, self._waiting = self._waiting or self.state(), None
            self.layout_ = PageLayout(boxes, self.layout_.scale)
            self.restore(state)

    @property
    def scale(self) -> float:
        """Logical pixels a point."""
        return self.layout_.scale

    def state(self) -> ViewState:
        """Return where the view stands."""
        if not self.layout_.boxes:
            return self._waiting or ViewState()
        top = self.layout_.place(0, self.verticalScrollBar().value())
        return ViewState(top.page, top.y, self.scale, self.fit)

    def restore(self, state: ViewState) -> None:
        """Stand where a view stood before, now or as soon as the pages are known."""
        if not self.layout_.boxes:
            self._waiting = state
            return
        self.fit = state.fit
        self.layout_ = self.layout_.scaled(self._fitting_scale() or state.scale or self._whole())
        self._update_bars()
        page = min(state.page, len(self.layout_.boxes) - 1)
        self.scroll_to(self.layout_.point(Place(page, 0, state.y))[1])
        self._center_across()
        self.viewport().update()
        self.moved.emit()

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom about a point of the viewport (its centre by default)."""
        self.fit = Fit.FREE
        self._zoom_to(self.scale * factor, around)

    def zoom_to(self, fit: Fit) -> None:
        """Fit the widest page, or the text without its margins, and keep it so."""
        self.fit = fit
        self._zoom_to(self._fitting_scale() or self._whole(), QPointF(0, 0))
        self._center_across()

    def _zoom_to(self, scale: float, around: QPointF | None) -> None:
        point = around or QPointF(self.viewport().rect().center())
        place = self.layout_.place(*self.to_scene(point))
        self.layout_ = self.layout_.scaled(scale)
        self._update_bars()
        x, y = self.layout_.point(place)
        self.horizontalScrollBar().setValue(round(x - point.x()))
        self.scroll_to(y - point.y())
        self.viewport().update()
        self.moved.emit()

    def _fitting_scale(self) -> float:
        """Return the scale that fits, 0 where nothing is fitted or the text is not known."""
        return self._fitting.scale(self.layout_, self.viewport().width())

    def _whole(self) -> float:
        return self.layout_.scale_for_width(self.viewport().width())

    @property
    def fit(self) -> Fit:
        """What is kept fitted to the width."""
        return self._fitting.fit

    @fit.setter
    def fit(self, fit: Fit) -> None:
        self._fitting.fit = fit

    def _update_bars(self) -> None:
        fitted = self.fit is not Fit.FREE
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(off if fitted else needed)
        size: QSize = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(size.width())
        across.setRange(0, max(0, round(self.layout_.width) - size.width()))
        down.setPageStep(size.height())
        down.setRange(0, max(0, round(self.layout_.height) - size.height()))

    def _center_across(self) -> None:
        across = self.horizontalScrollBar()
        middle = self._fitting.middle()
        if middle is None:
            across.setValue(across.maximum() // 2)
        else:
            x = self.layout_.page_rect(self.page).x0 + middle * self.scale
            across.setValue(round(x - self.viewport().width() / 2))

    # Moving

    def scroll_to(self, y: float) -> None:
        """Bring a height of the scene to the top of the viewport."""
        self.verticalScrollBar().setValue(round(y))

    @property
    def share(self) -> float:
        """How far through the report the view stands, 0 to 1."""
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 0.0

    def go_to_share(self, share: float) -> None:
        """Stand at a share of the report, as another view does."""
        self.scroll_to(share * self.verticalScrollBar().maximum())

    @property
    def page(self) -> int:
        """The page at the reading line, a third down the viewport."""
        return self.layout_.page_at(self._reading_line())

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page to the top of the viewport."""
        if self.layout_.boxes:
            page = min(max(page, 0), len(self.layout_.boxes) - 1)
            self.scroll_to(self.layout_.page_rect(page).y0 - 6)

    def go_to_offset(self, page: int, offset: int) -> None:
        """Bring a character of a page's text into view, when its place is known."""
        text = self.library.page_text(self.report_id, page)
        if text is None or not self.layout_.boxes:
            self._goal = (page, offset)
            self.go_to_page(page)
            return
        self._goal = None
        if not text.lines:
            self.go_to_page(page)
            return
        line = text.lines[text.line_index(min(offset, len(text.text)))]
        self.show_point(page, self.layout_.boxes[page].rect_to_view(line.rect).y0)

    def go_to_state(self, state: ViewState) -> None:
        """Bring a place where the view stood into view, at today's zoom."""
        if self.layout_.boxes:
            page = min(state.page, len(self.layout_.boxes) - 1)
            self.scroll_to(self.layout_.point(Place(page, 0, state.y))[1])

    def show_rect(self, page: int, rect: Rect) -> None:
        """Scroll so that a rectangle of a page's view space stands a quarter down."""
        x, y = self.layout_.point(Place(page, rect.x0, rect.y0))
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bottom = y + rect.height * self.scale
        if not (bar.value() + 24 <= y and bottom <= bar.value() + height - 24):
            self.scroll_to(y - height / 4)
        across = self.horizontalScrollBar()
        if not across.value() <= x <= across.value() + self.viewport().width() - 40:
            across.setValue(round(x) - PADDING)

    def show_point(self, page: int, y: float) -> None:
        """Scroll so that a height of a page's view space stands a quarter down."""
        self.scroll_to(self.layout_.point(Place(page, 0, y))[1] - self.viewport().height() / 4)

    def reading_offset(self) -> tuple[int, int] | None:
        """Return (page, offset in its text) of the first line below the reading line."""
        if not self.layout_.boxes:
            return None
        place = self.layout_.place(0, self._reading_line())
        text = self.library.page_text(self.report_id, place.page)
        if text is None or not text.lines:
            return None
        box = self.layout_.boxes[place.page]
        body = [line for line in text.lines if line.role.flow == 0] or list(text.lines)
        below = (line for line in body if box.rect_to_view(line.rect).y1 >= place.y)
        return place.page, next(below, body[-1]).start

    def _reading_line(self) -> float:
        bar = self.verticalScrollBar()
        # At the very end the last lines are what is read, however short the page.
        down = 0.28 + 0.6 * max(0.0, self.share - 0.97) / 0.03 if bar.maximum() else 0.28
        return bar.value() + self.viewport().height() * down

    def _scrolled(self) -> None:
        self.viewport().update()
        self._settle.start()
        self.moved.emit()
        if self._by_hand:
            self.scrolled_by_user.emit(self._by_hand == 2)

    # Coordinates

    def to_scene(self, point: QPointF | QPoint) -> tuple[float, float]:
        """Convert a point of the viewport to the scene."""
        return point.x() + self._left(), point.y() + self.verticalScrollBar().value()

    def page_rect(self, page: int) -> QRectF:
        """Return a page's rectangle in the viewport."""
        rect = self.layout_.page_rect(page)
        return QRectF(
            rect.x0 - self._left(),
            rect.y0 - self.verticalScrollBar().value(),
            rect.width,
            rect.height,
        )

    def rect_on_viewport(self, page: int, rect: Rect) -> QRectF:
        """Convert a rectangle of a page's view space to the viewport."""
        at = self.page_rect(page).topLeft()
        return QRectF(
            at.x() + rect.x0 * self.scale,
            at.y() + rect.y0 * self.scale,
            rect.width * self.scale,
            rect.height * self.scale,
        )

    def place_at(self, point: QPointF | QPoint) -> Place:
        """Return the place of a page under a point of the viewport."""
        return self.layout_.place(*self.to_scene(point))

    def visible_pages(self) -> range:
        """Return the pages that show."""
        top = self.verticalScrollBar().value()
        return self.layout_.visible(top, top + self.viewport().height())

    def box(self, page: int) -> PageBox:
        """Return a page's box."""
        return self.layout_.boxes[page]

    def mark_at(self, point: QPointF | QPoint) -> Mark | None:
        """Return the shortest highlight under a point of the viewport."""
        if not self.layout_.boxes or not self.marks_shown:
            return None
        place = self.place_at(point)
        under = [m for m in self.marks.get(place.page, ()) if m.contains(place.x, place.y)]
        return min(under, key=lambda m: sum(r.width for r in m.rects), default=None)

    def _left(self) -> float:
        spare = self.viewport().width() - self.layout_.width
        return -spare / 2 if spare > 0 else float(self.horizontalScrollBar().value())

    # What is shown

    def set_marks(self, marks: Mapping[int, tuple[Mark, ...]]) -> None:
        """Show other annotations."""
        self.marks = marks
        self.viewport().update()

    def set_hits(self, hits: Mapping[int, list[tuple[int, int, bool]]]) -> None:
        """Mark ranges of the pages' texts that were found; the flag marks the current one."""
        self.hits = hits
        self.viewport().update()

    def show_marks(self, *, shown: bool) -> None:
        """Show the annotations on the pages, or hide them all."""
        self.marks_shown = shown
        self.viewport().update()

    def set_soft(self, ranges: Mapping[int, list[tuple[int, int]]]) -> None:
        """Mark ranges of the pages' texts softly in the margin."""
        self.soft = ranges
        self.viewport().update()

    def set_chosen(self, annotation_id: AnnotationId | None) -> None:
        """Outline an annotation."""
        self.chosen = annotation_id
        self.viewport().update()

    def set_lit(self, theme_ids: frozenset[ThemeId] | None) -> None:
        """Light up the passages of some themes and dim the others; None dims none."""
        self.lit = theme_ids
        self.viewport().update()

    def _opened(self, report_id: ReportId) -> None:
        if report_id == self.report_id:
            self.take_boxes()
            self.viewport().update()

    def _picture_came(self, key: object) -> None:
        if self._painter.wants(key):
            self.viewport().update()

    def _text_came(self, report_id: ReportId, page: int) -> None:
        if report_id != self.report_id:
            return
        known = self.library.known_text(report_id, page)
        if (
            self.layout_.boxes
            and self._fitting.learn(known, self.box(page))
            and self.fit is Fit.TEXT
        ):
            self.restore(self.state())
        if self._goal is not None and self._goal[0] == page:
            self.go_to_offset(*self._goal)
        self.selecting.text_came()
        self.moved.emit()

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self.viewport())
        self._painter.paint(painter, event.rect())
        painter.end()

    def resizeEvent(self, event: QEvent) -> None:
        """Override QWidget.resizeEvent: keep the place, and the fit to the width."""
        del event
        if not self.layout_.boxes:
            return
        state = self.state()
        self.restore(replace(state, scale=state.scale if self.fit is Fit.FREE else 0.0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QWidget.wheelEvent: Ctrl zooms, Alt scrolls this view alone."""
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / 120
            if notches:
                self.zoom_by(ZOOM_STEP**notches, event.position())
            event.accept()
            return
        alone = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        # Qt turns Alt+wheel into a sideways turn.
        down = delta.x() if alone and not delta.y() else delta.y()
        with _ByHand(self, alone=alone):
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - down)
            else:
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() - down)
                if not alone:
                    across = self.horizontalScrollBar()
                    across.setValue(across.value() - delta.x())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: scroll, tag by digit, drop the selection."""
        text, plain = event.text(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and text and text in THEME_KEYS:
            self.theme_key_pressed.emit(text)
            return
        if plain and len(text) == 1 and text.isalpha():
            self.letter_pressed.emit(text.upper())
            return
        if event.key() == Qt.Key.Key_Escape and self.selecting:
            self.selecting.clear()
            return
        step = self._key_step(event)
        if step is None:
            super().keyPressEvent(event)
            return
        with _ByHand(self, alone=False):
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + step)

    def _key_step(self, event: QKeyEvent) -> int | None:
        if event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return None
        bar = self.verticalScrollBar()
        screen = self.viewport().height() - LINE
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pressed.emit()
        if event.button() == Qt.MouseButton.LeftButton:
            self.selecting.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        self.selecting.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.selecting.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseDoubleClickEvent."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.selecting.double_click(event)

    def focusInEvent(self, event: QEvent) -> None:
        """Override QWidget.focusInEvent."""
        del event
        self.pressed.emit()

    def by_hand(self) -> _ByHand:
        """Count what is scrolled within as done by hand, so that others follow."""
        return _ByHand(self, alone=False)

    def viewport_rect(self, page: int, rects: tuple[Rect, ...]) -> QRect:
        """Return the smallest rectangle of the viewport around rectangles of a page."""
        whole = QRectF()
        for rect in rects:
            whole = whole.united(self.rect_on_viewport(page, rect))
        return whole.toRect()


class _ByHand:
    """While it lasts, scrolling counts as done by hand in this view."""

    def __init__(self, view: PageView, *, alone: bool) -> None:
        self._view = view
        self._mode = 2 if alone else 1

    def __enter__(self) -> None:
        self._view._by_hand = self._mode  # noqa: SLF001 (its own view)

    def __exit__(self, *_: object) -> None:
        self._view._by_hand = 0  # noqa: SLF001 (its own view)
