"""Finding words in a report's canonical text, as typed or as a regular expression.

Letter case, accents, hyphens and line breaks don't count unless asked for, so that
"re-victimisation" is found however a line ends within it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from glossator.domain.errors import InvalidInputError
from glossator.domain.text.direction import unspaced

MOST = 5_000
"""Hits shown for one query; more would not be read."""

_HYPHENS = "\\-\u2010\u2011\u00ad"
_DIVISION = f"(?:[{_HYPHENS}]\\s?)?"
"""Between two letters: nothing, a hyphen, or a hyphen at the end of a line."""
_QUOTES = dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"')


@dataclass(frozen=True, slots=True)
class Query:
    """What to find.

    Attributes:
        words: As typed.
        case: Whether capital and small letters differ.
        whole_words: Whether it must begin and end where words do.
        regex: Whether it is a regular expression (of Python's `re`), spaces matching line
            breaks too.
    """

    words: str
    case: bool = False
    whole_words: bool = False
    regex: bool = False


class Searchable:
    """A text prepared once for many queries; every character keeps its offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain: str | None = None
        self._small: str | None = None

    def prepare(self) -> None:
        """Do now what the first query would wait for: a tenth of a second in a long report."""
        self._folded(case=False)

    def find(self, query: Query, limit: int = MOST) -> list[tuple[int, int]]:
        """Return the ranges that a query finds, in order, at most `limit`.

        Raises:
            InvalidInputError: The regular expression is none.
        """
        pattern = _pattern(query)
        if pattern is None:
            return []
        spans = (match.span() for match in pattern.finditer(self._folded(case=query.case)))
        return list(islice((span for span in spans if span[0] < span[1]), limit))

    def context(self, span: tuple[int, int], reach: int = 40) -> tuple[str, str, str]:
        """Return the words before, in and after a hit, on one line each."""
        low, high = span
        start, end = max(low - reach, 0), high + reach
        parts = (self.text[start:low], self.text[low:high], self.text[high:end])
        before, hit, after = (re.sub(r"\s+", " ", part) for part in parts)
        return before, hit, after

    def _folded(self, *, case: bool) -> str:
        if self._plain is None:
            self._plain = _without_marks(self.text)
        if case:
            return self._plain
        if self._small is None:
            small = self._plain.lower()
            # A few capitals have longer small forms; with them offsets would shift.
            same = len(small) == len(self._plain)
            self._small = small if same else "".join(map(_small, self._plain))
        return self._small


def check(query: Query) -> None:
    """Look at a query without finding anything.

    Raises:
        InvalidInputError: The regular expression is none.
    """
    _pattern(query)


def _pattern(query: Query) -> re.Pattern[str] | None:
    words = query.words.strip()
    if not words:
        return None
    if query.regex:
        body = words.replace(" ", r"\s+")
    else:
        plain = _without_marks(words)
        body = _words_pattern(plain if query.case else "".join(map(_small, plain)))
    if query.whole_words:
        body = _whole(body, typed=not query.regex)
    flags = re.MULTILINE
    if query.regex and not query.case and _may_mean_capitals(body):
        flags |= re.IGNORECASE
    try:
        return re.compile(body, flags)
    except re.error as error:
        raise InvalidInputError(f"This is no regular expression: {error.msg}.") from error


def _may_mean_capitals(body: str) -> bool:
    """Tell whether a regular expression may mean a letter that small ones don't match.

    The text is in small letters already where case doesn't count, and `re` finds several
    times quicker where it need not heed case as well.
    """
    if re.search(r"\\[xuUN0-7]", body):  # letters by their number or name
        return True
    return any(letter.isupper() for letter in re.sub(r"\\.", "", body))


def _whole(body: str, *, typed: bool) -> str:
    """Return a pattern that matches only where words begin and end.

    What stands before the typed words is looked at after their first letter: `re` leaps from
    one such letter to the next, but tries every place for a pattern that begins with a look.
    """
    first = body[:1]
    if typed and first.isalnum():
        return rf"{first}(?<!\w{first}){body[1:]}(?!\w)"
    return rf"(?<!\w)(?:{body})(?!\w)"


def _words_pattern(words: str) -> str:
    parts: list[str] = []
    for before, letter in zip(" " + words, words, strict=False):
        if letter.isspace():
            parts.append("" if before.isspace() else rf"(?:\s+|[{_HYPHENS}]\s?)")
        elif letter in "-\u2010\u2011\u00ad":
            parts.append(rf"(?:[{_HYPHENS}]\s?|\s)?")
        else:
            parts.append(_between(before, letter) + re.escape(letter))
    return "".join(parts)


def _between(before: str, letter: str) -> str:
    """Return what may stand between two letters that are typed together."""
    if not (before.isalnum() and letter.isalnum()):
        return ""
    return r"\s?" if unspaced().match(before) or unspaced().match(letter) else _DIVISION


def _without_marks(text: str) -> str:
    """Return a text of the same length, accents and curly quotes gone.

    One replacement for each letter that occurs is ten times faster than `str.translate`.
    """
    for letter in set(text):
        if not letter.isascii() and _base(letter) != letter:
            text = text.replace(letter, _base(letter))
    return text


@lru_cache(maxsize=4096)
def _base(letter: str) -> str:
    """Return a letter without its marks, or itself where that is not one letter."""
    if letter in _QUOTES:
        return _QUOTES[letter]
    plain = "".join(
        part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)
    )
    return plain if len(plain) == 1 and plain.isalnum() else letter


def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter
