"""From points on pages to stretches of text: carets, words, sentences.

A caret is an offset between two characters of a page's text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossator.domain.page_text import Role
from glossator.domain.passage import first_role, flow_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.domain.page_text import Line, PageText

_SENTENCE_END = re.compile(r"[.!?…][\d”’\"')\]]*(?=\s)")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|No|paras?|arts?|vol|pp?|eds?|al|cf|e\.g|i\.e|Mrs?|Ms|Dr|St)$"
)


def nearest_line(page: PageText, x: float, y: float, role: Role | None = None) -> Line | None:
    """Return the line nearest to a point in user space, None on a page without text.

    Where a role is given, only lines of its flow count.

    A line reaches as far across as its column, so that beside a short line it is that line
    that wins, not a longer one above; distance along the page counts more than across, so
    that between two paragraphs the point stays in its column.
    """
    lines = [line for line in page.lines if role is None or line.role.flow == role.flow]

    def distance(line: Line) -> tuple[float, float]:
        rect = line.rect
        low, high = _column(page, line)
        if line.rotation % 180:
            across, along = max(low - y, 0.0, y - high), max(rect.x0 - x, 0.0, x - rect.x1)
        else:
            across, along = max(low - x, 0.0, x - high), max(rect.y0 - y, 0.0, y - rect.y1)
        return across + 4 * along, rect.distance2(x, y)

    return min(lines, key=distance, default=None)


def _column(page: PageText, line: Line) -> tuple[float, float]:
    """Return how far across the lines reach that stand above and below a line."""
    index = page.lines.index(line)
    low, high = _across(line)
    for other in page.lines[max(index - 12, 0) : index + 13]:
        start, end = _across(other)
        if start < high and end > low and other.rotation == line.rotation:
            low, high = min(low, start), max(high, end)
    return low, high


def _across(line: Line) -> tuple[float, float]:
    rect = line.rect
    return (rect.y0, rect.y1) if line.rotation % 180 else (rect.x0, rect.x1)


def caret_at(page: PageText, x: float, y: float, role: Role | None = None) -> int | None:
    """Return the caret nearest to a point in user space, None on a page without text.

    Where a role is given, only lines of its flow count.
    """
    line = nearest_line(page, x, y, role)
    if line is None:
        return None
    for offset in range(line.start, line.end):
        rect = page.char_rect(offset)
        if _before_middle(line, (rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2, x, y):
            return offset
    return line.end


def character_at(page: PageText, x: float, y: float, slack: float = 2.0) -> int | None:
    """Return the character under a point in user space, None where there is none.

    Args:
        page: The page's text.
        x: Points to the right.
        y: Points up.
        slack: How far beside the line still counts, in points.
    """
    line = nearest_line(page, x, y)
    if line is None or line.rect.distance2(x, y) > slack * slack:
        return None
    near = range(line.start, line.end)
    return min(near, key=lambda offset: page.char_rect(offset).distance2(x, y), default=None)


def word_at(page: PageText, offset: int) -> tuple[int, int]:
    """Return the word around a character: letters, digits, and hyphens within it."""
    text = page.text
    if offset >= len(text) or not _in_word(text, offset):
        return offset, min(offset + 1, len(text))
    start = end = offset
    while start > 0 and _in_word(text, start - 1):
        start -= 1
    while end < len(text) and _in_word(text, end):
        end += 1
    return start, end


def sentence_at(page: PageText, offset: int) -> tuple[int, int]:
    """Return the sentence around a character, within its block of one flow."""
    start, end = block_at(page, offset)
    for stop in sentence_ends(page, start, end):
        if stop <= offset:
            start = stop
        else:
            return skip_space(page.text, start), stop
    return skip_space(page.text, start), end


def sentence_ends(page: PageText, start: int, end: int) -> Iterator[int]:
    """Yield the offsets behind the sentences that end within a range, its own end left out."""
    begin = start
    for match in _SENTENCE_END.finditer(page.text, start, end):
        if not _ABBREVIATION.search(page.text, begin, match.start()):
            yield match.end()
            begin = match.end()


def block_at(page: PageText, offset: int) -> tuple[int, int]:
    """Return the block of lines (a paragraph, or a column's part of one) at a character."""
    if not page.lines:
        return 0, 0
    here = page.lines[page.line_index(offset)]
    lines = [line for line in page.lines if line.block == here.block]
    return min(line.start for line in lines), max(line.end for line in lines)


def selected(page: PageText, start: int, end: int, role: Role | None) -> list[tuple[int, int]]:
    """Return the ranges of a page's text that a selection of one flow covers.

    Args:
        page: The page's text.
        start: First offset.
        end: Offset behind the last character.
        role: Where the selection began; None takes the first role it touches here.
    """
    return flow_ranges(page, start, end, first_role(page, start, end) if role is None else role)


def role_at(page: PageText, caret: int) -> Role:
    """Return the role of the line a caret stands in."""
    return page.lines[page.line_index(caret)].role if page.lines else Role.BODY


def _before_middle(line: Line, middle_x: float, middle_y: float, x: float, y: float) -> bool:
    match line.rotation:
        case 90:
            return y > middle_y
        case 180:
            return x > middle_x
        case 270:
            return y < middle_y
        case _:
            return x < middle_x


def _in_word(text: str, offset: int) -> bool:
    char = text[offset]
    if char.isalnum() or char == "_":
        return True
    inside = 0 < offset < len(text) - 1
    return inside and char in "-’'‑" and text[offset - 1].isalnum() and text[offset + 1].isalnum()


def skip_space(text: str, start: int) -> int:
    """Return the offset of the first character from one on that is no white space."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start
