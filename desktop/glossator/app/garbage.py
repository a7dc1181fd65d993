"""Look for garbage in the window's thread only.

Python looks for it in whichever thread has just made an object. There it would end Qt
objects that have become unreachable, whose timers and connections belong to the window's
thread, which may hold a lock of Qt's at that moment and wait for Python's: neither goes on.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000
"""Milliseconds between two looks."""


class Garbage(QObject):
    """Takes collecting over from Python for as long as it lives.

    It keeps to Python's own thresholds of what is worth looking through.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(collect)
        self._timer.start()


def collect() -> None:
    """Collect the oldest generation that is due, and the younger with it."""
    due = [one for one, (n, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
           if n > most]  # fmt: skip
    if due:
        gc.collect(due[-1])
