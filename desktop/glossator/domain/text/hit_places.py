"""From a hit in the words of a unit to the place on the pages, and what to tag there."""

from __future__ import annotations

from bisect import bisect_left
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from glossator.domain.reports.address import unit_stretches
from glossator.domain.reports.structure import Structure, Unit, UnitKind, without_marks
from glossator.domain.search.results import shown_text
from glossator.domain.text.folding import fold, folded
from glossator.domain.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossator.domain.search.results import Hit
    from glossator.domain.search.words import Span


class Extent(StrEnum):
    """How much of a unit is tagged for a hit in it."""

    SENTENCE = "Sentences"
    PARAGRAPH = "Paragraphs"
    HIT = "Hits only"


def extents(hit: Hit, extent: Extent) -> list[Span]:
    """Return what of a hit's words is to be tagged; without marks it is all of them."""
    if extent is Extent.PARAGRAPH or not hit.marks:
        return [(0, len(hit.text))]
    if extent is Extent.HIT:
        return list(hit.marks)
    return [
        (start, end)
        for start, end in sentences(hit.text)
        if any(low < end and start < high for low, high in hit.marks)
    ]


def wording(hit: Hit, extent: Extent) -> str:
    """Return the words that are to be tagged for a hit."""
    return " … ".join(hit.text[start:end] for start, end in extents(hit, extent))


def stretches(
    text: str, structure: Structure, unit: Unit, hit: Hit, extent: Extent
) -> list[list[Span]]:
    """Return the passages to tag for a hit, each as stretches of its report's text.

    Args:
        text: The report's canonical text.
        structure: Its units.
        unit: The unit that was found.
        hit: What was found in it.
        extent: How much is tagged.
    """
    wanted = extents(hit, extent)
    if wanted == [(0, len(hit.text))]:
        return [unit_stretches(structure, unit)]
    found = [one for one in placed(text, structure, unit, wanted) if one is not None]
    return [[one] for one in found] or [unit_stretches(structure, unit)]


def placed(text: str, structure: Structure, unit: Unit, spans: Sequence[Span]) -> list[Span | None]:
    """Return where some of a unit's words stand in its report's text.

    The words of a unit are on one line and without number and marks; both are compared
    without spaces and hyphens, so they meet character by character.

    Args:
        text: The report's canonical text.
        structure: Its units.
        unit: The unit.
        spans: Ranges of its words, as a search shows them.

    Returns:
        For each range its place, or None where it can't be told.
    """
    whole = fold(text, without_marks(structure, unit.spans))
    own = fold(shown_text(unit.kind, unit.title, unit.text))
    at: dict[int, int] = {}
    for offset, words in _pieces(unit):
        first = bisect_left(own.origins, offset)
        at.update((first + n, place) for n, place in _aligned(folded(words), whole.text))
    found: list[Span | None] = []
    for start, end in spans:
        inside = range(bisect_left(own.origins, start), bisect_left(own.origins, end))
        low, high = (at.get(inside[0]), at.get(inside[-1])) if inside else (None, None)
        if low is None or high is None:
            found.append(None)
        else:
            found.append(whole.original(low, high + 1))
    return found


def _aligned(words: str, whole: str) -> Iterator[tuple[int, int]]:
    """Yield which character of a text each of some words is: as they stand, or with gaps.

    Gaps are the signs of a list, which the words of a unit lack.
    """
    at = whole.find(words)
    if at >= 0:
        yield from ((n, at + n) for n in range(len(words)))
        return
    matcher = SequenceMatcher(None, words, whole, autojunk=False)
    for one, other, size in matcher.get_matching_blocks():
        yield from ((one + n, other + n) for n in range(size))


def _pieces(unit: Unit) -> Iterator[tuple[int, str]]:
    """Yield the parts of what is shown of a unit that stand on the page, with their offset."""
    if unit.kind is UnitKind.BOX and unit.title:
        yield 0, unit.title
        yield len(unit.title) + 2, unit.text
    else:
        yield 0, unit.text
