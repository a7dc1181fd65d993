"""The command that puts a new edition in the place of a report's file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from glossator.cli.documents import Reader, read_file
from glossator.cli.project import (
    FILE,
    find_report,
    json_option,
    password_option,
    print_json,
    project_argument,
    reading,
    writing,
)
from glossator.cli.ranked import read_report
from glossator.cli.reattaching import print_place
from glossator.clock import utc_now
from glossator.domain import intents
from glossator.domain.anchoring.edition import Carrier, Edition, Fate
from glossator.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from glossator.cli.documents import ReadFile
    from glossator.domain.anchoring.edition import Move
    from glossator.domain.records import Report
    from glossator.storage.project import ProjectFile


@click.command("replace")
@project_argument
@click.argument("report", metavar="REPORT")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only say what would become of the passages.")
@password_option
@json_option
def replace_file(
    path: Path, report: str, file: Path, *, dry_run: bool, password: str, as_json: bool
) -> None:
    """Put a new edition in the place of a report's file; its passages are carried over.

    One action, which one undo in the window takes back. Passages whose place is not sure
    are listed, and in the window under "To re-attach".
    """
    with reading(path) if dry_run else writing(path) as project, Reader(password) as reader:
        chosen = find_report(project.reports(), report)
        read = read_file(reader, file, f"did not replace {chosen.name}")
        moves = put_edition(project, reader, chosen, read, dry_run=dry_run)
    if as_json:
        print_json(_fields(chosen, moves, dry_run=dry_run))
    else:
        print_moves(chosen, moves, dry_run=dry_run)


def put_edition(
    project: ProjectFile, reader: Reader, report: Report, read: ReadFile, *, dry_run: bool = False
) -> list[Move]:
    """Put a document in the place of a report's own and return what became of its passages.

    Args:
        project: Open for writing, unless it is a dry run.
        reader: Has the document open.
        report: The report.
        read: The document.
        dry_run: Whether nothing is written.

    Raises:
        InvalidInputError: A report of the project has this document.
        ProjectError: The project can't be written.
    """
    _refuse_known(project, report, read.sha256)
    known = read_report(project, reader, report)
    renewed = replace(
        report,
        sha256=read.sha256,
        file_name=read.name,
        media_type=read.info.media_type,
        n_pages=read.info.n_pages,
    )
    now = utc_now()
    carrier = Carrier(
        Edition(report, known.text, known.structure),
        Edition(renewed, read.text, read.structure),
        lambda page: reader.page_text(read.sha256, page),
        now,
    )
    moves = carrier.carry(one for batch in project.annotations(report.id) for one in batch)
    bookmarks = carrier.bookmarks(one for one in project.bookmarks() if one.report_id == report.id)
    read.warn()
    if not dry_run:
        pairs = [(move.before, move.after) for move in moves]
        edits = intents.replace_document(report, renewed, pairs, bookmarks)
        project.store_document(read.data, media_type=renewed.media_type, file_name=read.name)
        project.store_reading(read.sha256, read.text, read.structure)
        project.apply(edits, analyst=project.setting("analyst"), at=now)
    return moves


def _refuse_known(project: ProjectFile, report: Report, sha256: str) -> None:
    twin = next((one for one in project.reports() if one.sha256 == sha256), None)
    if twin is None:
        return
    if twin.id == report.id:
        raise InvalidInputError(f"This is the file that {report.name} has already.")
    raise InvalidInputError(
        f"The project already has this document: {twin.name}. Nothing was changed."
    )


def print_moves(report: Report, moves: Sequence[Move], *, dry_run: bool = False) -> None:
    """Print what became of the passages of a report that got another file."""
    counts = ", ".join(f"{_count(moves, fate)} {fate.value}" for fate in Fate)
    would = "would be replaced" if dry_run else "replaced"
    click.echo(f"{report.name}: file {would}. Passages: {counts}.")
    for move in moves:
        if move.fate is not Fate.SAME:
            print_place(
                move.fate,
                (move.before.citation, move.before.quote),
                (move.citation, move.words),
                words=move.fate is not Fate.MOVED,
            )


def _count(moves: Sequence[Move], fate: Fate) -> int:
    return sum(move.fate is fate for move in moves)


def _fields(report: Report, moves: Sequence[Move], *, dry_run: bool) -> dict[str, object]:
    return {
        "report": report.name,
        "dry_run": dry_run,
        "counts": {fate.value: _count(moves, fate) for fate in Fate},
        "passages": [
            {
                "id": move.before.id,
                "fate": move.fate.value,
                "score": round(move.score, 3),
                "old": {"citation": move.before.citation, "quote": move.before.quote},
                "new": {"citation": move.citation, "quote": move.words},
            }
            for move in moves
        ],
    }
