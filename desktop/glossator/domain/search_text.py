"""The words of a text as a search compares them, each with its place.

A hyphen both parts and joins: `victim-survivor` is the two words and also the one word
`victimsurvivor`, so that it is found however a report or a query writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.spelling import plain, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int]

MOST_READINGS = 8
"""Ways to write a phrase that are looked for; each hyphen doubles them."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_HYPHENS = frozenset("-\u2010\u2011\u00ad")
_APOSTROPHES = frozenset("'’ʼ‘`´")


class Token(NamedTuple):
    """A word of a text: as it is compared, and where it stands."""

    word: str
    start: int
    end: int


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
        first, last: Indexes of the tokens it begins and ends with.
        word: All of them as one word.
    """

    first: int
    last: int
    word: str


class SearchText:
    """A text prepared for finding words in it.

    Attributes:
        text: As given.
        tokens: Its words in order.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))

    @cached_property
    def compounds(self) -> list[Compound]:
        """The words that hyphens join: whole, and where there are more parts each pair."""
        if _HYPHENS.isdisjoint(self.text):
            return []
        return list(_compounds(self.text, self.tokens))

    @cached_property
    def _words(self) -> list[str]:
        return [token.word for token in self.tokens]

    @cached_property
    def _stems(self) -> list[str]:
        return [stem(token.word) for token in self.tokens]

    def columns(self) -> Columns:
        """Return what an index keeps of the text."""
        joined = (f"{one.word} {stem(one.word)}" for one in self.compounds)
        return Columns(" ".join(self._words), " ".join(self._stems), " ".join(joined))

    def runs(
        self,
        wanted: Sequence[str],
        *,
        stems: bool = False,
        prefix: bool = False,
        whole: bool = False,
    ) -> list[tuple[int, int]]:
        """Return where some words follow each other, as indexes of first and last token.

        Args:
            wanted: Plain words, or stems.
            stems: Compare stems.
            prefix: The last one is the beginning of a word.
            whole: Leave out words that hyphens join.
        """
        if not wanted:
            return []
        words = self._stems if stems else self._words
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
        """Return the characters that runs of tokens cover."""
        return [(self.tokens[a].start, self.tokens[b].end) for a, b in runs]


def readings(text: str) -> list[tuple[str, ...]]:
    """Return the rows of plain words that a phrase may be printed as.

    `non-punishment` is (`non`, `punishment`) or (`nonpunishment`,).
    """
    tokens = list(_tokens(text))
    groups: list[list[tuple[str, ...]]] = []
    for group in _hyphened(text, tokens):
        words = tuple(token.word for token in tokens[group.start : group.stop])
        groups.append([words] if len(words) == 1 else [words, ("".join(words),)])
    found = [sum(choice, ()) for choice in product(*groups)] if groups else []
    return found[:MOST_READINGS]


def _fits(word: str, wanted: str, *, prefix: bool) -> bool:
    return word.startswith(wanted) if prefix else word == wanted


def _tokens(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        start, end = match.span()
        # The genitive's s: "the State's duty" is about a State.
        if end - start == 1 and start > 1 and match[0] in "sS" and text[start - 1] in _APOSTROPHES:
            continue
        word = plain(match[0])
        if word:
            yield Token(word, start, end)


def _hyphened(text: str, tokens: Sequence[Token]) -> Iterator[range]:
    """Yield the longest runs of tokens that hyphens join; a single word is a run too."""
    first = 0
    for at, (one, two) in enumerate(pairwise(tokens), 1):
        if two.start - one.end != 1 or text[one.end] not in _HYPHENS:
            yield range(first, at)
            first = at
    if tokens:
        yield range(first, len(tokens))


def _compounds(text: str, tokens: Sequence[Token]) -> Iterator[Compound]:
    for run in _hyphened(text, tokens):
        if len(run) < 2:
            continue
        parts = [tokens[at].word for at in run]
        yield Compound(run[0], run[-1], "".join(parts))
        if len(run) > 2:
            for at, (one, two) in zip(run, pairwise(parts), strict=False):
                yield Compound(at, at + 1, one + two)
