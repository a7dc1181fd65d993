"""A library that answers at once, for widgets that show pages."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from glossator.app.mailbox import Mailbox
from glossator.domain.pages.geometry import PageBox
from glossator.domain.reports.reading import Reading
from glossator.domain.reports.structure import Structure
from glossator.domain.text.find import Query, Searchable
from glossator.domain.text.page_text import PAGE_BREAK, ReportText

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.domain.records import Report, ReportId
    from glossator.domain.text.page_text import PageText


T = TypeVar("T")


class FakePool:
    """A pool in which no picture is ever drawn."""

    visible: frozenset[object] = frozenset()

    def picture(self, key: object) -> None:
        del key

    def nearest(self, *_: object, **__: object) -> None:
        return None

    def find(self, document: str, text: str, query: Query) -> Future[list[tuple[int, int]]]:
        del document
        found: Future[list[tuple[int, int]]] = Future()
        found.set_result(Searchable(text).find(query))
        return found


class FakeLibrary(QObject):
    """Knows the texts it was given and says so without a document process."""

    opened = Signal(object)
    read = Signal(object)
    text_ready = Signal(object, int)
    picture_ready = Signal(object)
    failed = Signal(object, str)
    password_wanted = Signal(object, str)
    trouble = Signal(str)

    def __init__(
        self,
        reports: Sequence[Report],
        pages: Sequence[PageText],
        structure: Structure | None = None,
    ) -> None:
        super().__init__()
        self.pool = FakePool()
        self._reports = {report.id: report for report in reports}
        self._pages = list(pages)
        text = ReportText(
            tuple(page.text for page in pages),
            tuple(PageBox(0, 0, 600, 800) for _ in pages),
            tuple(str(page.page + 1) for page in pages),
        )
        self._reading = Reading.of(text, structure or Structure())

    def report(self, report_id: ReportId) -> Report | None:
        return self._reports.get(report_id)

    def open(self, report_id: ReportId, password: str = "") -> None:
        del report_id, password

    def boxes(self, report_id: ReportId) -> tuple[PageBox, ...]:
        del report_id
        return self._reading.boxes

    def label(self, report_id: ReportId, page: int) -> str:
        del report_id
        return self._reading.label(page)

    def reading(self, report_id: ReportId) -> Reading:
        del report_id
        return self._reading

    def searchable(self, report_id: ReportId) -> Searchable:
        del report_id
        return Searchable(PAGE_BREAK.join(page.text for page in self._pages))

    def when_done(self, future: Future[T], then: Callable[[Future[T]], None]) -> None:
        Mailbox.of_application().when_done(future, then)

    def info(self, report_id: ReportId) -> None:
        del report_id

    def page_text(self, report_id: ReportId, page: int) -> PageText | None:
        return self.known_text(report_id, page)

    def known_text(self, report_id: ReportId, page: int) -> PageText | None:
        del report_id
        return self._pages[page] if page < len(self._pages) else None

    def show(self, *_: object) -> None:
        pass

    def show_small(self, *_: object) -> None:
        pass

    def hide(self, *_: object) -> None:
        pass
