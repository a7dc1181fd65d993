"""The command that shows which passages of other reports are like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossator.cli.documents import Reader
from glossator.cli.project import (
    clean,
    json_option,
    password_option,
    print_json,
    project_argument,
)
from glossator.cli.ranked import (
    ReadReport,
    find_place,
    find_unit_in,
    ranked_matches,
    read_report,
)
from glossator.domain.ranking.counterparts import LIMIT, Match
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossator.domain.reports.structure import Unit


@click.command("similar")
@project_argument
@click.argument("place", metavar="PLACE", type=clean)
@click.option(
    "--limit",
    type=click.IntRange(1, LIMIT),
    default=LIMIT,
    show_default=True,
    help="At most so many in each report.",
)
@password_option
@json_option
def similar(path: Path, place: str, *, limit: int, password: str, as_json: bool) -> None:
    """Show what other reports say on the same matter, the most like first.

    PLACE is a report and a paragraph, item or box of it: "A/79/322, para. 28",
    "79/322 § 57 (d)", "A/79/322, box 1", "minutes.pdf, p. 6, para. 2".

    The manual lists the keys of the JSON document.
    """
    with ProjectFile.open(path, who="command line") as project:
        reports = project.reports()
        report, address = find_place(reports, place)
        with Reader(password) as reader:
            read = {one.sha256: read_report(project, reader, one) for one in reports}
            ours = read[report.sha256]
            unit = find_unit_in(ours, address)
            found = ranked_matches(project, reader, read, report.sha256, unit.id)
    listed = [
        (read[one.sha256], found.get(one.sha256, [])[:limit])
        for one in reports
        if one.sha256 != report.sha256
    ]
    if as_json:
        of = {"symbol": report.symbol, **ours.fields(unit)}
        print_json({"of": of, "reports": [_fields(one, matches) for one, matches in listed]})
        return
    click.echo(f"{ours.citation(unit)}\n  {unit.text}")
    for one, matches in listed:
        click.echo(f"\n{one.report.name}  {one.report.title}")
        for match, other in _units(one, matches):
            click.echo(f"  {match.score:.2f}  {one.citation(other)}\n        {other.text}")


def _units(read: ReadReport, matches: list[Match]) -> Iterator[tuple[Match, Unit]]:
    units = {unit.id: unit for unit in read.structure.units}
    return ((match, units[match.unit_id]) for match in matches if match.unit_id in units)


def _fields(read: ReadReport, matches: list[Match]) -> dict[str, object]:
    return {
        "symbol": read.report.symbol,
        "title": read.report.title,
        "date": read.report.date,
        "matches": [
            {"score": round(match.score, 3), **read.fields(unit)}
            for match, unit in _units(read, matches)
        ],
    }
