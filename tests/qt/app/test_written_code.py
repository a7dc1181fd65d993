"""Data classes and named tuples take the bytecode that an earlier start has kept."""

import collections
import dataclasses
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from glossator.app.bytecode import Bytecode
from glossator.app.written_code import quick_classes

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(dataclasses, "exec", exec, raising=False)
    monkeypatch.setattr(collections, "eval", eval, raising=False)


class Counted(Bytecode):
    """Counts what has to be compiled."""

    made = 0

    def compiled(self, source: bytes, make: "Callable[[], CodeType]") -> "CodeType":
        def counted() -> "CodeType":
            self.made += 1
            return make()

        return super().compiled(source, counted)


def classes() -> tuple[Any, Any]:
    @dataclasses.dataclass(frozen=True, slots=True, order=True)
    class Place:
        """Where something stands."""

        page: int
        top: float = 0.0

    class Pair(NamedTuple):
        one: int
        two: str = "two"

    return Place, Pair


def behaviour() -> list[object]:
    place, pair = classes()
    return [
        repr(place(1)).split("Place")[-1],
        place(1) == place(1, 0.0),
        place(1) < place(2),
        hash(place(3)) == hash((3, 0.0)),
        dataclasses.replace(place(1), top=2.0).top,
        pair(1),
        pair(1)._replace(two="2"),
    ]


def test_classes_made_of_what_was_kept_are_those_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossator.app.written_code.Bytecode", Counted)
    plain = behaviour()
    for is_first in (True, False):
        bytecode = quick_classes(tmp_path / "kept")
        assert behaviour() == plain
        bytecode.keep()
        assert isinstance(bytecode, Counted)
        assert bytecode.made > 5 if is_first else not bytecode.made


def test_when_too_much_is_kept_what_was_not_wanted_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossator.app.bytecode._MOST", 2)

    def want(*sources: str) -> int:
        """Return how many of the sources had to be compiled."""
        keeper = Counted(tmp_path / "kept")
        for source in sources:
            keeper.compiled(source.encode(), partial(compile, source, "", "exec"))
        keeper.keep()
        return keeper.made

    assert [want("1", "2"), want("2", "3"), want("2", "3"), want("1")] == [2, 1, 0, 1]
