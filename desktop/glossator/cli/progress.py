"""How far a command is, on a terminal; and an end to it that leaves nothing half done."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from glossator.domain.watching import watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

PATIENCE, AGAIN = 0.5, 0.1
"""Seconds before anything is shown, and between two figures."""

_CLEAR = "\r\x1b[K"


class Meter:
    """Shows on standard error what is done of how much, if that is a terminal.

    Args:
        what: What is done, as `Writing a.csv`.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._next = time.monotonic() + PATIENCE
        self._shown = False

    def show(self, done: int, total: int) -> None:
        """Show how far it is, unless that was shown just now."""
        now = time.monotonic()
        if total < 2 or now < self._next or not sys.stderr.isatty():
            return
        self._next = now + AGAIN
        self._shown = True
        click.echo(f"{_CLEAR}{self._what}: {done:,} of {total:,}", nl=False, err=True)

    def clear(self) -> None:
        """Take away what was shown."""
        if self._shown:
            click.echo(_CLEAR, nl=False, err=True)


@contextmanager
def metered(what: str) -> Iterator[None]:
    """Show how far the block is; being told to end, it ends as by Ctrl+C, tidily.

    Args:
        what: What is done, as `Writing a.csv`.
    """
    meter = Meter(what)
    before = signal.signal(signal.SIGTERM, _end)
    try:
        with watched(meter.show):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)
        meter.clear()


def _end(number: int, _: FrameType | None) -> None:
    """Leave through all that tidies up, with the status that says what ended it."""
    raise SystemExit(128 + number)
