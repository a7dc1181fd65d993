"""Watches what a thread works at for the window, which may end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from glossator.domain.watching import Watch


def watching(stop: Event, show: Callable[[int, int], None], what: str = "changed") -> Watch:
    """Return a watch for a thread, which holds nothing of Qt.

    Args:
        stop: Once it is set, the work ends.
        show: Told how far it is, as `Mailbox.post` gives it.
        what: What did not happen when it ends: changed, written.
    """

    def watch(done: int, total: int) -> None:
        if stop.is_set():
            raise CancelledError(f"Cancelled. Nothing was {what}.")
        show(done, total)

    return watch
