"""Where footnotes hang: the marks in the text, raised or set with a font's own small digits.

A raised number is a mark if a note has that number; `m²` and `2nd` stay text. Some makers
set marks with glyphs that extraction can't tell from plain digits ("trafficking.6"). Those
are found by the link on them, or as the number of a note of the same page, glued to a word.
"""

from __future__ import annotations

import re
from bisect import insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from glossator.documents.damage import read_or
from glossator.documents.engine import pymupdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossator.documents.structure.flow import Printed
    from glossator.documents.structure.notes import Note

_NUMBERS = re.compile(r"\d{1,3}|[*†‡§]+|[a-z]")
_NEAR = 3.0
"""How far a mark's estimated place may lie from its link, in sizes of its line."""
_WIDEST = 3.0
"""Widest link that is on a mark, in sizes of its line."""


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A footnote mark: offset in the report's text, the number it shows, its page."""

    offset: int
    number: str
    page: int


def find_anchors(
    doc: pymupdf.Document, lines: Sequence[Printed], notes: Sequence[Note]
) -> list[Anchor]:
    """Find the marks of notes, and leave in the lines' marks only them.

    Args:
        doc: The document, for its links.
        lines: Body lines and headings in reading order; their marks are changed.
        notes: All notes.
    """
    pages: dict[str, list[int]] = {}
    for note in notes:
        pages.setdefault(note.number, []).append(note.page)
    anchors = [anchor for line in lines for anchor in _raised(line, pages)]
    anchors.sort()
    seen = {(anchor.number, anchor.page) for anchor in anchors}
    missing = [note for note in notes if note.number.isdigit() and not _is_marked(note, seen)]
    by_page: dict[int, list[Printed]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    linked = {page: mark_links(doc, page) for page in {note.page for note in missing}}
    for note in missing:
        near = [a for a in anchors if abs(a.page - note.page) <= 2]
        anchor = _glued(note, by_page.get(note.page, ()), linked[note.page], near)
        if anchor:
            insort(anchors, anchor)
    return anchors


def anchor_of(note: Note, anchors: Iterable[Anchor]) -> Anchor | None:
    """Return the first mark of a note: on its page, or the one before or after."""
    near = [a for a in anchors if a.number == note.number and abs(a.page - note.page) <= 1]
    return min(near, key=lambda anchor: (abs(anchor.page - note.page), anchor.offset), default=None)


def _is_marked(note: Note, seen: set[tuple[str, int]]) -> bool:
    return any((note.number, note.page + step) in seen for step in (0, -1, 1))


def mark_links(doc: pymupdf.Document, page: int) -> list[tuple[float, float, float]]:
    """Return the links of a page into its own document as (x, top, bottom) of their middle."""
    none: list[dict[str, Any]] = []
    links = read_or(none, lambda: doc[page].get_links(), f"the links of page {page + 1}")
    return [
        ((link["from"].x0 + link["from"].x1) / 2, link["from"].y0, link["from"].y1)
        for link in links
        if link["kind"] in (pymupdf.LINK_GOTO, pymupdf.LINK_NAMED) and link["from"].width < 30
    ]


def _raised(line: Printed, pages: dict[str, list[int]]) -> Iterator[Anchor]:
    """Yield the raised marks of a line that notes of this or the next page explain."""
    kept = []
    for start, end in line.marks:
        numbers = _NUMBERS.findall(line.text[start:end])
        known = [n for n in numbers if any(abs(p - line.page) <= 1 for p in pages.get(n, ()))]
        if known and len(known) == len(numbers):
            kept.append((start, end))
            yield from (Anchor(line.start + start, number, line.page) for number in known)
    line.marks = tuple(kept)


def _glued(
    note: Note,
    lines: Iterable[Printed],
    links: Sequence[tuple[float, float, float]],
    anchors: Sequence[Anchor],
) -> Anchor | None:
    low, high = _between(note.number, anchors)
    pattern = re.compile(rf"(?<=[^\s\d/(\[$€£-])(?<!\d[.,]){note.number}(?!\d|[.,]\d|\w)")
    candidates = [
        (_off_link(line, match.start(), match.end(), links), line, match)
        for line in lines
        for match in pattern.finditer(line.text)
        if low < line.start + match.start() < high
    ]
    if not candidates:
        return None
    if links:
        distance, line, match = min(candidates, key=lambda found: found[0])
        if distance > _NEAR:
            return None
    else:
        _, line, match = candidates[0]
    line.marks = tuple(sorted((*line.marks, match.span())))
    return Anchor(line.start + match.start(), note.number, line.page)


def _between(number: str, anchors: Sequence[Anchor]) -> tuple[int, int]:
    """Return the offsets between which a mark must stand, by the marks around it."""
    value = int(number)
    before = [a.offset for a in anchors if a.number.isdigit() and int(a.number) < value]
    behind = [a.offset for a in anchors if a.number.isdigit() and int(a.number) > value]
    return max(before, default=-1), min(behind, default=1 << 60)


def _off_link(
    line: Printed, start: int, end: int, links: Sequence[tuple[float, float, float]]
) -> float:
    """Return how far the nearest link of a line is from a place in it, in sizes."""
    share = (start + end) / 2 / max(len(line.text), 1)
    left, right = line.sides
    x = right - share * (right - left) if line.leftward else left + share * (right - left)
    here = [link[0] for link in links if link[1] - 2 <= line.baseline <= link[2] + 2]
    return min((abs(x - at) / line.size for at in here), default=_NEAR + 1)
