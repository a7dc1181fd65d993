"""Text from printed lines as a quotation on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_LINE_END_HYPHEN = re.compile(
    r"(?P<left>[^\W\d_]+)(?P<hyphen>[-\u2010])[ \t]*[\n\f\r]+[ \t]*(?P<right>[^\W\d_]+)"
)
_HYPHEN_OR_SLASH = re.compile(r"(?<=[\w\d][-\u2010\u2011/])[ \t]*[\n\f\r]+[ \t]*(?=\w)")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")


def one_line(text: str, words: Container[str] = ()) -> str:
    """Return printed lines as one line, words divided at line ends put together.

    A hyphen at a line's end before a small letter goes if the word without it is known. It
    stays if the word with it is known, if both its parts are, or if nothing is known at all.

    Args:
        text: Lines joined by line feeds, pages by form feeds.
        words: The words of the report in small letters, as `known_words` finds them.
    """

    def resolved(match: re.Match[str]) -> str:
        left, right = match["left"], match["right"]
        parted = f"{left}{match['hyphen']}{right}"
        if not right[0].islower() or not words:
            return parted
        one, two = left.lower(), right.lower()
        if one + two in words:
            return left + right
        if f"{one}-{two}" in words or (one in words and two in words):
            return parted
        return left + right

    joined = _LINE_END_HYPHEN.sub(resolved, text)
    return _SPACE.sub(" ", _HYPHEN_OR_SLASH.sub("", joined)).strip()


def known_words(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, those divided at a line's end left out.

    A compound is there as a whole and by its parts.
    """
    words: set[str] = set()
    for match in _WORD.finditer(text):
        tail = text[match.end() : match.end() + 2]
        if tail[:1] in ("-", "\u2010") and tail[1:].isspace():
            continue
        word = match[0].lower().replace("\u2010", "-").replace("\u2011", "-")
        words.add(word)
        words.update(word.split("-"))
    return frozenset(words)
