"""Which words of a document's pages stand under the quads of a mark.

A character counts if its middle lies in a quad, so that quads drawn a little too large or
too small by another program make no difference. The corners of a quad come in any order;
the upright rectangle around them is what counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from glossator.domain.pages.geometry import Quad, Rect
    from glossator.domain.text.page_text import PageText

SLACK = 0.01
"""Points by which a number may be rounded."""


@dataclass(slots=True)
class Piece:
    """A stretch of the words of one page.

    Attributes:
        page: Zero-based page index.
        start, end: Offsets in the page's text.
        text: The words, line by line; what stands between them in another flow, such as a
            footnote, is not among them.
        continues: Whether it goes on where the piece before it ended.
    """

    page: int
    start: int
    end: int
    text: str = ""
    continues: bool = False


def pieces_under(pages: Mapping[int, PageText], quads: Mapping[int, Sequence[Quad]]) -> list[Piece]:
    """Return the stretches of words under quads, in reading order.

    Words that follow each other are one stretch, over lines, columns and pages, since what
    runs between them (heads, footnotes) is of another flow.

    Args:
        pages: The text of each page that has quads.
        quads: By page.
    """
    covered = {page: _covered(pages[page], quads[page]) for page in sorted(quads)}
    flows = dict.fromkeys(
        pages[page].lines[pages[page].line_index(offset)].role.flow
        for page, offsets in covered.items()
        for offset in sorted(offsets)
    )
    return [piece for flow in flows for piece in _of_flow(pages, covered, flow)]


def _covered(page: PageText, quads: Sequence[Quad]) -> frozenset[int]:
    """Return the offsets of the characters under quads, spaces left out."""
    bounds = [quad.bounds for quad in quads]
    found = set()
    for line in page.lines:
        near = [one for one in bounds if _meet(one, line.rect)]
        for offset in range(line.start, line.end) if near else ():
            box = page.char_rect(offset)
            x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
            if not page.text[offset].isspace() and any(_holds(one, x, y) for one in near):
                found.add(offset)
    return frozenset(found)


def _of_flow(
    pages: Mapping[int, PageText], covered: Mapping[int, frozenset[int]], flow: int
) -> list[Piece]:
    """Return the pieces of one flow."""
    found: list[Piece] = []
    going, before = False, -1
    for number, offsets in covered.items():
        going = going and number == before + 1
        before = number
        # On the first and the last page nothing beyond the marks matters.
        low = min(offsets, default=0) if number == min(covered) else 0
        high = max(offsets, default=0) if number == max(covered) else len(pages[number].text)
        for offset in _letters(pages[number], flow, low, high + 1):
            if offset not in offsets:
                going = False
                continue
            if not going or found[-1].page != number:
                found.append(Piece(number, offset, offset, continues=going))
            found[-1].end, going = offset + 1, True
    for piece in found:
        piece.text = _words(pages[piece.page], flow, piece.start, piece.end)
    return found


def _letters(page: PageText, flow: int, low: int, high: int) -> Iterator[int]:
    """Yield the offsets in a range of what is no space on the lines of a flow."""
    for line in page.lines:
        if line.role.flow == flow and line.start < high and low < line.end:
            offsets = range(max(line.start, low), min(line.end, high))
            yield from (at for at in offsets if not page.text[at].isspace())


def _words(page: PageText, flow: int, start: int, end: int) -> str:
    lines = (line for line in page.lines if line.role.flow == flow)
    parts = (page.text[max(start, line.start) : min(end, line.end)] for line in lines)
    return "\n".join(part for part in parts if part)


def _meet(one: Rect, other: Rect) -> bool:
    return (
        one.x0 <= other.x1 + SLACK
        and other.x0 <= one.x1 + SLACK
        and one.y0 <= other.y1 + SLACK
        and other.y0 <= one.y1 + SLACK
    )


def _holds(one: Rect, x: float, y: float) -> bool:
    return one.x0 - SLACK <= x <= one.x1 + SLACK and one.y0 - SLACK <= y <= one.y1 + SLACK
