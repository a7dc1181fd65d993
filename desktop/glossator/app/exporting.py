"""Writes passages to a file while the window stays usable."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from glossator.app.library import THREADS
from glossator.app.mailbox import Mailbox
from glossator.app.watching import watching
from glossator.clock import utc_now
from glossator.domain.errors import CancelledError, GlossatorError
from glossator.domain.watching import watched
from glossator.exchange.outgoing import FORMATS, format_of
from glossator.gathering import outgoing_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from glossator.app.library import Library
    from glossator.app.settings import Value
    from glossator.app.workspace import Workspace
    from glossator.domain.records import Annotation, AnnotationId
    from glossator.domain.watching import Watch
    from glossator.exchange.outgoing import Format
    from glossator.storage.project import ProjectFile


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What is to go out, and how.

    Attributes:
        suffix: Ending of the format's files.
        listed: Only the passages that are listed.
        by_report: A document to read goes by reports instead of by themes.
        definitions: It says what belongs to each theme.
        anonymous: Without the names of analysts.
    """

    suffix: str = ".csv"
    listed: bool = False
    by_report: bool = False
    definitions: bool = True
    anonymous: bool = False

    @property
    def format(self) -> Format:
        """The format itself."""
        return format_of(self.suffix)

    def remembered(self) -> dict[str, Value]:
        """Return it as the settings keep it."""
        return asdict(self)

    @classmethod
    def of(cls, remembered: Value) -> ExportWish:
        """Return what the settings keep, as far as it still means something."""
        known = remembered if isinstance(remembered, dict) else {}
        kept = {field.name: known.get(field.name) for field in fields(cls)}
        flags: dict[str, Any] = {
            name: value for name, value in kept.items() if isinstance(value, bool)
        }
        suffix = next((one.suffix for one in FORMATS if one.suffix == kept["suffix"]), ".csv")
        return cls(suffix, **flags)


class Exporter(QObject):
    """Exports once, from records that can't change under it.

    Signals:
        progress: How many passages of how many are gathered, then how many are written.
        done: Number of what the format counts: rows, passages, reports.
        refused: A sentence; nothing was written.
        ended: It is over, however it went.
    """

    progress = Signal(int, int)
    done = Signal(int)
    refused = Signal(str)
    ended = Signal()

    def __init__(self, workspace: Workspace, library: Library) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._stop = Event()

    def start(
        self,
        path: Path,
        only: Sequence[AnnotationId] | None = None,
        wish: ExportWish | None = None,
    ) -> None:
        """Write all annotations, or some in the order given; signals follow.

        Args:
            path: The file to write.
            only: The annotations to write, None for all in order of report and place.
            wish: The format and its choices, as CSV by default.
        """
        chosen = None if only is None else self._some(only)
        project = self._workspace.project
        watch = watching(self._stop, Mailbox.of_application().post(self._progressed), "written")
        future = THREADS.submit(_write, project, chosen, wish or ExportWish(), path, watch)
        self._library.when_done(future, self._finished)

    def cancel(self) -> None:
        """Write nothing, if the file is not whole yet."""
        self._stop.set()

    def _some(self, only: Sequence[AnnotationId]) -> list[Annotation]:
        found = (self._workspace.annotation(one) for one in only)
        return [one for one in found if one is not None]

    def _progressed(self, done: int, total: int) -> None:
        self.progress.emit(done, total)

    def _finished(self, future: Future[int]) -> None:
        Mailbox.of_application().close_post(self._progressed)
        self.ended.emit()
        try:
            self.done.emit(future.result())
        except CancelledError:
            pass
        except GlossatorError as error:
            self.refused.emit(str(error))
        self.deleteLater()


def _write(
    project: ProjectFile,
    chosen: Sequence[Annotation] | None,
    wish: ExportWish,
    path: Path,
    watch: Watch,
) -> int:
    """Gather and write; runs in a thread."""
    listed = (one for batch in project.annotations() for one in batch)
    with watched(watch):
        outgoing = outgoing_of(project, listed if chosen is None else chosen, utc_now())
        outgoing = outgoing.anonymous() if wish.anonymous else outgoing
        outgoing = replace(outgoing, by_report=wish.by_report, definitions=wish.definitions)
        return wish.format.write(outgoing, path)
