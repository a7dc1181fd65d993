"""Stretches of a text that are like some words without being the same."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Range: TypeAlias = tuple[int, int]

LEAST_SIMILAR = 0.60
"""A place less like the quotation than this is no candidate, whatever its context."""

SPLITS = 2
"""How often a window is searched again on both sides of what was found in it."""


RULED_OUT_FROM = 400
"""Characters a quotation needs for ruling places out to be faster than searching them."""


def similar_ranges(wanted: str, text: str) -> Iterator[Range]:
    """Yield the ranges of a folded text that are similar enough, the best of each window."""
    width = max(4 * len(wanted), 2000)
    step = width - 2 * len(wanted)
    ends = _possible_ends(wanted, text)
    for low in range(0, max(len(text) - 2 * len(wanted), 1), step):
        window = low, min(low + width, len(text))
        for at in _similar_within(wanted, text, window, ends, SPLITS):
            fitted = _fitted(wanted, text, at)
            if similarity(wanted, text[slice(*fitted)]) >= LEAST_SIMILAR:
                yield fitted


def _similar_within(
    wanted: str, text: str, window: Range, ends: Sequence[int], splits: int
) -> Iterator[Range]:
    """Yield the most similar range of a window, and of what lies left and right of it.

    A window is passed over where no range that is fitted to what is found in it can be
    similar enough.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment

    low, high = window
    reach = _reach(wanted)
    if high - low < LEAST_SIMILAR * len(wanted):
        return
    if bisect_right(ends, high + reach) == bisect_right(ends, low - reach):
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
        yield from _similar_within(wanted, text, (low, at[0]), ends, splits - 1)
        yield from _similar_within(wanted, text, (at[1], high), ends, splits - 1)


def _possible_ends(wanted: str, text: str) -> Sequence[int]:
    """Return where ranges may end that are similar enough: all of these, perhaps others.

    What is found is no longer than the quotation, and fitting moves either end by the reach.
    """
    if len(wanted) < RULED_OUT_FROM:
        return range(len(text) + 1)
    longest = len(wanted) + 2 * _reach(wanted)
    return ends_within(wanted, text, int((1 - LEAST_SIMILAR) * longest) + 1)


def ends_within(wanted: str, text: str, edits: int) -> list[int]:
    """Return the offsets where a range ends that takes at most so many edits, in order.

    The columns of the table of edit distances are kept as bits of whole numbers, one for
    the steps up and one for the steps down: G. Myers, “A fast bit-vector algorithm for
    approximate string matching based on dynamic programming”, J. ACM 46 (1999), in the
    form of H. Hyyrö (2003).
    """
    places: dict[str, int] = {}
    for at, letter in enumerate(wanted):
        places[letter] = places.get(letter, 0) | 1 << at
    every, last = (1 << len(wanted)) - 1, 1 << (len(wanted) - 1)
    up, down, distance = every, 0, len(wanted)
    ends = [0] if distance <= edits else []
    for end, letter in enumerate(text, start=1):
        same = places.get(letter, 0) | down
        level = (((same & up) + up) ^ up) | same
        right_up = down | (every ^ (up | level))
        right_down = up & level
        if right_up & last:
            distance += 1
        elif right_down & last:
            distance -= 1
        right_up <<= 1
        down = right_up & level & every
        up = (right_down << 1 | (every ^ (right_up | level))) & every
        if distance <= edits:
            ends.append(end)
    return ends


def _reach(wanted: str) -> int:
    """Return by how many characters either end of a range is moved at most."""
    return min(len(wanted) // 5 + 2, 24)


def _fitted(wanted: str, text: str, at: Range) -> Range:
    """Move the ends of a range to where it is most like the quotation; longer wins a tie."""
    reach = _reach(wanted)

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
