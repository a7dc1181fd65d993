"""The commands that make a project and put reports into it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import click

from glossator.bundled import listed, report_files, resource
from glossator.cli.documents import Reader, read_file
from glossator.cli.project import (
    FILE,
    clean,
    count_of,
    json_option,
    password_option,
    print_json,
    project_argument,
    writing,
)
from glossator.cli.replacing import print_moves, put_edition
from glossator.clock import new_id, utc_now
from glossator.domain import intents
from glossator.domain.anchoring.twins import Coming, find_twin
from glossator.domain.errors import GlossatorError, InvalidInputError
from glossator.domain.records import Report, ReportId
from glossator.domain.reports.describe import Found, describe
from glossator.exchange.theme_tree import read_starter_themes
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from glossator.domain.anchoring.edition import Move

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Names(NamedTuple):
    """What the user says a report is called; None where it is to be found out."""

    symbol: str | None = None
    title: str | None = None
    date: str | None = None

    def given_to(self, report: Report) -> Report:
        """Return the report with the names that are given."""
        return replace(
            report,
            symbol=report.symbol if self.symbol is None else self.symbol.strip(),
            title=report.title if self.title is None else self.title.strip(),
            date=report.date if self.date is None else self.date,
        )


@click.command("new")
@project_argument
@click.option("--empty", is_flag=True, help="Without the starter themes.")
@click.option("--sample", is_flag=True, help="With the five reports that come with the program.")
@json_option
def new(path: Path, *, empty: bool, sample: bool, as_json: bool) -> None:
    """Make a project with the starter themes. An existing file is never replaced."""
    themes = () if empty else read_starter_themes(resource("themes.json").read_bytes())
    files = [one.path for one in report_files()] if sample else []
    with ProjectFile.create(path, themes=themes) as project:
        if files:
            with Reader() as reader:
                for file in files:
                    add_file(project, reader, file, coming=Coming.BESIDE)
    if as_json:
        print_json({"project": str(path), "themes": len(themes), "reports": len(files)})
    else:
        made = f"{count_of(len(themes), 'theme')}, {count_of(len(files), 'report')}"
        click.echo(f"Made {path} ({made}).")


@click.command("add")
@project_argument
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--symbol", type=clean, help="Document symbol, such as A/79/322.")
@click.option("--title", type=clean, help="Title, where the file's own is wrong.")
@click.option("--date", type=clean, help="Date of the report: YYYY-MM-DD, YYYY-MM or YYYY.")
@click.option(
    "--replace",
    "coming",
    flag_value=Coming.EDITION,
    type=Coming,
    help="Put a document that the project has in another file in that report's place.",
)
@click.option(
    "--beside",
    "coming",
    flag_value=Coming.BESIDE,
    type=Coming,
    help="Add such a document as another report.",
)
@password_option
@json_option
def add(
    path: Path,
    files: tuple[Path, ...],
    *,
    symbol: str | None,
    title: str | None,
    date: str | None,
    coming: Coming | None,
    password: str,
    as_json: bool,
) -> None:
    """Put reports into a project. A file that is refused does not stop the others.

    A file that seems to be a new edition of a report, by its symbol or its text, is refused
    unless --replace or --beside says what it is.
    """
    names = Names(symbol, title, date)
    if names != Names() and len(files) > 1:
        raise click.UsageError("--symbol, --title and --date describe one file; give only one.")
    if date and not _DATE.fullmatch(date):
        raise click.BadParameter("give YYYY-MM-DD, YYYY-MM or YYYY.", param_hint="--date")
    added: list[Added] = []
    refused: list[GlossatorError] = []
    with writing(path) as project, Reader(password) as reader:
        for file in files:
            try:
                added.append(add_file(project, reader, file, names, coming))
            except GlossatorError as error:
                refused.append(error)
                continue
            if not as_json:
                _print(added[-1])
    if as_json:
        print_json([one.fields() for one in added])
    for reason in refused[:-1]:
        click.echo(str(reason), err=True)
    if refused:
        raise refused[-1]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file.

    Attributes:
        report: The report that has it now.
        moves: Where its passages stand now, where it had another file before; else None.
    """

    report: Report
    moves: Sequence[Move] | None = None

    def fields(self) -> dict[str, object]:
        """Return what is told of it as JSON."""
        replaced = self.moves is not None
        one = self.report
        return {"id": one.id, "symbol": one.symbol, "title": one.title, "replaced": replaced}


def add_file(
    project: ProjectFile,
    reader: Reader,
    file: Path,
    names: Names | None = None,
    coming: Coming | None = None,
) -> Added:
    """Read a document and put it into a project as a report.

    Args:
        project: Open for writing.
        reader: Opens and reads the document.
        file: The document.
        names: What it is called, where that is not to be found out.
        coming: What becomes of it where it seems to be an edition of a report; None
            refuses it then.

    Raises:
        InvalidInputError: The file can't be read, or the project has it already.
        DocumentError: It is no document, or encrypted, or can't be read.
        ProjectError: The project can't be written.
    """
    read = read_file(reader, file, "was not added")
    found = Found(read.sha256, read.name, read.info.media_type, read.info.n_pages, read.info.title)
    report = (names or Names()).given_to(
        describe(ReportId(new_id()), found, read.structure, listed(read.sha256))
    )
    edits = intents.add_report(report, project.reports())
    twin = None
    if coming is not Coming.BESIDE:
        reports = project.reports()
        twin = find_twin(report, read.text.text, reports, lambda one: project.text(one.sha256))
    if twin is not None and coming is None:
        raise InvalidInputError(
            f"{twin.sentence(read.name)} Nothing was added: --replace puts it in the place of that"
            " file and carries the passages over, --beside adds it as another report. If it is a"
            " copy with marks in it, “glossator import” takes them in."
        )
    if twin is not None:
        return Added(twin.report, put_edition(project, reader, twin.report, read))
    project.store_document(read.data, media_type=report.media_type, file_name=report.file_name)
    project.store_reading(read.sha256, read.text, read.structure)
    project.apply(edits, analyst=project.setting("analyst"), at=utc_now())
    read.warn()
    (_, added) = next(edits.of(Report))
    assert added is not None
    return Added(added)


def _print(added: Added) -> None:
    if added.moves is not None:
        print_moves(added.report, added.moves)
    else:
        click.echo(f"Added {_line(added.report)}")


def _line(report: Report) -> str:
    parts = (report.symbol, report.title, report.date, count_of(report.n_pages, "page"))
    return ", ".join(part for part in parts if part)
