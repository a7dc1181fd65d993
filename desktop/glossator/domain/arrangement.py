"""How panes stand: in columns beside each other or in rows below each other.

An arrangement is a row of columns, each with one or more panes below each other; turned,
a stack of rows. With at most four panes that is every way in which people lay them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")


class Side(StrEnum):
    """The side of a pane at which another is put."""

    LEFT = "left"
    RIGHT = "right"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Arrangement(Generic[T]):
    """Panes in their places, each once.

    Attributes:
        groups: Columns from left to right, or rows from top to bottom; none is empty, and
            a single group has a single pane.
        stacked: Whether the groups are rows.
    """

    groups: tuple[tuple[T, ...], ...] = ()
    stacked: bool = False

    @classmethod
    def of(cls, groups: Iterable[Sequence[T]], *, stacked: bool) -> Arrangement[T]:
        """Return an arrangement of groups, some of which may be empty."""
        kept = tuple(tuple(group) for group in groups if group)
        if len(kept) == 1 and len(kept[0]) > 1:
            # One column of panes is a stack of rows.
            return cls(tuple((one,) for one in kept[0]), not stacked)
        return cls(kept, stacked)

    def items(self) -> list[T]:
        """Return all panes, group by group."""
        return list(chain.from_iterable(self.groups))

    def shape(self) -> list[int]:
        """Return how many panes each group has."""
        return [len(group) for group in self.groups]

    def without(self, item: T) -> Arrangement[T]:
        """Return it without a pane."""
        groups = ([one for one in group if one != item] for group in self.groups)
        return Arrangement.of(groups, stacked=self.stacked)

    def with_group(self, item: T, index: int = -1) -> Arrangement[T]:
        """Return it with a new pane as a group of its own before the index-th, or as the last."""
        at = index if 0 <= index <= len(self.groups) else len(self.groups)
        groups = [*self.groups[:at], (item,), *self.groups[at:]]
        return Arrangement.of(groups, stacked=self.stacked)

    def with_below(self, item: T) -> Arrangement[T]:
        """Return it with a new pane at the foot of the first column that has fewest."""
        column = min(self.groups, key=len)
        return self.beside(item, column[-1], Side.BELOW)

    def beside(self, item: T, target: T, side: Side) -> Arrangement[T]:
        """Return it with a pane, new or moved, at one side of another.

        Raises:
            ValueError: The target is not there, or is the pane itself.
        """
        if item == target:
            raise ValueError("a pane can't stand beside itself")
        left = Arrangement(tuple(tuple(one for one in g if one != item) for g in self.groups))
        groups = [list(group) for group in left.groups]
        at = next((n for n, group in enumerate(groups) if target in group), -1)
        if at < 0:
            raise ValueError("the pane beside which to stand is not there")
        after = side in (Side.RIGHT, Side.BELOW)
        is_along = (side in (Side.ABOVE, Side.BELOW)) == self.stacked
        if is_along:
            groups.insert(at + after, [item])
        else:
            groups[at].insert(groups[at].index(target) + after, item)
        return Arrangement.of(groups, stacked=self.stacked)

    def swapped(self, one: T, other: T) -> Arrangement[T]:
        """Return it with two panes in each other's place."""
        places = {one: other, other: one}
        groups = tuple(tuple(places.get(pane, pane) for pane in group) for group in self.groups)
        return Arrangement(groups, self.stacked)

    def turned(self) -> Arrangement[T]:
        """Return it with columns as rows, and rows as columns."""
        return Arrangement(self.groups, not self.stacked)

    def in_two_rows(self) -> Arrangement[T]:
        """Return the panes in columns of two."""
        items = self.items()
        half = (len(items) + 1) // 2
        columns = ([top, *items[half + n : half + n + 1]] for n, top in enumerate(items[:half]))
        return Arrangement.of(columns, stacked=False)

    def in_one_row(self) -> Arrangement[T]:
        """Return the panes beside each other."""
        return Arrangement(tuple((one,) for one in self.items()))

    def shaped(self, shape: Sequence[int], *, stacked: bool) -> Arrangement[T]:
        """Return the same panes in groups of given sizes; as they are if the sizes don't fit."""
        items = self.items()
        if sum(shape) != len(items) or any(size < 1 for size in shape):
            return self
        starts = [sum(shape[:n]) for n in range(len(shape))]
        groups = [items[at : at + size] for at, size in zip(starts, shape, strict=True)]
        return Arrangement.of(groups, stacked=stacked)


def nearest_side(x: float, y: float) -> Side:
    """Return the side of a pane a point is nearest to.

    Args:
        x: The point as a share of the pane's width (0 to 1).
        y: And of its height.
    """
    distances = {Side.LEFT: x, Side.RIGHT: 1 - x, Side.ABOVE: y, Side.BELOW: 1 - y}
    return min(distances, key=distances.__getitem__)
