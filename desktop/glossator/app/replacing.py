"""Puts a new edition in the place of a report's file without holding up the window."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from glossator.app.intake import read_file
from glossator.documents.pool import open_bytes
from glossator.domain import intents
from glossator.domain.anchoring.edition import Carrier, Edition, Fate
from glossator.domain.errors import (
    DocumentError,
    GlossatorError,
    InvalidInputError,
    PasswordNeededError,
)
from glossator.given import file_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future
    from pathlib import Path

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.documents.pool import DocumentPool
    from glossator.domain.anchoring.edition import Move
    from glossator.domain.edits import EditSet
    from glossator.domain.records import Annotation, Bookmark, Report, ReportId
    from glossator.storage.project import ProjectFile

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="glossator-edition")
"""Looking for changed passages computes for seconds, so it waits for nothing else."""


@dataclass(frozen=True, slots=True)
class _Task:
    """All that the thread needs; nothing of Qt."""

    project: ProjectFile
    pool: DocumentPool
    report: Report
    reports: tuple[Report, ...]
    annotations: tuple[Annotation, ...]
    bookmarks: tuple[Bookmark, ...]
    path: Path
    password: str
    now: str


class _Result(NamedTuple):
    moves: tuple[Move, ...]
    edits: EditSet


class Replacing(QObject):
    """Replaces the files of reports, one after the other.

    Signals:
        progress: What is going on, empty when it is done.
        refused: A sentence; nothing was changed.
        replaced: A sentence that says what became of the passages; how many are in doubt.
        password_wanted: ReportId, Path, sentence; the file opens by a password only.
    """

    progress = Signal(str)
    refused = Signal(str)
    replaced = Signal(str, int)
    password_wanted = Signal(object, object, str)

    def __init__(self, workspace: Workspace, library: Library) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library

    def replace(self, report_id: ReportId, path: Path, password: str = "") -> None:
        """Put a file in the place of a report's own; a signal follows."""
        workspace = self._workspace
        report = workspace.report(report_id)
        if report is None:
            return
        task = _Task(
            workspace.project,
            self._library.pool,
            report,
            tuple(workspace.reports()),
            tuple(workspace.annotations(report_id)),
            tuple(workspace.bookmarks(report_id)),
            path,
            password,
            workspace.now(),
        )
        self.progress.emit(f"Looking for the passages of {report.name} in {file_name(path)} …")
        self._library.when_done(_THREAD.submit(_carry, task), lambda done: self._came(task, done))

    def _came(self, task: _Task, done: Future[_Result]) -> None:
        self.progress.emit("")
        workspace, report = self._workspace, task.report
        try:
            result = done.result()
            if (
                workspace.report(report.id) != report
                or _by_id(workspace.annotations(report.id)) != _by_id(task.annotations)
                or _by_id(workspace.bookmarks(report.id)) != _by_id(task.bookmarks)
            ):
                raise InvalidInputError(
                    f"{report.name} was changed while its passages were looked for in"
                    f" “{file_name(task.path)}”. Its file was not replaced; try again."
                )
        except PasswordNeededError as error:
            self.password_wanted.emit(report.id, task.path, str(error))
            return
        except GlossatorError as error:
            self.refused.emit(str(error))
            return
        workspace.carry_out(result.edits, partial(self._tell, report, result.moves))

    def _tell(self, report: Report, moves: tuple[Move, ...], error: GlossatorError | None) -> None:
        if error is not None:
            self.refused.emit(str(error))
            return
        unsure = sum(move.fate in (Fate.CHECK, Fate.LOST) for move in moves)
        self.replaced.emit(summary(report, moves), unsure)


def summary(report: Report, moves: tuple[Move, ...]) -> str:
    """Return a sentence that says what became of a report's passages."""
    counts = {fate: sum(move.fate is fate for move in moves) for fate in Fate}
    placed = counts[Fate.SAME] + counts[Fate.MOVED]
    said = f"The file of {report.name} was replaced: {placed} of {len(moves)} passages found again."
    doubtful, lost = counts[Fate.CHECK], counts[Fate.LOST]
    if doubtful or lost:
        said += f" Please check {doubtful}; {lost} were not found. “To re-attach” lists them."
    return f"{said} Ctrl+Z takes it back."


def _carry(task: _Task) -> _Result:
    """Read the new file, find the passages in it, and keep the file (in a thread)."""
    report, project, pool = task.report, task.project, task.pool
    data, sha256 = read_file(task.path)
    twin = next((one for one in task.reports if one.sha256 == sha256), None)
    if twin is not None:
        raise InvalidInputError(f"The project already has this document: {twin.name}.")
    known = project.text(report.sha256), project.structure(report.sha256)
    if known[0] is None or known[1] is None:
        raise InvalidInputError(f"{report.name} is still being read. Its file was not replaced.")

    try:
        opened = open_bytes(pool, sha256, data, name=file_name(task.path), password=task.password)
        info = opened.result()
        text, structure = pool.read(sha256).result()
        edition = replace(
            report,
            sha256=sha256,
            file_name=file_name(task.path),
            media_type=info.media_type,
            n_pages=info.n_pages,
        )
        carrier = Carrier(
            Edition(report, known[0], known[1]),
            Edition(edition, text, structure),
            lambda page: pool.page_text(sha256, page).result(),
            task.now,
        )
        moves = tuple(carrier.carry(task.annotations))
        bookmarks = carrier.bookmarks(task.bookmarks)
    except DocumentError as error:
        raise type(error)(
            f"“{file_name(task.path)}” did not replace the file of {report.name}. {error}"
        ) from error
    finally:
        pool.close(sha256)
    project.store_document(data, media_type=info.media_type, file_name=file_name(task.path))
    project.store_reading(sha256, text, structure)
    pairs = ((move.before, move.after) for move in moves)
    return _Result(moves, intents.replace_document(report, edition, pairs, bookmarks))


def _by_id(records: Iterable[Annotation | Bookmark]) -> dict[str, Annotation | Bookmark]:
    """Return records in an order of no account, in which those that stayed are quickly equal."""
    return {one.id: one for one in records}
