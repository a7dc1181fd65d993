"""Large actions: written in a thread, then announced part by part."""

from __future__ import annotations

import gc
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.app.library import THREADS
from glossator.app.mailbox import Mailbox
from glossator.domain.edits import EditSet
from glossator.domain.errors import GlossatorError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from typing import TypeAlias

    Told: TypeAlias = Callable[[GlossatorError | None], object]
    """Called when all is announced, or with what went wrong; then nothing has changed."""

LARGE = 200
"""Changes from which an action is large: to write and announce them takes some 50 ms."""

SLICE = 0.008
"""Seconds in which changes are announced between two turns of the event loop."""

KEEP = 100
"""Milliseconds after which what was made is taken from what is looked through for garbage.

All of it stays, and to look through hundred thousand annotations holds up the window.
"""

AT_FIRST, AT_MOST = 32, 2_000
"""Changes announced in the first turn, whose cost is not known yet, and in any."""


class LargeEdit(QObject):
    """One large action on its way.

    The transaction is one, and so is the undo; only what follows from it in the window comes
    in parts, each as a batch without a label, and then the label alone.

    Args:
        write: Writes to the project, in a thread; gives what there is to announce.
        written: Called with that once it is written, unless it is empty.
        announce: Takes a part over and tells everybody.
        told: As above.
        parent: Whose it is.

    Signals:
        ended: It is done, or refused.
    """

    ended = Signal()

    def __init__(
        self,
        write: Callable[[], EditSet],
        written: Callable[[EditSet], None],
        announce: Callable[[EditSet], None],
        told: Told,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._written = written
        self._announce = announce
        self._told = told
        self._edits = EditSet("")
        self._next = 0
        self._size = AT_FIRST
        self._is_written = self._has_ended = False
        self._keeping = QTimer(self, interval=KEEP)
        self._keeping.timeout.connect(gc.freeze)
        self._keeping.start()
        self._writing = THREADS.submit(write)
        Mailbox.of_application().when_done(self._writing, self._came)

    def finish(self) -> None:
        """Wait until it is written and announce the rest at once."""
        self._take()
        while not self._has_ended:
            self._step(len(self._edits.changes))

    def wait(self) -> None:
        """Wait until it is written and leave it at that: nobody is there to be told."""
        self._stop()
        self._writing.exception()

    def _came(self, _: Future[EditSet]) -> None:
        self._take()
        self._go_on()

    def _take(self) -> None:
        """Take over what was written, once."""
        if self._is_written or self._has_ended:
            return
        try:
            self._edits = self._writing.result()
        except GlossatorError as error:
            self._end(error)
        except BaseException:  # a defect: it is shown, and keeps no later action waiting
            self._stop()
            self.ended.emit()
            raise
        else:
            self._is_written = True
            if self._edits:
                self._written(self._edits)

    def _go_on(self) -> None:
        if self._has_ended:
            return
        begun = perf_counter()
        self._step(self._size)
        took = max(perf_counter() - begun, SLICE / 8)
        self._size = min(max(round(self._size * SLICE / took), 1), AT_MOST)
        QTimer.singleShot(0, self, self._go_on)

    def _step(self, size: int) -> None:
        part = self._edits.changes[self._next : self._next + size]
        self._next += len(part)
        if part:
            self._announce(EditSet("", part))
            return
        if self._edits:
            self._announce(EditSet(self._edits.label))
        self._end(None)

    def _stop(self) -> None:
        self._has_ended = True
        self._keeping.stop()

    def _end(self, error: GlossatorError | None) -> None:
        self._stop()
        gc.freeze()
        self.ended.emit()
        self._told(error)
