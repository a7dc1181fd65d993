"""Looks for damage in the open project and says what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.library import THREADS
from glossator.domain.errors import GlossatorError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from glossator.storage.check import Finding
    from glossator.ui.main_window import MainWindow
    from glossator.ui.reading_room import ReadingRoom

SAID = 5
"""So many findings are said; the command lists them all."""


def check(window: MainWindow, room: ReadingRoom) -> None:
    """Compare everything in a project with what was saved, in a thread."""
    room.flush()
    window.statusBar().showMessage("Checking the project …")
    checked = THREADS.submit(room.workspace.project.check)
    room.library.when_done(checked, lambda done: _say(window, room, done))


def _say(window: MainWindow, room: ReadingRoom, done: Future[list[Finding]]) -> None:
    window.statusBar().clearMessage()
    try:
        findings = done.result()
    except GlossatorError as error:
        room.notice.say(str(error))
        return
    if not findings:
        room.notice.say("The project file is whole: nothing is damaged.")
        return
    said = " ".join(finding.sentence for finding in findings[:SAID])
    if len(findings) > SAID:
        said += f" And {len(findings) - SAID} more; “glossator check” lists them all."
    room.notice.say(said, action="Restore …", run=lambda: window.run("restore"))
