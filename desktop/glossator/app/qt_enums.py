"""Make Qt's enumerations without the care that Python takes with those that people write.

PySide makes an enumeration when its class is first touched, by calling one of Python's with a
name and members. Until a project is shown that is 280 enumerations with 4,200 members. Python
takes each member through a dictionary that looks out for mistakes and a descriptor that puts
the member in its own place. Made at once, as `enum` makes those of Python's own library, they
are equal in all they hold: one of ten members takes 18 microseconds in place of 114, and a
start an eighth less of the processor.
"""

from __future__ import annotations

import sys
from enum import KEEP, Enum, EnumType, Flag, IntEnum, IntFlag
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Pairs = list[tuple[str, int]]

KNOWN = ((3, 11), (3, 12), (3, 13))
"""Versions of Python that keep in an enumeration what is put there here."""


def quick_enumerations() -> None:
    """Have PySide's enumerations made here from now on, all others by Python as before."""
    plain = vars(EnumType)["_create_"]
    if sys.version_info[:2] in KNOWN and plain.__module__ != __name__:
        EnumType._create_ = quick(plain)  # type: ignore[attr-defined]


def quick(plain: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes enumerations in place of `EnumType._create_`."""
    moulds = {kind: _Mould(kind) for kind in (Enum, IntEnum, Flag, IntFlag)}

    def create(kind: type[Enum], class_name: str, names: Any, **how: Any) -> Any:  # noqa: ANN401
        mould = moulds.get(kind)
        if mould is not None and mould.fits(names, how):
            return mould.cast(class_name, names)
        if how["module"] is None:  # that of the caller, whom Python would look for too near now
            how["module"] = sys._getframe(2).f_globals.get("__name__")  # noqa: SLF001
        return plain(kind, class_name, names, **how)

    return create


class _Mould:
    """What enumerations of one kind have in common, taken from an empty one that Python made."""

    def __init__(self, kind: Any) -> None:  # noqa: ANN401
        self._kind = kind
        self._is_flag = issubclass(kind, Flag)
        self._is_int = issubclass(kind, int)
        self._not_usual = {"mro", "", *(name for base in kind.__mro__ for name in vars(base))}
        empty = kind("Empty", [], boundary=KEEP, module=__name__)
        self._body: dict[str, Any] = {
            name: value
            for name, value in vars(empty).items()
            if name not in ("__dict__", "__weakref__")
        }

    def fits(self, members: object, how: Mapping[str, object]) -> bool:
        """Tell whether an enumeration is wanted as PySide wants it, with nothing unusual."""
        if how["boundary"] is not KEEP or how["module"] or how["qualname"] or how["type"]:
            return False
        if type(members) is not list or not all(type(one) is tuple for one in members):
            return False
        by_name = dict(members)
        return (
            len(by_name) == len(members)
            and self._not_usual.isdisjoint(by_name)
            and not any(name[0] == "_" for name in by_name)
        )

    def cast(self, class_name: str, members: Pairs) -> type[Enum]:
        """Return an enumeration with these members."""
        body: Any = {  # lists and dictionaries are its own, all else is what the kind has
            name: value.copy() if type(value) in (list, dict) else value
            for name, value in self._body.items()
        }
        made: Any = EnumType.__new__(EnumType, class_name, (self._kind,), body, _simple=True)
        order, by_name, by_value = (
            body[one] for one in ("_member_names_", "_member_map_", "_value2member_map_")
        )
        hashable = body.get("_hashable_values_", [])  # since Python 3.13
        put = type.__setattr__
        for name, value in members:
            member = by_value.get(value)
            if member is None:
                member = int.__new__(made, value) if self._is_int else object.__new__(made)
                member._value_ = value
                member._name_ = name
                member.__objclass__ = made
                member._sort_order_ = len(order)
                by_value[value] = member
                hashable.append(value)
                if not self._is_flag or _is_single_bit(value):
                    order.append(name)
            put(made, name, member)
            by_name[name] = member
        if self._is_flag:
            _note_bits(made, list(by_value))
        return made  # type: ignore[no-any-return]


def _is_single_bit(value: int) -> bool:
    return value != 0 and value & (value - 1) == 0


def _note_bits(made: Any, values: list[int]) -> None:  # noqa: ANN401
    """Tell a flag which bits its members have."""
    mask = singles = 0
    for value in values:
        mask |= value
        singles |= value if _is_single_bit(value) else 0
    made._flag_mask_ = mask
    made._singles_mask_ = singles
    made._all_bits_ = 2 ** mask.bit_length() - 1
    in_order = [value for value in values if _is_single_bit(value)]
    if in_order != sorted(in_order):
        made._iter_member_ = made._iter_member_by_def_
