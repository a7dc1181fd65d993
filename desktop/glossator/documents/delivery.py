"""Bring results from the threads of the processes to the thread of the caller."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

_log = logging.getLogger(__name__)


class Delivery:
    """The one way out of the pool."""

    def __init__(self, deliver: Callable[[Callable[[], None]], None] | None) -> None:
        self._deliver = deliver or (lambda call: call())

    def call(self, call: Callable[[], None]) -> None:
        """Hand a call to the caller's thread; a fault in it must not end ours."""
        try:
            self._deliver(call)
        except Exception:  # noqa: BLE001  (logged)
            _log.exception("A result could not be delivered")

    def result(self, future: Future[Any], value: object) -> None:
        """Complete a future with a value, unless the caller has cancelled it."""
        self.call(lambda: future.set_result(value) if _wanted(future) else None)

    def error(self, future: Future[Any], error: Exception) -> None:
        """Complete a future with an error, unless the caller has cancelled it."""
        self.call(lambda: future.set_exception(error) if _wanted(future) else None)


def _wanted(future: Future[Any]) -> bool:
    return future.set_running_or_notify_cancel()
