"""What the lines of a page are: running heads and feet, notes, headings, or body.

A page is judged by itself and the three pages before and after it, so that the answer is the
same whether one page or the whole report is read.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from glossator.domain.reports.symbols import SYMBOL
from glossator.domain.text.page_text import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.documents.rows import Row

NEIGHBOURS = 3
"""Pages before and after that have a say."""

_DEEPEST_EDGE = 4
_SAME_HEIGHT = 3.0
_DIGITS = re.compile(r"\d+")
_ROMAN_ALONE = re.compile(r"[ivxlc]+", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|p\.|seite|página)\s*)?[-–—]?\s*(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|de|von|sur)\s*\d{1,4})?\s*[-–—]?|\d\d-\d{5}(?:\s.{0,9}\d{1,4}/\d{1,4})?",
    re.IGNORECASE,
)
_UNDERSCORES = re.compile(r"[_\s]{5,}")
NOTE_START = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})(?=[\s\S])")
_GLUED = re.compile(r"\d{1,3}[^\W\d_a-z]")
_SMALL = 0.94
_LARGE = 1.08
_LEAST_STEPS = 6
_WIDEST_LEADING = 2.4
"""Widest distance of lines that may still be those of one paragraph, in sizes."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line near the top or bottom of a page, as compared between pages.

    Attributes:
        top: Whether it stands at the top.
        folded: Its text with digits made equal.
        at: v of its baseline.
    """

    top: bool
    folded: str
    at: float


@dataclass(frozen=True, slots=True)
class PageTraits:
    """What the neighbours of a page need to know of it.

    Attributes:
        edges: The lines near its top, and those near its bottom that begin no note.
        sizes: Number of characters by font size.
        note_size: Size of the last line that looks like a note, 0 without.
    """

    edges: frozenset[Edge]
    sizes: Counter[float]
    note_size: float = 0.0


def traits(rows: Sequence[Row]) -> PageTraits:
    """Return the traits of a page."""
    main = _main_direction(rows)
    edges = {_edge(row, top=True) for row in _from_top(main)[:_DEEPEST_EDGE]}
    lowest = _from_bottom(main)[:_DEEPEST_EDGE]
    edges |= {_edge(row, top=False) for row in lowest if not _is_noted(row, rows)}
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size * 2) / 2] += len(row.text)
    return PageTraits(frozenset(edges), sizes, _note_size(main, sizes))


def _note_size(rows: Sequence[Row], sizes: Counter[float]) -> float:
    common = max(sizes, key=lambda size: sizes[size], default=0.0)
    notes = [row for row in rows if row.size <= _SMALL * common and begins_note(row)]
    return notes[-1].size if notes else 0.0


def body_size(around: Iterable[PageTraits]) -> float:
    """Return the font size most characters of the pages have, 0 without characters."""
    total: Counter[float] = Counter()
    for page in around:
        total.update(page.sizes)
    return max(total, key=lambda size: (total[size], size)) if total else 0.0


def assign_roles(
    rows: list[Row], others: Sequence[PageTraits], own: PageTraits, before: PageTraits | None
) -> list[Row]:
    """Give the rows of a page their roles and blocks, and put them in reading order.

    Running heads come first, notes after the body, running feet last.

    Args:
        rows: In the order of the columns; changed in place.
        others: The traits of the pages around.
        own: The traits of the page itself.
        before: The traits of the page before, None on the first.
    """
    size = body_size([*others, own])
    heads, feet = _mark_running(rows, others)
    inner = [row for row in rows if row.role is not Role.RUNNING]
    _mark_notes(inner, size, before.note_size if before else 0.0)
    body = [row for row in inner if row.role is not Role.FOOTNOTE]
    notes = [row for row in inner if row.role is Role.FOOTNOTE]
    stray = [row for row in rows if row.role is Role.RUNNING and row not in heads + feet]
    ordered = [*heads, *body, *notes, *feet, *stray]
    number_blocks(ordered)
    _mark_headings(body, size)
    return ordered


def _main_direction(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.rotation == rows[0].rotation]


def _from_top(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.baseline)


def _from_bottom(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: -row.baseline)


def _place(row: Row) -> tuple[int, float]:
    return round(row.baseline), row.extent.u0


def _edge(row: Row, *, top: bool) -> Edge:
    folded = _DIGITS.sub("#", row.text)
    return Edge(top, "#" if _ROMAN_ALONE.fullmatch(folded) else folded, row.baseline)


def _mark_running(rows: list[Row], others: Sequence[PageTraits]) -> tuple[list[Row], list[Row]]:
    """Mark running heads and feet; return both, each from top to bottom."""
    for row in rows:
        aside = row.rotation != rows[0].rotation and (row.rotation % 90 or len(row.text) < 80)
        if aside or _UNDERSCORES.fullmatch(row.text):
            row.role = Role.RUNNING
    main = [row for row in _main_direction(rows) if not _UNDERSCORES.fullmatch(row.text)]
    if not main:
        return [], []
    heads = _running(_from_top(main), others, top=True)
    rest = [row for row in _from_bottom(main) if row not in heads]
    feet = _running(rest, others, top=False)
    height = _foot_height(others)
    feet.extend(row for row in rest[len(feet) :] if row.baseline >= height - _SAME_HEIGHT)
    for row in heads + feet:
        row.role = Role.RUNNING
    return sorted(heads, key=_place), sorted(feet, key=_place)


def _running(inwards: list[Row], others: Sequence[PageTraits], *, top: bool) -> list[Row]:
    """Return the lines from the edge inwards that the neighbours have too, or a page number."""
    found: list[Row] = []
    whole = 1
    for index, row in enumerate(inwards[:_DEEPEST_EDGE]):
        beside = bool(found) and _level(row, found[-1])
        following = next((other for other in inwards[index + 1 :] if not _level(row, other)), None)
        apart = following is None or abs(following.baseline - row.baseline) > 1.7 * row.size
        if row.marks and row.marks[0][0] == 0:
            break
        alike = _alike(_edge(row, top=top), others)
        needed = _needed(row, found, others, lenient=apart or beside)
        named = (beside or (apart and not found)) and _names_page(row, top=top)
        if not (alike >= needed or named):
            partner = inwards[index + 1] if index + 1 < len(inwards) else row
            if not (_level(row, partner) and _alike(_edge(partner, top=top), others)):
                break
        found.append(row)
        if apart:
            whole = len(found)
    return found[:whole]


def _needed(row: Row, found: Sequence[Row], others: Sequence[PageTraits], *, lenient: bool) -> int:
    """Return how many neighbours must have a line for it to be a running one."""
    if found and abs(row.baseline - found[-1].baseline) > 2.2 * row.size:
        return max(len(others), 3)
    return 1 if lenient or len(others) < 3 else 2


def _names_page(row: Row, *, top: bool) -> bool:
    """Tell whether a line is a page number, or the report's symbol above it."""
    if _PAGE_NUMBER.fullmatch(row.text):
        return True
    return top and SYMBOL.fullmatch(row.text) is not None


