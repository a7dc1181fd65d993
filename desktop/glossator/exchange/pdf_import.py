"""Marks in a PDF as passages: highlights, frames and notes of other programs, and our own.

The words under a mark are those of the document's own text, so they are found at once where
the report is the same. A mark over a picture of words becomes an area. A note that stands on
the page belongs to the paragraph beside it. Each colour is a theme, which the user may choose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.area import SMALLEST, line_beside
from glossator.domain.incoming.colours import colour_names
from glossator.domain.incoming.found_marks import HIDDEN, MarkKind
from glossator.domain.incoming.plan import (
    Incoming,
    IncomingPassage,
    IncomingSegment,
    IncomingTheme,
)
from glossator.domain.incoming.under_marks import pieces_under
from glossator.domain.pages.geometry import Quad, Rect
from glossator.domain.passage import CONTEXT
from glossator.domain.pdf_marks import theme_lines
from glossator.domain.reports.address import unit_stretches
from glossator.domain.text.page_text import Role, page_of
from glossator.exchange.refi.common import derived, guid_of
from glossator.exchange.theme_paths import path_of, themes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from glossator.domain.incoming.found_marks import FoundMark, FoundMarks
    from glossator.domain.incoming.plan import IncomingReport
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import Line, PageText, ReportText

    OpenMarked: TypeAlias = "Callable[[str, bytes], AbstractContextManager[MarkedPdf]]"

SIGN = 18.0
"""Width and height of the sign of a note, in points."""

_NAMES = {
    "Ink": "drawings",
    "Line": "lines",
    "Polygon": "shapes",
    "PolyLine": "shapes",
    "Stamp": "stamps",
    "Caret": "marks of insertion",
    "FileAttachment": "attached files",
    "Text": "empty notes",
    "FreeText": "empty notes",
    HIDDEN: "hidden marks",
}
"""What the kinds of marks are called that are left out."""


@dataclass(frozen=True, slots=True)
class MarkedPdf:
    """A PDF with marks, opened and read.

    Attributes:
        report: The document: without bytes where it is a report of the project.
        found: Its marks.
        text, structure: As read.
        page_text: Gives the text of a page with the place of every character.
    """

    report: IncomingReport
    found: FoundMarks
    text: ReportText
    structure: Structure
    page_text: Callable[[int], PageText]


def read_marked(name: str, marked: MarkedPdf) -> Incoming:
    """Return the marks of a PDF as passages, with a theme for each colour."""
    found = marked.found
    left = tuple(_left_out(found))
    if not found.marks:
        return Incoming(name, left_out=(f"“{name}” has no marks that can be taken over.", *left))
    passages = tuple(_Reading(marked).passages())
    colours = Counter(key for one in passages for key in one.themes if key.startswith("#"))
    themes = [
        IncomingTheme(colour, f"{said} marks", colour=colour)
        for colour, said in colour_names(dict(colours.most_common())).items()
    ]
    paths = (path_of(names) for mark in found.marks for names in mark.themes or ())
    return Incoming(
        name, (marked.report,), (*themes_of(paths), *themes), passages, left, tuple(colours)
    )


class _Reading:
    """Turns the marks of one document into passages."""

    def __init__(self, marked: MarkedPdf) -> None:
        self._marked = marked
        self._starts = marked.text.starts()
        self._whole = marked.text.text
        self._pages: dict[int, PageText] = {}
        self._taken: set[str] = set()

    def passages(self) -> Iterator[IncomingPassage]:
        """Yield a passage for each mark, or for the marks of one passage on several pages."""
        groups: dict[object, list[FoundMark]] = defaultdict(list)
        for number, mark in enumerate(self._marked.found.marks):
            shared = mark.kind is MarkKind.TEXT and guid_of(mark.name)
            groups[shared or number].append(mark)
        for marks in groups.values():
            yield self._passage(marks)

    def _passage(self, marks: Sequence[FoundMark]) -> IncomingPassage:
        first = marks[0]
        guid = self._guid(first)
        note = first.contents
        if first.themes is not None:
            themes = tuple(map(path_of, first.themes))
            note = _without(first.themes, note)
        else:
            coloured = first.colour and first.kind is not MarkKind.NOTE
            themes = (first.colour,) if coloured else ()
        return IncomingPassage(
            self._marked.report.key,
            tuple(self._segments(marks)),
            themes,
            guid,
            note,
            first.analyst,
            first.created,
            max(mark.modified for mark in marks),
        )

    def _guid(self, mark: FoundMark) -> str:
        """Return what names a mark each time the file is read, empty where another has it."""
        file_id = self._marked.found.file_id
        place = (str(mark.page), *(f"{number:.1f}" for quad in mark.quads for number in quad))
        guid = guid_of(mark.name)
        if not guid and file_id:
            guid = derived("pdf", file_id, mark.name, *place)
        if guid in self._taken:
            return ""
        self._taken.add(guid)
        return guid

    def _segments(self, marks: Sequence[FoundMark]) -> Iterator[IncomingSegment]:
        first = marks[0]
        if first.kind is MarkKind.NOTE:
            yield from self._beside(first)
            return
        quads: dict[int, list[Quad]] = defaultdict(list)
        for mark in marks:
            quads[mark.page] += mark.quads
        pieces = []
        if first.kind is MarkKind.TEXT:
            pieces = pieces_under({page: self._page(page) for page in quads}, quads)
        for piece in pieces:
            base = self._starts[piece.page]
            one = self._cut(base + piece.start, base + piece.end, piece.page)
            yield replace(one, exact=piece.text, continues=piece.continues)
        if not pieces:  # a picture of words, or a frame
            yield IncomingSegment("", page=first.page, quads=(Quad.of(_bounds(first)),))

    def _beside(self, mark: FoundMark) -> Iterator[IncomingSegment]:
        """Yield the paragraph that a note stands beside, or the place of the note."""
        page, rect = self._page(mark.page), _bounds(mark)
        line = line_beside(page, rect) or _nearest(page, rect)
        if line is None:
            yield IncomingSegment("", page=mark.page, quads=(Quad.of(_seen(rect)),))
            return
        structure, at = self._marked.structure, self._starts[mark.page] + line.start
        unit = structure.at(at)
        if unit is None or not any(start <= at < end for start, end in unit.spans):
            yield self._cut(at, at + line.end - line.start, mark.page)
            return
        for start, end in unit_stretches(structure, unit):
            spans = (self._whole[a:b] for a, b in unit.spans if start <= a and b <= end)
            begins = page_of(self._starts, start)
            yield replace(self._cut(start, end, begins), exact="\n".join(spans))

    def _cut(self, start: int, end: int, page: int) -> IncomingSegment:
        whole = self._whole
        before, after = whole[max(start - CONTEXT, 0) : start], whole[end : end + CONTEXT]
        return IncomingSegment(whole[start:end], before, after, start, end, page)

    def _page(self, page: int) -> PageText:
        if page not in self._pages:
            self._pages[page] = self._marked.page_text(page)
        return self._pages[page]


def _nearest(page: PageText, rect: Rect) -> Line | None:
    """Return the line of the text that is nearest to a note, None where there is none."""
    x, y = (rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2
    lines = [line for line in page.lines if line.role is not Role.RUNNING]
    return min(lines, key=lambda one: one.rect.distance2(x, y), default=None)


def _bounds(mark: FoundMark) -> Rect:
    found = mark.quads[0].bounds
    for quad in mark.quads[1:]:
        found = found.united(quad.bounds)
    return found


def _seen(rect: Rect) -> Rect:
    """Return where a note is shown: readers draw its sign also where it has no extent."""
    if min(rect.width, rect.height) >= SMALLEST:
        return rect
    return Rect(rect.x0, rect.y0, max(rect.x1, rect.x0 + SIGN), max(rect.y1, rect.y0 + SIGN))


def _without(themes: Sequence[Sequence[str]], contents: str) -> str:
    """Return the note of a mark of ours, which its themes stand above."""
    return contents.removeprefix(theme_lines(themes)).strip() if themes else contents


def _left_out(found: FoundMarks) -> Iterator[str]:
    pages: Mapping[str, list[int]] = defaultdict(list)
    for mark in found.left:
        pages[_NAMES.get(mark.what, f"marks of the kind {mark.what}")].append(mark.page + 1)
    for what, where in pages.items():
        listed = ", ".join(map(str, dict.fromkeys(where[:20])))
        yield f"{what[:1].upper()}{what[1:]} were left out: {len(where)}, on p. {listed}."
