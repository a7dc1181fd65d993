"""Which words of two wordings are the same.

The words kept are a longest common subsequence. A few words that happen to stay between two
longer changes tell a reader nothing, so they count as changed with them (as the semantic clean-up
of Google's diff-match-patch does). Symbols and figures are one word: `A/65/209`, `20.9`.
Where a script parts its words by no space, each sign is one.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from glossator.domain.text.direction import has_unspaced, unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapidfuzz.distance import MatchingBlock

_TERM = r"(?:LETTER)+(?:(?:['’\-\u2010\u2011/]|[.,](?=\d))(?:LETTER)+)*"
_TOKEN = re.compile(r"\s*(TERM|[^\w\s])".replace("TERM", _TERM).replace("LETTER", r"\w"))
_SHORT = 3
_FEW = 3
"""Words that may count as changed with what is around them."""

_Place: TypeAlias = tuple[int, int, int]
"""Where words stand in the older and in the newer wording, and how many they are."""

_QUOTES = str.maketrans("‘’“”‐‑", "''\"\"--")


class Wording(StrEnum):
    """Whether words stand in both wordings or in one."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


class Piece(NamedTuple):
    """A stretch of words, with the spaces before them.

    Attributes:
        wording: Where they stand.
        text: The words as the newer wording has them, or the older where only it has them.
    """

    wording: Wording
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of two wordings in reading order, what went before what came.

    The pieces that are not old make up the new wording to the letter; those that are not
    new make up the old one, but for its spaces and the shape of its quotation marks and
    hyphens.
    """
    ours, theirs = _tokens(old), _tokens(new)
    pieces: list[Piece] = []
    for same, a, b in _runs([key for key, _ in ours], [key for key, _ in theirs]):
        if same:
            _add(pieces, Wording.SAME, "".join(text for _, text in theirs[b[0] : b[1]]))
        else:
            gone = "".join(text for _, text in ours[a[0] : a[1]])
            follows = "".join(text for _, text in ours[a[1] : a[1] + 1])
            if gone and follows[:1].isspace() and not _starts_with_space(theirs, b):
                gone += " "
            _add(pieces, Wording.OLD, gone)
            _add(pieces, Wording.NEW, "".join(text for _, text in theirs[b[0] : b[1]]))
    return tuple(pieces)


def _tokens(text: str) -> list[tuple[str, str]]:
    """Return the words and marks as they are compared, and as they stand with what is before."""
    pattern = _sign_token() if has_unspaced(text) else _TOKEN
    found = [(match[1].translate(_QUOTES), match[0]) for match in pattern.finditer(text)]
    rest = text[sum(len(whole) for _, whole in found) :]
    if rest and found:
        found[-1] = (found[-1][0], found[-1][1] + rest)
    return found


@cache
def _sign_token() -> re.Pattern[str]:
    """Return the pattern of a word in a text that has letters of such a script."""
    sign = unspaced().pattern
    term = _TERM.replace("LETTER", rf"(?!{sign})\w")
    return re.compile(rf"\s*({sign}|{term}|[^\w\s])")


def _runs(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Yield stretches that are the same or not, as (start, end) in both."""
    # Loading it takes as long as comparing fifty passages, and the window starts without it.
    from rapidfuzz.distance import LCSseq

    def is_edge(block: MatchingBlock) -> bool:
        ends = (block.a + block.size, block.b + block.size)
        return (block.a, block.b) == (0, 0) or ends == (len(old), len(new))

    blocks = [
        block
        for block in LCSseq.opcodes(old, new).as_matching_blocks()
        if block.size > 1 or (block.size and (len(old[block.a]) > _SHORT or is_edge(block)))
    ]
    at_old = at_new = 0
    places = _without_islands([(block.a, block.b, block.size) for block in blocks], old, new)
    for a, b, size in (*places, (len(old), len(new), 0)):
        if a > at_old or b > at_new:
            yield False, (at_old, a), (at_new, b)
        if size:
            yield True, (a, a + size), (b, b + size)
        at_old, at_new = a + size, b + size


def _without_islands(places: list[_Place], old: Sequence[str], new: Sequence[str]) -> list[_Place]:
    """Return the places of the same words without few ones between longer changes.

    What is left out makes the changes longer, so it is looked again until nothing goes.
    """
    ours, theirs = (list(accumulate(map(len, one), initial=0)) for one in (old, new))

    def letters(a: int, b: int, a_end: int, b_end: int) -> int:
        return max(ours[a_end] - ours[a], theirs[b_end] - theirs[b])

    while True:
        kept: list[_Place] = []
        at_old = at_new = 0
        following = [*places[1:], (len(old), len(new), 0)]
        for (a, b, size), (next_a, next_b, _) in zip(places, following, strict=False):
            before = letters(at_old, at_new, a, b)
            after = letters(a + size, b + size, next_a, next_b)
            if size > _FEW or ours[a + size] - ours[a] >= min(before, after):
                kept.append((a, b, size))
                at_old, at_new = a + size, b + size
        if len(kept) == len(places):
            return kept
        places = kept


def _starts_with_space(tokens: Sequence[tuple[str, str]], stretch: tuple[int, int]) -> bool:
    """Tell whether what is shown behind the old words begins with a space."""
    shown = "".join(text for _, text in tokens[stretch[0] : stretch[0] + 1])
    return shown[:1].isspace()


def _add(pieces: list[Piece], wording: Wording, text: str) -> None:
    if text:
        pieces.append(Piece(wording, text))
