"""What a search finds: places in the reports, notes and themes, grouped by report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from glossator.domain.search.query import wanted_fields
from glossator.domain.text.spelling import plain, stem

if TYPE_CHECKING:
    from glossator.domain.records import AnnotationId, Report, ReportId, Theme, ThemeId
    from glossator.domain.search.query import Node
    from glossator.domain.search.words import Span

REACH = 60
"""Characters shown before a hit in a long text."""


class HitKind(StrEnum):
    """What a hit stands in; the kinds of unit that are found by themselves, and two more."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BOX = "box"
    FOOTNOTE = "footnote"
    NOTE = "note"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Group:
    """What was found in a report.

    Attributes:
        report: The report.
        places: Numbers of units, and of annotations with a minus, in reading order; what
            they hold is asked of the project when it is shown.
    """

    report: Report
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found.

    Attributes:
        query: The query.
        groups: One for each report that was searched, also where nothing was found.
        themes: The themes found.
        unread: Reports that could not be searched, since they have not been read yet.
    """

    query: Node
    groups: tuple[Group, ...]
    themes: tuple[Theme, ...] = ()
    unread: tuple[Report, ...] = ()

    @property
    def count(self) -> int:
        """How many paragraphs, footnotes, notes and themes were found."""
        return sum(len(group.places) for group in self.groups) + len(self.themes)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found, with what is shown of it.

    Attributes:
        place: As in `Group`; 0 for a theme.
        kind: What it is.
        text: Its words on one line.
        marks: Where in the text the hits are, ascending; none where only fields were asked.
        label: `para. 57 (d)`, `box 1`, `footnote 21`; the number of a heading; the path of
            a theme.
        section: The headings above it, outermost first.
        page: Printed label of its first page, empty for a theme.
        report_id: Its report.
        unit_id: The unit; of a note, that which its passage begins in.
        annotation_id: Of a note.
        theme_id: Of a theme.
    """

    place: int
    kind: HitKind
    text: str
    marks: tuple[Span, ...]
    label: str = ""
    section: tuple[str, ...] = field(default=())
    page: str = ""
    report_id: ReportId | None = None
    unit_id: str = ""
    annotation_id: AnnotationId | None = None
    theme_id: ThemeId | None = None


def nothing(found: Found) -> str:
    """Return the sentence for a search that found nothing."""
    if found.groups or found.unread:
        return "Nothing was found."
    if any(next(wanted_fields(found.query, name), None) for name in ("report", "year")):
        return "Nothing was found: no report has this symbol, title or year."
    return "Nothing was found: the project has no reports yet."


def shown_text(kind: str, title: str, text: str) -> str:
    """Return what is searched and shown of a unit: a box has its title before its words."""
    return f"{title}. {text}" if kind == HitKind.BOX and title else text


def citation(hit: Hit, report: Report) -> str:
    """Return the address of a hit: `A/79/322, para. 57 (d)`, else with the page."""
    if hit.kind is HitKind.HEADING or not hit.label:
        return f"{report.name}, p. {hit.page}"
    return f"{report.name}, {hit.label}"


def _fullest(text: str, marks: tuple[Span, ...], length: int) -> int:
    """Return where a stretch begins that has the most different hits."""
    words = [stem(plain(text[start:end])) for start, end in marks]
    best, first, most = 0, 0, 0
    within: Counter[str] = Counter()
    for number, (_, end) in enumerate(marks):
        within[words[number]] += 1
        while first < number and end - marks[first][0] > length:
            within[words[first]] -= 1
            within += Counter()  # leaves out what is not there any more
            first += 1
        if len(within) > most:
            best, most = first, len(within)
    return marks[best][0] if marks else 0


def snippet(text: str, marks: tuple[Span, ...], length: int) -> tuple[str, tuple[Span, ...]]:
    """Return as much of a text as is shown, from a little before the hits that tell most.

    Those are where the most different words stand near each other, else the first ones.

    Args:
        text: On one line.
        marks: Its hits.
        length: Characters to show at most, the marks of omission not counted.

    Returns:
        The part, with marks of omission, and the hits in it.
    """
    if len(text) <= length:
        return text, marks
    first = _fullest(text, marks, length - REACH)
    start = max(min(first - REACH, len(text) - length), 0)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(start + length, len(text))
    if end < len(text):
        space = text.rfind(" ", max(start + 1, end - 30), end)
        end = space if space > first else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    kept = tuple(
        (max(a, start) + shift, min(b, end) + shift) for a, b in marks if a < end and b > start
    )
    return f"{before}{text[start:end]}{after}", kept
