"""Looks for damage in the open project, and saves what can be read into a copy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from glossator.app.library import THREADS
from glossator.domain.errors import GlossatorError
from glossator.storage.repair import repair
from glossator.ui.dialogs.check import CheckDialog

if TYPE_CHECKING:
    from concurrent.futures import Future

    from glossator.storage.check import Finding
    from glossator.storage.repair import Repaired
    from glossator.ui.main_window import MainWindow
    from glossator.ui.reading_room import ReadingRoom


def check(window: MainWindow, room: ReadingRoom) -> None:
    """Compare everything in a project with what was saved, in a thread."""
    room.flush()
    window.statusBar().showMessage("Checking the project …")
    checked = THREADS.submit(room.workspace.project.check)
    room.library.when_done(checked, partial(_show, window, room))


def _show(window: MainWindow, room: ReadingRoom, done: Future[list[Finding]]) -> None:
    window.statusBar().clearMessage()
    try:
        findings = done.result()
    except GlossatorError as error:
        room.notice.say(str(error), action="Restore …", run=lambda: window.run("restore"))
        return
    if not findings:
        room.notice.say("The project file is whole: nothing is damaged.")
        return
    dialog = CheckDialog(room.workspace.project.path.stem, findings, window)
    dialog.restore_wanted.connect(lambda: window.run("restore"))
    dialog.repair_wanted.connect(lambda: _repair(window, room))
    dialog.open()


def _repair(window: MainWindow, room: ReadingRoom) -> None:
    window.statusBar().showMessage("Saving what can be read …")
    repaired = THREADS.submit(repair, room.workspace.project.path)
    room.library.when_done(repaired, partial(_tell, window, room))


def _tell(window: MainWindow, room: ReadingRoom, done: Future[Repaired]) -> None:
    window.statusBar().clearMessage()
    try:
        repaired = done.result()
    except GlossatorError as error:
        room.notice.say(str(error))
        return
    path = repaired.path
    room.notice.say(
        f"Made “{path.name}” beside this project. {' '.join(repaired.lines)}",
        action="Open it",
        run=lambda: window.open_path(path),
    )
