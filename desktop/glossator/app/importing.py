"""Plans what files of other tools would change, in a thread, and applies it when told."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, reduce
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from glossator.app.library import THREADS
from glossator.app.mailbox import Mailbox
from glossator.app.watching import watching
from glossator.clock import new_id, utc_now
from glossator.documents.pool import open_bytes
from glossator.domain.edits import EditSet
from glossator.domain.errors import CancelledError, GlossatorError, PasswordNeededError
from glossator.domain.incoming.colours import with_meanings
from glossator.domain.watching import watched
from glossator.exchange import csv_import
from glossator.incoming_files import read_file, read_table
from glossator.marked_pdfs import opener
from glossator.planning import Planning

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.documents.pool import DocumentPool
    from glossator.documents.protocol import DocumentInfo
    from glossator.domain.incoming.colours import Meaning
    from glossator.domain.incoming.found_marks import FoundMarks
    from glossator.domain.incoming.outcome import Plan
    from glossator.domain.incoming.plan import Incoming
    from glossator.domain.pages.geometry import Rect
    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import PageText, ReportText
    from glossator.domain.watching import Watch
    from glossator.exchange.csv_import import Table
    from glossator.exchange.pdf_import import OpenMarked
    from glossator.storage.project import ProjectFile

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that was read.

    Attributes:
        name: Its name.
        table: Its cells, where a user may say which column holds what.
        incoming: What it holds otherwise.
    """

    name: str
    table: Table | None = None
    incoming: Incoming | None = None

    def held(self, columns: Mapping[str, int], meanings: Mapping[str, Meaning]) -> Incoming:
        """Return what it holds.

        Args:
            columns: Which column of a table holds what.
            meanings: What the colours of a PDF's marks mean.

        Raises:
            InvalidInputError: No column of a table holds the quotation.
        """
        if self.incoming is not None:
            return with_meanings(self.incoming, meanings)
        assert self.table is not None
        return csv_import.passages(self.name, self.table, columns)


class PooledDocuments:
    """Opens and reads reports in the window's document processes, waiting for each.

    Only for threads: the window's own must not wait.

    Args:
        pool: The processes.
        stop: Once it is set, nothing more is read.
        password: Opens documents that come in encrypted.
    """

    def __init__(self, pool: DocumentPool, stop: Event, password: str) -> None:
        self._pool = pool
        self._stop = stop
        self._password = password

    def open_report(self, project: ProjectFile, report: Report) -> DocumentInfo:
        """Open the document of a report; one that is open is not opened again."""
        sha256 = report.sha256
        opening = self._pool.open(
            sha256,
            project.document_pieces(sha256),
            project.document_size(sha256),
            name=report.file_name,
        )
        return self._result(opening)

    def read(self, sha256: str) -> tuple[ReportText, Structure]:
        """Return the text and structure of an open document."""
        return self._result(self._pool.read(sha256))

    def open_bytes(self, sha256: str, data: bytes, name: str) -> DocumentInfo:
        """Open a document whose bytes are at hand."""
        opening = open_bytes(self._pool, sha256, data, name=name, password=self._password)
        try:
            return self._result(opening)
        except PasswordNeededError:
            self._pool.close(sha256)  # to be opened again with another
            raise

    def page_text(self, sha256: str, page: int) -> PageText:
        """Return the text of a page of an open document."""
        return self._result(self._pool.page_text(sha256, page))

    def marks(self, sha256: str) -> FoundMarks:
        """Return the marks that stand in an open document."""
        return self._result(self._pool.marks(sha256))

    def close(self, sha256: str) -> None:
        """Forget an open document."""
        self._pool.close(sha256)

    def clip(self, sha256: str, page: int, area: Rect) -> bytes:
        """Return the picture of an area of a page, given in view space, as a PNG file."""
        return self._result(self._pool.clip(sha256, page, area))

    def _result(self, asked: Future[T]) -> T:
        if self._stop.is_set():
            raise CancelledError("Cancelled. Nothing was changed.")
        return asked.result()