def _level(row: Row, other: Row) -> bool:
    return row is not other and abs(other.baseline - row.baseline) < 0.5 * row.size


def _foot_height(others: Sequence[PageTraits]) -> float:
    """Return the v at which the feet of the pages around stand; what is below it is no text."""
    edges = [[edge for edge in page.edges if not edge.top] for page in others]
    lowest = [max(feet, key=_at) for feet in edges if feet]
    shared = [
        edge.at
        for edge in lowest
        if sum(edge.folded == o.folded and abs(edge.at - o.at) <= _SAME_HEIGHT for o in lowest) > 1
    ]
    return min(shared, default=math.inf)


def _at(edge: Edge) -> float:
    return edge.at


def _alike(edge: Edge, others: Sequence[PageTraits]) -> int:
    return sum(
        any(
            edge.top == other.top
            and edge.folded == other.folded
            and abs(edge.at - other.at) <= _SAME_HEIGHT
            for other in page.edges
        )
        for page in others
    )


def _mark_notes(rows: list[Row], size: float, continued: float) -> None:
    """Mark the notes at the foot of each column part.

    Args:
        rows: The page without its running lines.
        size: Of the body.
        continued: Size of notes that may go on from the page before, 0 for none.
    """
    end = len(rows)
    while end:
        start = end
        while start and rows[start - 1].group == rows[end - 1].group:
            start -= 1
        _mark_notes_of_column(rows, range(start, end), size, continued)
        end = start


def _mark_notes_of_column(page: list[Row], column: range, size: float, continued: float) -> None:
    rows = page[column.start : column.stop]
    start = len(rows)
    while start and rows[start - 1].size <= _SMALL * size:
        start -= 1
    zone = rows[start:]
    begins = [i for i, row in enumerate(zone) if begins_note(row) and _begins_block(zone, i)]
    first = _first_note(zone, begins, page) if begins else None
    if continued and zone and _is_rest_of_note(rows, start, first, continued):
        first = 0
    for row in zone[len(zone) if first is None else first :]:
        row.role = Role.FOOTNOTE


