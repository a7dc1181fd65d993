"""Text without what differs between two printings of the same words.

Extractors and typists disagree about spaces, dashes, quotation marks, hyphens at the ends
of lines and composed letters. Folded text has none of these differences, and knows where
each of its characters stood in the text it was made from.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DASHES = "\\-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_INVISIBLE = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_RUN = re.compile(rf"[^\s{_DASHES}{_INVISIBLE}]+")
_PLAIN = re.compile(r"[!#-&(-_a-~]+")
"""Printable ASCII without quotation marks: characters that stay as they are."""
_FOREIGN = re.compile(r"[^\x00-\x7f]")

FEW = 16
"""Letters outside of ASCII that are folded one by one; more are as fast all together."""

_MARKS = dict.fromkeys("\"'`´‘’‚‛“”„‟′″‹›«»「」『』", "'")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and the way back.

    Attributes:
        text: The folded characters.
        origins: For each of them, the offset of the character it came from.
    """

    text: str
    origins: array[int]

    def __len__(self) -> int:
        return len(self.text)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original text that made the folded one; start < end."""
        return self.origins[start], self.origins[end - 1] + 1

    def occurrences(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the folded text where a folded string stands."""
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield at, at + len(wanted)
            at = self.text.find(wanted, at + 1)


def fold(
    text: str, spans: Iterable[tuple[int, int]] | None = None, *, case: bool = False
) -> Folded:
    """Fold a text.

    White space and dashes vanish, quotation marks become one, letters with marks and
    ligatures fall into their parts.

    Args:
        text: Any text.
        spans: Fold only these ranges, in their order, as if they followed each other.
        case: Fold upper and lower case too.
    """
    parts: list[str] = []
    origins = array("q")
    for low, high in spans if spans is not None else ((0, len(text)),):
        for run in _RUN.finditer(text, low, high):
            _fold_run(run, parts, origins, case=case)
    return Folded("".join(parts), origins)


def folded(text: str, *, case: bool = False) -> str:
    """Return the folded text alone, which is made much faster."""
    letters = _LETTERS[case]
    foreign = set(_FOREIGN.findall(text))
    if len(foreign) <= FEW:  # ASCII is translated twelve times as fast
        for letter in foreign:
            text = text.replace(letter, letters[ord(letter)] or "")
    return text.translate(letters)


def _fold_run(run: re.Match[str], parts: list[str], origins: array[int], *, case: bool) -> None:
    words, start = run.group(), run.start()
    if _PLAIN.fullmatch(words):
        parts.append(words.lower() if case else words)
        origins.extend(range(start, run.end()))
        return
    for offset, letter in enumerate(words, start):
        made = _letter(letter, case)
        parts.append(made)
        origins.extend([offset] * len(made))


class _Letters(dict[int, str | None]):
    """What each letter is folded to, by its code point; learned as letters are met."""

    def __init__(self, *, case: bool) -> None:
        self._case = case

    def __missing__(self, code: int) -> str | None:
        made = self[code] = _letter(chr(code), self._case) or None
        return made


_LETTERS = (_Letters(case=False), _Letters(case=True))


@lru_cache(maxsize=4096)
def _letter(letter: str, case: bool) -> str:  # noqa: FBT001 - private, cached by position
    if letter in _MARKS:
        return _MARKS[letter]
    made = unicodedata.normalize("NFKD", letter.casefold() if case else letter)
    made = unicodedata.normalize("NFKD", made.casefold()) if case else made
    return "".join(_MARKS.get(part, part) for part in made if _RUN.match(part))
