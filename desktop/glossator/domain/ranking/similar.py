"""What is said of a passage's counterparts: how much they are alike, and that there are none.

The bounds come from the pairs written by hand from the five reports (`make bench`): of
what people called counterparts one in twenty scores less than `ALIKE`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.passage import stands_in
from glossator.domain.text.word_diff import Piece, Wording, word_diff
from glossator.domain.text.wording import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.ranking.counterparts import Match
    from glossator.domain.records import Annotation
    from glossator.domain.reports.structure import Unit

ALIKE = 0.15
"""The least score at which a passage counts as like another."""

MOST = 3
"""Passages shown of one report."""

NEAR_BEST = 0.6
"""Share of the best score in its report that a passage must have to be shown beside it."""

_DEGREES = (
    (0.6, "nearly the same"),
    (0.4, "much alike"),
    (0.25, "alike"),
    (ALIKE, "faintly alike"),
)


CLOSE = 0.5
"""Share of the letters in common, in order, from which a passage counts as the other reworded."""

_SLACK = 0.1
"""Long words weigh more in letters than in words."""

_WORD = re.compile(r"\w+")


class Comparison(NamedTuple):
    """A passage as seen from another.

    Attributes:
        is_close: Whether most words stand in both, in the same order.
        pieces: The passage's words in order; where it is close, also those that went. Where
            it is not, `SAME` are words that tell something and stand anywhere in the other.
    """

    is_close: bool
    pieces: tuple[Piece, ...]


def compare(before: str, after: str) -> Comparison:
    """Return how a passage differs from another.

    Args:
        before: The other passage, which is read.
        after: The passage that is shown.
    """
    if _may_be_close(before, after):
        pieces = word_diff(before, after)
        same = sum(len(piece.text) for piece in pieces if piece.wording is Wording.SAME)
        if 2 * same >= CLOSE * (len(before) + len(after)):
            return Comparison(is_close=True, pieces=pieces)
    known = _telling(before)
    found: list[Piece] = []
    for word in after.split():
        wording = Wording.NEW if _stems(word).isdisjoint(known) else Wording.SAME
        space = " " if found else ""
        if found and found[-1].wording is wording:
            found[-1] = Piece(wording, f"{found[-1].text} {word}")
        else:
            found.append(Piece(wording, space + word))
    return Comparison(is_close=False, pieces=tuple(found))


def _may_be_close(before: str, after: str) -> bool:
    """Tell by the words alone, in any order, which takes a tenth of the time."""
    ours, theirs = Counter(_WORD.findall(before)), Counter(_WORD.findall(after))
    both = (ours & theirs).total()
    return 2 * both >= (CLOSE - _SLACK) * (ours.total() + theirs.total())


@lru_cache(maxsize=8)
def _telling(text: str) -> frozenset[str]:
    return frozenset(weigh(text))


@lru_cache(maxsize=20_000)
def _stems(word: str) -> frozenset[str]:
    return frozenset(weigh(word))


def degree(score: float) -> str:
    """Return a score (0 to 1) in words."""
    return next((words for least, words in _DEGREES if score >= least), "not alike")


def worth_showing(matches: Sequence[Match]) -> list[Match]:
    """Return the passages of one report that are like the one that is read, the best first.

    Args:
        matches: What was found in the report, the best first.
    """
    best = matches[0].score if matches else 0.0
    least = max(ALIKE, NEAR_BEST * best)
    return [match for match in matches[:MOST] if match.score >= least]


def touching(annotations: Iterable[Annotation], unit: Unit) -> list[Annotation]:
    """Return the annotations of a report that touch a unit's own words, in reading order."""
    found = [one for one in annotations if _touches(one, unit)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _touches(annotation: Annotation, unit: Unit) -> bool:
    apart = annotation.end <= unit.start or unit.end <= annotation.start
    if apart and not annotation.is_area:
        return False
    return any(stands_in(part, unit) for part in annotation.segments)
