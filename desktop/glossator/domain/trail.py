"""Back and forward: the places a pane has jumped from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

P = TypeVar("P")

LONGEST = 100
"""Places remembered; the oldest go first."""


class Trail(Generic[P]):
    """A line of places with the present one in it.

    Scrolling leaves no trace; a jump remembers where it began, so that "back" returns
    there, and "forward" to where "back" was pressed.
    """

    def __init__(self, behind: Iterable[P] = ()) -> None:
        self._back: list[P] = list(behind)
        self._forward: list[P] = []

    @property
    def behind(self) -> tuple[P, ...]:
        """The places to go back to, the last one last."""
        return tuple(self._back)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place that was left by going back."""
        return bool(self._forward)

    def jump_from(self, place: P) -> None:
        """Remember a place that a jump leaves; what lay ahead is forgotten."""
        self._forward.clear()
        if not self._back or self._back[-1] != place:
            self._back.append(place)
            del self._back[:-LONGEST]

    def back(self, now: P) -> P | None:
        """Return the place before and remember the present one ahead; None at the start."""
        if not self._back:
            return None
        self._forward.append(now)
        return self._back.pop()

    def forward(self, now: P) -> P | None:
        """Return the place ahead and remember the present one; None at the end."""
        if not self._forward:
            return None
        self._back.append(now)
        return self._forward.pop()
