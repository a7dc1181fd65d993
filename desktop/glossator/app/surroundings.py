"""Says once, in a quiet note, what lies around the open project that may endanger it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.app.library import THREADS
from glossator.app.mailbox import Mailbox

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from glossator.app.settings import Settings, Value
    from glossator.app.workspace import Workspace


class Surroundings(QObject):
    """Looks around in a thread, since a folder on a network may answer late.

    Signals:
        noticed: A sentence.
    """

    noticed = Signal(str)

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._settings = settings
        self._folder = str(workspace.project.path.parent)
        is_told = self._folder in self._told()
        looked = THREADS.submit(_look, workspace.project.path, is_told)
        Mailbox.of_application().when_done(looked, self._looked)

    def _told(self) -> list[str]:
        value = self._settings.get("places_told")
        return [str(one) for one in value] if isinstance(value, list) else []

    def _looked(self, done: Future[tuple[str, str]]) -> None:
        if self._workspace.is_closed:
            return
        conflict, place = done.result()
        if place:
            told: list[Value] = [*self._told(), self._folder]
            self._settings.set("places_told", told[-50:])
        if conflict or place:
            self.noticed.emit(conflict or place)


def _look(project: Path, is_told: bool) -> tuple[str, str]:  # noqa: FBT001 - over a thread
    from glossator.storage.surroundings import conflict_sentence, place_sentence

    try:
        return conflict_sentence(project), "" if is_told else place_sentence(project)
    except OSError:  # a folder that can't be listed: there is nothing to tell
        return "", ""
