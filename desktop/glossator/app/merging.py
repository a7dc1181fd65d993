"""Plans what another project would bring, in a thread, and merges when told."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.app.importing import planner
from glossator.bringing import bring_documents, merge_plan
from glossator.clock import new_id
from glossator.domain.errors import CancelledError, GlossatorError

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.domain.incoming.merging import MergePlan
    from glossator.storage.project import ProjectFile


class Merger(QObject):
    """Merges one project file, once.

    Args:
        workspace: The open project.
        library: Its documents.
        other: The project to be merged into it.
        backups: Where a backup is put first; None for none.

    Signals:
        planned: The plan.
        merged: It is done.
        refused: A sentence; nothing has changed.
    """

    planned = Signal(object)
    merged = Signal()
    refused = Signal(str)

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
        future = planner().submit(_plan, self._workspace.project, self._other, self._stop)
        self._library.when_done(future, self._was_planned)

    def cancel(self) -> None:
        """Stop planning; nothing follows."""
        self._stop.set()

    def merge(self, plan: MergePlan) -> None:
        """Take a backup, bring the documents over, then the records as one action.

        A signal follows.
        """
        project = self._workspace.project
        future = planner().submit(_bring, project, self._other, plan, self._backups)
        self._library.when_done(future, lambda done: self._was_brought(plan, done))

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
        try:
            done.result()
        except GlossatorError as error:
            self.refused.emit(str(error))
            return
        self._workspace.carry_out(plan.edits, self._tell)

    def _tell(self, error: GlossatorError | None) -> None:
        if error is not None:
            self.refused.emit(str(error))
        else:
            self.merged.emit()


def _plan(project: ProjectFile, other: Path, stop: Event) -> MergePlan:
    return merge_plan(project, other, new_id, lambda: not stop.is_set())


def _bring(project: ProjectFile, other: Path, plan: MergePlan, backups: Path | None) -> None:
    from glossator.safekeeping import back_up  # not wanted at the start
    from glossator.storage.backups import MERGE

    if backups is not None:
        back_up(project.path, backups, MERGE)
    bring_documents(project, other, plan)
