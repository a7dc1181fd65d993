"""Searches the open project beside the window, the newest query first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.domain.errors import GlossatorError
from glossator.domain.search.parser import QueryError, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.search.query import Node
    from glossator.domain.search.results import Found, Hit
    from glossator.storage.project import ProjectFile
    from glossator.storage.searcher import Searcher

FIRST = 12
"""Hits read together with the answer: as many as a list shows at first."""

PAUSE = 150
"""Milliseconds after a change of the project before the same is searched again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found, with the hits that show at first.

    Attributes:
        found: All places.
        hits: The first of them, by place.
        themes: The themes found.
    """

    found: Found
    hits: dict[int, Hit]
    themes: tuple[Hit, ...]


class _Asked:
    """The searcher of a project, made and used in one thread. It holds nothing of Qt."""

    def __init__(self, project: ProjectFile) -> None:
        self._project = project
        self._searcher: Searcher | None = None

    def find(self, query: Node) -> Answer:
        searcher = self._open()
        found = searcher.find(query)
        first = [place for group in found.groups for place in group.places][:FIRST]
        hits = {hit.place: hit for hit in searcher.hits(query, first)}
        return Answer(found, hits, tuple(searcher.theme_hits(found)))

    def hits(self, query: Node, places: Sequence[int]) -> list[Hit]:
        return self._open().hits(query, places)

    def close(self) -> None:
        if self._searcher is not None:
            self._searcher.close()

    def _open(self) -> Searcher:
        if self._searcher is None:
            self._searcher = self._project.searcher()
        return self._searcher


class Searching(QObject):
    """Answers one query at a time; of those asked meanwhile only the last is answered.

    Signals:
        answered: Answer to the query asked last.
        refused: Sentence, first and last character of the trouble; what was found stays.
        cleared: Nothing is asked any more.
        trouble: Sentence; the project can't be searched.
    """

    answered = Signal(object)
    refused = Signal(str, int, int)
    cleared = Signal()
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, library: Library) -> None:
        super().__init__(workspace)
        self._library = library
        self._asked = _Asked(workspace.project)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="glossator search")
        self._wanted: Node | None = None
        self._is_busy = False
        self._is_stale = False
        self._again = QTimer(self, singleShot=True, interval=PAUSE)
        self._again.timeout.connect(self._ask_again)
        workspace.changed.connect(self._changed)
        library.read.connect(lambda _: self._again.start())

    @property
    def query(self) -> Node | None:
        """The query asked last that could be understood."""
        return self._wanted

    def ask(self, text: str) -> None:
        """Search for what was typed; a signal follows."""
        if not text.strip():
            self._wanted = None
            self.cleared.emit()
            return
        try:
            self._wanted = parse(text)
        except QueryError as error:
            self.refused.emit(str(error), error.start, error.end)
            return
        self._find()

    def read(self, places: Sequence[int], then: Callable[[list[Hit]], None]) -> None:
        """Read hits of the query asked last; a function is called with them."""
        query = self._wanted
        if query is None:
            return

        def deliver(done: Future[list[Hit]]) -> None:
            try:
                hits = done.result()
            except GlossatorError as error:
                self.trouble.emit(str(error))
                return
            if query is self._wanted:
                then(hits)

        future = self._thread.submit(self._asked.hits, query, tuple(places))
        self._library.when_done(future, deliver)

    def close(self) -> None:
        """Let the project's file go; what is being searched is finished first."""
        self._again.stop()
        self._thread.submit(self._asked.close)
        self._thread.shutdown(wait=True)

    def _find(self) -> None:
        if self._is_busy:
            self._is_stale = True
            return
        query = self._wanted
        if query is None:
            return
        self._is_busy, self._is_stale = True, False
        future = self._thread.submit(self._asked.find, query)
        self._library.when_done(future, self._found)

    def _found(self, done: Future[Answer]) -> None:
        self._is_busy = False
        try:
            answer = done.result()
        except GlossatorError as error:
            self.trouble.emit(str(error))
            return
        if self._is_stale:
            self._find()
        elif answer.found.query == self._wanted:
            self.answered.emit(answer)

    def _changed(self, edits: EditSet) -> None:
        if edits.label:
            self._again.start()

    def _ask_again(self) -> None:
        self._find()
