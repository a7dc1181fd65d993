"""The command that lists who is named in the reports."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from glossator.cli.documents import Reader
from glossator.cli.project import json_option, password_option, print_json, project_argument
from glossator.cli.ranked import read_report
from glossator.domain.trace.mentions import Entry, MentionKind, index
from glossator.names import names
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from glossator.cli.ranked import ReadReport

_TITLES = {
    MentionKind.STATE: "States",
    MentionKind.BODY: "Bodies",
    MentionKind.INSTRUMENT: "Instruments",
    MentionKind.SYMBOL: "Document symbols",
}


@click.command("mentions")
@project_argument
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in MentionKind]),
    help="Only this kind; can be given more than once.",
)
@password_option
@json_option
def mentions(path: Path, kinds: tuple[str, ...], *, password: str, as_json: bool) -> None:
    """List the States, bodies, instruments and documents that the reports name.

    Each with how often in each report, and where.

    The manual lists the keys of the JSON document.
    """
    with ProjectFile.open(path, who="command line") as project, Reader(password) as reader:
        reports = sorted(project.reports(), key=lambda one: one.date)
        read = {str(one.id): read_report(project, reader, one) for one in reports}
    structures = {name: one.structure for name, one in read.items()}
    chosen = [MentionKind(kind) for kind in kinds] or list(MentionKind)
    entries = index(names(), structures, chosen)
    if as_json:
        print_json({"mentions": [_fields(one, read) for one in entries]})
        return
    for kind, group in groupby(entries, key=lambda one: one.kind):
        click.echo(f"\n{_TITLES[kind]}")
        for entry in group:
            click.echo(f"{entry.count:5}  {entry.name}")
            for name, one in read.items():
                if name in entry.places:
                    click.echo(f"         {one.report.name}: {_places(one, entry.places[name])}")
    if not entries:
        click.echo("The reports name none of these.")


def _fields(entry: Entry, read: Mapping[str, ReadReport]) -> dict[str, object]:
    return {
        "kind": entry.kind.value,
        "name": entry.name,
        "count": entry.count,
        "reports": [
            {
                "symbol": one.report.symbol,
                "date": one.report.date,
                "count": len(entry.places[name]),
                "places": list(_labels(one, entry.places[name])),
            }
            for name, one in read.items()
            if name in entry.places
        ],
    }


def _labels(read: ReadReport, unit_ids: tuple[str, ...]) -> dict[str, int]:
    """Return the addresses of units in their order, and how often each comes."""
    labels = {unit.id: unit.label or unit.title for unit in read.structure.units}
    found: dict[str, int] = {}
    for unit_id in unit_ids:
        found[labels[unit_id]] = found.get(labels[unit_id], 0) + 1
    return found


def _places(read: ReadReport, unit_ids: tuple[str, ...]) -> str:
    labels = _labels(read, unit_ids)
    return ", ".join(f"{label} ({n} times)" if n > 1 else label for label, n in labels.items())
