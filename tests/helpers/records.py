# Builders pass any field on; the records themselves check the names.
# ruff: noqa: ANN401
"""Builders of records with defaults: a test names only what it is about.

Ids are numbered, so a test that builds the same things in the same order gets the same
ids; `fresh_id` gives one that nothing else has.
"""

from __future__ import annotations

import uuid
from itertools import count
from typing import TYPE_CHECKING, Any

from glossator.domain.pages.geometry import Quad, Rect
from glossator.domain.records import (
    Annotation,
    AnnotationId,
    Bookmark,
    BookmarkId,
    Report,
    ReportId,
    SavedSearch,
    SavedSearchId,
    Segment,
    Theme,
    ThemeId,
)
from glossator.domain.reports.extents import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MADE_AT = "2024-08-23T10:00:00Z"
SHA256 = "0" * 64

_numbers = count(1)


def fresh_id() -> str:
    """Return an upper-case UUID that no other call returns."""
    return str(uuid.UUID(int=next(_numbers), version=4)).upper()


def make_report(symbol: str = "A/79/322", **fields: Any) -> Report:
    """Make a report of 20 pages; `fields` as in `Report`."""
    fields.setdefault("id", ReportId(fresh_id()))
    fields.setdefault("sha256", SHA256)
    fields.setdefault("title", f"Report {symbol}")
    fields.setdefault("date", "2024-08-23")
    fields.setdefault("file_name", symbol.replace("/", "_") + ".pdf")
    fields.setdefault("n_pages", 20)
    return Report(symbol=symbol, **fields)


def make_theme(name: str = "Non-punishment", parent: Theme | None = None, **fields: Any) -> Theme:
    """Make a theme, under `parent` where given; `fields` as in `Theme`."""
    fields.setdefault("id", ThemeId(fresh_id()))
    fields.setdefault("parent_id", parent.id if parent else None)
    return Theme(name=name, **fields)


def make_bookmark(report: Report, name: str = "Definitions", **fields: Any) -> Bookmark:
    """Make a bookmark on the first page; `fields` as in `Bookmark`."""
    fields.setdefault("id", BookmarkId(fresh_id()))
    fields.setdefault("page", 0)
    fields.setdefault("created", MADE_AT)
    return Bookmark(report_id=report.id, name=name, **fields)


def make_search(query: str = "theme:consent", **fields: Any) -> SavedSearch:
    """Make a saved search; `fields` as in `SavedSearch`."""
    fields.setdefault("id", SavedSearchId(fresh_id()))
    fields.setdefault("name", query)
    return SavedSearch(query=query, **fields)


def make_segment(
    exact: str = "the principle of non-punishment", start: int = 100, page: int = 0, **fields: Any
) -> Segment:
    """Make a segment whose end follows from its words; `fields` as in `Segment`."""
    fields.setdefault("end", start + len(exact))
    fields.setdefault("before", "States must apply ")
    fields.setdefault("after", " to all victims.")
    fields.setdefault("quads", (Quad.of(Rect(72.0, 700.0, 300.0, 712.0)),))
    fields.setdefault("unit_id", "para_57")
    fields.setdefault("section", ("IV. Findings", "B. Non-punishment"))
    return Segment(page=page, start=start, exact=exact, **fields)


def make_annotation(
    report: Report | None = None, themes: Sequence[Theme] = (), **fields: Any
) -> Annotation:
    """Make an annotation of one segment; `fields` as in `Annotation`, or of its segment.

    `exact`, `start` and `page` are passed on to the segment, so
    `make_annotation(report, start=40)` moves the passage.
    """
    place = {name: fields.pop(name) for name in ("exact", "start", "page") if name in fields}
    segments = fields.setdefault("segments", (make_segment(**place),))
    fields.setdefault("id", AnnotationId(fresh_id()))
    fields.setdefault("report_id", report.id if report else ReportId(fresh_id()))
    fields.setdefault("theme_ids", tuple(theme.id for theme in themes))
    fields.setdefault("quote", " ".join(segment.exact for segment in segments))
    fields.setdefault("citation", f"{report.name if report else 'A/79/322'}, para. 57")
    fields.setdefault("paragraph", "57")
    fields.setdefault("analyst", "Anna")
    fields.setdefault("created", MADE_AT)
    fields.setdefault("modified", MADE_AT)
    return Annotation(**fields)


def entry_of(report_id: ReportId, paragraphs: Iterable[str], **known: Any) -> Entry:
    """Return what is counted of a passage, its paragraphs those of its report."""
    named = tuple(f"{report_id} {one}" for one in paragraphs)
    return Entry(report_id=report_id, paragraphs=named, **known)
