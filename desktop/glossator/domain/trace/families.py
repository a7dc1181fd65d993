"""Families of passages that come from each other across reports.

A passage that is like a second, which is like a third, need not be like the third: joined by
way of each other, passages on the same statistics become one family with all others that
give figures. So a family has a centre, which every other member is like (a star rather than
a chain), and the strongest likenesses decide which families there are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from glossator.domain.steps import complete
from glossator.domain.trace.pairs import strength

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Mapping, Sequence

    from glossator.domain.trace.pairs import Trace

Traces: TypeAlias = "Mapping[tuple[int, int], Sequence[Trace]]"
"""What became of passages, by the places of the earlier and the later report in time."""

BATCH = 100
"""Links that are joined in one step."""


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


Linked: TypeAlias = "tuple[frozenset[Member], frozenset[Member]]"
"""The passages that come back later, and those that come from before."""


class _Link(NamedTuple):
    """Two passages that are alike, by their numbers, and what became of the first."""

    old: int
    new: int
    trace: Trace


def families(traces: Traces) -> tuple[Family, ...]:
    """Join traces between several reports into families; see `joining`."""
    return complete(joining(traces))


def joining(traces: Traces) -> Generator[None, None, tuple[Family, ...]]:
    """Join traces between several reports into families, in steps of some milliseconds.

    Each passage is in the family that it is most like. One whose only counterparts belong
    with others, or come from another passage still more, is shown with the likest of them,
    which then stands in two families.

    Args:
        traces: By (place of the earlier report, place of the later), in the order of dates.

    Returns:
        Families of two and more, the largest first, then by where they begin.
    """
    numbers: dict[Member, int] = {}
    links: list[_Link] = []
    for (before, after), found in traces.items():
        links += (
            _Link(
                numbers.setdefault(Member(before, one.old), len(numbers)),
                numbers.setdefault(Member(after, one.new), len(numbers)),
                one,
            )
            for one in found
            if one.old is not None and one.new is not None
        )
        yield
    members = list(numbers)
    ranks = {one: n for n, one in enumerate(sorted(members, key=lambda one: one.report))}
    yield
    between: defaultdict[int, list[_Link]] = defaultdict(list)
    for link in links:
        between[link.old].append(link)
    made = []
    yield
    groups = yield from _grouping(links, len(members))
    for group in groups:
        yield
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


def linked(traces: Traces) -> Linked:
    """Return the passages that come back later, and those that come from before."""
    return complete(linking(traces))


def linking(traces: Traces) -> Generator[None, None, Linked]:
    """Find the passages that come back later, and those that come from before, in steps."""
    forth: set[Member] = set()
    back: set[Member] = set()
    for (before, after), found in traces.items():
        for one in found:
            if one.old is not None and one.new is not None:
                forth.add(Member(before, one.old))
                back.add(Member(after, one.new))
        yield
    return frozenset(forth), frozenset(back)


def _grouping(links: Sequence[_Link], count: int) -> Generator[None, None, list[Collection[int]]]:
    """Return the numbers of the passages that belong together, the likest joined first."""
    alike = _alike(links, count)
    yield
    group_of = [{number} for number in range(count)]
    centres = [{number} for number in range(count)]
    likest: dict[int, int] = {}
    ordered = yield from _ordering(links)
    for done, link in enumerate(ordered):
        if not done % BATCH:
            yield
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
            for one in whole:
                group_of[one], centres[one] = whole, shared
    whole_groups = (group for number, group in enumerate(group_of) if number == min(group))
    return [group if len(group) > 1 else {*group, likest[min(group)]} for group in whole_groups]


def _ordering(links: Sequence[_Link]) -> Generator[None, None, Iterable[_Link]]:
    """Return the links, the likest first."""
    ranks = []
    for link in links:
        ranks.append(_rank(link))
        if not len(ranks) % BATCH:
            yield
    ordered = sorted(range(len(links)), key=ranks.__getitem__, reverse=True)
    return map(links.__getitem__, ordered)


def _alike(links: Iterable[_Link], count: int) -> list[set[int]]:
    """Return for each passage those that it can make a family with."""
    found = [{number} for number in range(count)]
    for link in links:
        if not link.trace.beside:
            found[link.old].add(link.new)
            found[link.new].add(link.old)
    return found


def _rank(link: _Link) -> tuple[bool, bool, float, float]:
    """Return by what links are ranked: those that make families before those beside them."""
    return not link.trace.beside, *strength(link.trace)
