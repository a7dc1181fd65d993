"""How one pane follows another: from a place in one report to a place in another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from glossator.domain.structure import UnitKind
from glossator.domain.theme_match import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.records import Annotation
    from glossator.domain.structure import Structure, Unit

LIKE_ENOUGH = 0.5
"""Share of common words from which two headings are about the same."""


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


@dataclass(frozen=True, slots=True)
class SamePlace:
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


def same_section(leader: Structure, offset: int, follower: Structure) -> Unit | None:
    """Return the follower's heading for the section read in the leader.

    The innermost heading whose title has a like one in the follower wins; where no title
    is like, the heading with the same numbers from the outermost inwards.
    """
    path = _path(leader, offset)
    headings = follower.of_kind(UnitKind.HEADING)
    for heading in reversed(path):
        like = max(headings, key=lambda one: likeness(one.title, heading.title), default=None)
        if like is not None and likeness(like.title, heading.title) >= LIKE_ENOUGH:
            return like
    for depth in range(len(path), 0, -1):
        numbers = [_bare(heading.number) for heading in path[:depth]]
        for heading in headings if all(numbers) else ():
            if [_bare(one.number) for one in _path(follower, heading.start)] == numbers:
                return heading
    return None


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


def likeness(one: str, other: str) -> float:
    """Return the share of words that two titles have in common (Dice, 0 to 1)."""
    first, second = _words(one), _words(other)
    both = len(first) + len(second)
    return 2 * len(first & second) / both if both else 0.0


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
