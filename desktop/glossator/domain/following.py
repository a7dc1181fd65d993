"""How one pane follows another: from a place in one report to a place in another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.reports.structure import UnitKind
from glossator.domain.theme_match import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from glossator.domain.ranking.counterparts import Match
    from glossator.domain.records import Annotation
    from glossator.domain.reports.structure import Structure, Unit

LIKE_ENOUGH = 0.6
"""Share of common words from which two headings are about the same."""

COMMON, OFTEN = 6, 3
"""A word in more than one of so many headings, and in more than so many, tells nothing."""

MATTER = 0.3
"""Share of what is like a section from which the section that holds it is its counterpart."""


RANKED = (UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.BOX)
"""What has counterparts in other reports; a heading means the paragraph under it."""


class Follow(StrEnum):
    """The kinds of following."""

    OFF = "off"
    SAME_PLACE = "same place"
    SAME_SECTION = "same section"
    SAME_PARAGRAPH = "same paragraph number"
    SAME_THEME = "same theme"
    MATCHING = "matching passage"


class SamePlace(NamedTuple):
    """Keeps two panes at the same share of their reports, from where they stood.

    Attributes:
        offset: How far ahead the follower was when following was switched on, as a share
            of its report (-1 to 1).
    """

    offset: float = 0.0

    @classmethod
    def starting(cls, leader: float, follower: float) -> SamePlace:
        """Start from where the panes stand, as shares of their reports (0 to 1)."""
        return cls(follower - leader)

    def target(self, leader: float) -> float:
        """Return the follower's share for the leader's, held between 0 and 1."""
        return min(max(leader + self.offset, 0.0), 1.0)


def same_paragraph(leader: Structure, offset: int, follower: Structure) -> Unit | None:
    """Return the follower's paragraph with the number of the one read in the leader."""
    paragraph = paragraph_at(leader, offset)
    if paragraph is None or not paragraph.number:
        return None
    units = follower.of_kind(UnitKind.PARAGRAPH)
    return next((unit for unit in units if unit.number == paragraph.number), None)


class Ground(StrEnum):
    """Why a section is taken for that of another report, as its pane says it."""

    TITLE = "same section"
    MATTER = "section most like it"
    NUMBER = "same section number"


class SameSection(NamedTuple):
    """The heading of a section, and why it is that one."""

    heading: Unit
    ground: Ground


def same_section(
    leader: Structure,
    offset: int,
    follower: Structure,
    alike: Callable[[Unit], Sequence[Match]] = lambda _: (),
) -> SameSection | None:
    """Return the follower's section for the one read in the leader.

    It is the one with a like title, else the one that holds most of what is like its
    paragraphs. Else the sections around it are looked for by their titles, then the one of
    its level that holds most of what is like it, and at last the same numbers from the
    outermost inwards, as translations have them.

    Args:
        leader: The report that is read.
        offset: Where.
        follower: The other report.
        alike: Gives what the follower has that is like a paragraph of the leader.
    """
    path = _path(leader, offset)
    headings = follower.of_kind(UnitKind.HEADING)
    if not path or not headings:
        return None
    common = _common_words([*leader.of_kind(UnitKind.HEADING), *headings])
    titled = _titled(path[-1], headings, common)
    if titled is not None:
        return SameSection(titled, Ground.TITLE)
    like = _like(_within(leader, path[-1]), follower, alike)
    matter = _with_most(headings, like)
    if matter is not None:
        return SameSection(matter, Ground.MATTER)
    around = (_titled(heading, headings, common) for heading in reversed(path[:-1]))
    titled = next((heading for heading in around if heading is not None), None)
    if titled is not None:
        return SameSection(titled, Ground.TITLE)
    # What is like a chapter may fill a chapter, spread over its sections.
    matter = _with_most([one for one in headings if one.level <= path[-1].level], like)
    if matter is not None:
        return SameSection(matter, Ground.MATTER)
    numbered = _numbered(path, follower)
    return SameSection(numbered, Ground.NUMBER) if numbered is not None else None


def section_at(structure: Structure, offset: int) -> Unit | None:
    """Return the heading of the innermost section at an offset."""
    return next(reversed(_path(structure, offset)), None)


def same_theme(
    leader: Sequence[Annotation], offset: int, follower: Sequence[Annotation]
) -> Annotation | None:
    """Return the follower's passage for the one read in the leader.

    Args:
        leader: The leader's passages with the chosen theme.
        offset: What is read there.
        follower: The follower's passages with the same theme.

    Returns:
        As many passages into the follower's as the leader is into its own; the last one
        where the follower has fewer; None where it has none.
    """
    if not leader or not follower:
        return None
    before = sum(1 for one in leader if one.start <= offset)
    ordered = sorted(follower, key=lambda one: (one.start, one.end))
    return ordered[min(max(before - 1, 0), len(ordered) - 1)]


