"""The units of reports that are compared, what is found of them, and how it is packed.

The ten best counterparts of a passage take twenty bytes for each other report: those of 200
reports of 60 passages take 46 MB. See `domain.ranking.likeness` for how they are found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.reports.structure import Structure

VERSION = 4
"""Raised with every change that ranks otherwise; what an older version found is found anew."""

LIMIT = 10
"""How many counterparts of a passage are kept for each other report."""

PLACE_BITS = 10
PLACES = 1 << PLACE_BITS
"""Paragraphs and boxes of a report that can be told apart where counterparts are packed."""

_NUMBERING = re.compile(r"^(?:[IVXLC]+|[A-Z]|\d+)\.\s")
SMALL = 256
"""Passages of a report up to which a place takes one byte."""


class Passage(NamedTuple):
    """A unit that is ranked.

    Attributes:
        unit_id: Its id in the structure.
        text: Its words.
        title: The heading above it, and its own title.
        part: Whether it is an item, which has counterparts but is none itself: its
            paragraph is.
    """

    unit_id: str
    text: str
    title: str = ""
    part: bool = False


class Match(NamedTuple):
    """A unit that is like another, and how much (0 to 1)."""

    unit_id: str
    score: float


class Pair(NamedTuple):
    """The best counterparts of all passages of two reports in each other, packed.

    Attributes:
        other: The other report.
        there: For each of our passages, the best of the other's.
        back: For each of the other's passages, the best of ours.
    """

    other: str
    there: bytes
    back: bytes


def passages(structure: Structure) -> tuple[Passage, ...]:
    """Return what is ranked of a report: its paragraphs and boxes, then its items.

    Of more than `PLACES` paragraphs (some 350 pages) the first are ranked.
    """
    found = [
        Passage(
            unit.id,
            unit.text,
            ". ".join((*(_NUMBERING.sub("", title) for title in unit.section[-1:]), unit.title)),
            unit.kind is UnitKind.ITEM,
        )
        for unit in structure.of_kind(UnitKind.PARAGRAPH, UnitKind.BOX, UnitKind.ITEM)
        if unit.text
    ]
    units = [passage for passage in found if not passage.part]
    return (*units[:PLACES], *(passage for passage in found if passage.part))


def row_size(n_other: int) -> int:
    """Return the bytes in which the counterparts of one passage are packed.

    A side of a pair holds the lower bytes of the places of all counterparts among the other
    report's paragraphs and boxes, then, if these are more than 256, the upper bytes, then
    the scores as a byte each; passage after passage, the best first.
    """
    return min(LIMIT, n_other) * (2 if n_other <= SMALL else 3)


def unpack(best: bytes, row: int, n_other: int) -> list[tuple[int, float]]:
    """Return the places and scores of one passage, the best first; scores of 0 are left out.

    Args:
        best: A side of a pair.
        row: Which of the passages.
        n_other: How many paragraphs and boxes of the other report are ranked.
    """
    width, n = 2 if n_other <= SMALL else 3, min(LIMIT, n_other)
    column, at = len(best) // width, row * n
    places: Sequence[int] = best[at : at + n]
    if width == 3:
        high = best[at + column : at + column + n]
        places = [low | up << 8 & PLACES - 1 for low, up in zip(places, high, strict=True)]
    start = at + column * (width - 1)
    found = zip(places, best[start : start + n], strict=True)
    return [(place, score / 255) for place, score in found if score and place < n_other]


def matches_of(
    best: bytes, ours: Sequence[Passage], unit_id: str, theirs: Sequence[Passage]
) -> list[Match]:
    """Return the matches of one unit from a side of a pair; none if it is not ranked."""
    row = next((n for n, passage in enumerate(ours) if passage.unit_id == unit_id), None)
    if row is None:
        return []
    n_other = sum(not passage.part for passage in theirs)
    return [Match(theirs[place].unit_id, score) for place, score in unpack(best, row, n_other)]
