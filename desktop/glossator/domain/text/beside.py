"""The words of a passage as seen from another one.

A passage that is the other reworded is read by what changed. One that says the like in its own
words has next to nothing in the same order, so there each word is looked for anywhere in
the other.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from glossator.domain.text.word_diff import Piece, Wording, word_diff
from glossator.domain.text.wording import weigh

CLOSE = 0.5
"""Share of the letters in common, in order, from which a passage counts as the other reworded."""

_SLACK = 0.1
"""Long words weigh more in letters than in words."""

_WORD = re.compile(r"\w+")
_WRITTEN = re.compile(r"\s*\S+|\s+")
_FIGURES = re.compile(r"\d[\d.,/]*\d|\d")


class Comparison(NamedTuple):
    """A passage as seen from another.

    Attributes:
        is_close: Whether most words stand in both, in the same order.
        pieces: The passage's words in order; where it is close, also those that went. Where
            it is not, `NEW` are words and figures that stand nowhere in the other.
    """

    is_close: bool
    pieces: tuple[Piece, ...]


def compare(before: str, after: str, *, silent: Wording = Wording.SAME) -> Comparison:
    """Return how a passage differs from another.

    Args:
        before: The other passage, which is read.
        after: The passage that is shown.
        silent: What words that tell nothing (`of the`) count as where they do not stand
            between two that count alike. Only for passages that are not close.
    """
    if _may_be_close(before, after):
        pieces = word_diff(before, after)
        same = sum(len(piece.text) for piece in pieces if piece.wording is Wording.SAME)
        if 2 * same >= CLOSE * (len(before) + len(after)):
            return Comparison(is_close=True, pieces=pieces)
    return Comparison(is_close=False, pieces=_in_other_words(before, after, silent))


def _may_be_close(before: str, after: str) -> bool:
    """Tell by the words alone, in any order, which takes a tenth of the time."""
    ours, theirs = Counter(_WORD.findall(before)), Counter(_WORD.findall(after))
    both = (ours & theirs).total()
    return 2 * both >= (CLOSE - _SLACK) * (ours.total() + theirs.total())


def _in_other_words(before: str, after: str, silent: Wording) -> tuple[Piece, ...]:
    known = _telling(before)
    words = [match[0] for match in _WRITTEN.finditer(after)]
    told = [_wording(word, known) for word in words]
    pieces: list[Piece] = []
    for word, wording in zip(words, _voiced(told, silent), strict=True):
        if pieces and pieces[-1].wording is wording:
            pieces[-1] = Piece(wording, pieces[-1].text + word)
        else:
            pieces.append(Piece(wording, word))
    return tuple(pieces)


def _wording(word: str, known: frozenset[str]) -> Wording | None:
    """Return whether a word stands in the other passage; None for one that tells nothing."""
    terms = _telling_of_word(word)
    if not terms:
        return None
    return Wording.NEW if terms.isdisjoint(known) else Wording.SAME


def _voiced(told: list[Wording | None], silent: Wording) -> list[Wording]:
    """Return what each word counts as: silent ones as those on both sides, if these agree."""
    after: list[Wording | None] = []
    following: Wording | None = None
    for wording in reversed(told):
        following = wording or following
        after.append(following)
    found: list[Wording] = []
    before: Wording | None = None
    for wording, following in zip(told, reversed(after), strict=True):
        before = wording or before
        found.append(before if before is not None and before is following else silent)
    return found


def _terms(text: str) -> frozenset[str]:
    return frozenset(weigh(text)) | frozenset(_FIGURES.findall(text))


_telling = lru_cache(maxsize=8)(_terms)
_telling_of_word = lru_cache(maxsize=20_000)(_terms)
