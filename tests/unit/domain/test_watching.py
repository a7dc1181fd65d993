"""Whoever watches hears how far something is, and may end it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.errors import CancelledError
from glossator.domain.watching import STEPS, each, tell, watched


@given(st.integers(0, 3 * STEPS))
def test_each_item_comes_once_and_the_watcher_hears_of_some_and_of_the_end(count: int) -> None:
    told: list[tuple[int, int]] = []
    with watched(lambda done, total: told.append((done, total))):
        assert list(each(range(count))) == list(range(count))
    assert told[-1] == (count, count)
    assert told == sorted(told)
    assert len(told) <= 2 * STEPS + 2


def test_what_the_watcher_raises_ends_the_walk() -> None:
    def watch(done: int, _total: int) -> None:
        if done > 1:
            raise CancelledError("Cancelled.")

    with watched(watch), pytest.raises(CancelledError):
        list(each(range(9)))
    tell(9, 9)
