"""Where the ends of a passage can be moved to, word by word or sentence by sentence.

Only lines of the flow that a stretch began in count, so that its end passes over running
heads, page numbers and footnotes, from column to column and from page to page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from glossator.domain.errors import NotReadYetError
from glossator.domain.passage import flow_ranges
from glossator.domain.text.selection import role_at
from glossator.domain.text.sentences import sentence_ends, skip_space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.domain.records import Segment
    from glossator.domain.text.page_text import PageText, Role

PagePoint = tuple[int, int]
"""Zero-based page and offset in that page's text."""

Stretch = tuple[PagePoint, PagePoint]

_WORD = re.compile(r"(?:\S+-\n)*\S+")
"""A word with its punctuation, also where the end of a line divides it."""

_CLOSED = re.compile(r"[.!?…:;][\d”’\"')\]]*$")

_NUMBER = re.compile(r"\(?\w{1,5}[.)]")
"""What a paragraph or item begins with; no sentence, though it ends like one."""


class End(StrEnum):
    """The ends of a passage."""

    BEGIN = "begin"
    END = "end"


class Stride(StrEnum):
    """How far a step goes."""

    WORD = "word"
    SENTENCE = "sentence"


def stretches_of(segments: Sequence[Segment], starts: Sequence[int]) -> list[Stretch]:
    """Return the stretches of a passage: what continues over a break is one.

    Args:
        segments: The passage.
        starts: Offset of each page's text in the report's.
    """
    found: list[Stretch] = []
    for part in segments:
        base = starts[part.page]
        last = (part.page, part.end - base)
        if part.continues and found:
            found[-1] = (found[-1][0], last)
        else:
            found.append(((part.page, part.start - base), last))
    return found


def roles_of(
    page_text: Callable[[int], PageText | None], stretches: Sequence[Stretch]
) -> list[Role]:
    """Return the flow that each stretch of a passage stands in.

    Raises:
        NotReadYetError: The text of a page is not known yet.
    """
    return [role_at(_known(page_text, page), offset) for (page, offset), _ in stretches]


def with_end(stretches: Sequence[Stretch], end: End, at: PagePoint) -> list[Stretch]:
    """Return a passage with one of its outermost ends elsewhere.

    An end stays at least a character short of the other end of its stretch.
    """
    moved = list(stretches)
    if end is End.BEGIN:
        _, high = moved[0]
        moved[0] = (min(at, (high[0], high[1] - 1)), high)
    else:
        low, _ = moved[-1]
        moved[-1] = (low, max(at, (low[0], low[1] + 1)))
    return moved


def stepped(
    page_text: Callable[[int], PageText | None],
    n_pages: int,
    stretches: Sequence[Stretch],
    end: End,
    stride: Stride,
    by: int,
) -> PagePoint:
    """Return where an end of a passage goes with one step; where it stands if nowhere.

    Args:
        page_text: The text of a page, None where it is not known yet.
        n_pages: How many pages the report has.
        stretches: The passage.
        end: Which of its ends.
        stride: How far.
        by: 1 towards the end of the report, -1 towards its beginning.

    Raises:
        NotReadYetError: The text of a page is not known yet.
    """
    outermost = stretches[0 if end is End.BEGIN else -1]
    (role,) = roles_of(page_text, [outermost])
    here = outermost[0 if end is End.BEGIN else 1]
    page, offset = here
    while 0 <= page < n_pages:
        found = _stops(_known(page_text, page), role, end, stride)
        if page != here[0]:
            index = 0 if by > 0 else len(found) - 1
        else:
            index = bisect_right(found, offset) if by > 0 else bisect_left(found, offset) - 1
        if 0 <= index < len(found):
            return page, found[index]
        page += by
    return here


def _known(page_text: Callable[[int], PageText | None], page: int) -> PageText:
    text = page_text(page)
    if text is None:
        raise NotReadYetError("The pages are still being read …")
    return text


def _stops(page: PageText, role: Role, end: End, stride: Stride) -> list[int]:
    """Return the offsets of a page at which an end of a passage can stand, ascending."""
    ranges = flow_ranges(page, 0, len(page.text), role)
    if stride is Stride.WORD:
        words = (match for low, high in ranges for match in _WORD.finditer(page.text, low, high))
        return [word.start() if end is End.BEGIN else word.end() for word in words]
    blocks = _blocks(page, role)
    found: list[int] = []
    for low, high in blocks:
        ends = [*sentence_ends(page.text, low, high)]
        if high not in ends and (_CLOSED.search(page.text, low, high) or high != blocks[-1][1]):
            ends.append(high)
        if end is End.END:
            found += (one for one in ends if not _NUMBER.fullmatch(page.text, low, one))
        else:
            begins = [low, *(skip_space(page.text, one) for one in ends)]
            found += [one for one in begins if one < high]
    return sorted(set(found))


def _blocks(page: PageText, role: Role) -> list[tuple[int, int]]:
    """Return the ranges of the blocks of a flow in reading order."""
    lines = [line for line in page.lines if line.role.flow == role.flow and line.start < line.end]
    breaks = [0]
    breaks += [
        index
        for index, (before, after) in enumerate(pairwise(lines), start=1)
        if before.block != after.block
    ]
    return [
        (lines[low].start, lines[high - 1].end)
        for low, high in pairwise([*breaks, len(lines)])
        if low < high
    ]
