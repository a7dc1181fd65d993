"""The canonical text of a report and where each of its characters stands.

A page's canonical text is what the normalizer makes of the page: NFKC without ligatures,
no soft hyphens, one space for a run of white space, lines in reading order joined by a
line feed. The report's canonical text is its pages' texts joined by a form feed. Offsets
of annotations and units count in the report's text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import accumulate, islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.text.direction import has_leftward

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Sequence

NORMALIZER = 1
"""Version of the rules above; kept with every annotation."""

_APART = 0.2
"""Greatest gap between two characters that still touch, in heights of their line."""

PAGE_BREAK = "\f"
LINE_BREAK = "\n"

_start = attrgetter("start")


class Role(IntEnum):
    """What a line of a page is. A selection that begins in one role skips the others."""

    BODY = 0
    HEADING = 1
    FOOTNOTE = 2
    RUNNING = 3
    """Running head, foot or page number."""

    @property
    def flow(self) -> int:
        """Lines with the same flow are selected together: body with headings."""
        return 0 if self is Role.HEADING else int(self)


class Line(NamedTuple):
    """One printed line.

    Attributes:
        start, end: Offsets in the page's text, the line feed excluded.
        rect: Around its characters, in PDF user space.
        role: What it is.
        block: Number of the block (paragraph or column part) it belongs to on its page.
        size: Dominant font size in points.
        bold, italic: Whether all its letters are.
        rotation: Clockwise degrees from which the line is read on the unrotated page.
    """

    start: int
    end: int
    rect: Rect
    role: Role = Role.BODY
    block: int = 0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    rotation: int = 0


class PageText(NamedTuple):
    """The text of one page with the place of every character.

    Attributes:
        page: Zero-based page index.
        text: Canonical text of the page.
        boxes: Four floats a character (x0, y0, x1, y1) in PDF user space, so
            `len(boxes) == 4 * len(text)`; a line feed has the empty box at its line's end.
        lines: In reading order.
    """

    page: int
    text: str
    boxes: array[float] = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)

    def char_rect(self, offset: int) -> Rect:
        """Return the box of the character at an offset of the page's text."""
        x0, y0, x1, y1 = self.boxes[4 * offset : 4 * offset + 4]
        return Rect(x0, y0, x1, y1)

    def line_index(self, offset: int) -> int:
        """Return the index of the line that holds the offset.

        Raises:
            IndexError: The page has no lines.
        """
        index = bisect_right(self.lines, offset, key=_start) - 1
        if not self.lines:
            raise IndexError("page without text")
        return max(index, 0)

    def touched(self, start: int, end: int) -> Iterator[tuple[Line, int, int]]:
        """Yield the lines with characters between two offsets, and which of these are theirs."""
        first = bisect_right(self.lines, start, key=_start) - 1
        for line in islice(self.lines, max(first, 0), None):
            if line.start >= end:
                break
            low, high = max(start, line.start), min(end, line.end)
            if low < high:
                yield line, low, high

    def rects(self, start: int, end: int) -> list[Rect]:
        """Return one rectangle a line for the characters from start to end.

        Where a line is written in both directions, characters that follow each other may
        stand apart; it then has as many rectangles as there are pieces.
        """
        found: list[Rect] = []
        for line, low, high in self.touched(start, end):
            upright = line.rotation % 180 != 0
            x0, y0, x1, y1 = line.rect
            for begin, stop in self._extents(line, low, high, upright=upright):
                found.append(Rect(x0, begin, x1, stop) if upright else Rect(begin, y0, stop, y1))
        return found

    def _extents(
        self, line: Line, start: int, end: int, *, upright: bool
    ) -> list[tuple[float, float]]:
        """Return from where to where characters of a line go, along it."""
        low, high = (1, 3) if upright else (0, 2)
        if has_leftward(self.text[line.start : line.end]):
            pieces = self._pieces(start, end, upright=upright)
            return [(piece[low], piece[high]) for piece in pieces]
        first, last = 4 * start, 4 * end - 4
        begin = min(self.boxes[first + low], self.boxes[last + low])
        return [(begin, max(self.boxes[first + high], self.boxes[last + high]))]

    def _pieces(self, start: int, end: int, *, upright: bool) -> list[Rect]:
        """Return the boxes of the characters of one line, those that touch put together."""
        low, high = (1, 3) if upright else (0, 2)
        pieces: list[Rect] = []
        for box in sorted(map(self.char_rect, range(start, end)), key=lambda box: box[low]):
            slack = _APART * (box.width if upright else box.height)
            if pieces and box[low] <= pieces[-1][high] + slack:
                pieces[-1] = pieces[-1].united(box)
            else:
                pieces.append(box)
        return pieces


@dataclass(frozen=True, slots=True)
class ReportText:
    """The canonical text of a whole report, page by page.

    Attributes:
        pages: Canonical text of each page.
        boxes: The visible box of each page.
        labels: Printed page labels (`iv`, `12`), as many as pages.
    """

    pages: tuple[str, ...]
    boxes: tuple[PageBox, ...] = ()
    labels: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The report's canonical text."""
        return PAGE_BREAK.join(self.pages)

    def starts(self) -> list[int]:
        """Return the offset at which each page begins."""
        return page_starts([len(page) for page in self.pages])


def page_starts(lengths: Sequence[int]) -> list[int]:
    """Return the offset of each page's first character, given the lengths of the texts."""
    return list(accumulate((length + len(PAGE_BREAK) for length in lengths), initial=0))[:-1]


def page_of(starts: Sequence[int], offset: int) -> int:
    """Return the index of the page that holds an offset of the report's text."""
    return max(bisect_right(starts, offset) - 1, 0)
