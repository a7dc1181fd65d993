"""Where passages that come in stand in the reports of a project.

What other tools say of a passage is its words, and sometimes offsets, a page or rectangles.
Offsets are believed where the words stand there; else the words are looked for as a
passage's own words are after its report changed (`domain.anchoring.anchor`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from glossator.domain import area as areas
from glossator.domain import passage
from glossator.domain.anchoring.anchor import Quotations, Reattacher, body_spans
from glossator.domain.records import Segment, Status
from glossator.domain.reports.structure import without_marks
from glossator.domain.text.folding import folded
from glossator.domain.text.page_text import page_of
from glossator.domain.text.quotation import known_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.domain.pages.geometry import PageBox, Rect
    from glossator.domain.records import Annotation, Report, ReportId
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import PageText, ReportText


@dataclass(frozen=True, slots=True)
class _Read:
    """A report that has been read, prepared for finding passages in it."""

    text: ReportText
    whole: str
    source: passage.Source
    reattacher: Reattacher
    everywhere: Quotations
    unmarked: Quotations
    starts: Sequence[int]


class Placer:
    """Finds passages in reports; a report is prepared when it is first asked for.

    Args:
        read: Gives a report's text and structure, read if need be; None where it has no
            text.
        page_text: Gives the text of a page with the place of every character.
        picture: Has an area's picture drawn and gives its SHA-256; the rectangle is in view
            space. Without it no area finds its place.
    """

    def __init__(
        self,
        read: Callable[[Report], tuple[ReportText, Structure] | None],
        page_text: Callable[[Report, int], PageText],
        picture: Callable[[Report, int, Rect], str] | None = None,
    ) -> None:
        self._read = read
        self._page_text = page_text
        self._picture = picture
        self._known: dict[ReportId, _Read | None] = {}
        self._pages: dict[tuple[ReportId, int], PageText] = {}

    def locate(self, report: Report, sketch: Annotation) -> Annotation | None:
        """Return an annotation at its place, with quotation and citation, or None.

        Its status says whether the place is sure.

        Args:
            report: The report.
            sketch: What came in: words, offsets as far as they are known, themes, note.

        Raises:
            DocumentError: The report can't be read.
        """
        known = self._of(report)
        if known is None:
            return None
        if not any(part.exact.strip() for part in sketch.segments):
            return self._area(known, report, sketch)
        where: list[tuple[int, int]] = []
        for part in sketch.segments:
            start = where.pop()[0] if part.continues and where else part.start
            where.append((start, part.end))
        return (
            self._believed(known, report, sketch, where)
            or self._spread(known, report, sketch)
            or self._reattached(known, report, sketch)
            or self._quoted(known, report, sketch)
        )

    def box(self, report: Report, page: int) -> PageBox | None:
        """Return the box of a page, None where there is no such page."""
        known = self._of(report)
        boxes = known.text.boxes if known is not None else ()
        return boxes[page] if 0 <= page < len(boxes) else None

    def _of(self, report: Report) -> _Read | None:
        if report.id not in self._known:
            self._known[report.id] = self._prepared(report)
        return self._known[report.id]

    def _area(self, known: _Read, report: Report, sketch: Annotation) -> Annotation | None:
        """Place an area on its page, cut to it."""
        (part, *more) = sketch.segments
        box = self.box(report, part.page)
        if self._picture is None or box is None or more or not part.quads:
            return None
        found = areas.area_of(part).within(box)
        if not found.is_large_enough:
            return None
        base = known.starts[found.page]
        page = self._page(report, found.page)
        segment = areas.segment(found, box, page, base, known.source.structure)
        digest = self._picture(report, found.page, box.rect_to_view(found.rect))
        return passage.placed(sketch, known.source, (segment,), now=sketch.modified, picture=digest)

    def _prepared(self, report: Report) -> _Read | None:
        found = self._read(report)
        if found is None:
            return None
        text, structure = found
        whole = text.text
        source = passage.Source(report, structure, known_words(whole), text.labels)
        everywhere = Quotations(whole)
        unmarked = Quotations(whole, without_marks(structure, body_spans(structure)))
        found_again = Reattacher(whole, structure)
        starts = tuple(text.starts())
        return _Read(text, whole, source, found_again, everywhere, unmarked, starts)

    def _believed(
        self,
        known: _Read,
        report: Report,
        sketch: Annotation,
        where: Sequence[tuple[int, int]],
    ) -> Annotation | None:
        """Place it at the offsets that came, if its words stand there."""
        if not all(0 <= start < end <= len(known.whole) for start, end in where):
            return None
        placed = self._placed(known, report, sketch, where, Status.ATTACHED)
        if placed is None:
            return None
        came, exact = ("".join([part.exact for part in one.segments]) for one in (sketch, placed))
        if came == exact:  # as nearly all do: what follows would say the same
            return placed
        return placed if folded(came) in (folded(placed.quote), folded(exact)) else None

    def _spread(self, known: _Read, report: Report, sketch: Annotation) -> Annotation | None:
        """Place stretches by where the first begins and the last ends, the others between."""
        parts = sketch.segments
        if len(parts) == 1 or any(part.continues for part in parts):
            return None
        where: list[tuple[int, int]] = []
        low, high = parts[0].start, parts[-1].end
        for number, part in enumerate(parts):
            found = [
                at
                for at in known.everywhere.find(part.exact) or known.unmarked.find(part.exact)
                if low <= at[0] and at[1] <= high
                if number > 0 or at[0] == low
                if number < len(parts) - 1 or at[1] == high
            ]
            if len(found) != 1:
                return None
            where += found
            low = found[0][1]
        return self._placed(known, report, sketch, where, Status.ATTACHED)

    def _reattached(self, known: _Read, report: Report, sketch: Annotation) -> Annotation | None:
        found = known.reattacher.place(sketch)
        if found.status is Status.DETACHED:
            return None
        return self._placed(known, report, sketch, found.stretches, found.status)

    def _quoted(self, known: _Read, report: Report, sketch: Annotation) -> Annotation | None:
        """Place it where its words stand once footnotes and their marks are left out."""
        stretches = []
        for part in sketch.segments:
            found = known.unmarked.find(part.exact)
            if not found:
                return None
            stretches.append(min(found, key=lambda at, part=part: abs(at[0] - part.start)))  # type: ignore[misc]
        return self._placed(known, report, sketch, stretches, Status.ATTACHED)

    def _placed(
        self,
        known: _Read,
        report: Report,
        sketch: Annotation,
        stretches: Sequence[tuple[int, int]],
        status: Status,
    ) -> Annotation | None:
        pages = {
            page: self._page(report, page)
            for start, end in stretches
            for page in range(page_of(known.starts, start), page_of(known.starts, end - 1) + 1)
        }
        parts: tuple[Segment, ...] = passage.segments(
            stretches, pages, known.starts, known.source.structure
        )
        if not parts:
            return None
        if len(parts) == len(sketch.segments):
            parts = tuple(map(_sharing, parts, sketch.segments))
        placed = passage.placed(sketch, known.source, parts, now=sketch.modified)
        return placed if placed.status is status else replace(placed, status=status)

    def _page(self, report: Report, page: int) -> PageText:
        if (report.id, page) not in self._pages:
            self._pages[report.id, page] = self._page_text(report, page)
        return self._pages[report.id, page]


def _sharing(part: Segment, came: Segment) -> Segment:
    """Return a segment with the words as they came where they are the same: one copy of them."""
    return Segment(
        part.page,
        part.start,
        part.end,
        came.exact if came.exact == part.exact else part.exact,
        came.before if came.before == part.before else part.before,
        came.after if came.after == part.after else part.after,
        part.quads,
        part.unit_id,
        part.section,
        part.continues,
    )
