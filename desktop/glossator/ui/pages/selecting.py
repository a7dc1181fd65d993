"""Selecting text in a page view with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication

from glossator.app.models.mime import PASSAGE_MIME
from glossator.domain.reports.address import unit_stretches
from glossator.domain.text import selection
from glossator.domain.text.caret import Caret
from glossator.domain.text.quotation import one_line
from glossator.ui.pages.edge_scrolling import EdgeScroller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from glossator.domain.pages.geometry import Rect
    from glossator.domain.reports.reading import Reading
    from glossator.domain.reports.structure import Unit
    from glossator.domain.text.page_text import PageText, Role
    from glossator.ui.pages.view import PageView


class Selected(NamedTuple):
    """Text between two carets.

    Attributes:
        start, end: In reading order.
        role: Only lines of its flow are selected; None takes that of the first line.
    """

    start: Caret
    end: Caret
    role: Role | None = None


class Selecting:
    """The selected text of a view: stretches between carets, and how the mouse makes them."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._stretches: list[Selected] = []
        self._anchor: tuple[Caret, Caret] | None = None
        self.head: Caret | None = None
        """Where the caret stands: the end of the selection that moves, or the last click."""
        self._unit = 1
        self._pressed_at: QPoint | None = None
        self._press_on_selection = False
        self._clicked_at = QPointF()
        self._clicks = 0
        self._cache: dict[int, tuple[Rect, ...]] = {}
        self._scroller = EdgeScroller(view, self._drag_to)
        self._click_timer = QTimer(view, singleShot=True)

    def __bool__(self) -> bool:
        return any(one.start != one.end for one in self._stretches)

    @property
    def stretches(self) -> list[Selected]:
        """The selected stretches in reading order."""
        drawn = [one for one in self._stretches if one.start != one.end]
        return sorted(drawn, key=lambda one: (one.start, one.end))

    def clear(self) -> None:
        """Select nothing."""
        if self._stretches:
            self._set([])

    def select(self, start: Caret, end: Caret) -> None:
        """Select from one caret to another, as if by mouse."""
        self._anchor = (start, start)
        self._set([Selected(start, end, self._role_of(start))])
        self._stand(end)

    @property
    def role(self) -> Role | None:
        """Where the stretch drawn last began, if it is known: it stays in that flow."""
        return self._stretches[-1].role if self._stretches else None

    @property
    def anchor(self) -> Caret | None:
        """Where the selection began."""
        return self._anchor[0] if self._anchor is not None else None

    def place(self, caret: Caret) -> None:
        """Select nothing and let the caret stand somewhere."""
        self._unit, self._anchor = 1, (caret, caret)
        self._set([Selected(caret, caret, self._role_of(caret))])
        self._stand(caret)

    def extend_to(self, caret: Caret) -> None:
        """Draw the selection from where it began to a caret, as if by mouse."""
        if self._anchor is None:
            self.place(caret)
        elif not self._stretches:
            self._set([Selected(*self._anchor, self._role_of(self._anchor[0]))])
        self._unit = 1
        self._extend(caret)

    def preview(self, stretches: list[Selected]) -> None:
        """Show other stretches as selected, while they are being chosen."""
        self._set(stretches)

    def cancel(self) -> None:
        """Forget the press of the mouse and what it selected: it means something else."""
        self._pressed_at = self._anchor = None
        self.clear()

    def few_words(self, most: int = 60) -> str:
        """Return the selected words where they are one short stretch, else nothing."""
        if len(self.stretches) != 1:
            return ""
        low, high, _ = self.stretches[0]
        text = self._view.library.known_text(self._view.report_id, low.page)
        if low.page != high.page or text is None or high.offset - low.offset > most:
            return ""
        return one_line(text.text[low.offset : high.offset])

    def pages(self) -> list[int]:
        """Return the pages the selection touches."""
        pages: set[int] = set()
        for one in self._stretches:
            pages.update(range(one.start.page, one.end.page + 1))
        return sorted(pages)

    def rects(self, page: int) -> tuple[Rect, ...]:
        """Return the selected rectangles of a page, in its view space."""
        if page not in self._cache:
            self._cache[page] = self._rects(page, self._stretches)
        return self._cache[page]

    def last_rects(self, page: int) -> tuple[Rect, ...]:
        """Return the rectangles of the stretch drawn last on a page, in its view space."""
        return self._rects(page, [one for one in self._stretches if one.start != one.end][-1:])

    def _rects(self, page: int, stretches: Sequence[Selected]) -> tuple[Rect, ...]:
        text = self._view.library.known_text(self._view.report_id, page)
        if text is None:
            return ()
        box = self._view.box(page)
        return tuple(
            box.rect_to_view(rect)
            for start, end in _ranges(page, text, stretches)
            for rect in text.rects(start, end)
        )

    def text_came(self) -> None:
        """A page's text is there: the selection may cover it."""
        if self._stretches:
            self._cache.clear()
            self._view.viewport().update()

    # The mouse

    def press(self, event: QMouseEvent) -> None:
        """Begin a selection, or a drag of the one there is."""
        point = event.position()
        self._pressed_at = point.toPoint()
        self._press_on_selection = bool(self) and self._covers(point)
        if self._is_triple(point):
            self._select_around(event, 3)
            return
        if self._press_on_selection:
            return
        caret = self._caret(point)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor and caret:
            self._extend(caret)
            return
        self._unit = 1
        self._anchor = (caret, caret) if caret else None
        kept = self.stretches if event.modifiers() & Qt.KeyboardModifier.ControlModifier else []
        self._set([*kept, Selected(caret, caret, self._role_of(caret))] if caret else kept)
        if caret:
            self._stand(caret)

    def move(self, event: QMouseEvent) -> None:
        """Extend the selection, or start dragging it to a theme."""
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed_at is None:
            self._hover(event)
            return
        point = event.position()
        far = (point.toPoint() - self._pressed_at).manhattanLength()
        if self._press_on_selection:
            if far >= QApplication.startDragDistance():
                self._drag()
            return
        if self._anchor is None or far < 2:
            return
        self._scroller.drag_to(point)
        self._drag_to(point)

    def release(self, event: QMouseEvent) -> None:
        """End a selection by mouse; a click without a drag chooses what is under it."""
        self._scroller.stop()
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is None:
            return
        far = (event.position().toPoint() - pressed).manhattanLength()
        if self._press_on_selection and far < 2:
            self.clear()
        self._press_on_selection = False
        if self:
            self._view.selection_finished.emit()
        elif far < QApplication.startDragDistance():
            if self._follow(event) or self._select_unit_by_number(event.position()):
                return
            mark = self._view.mark_at(event.position())
            self._view.mark_clicked.emit(mark.annotation_id if mark else None)

    def double_click(self, event: QMouseEvent) -> None:
        """Select the word; a third click selects the sentence, a fourth the paragraph."""
        self._pressed_at = event.position().toPoint()
        self._select_around(event, 2)

    def _follow(self, event: QMouseEvent) -> bool:
        if not self._view.layout_.boxes:
            return False
        point = event.position()
        found = self._character(point)
        page = self._view.place_at(point).page
        offset = found[1] if found else None
        return self._view.follow_at(page, offset, point.toPoint(), event.modifiers())

    def _select_unit_by_number(self, point: QPointF) -> bool:
        """Select the whole unit whose number is under a point; tell whether there is one."""
        found, reading = self._character(point), self._view.library.reading(self._view.report_id)
        if found is None or reading is None:
            return False
        page, offset = found
        at = reading.starts[page] + offset
        unit = reading.structure.at(at)
        if unit is None or not unit.number or not unit.spans:
            return False
        if not unit.start <= at <= unit.start + len(unit.number):
            return False
        text = self._view.library.known_text(self._view.report_id, page)
        printed = text.text[unit.start - reading.starts[page] :] if text else ""
        if not printed.startswith(unit.number):
            return False
        self.select_unit(reading, unit)
        self._view.selection_finished.emit()
        return True

    def select_unit(self, reading: Reading, unit: Unit) -> None:
        """Select a whole unit of the report."""
        carets = [
            (Caret(*reading.caret(start)), Caret(*reading.caret(end)))
            for start, end in unit_stretches(reading.structure, unit)
        ]
        if carets:
            self._anchor = (carets[-1][0], carets[-1][0])
        self._set([Selected(low, high, self._role_of(low)) for low, high in carets])
        if carets:
            self._stand(carets[-1][1])

    def _is_triple(self, point: QPointF) -> bool:
        near = (point - self._clicked_at).manhattanLength() < QApplication.startDragDistance()
        return self._click_timer.isActive() and near and self._clicks >= 2

    def _select_around(self, event: QMouseEvent, clicks: int) -> None:
        point = event.position()
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._clicks = clicks if self._clicks < clicks else self._clicks + 1
        self._clicked_at = point
        self._click_timer.start(QApplication.doubleClickInterval())
        self._unit = min(self._clicks, 4)
        self._press_on_selection = False
        found = self._character(point)
        if found is None:
            return
        page, offset = found
        around = self._around(page, offset, self._unit)
        self._anchor = around
        kept = self._stretches[:-1] if add else []
        self._set([*kept, Selected(*around, self._role_of(Caret(page, offset)))])
        self._stand(around[1])

    def _around(self, page: int, offset: int, unit: int) -> tuple[Caret, Caret]:
        text = self._view.library.page_text(self._view.report_id, page)
        if text is None or unit <= 1:
            return Caret(page, offset), Caret(page, offset)
        find = {2: selection.word_at, 3: selection.sentence_at, 4: selection.block_at}[unit]
        start, end = find(text, min(offset, max(len(text.text) - 1, 0)))
        return Caret(page, start), Caret(page, end)

    def _extend(self, caret: Caret) -> None:
        assert self._anchor is not None
        low, high = self._anchor
        if self._unit > 1:
            start, end = self._around(caret.page, caret.offset, self._unit)
        else:
            start = end = caret
        others = self._stretches[:-1]
        self._set([*others, Selected(min(low, start), max(high, end), self.role)])
        self._stand(start if start < low else end)

    def _stand(self, caret: Caret) -> None:
        if caret != self.head:
            self.head = caret
            self._view.caret_moved.emit()

    def _set(self, stretches: list[Selected]) -> None:
        if stretches == self._stretches:
            return
        self._stretches = stretches
        self._cache.clear()
        for page in self.pages():
            self._view.library.page_text(self._view.report_id, page)
        self._view.viewport().update()
        self._view.selection_changed.emit()

    def _role_of(self, caret: Caret) -> Role | None:
        text = self._view.library.known_text(self._view.report_id, caret.page)
        return selection.role_at(text, caret.offset) if text else None

    def _caret(self, point: QPointF) -> Caret | None:
        if not self._view.layout_.boxes:
            return None
        place = self._view.place_at(point)
        text = self._view.library.page_text(self._view.report_id, place.page)
        if text is None:
            return None
        offset = selection.caret_at(text, *self._view.box(place.page).to_user(place.x, place.y))
        return None if offset is None else Caret(place.page, offset)

    def _character(self, point: QPointF) -> tuple[int, int] | None:
        if not self._view.layout_.boxes:
            return None
        place = self._view.place_at(point)
        text = self._view.library.page_text(self._view.report_id, place.page)
        if text is None:
            return None
        x, y = self._view.box(place.page).to_user(place.x, place.y)
        offset = selection.character_at(text, x, y, slack=6)
        return None if offset is None else (place.page, offset)

    def _covers(self, point: QPointF) -> bool:
        place = self._view.place_at(point)
        return any(rect.contains(place.x, place.y) for rect in self.rects(place.page))

    def _hover(self, event: QMouseEvent) -> None:
        if not self._view.layout_.boxes:
            return
        found = self._character(event.position())
        page = self._view.place_at(event.position()).page
        on_text = found is not None
        on_mark = self._view.mark_at(event.position()) is not None
        on_link = self._view.pointed_at(
            page, found[1] if found else None, event.position().toPoint()
        )
        shape = Qt.CursorShape.ArrowCursor
        if on_text:
            shape = Qt.CursorShape.IBeamCursor
        if on_link or (on_mark and not self):
            shape = Qt.CursorShape.PointingHandCursor
        self._view.viewport().setCursor(shape)

    # Dragging

    def _drag(self) -> None:
        self._pressed_at = None
        data = QMimeData()
        data.setData(PASSAGE_MIME, b"selection")
        drag = QDrag(self._view)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)

    def _drag_to(self, point: QPointF) -> None:
        caret = self._caret(point)
        if caret is not None and self._anchor is not None:
            self._extend(caret)


def _ranges(page: int, text: PageText, stretches: Sequence[Selected]) -> list[tuple[int, int]]:
    """Return what of a page's text some stretches cover."""
    found: list[tuple[int, int]] = []
    for start, end, role in stretches:
        if not start.page <= page <= end.page:
            continue
        low = start.offset if page == start.page else 0
        high = end.offset if page == end.page else len(text.text)
        found += selection.selected(text, low, high, role)
    return found
