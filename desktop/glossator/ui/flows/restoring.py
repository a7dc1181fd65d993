"""Puts a backup in place of a project, and asks before what can't be saved is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from glossator.app.keeping import backup_folder
from glossator.app.library import THREADS
from glossator.app.mailbox import Mailbox
from glossator.domain.errors import GlossatorError
from glossator.storage.backups import BackupStore
from glossator.storage.restoring import restore as put_back
from glossator.ui.dialogs.restore import Leaving, when

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from glossator.storage.backups import Backup
    from glossator.ui.ask import Ask
    from glossator.ui.main_window import MainWindow
    from glossator.ui.reading_room import ReadingRoom


def restore(window: MainWindow, path: Path | None = None) -> None:
    """Show the backups of a project and put the chosen one in its place.

    Args:
        window: The window; its project is closed and opened again.
        path: The project; the open one, else one that is asked for.
    """
    if path is None:
        path = window.room.workspace.project.path if window.room else window.ask.project()
    if path is None:
        return
    folder = backup_folder(window.settings)
    try:
        found = BackupStore(folder).of(path)
    except GlossatorError as error:
        _say(window, str(error))
        return
    if not found:
        _say(
            window,
            f"There is no backup of “{path.name}” yet in {folder}. One is taken in a quiet"
            " moment after you have changed something.",
        )
        return
    if window.room is not None:
        window.room.flush()
    backup = window.ask.backup(path, found, folder)
    if backup is not None:
        _put_back(window, path, backup)


def refused(window: MainWindow, path: Path, sentence: str) -> None:
    """Say why a project can't be opened, and offer its backups where there are some."""
    try:
        found = BackupStore(backup_folder(window.settings)).of(path)
    except GlossatorError:  # the reason for the refusal is what counts
        found = []
    if window.room is None:
        window.show_refusal(sentence + (" File > Restore … lists its backups." if found else ""))
    elif found:
        window.room.notice.say(sentence, action="Restore …", run=lambda: restore(window, path))
    else:
        window.room.notice.say(sentence)


def may_leave(room: ReadingRoom, note: str, ask: Ask) -> bool:
    """Ask what becomes of a note that can't be saved; tell whether the window may go."""
    answer = ask.unsaved_note(note)
    if answer is Leaving.COPY:
        QGuiApplication.clipboard().setText(note)
        room.said.emit("Copied the note.")
    return answer is Leaving.QUIT


def _put_back(window: MainWindow, path: Path, backup: Backup) -> None:
    open_path = window.room.workspace.project.path if window.room else None
    if open_path is not None and open_path.resolve() == path.resolve():
        window.close_project()
        window.show_refusal(f"Restoring {path.name} …")
    done = THREADS.submit(put_back, path, backup)
    Mailbox.of_application().when_done(done, lambda done: _opened(window, path, backup, done))


def _opened(window: MainWindow, path: Path, backup: Backup, done: Future[Path | None]) -> None:
    try:
        kept = done.result()
    except GlossatorError as error:
        window.open_path(path)
        _say(window, str(error))
        return
    window.open_path(path)
    beside = f" What was there before is kept beside it as “{kept.name}”." if kept else ""
    _say(window, f"Restored as of {when(backup)}.{beside}")


def _say(window: MainWindow, sentence: str) -> None:
    if window.room is not None:
        window.room.notice.say(sentence)
    else:
        window.show_refusal(sentence)
