"""Works out in a thread how far the analysts of the open project agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.app.importing import planner
from glossator.domain.agreement import Agreement, agreement
from glossator.domain.errors import GlossatorError
from glossator.gathering import structures_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.storage.project import ProjectFile


class Agreeing(QObject):
    """Compares analysts, as often as it is asked to.

    Signals:
        found: The agreement asked for last.
        refused: A sentence.
    """

    found = Signal(object)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._library = library
        self._last: Future[Agreement] | None = None

    def compare(self, analysts: Sequence[str]) -> None:
        """Compare analysts; `found` or `refused` follows."""
        self._last = planner().submit(_agreement, self._workspace.project, tuple(analysts))
        self._library.when_done(self._last, self._came)

    def forget(self) -> None:
        """Tell nothing any more."""
        self._last = None

    def _came(self, done: Future[Agreement]) -> None:
        if done is not self._last:
            return
        try:
            self.found.emit(done.result())
        except GlossatorError as error:
            self.refused.emit(str(error))


def _agreement(project: ProjectFile, analysts: Sequence[str]) -> Agreement:
    reports = project.reports()
    annotations = [one for batch in project.annotations() for one in batch]
    return agreement(annotations, structures_of(project, reports), reports, analysts)
