"""What is made when it is first wanted: the window opens before what it does not show yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, cast, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

Owner = TypeVar("Owner")
Thing = TypeVar("Thing")


class Later(Generic[Owner, Thing]):
    """A property that makes what it holds when it is first read; used as a decorator.

    Who only wants to know how the thing stands asks `Owner.thing.made(owner)`, which makes
    nothing.
    """

    def __init__(self, make: Callable[[Owner], Thing]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type[Owner]) -> Self: ...

    @overload
    def __get__(self, owner: Owner, kind: type[Owner]) -> Thing: ...

    def __get__(self, owner: Owner | None, kind: type[Owner]) -> Self | Thing:
        """Return what is held. What was made lies in the owner, where Python looks first."""
        if owner is None:
            return self
        thing = vars(owner)[self._name] = self._make(owner)
        return thing

    def made(self, owner: Owner) -> Thing | None:
        """Return what an owner holds, None while nobody has wanted it."""
        return cast("Thing | None", vars(owner).get(self._name))