def _first_note(zone: Sequence[Row], begins: Sequence[int], page: Sequence[Row]) -> int | None:
    """Return where the notes of a zone of small type begin, None if it holds none.

    A note's mark is raised before its own words or stands in the page's text; one that has
    lost it is counted right before another. What else is small and begins with a number is
    part of a figure, and the notes are below it.
    """
    first, lowest = None, math.inf
    for index in reversed(begins):
        row, number = zone[index], _number(zone[index])
        signed = not number or _is_raised(row)
        counted = number < lowest and (number == lowest - 1 or _is_marked(row, page))
        if signed or counted:
            first = index
            lowest = number or lowest
    return first


def _is_raised(note: Row) -> bool:
    return bool(note.marks) and note.marks[0][0] == 0


def _is_noted(row: Row, page: Sequence[Row]) -> bool:
    """Tell whether a line begins a note, whatever other pages have at its height.

    Its number is raised; or it touches a capital and is a mark in the page's text: some fonts
    have small digits of their own that extraction can't tell from plain ones ("1Ibid.").
    """
    return _is_raised(row) or (_GLUED.match(row.text) is not None and _is_marked(row, page))


def _is_marked(note: Row, page: Sequence[Row]) -> bool:
    """Tell whether the number a line begins with is a mark in larger type on its page."""
    number = str(_number(note))
    glued = re.compile(rf"(?<=[^\s\d(]){number}(?!\w)")
    return any(
        any(number in _DIGITS.findall(row.text[start:end]) for start, end in row.marks)
        or glued.search(row.text)
        for row in page
        if row.size > note.size
    )


def _number(row: Row) -> int:
    """Return the number a note begins with, 0 for a sign."""
    match = _DIGITS.match(row.text)
    return int(match[0]) if match else 0


def _is_rest_of_note(rows: list[Row], start: int, first: int | None, size: float) -> bool:
    """Tell whether small lines without number are what a page break left of a note.

    They have the size of the notes before and stand apart from the body, on their own or
    right above the first numbered note.
    """
    rest = rows[start:] if first is None else rows[start : start + first]
    if not rest or start == 0:
        return False
    apart = rest[0].baseline - rows[start - 1].baseline > 1.5 * rest[0].size
    return apart and all(abs(row.size - size) < 0.3 and not row.bold for row in rest)


def begins_note(row: Row) -> bool:
    """Tell whether a line begins as a note does: with a raised mark, a number or asterisks."""
    if _is_raised(row):
        return True
    return NOTE_START.match(row.text) is not None


def _begins_block(rows: list[Row], index: int) -> bool:
    if index == 0:
        return True
    row, above = rows[index], rows[index - 1]
    indented = abs(row.extent.u0 - above.extent.u0) > 0.4 * row.size
    parted = row.baseline - above.baseline > 1.35 * row.size
    return indented or parted or _is_raised(row)


def number_blocks(rows: Sequence[Row]) -> None:
    """Number the blocks of ordered rows: paragraphs, or parts of columns."""
    block = 0
    leading = _leading(rows)
    for above, row in pairwise(rows):
        if _parts(above, row, leading):
            block += 1
        row.block = block


def _leading(rows: Sequence[Row]) -> float:
    """Return the distance of most lines of running text, 0 for a page without enough of it."""
    steps = sorted(
        row.baseline - above.baseline
        for above, row in pairwise(rows)
        if row.group == above.group and row.role is above.role and abs(row.size - above.size) < 0.3
    )
    if len(steps) < _LEAST_STEPS:
        return 0.0
    step = steps[len(steps) // 4]
    usual = sum(abs(other - step) <= 0.08 * step for other in steps)
    widths = sorted(row.extent.u1 - row.extent.u0 for row in rows)
    text = widths[len(widths) // 2] >= 0.6 * widths[-1]
    return step if text and usual >= 0.4 * len(steps) else 0.0


def _parts(above: Row, row: Row, leading: float) -> bool:
    if row.role is not above.role or row.group != above.group or row.rotation != above.rotation:
        return True
    size = max(row.size, above.size)
    if abs(row.size - above.size) > 0.12 * size or row.bold != above.bold:
        return True
    widest = 1.62 * size
    if leading < _WIDEST_LEADING * size:
        widest = max(widest, 1.25 * leading)
    return row.baseline - above.baseline > widest


def _mark_headings(body: list[Row], size: float) -> None:
    """Mark short blocks that stand out by weight or size and don't end as a sentence does."""
    blocks: dict[int, list[Row]] = {}
    for row in body:
        blocks.setdefault(row.block, []).append(row)
    for rows in blocks.values():
        text = " ".join(row.text for row in rows)
        stands_out = all(row.bold or row.size > _LARGE * size for row in rows)
        if stands_out and len(rows) <= 4 and len(text) < 260 and not text.endswith((".", ";", ",")):
            for row in rows:
                row.role = Role.HEADING
