"""The stretches of a block that may be something of their own, and how paragraphs are counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossator.documents.structure.flow import Block, unmarked
from glossator.documents.structure.numbering import (
    Count,
    counted,
    heading_number,
    item_label,
    paragraph_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossator.documents.structure.flow import Printed

BOX = re.compile(
    r"(?:Box|Encadré|Recuadro|BOX)\s+(?P<number>\d{1,3}|[A-Z]|[IVX]+)\b[.:]?\s*(?P<title>.*)"
)
STOP = re.compile(r"(?:[.;:?!。؟؛۔]|[.;:?!。؟][”\"’)»」』]|,\s*(?:and|or)|;\s*(?:and|or))$")
MOST_LOST = 2
"""Numbers of paragraphs that may be missing one after the other."""

_BULLET = re.compile(r"[•●○▪■◦‣∙]\s")
_LEAST_NUMBERED = 3
_LEAST_SHARE = 0.3
_HIGHEST_IN_LIST = 99
_SHORT = 60


def count_of(blocks: Sequence[Block]) -> Count | None:
    """Return how a report counts its paragraphs, None where it counts at most a list's entries."""
    totals = [(_counted_with(blocks, count), count) for count in Count]
    most, best = max(totals, key=lambda total: total[0])
    return best if most else None


def _counted_with(blocks: Sequence[Block], count: Count) -> int:
    """Return how many paragraphs a way of counting finds, 0 for too few of all."""
    last: tuple[int, ...] = ()
    found, others = 0, 0
    for block in blocks:
        if block.stands_out and not STOP.search(block.text):
            continue
        for segment in segments(block, count):
            text = segment.text
            number = counted(text, count)
            if number and count is not Count.PLAIN and not _is_text(text):
                number = None
            if number and number.follows(last, MOST_LOST):
                last, found = number.steps, found + 1
            elif not item_label(segment.first.text) and len(text) > _SHORT:
                others += 1
    enough = found >= _LEAST_NUMBERED and found >= _LEAST_SHARE * (found + others)
    return found if enough else 0


def _is_text(text: str) -> bool:
    """Tell whether words behind a number are text: no heading in plain type, no table row."""
    return len(text) > _SHORT or STOP.search(text) is not None


def segments(block: Block, count: Count | None) -> Iterator[Block]:
    """Cut a block where a line may begin a paragraph, an item or a heading."""
    segment = Block([block.first])
    right = max(line.right for line in block.lines)
    for above, line in zip(block.lines, block.lines[1:], strict=False):
        begins = _may_begin(line, block, count) and _is_parted(above, line, right)
        begins = begins or _BULLET.match(line.text) is not None
        if begins or _is_indented(above, line, block):
            yield segment
            segment = Block()
        segment.lines.append(line)
    yield segment


def _is_indented(above: Printed, line: Printed, block: Block) -> bool:
    """Tell whether a line is set in as the first of a paragraph is."""
    inwards = line.left - min(li.left for li in block.lines)
    set_in = 0.8 * line.size < inwards < 4 * line.size and line.left > above.left + 0.5
    return set_in and stops(above) and not block.stands_out


def _may_begin(line: Printed, block: Block, count: Count | None) -> bool:
    if _is_counted(line.text, count) or item_label(line.text) or BOX.match(line.text):
        return True
    return block.stands_out and bool(heading_number(line.text).form)


def _is_counted(text: str, count: Count | None) -> bool:
    """Tell whether a line has a paragraph's number, or, where none have one, a list entry's."""
    if count:
        return counted(text, count) is not None
    number = paragraph_number(text)
    return number is not None and number[0] <= _HIGHEST_IN_LIST


def _is_parted(above: Printed, line: Printed, right: float) -> bool:
    """Tell whether the line above ends what it belongs to: it stops, or stands elsewhere."""
    moved = abs(line.left - above.left) > 0.5 * line.size
    short = above.right < right - 1.5 * above.size
    listed = stops(above) and item_label(line.text) is not None
    return moved or short or listed


def stops(line: Printed) -> bool:
    """Tell whether a line ends as a sentence or an item does, a footnote mark left aside."""
    return STOP.search(unmarked([line]).rstrip()) is not None
