"""The words of a text as a search compares them, each with its place.

A hyphen both parts and joins: `victim-survivor` is the two words and also the one word
`victimsurvivor`, so that it is found however a report or a query writes it. Where a script
parts its words by no space, each sign is a word: several of them are found one after the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.text.direction import has_unspaced, unspaced
from glossator.domain.text.spelling import plain, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int]

MOST_READINGS = 8
"""Ways to write a phrase that are looked for; each hyphen doubles them."""

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_HYPHEN = re.compile("[-\u2010\u2011\u00ad]")
_APOSTROPHES = frozenset("'’ʼ‘`´")


class Columns(NamedTuple):
    """What a full-text index keeps of a text, words parted by spaces.

    Attributes:
        words: Each word in one spelling.
        stems: Each word's stem.
        joined: The words with hyphens put together, and their stems.
    """

    words: str
    stems: str
    joined: str


@dataclass(frozen=True, slots=True)
class Compound:
    """Words joined by hyphens.

    Attributes:
        first, last: Indexes of the words it begins and ends with.
        word: All of them as one word.
    """

    first: int
    last: int
    word: str


class SearchText:
    """A text prepared for finding words in it.

    Attributes:
        text: As given.
        words: Its words in order, as they are compared.
        starts, ends: Where each begins and ends.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in (_signs() if has_unspaced(text) else _WORD).finditer(text):
            start, end = match.span()
            printed = match[0]
            # The genitive's s: "the State's duty" is about a State.
            if printed in "sS" and start > 1 and text[start - 1] in _APOSTROPHES:
                continue
            word = plain(printed)
            if word:
                self.words.append(word)
                self.starts.append(start)
                self.ends.append(end)

    @cached_property
    def stems(self) -> list[str]:
        """The stem of each word."""
        return [stem(word) for word in self.words]

    @cached_property
    def compounds(self) -> list[Compound]:
        """The words that hyphens join: whole, and where there are more parts each pair."""
        found: list[Compound] = []
        for first, last in self.hyphened():
            parts = self.words[first : last + 1]
            found.append(Compound(first, last, "".join(parts)))
            if len(parts) > 2:
                found += [
                    Compound(at, at + 1, one + two)
                    for at, (one, two) in enumerate(pairwise(parts), first)
                ]
        return found

    def hyphened(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last of the words that hyphens join."""
        first = last = -1
        for match in _HYPHEN.finditer(self.text):
            at = bisect_left(self.starts, match.start()) - 1
            if not 0 <= at < len(self.words) - 1:
                continue
            if self.ends[at] != match.start() or self.starts[at + 1] != match.end():
                continue
            if at != last and last >= 0:
                yield first, last
            first, last = (first if at == last else at), at + 1
        if last >= 0:
            yield first, last

    def columns(self) -> Columns:
        """Return what an index keeps of the text."""
        joined = (f"{one.word} {stem(one.word)}" for one in self.compounds)
        return Columns(" ".join(self.words), " ".join(self.stems), " ".join(joined))

    def runs(
        self,
        wanted: Sequence[str],
        *,
        stems: bool = False,
        prefix: bool = False,
        whole: bool = False,
    ) -> list[tuple[int, int]]:
        """Return where some words follow each other, as indexes of the first and the last.

        Args:
            wanted: Plain words, or stems.
            stems: Compare stems.
            prefix: The last one is the beginning of a word.
            whole: Leave out words that hyphens join.
        """
        if not wanted:
            return []
        words = self.stems if stems else self.words
        count, head, last = len(wanted), list(wanted[:-1]), wanted[-1]
        if prefix:
            ends = [at for at, word in enumerate(words) if word.startswith(last)]
        else:
            ends = [at for at, word in enumerate(words) if word == last]
        found = [
            (at - count + 1, at)
            for at in ends
            if at >= count - 1 and words[at - count + 1 : at] == head
        ]
        if count == 1 and not whole:
            found += [
                (one.first, one.last)
                for one in self.compounds
                if any(_fits(form, last, prefix=prefix) for form in (one.word, stem(one.word)))
            ]
        return sorted(set(found))

    def spans(self, runs: Sequence[tuple[int, int]]) -> list[Span]:
        """Return the characters that runs of words cover."""
        return [(self.starts[first], self.ends[last]) for first, last in runs]


def readings(text: str) -> list[tuple[str, ...]]:
    """Return the rows of plain words that a phrase may be printed as.

    `non-punishment` is (`non`, `punishment`) or (`nonpunishment`,).
    """
    whole = SearchText(text)
    ends = dict(whole.hyphened())
    groups: list[list[tuple[str, ...]]] = []
    at = 0
    while at < len(whole.words):
        last = ends.get(at, at)
        parts = tuple(whole.words[at : last + 1])
        groups.append([parts] if len(parts) == 1 else [parts, ("".join(parts),)])
        at = last + 1
    found = [sum(choice, ()) for choice in product(*groups)] if groups else []
    return found[:MOST_READINGS]


@cache
def _signs() -> re.Pattern[str]:
    """Return the pattern of a word in a text that has letters of such a script."""
    sign = unspaced().pattern
    return re.compile(rf"{sign}|(?:(?!{sign})[^\W_])+(?:[\u0300-\u036f]+(?:(?!{sign})[^\W_])*)*")


def _fits(word: str, wanted: str, *, prefix: bool) -> bool:
    return word.startswith(wanted) if prefix else word == wanted