class Importer(QObject):
    """Takes files in: read, planned, and only then, if the user wants it, applied.

    Signals:
        read: The files, as `Arrived`.
        progress: How many passages of a file were looked for, and how many it has.
        planned: The plans, one a file.
        refused: A sentence; nothing has changed.
        password_wanted: A sentence; start or plan again with a password.
    """

    read = Signal(object)
    progress = Signal(int, int)
    planned = Signal(object)
    refused = Signal(str)
    password_wanted = Signal(str)

    def __init__(self, workspace: Workspace, library: Library) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._stop = Event()
        self._password = ""
        self._planning: Planning | None = None

    def start(self, paths: Sequence[Path], password: str = "") -> None:
        """Read files; `read`, `refused` or `password_wanted` follows.

        Args:
            paths: The files.
            password: Opens those that are encrypted; it is kept nowhere else.
        """
        self._password = password
        stop = self._stop
        documents = PooledDocuments(self._library.pool, stop, self._password)
        open_marked = opener(self._workspace.project, documents)
        watch = watching(stop, Mailbox.of_application().post(self._progressed))
        future = planner().submit(_all_arrived, tuple(paths), open_marked, watch)
        self._library.when_done(future, lambda done: self._was_read(stop, done))

    def plan(
        self,
        files: Sequence[Arrived],
        columns: Sequence[Mapping[str, int]],
        meanings: Sequence[Mapping[str, Meaning]],
        password: str | None = "",
    ) -> None:
        """Plan anew; a signal follows, of an earlier planning nothing any more.

        Args:
            files: As they were read.
            columns: Which column holds what in each, empty for what is no table.
            meanings: What the colours of marks mean in each, empty for what is no PDF.
            password: Opens documents that come along; None leaves those that want one out.
        """
        self.cancel()
        stop = self._stop = Event()
        post = Mailbox.of_application().post(self._progressed)
        documents = PooledDocuments(self._library.pool, stop, password or self._password)
        watch = watching(stop, post)
        work = _Work(self._workspace.project, documents, watch, ask=password is not None)
        future = planner().submit(work.plans, tuple(files), tuple(columns), tuple(meanings))
        self._library.when_done(future, lambda done: self._was_planned(stop, done))

    def cancel(self) -> None:
        """Stop planning; nothing follows."""
        self._stop.set()
        Mailbox.of_application().close_post(self._progressed)

    @property
    def has_stores(self) -> bool:
        """Whether documents or pictures come in, which may take long to store."""
        return self._planning is not None and self._planning.has_stores

    def store(self, stop: Event, stored: Callable[[GlossatorError | None], None]) -> None:
        """Store the documents and pictures that come in, in a thread; the edits are to follow.

        Args:
            stop: Ends it once it is set.
            stored: Called when it is done, or with what went wrong; then nothing has
                changed. This object may be gone by then.
        """
        planning = self._planning

        def came(done: Future[None]) -> None:
            try:
                done.result()
            except GlossatorError as error:
                stored(error)
            else:
                stored(None)

        if planning is None or not planning.has_stores:
            stored(None)
            return
        watch = watching(stop, lambda _done, _total: None, "imported")
        self._library.when_done(THREADS.submit(_store, planning, watch), came)

    def _was_read(self, stop: Event, done: Future[list[Arrived]]) -> None:
        if stop.is_set():  # and this object may be gone
            return
        try:
            files = done.result()
        except PasswordNeededError as error:
            self.password_wanted.emit(str(error))
            return
        except GlossatorError as error:
            self.refused.emit(str(error))
            return
        self.read.emit(files)

    def _was_planned(self, stop: Event, done: Future[tuple[Planning, list[Plan]]]) -> None:
        if stop.is_set():
            return
        try:
            self._planning, plans = done.result()
        except PasswordNeededError as error:
            self.password_wanted.emit(str(error))
            return
        except GlossatorError as error:
            self.refused.emit(str(error))
            return
        self.planned.emit(plans)

    def _progressed(self, done: int, total: int) -> None:
        self.progress.emit(done, total)


@dataclass(frozen=True, slots=True)
class _Work:
    """What a thread needs to plan: nothing of Qt."""

    project: ProjectFile
    documents: PooledDocuments
    watch: Watch
    ask: bool

    def plans(
        self,
        files: Sequence[Arrived],
        columns: Sequence[Mapping[str, int]],
        meanings: Sequence[Mapping[str, Meaning]],
    ) -> tuple[Planning, list[Plan]]:
        planning = Planning(self.project, self.documents, new_id, utc_now(), ask=self.ask)
        chosen = zip(files, columns, meanings, strict=True)
        with watched(self.watch):
            held = (file.held(named, meant) for file, named, meant in chosen)
            return planning, [planning.plan(one) for one in held]


def _store(planning: Planning, watch: Watch) -> None:
    with watched(watch):
        planning.store()


@cache
def planner() -> ThreadPoolExecutor:
    """Return the thread that plans; it waits for documents, and others should not for it."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="glossator planner")


def edits_of(plans: Sequence[Plan]) -> EditSet:
    """Return the changes of plans made one on top of the other, as one action."""
    edits = reduce(EditSet.then, (plan.edits for plan in plans), EditSet(""))
    label = plans[0].edits.label if len(plans) == 1 else f"Import {len(plans)} files"
    return EditSet(label, edits.changes)


def _all_arrived(paths: Sequence[Path], open_marked: OpenMarked, watch: Watch) -> list[Arrived]:
    with watched(watch):
        return [_arrived(path, open_marked) for path in paths]


def _arrived(path: Path, open_marked: OpenMarked) -> Arrived:
    table = read_table(path)
    if table is not None:
        return Arrived(path.name, table=table)
    return Arrived(path.name, incoming=read_file(path, open_marked))
