"""Passages that recur, and who is named, as tables that go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.text.word_diff import Piece, Wording, word_diff
from glossator.exchange.csv_export import SECTION_SEPARATOR
from glossator.exchange.sheets.table import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Unit
    from glossator.domain.trace.book import Book, Line
    from glossator.domain.trace.families import Family
    from glossator.domain.trace.mentions import Entry

MARKS = {Wording.SAME: "{}", Wording.OLD: "[-{}-]", Wording.NEW: "{{+{}+}}"}
"""How changed words are marked in plain text, as `git diff --word-diff` does."""

MARKED = "Words in [-…-] stand only in the earlier passage, those in {+…+} only in the later."
SIDES = ("citation", "date", "section", "text")


def marked(pieces: Iterable[Piece]) -> str:
    """Return the difference of two wordings with its words marked, spaces left outside."""
    parts = []
    for piece in pieces:
        words = piece.text.strip()
        before, _, after = piece.text.partition(words)
        parts.append(before + MARKS[piece.wording].format(words) + after)
    return "".join(parts)


def families_sheet(book: Book, families: Iterable[Family]) -> Sheet:
    """Return a table with a row for each link of each family.

    Args:
        book: The reports.
        families: In the order of the rows.
    """
    rows = []
    for number, family in enumerate(families, 1):
        for a, b, trace in family.links:
            old, new = family.members[a], family.members[b]
            reports = [book.reports[one.report].report for one in (old, new)]
            units = [book.unit(one) for one in (old, new)]
            pieces = word_diff(units[0].text, units[1].text)
            rows.append(
                (
                    number,
                    trace.change.value,
                    round(trace.score, 3),
                    *_side(reports[0], units[0]),
                    *_side(reports[1], units[1]),
                    marked(pieces),
                )
            )
    heading = ("family", "kind", "score", *_heads("from"), *_heads("to"), "changes")
    return Sheet("Families of like passages", MARKED, heading, tuple(rows))


def lines_sheet(title: str, lines: Sequence[Line], reports: tuple[Report, Report] | None) -> Sheet:
    """Return a table of what became of the passages of a section.

    Args:
        title: What is held against what.
        lines: In the order of the rows.
        reports: The earlier and the later report; None only where there are no lines.
    """
    rows = []
    for line in lines:
        assert reports is not None
        rows.append(
            (
                line.standing.value,
                round(line.trace.score, 3) if line.old and line.new else None,
                *_side(reports[0], line.old),
                *_side(reports[1], line.new),
                marked(line.pieces),
                _likest(line, reports),
                round(line.likeness, 3) if line.likest else None,
            )
        )
    heading = (
        *("what became of it", "score", *_heads("from"), *_heads("to")),
        *("changes", "most like it", "likeness"),
    )
    return Sheet(title, MARKED, heading, tuple(rows))


def mentions_sheet(entries: Sequence[Entry], reports: Sequence[Report]) -> Sheet:
    """Return a table of who is named: how often in all, and in each report.

    Args:
        entries: In the order of the rows.
        reports: In the order of the columns.
    """
    rows = [
        (
            one.name,
            one.kind.value,
            one.count,
            *(len(one.places.get(report.sha256, ())) for report in reports),
        )
        for one in entries
    ]
    names = (f"{one.year} {one.name}".strip() for one in reports)
    return Sheet("Who is named", "", ("name", "kind", "all", *names), tuple(rows))


def _likest(line: Line, reports: tuple[Report, Report]) -> str:
    if line.likest is None:
        return ""
    return f"{reports[0 if line.old is None else 1].name}, {line.likest.label}"


def _heads(end: str) -> tuple[str, ...]:
    return tuple(f"{end} {name}" for name in SIDES)


def _side(report: Report, unit: Unit | None) -> tuple[str, ...]:
    if unit is None:
        return ("",) * len(SIDES)
    section = SECTION_SEPARATOR.join(unit.section)
    return f"{report.name}, {unit.label}", report.date, section, unit.text
