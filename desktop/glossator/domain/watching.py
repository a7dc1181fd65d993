"""How far something long is, told to whoever watches it, who may end it.

What reads and writes files says `for one in each(...)` or `tell(...)`; who started it, the
window or a command, watches with `watched`. Nobody in between need pass anything on.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    Watch: TypeAlias = "Callable[[int, int], None]"
    """Told how much is done of how much; what it raises ends the work."""

T = TypeVar("T")

STEPS = 200
"""So many times the watcher of a walk is told how far it is, at most."""

_watch: ContextVar[Watch] = ContextVar("watch", default=lambda _done, _total: None)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Let what is done in the block, in this thread, be watched."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def tell(done: int, total: int) -> None:
    """Tell the watcher how far it is; of how much is 0 where it is not known.

    Raises:
        CancelledError: The watcher has ended it.
    """
    _watch.get()(done, total)


def each(items: Collection[T]) -> Iterator[T]:
    """Yield items one by one, and tell the watcher about it now and then.

    Raises:
        CancelledError: The watcher has ended it.
    """
    total = len(items)
    step = max(total // STEPS, 1)
    for number, item in enumerate(items):
        if number % step == 0:
            tell(number, total)
        yield item
    tell(total, total)
