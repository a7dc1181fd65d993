"""Qt's enumerations made quickly are those that Python makes."""

import enum
import pickle
from enum import KEEP, Enum, Flag, IntEnum, IntFlag
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont

from glossator.app.qt_enums import quick, quick_enumerations

if TYPE_CHECKING:
    from collections.abc import Callable

Made = Any
"""An enumeration, or what was raised in its place."""

KINDS = (Enum, IntEnum, Flag, IntFlag)
PLAIN = vars(enum.EnumType)["_create_"]
HOW = {"module": None, "qualname": None, "type": None, "start": 1, "boundary": KEEP}

names = st.sampled_from(["A", "B", "None_", "Key_A", "mask", "name", "value", "real", "_x", "mro"])
values = st.integers(-9, 40) | st.sampled_from([1 << 30, 1 << 31, -(1 << 31), (1 << 32) - 1])


def made_by(create: "Callable[..., Made]", kind: type[Enum], members: object) -> Made:
    """Return an enumeration, or the kind of the refusal."""
    try:
        return create(kind, "Made", members, **{**HOW, "module": "elsewhere"})
    except (TypeError, ValueError) as error:
        return type(error)


def made_quickly(kind: type[Enum], members: object) -> Made:
    def made() -> Made:
        return quick(PLAIN)(kind, "Made", members, **HOW)

    try:
        return made()
    except (TypeError, ValueError) as error:
        return type(error)


def held(one: object) -> object:
    """Return what can be compared of a value that an enumeration holds."""
    if isinstance(one, Enum):
        extra = {name: value for name, value in vars(one).items() if name != "__objclass__"}
        return (repr(one), str(one), one._name_, one._value_, hash(one), type(one).__name__, extra)
    if isinstance(one, dict):
        return [(key, held(value)) for key, value in one.items()]
    if isinstance(one, list):
        return [held(value) for value in one]
    if isinstance(one, enum.property):
        return (type(one), one.name, held(one.member))
    return getattr(one, "__func__", one)


def looked_at(made: Made) -> object:
    """Return all that an enumeration holds and how it behaves."""
    if made in (TypeError, ValueError):
        return made
    own = {
        name: held(value)
        for name, value in vars(made).items()
        if name not in ("__module__", "__dict__", "__weakref__", "__static_attributes__")
    }
    found = [held(made(value)) for value in {one._value_ for one in made.__members__.values()}]
    beyond: list[object] = []
    for value in (3, 64, 12345, -2):
        try:
            beyond.append(held(made(value)))
        except (TypeError, ValueError) as error:
            beyond.append(str(error))
    return (own, list(map(held, made)), found, beyond, made.__mro__[1:], dir(made))


@given(st.sampled_from(KINDS), st.lists(st.tuples(names, values), max_size=7))
def test_made_quickly_it_is_what_python_makes(
    kind: type[Enum], members: list[tuple[str, int]]
) -> None:
    assert looked_at(made_quickly(kind, members)) == looked_at(made_by(PLAIN, kind, members))


@pytest.mark.parametrize("real", [Qt.Key, Qt.AlignmentFlag, QEvent.Type, QFont.Weight, Qt.TextFlag])
def test_one_of_qts_own_is_what_python_makes(real: type[Enum]) -> None:
    kind = real.__mro__[1]
    members = [(name, one.value) for name, one in real.__members__.items()]
    made = made_quickly(kind, members)
    assert looked_at(made) == looked_at(made_by(PLAIN, kind, members))
    assert [(name, one.value) for name, one in made.__members__.items()] == members


def test_what_people_write_is_still_made_by_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enum.EnumType, "_create_", PLAIN)
    quick_enumerations()
    installed = vars(enum.EnumType)["_create_"]
    assert installed is not PLAIN
    quick_enumerations()
    assert vars(enum.EnumType)["_create_"] is installed, "it stands in for itself"
    monkeypatch.setitem(globals(), "Written", Enum("Written", "ONE TWO"))
    written: Any = globals()["Written"]
    assert [one.value for one in written] == [1, 2]
    assert pickle.loads(pickle.dumps(written.ONE)) is written.ONE
