"""Stretches of a text that are like some words without being the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Range: TypeAlias = tuple[int, int]

LEAST_SIMILAR = 0.60
"""A place less like the quotation than this is no candidate, whatever its context."""

SPLITS = 2
"""How often a window is searched again on both sides of what was found in it."""


def similar_ranges(wanted: str, text: str) -> Iterator[Range]:
    """Yield the ranges of a folded text that are similar enough, the best of each window."""
    width = max(4 * len(wanted), 2000)
    step = width - 2 * len(wanted)
    for low in range(0, max(len(text) - 2 * len(wanted), 1), step):
        for at in _similar_within(wanted, text, (low, min(low + width, len(text))), SPLITS):
            fitted = _fitted(wanted, text, at)
            if similarity(wanted, text[slice(*fitted)]) >= LEAST_SIMILAR:
                yield fitted


def _similar_within(wanted: str, text: str, window: Range, splits: int) -> Iterator[Range]:
    """Yield the most similar range of a window, and of what lies left and right of it."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    low, high = window
    if high - low < LEAST_SIMILAR * len(wanted):
        return
    words = text[low:high]
    found = partial_ratio_alignment(wanted, words, score_cutoff=100 * LEAST_SIMILAR)
    if found is None:
        return
    if len(words) <= len(wanted):
        yield window
        return
    at = low + found.dest_start, low + found.dest_end
    yield at
    if splits:
        yield from _similar_within(wanted, text, (low, at[0]), splits - 1)
        yield from _similar_within(wanted, text, (at[1], high), splits - 1)


def _fitted(wanted: str, text: str, at: Range) -> Range:
    """Move the ends of a range to where it is most like the quotation; longer wins a tie."""
    reach = min(len(wanted) // 5 + 2, 24)

    def fit(one: Range) -> tuple[float, int]:
        return similarity(wanted, text[slice(*one)]), one[1] - one[0]

    low, high = at
    starts = range(max(low - reach, 0), min(low + reach, high - 1) + 1)
    low, _ = max(((one, high) for one in starts), key=fit)
    ends = range(max(high - reach, low + 1), min(high + reach, len(text)) + 1)
    _, high = max(((low, one) for one in ends), key=fit)
    return low, high


def similarity(one: str, other: str) -> float:
    """Return 1 for the same string, 0 for one with nothing in common."""
    if one == other:
        return 1.0
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(one, other))