def paragraph_at(structure: Structure, offset: int) -> Unit | None:
    """Return the paragraph or box that is read at an offset; an item means its paragraph."""
    unit = structure.at(offset)
    if unit is not None and unit.kind is UnitKind.ITEM:
        unit = next((one for one in structure.units if one.id == unit.parent), None)
    if unit is not None and unit.kind in (UnitKind.PARAGRAPH, UnitKind.BOX):
        return unit
    following = structure.of_kind(UnitKind.PARAGRAPH)
    return next((one for one in following if one.start >= offset), None)


def passage_at(structure: Structure, offset: int) -> Unit | None:
    """Return the paragraph, item or box read at an offset, which other reports may resemble."""
    unit = structure.at(offset)
    return unit if unit is not None and unit.kind in RANKED else paragraph_at(structure, offset)


def likeness(one: str, other: str, common: Collection[str] = ()) -> float:
    """Return the share of words that two titles have in common (Dice, 0 to 1).

    Args:
        one: A title.
        other: Another.
        common: Words that don't count, unless the titles are of the same words.
    """
    first, second = _words(one), _words(other)
    if first == second:
        return 1.0 if first else 0.0
    first, second = first.difference(common), second.difference(common)
    both = len(first) + len(second)
    return 2 * len(first & second) / both if both else 0.0


def _titled(heading: Unit, others: Sequence[Unit], common: Collection[str]) -> Unit | None:
    """Return the heading with the title most like another's, if it is like enough."""
    scores = [likeness(one.title, heading.title, common) for one in others]
    best = max(scores)
    return others[scores.index(best)] if best >= LIKE_ENOUGH else None


def _common_words(headings: Sequence[Unit]) -> frozenset[str]:
    """Return the words that so many headings have that they name the subject of all."""
    counts = Counter(word for heading in headings for word in _words(heading.title))
    least = max(len(headings) / COMMON, OFTEN)
    return frozenset(word for word, count in counts.items() if count > least)


def _within(structure: Structure, heading: Unit) -> list[Unit]:
    """Return the paragraphs and boxes of a section and those below it."""
    after = (one for one in structure.of_kind(UnitKind.HEADING) if one.start > heading.start)
    end = next((one.start for one in after if one.level <= heading.level), None)
    units = structure.of_kind(UnitKind.PARAGRAPH, UnitKind.BOX)
    return [u for u in units if heading.start < u.start and (end is None or u.start < end)]


def _like(
    units: Sequence[Unit], follower: Structure, alike: Callable[[Unit], Sequence[Match]]
) -> list[tuple[int, float]]:
    """Return where that stands which is like some paragraphs, and how much it is like them."""
    places = {unit.id: unit.start for unit in follower.units}
    found = (match for unit in units for match in alike(unit))
    return [(places[one.unit_id], one.score) for one in found if one.unit_id in places]


def _with_most(headings: Sequence[Unit], like: Sequence[tuple[int, float]]) -> Unit | None:
    """Return the heading above most of what is like something, if that is enough of it.

    Args:
        headings: Of some levels.
        like: Where it stands and how much it is like.
    """
    starts = [heading.start for heading in headings]
    votes: defaultdict[int, float] = defaultdict(float)
    for place, score in like:
        at = bisect_right(starts, place) - 1
        if at >= 0:
            votes[at] += score
    best = max(votes, key=votes.__getitem__, default=None)
    if best is None or votes[best] < MATTER * sum(votes.values()):
        return None
    return headings[best]


def _numbered(path: Sequence[Unit], follower: Structure) -> Unit | None:
    """Return the heading with the numbers of a path, or of its outer part."""
    headings = follower.of_kind(UnitKind.HEADING)
    for depth in range(len(path), 0, -1):
        numbers = [_bare(heading.number) for heading in path[:depth]]
        for heading in headings if all(numbers) else ():
            if [_bare(one.number) for one in _path(follower, heading.start)] == numbers:
                return heading
    return None


def _path(structure: Structure, offset: int) -> list[Unit]:
    """Return the headings above an offset, outermost first."""
    path: list[Unit] = []
    for heading in structure.of_kind(UnitKind.HEADING):
        if heading.start > offset:
            break
        path = [above for above in path if above.level < heading.level]
        path.append(heading)
    return path


def _bare(number: str) -> str:
    return number.strip(" .()").casefold()


def _words(title: str) -> frozenset[str]:
    words = [word.removesuffix("s") for word in re.findall(r"\w+", folded(title))]
    return frozenset(word for word in words if len(word) > 3) or frozenset(words)
