"""Plans what another project would bring, in a thread, and merges when told."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.app.importing import planner
from glossator.app.library import THREADS
from glossator.app.mailbox import Mailbox
from glossator.app.watching import watching
from glossator.bringing import bring_documents, leave_documents, merge_plan
from glossator.clock import new_id
from glossator.domain.errors import CancelledError, GlossatorError
from glossator.domain.watching import watched

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.domain.incoming.merging import MergePlan
    from glossator.domain.watching import Watch
    from glossator.storage.project import ProjectFile


class Merger(QObject):
    """Merges one project file, once.

    Args:
        workspace: The open project.
        library: Its documents.
        other: The project to be merged into it.
        backups: Where a backup is put first; None for none.

    Signals:
        progress: How many passages of how many are read, or reports brought over.
        planned: The plan.
        merged: It is done.
        refused: A sentence; nothing has changed.
        ended: Merging is over, however it went.
    """

    progress = Signal(int, int)
    planned = Signal(object)
    merged = Signal()
    refused = Signal(str)
    ended = Signal()

    def __init__(
        self, workspace: Workspace, library: Library, other: Path, backups: Path | None
    ) -> None:
        super().__init__(workspace)
        self._backups = backups
        self._workspace = workspace
        self._library = library
        self._other = other
        self._stop = Event()

    def start(self) -> None:
        """Plan; `planned` or `refused` follows."""
        future = planner().submit(_plan, self._workspace.project, self._other, self._watch())
        self._library.when_done(future, self._was_planned)

    def cancel(self) -> None:
        """Stop planning or merging; nothing follows but `ended`."""
        self._stop.set()
        Mailbox.of_application().close_post(self._progressed)

    def merge(self, plan: MergePlan) -> None:
        """Take a backup, bring the documents over, then the records as one action.

        A signal follows.
        """
        project = self._workspace.project
        watch = self._watch()
        future = planner().submit(_bring, project, self._other, plan, self._backups, watch)
        self._library.when_done(future, lambda done: self._was_brought(plan, done))

    def _watch(self) -> Watch:
        return watching(self._stop, Mailbox.of_application().post(self._progressed), "merged")

    def _progressed(self, done: int, total: int) -> None:
        self.progress.emit(done, total)

    def _was_planned(self, done: Future[MergePlan]) -> None:
        try:
            plan = done.result()
        except CancelledError:
            return
        except GlossatorError as error:
            self.refused.emit(str(error))
            return
        if not self._stop.is_set():
            self.planned.emit(plan)

    def _was_brought(self, plan: MergePlan, done: Future[None]) -> None:
        Mailbox.of_application().close_post(self._progressed)
        self.ended.emit()
        try:
            done.result()
            if self._stop.is_set():  # just after the last of them
                THREADS.submit(leave_documents, self._workspace.project, plan)
                return
        except CancelledError:
            return
        except GlossatorError as error:
            self.refused.emit(str(error))
            return
        self._workspace.carry_out(plan.edits, self._tell)

    def _tell(self, error: GlossatorError | None) -> None:
        if error is not None:
            self.refused.emit(str(error))
        else:
            self.merged.emit()


def _plan(project: ProjectFile, other: Path, watch: Watch) -> MergePlan:
    with watched(watch):
        return merge_plan(project, other, new_id)


def _bring(
    project: ProjectFile, other: Path, plan: MergePlan, backups: Path | None, watch: Watch
) -> None:
    from glossator.safekeeping import back_up  # not wanted at the start
    from glossator.storage.backups import MERGE

    if backups is not None:
        back_up(project.path, backups, MERGE)
    with watched(watch):
        bring_documents(project, other, plan)
