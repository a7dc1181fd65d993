"""The command that lists the paragraphs without a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossator.cli.documents import Reader
from glossator.cli.project import (
    clean,
    count_of,
    find_report,
    json_option,
    password_option,
    print_json,
    project_argument,
)
from glossator.cli.ranked import read_report
from glossator.domain.coverage import Coverage
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.coverage import Count


@click.command("untagged")
@project_argument
@click.option("--report", "name", metavar="SYMBOL", type=clean, help="Only of this report.")
@password_option
@json_option
def untagged(path: Path, *, name: str | None, password: str, as_json: bool) -> None:
    """List the paragraphs that no passage with a theme touches, report by report."""
    with ProjectFile.open(path, who="command line") as project, Reader(password) as reader:
        reports = project.reports()
        chosen = reports if name is None else [find_report(reports, name)]
        printed = []
        for report in chosen:
            read = read_report(project, reader, report)
            own = [one for batch in project.annotations(report.id) for one in batch]
            coverage = Coverage()
            coverage.add_report(report.id, read.structure, own)
            count, units = coverage.count(report.id), coverage.untagged(report.id)
            if as_json:
                fields = [read.fields(unit) for unit in units]
                printed.append({"report": report.name, **count._asdict(), "paragraphs": fields})
                continue
            click.echo(f"{report.name}: {_said(count)}")
            for unit in units:
                click.echo(f"  {unit.label}  {unit.text}")
    if as_json:
        print_json(printed)
    elif not reports:
        click.echo("The project has no reports yet.", err=True)


def _said(count: Count) -> str:
    return f"{count.untagged} of {count_of(count.total, 'paragraph')} not yet tagged"
