"""What a new edition may number anew: paragraphs and the marks of footnotes.

Where a paragraph or note was put in, all later ones have other numbers; the words between
them are still the same. The letter of an item belongs to its words: whether it is one of a
list is not always seen alike in two settings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.reports.structure import UnitKind, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.reports.structure import Structure

Range: TypeAlias = tuple[int, int]


def bare_spans(text: str, structure: Structure, spans: Iterable[Range]) -> list[Range]:
    """Return ranges of a report's text without the numbers of paragraphs and marks of notes.

    Args:
        text: The report's canonical text.
        structure: Its units.
        spans: The ranges, ascending, none overlapping another.
    """
    numbers = sorted(
        (unit.start, match.end())
        for unit in structure.of_kind(UnitKind.PARAGRAPH)
        if unit.number and unit.spans
        if (match := re.compile(rf"{re.escape(unit.number)}\.?\s+").match(text, unit.start))
    )
    bare: list[Range] = []
    for start, end in without_marks(structure, spans):
        at = start
        for low, high in within(numbers, [(start, end)]):
            bare.append((at, low))
            at = high
        bare.append((at, end))
    return [(low, high) for low, high in bare if low < high]


def within(spans: Sequence[Range], ranges: Iterable[Range]) -> list[Range]:
    """Return what of some spans lies within ranges, both ascending, none overlapping."""
    found: list[Range] = []
    for start, end in ranges:
        first = max(bisect_right(spans, start, key=itemgetter(0)) - 1, 0)
        for low, high in spans[first:]:
            if low >= end:
                break
            if high > start:
                found.append((max(low, start), min(high, end)))
    return found
