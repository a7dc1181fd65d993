"""How much text a report has, and how much of it a passage takes.

A word is what stands between spaces. The words of a report are those of its paragraphs and
boxes; headings and footnotes don't count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.domain.passage import OMISSION
from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from glossator.domain.records import Annotation, AnnotationId, ReportId, Segment, ThemeId
    from glossator.domain.reports.structure import Structure

POINT = "__"
"""Between the id of a paragraph and the id of its item."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The size of a report.

    Attributes:
        words: Words of its paragraphs and boxes.
        sections: Each outermost heading with the words below it, in reading order; what
            stands before the first heading is below an empty one.
        starts, ends: Offsets of the stretches of its paragraphs and boxes, ascending.
        owners: Ids of the paragraph or box each stretch belongs to.
    """

    words: int
    sections: tuple[tuple[str, int], ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is counted of an annotation.

    Attributes:
        id, report_id, theme_ids, analyst: As in `Annotation`.
        start: Where it begins in its report.
        section: The outermost heading above it, or empty.
        words: Words of its quotation; an area has none.
        paragraphs: The paragraphs and boxes it touches, each once, named by the ids of the
            report and the unit.
    """

    id: AnnotationId
    report_id: ReportId
    theme_ids: tuple[ThemeId, ...]
    analyst: str
    start: int
    section: str
    words: int
    paragraphs: tuple[str, ...]


def extent(structure: Structure) -> Extent:
    """Return the size of a report whose structure is known."""
    sections: dict[str, int] = {}
    stretches: list[tuple[int, int, str]] = []
    for unit in structure.of_kind(UnitKind.PARAGRAPH, UnitKind.BOX):
        top = unit.section[0] if unit.section else ""
        sections[top] = sections.get(top, 0) + count_words(unit.text)
        stretches.extend((start, end, unit.id) for start, end in unit.spans)
    stretches.sort()
    return Extent(
        words=sum(sections.values()),
        sections=tuple(sections.items()),
        starts=tuple(start for start, _, _ in stretches),
        ends=tuple(end for _, end, _ in stretches),
        owners=tuple(owner for _, _, owner in stretches),
    )


def entry(annotation: Annotation, size: Extent | None) -> Entry:
    """Return what is counted of an annotation.

    Args:
        annotation: The annotation.
        size: The size of its report; None while that is not read, when the paragraph a
            stretch begins in stands for all that it touches.
    """
    found = (one for part in annotation.segments for one in touched(part, size))
    return Entry(
        id=annotation.id,
        report_id=annotation.report_id,
        theme_ids=annotation.theme_ids,
        analyst=annotation.analyst,
        start=annotation.start,
        section=annotation.section[0] if annotation.section else "",
        words=count_words(annotation.quote.replace(OMISSION, " ")),
        paragraphs=tuple(f"{annotation.report_id} {one}" for one in dict.fromkeys(found)),
    )


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


def touched(part: Segment, size: Extent | None) -> tuple[str, ...]:
    """Return the ids of the paragraphs and boxes that a segment touches.

    While the size of its report is not known, that of the one it begins in.
    """
    if size is not None and not part.is_area:
        first = bisect_right(size.ends, part.start)
        last = bisect_left(size.starts, max(part.end, part.start + 1))
        if first < last:
            return size.owners[first:last]
    return (part.unit_id.partition(POINT)[0] or f"page_{part.page + 1}",)
