"""The command that says how a report is built."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import click

from glossator.cli.documents import Reader, warn_of_damage
from glossator.cli.project import (
    FILE,
    clean,
    count_of,
    find_report,
    json_option,
    password_option,
    print_json,
    reading,
)
from glossator.domain.errors import DocumentError, InvalidInputError
from glossator.domain.reports.structure import UnitKind
from glossator.exchange.akn.document import to_akn
from glossator.exchange.structure_json import Record, as_dict, outline
from glossator.given import file_name, read_ordinary
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import ReportText

PROJECT_SUFFIX = ".glossator"


class Reading(NamedTuple):
    """A report that has been read.

    Attributes:
        name: What people call it: its symbol, else its title or file name.
        text: Its canonical text.
        structure: Its units.
    """

    name: str
    text: ReportText
    structure: Structure


@click.command("structure")
@click.argument("path", metavar="FILE|PROJECT", type=FILE)
@click.argument("symbol", metavar="[SYMBOL]", required=False, type=clean)
@json_option
@click.option("--akn", "as_akn", is_flag=True, help="Print Akoma Ntoso (XML).")
@password_option
def structure(
    path: Path, symbol: str | None, *, as_json: bool, as_akn: bool, password: str
) -> None:
    """Print the headings, paragraphs, boxes and footnotes of a document.

    FILE is any document; PROJECT SYMBOL is a report of a project.
    """
    if as_json and as_akn:
        raise click.UsageError("Give --json or --akn, not both.")
    found = _read_report(path, symbol, password) if symbol else _read_file(path, password)
    if as_akn:
        _print_akn(found)
    elif as_json:
        _warn_of_pictures(found)
        print_json(as_dict(found.structure, n_pages=len(found.text.pages), name=found.name))
    else:
        for line in _lines(found):
            click.echo(line)


def _read_file(path: Path, password: str) -> Reading:
    """Read a document on disk.

    Raises:
        InvalidInputError: It can't be read, or it is a project.
        DocumentError: It is no document, or encrypted, or can't be read.
    """
    name = file_name(path)
    if path.suffix.casefold() == PROJECT_SUFFIX and path.is_file():
        raise InvalidInputError(
            f"“{name}” is a project. Give also the symbol of one of its reports;"
            " the command “glossator reports” lists them."
        )
    try:
        data = read_ordinary(path)
    except FileNotFoundError as error:
        raise InvalidInputError(f"There is no file “{name}”.") from error
    except IsADirectoryError as error:
        raise InvalidInputError(f"“{name}” is a folder. Give a file in it.") from error
    except OSError as error:
        raise InvalidInputError(f"“{name}” can't be read: {error.strerror or error}.") from error
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        with Reader(password) as reader:
            info = reader.open_bytes(sha256, data, name)
            text, read = reader.read(sha256)
    except DocumentError as error:
        raise type(error)(f"“{name}” was not read. {error}") from error
    warn_of_damage(name, read, info.n_pages)
    return Reading(read.symbol or read.title or name, text, read)


def _read_report(path: Path, symbol: str, password: str) -> Reading:
    """Take the reading of a report from its project; read it if there is none.

    What the project calls the report wins over what its pages say.

    Raises:
        InvalidInputError: The project has no such report.
        DocumentError: The report can't be read.
        ProjectError: The project can't be read.
    """
    with reading(path) as project:
        report = find_report(project.reports(), symbol)
        text, known = project.text(report.sha256), project.structure(report.sha256)
        missing = text is None or known is None
        if text is None or known is None:
            with Reader(password) as reader:
                reader.open_report(project, report)
                text, known = reader.read(report.sha256)
    if missing:
        _store(path, report, text, known)
    known = replace(
        known,
        symbol=report.symbol or known.symbol,
        title=report.title or known.title,
        session=report.session or known.session,
        date=report.date or known.date,
    )
    return Reading(report.name, text, known)


def _store(path: Path, report: Report, text: ReportText, read: Structure) -> None:
    """Keep a reading in the project, if that can be written now."""
    with ProjectFile.open(path, who="command line") as project:
        if not project.read_only and any(one.sha256 == report.sha256 for one in project.reports()):
            project.store_reading(report.sha256, text, read)


def _print_akn(found: Reading) -> None:
    if not found.structure.has_text:
        raise InvalidInputError(
            f"{_pictures_only(found)} There is nothing to write as Akoma Ntoso."
        )
    data = to_akn(found.structure, found.text.text, name=found.name)
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


def _warn_of_pictures(found: Reading) -> None:
    if not found.structure.has_text:
        click.echo(_pictures_only(found), err=True)


def _pictures_only(found: Reading) -> str:
    return f"“{found.name}” has no text, only pictures: its structure can't be read."


def _lines(found: Reading) -> Iterator[str]:
    """Yield the lines of the outline for people."""
    known = found.structure
    names = (known.symbol, known.title, known.session, known.date)
    yield ", ".join(name for name in names if name) or found.name
    pages = count_of(len(found.text.pages), "page")
    if not known.has_text:
        yield pages
        yield _pictures_only(found)
        return
    boxes, notes = len(known.of_kind(UnitKind.BOX)), len(known.of_kind(UnitKind.FOOTNOTE))
    counts = [pages, count_of(len(known.of_kind(UnitKind.PARAGRAPH)), "paragraph")]
    counts += ["1 box" if boxes == 1 else f"{boxes} boxes"] if boxes else []
    counts += [count_of(notes, "footnote")] if notes else []
    yield ", ".join(counts)
    if not known.numbered:
        yield "The paragraphs have no numbers of their own; they are cited by page."
    for heading in outline(known):
        yield _heading_line(heading, numbered=known.numbered)


def _heading_line(heading: Record, *, numbered: bool) -> str:
    indent = "  " * heading["level"]
    name = f"{heading['number']} {heading['title']}".strip()
    first, last = heading["first_paragraph"], heading["last_paragraph"]
    places = [f"p. {heading['page']}"]
    if numbered and first:
        places.insert(0, f"para. {first}" if first == last else f"paras. {first}–{last}")
    return f"{indent}{name}  ({', '.join(places)})"
