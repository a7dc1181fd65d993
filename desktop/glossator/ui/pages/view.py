"""The pages of one report, scrolled, zoomed and marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QWheelEvent,
)

from glossator.app.actions import THEME_KEYS
from glossator.app.view_state import Fit
from glossator.domain.marks import Marks
from glossator.ui.pages.area import PageArea
from glossator.ui.pages.caret_browsing import CaretBrowsing
from glossator.ui.pages.drawing_area import DrawingArea
from glossator.ui.pages.handles import Handles
from glossator.ui.pages.moving import Moving
from glossator.ui.pages.painter import PagePainter
from glossator.ui.pages.pinching import GESTURES, Pinching
from glossator.ui.pages.selecting import Selecting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from glossator.app.library import Library
    from glossator.domain.marks import Mark
    from glossator.domain.pages.layout import PageMode
    from glossator.domain.records import AnnotationId, Bookmark, ReportId, ThemeId

    _Follow = Callable[[int, int | None, QPoint, Qt.KeyboardModifier], bool]


class PageView(PageArea):
    """Shows a report's pages with what is marked on them and lets text be selected.

    Signals:
        pressed: The mouse or focus came to it.
        marked: Other annotations are shown.
        selection_changed: The selected text changed.
        selection_finished: A selection by mouse ended with text selected.
        caret_moved: The caret stands elsewhere.
        area_drawn: A rectangle was drawn, to be tagged.
        adjusted: AnnotationId, and the stretches or area it is to stand for.
        mark_clicked: AnnotationId | None, under a click without a drag.
        theme_key_pressed: A digit that may tag.
        letter_pressed: A letter, in its capital form, that may be an action's key.
    """

    pressed = Signal()
    marked = Signal()
    selection_changed = Signal()
    selection_finished = Signal()
    caret_moved = Signal()
    area_drawn = Signal()
    adjusted = Signal(object, object)
    mark_clicked = Signal(object)
    theme_key_pressed = Signal(str)
    letter_pressed = Signal(str)

    def __init__(
        self, library: Library, report_id: ReportId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.library = library
        self.report_id = report_id
        self.marks = Marks()
        self.chosen: AnnotationId | None = None
        self.marks_shown = True
        self.night = False
        self.bookmarks: Sequence[Bookmark] = ()
        self.soft: Mapping[int, list[tuple[int, int]]] = {}
        self.hits: Mapping[int, list[tuple[int, int, bool]]] = {}
        self.lit: frozenset[ThemeId] | None = None
        self.selecting = Selecting(self)
        self.drawing = DrawingArea(self)
        self.handles = Handles(self)
        self._painter = PagePainter(self)
        self.pointed_at: Callable[[int, int | None, QPoint], bool] = lambda *_: False
        self.follow_at: _Follow = lambda *_: False
        self.moving = Moving(self)
        self._pinching = Pinching(self)
        self.caret = CaretBrowsing(self)
        self._goal: tuple[int, int] | None = None
        self._aim: tuple[tuple[int, int], tuple[object, ...]] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages")
        viewport = self.viewport()
        viewport.setMouseTracking(True)
        viewport.setCursor(Qt.CursorShape.IBeamCursor)
        viewport.setBackgroundRole(QPalette.ColorRole.Mid)
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing shows through
        library.opened.connect(self._opened)
        library.picture_ready.connect(self._picture_came)
        library.text_ready.connect(self._text_came)
        self._ahead = QTimer(self, singleShot=True, interval=50)
        self._ahead.timeout.connect(self._painter.look_ahead)
        self._settle = QTimer(self, singleShot=True, interval=60)
        self._settle.timeout.connect(self._painter.ask_around)
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self._painter.ask)
        self.take_boxes()

    # Where it stands

    def take_boxes(self) -> None:
        """Lay the pages out once their boxes are known."""
        self.set_boxes(self.library.boxes(self.report_id))
        # A report that was read before in this window tells nothing by text that comes.
        for page in range(len(self.layout_.boxes)):
            if self.fitting.edges is None:
                self._learn_edges(page)

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
        seen = self.layout_.rect(page, self.box(page).rect_to_view(line.rect))
        before = self.verticalScrollBar().value()
        self.scroll_to(seen.y0 - self.viewport().height() / 4, page)
        self.point_to(page)
        self._aim = (page, line.start), self._standing()
        if self.verticalScrollBar().value() == before:
            self.scrolled()

    def _standing(self) -> tuple[object, ...]:
        """Return what is no longer the same once the pages were moved or laid out anew."""
        return self.layout_, self.verticalScrollBar().value(), self.page

    def reading_offset(self) -> tuple[int, int] | None:
        """Return (page, offset in its text) of what is being read.

        That is the line one was led to, for as long as the pages stand there: a page seen
        alone, or the last one, can't be brought up to the reading line. Else it is the
        first line below the reading line.
        """
        if not self.layout_.boxes:
            return None
        if self._aim is not None and self._aim[1] == self._standing():
            return self._aim[0]
        page = self.page
        text = self.library.page_text(self.report_id, page)
        if text is None or not text.lines:
            return None
        box = self.layout_.shown[page]
        down = (self.reading_line() - self.layout_.page_rect(page).y0) / self.scale
        body = [line for line in text.lines if line.role.flow == 0] or list(text.lines)
        if box.rect_to_view(body[-1].rect).y1 < box.rect_to_view(body[0].rect).y0:
            body.reverse()  # upside down
        below = (line for line in body if box.rect_to_view(line.rect).y1 >= down)
        return page, next(below, body[-1]).start

    def reading_place(self) -> tuple[int, float] | None:
        """Return (page, points below its upper edge unrotated) of what is being read."""
        if not self.layout_.boxes:
            return None
        at, page = self.reading_offset(), self.page
        text = self.library.known_text(self.report_id, at[0]) if at else None
        if at is not None and text is not None:
            box, line = self.box(at[0]), text.lines[text.line_index(at[1])]
            return at[0], box.y1 - line.rect.y1
        box, rect = self.box(page), self.layout_.page_rect(page)
        place = self.layout_.place((rect.x0 + rect.x1) / 2, self.reading_line())
        return page, box.y1 - box.to_user(place.x, place.y)[1]

    def show_height(self, page: int, top: float) -> None:
        """Scroll to so many points below the upper edge of a page as it stands unrotated."""
        if self.layout_.boxes:
            page = min(page, len(self.layout_.boxes) - 1)
            box = self.box(page)
            self.show_point(page, *box.to_view(box.x0, box.y1 - top))

    def scrolled(self) -> None:
        """Override PageArea.scrolled: ask for what is needed where it comes to rest."""
        self._settle.start()
        if not self._ahead.isActive():
            self._ahead.start()
        super().scrolled()

    def mark_at(self, point: QPointF | QPoint) -> Mark | None:
        """Return the smallest highlight under a point of the viewport."""
        if not self.layout_.boxes or not self.marks_shown:
            return None
        place = self.place_at(point)
        under = [m for m in self.marks.get(place.page, ()) if m.contains(place.x, place.y)]
        return min(under, key=lambda m: sum(r.width * r.height for r in m.rects), default=None)

    def show_mark(self, page: int, annotation_id: AnnotationId) -> None:
        """Bring an annotation's mark into view, or its page if it has none there."""
        mark = self.marks.find(page, annotation_id)
        if mark is not None:
            self.show_rect(page, mark.rects[0])
        else:
            self.go_to_page(page)

    # What is shown

    def set_marks(self, marks: Marks) -> None:
        """Show other annotations."""
        self.marks = marks
        self.viewport().update()
        self.marked.emit()

    def set_hits(self, hits: Mapping[int, list[tuple[int, int, bool]]]) -> None:
        """Mark ranges of the pages' texts that were found; the flag marks the current one."""
        self.hits = hits
        self.viewport().update()

    def show_marks(self, *, shown: bool) -> None:
        """Show the annotations on the pages, or hide them all."""
        self.marks_shown = shown
        self.viewport().update()
        self.marked.emit()

    def set_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Show other bookmarks at the edge of the pages."""
        self.bookmarks = bookmarks
        self.viewport().update()

    def show_night(self, *, night: bool) -> None:
        """Show the pages with dark paper, or as they are."""
        self.night = night
        self._settle.start()
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
        self._learn_edges(page)
        if self._goal is not None and self._goal[0] == page:
            self.go_to_offset(*self._goal)
        self.selecting.text_came()
        self.caret.text_came()
        self.moved.emit()

    def arrange(
        self, mode: PageMode | None = None, *, cover: bool | None = None, turn: int | None = None
    ) -> None:
        """Override PageArea.arrange: see anew where the text stands."""
        super().arrange(mode, cover=cover, turn=turn)
        for page in self.visible_pages():
            self._learn_edges(page)

    def _learn_edges(self, page: int) -> None:
        """Fit the text, if that is wished for and a page tells where it stands."""
        if not self.layout_.boxes:
            return
        text = self.library.known_text(self.report_id, page)
        if self.fitting.learn(text, self.layout_.shown[page]) and self.fit is Fit.TEXT:
            self.restore(self.state())

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self.viewport())
        self._painter.paint(painter, event.rect())
        self.caret.paint(painter)
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget.hideEvent: its pictures need not be kept."""
        self.library.hide(self)
        super().hideEvent(event)

    def resizeEvent(self, event: QEvent) -> None:
        """Override QWidget.resizeEvent: keep the place, and the fit to the width."""
        del event
        if not self.layout_.boxes:
            return
        state = self.state()
        self.restore(replace(state, scale=state.scale if self.fit is Fit.FREE else 0.0))
        self._laid_out.start()

    def viewportEvent(self, event: QEvent) -> bool:
        """Override QAbstractScrollArea.viewportEvent: a finger counts as a hand, two zoom."""
        if event.type() in GESTURES and self._pinching.event(event):
            return True
        if event.type() == QEvent.Type.Scroll:
            with self.by_hand():
                return super().viewportEvent(event)
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QWidget.wheelEvent: scroll or zoom."""
        self.moving.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: scroll, tag by digit, drop the selection."""
        text, plain = event.text(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and text and text in THEME_KEYS:
            self.theme_key_pressed.emit(text)
            return
        if plain and len(text) == 1 and text.isalpha():
            if not self.moving.key(event):
                self.letter_pressed.emit(text.upper())
            return
        if self.drawing.key(event) or (event.key() == Qt.Key.Key_Escape and self._give_up()):
            return
        if not (self.caret.key(event) or self.moving.key(event)):
            super().keyPressEvent(event)

    def _give_up(self) -> bool:
        """Leave what is being drawn, adjusted or selected; tell whether there was anything."""
        if self.handles.give_up() or self.drawing.give_up():
            return True
        selected = bool(self.selecting)
        self.selecting.clear()
        return selected

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pressed.emit()
        if self.layout_.boxes:
            self.point_to(self.place_at(event.position()).page)
        if event.button() == Qt.MouseButton.LeftButton:
            if not (self.handles.press(event) or self.drawing.press(event)):
                self.selecting.press(event)
        else:
            self.moving.grab(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        taken = self.moving.drag(event) or self.handles.move(event) or self.drawing.move(event)
        if not taken:
            self.selecting.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent."""
        if self.moving.let_go(event) or event.button() != Qt.MouseButton.LeftButton:
            return
        if not (self.handles.release() or self.drawing.release()):
            self.selecting.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseDoubleClickEvent."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.selecting.double_click(event)

    def focusInEvent(self, event: QEvent) -> None:
        """Override QWidget.focusInEvent."""
        del event
        self.caret.blink()
        self.pressed.emit()

    def focusOutEvent(self, event: QEvent) -> None:
        """Override QWidget.focusOutEvent."""
        del event
        self.caret.blink()
