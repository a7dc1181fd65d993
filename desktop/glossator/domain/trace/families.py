"""Families of passages that come from each other across reports.

A passage that is like a second, which is like a third, need not be like the third: joined by
way of each other, passages on the same statistics become one family with all others that
give figures. So a family has a centre, which every other member is like (a star rather than
a chain), and the strongest likenesses decide which families there are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.trace.pairs import strength

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from glossator.domain.trace.pairs import Trace


@dataclass(frozen=True, slots=True)
class Member:
    """A passage of a family: the report, by its place in the order of dates, and the unit."""

    report: int
    unit_id: str


@dataclass(frozen=True, slots=True)
class Family:
    """Passages that come from each other, earliest first.

    Attributes:
        members: The passages.
        links: Pairs of places among the members, with what became of the first.
    """

    members: tuple[Member, ...]
    links: tuple[tuple[int, int, Trace], ...]


class _Link(NamedTuple):
    """Two passages that are alike, by their numbers, and what became of the first."""

    old: int
    new: int
    trace: Trace


def families(traces: Mapping[tuple[int, int], Sequence[Trace]]) -> tuple[Family, ...]:
    """Join traces between several reports into families.

    Each passage is in the family that it is most like. One whose only counterparts belong
    with others, or come from another passage still more, is shown with the likest of them,
    which then stands in two families.

    Args:
        traces: By (place of the earlier report, place of the later), in the order of dates.

    Returns:
        Families of two and more, the largest first, then by where they begin.
    """
    numbers: dict[Member, int] = {}
    links = [
        _Link(
            numbers.setdefault(Member(before, one.old), len(numbers)),
            numbers.setdefault(Member(after, one.new), len(numbers)),
            one,
        )
        for (before, after), found in traces.items()
        for one in found
        if one.old is not None and one.new is not None
    ]
    members = list(numbers)
    ranks = {one: n for n, one in enumerate(sorted(members, key=lambda one: one.report))}
    between: defaultdict[int, list[_Link]] = defaultdict(list)
    for link in links:
        between[link.old].append(link)
    made = []
    for group in _groups(links, len(members)):
        ordered = sorted(group, key=lambda number: ranks[members[number]])
        place = {number: n for n, number in enumerate(ordered)}
        own = tuple(
            (place[link.old], place[link.new], link.trace)
            for number in ordered
            for link in between[number]
            if link.new in place
        )
        made.append(Family(tuple(members[number] for number in ordered), own))
    made.sort(key=lambda one: (-len(one.members), ranks[one.members[0]]))
    return tuple(made)


def linked(
    traces: Mapping[tuple[int, int], Sequence[Trace]],
) -> tuple[frozenset[Member], frozenset[Member]]:
    """Return the passages that come back later, and those that come from before."""
    forth, back = set(), set()
    for (before, after), found in traces.items():
        for one in found:
            if one.old is not None and one.new is not None:
                forth.add(Member(before, one.old))
                back.add(Member(after, one.new))
    return frozenset(forth), frozenset(back)


def _groups(links: Sequence[_Link], count: int) -> Iterator[Collection[int]]:
    """Yield the numbers of the passages that belong together, the likest joined first."""
    alike = _alike(links, count)
    group_of = [{number} for number in range(count)]
    centres = [{number} for number in range(count)]
    likest: dict[int, int] = {}
    for link in sorted(links, key=_rank, reverse=True):
        likest.setdefault(link.old, link.new)
        if link.trace.beside:
            continue
        likest.setdefault(link.new, link.old)
        ours, theirs = group_of[link.old], group_of[link.new]
        if ours is theirs:
            continue
        whole = ours | theirs
        shared = {one for one in centres[link.old] | centres[link.new] if whole <= alike[one]}
        if shared:
            for number in whole:
                group_of[number], centres[number] = whole, shared
    for number, group in enumerate(group_of):
        if len(group) == 1:
            yield {number, likest[number]}
        elif number == min(group):
            yield group


def _alike(links: Iterable[_Link], count: int) -> list[set[int]]:
    """Return for each passage those that it can make a family with."""
    found = [{number} for number in range(count)]
    for link in links:
        if not link.trace.beside:
            found[link.old].add(link.new)
            found[link.new].add(link.old)
    return found


def _rank(link: _Link) -> tuple[bool, tuple[bool, float, float]]:
    """Return by what links are ranked: those that make families before those beside them."""
    return not link.trace.beside, strength(link.trace)
