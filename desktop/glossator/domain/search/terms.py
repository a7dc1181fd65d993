"""Where the words that a query wants stand in a text.

The same alternatives are asked of the full-text index, so a text that the index finds has
these words, and one that it doesn't find has none.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from glossator.domain.search.query import And, Near, Not, Or, Phrase, Prefix, Word
from glossator.domain.search.words import MOST_READINGS, SearchText, Span, readings
from glossator.domain.text.spelling import beginnings, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.search.query import Node, Term


Run: TypeAlias = tuple[int, int]
"""Words that follow each other in a text: the first and the last, counted from 0."""


class Wanted(NamedTuple):
    """Words that are to follow each other.

    Attributes:
        words: Plain words, or stems.
        stems: Whether stems are compared.
        prefix: Whether the last is the beginning of a word.
    """

    words: tuple[str, ...]
    stems: bool = False
    prefix: bool = False


def alternatives(term: Term) -> list[Wanted]:
    """Return the rows of words of which any will do for a term."""
    match term:
        case Word(text):
            return [Wanted(tuple(map(stem, words)), stems=True) for words in readings(text)]
        case Phrase(text):
            return [Wanted(words) for words in readings(text)]
        case Prefix(text):
            return [
                Wanted((*words[:-1], start), prefix=True)
                for words in readings(text)
                for start in beginnings(words[-1])
            ]


def near_alternatives(near: Near) -> list[tuple[Wanted, ...]]:
    """Return the choices of rows of words, one row a term, of which any will do."""
    terms = (Word(term.text) if isinstance(term, Phrase) else term for term in near.terms)
    return list(product(*map(alternatives, terms)))[:MOST_READINGS]


def marks(terms: Iterable[Term | Near], text: SearchText) -> list[Span]:
    """Return where any of some terms stands in a text, in order, overlaps joined."""
    spans = sorted(span for term in terms for span in text.spans(_runs(term, text)))
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def has(node: Node, text: SearchText) -> bool:
    """Tell whether a text is found by a query; a text has no fields, so those never fit."""
    match node:
        case And(parts):
            return all(has(part, text) for part in parts)
        case Or(parts):
            return any(has(part, text) for part in parts)
        case Not(part):
            return not has(part, text)
        case Word() | Phrase() | Prefix() | Near():
            return bool(_runs(node, text))
        case _:
            return False


def _runs(term: Term | Near, text: SearchText) -> list[Run]:
    if isinstance(term, Near):
        return [run for rows in near_alternatives(term) for run in _near(rows, term.distance, text)]
    return [
        run
        for words, stems, prefix in alternatives(term)
        for run in text.runs(words, stems=stems, prefix=prefix)
    ]


def _near(rows: Sequence[Wanted], distance: int, text: SearchText) -> list[Run]:
    """Return the runs of words that stand near enough to one of each other row."""
    return within(
        [text.runs(words, stems=stems, prefix=prefix, whole=True) for words, stems, prefix in rows],
        distance,
    )


def within(found: Sequence[Sequence[Run]], distance: int) -> list[Run]:
    """Return the runs that stand near enough to one of each other row, in order.

    Args:
        found: The runs of words of each row in a text.
        distance: How many other words may stand between the first and the last.
    """
    near: set[Run] = set()
    for last in _starts(found):
        here = [[run for run in runs if _reaches(run, last, distance)] for runs in found]
        if all(here):
            near.update(run for runs in here for run in runs)
    return sorted(near)


def are_near(found: Sequence[Sequence[Run]], distance: int) -> bool:
    """Tell whether `within` would return any, which takes a part of the time."""
    return any(
        all(any(_reaches(run, last, distance) for run in runs) for runs in found)
        for last in _starts(found)
    )


def _starts(found: Sequence[Sequence[Run]]) -> set[int]:
    return {run[0] for runs in found for run in runs}


def _reaches(run: Run, last: int, distance: int) -> bool:
    """Tell whether words stand before the last one and near enough to it, or are it."""
    return run[0] <= last and last - run[1] - 1 <= distance
