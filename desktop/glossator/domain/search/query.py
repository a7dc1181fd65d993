"""What a search asks for: words, phrases, fields, and how they go together.

A query is a tree. `str` writes it as a user would type it, and parsing that gives the same
tree again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

NEAR = 10
"""Words that may stand between two that are NEAR each other."""

FIELDS = {
    "report": "symbol or title of the report",
    "section": "a heading above",
    "para": "number of the paragraph, or a range",
    "theme": "a theme that is tagged there, or one above it",
    "note": "words of an analyst's note",
    "analyst": "who tagged or noted it",
    "year": "year of the report, or a range",
    "is": "what it is",
}
"""The fields of a query and what they mean."""

STATES = {
    "tagged": "paragraphs with a theme",
    "untagged": "paragraphs without a theme",
    "noted": "paragraphs with a note",
    "paragraph": "paragraphs only",
    "heading": "headings only",
    "box": "boxes only",
    "footnote": "footnotes only",
    "note": "analysts' notes only",
    "theme": "themes only",
}
"""What may follow `is:`."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its inflections; with signs in it, several that follow each other."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words exactly as they are, one after the other."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin so; after other words, these exactly and then one that begins so."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}*"' if _PARTED.search(self.text) else f"{self.text}*"


_PARTED = re.compile(r"[\s():]")
"""What would end a word, or make it a field, outside quotation marks."""

Term: TypeAlias = Word | Phrase | Prefix


@dataclass(frozen=True, slots=True)
class Near:
    """Words with at most `distance` others between the first and the last of them.

    Phrases too are compared by stems here, beginnings by their letters.
    """

    terms: tuple[Term, ...]
    distance: int = NEAR

    def __str__(self) -> str:
        sign = " NEAR " if self.distance == NEAR else f" NEAR/{self.distance} "
        return sign.join(map(str, self.terms))


@dataclass(frozen=True, slots=True)
class Field:
    """A condition on what a passage belongs to.

    Attributes:
        name: One of `FIELDS`.
        value: The words; of `is`, `para` and `year` a `Word`.
    """

    name: str
    value: Term

    def __str__(self) -> str:
        return f"{self.name}:{self.value}"


@dataclass(frozen=True, slots=True)
class Not:
    """All but what a part finds."""

    part: Node

    def __str__(self) -> str:
        return f"NOT {_inside(self.part, (Near, And, Or, Not))}"


@dataclass(frozen=True, slots=True)
class And:
    """What all parts find."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(_inside(part, (And, Or)) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """What any part finds."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(_inside(part, (Or,)) for part in self.parts)


Node: TypeAlias = Term | Near | Field | Not | And | Or


def wanted(node: Node) -> Iterator[Term | Near]:
    """Yield what a query wants to see in the text, left out what it excludes."""
    match node:
        case Word() | Phrase() | Prefix() | Near():
            yield node
        case And() | Or():
            for part in node.parts:
                yield from wanted(part)


def wanted_fields(node: Node, name: str) -> Iterator[Term]:
    """Yield the values that a query wants a field to have, left out what it excludes."""
    match node:
        case Field(own, value) if own == name:
            yield value
        case And() | Or():
            for part in node.parts:
                yield from wanted_fields(part, name)


def _inside(part: Node, looser: tuple[type, ...]) -> str:
    return f"({part})" if isinstance(part, looser) else str(part)
