"""Takes backups of the open project in quiet moments."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.app.mailbox import Mailbox
from glossator.domain.errors import GlossatorError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from glossator.app.settings import Settings
    from glossator.app.workspace import Workspace

QUIET = 30_000
"""Milliseconds without a change after which a backup may be taken."""

APART = 600.0
"""Seconds between two backups at the least, by a clock that nobody sets."""

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="glossator backups")


def backup_folder(settings: Settings) -> Path:
    """Return where backups are kept."""
    from glossator.storage.backups import default_folder  # not wanted at the start

    chosen = settings.text("backup_folder")
    return Path(chosen) if chosen else default_folder()


def folder_in_use(settings: Settings) -> Path | None:
    """Return where backups are kept, None where the user wants none."""
    return backup_folder(settings) if settings.flag("backups") else None


class Keeping(QObject):
    """Backs the project up some time after it was changed, when nothing else is done.

    A change stops a backup that is being taken; it is taken again later. Saving never waits
    for it: the copy is read in steps of a millisecond over a connection of its own.

    Signals:
        kept: A Backup was taken.
        trouble: A sentence; there is no new backup.
    """

    kept = Signal(object)
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__(workspace)
        self._path = workspace.project.path
        self._settings = settings
        self._stop = Event()
        self._is_running = False
        self._is_closed = workspace.read_only
        self._last: float | None = None
        self._told = ""
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._begin)
        workspace.changed.connect(self._wait)
        self._wait()

    def close(self) -> None:
        """Stop: the project is about to be closed."""
        self._is_closed = True
        self._quiet.stop()
        self._stop.set()

    def _wait(self) -> None:
        self._stop.set()
        if not self._is_closed:
            self._quiet.start()

    def _begin(self) -> None:
        if self._is_closed or not self._settings.flag("backups"):
            return
        since = APART if self._last is None else time.monotonic() - self._last
        if self._is_running or since < APART:
            self._quiet.start()
            return
        self._stop = Event()
        self._is_running = True
        taken = _THREAD.submit(_back_up, self._path, backup_folder(self._settings), self._stop)
        Mailbox.of_application().when_done(taken, self._taken)

    def _taken(self, done: Future[object]) -> None:
        self._is_running = False
        if self._is_closed:
            return
        try:
            backup = done.result()
        except GlossatorError as error:
            # Said once: it will be the same in ten minutes.
            self._last = time.monotonic()
            if str(error) != self._told:
                self._told = str(error)
                self.trouble.emit(str(error))
            return
        if backup is None:
            self._quiet.start()
            return
        self._last = time.monotonic()
        self.kept.emit(backup)


def _back_up(project: Path, folder: Path, stop: Event) -> object:
    """Take a backup in a thread; None where it was stopped."""
    from glossator.safekeeping import back_up
    from glossator.storage.backups import StoppedError

    try:
        return back_up(project, folder, stopped=stop.is_set)
    except StoppedError:
        return None
