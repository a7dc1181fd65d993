"""Passages in columns, set against those in the column to their left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.word_diff import Piece, Wording, word_diff
from glossator.domain.wording import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ALIKE = 0.2
"""Share of words that two passages must have in common to be set against each other."""


class Compared(NamedTuple):
    """A passage beside the one to its left that says the most of the same.

    Attributes:
        pieces: Its words in order; new are those that the other passage has not.
        neighbour: Column and place of the other passage; None where none is alike.
        is_first: Whether no column to the left has a passage.
    """

    pieces: tuple[Piece, ...]
    neighbour: tuple[int, int] | None
    is_first: bool = False


def compared(columns: Sequence[Sequence[str]]) -> list[list[Compared]]:
    """Set each passage against the nearest column to its left that has any."""
    found: list[list[Compared]] = []
    left: int | None = None
    for number, texts in enumerate(columns):
        others = columns[left] if left is not None else ()
        found.append([_beside(text, left, others) for text in texts])
        if texts:
            left = number
    return found


def most_like(text: str, others: Sequence[str]) -> int | None:
    """Return which of some passages says the most of what one says; None if none is alike."""
    ours = weigh(text)
    scores = [_likeness(ours, weigh(other)) for other in others]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= ALIKE else None


def _beside(text: str, left: int | None, others: Sequence[str]) -> Compared:
    place = most_like(text, others)
    if left is None or place is None:
        return Compared((Piece(Wording.SAME, text),), None, is_first=left is None)
    pieces = word_diff(others[place], text)
    return Compared(tuple(one for one in pieces if one.wording is not Wording.OLD), (left, place))


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the share of words in common (Dice), 0 to 1."""
    total = sum(one.values()) + sum(other.values())
    common = sum(min(one[word], other[word]) for word in one.keys() & other.keys())
    return 2 * common / total if total else 0.0
