"""An area that shows pages laid out in a scene: scrolled, zoomed, fitted, gone to a place.

What stands on the pages is the business of the view that is made from it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from glossator.app.view_state import Fit, ViewState
from glossator.domain.page_layout import PageLayout, Place
from glossator.ui.fitting import PADDING, Fitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.domain.geometry import PageBox, Rect

LINE = 48
"""Logical pixels an arrow key or a wheel notch's third scrolls."""


class PageArea(QAbstractScrollArea):
    """Scrolls over pages that stand below each other.

    Signals:
        moved: It was scrolled or zoomed.
        scrolled_by_user: It was scrolled by hand here; True when alone (Alt held).
    """

    moved = Signal()
    scrolled_by_user = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layout_ = PageLayout((), 1.0)
        self.fitting = Fitting()
        self._waiting: ViewState | None = None
        self._hand: bool | None = None
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
        return self.fitting.scale(self.layout_, self.viewport().width())

    def _whole(self) -> float:
        return self.layout_.scale_for_width(self.viewport().width())

    @property
    def fit(self) -> Fit:
        """What is kept fitted to the width."""
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
        middle = self.fitting.middle()
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
        return self.layout_.page_at(self.reading_line())

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page to the top of the viewport."""
        if self.layout_.boxes:
            page = min(max(page, 0), len(self.layout_.boxes) - 1)
            self.scroll_to(self.layout_.page_rect(page).y0 - 6)

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
        self.viewport().update()
        self.moved.emit()
        if self._hand is not None:
            self.scrolled_by_user.emit(self._hand)

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

    def viewport_rect(self, page: int, rects: tuple[Rect, ...]) -> QRect:
        """Return the smallest rectangle of the viewport around rectangles of a page."""
        whole = QRectF()
        for rect in rects:
            whole = whole.united(self.rect_on_viewport(page, rect))
        return whole.toRect()

    def _left(self) -> float:
        spare = self.viewport().width() - self.layout_.width
        return -spare / 2 if spare > 0 else float(self.horizontalScrollBar().value())
