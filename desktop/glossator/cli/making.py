"""The commands that make a project and put reports into it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import click

from glossator.bundled import listed, report_files, resource
from glossator.cli.documents import Reader
from glossator.cli.project import (
    FILE,
    clean,
    count_of,
    file_name,
    json_option,
    password_option,
    print_json,
    project_argument,
    writing,
)
from glossator.clock import new_id, utc_now
from glossator.domain import intents
from glossator.domain.describe import Found, describe
from glossator.domain.errors import DocumentError, GlossatorError, InvalidInputError
from glossator.domain.records import Report, ReportId
from glossator.exchange.theme_tree import read_starter_themes
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from pathlib import Path

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
                    add_file(project, reader, file)
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
@password_option
@json_option
def add(
    path: Path,
    files: tuple[Path, ...],
    *,
    symbol: str | None,
    title: str | None,
    date: str | None,
    password: str,
    as_json: bool,
) -> None:
    """Put reports into a project. A file that is refused does not stop the others."""
    names = Names(symbol, title, date)
    if names != Names() and len(files) > 1:
        raise click.UsageError("--symbol, --title and --date describe one file; give only one.")
    if date and not _DATE.fullmatch(date):
        raise click.BadParameter("give YYYY-MM-DD, YYYY-MM or YYYY.", param_hint="--date")
    added: list[Report] = []
    refused: list[GlossatorError] = []
    with writing(path) as project, Reader(password) as reader:
        for file in files:
            try:
                added.append(add_file(project, reader, file, names))
            except GlossatorError as error:
                refused.append(error)
                continue
            if not as_json:
                click.echo(f"Added {_line(added[-1])}")
    if as_json:
        print_json([{"id": one.id, "symbol": one.symbol, "title": one.title} for one in added])
    for reason in refused[:-1]:
        click.echo(str(reason), err=True)
    if refused:
        raise refused[-1]


def add_file(
    project: ProjectFile, reader: Reader, file: Path, names: Names | None = None
) -> Report:
    """Read a document and put it into a project as a report.

    Args:
        project: Open for writing.
        reader: Opens and reads the document.
        file: The document.
        names: What it is called, where that is not to be found out.

    Raises:
        InvalidInputError: The file can't be read, or the project has it already.
        DocumentError: It is no document, or encrypted, or can't be read.
        ProjectError: The project can't be written.
    """
    name = file_name(file)
    data = file_bytes(file, name)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        info = reader.open_bytes(sha256, data, name)
        text, structure = reader.read(sha256)
    except DocumentError as error:
        raise type(error)(f"“{name}” was not added. {error}") from error
    found = Found(sha256, name, info.media_type, info.n_pages, info.title)
    report = (names or Names()).given_to(
        describe(ReportId(new_id()), found, structure, listed(sha256))
    )
    edits = intents.add_report(report, project.reports())
    project.store_document(data, media_type=info.media_type, file_name=name)
    project.store_reading(sha256, text, structure)
    project.apply(edits, analyst=project.setting("analyst"), at=utc_now())
    if info.repaired:
        click.echo(f"“{name}” was damaged and has been repaired: parts may be missing.", err=True)
    if not structure.has_text:
        click.echo(f"“{name}” has no text, only pictures: nothing can be quoted from it.", err=True)
    (_, added) = next(edits.of(Report))
    assert added is not None
    return added


def file_bytes(file: Path, name: str) -> bytes:
    """Return what is in a file.

    Args:
        file: The file.
        name: What it is called in a refusal.

    Raises:
        InvalidInputError: It can't be read.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise InvalidInputError(f"There is no file “{name}”. Nothing was added.") from error
    except IsADirectoryError as error:
        raise InvalidInputError(f"“{name}” is a folder. Give the files in it.") from error
    except OSError as error:
        raise InvalidInputError(
            f"“{name}” can't be read: {error.strerror or error}. Nothing was added."
        ) from error


def _line(report: Report) -> str:
    parts = (report.symbol, report.title, report.date, count_of(report.n_pages, "page"))
    return ", ".join(part for part in parts if part)
