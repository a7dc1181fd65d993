"""The passages of printed pages as a numbered list."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.records import Annotation, AnnotationId, Report
    from glossator.domain.themes import ThemeTree


def on_pages(annotations: Iterable[Annotation], pages: Iterable[int]) -> list[Annotation]:
    """Return the annotations that begin on some pages, in reading order."""
    wanted = set(pages)
    found = (one for one in annotations if one.page in wanted)
    return sorted(found, key=lambda one: (one.start, one.end, one.id))


def numbered(annotations: Sequence[Annotation]) -> dict[AnnotationId, int]:
    """Return the number of each annotation in the list."""
    return {one.id: number for number, one in enumerate(annotations, 1)}


def notes_html(report: Report, annotations: Sequence[Annotation], tree: ThemeTree) -> str:
    """Return the list: citation, quotation, themes and note of each passage."""
    title = " · ".join(part for part in (report.symbol, report.title) if part)
    entries = "".join(
        f"<tr><td align='right' valign='top'><b>{number}</b>&nbsp;&nbsp;</td>"
        f"<td>{_entry(one, tree)}</td></tr>"
        for number, one in enumerate(annotations, 1)
    )
    return (
        f"<h3>{escape(title)}</h3><table width='100%' cellspacing='0' cellpadding='4'>"
        f"{entries}</table>"
    )


def _entry(annotation: Annotation, tree: ThemeTree) -> str:
    quote = f"“{annotation.quote}”" if annotation.quote else "An area of the page"
    themes = "; ".join(tree.path(one) for one in annotation.theme_ids if one in tree)
    note = escape(annotation.note.strip()).replace("\n", "<br>")
    lines = (escape(f"{quote} ({annotation.citation})"), f"<i>{escape(themes)}</i>", note)
    return "<br>".join(line for line in lines if line not in ("", "<i></i>"))
