"""Regular expressions found away from the window's process, one at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from glossator.domain.errors import GlossatorError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from glossator.app.library import Library
    from glossator.domain.records import ReportId
    from glossator.domain.text.find import Query

    Hits = list[tuple[int, int]]


class Patterns:
    """Asks for the newest of the patterns typed; those typed meanwhile are never asked for.

    Args:
        found: Told what a query has found.
        failed: Told why it could not.
    """

    def __init__(
        self,
        library: Library,
        report_id: ReportId,
        *,
        found: Callable[[Hits], None],
        failed: Callable[[str], None],
    ) -> None:
        self._library = library
        self._report_id = report_id
        self._found = found
        self._failed = failed
        self._wanted: Query | None = None
        self._asked: Query | None = None

    def find(self, query: Query) -> None:
        """Find a query in the report; `found` or `failed` follows, unless it is dropped."""
        self._wanted = query
        if self._asked is None:
            self._ask(query)

    def drop(self) -> None:
        """Want nothing any more."""
        self._wanted = None

    def _ask(self, query: Query) -> None:
        searchable = self._library.searchable(self._report_id)
        report = self._library.report(self._report_id)
        if searchable is None or report is None:
            return
        self._asked = query
        future = self._library.pool.find(report.sha256, searchable.text, query)
        self._library.when_done(future, partial(self._answered, query))

    def _answered(self, query: Query, done: Future[Hits]) -> None:
        self._asked = None
        if self._wanted != query:
            if self._wanted is not None:
                self._ask(self._wanted)
            return
        self._wanted = None
        try:
            hits = done.result()
        except GlossatorError as error:
            self._failed(str(error))
        else:
            self._found(hits)
