"""The rules that turn a file's characters into canonical text.

Version `glossator.domain.text.page_text.NORMALIZER` of the rules: NFKC, no soft hyphens or other
invisible breaks, no control characters, no lone surrogates, one space for white space.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPACE = re.compile(r"\s+")
_DROPPED = re.compile(
    "[\u00ad\u200b\u2060\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")


def canonical(text: str) -> str:
    """Return the canonical form of a run of characters; white space becomes plain spaces."""
    if text.isascii() and text.isprintable():
        return text
    if unicodedata.is_normalized("NFKC", text) and text.isprintable():
        return text
    return "".join(canonical_units(text))


def canonical_units(chars: Sequence[str]) -> list[str]:
    """Return what each character becomes; a combining mark becomes part of its base.

    The result has as many entries as there are characters, some of them empty, and joins to
    what `canonical` makes of the characters together.
    """
    units: list[str] = []
    base = -1
    for index, char in enumerate(chars):
        if base >= 0 and _combines(char):
            units[base] = unicodedata.normalize("NFKC", units[base] + char)
            units.append("")
            continue
        units.append(_fold(char))
        base = index if units[-1].strip() else -1
    return units


def collapsed(text: str) -> tuple[str, Sequence[int] | None]:
    """Collapse runs of spaces and cut them off the ends.

    Returns:
        The text, and the index of each kept character in what was given, ascending; None
        for the indexes where nothing had to go.
    """
    inner = text.strip(" ")
    if "  " not in inner:
        start = text.find(inner)
        return inner, None if len(inner) == len(text) else range(start, start + len(inner))
    kept: list[int] = []
    for index, char in enumerate(text):
        if char != " " or (kept and text[kept[-1]] != " "):
            kept.append(index)
    if text[kept[-1]] == " ":
        kept.pop()
    return "".join([text[index] for index in kept]), kept


def split_raised(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the (start, end, raised) stretches of a text by its own superscript digits."""
    start = 0
    for match in _RAISED.finditer(text):
        if match.start() > start:
            yield start, match.start(), False
        yield match.start(), match.end(), True
        start = match.end()
    if start < len(text):
        yield start, len(text), False


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    kept = _DROPPED.sub("", char)
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", kept))


def _combines(char: str) -> bool:
    return not char.isascii() and len(char) == 1 and unicodedata.combining(char) != 0
