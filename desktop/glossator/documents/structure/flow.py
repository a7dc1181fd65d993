"""The lines of a whole report with their offsets, and the blocks they make."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossator.documents.text import PageRows, joined
from glossator.domain.text.direction import runs_leftward
from glossator.domain.text.page_text import PAGE_BREAK, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.documents.engine import pymupdf
    from glossator.documents.rows import Row

_STORE_EVERY = 64
_KEEP_PERCENT = 50


@dataclass(slots=True)
class Printed:
    """A printed line of a report.

    Attributes:
        text: Canonical text.
        start: Offset in the report's text.
        page: Zero-based page index.
        role, block, group, size, bold: As of its row.
        left, right: Where it begins and ends in the reading frame of its page, mirrored for
            a line that runs from right to left.
        top, baseline: Its height in that frame.
        marks: (start, end) in `text` of superscripts, later of footnote marks only.
        note_marks: The numbers the marks stand for, as many as marks once known.
    """

    text: str
    start: int
    page: int
    role: Role
    block: int
    group: int
    size: float
    bold: bool
    left: float
    right: float
    top: float
    baseline: float
    marks: tuple[tuple[int, int], ...] = ()
    leftward: bool = False

    @property
    def sides(self) -> tuple[float, float]:
        """Its left and right side as they stand on the page."""
        return (-self.right, -self.left) if self.leftward else (self.left, self.right)

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.text)


@dataclass(slots=True)
class Block:
    """Lines that belong together on one page.

    Attributes:
        lines: At least one.
        cut: Characters of the first line that are its number, mark or label.
    """

    lines: list[Printed] = field(default_factory=list)
    cut: int = 0

    @property
    def first(self) -> Printed:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Printed:
        """Its last line."""
        return self.lines[-1]

    @property
    def raw(self) -> str:
        """Its text without marks, lines joined by line feeds."""
        return unmarked(self.lines)

    @property
    def text(self) -> str:
        """Its text without marks on one line, hyphens at line ends kept."""
        return re.sub(r"\s+", " ", self.raw).strip()

    @property
    def stands_out(self) -> bool:
        """Whether it is set as a heading is."""
        return self.first.role is Role.HEADING


def read_flow(doc: pymupdf.Document) -> tuple[list[str], list[Printed]]:
    """Return the canonical text of every page and all printed lines in order."""
    kept = PageRows.of(doc)
    pages: list[str] = []
    lines: list[Printed] = []
    start = 0
    for page in range(kept.count(doc)):
        rows = kept.rows(doc, page)
        pages.append(joined(rows))
        for row in rows:
            lines.append(_printed(row, page, start))
            start += len(row.text) + 1
        start += len(PAGE_BREAK) if not rows else 0
    return pages, lines


def unmarked(lines: Iterable[Printed], cut: int = 0) -> str:
    """Return the lines' text without marks, joined by line feeds.

    Args:
        lines: The lines.
        cut: Characters to leave out at the beginning of the first.
    """
    parts: list[str] = []
    for line in lines:
        text = line.text
        for start, end in reversed(line.marks):
            text = text[:start] + text[end:]
        parts.append(text[cut:] if not parts else text)
    return "\n".join(parts)


def blocks_of(lines: Sequence[Printed]) -> list[Block]:
    """Group lines by page and block."""
    blocks: list[Block] = []
    for line in lines:
        last = blocks[-1].last if blocks else None
        if last is None or (last.page, last.block) != (line.page, line.block):
            blocks.append(Block())
        blocks[-1].lines.append(line)
    return blocks


def _printed(row: Row, page: int, start: int) -> Printed:
    leftward = runs_leftward(row.text)
    u0, _, u1, _ = row.extent
    return Printed(
        text=row.text,
        start=start,
        page=page,
        role=row.role,
        block=row.block,
        group=row.group,
        size=row.size,
        bold=row.bold,
        left=-u1 if leftward else u0,
        right=-u0 if leftward else u1,
        top=row.extent.v0,
        baseline=row.baseline,
        marks=row.marks,
        leftward=leftward,
    )
