"""The parts of a report before they become units: what the reader of the lines builds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossator.documents.structure.flow import unmarked

if TYPE_CHECKING:
    from glossator.documents.structure.flow import Printed
    from glossator.documents.structure.headings import Heading
    from glossator.domain.reports.structure import UnitKind

_BULLET = re.compile(r"^[•●○▪■◦‣∙]\s+", re.MULTILINE)


@dataclass(slots=True)
class Piece:
    """Lines of a part that stand together on one page.

    Attributes:
        lines: At least one.
        cut: Characters of the first line before its words: a number or label.
        titled: Whether they are the title of a box, and no words of its text.
    """

    lines: list[Printed]
    cut: int = 0
    titled: bool = False

    @property
    def words(self) -> str:
        """Its words without number and marks, lines joined by line feeds."""
        if self.titled:
            return ""
        return _BULLET.sub("", unmarked(self.lines, self.cut))


@dataclass(slots=True)
class Part:
    """A heading, paragraph, item or box.

    Attributes:
        kind: What it is.
        number: As printed, without brackets for nothing: `57`, `(d)`, `IV.`.
        title: Words of a heading, title of a box.
        depth: Of an item, from 1.
        trail: Labels of an item and those above it, outermost first.
        heading: The heading found, for a heading.
        pieces: Its own lines in order.
        items: The items of a paragraph in order.
    """

    kind: UnitKind
    number: str = ""
    title: str = ""
    depth: int = 0
    trail: tuple[str, ...] = ()
    heading: Heading | None = None
    pieces: list[Piece] = field(default_factory=list)
    items: list[Part] = field(default_factory=list)

    @property
    def all_pieces(self) -> list[tuple[Part, Piece]]:
        """Its own pieces and those of its items, in the order of the report."""
        found = [(self, piece) for piece in self.pieces]
        found.extend((item, piece) for item in self.items for piece in item.pieces)
        return sorted(found, key=lambda pair: pair[1].lines[0].start)
