"""Passages of a column set against those in the column to its left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.text.beside import compare
from glossator.domain.text.word_diff import Piece, Wording
from glossator.domain.text.wording import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Words = Mapping[str, float]

ALIKE = 0.2
"""Share of words that two passages must have in common to be set against each other."""


class Compared(NamedTuple):
    """A passage beside the one to its left that says the most of the same.

    Attributes:
        pieces: Its words in order; new are those that the other passage has not.
        neighbour: Which passage that is; None where none is alike.
    """

    pieces: tuple[Piece, ...]
    neighbour: int | None


def compared(texts: Sequence[str], left: Sequence[str]) -> list[Compared]:
    """Set each passage of a column against those to its left."""
    words = [weigh(other) for other in left]
    return [_beside(text, left, words) for text in texts]


def most_like(text: str, others: Sequence[Words]) -> int | None:
    """Return which of some passages says the most of what one says; None if none is alike.

    Args:
        text: The passage.
        others: The words of the others, as `weigh` finds them.
    """
    ours = weigh(text)
    scores = [_likeness(ours, other) for other in others]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= ALIKE else None


def _beside(text: str, left: Sequence[str], words: Sequence[Words]) -> Compared:
    place = most_like(text, words)
    if place is None:
        return Compared((Piece(Wording.SAME, text),), None)
    pieces = compare(left[place], text).pieces
    return Compared(tuple(one for one in pieces if one.wording is not Wording.OLD), place)


def _likeness(one: Words, other: Words) -> float:
    """Return the share of words in common (Dice), 0 to 1."""
    total = sum(one.values()) + sum(other.values())
    common = sum(min(one[word], other[word]) for word in one.keys() & other.keys())
    return 2 * common / total if total else 0.0
