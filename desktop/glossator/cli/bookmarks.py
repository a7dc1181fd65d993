"""The command that lists bookmarks."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path  # noqa: TC003 - click reads it

import click

from glossator.cli.listing import report_option
from glossator.cli.project import (
    find_report,
    json_option,
    print_json,
    project_argument,
    reading,
)
from glossator.gathering import page_labels


@click.command("bookmarks")
@project_argument
@report_option
@json_option
def list_bookmarks(path: Path, *, names: tuple[str, ...], as_json: bool) -> None:
    """List the bookmarks of a project, report by report, with their pages."""
    with reading(path) as project:
        known = project.reports()
        wanted = [find_report(known, name) for name in names] or known
        labels = page_labels(project, wanted)
        marks = project.bookmarks()
    found = [(report, one) for report in wanted for one in marks if one.report_id == report.id]
    printed = {
        one.id: next(iter(labels.get(report.id, ())[one.page : one.page + 1]), str(one.page + 1))
        for report, one in found
    }
    if as_json:
        print_json(
            [
                {**asdict(one), "report": report.name, "page_label": printed[one.id]}
                for report, one in found
            ]
        )
        return
    for report, one in found:
        click.echo(f"{report.name}, p. {printed[one.id]}  {one.name}")
