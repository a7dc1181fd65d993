"""Finding typed words in texts, whatever their case, accents and quotation marks."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]+")
_QUOTES = str.maketrans("‘’“”‐‑‒–—", "''\"\"-----")


def folded(text: str) -> str:
    """Return a text in one letter case, without accents, with plain quotes and dashes."""
    if text.isascii():
        return text.lower()
    text = text.translate(_QUOTES)
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def wanted_words(typed: str) -> tuple[str, ...]:
    """Return what the user typed as folded words, each once, the longest first.

    The longest is the rarest as a rule, so a text that lacks it is passed over soonest.
    """
    return tuple(sorted(set(folded(typed).split()), key=len, reverse=True))


def has_words(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a folded text has every word, at least as a part of another."""
    return all(word in text for word in words)
