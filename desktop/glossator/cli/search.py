"""The command that finds words in the reports, the notes and the themes of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import click

from glossator.cli.project import (
    clean,
    count_of,
    json_option,
    password_option,
    print_json,
    project_argument,
)
from glossator.cli.ranked import read_missing
from glossator.domain.reports.address import short
from glossator.domain.search.parser import parse
from glossator.domain.search.results import citation, nothing, snippet
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from glossator.domain.records import Report
    from glossator.domain.search.results import Found, Hit

SHOWN = 300
"""Characters of a paragraph that are printed."""

_Listed: TypeAlias = "Sequence[tuple[Report, Sequence[Hit]]]"


@click.command("search")
@project_argument
@click.argument("query", metavar="QUERY", type=clean)
@password_option
@json_option
def search(path: Path, query: str, *, password: str, as_json: bool) -> None:
    r"""Find words in reports, footnotes, notes and themes, report by report.

    \b
    QUERY is as in the window:
      trafficking "exact words" prefix*     all of them; "exact words and a prefix*"
      a OR b, a NOT b, a -b, (a OR b) c     either, without
      a NEAR b, a NEAR/3 b                  at most 10 or 3 words between
      report: section: para: theme: note: analyst: year: is:untagged

    Hyphens, accents and British or American spelling make no difference.

    The manual lists the keys of the JSON document.
    """
    node = parse(query)
    with ProjectFile.open(path, who="command line") as project:
        read_missing(project, password)
        with project.searcher() as searcher:
            found = searcher.find(node)
            listed = [(one.report, searcher.hits(node, one.places)) for one in found.groups]
            themes = searcher.theme_hits(found)
    if as_json:
        print_json(_fields(query, found, listed, themes))
        return
    for report, hits in listed:
        click.echo(f"{report.name}  {report.title} ({count_of(len(hits), 'hit')})")
        for hit in hits:
            click.echo(_line(hit))
    if themes:
        click.echo(f"Themes ({count_of(len(themes), 'hit')})")
        for hit in themes:
            click.echo(_line(hit))
    if not found.count:
        click.echo(nothing(found), err=True)
    for report in found.unread:
        click.echo(f"{report.name} has not been read yet, so it was not searched.", err=True)


def _line(hit: Hit) -> str:
    """Return a hit as it is printed, its words in brackets."""
    text, marks = snippet(hit.text, hit.marks, SHOWN)
    for start, end in reversed(marks):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    page = "" if hit.label.startswith("p. ") or not hit.page else f"p. {hit.page}"
    where = ", ".join(part for part in (hit.label, page) if part)
    kind = "" if hit.kind.value in hit.label or not hit.report_id else f"{hit.kind.value}, "
    return f"  {kind if hit.kind.value != 'paragraph' else ''}{where}: {text}"


def _fields(query: str, found: Found, listed: _Listed, themes: Sequence[Hit]) -> dict[str, object]:
    return {
        "query": query,
        "hits": found.count,
        "reports": [
            {
                "symbol": report.symbol,
                "title": report.title,
                "date": report.date,
                "hits": [_hit_fields(hit, report) for hit in hits],
            }
            for report, hits in listed
        ],
        "themes": [_hit_fields(hit, None) for hit in themes],
        "not_read": [report.symbol or report.title for report in found.unread],
    }


def _hit_fields(hit: Hit, report: Report | None) -> dict[str, object]:
    if report is None:
        return {"theme": hit.label, "text": hit.text, "marks": hit.marks}
    return {
        "kind": hit.kind.value,
        "citation": citation(hit, report),
        "paragraph": short(hit.label),
        "page": hit.page,
        "section": hit.section,
        "text": hit.text,
        "marks": hit.marks,
    }
