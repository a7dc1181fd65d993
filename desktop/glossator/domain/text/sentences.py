"""Where the sentences of a text end."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def _end() -> re.Pattern[str]:
    """Return the end of a sentence; those of Chinese and Japanese need no space behind them."""
    return re.compile(
        r"[.!?…؟۔।][\d”’\"')\]]*(?=\s)|[。｡][」』”’\"')\]]*"
        r"|[!?][」』”’\"')\]]*(?=[\u3040-\u30ff\u4e00-\u9fff])"
    )


@cache
def _abbreviation() -> re.Pattern[str]:
    return re.compile(r"\b(?:[A-Z]|No|paras?|arts?|vol|pp?|eds?|al|cf|e\.g|i\.e|Mrs?|Ms|Dr|St)$")


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the offsets behind the sentences that end within a range, its own end left out."""
    begin, abbreviation = start, _abbreviation()
    for match in _end().finditer(text, start, end):
        if not abbreviation.search(text, begin, match.start()):
            yield match.end()
            begin = match.end()


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text, without white space around them."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*sentence_ends(text, 0, len(text)), len(text.rstrip())):
        start = skip_space(text, start)
        if start < end:
            found.append((start, end))
            start = end
    return found


def skip_space(text: str, start: int) -> int:
    """Return the offset of the first character from one on that is no white space."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start
