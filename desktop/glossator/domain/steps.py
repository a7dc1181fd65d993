"""Work that is done step by step, so that something else can have its turn between."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator

T = TypeVar("T")


def complete(steps: Generator[None, None, T]) -> T:
    """Do all steps at once and return what comes of them."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found: T = done.value
            return found
