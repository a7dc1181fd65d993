"""A pane: one report with its head, the line that says where you are, pages and map."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
)

from glossator.domain import spoken
from glossator.domain.records import Status
from glossator.domain.reports.structure import UnitKind
from glossator.domain.trail import Trail
from glossator.ui.later import Later
from glossator.ui.pages.view import PageView
from glossator.ui.panes.drag import PaneDrag
from glossator.ui.panes.head import PaneHead, Whereabouts
from glossator.ui.panes.reader_map import ReaderMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QKeyEvent

    from glossator.app.desk import Desk
    from glossator.app.library import Library
    from glossator.app.view_state import ViewState
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import Annotation, AnnotationId, ReportId, ThemeId
    from glossator.domain.reports.structure import Unit
    from glossator.domain.themes import ThemeTree
    from glossator.ui.panes.find import PaneFind
    from glossator.ui.panes.find_bar import FindBar

READING_PAUSE = 150
"""Milliseconds between two paints of the marks while annotations are still being read."""


class Pane(QFrame):
    """Shows one report of the workspace.

    Signals:
        close_wanted: The close button was pressed.
        more_wanted: Another match than the one shown is asked for.
        activated: The mouse or focus came to it.
        menu_wanted: QPoint on the screen; its menu is asked for.
    """

    close_wanted = Signal()
    more_wanted = Signal()
    activated = Signal()
    menu_wanted = Signal(object)

    def __init__(
        self, workspace: Workspace, library: Library, desk: Desk, report_id: ReportId
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._library = library
        self._desk = desk
        self.report_id = report_id
        self.is_active = False
        self.view = PageView(library, report_id, self)
        self.trail: Trail[ViewState] = Trail()
        self.head = PaneHead()
        self._message = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._build()
        self._connect()
        self.describe()
        self.refresh_marks()
        self._choose_theme(desk.theme_id)
        self._choose_annotation(desk.annotation_id)
        library.open(report_id)

    def _build(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(206)
        self._message.setContentsMargins(14, 14, 14, 14)
        self._message.hide()
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._message.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        pages = QHBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self.view, 1)
        self.map = ReaderMap(self.view)
        pages.addWidget(self.map)
        self.map.setFixedWidth(self.map.sizeHint().width())
        self.map.passage_wanted.connect(self._want_passage)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._message)
        column.addLayout(pages, 1)

    @Later
    def finder(self) -> PaneFind:
        """What finds words in the report; its bar stands under the head."""
        from glossator.ui.panes.find import PaneFind

        finder = PaneFind(self, self._library)
        self._column.insertWidget(self._column.indexOf(self.head) + 1, finder.bar)
        return finder

    @property
    def find_bar(self) -> FindBar | None:
        """The bar that finds words, None while nobody has wanted it."""
        finder = Pane.finder.made(self)
        return finder.bar if finder is not None else None

    def _want_menu(self, at: QPoint) -> None:
        self.activated.emit()
        self.menu_wanted.emit(at)

    def _want_passage(self, annotation_id: AnnotationId) -> None:
        self.activated.emit()
        self._desk.go_to_annotation(annotation_id)

    def _connect(self) -> None:
        PaneDrag(self)
        self.head.close_wanted.connect(self.close_wanted)
        self.head.more_wanted.connect(self.more_wanted)
        self.head.menu_wanted.connect(self._want_menu)
        self._marks_soon = QTimer(self, singleShot=True, interval=0)
        self._marks_soon.timeout.connect(self.refresh_marks)
        self._where_soon = QTimer(self, singleShot=True, interval=40)
        self._where_soon.timeout.connect(self._say_where)
        self.view.pressed.connect(self.activated)
        self.view.moved.connect(self._where_soon.start)
        self._workspace.changed.connect(self._changed)
        self._workspace.loaded.connect(self.refresh_marks)
        self._desk.theme_chosen.connect(self._choose_theme)
        self._desk.annotation_chosen.connect(self._choose_annotation)
        self._library.opened.connect(self._opened)
        self._library.read.connect(self._opened)
        self._library.failed.connect(self._failed)

    # What it shows

    @property
    def tree(self) -> ThemeTree:
        """The theme tree as it stands."""
        return self._workspace.tree

    def annotation(self, annotation_id: AnnotationId) -> Annotation | None:
        """Return an annotation of the project."""
        return self._workspace.annotation(annotation_id)

    def describe(self) -> None:
        """Show the report's year, symbol and title."""
        report = self._workspace.report(self.report_id)
        if report is None:
            return
        self.head.describe(report)
        self.setAccessibleName(f"{report.name}, {report.title}")
        self.view.setAccessibleName(f"Pages of {report.name}")

    def refresh_marks(self) -> None:
        """Show the report's annotations as they stand."""
        marks = self.view.marks.renewed(
            self._workspace.on_pages(self.report_id),
            self._library.boxes(self.report_id),
            self._workspace.tree.colours,
        )
        if marks is not self.view.marks:
            self.view.set_marks(marks)
        self._show_handles()
        self.map.update()

    def show_annotation(self, annotation_id: AnnotationId) -> bool:
        """Bring an annotation of this report into view; tell whether it is here."""
        annotation = self._workspace.annotation(annotation_id)
        if annotation is None or annotation.report_id != self.report_id:
            return False
        if not _is_placed(annotation):
            return True
        with self.jumping():
            self.view.show_mark(annotation.page, annotation_id)
        if not annotation.is_area:
            self._take_caret(annotation.segments[0].start)
        return True

    def _take_caret(self, offset: int) -> None:
        """Let the caret, where it is shown, stand where one was led to."""
        reading = self._library.reading(self.report_id)
        if reading is not None:
            self.view.caret.go_to(*reading.caret(offset))

    def go_to_offset(self, offset: int) -> None:
        """Bring a place of the report's text into view."""
        reading = self._library.reading(self.report_id)
        if reading is not None:
            page = reading.page_of(offset)
            with self.jumping():
                self.view.go_to_offset(page, offset - reading.starts[page])
            self._take_caret(offset)

    def show_unit(self, unit: Unit) -> None:
        """Bring a unit to the reading line because another pane leads there."""
        reading = self._library.reading(self.report_id)
        if reading is not None:
            page, offset = reading.caret(unit.start)
            self.view.go_to_offset(page, offset)
        self.show_match(unit)

    def jump_to_unit(self, unit: Unit) -> None:
        """Bring a unit to the reading line; "back" returns, and no other pane follows."""
        before = self.view.state()
        self.show_unit(unit)
        self.trail.jump_from(before)

    def show_match(self, unit: Unit | None) -> None:
        """Mark a unit softly: what the leader's place corresponds to."""
        reading = self._library.reading(self.report_id)
        ranges: dict[int, list[tuple[int, int]]] = {}
        for start, end in unit.spans if unit is not None and reading else ():
            assert reading is not None
            page, offset = reading.caret(start)
            ranges.setdefault(page, []).append((offset, offset + end - start))
        self.view.set_soft(ranges)

    def show_hits(self, hits: Sequence[tuple[int, int]], current: int | None) -> None:
        """Mark what was found, as offsets of the report's text."""
        reading = self._library.reading(self.report_id)
        by_page: dict[int, list[tuple[int, int, bool]]] = {}
        for index, (start, end) in enumerate(hits if reading else ()):
            assert reading is not None
            page, offset = reading.caret(start)
            by_page.setdefault(page, []).append((offset, offset + end - start, index == current))
        self.view.set_hits(by_page)
        self.map.update()

    def show_range(self, start: int, end: int) -> None:
        """Bring a range of the report's text into view, if it is not in view already."""
        reading = self._library.reading(self.report_id)
        if reading is None:
            return
        page, offset = reading.caret(start)
        text = self._library.page_text(self.report_id, page)
        self._take_caret(start)
        with self.jumping():
            if text is None or not self.view.layout_.boxes:
                self.view.go_to_offset(page, offset)
                return
            rects = text.rects(offset, offset + end - start)
            if rects:
                self.view.show_rect(page, self.view.box(page).rect_to_view(rects[0]))

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page into view."""
        with self.jumping():
            self.view.go_to_page(page)

    def go_to_height(self, page: int, top: float) -> None:
        """Bring a place into view: points below the upper edge of a page unrotated."""
        with self.jumping():
            self.view.show_height(page, top)

    def go_back(self) -> None:
        """Return to where the last jump began."""
        self._go_to_place(self.trail.back(self.view.state()))

    def go_forward(self) -> None:
        """Go again to where "back" was pressed."""
        self._go_to_place(self.trail.forward(self.view.state()))

    @contextmanager
    def jumping(self) -> Iterator[None]:
        """Remember where the view stands if what is done within moves it elsewhere."""
        before = self.view.state()
        with self.view.by_hand():
            yield
        after = self.view.state()
        if (after.page, after.y) != (before.page, before.y):
            self.trail.jump_from(before)

    def _go_to_place(self, place: ViewState | None) -> None:
        if place is not None:
            with self.view.by_hand():
                self.view.go_to_state(place)

    def set_active(self, *, active: bool) -> None:
        """Show whether this is the pane that keys and menus act on."""
        self.is_active = active
        self.update()

    def reading_offset(self) -> int | None:
        """Return the offset in the report's text of what is being read."""
        reading, at = self._library.reading(self.report_id), self.view.reading_offset()
        if reading is None or at is None:
            return None
        return reading.starts[at[0]] + at[1]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Esc that the pages don't want closes one thing more."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.find_bar is not None and not self.find_bar.isHidden():
            self.find_bar.close_bar()
        elif self.view.chosen is not None:
            self._desk.choose_annotation(None)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: a line in the accent colour over the active pane."""
        super().paintEvent(event)
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
        if self.is_active:
            painter.fillRect(0, 0, self.width(), 3, palette.color(QPalette.ColorRole.Highlight))
        painter.end()

    def _changed(self, edits: EditSet) -> None:
        records = [change.record for change in edits.changes]
        if any(
            getattr(record, "report_id", self.report_id) == self.report_id for record in records
        ):
            # While much is read, its marks come in a few strokes.
            if edits.label:
                self._marks_soon.start(0)
            elif not self._marks_soon.isActive():
                self._marks_soon.start(READING_PAUSE)
        if any(record.id == self.report_id for record in records):
            self.describe()

    def _choose_theme(self, theme_id: ThemeId | None) -> None:
        tree = self._workspace.tree
        known = theme_id is not None and theme_id in tree
        lit = frozenset(tree.with_descendants(theme_id)) if known and theme_id else None
        self.view.set_lit(lit)
        self.map.update()

    def _choose_annotation(self, annotation_id: AnnotationId | None) -> None:
        self.view.set_chosen(annotation_id)
        self._show_handles()
        self.map.update()

    def _show_handles(self) -> None:
        chosen = self._workspace.annotation(self.view.chosen) if self.view.chosen else None
        here = chosen is not None and chosen.report_id == self.report_id and _is_placed(chosen)
        self.view.handles.show(chosen if here and not self._workspace.read_only else None)

    def _opened(self, report_id: ReportId) -> None:
        if report_id != self.report_id:
            return
        self._message.hide()
        wrong = self._library.damage(report_id)
        if wrong:
            self._say(wrong)
        self.refresh_marks()
        self._where_soon.start()

    def _failed(self, report_id: ReportId, sentence: str) -> None:
        if report_id == self.report_id:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.show()

    def page_labels(self) -> list[str]:
        """Return the printed labels of the page that is read, or of both that face each other."""
        view = self.view
        pages = view.layout_.row_of(view.page) or range(view.page, view.page + 1)
        return [self._library.label(self.report_id, page) for page in pages]

    def _say_where(self) -> None:
        reading = self._library.reading(self.report_id)
        if not self.view.layout_.boxes:
            return
        page = f"{spoken.pages(self.page_labels())} of {len(self.view.layout_.boxes)}"
        offset = self.reading_offset()
        unit = reading.structure.at(offset) if reading and offset is not None else None
        if unit is None:
            self.head.where.say(Whereabouts(page=page))
            return
        heading = f"{unit.number} {unit.title}".strip()
        place = heading if unit.kind is UnitKind.HEADING else unit.label
        self.head.where.say(Whereabouts(tuple(unit.section), place, page))


def _is_placed(annotation: Annotation) -> bool:
    """Tell whether an annotation has a place in the report's file as it is now."""
    return annotation.status is not Status.DETACHED
