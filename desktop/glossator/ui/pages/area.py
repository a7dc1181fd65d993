"""An area that shows pages laid out in a scene: scrolled, zoomed, fitted, gone to a place.

What stands on the pages is the business of the view that is made from it.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from glossator.app.view_state import Fit, ViewState
from glossator.domain.pages.geometry import Rect
from glossator.domain.pages.layout import PageLayout, PageMode, Place
from glossator.ui.pages.fitting import PADDING, Fitting
from glossator.ui.widgets.known_viewport import give_viewport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.domain.pages.geometry import PageBox

LINE = 48
"""Logical pixels an arrow key scrolls."""
PULL = 120
"""Logical pixels to pull beyond the end of a page seen alone until it is turned."""


class PageArea(QAbstractScrollArea):
    """Scrolls over pages that are laid out together.

    Signals:
        moved: It was scrolled or zoomed.
        scrolled_by_user: It was scrolled by hand here; True when alone (Alt held).
        turned: Pages that are not below each other were turned by hand.
    """

    moved = Signal()
    scrolled_by_user = Signal(bool)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.layout_ = PageLayout((), 1.0)
        self.fitting = Fitting()
        self._waiting: ViewState | None = None
        self._hand: bool | None = None
        self._pointed = -1
        self._row = range(0)
        self._pull = 0.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(LINE)
        self.horizontalScrollBar().setSingleStep(LINE)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    # Layout and zoom

    def set_boxes(self, boxes: tuple[PageBox, ...]) -> None:
        """Lay pages out, standing where the view stood or is to stand."""
        if boxes and boxes != self.layout_.boxes:
            state, self._waiting = self._waiting or self.state(), None
            self.layout_ = replace(self.layout_, boxes=boxes)
            self.restore(state)

    @property
    def scale(self) -> float:
        """Logical pixels a point."""
        return self.layout_.scale

    def state(self) -> ViewState:
        """Return where the view stands."""
        layout, top = self.layout_, self.verticalScrollBar().value()
        if not layout.boxes:
            return self._waiting or ViewState()
        place = layout.place(layout.page_rect(layout.page_at(top)).x0, top)
        return ViewState(
            place.page,
            place.y,
            self.scale,
            self.fit,
            place.x,
            layout.mode,
            layout.cover,
            layout.turn,
            self.fitting.edges or (),
        )

    def restore(self, state: ViewState) -> None:
        """Stand where a view stood before, now or as soon as the pages are known."""
        if not self.layout_.boxes:
            self._waiting = state
            return
        self.fit = state.fit
        self._arranged(state.mode, cover=state.cover, turn=state.turn)
        page = min(state.page, len(self.layout_.shown) - 1)
        self.fitting.recall(state.edges, self.layout_.shown[page].width)
        self.layout_ = self.layout_.scaled(self._fitting_scale() or state.scale or self._whole())
        self._update_bars()
        self.go_to_state(state)
        self._center_across()
        self.viewport().update()
        self.moved.emit()

    def arrange(
        self, mode: PageMode | None = None, *, cover: bool | None = None, turn: int | None = None
    ) -> None:
        """Lay the pages out in another way; what is read stays in view.

        Args:
            mode: How many pages are seen together.
            cover: Of facing pages, the first stands alone.
            turn: Clockwise degrees by which the pages are turned.
        """
        before = self.layout_
        if not before.boxes:
            return
        page, line = self.page, self.reading_line()
        # Measured now: where the scene becomes shorter, the bar gives way by itself.
        down = line - self._top
        rect = before.page_rect(page)
        place = before.place((rect.x0 + rect.x1) / 2, line)
        self._arranged(
            before.mode if mode is None else mode,
            cover=before.cover if cover is None else cover,
            turn=before.turn if turn is None else turn % 360,
        )
        self.layout_ = self.layout_.scaled(self._fitting_scale() or self.scale)
        self._update_bars()
        self.scroll_to(self.layout_.point(place)[1] - down, place.page)
        self._pointed = page
        self._center_across()
        self.viewport().update()
        self.moved.emit()

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom about a point of the viewport (its centre by default)."""
        self.fit = Fit.FREE
        self._zoom_to(self.scale * factor, around)

    def zoom_to(self, fit: Fit) -> None:
        """Fit the page, its width or its text without the margins, and keep it so."""
        self.fit = fit
        self._zoom_to(self._fitting_scale() or self._whole(), QPointF(0, 0))
        self._center_across()

    def _arranged(self, mode: PageMode, *, cover: bool, turn: int) -> None:
        if turn != self.layout_.turn:
            self.fitting.forget()
        room, before = float(self.viewport().height()), self.layout_
        if (before.mode, before.cover, before.turn, before.room) != (mode, cover, turn, room):
            self.layout_ = replace(before, mode=mode, cover=cover, turn=turn, room=room)

    def _zoom_to(self, scale: float, around: QPointF | None) -> None:
        point = around or QPointF(self.viewport().rect().center())
        place = self.layout_.place(*self.to_scene(point))
        self.layout_ = self.layout_.scaled(scale)
        self._update_bars()
        x, y = self.layout_.point(place)
        self.horizontalScrollBar().setValue(round(x - point.x()))
        self.scroll_to(y - point.y(), place.page)
        self.viewport().update()
        self.moved.emit()

    def _fitting_scale(self) -> float:
        """Return the scale that fits, 0 where nothing is fitted or the text is not known."""
        size = self.viewport().size()
        return self.fitting.scale(self.layout_, size.width(), size.height())

    def _whole(self) -> float:
        return self.layout_.scale_for_width(self.viewport().width())

    @property
    def fit(self) -> Fit:
        """What is kept fitted to the viewport."""
        return self.fitting.fit

    @fit.setter
    def fit(self, fit: Fit) -> None:
        self.fitting.fit = fit

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
        middle = self.fitting.middle(self.layout_, self.page)
        if middle is None:
            across.setValue(across.maximum() // 2)
        else:
            across.setValue(round(middle - self.viewport().width() / 2))

    # Moving

    @property
    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def scroll_to(self, y: float, page: int | None = None) -> None:
        """Bring a height of the scene to the top of the viewport.

        Args:
            y: That height.
            page: One that must be in view where one page is seen at a time.
        """
        held = self.layout_.held(y, self.viewport().height(), page)
        self.verticalScrollBar().setValue(round(held))

    def scroll_by(self, by: float, *, step: bool = False) -> None:
        """Scroll down by logical pixels, or up; from the end of a page seen alone to the next.

        Args:
            by: How far.
            step: It is a step by itself and may turn a page; small movements turn one only
                when they pull far enough.
        """
        y = self.reached(self._top, by)
        if not step and self.turns_page(y):
            self._pull = by + (self._pull if self._pull * by > 0 else 0.0)
            if abs(self._pull) < PULL:
                return
        self._pull = 0.0
        self.verticalScrollBar().setValue(round(y))

    def turns_page(self, y: float) -> bool:
        """Tell whether another page would be seen alone at a height of the scene."""
        layout, half = self.layout_, self.viewport().height() / 2
        if layout.mode is not PageMode.SINGLE:
            return False
        return layout.page_at(y + half) != layout.page_at(self._top + half)

    def reached(self, y: float, by: float) -> float:
        """Return where scrolling by logical pixels leads from a height of the scene."""
        return self.layout_.reached(y, by, self.viewport().height())

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
        """The page at the reading line, a third down the viewport.

        Of two that face each other the one that was gone to or clicked, else the left one.
        """
        row = self.layout_.row_at(self.reading_line())
        return self._pointed if self._pointed in row else row.start

    def point_to(self, page: int) -> None:
        """Take one of two facing pages as the one that is read."""
        if page != self._pointed:
            self._pointed = page
            self.moved.emit()

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page to the top of the viewport."""
        if self.layout_.boxes:
            page = min(max(page, 0), len(self.layout_.boxes) - 1)
            self.scroll_to(self.layout_.page_rect(page).y0 - 6, page)
            self.point_to(page)

    def turn_pages(self, step: int) -> None:
        """Go some pages on or back; two at a time where two face each other."""
        self.go_to_page(self.layout_.row_after(self.page, step))

    def go_to_state(self, state: ViewState) -> None:
        """Bring a place where the view stood into view, at today's zoom."""
        if self.layout_.boxes:
            page = min(state.page, len(self.layout_.boxes) - 1)
            self.scroll_to(self.layout_.point(Place(page, state.x, state.y))[1], page)

    def show_rect(self, page: int, rect: Rect) -> None:
        """Scroll so that a rectangle of a page's view space stands a quarter down."""
        seen = self.layout_.rect(page, rect)
        height = self.viewport().height()
        if not (self._top + 24 <= seen.y0 and seen.y1 <= self._top + height - 24):
            self.scroll_to(seen.y0 - height / 4, page)
        across = self.horizontalScrollBar()
        if not across.value() <= seen.x0 <= across.value() + self.viewport().width() - 40:
            across.setValue(round(seen.x0) - PADDING)
        self.point_to(page)

    def show_point(self, page: int, x: float, y: float) -> None:
        """Scroll so that a point of a page's view space stands a quarter down."""
        down = self.layout_.point(Place(page, x, y))[1]
        self.scroll_to(down - self.viewport().height() / 4, page)
        self.point_to(page)

    def reading_line(self) -> float:
        """Return the height of the scene at which is read, about a third down the viewport."""
        bar = self.verticalScrollBar()
        # At the very end the last lines are what is read, however short the page.
        down = 0.28 + 0.6 * max(0.0, self.share - 0.97) / 0.03 if bar.maximum() else 0.28
        return bar.value() + self.viewport().height() * down

    @contextmanager
    def by_hand(self, *, alone: bool = False) -> Iterator[None]:
        """Count what is scrolled within as done by hand, so that others follow.

        Args:
            alone: The other views are to stay.
        """
        self._hand = alone
        try:
            yield
        finally:
            self._hand = None

    def scrolled(self) -> None:
        """It was scrolled down or up; tell who wants to know."""
        if self.layout_.mode is PageMode.SINGLE:
            held = round(self.layout_.held(self._top, self.viewport().height()))
            if held != self._top:
                self.verticalScrollBar().setValue(held)
                return
        self.viewport().update()
        self.moved.emit()
        before, self._row = self._row, self.layout_.row_of(self.page)
        if self._hand is not None:
            self.scrolled_by_user.emit(self._hand)
            if self._row != before and self.layout_.mode is not PageMode.CONTINUOUS:
                self.turned.emit()

    # Coordinates

    def to_scene(self, point: QPointF | QPoint) -> tuple[float, float]:
        """Convert a point of the viewport to the scene."""
        return point.x() + self._left(), point.y() + self._top

    def page_rect(self, page: int) -> QRectF:
        """Return a page's rectangle in the viewport."""
        rect = self.layout_.page_rect(page)
        return QRectF(
            rect.x0 - self._left(),
            rect.y0 - self._top,
            rect.width,
            rect.height,
        )

    def page_transform(self, page: int) -> QTransform:
        """Return what brings points of a page's view space to the viewport."""
        a, b, c, d, e, f = self.layout_.matrix(page)
        return QTransform(a, b, c, d, e - self._left(), f - self._top)

    def rect_on_viewport(self, page: int, rect: Rect) -> QRectF:
        """Convert a rectangle of a page's view space to the viewport."""
        there = QRectF(rect.x0, rect.y0, rect.width, rect.height)
        return self.page_transform(page).mapRect(there)

    def rect_on_page(self, page: int, rect: QRectF) -> Rect:
        """Convert a rectangle of the viewport to a page's view space; it may lie outside."""
        back, _ = self.page_transform(page).inverted()
        corners = back.map(rect.topLeft()), back.map(rect.bottomRight())
        return Rect.around(tuple((corner.x(), corner.y()) for corner in corners))

    def place_at(self, point: QPointF | QPoint) -> Place:
        """Return the place of a page under a point of the viewport."""
        return self.layout_.place(*self.to_scene(point))

    def visible_pages(self) -> range:
        """Return the pages that show."""
        top = self._top
        return self.layout_.visible(top, top + self.viewport().height())

    def box(self, page: int) -> PageBox:
        """Return a page's box."""
        return self.layout_.boxes[page]

    def viewport_rect(self, page: int, rects: tuple[Rect, ...]) -> QRect:
        """Return the smallest rectangle of the viewport around rectangles of a page."""
        whole = QRectF()
        for rect in rects:
            whole = whole.united(self.rect_on_viewport(page, rect))
        return whole.toRect()

    def _left(self) -> float:
        spare = self.viewport().width() - self.layout_.width
        return -spare / 2 if spare > 0 else float(self.horizontalScrollBar().value())
