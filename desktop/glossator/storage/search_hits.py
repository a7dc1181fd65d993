"""What the places hold that a search has found, read when they are shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from glossator.domain.records import AnnotationId, ReportId
from glossator.domain.reports.structure import UnitKind
from glossator.domain.search.query import wanted, wanted_fields
from glossator.domain.search.results import Hit, HitKind, shown_text
from glossator.domain.search.terms import marks
from glossator.domain.search.words import SearchText
from glossator.storage.search_facts import theme_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from glossator.domain.records import Theme
    from glossator.domain.search.query import Near, Node, Term
    from glossator.domain.search.words import Span
    from glossator.domain.themes import ThemeTree

_PAGE = (
    "coalesce((SELECT page_text.label FROM page_text"
    " WHERE page_text.sha256 = {0}.sha256 AND page_text.page = {1}.page), {1}.page + 1)"
)
_UNIT = (
    "SELECT unit.number, unit.kind, unit.printed_number, unit.title, unit.label, unit.section,"  # noqa: S608
    " unit.text, unit.id, report.id, " + _PAGE.format("unit", "unit") + " FROM unit"
    " JOIN report ON report.sha256 = unit.sha256 AND report.deleted_at IS NULL"
    " WHERE unit.number = ?"
)
_NOTE = (
    "SELECT annotation.number, annotation.id, annotation.note, annotation.paragraph,"  # noqa: S608
    " annotation.segments, report.id, "
    + _PAGE.format("report", "annotation")
    + " FROM annotation JOIN report ON report.id = annotation.report_id"
    " WHERE annotation.number = ? AND annotation.deleted_at IS NULL"
)


def read_hits(sqlite: sqlite3.Connection, query: Node, places: Sequence[int]) -> list[Hit]:
    """Return what some places hold, in their order; those that are gone are left out."""
    terms = list(wanted(query))
    noted = [*terms, *wanted_fields(query, "note")]
    hits = (
        _unit(sqlite, place, terms) if place > 0 else _note(sqlite, -place, noted)
        for place in places
    )
    return [hit for hit in hits if hit is not None]


def theme_hit(tree: ThemeTree, theme: Theme, query: Node) -> Hit:
    """Return what a theme holds that was found."""
    terms = [*wanted(query), *wanted_fields(query, "theme")]
    text = theme_words(theme)
    return Hit(
        place=0,
        kind=HitKind.THEME,
        text=text,
        marks=_marks(terms, text),
        label=tree.path(theme.id),
        theme_id=theme.id,
    )


def _unit(sqlite: sqlite3.Connection, number: int, terms: Sequence[Term | Near]) -> Hit | None:
    row = sqlite.execute(_UNIT, (number,)).fetchone()
    if row is None:
        return None
    _, kind, printed, title, label, section, text, unit_id, report_id, page = row
    text = shown_text(kind, title, text)
    found = _marks(terms, text)
    if kind == UnitKind.HEADING:
        label = printed
    elif kind == UnitKind.PARAGRAPH and found:
        label = _innermost(sqlite, number, label, text, found[0][0])
    return Hit(
        place=number,
        kind=HitKind(kind),
        text=text,
        marks=found,
        label=label,
        section=tuple(json.loads(section)),
        page=str(page),
        report_id=ReportId(report_id),
        unit_id=unit_id,
    )


def _innermost(sqlite: sqlite3.Connection, number: int, label: str, text: str, offset: int) -> str:
    """Return the label of the item of a paragraph that holds an offset of its text."""
    at = 0
    rows = sqlite.execute(
        "SELECT kind, label, text FROM unit WHERE number > ? ORDER BY number", (number,)
    )
    for kind, item_label, item_text in rows:
        if kind != UnitKind.ITEM:
            break
        at = max(text.find(item_text, at), at)
        if at > offset:
            break
        label = item_label
    rows.close()
    return label


def _note(sqlite: sqlite3.Connection, number: int, terms: Sequence[Term | Near]) -> Hit | None:
    row = sqlite.execute(_NOTE, (number,)).fetchone()
    if row is None:
        return None
    _, annotation_id, note, paragraph, segments, report_id, page = row
    first = json.loads(segments)[0]
    return Hit(
        place=-number,
        kind=HitKind.NOTE,
        text=" ".join(note.split()),
        marks=_marks(terms, " ".join(note.split())),
        label=paragraph,
        section=tuple(first.get("section", ())),
        page=str(page),
        report_id=ReportId(report_id),
        unit_id=first.get("unit_id", ""),
        annotation_id=AnnotationId(annotation_id),
    )


def _marks(terms: Iterable[Term | Near], text: str) -> tuple[Span, ...]:
    return tuple(marks(terms, SearchText(text)))
