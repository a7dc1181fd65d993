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
        noticed: A sentence about the folder.
        conflicted: A sentence, and the path of a copy that was made in a conflict.
    """

    noticed = Signal(str)
    conflicted = Signal(str, object)

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._settings = settings
        self._folder = str(workspace.project.path.parent)

    def begin(self) -> None:
        """Look around, once reading has come first."""
        if not self._workspace.is_closed:
            is_told = self._folder in self._told()
            looked = THREADS.submit(_look, self._workspace.project.path, is_told)
            Mailbox.of_application().when_done(looked, self._looked)

    def _told(self) -> list[str]:
        value = self._settings.get("places_told")
        return [str(one) for one in value] if isinstance(value, list) else []

    def _looked(self, done: Future[tuple[list[Path], str]]) -> None:
        if self._workspace.is_closed:
            return
        copies, place = done.result()
        if place:
            told: list[Value] = [*self._told(), self._folder]
            self._settings.set("places_told", told[-50:])
        if copies:
            self.conflicted.emit(_conflict_sentence(copies), copies[0])
        elif place:
            self.noticed.emit(place)


def _conflict_sentence(copies: list[Path]) -> str:
    names = ", ".join(f"“{one.name}”" for one in copies[:3])
    return (
        f"Beside this project lies {names}: it seems that two people changed it at the same time"
        " and the folder kept both. Neither was changed by Glossator. Merging shows first what the"
        " other would bring; keep it until you have all you need of it."
    )


def _look(project: Path, is_told: bool) -> tuple[list[Path], str]:  # noqa: FBT001 - over a thread
    from glossator.storage.surroundings import conflicted_copies, place_sentence

    try:
        return conflicted_copies(project), "" if is_told else place_sentence(project)
    except OSError:  # a folder that can't be listed: there is nothing to tell
        return [], ""
