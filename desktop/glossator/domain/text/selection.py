"""From points on pages to stretches of text: carets, words, sentences.

A caret is an offset between two characters of a page's text.
"""

from __future__ import annotations

import unicodedata
from math import inf
from typing import TYPE_CHECKING

from glossator.domain.pages.geometry import Rect
from glossator.domain.passage import first_role, flow_ranges
from glossator.domain.text.direction import has_leftward, is_leftward, unspaced
from glossator.domain.text.page_text import Role
from glossator.domain.text.sentences import sentence_ends, skip_space

if TYPE_CHECKING:
    from glossator.domain.text.page_text import Line, PageText


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
    return caret_in(page, line, along(line, x, y))


def caret_in(page: PageText, line: Line, reach: float) -> int:
    """Return the caret of a line that stands nearest to a place along it.

    Args:
        page: The page's text.
        line: One of its lines.
        reach: As `along` tells it.
    """
    words = page.text[line.start : line.end]
    leftward = has_leftward(words)
    best, least = line.start, inf
    for offset in range(line.start, line.end):
        start, end = _reaches(page, line, offset)
        beyond = max(start - reach, reach - end, 0.0)
        if beyond < least:
            least = beyond
            back = leftward and is_leftward(words, offset - line.start)
            best = offset + ((reach >= (start + end) / 2) != back)
    return best


def caret_reach(page: PageText, line: Line, caret: int) -> float:
    """Return how far along its line a caret stands: before its character, else behind the last."""
    if line.start == line.end:
        return along(line, line.rect.x0, line.rect.y0)
    offset = min(max(caret, line.start), line.end - 1)
    start, end = _reaches(page, line, offset)
    words = page.text[line.start : line.end]
    back = has_leftward(words) and is_leftward(words, offset - line.start)
    return end if (caret > offset) != back else start


def caret_rect(page: PageText, caret: int) -> Rect | None:
    """Return the stroke where a caret stands, without thickness; None on a page without text."""
    if not page.lines:
        return None
    line = page.lines[page.line_index(caret)]
    reach = caret_reach(page, line, caret)
    x0, y0, x1, y1 = line.rect
    match line.rotation:
        case 90:
            return Rect(x0, -reach, x1, -reach)
        case 180:
            return Rect(-reach, y0, -reach, y1)
        case 270:
            return Rect(x0, reach, x1, reach)
        case _:
            return Rect(reach, y0, reach, y1)


def along(line: Line, x: float, y: float) -> float:
    """Return how far a point in user space lies in the direction in which a line is set."""
    match line.rotation:
        case 90:
            return -y
        case 180:
            return -x
        case 270:
            return y
        case _:
            return x


def _reaches(page: PageText, line: Line, offset: int) -> tuple[float, float]:
    """Return from where to where a character reaches along its line."""
    x0, y0, x1, y1 = page.char_rect(offset)
    ends = along(line, x0, y0), along(line, x1, y1)
    return min(ends), max(ends)


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
    """Return the word around a character: letters, digits, and hyphens within it.

    A word divided at a line's end is one. Chinese characters, between which no space tells
    the words, stand each for itself (Unicode Standard Annex 29 without a dictionary).
    """
    start, end = _piece_of_word(page.text, offset)
    if not any(map(str.isalnum, page.text[start:end])):
        return start, end
    if _is_divided(page, end):
        return start, _piece_of_word(page.text, end + 2)[1]
    if start >= 2 and _is_divided(page, start - 2):
        return _piece_of_word(page.text, start - 3)[0], end
    return start, end


def _piece_of_word(text: str, offset: int) -> tuple[int, int]:
    """Return the letters of one kind around a character, on its line."""
    if offset >= len(text):
        return offset, len(text)
    kind = _word_kind(text, offset)
    start, end = offset, offset + 1
    if not kind or kind == "character":
        return start, end
    while start > 0 and _word_kind(text, start - 1) == kind:
        start -= 1
    while end < len(text) and _word_kind(text, end) == kind:
        end += 1
    return start, end


def _is_divided(page: PageText, hyphen: int) -> bool:
    """Tell whether a word goes on behind a hyphen at a line's end."""
    text = page.text
    if not 0 < hyphen < len(text) - 2 or text[hyphen] not in "-‐" or text[hyphen + 1] != "\n":
        return False
    if not (text[hyphen - 1].isalpha() and text[hyphen + 2].islower()):
        return False
    index = page.line_index(hyphen)
    return page.lines[index].role.flow == page.lines[index + 1].role.flow


def sentence_at(page: PageText, offset: int) -> tuple[int, int]:
    """Return the sentence around a character, within its block of one flow."""
    start, end = block_at(page, offset)
    for stop in sentence_ends(page.text, start, end):
        if stop <= offset:
            start = stop
        else:
            return skip_space(page.text, start), stop
    return skip_space(page.text, start), end


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


def _word_kind(text: str, offset: int) -> str:
    """Return what of a word a character can be, empty for none: kinds don't mix in a word."""
    char = text[offset]
    if char in "-’'‑":
        around = text[max(offset - 1, 0) : offset] + text[offset + 1 : offset + 2]
        return "letter" if len(around) == 2 and around.isalnum() else ""
    if not (char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"):
        return ""
    if char < "\u3040" or not unspaced().match(char):
        return "letter"
    if char <= "\u309f":
        return "hiragana"
    return "katakana" if char <= "\u30ff" or "\u31f0" <= char <= "\u31ff" else "character"
