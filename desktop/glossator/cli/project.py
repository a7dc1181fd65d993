"""What the commands share: open a project, find reports and themes in it, print."""

from __future__ import annotations

import json
import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossator.domain.errors import InvalidInputError, ProjectLockedError
from glossator.domain.text.cleaning import is_clean
from glossator.domain.text.folding import folded
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossator.domain.records import Annotation, Report, ReportId, Theme
    from glossator.domain.themes import ThemeTree


def clean(words: str) -> str:
    """Return words for a project as they are; the type of options that take them.

    Raises:
        BadParameter: They hold control characters, or bytes that are no text.
    """
    if not is_clean(words):
        raise click.BadParameter("it holds characters that are no text.")
    return words


FILE = click.Path(path_type=Path)

project_argument = click.argument("path", metavar="PROJECT", type=FILE)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
password_option = click.option("--password", default="", help="For an encrypted document.")


def backup_folder() -> Path:
    """Return where backups are kept, in the usual folder unless `GLOSSATOR_BACKUPS` names one."""
    from glossator.storage.backups import default_folder  # most commands take no backup

    named = os.environ.get("GLOSSATOR_BACKUPS")
    return Path(named) if named else default_folder()


def reading(path: Path) -> ProjectFile:
    """Open a project for reading, also while a window has it.

    Raises:
        ProjectError: It can't be opened.
    """
    return ProjectFile.open(path, read_only=True)


@contextmanager
def writing(path: Path) -> Iterator[ProjectFile]:
    """Open a project for writing, or say at once that this is not possible.

    Raises:
        ProjectError: It can't be opened, or not be written.
    """
    with ProjectFile.open(path, who="command line", backups=backup_folder) as project:
        for note in project.notes:
            click.echo(note, err=True)
        if project.read_only:
            reason = project.read_only_reason or "It can only be read."
            raise ProjectLockedError(
                f"“{path.name}” can't be changed now. {reason} Nothing was changed."
            )
        yield project


def find_report(reports: Sequence[Report], name: str) -> Report:
    """Return the report that a symbol, a title, a file's name or an id means; case ignored.

    The end of a symbol will do (`79/322`), or words of the title, if only one report has them.

    Raises:
        InvalidInputError: There is none, or more than one.
    """
    wanted = name.strip().casefold()
    found = (
        [one for one in reports if one.symbol.casefold() == wanted]
        or [one for one in reports if wanted in names_of(one)]
        or [one for one in reports if _ends_with(one.symbol, wanted)]
        or _with_words(reports, wanted)
    )
    if len(found) == 1:
        return found[0]
    if found:
        raise InvalidInputError(f"“{name}” means more than one report: {_told_apart(found)}.")
    if not reports:
        raise InvalidInputError(f"There is no report “{name}”: the project has none yet.")
    raise InvalidInputError(f"There is no report “{name}”. The project has {_listed(reports)}.")


def find_theme(tree: ThemeTree, path: str) -> Theme:
    """Return the theme that a path, or a name that only one theme has, means.

    Raises:
        InvalidInputError: There is none, or more than one.
    """
    found = tree.find(path)
    if len(found) == 1:
        return found[0]
    if not found:
        raise InvalidInputError(
            f"There is no theme “{path}”. The command “glossator themes” lists all."
        )
    paths = "; ".join(tree.path(theme.id) for theme in found)
    raise InvalidInputError(f"“{path}” means more than one theme: {paths}. Give the whole path.")


def chosen(
    project: ProjectFile,
    tree: ThemeTree,
    *,
    reports: Sequence[str] = (),
    themes: Sequence[str] = (),
    text: str = "",
    analyst: str = "",
) -> Iterator[Annotation]:
    """Yield the annotations that meet all conditions; an empty condition is met by all.

    Args:
        project: An open project.
        tree: Its themes.
        reports: Symbols, titles or file names, of which one must be the annotation's.
        themes: Paths, of which one, or a theme below it, must be among the annotation's.
        text: Words in the quotation or the note; letter case and typography ignored.
        analyst: Who made it; letter case ignored.

    Raises:
        InvalidInputError: A report or theme is not there.
    """
    known = project.reports()
    report_ids: list[ReportId | None] = [find_report(known, name).id for name in reports]
    wanted = {one for path in themes for one in tree.with_descendants(find_theme(tree, path).id)}
    words = folded(text, case=True)
    for report_id in dict.fromkeys(report_ids) or [None]:
        for batch in project.annotations(report_id):
            for one in batch:
                if wanted and wanted.isdisjoint(one.theme_ids):
                    continue
                if analyst and one.analyst.casefold() != analyst.casefold():
                    continue
                if words and words not in folded(f"{one.quote}\n{one.note}", case=True):
                    continue
                yield one


def print_json(value: object) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def count_of(number: int, what: str) -> str:
    """Return a number with its noun: `1 report`, `5 reports`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _ends_with(symbol: str, wanted: str) -> bool:
    return "/" in wanted and symbol.casefold().endswith(f"/{wanted}")


def _with_words(reports: Sequence[Report], wanted: str) -> list[Report]:
    """Return the reports with some words in their titles; fewer than three letters tell nothing."""
    words = re.compile(rf"\b{re.escape(wanted)}")
    return [one for one in reports if len(wanted) > 2 and words.search(one.title.casefold())]


def names_of(report: Report) -> set[str]:
    """Return what a report is called besides its symbol, in small letters."""
    names = {report.id, report.title, report.file_name, report.file_name.rpartition(".")[0]}
    return {name.casefold() for name in names if name}


def _told_apart(reports: Sequence[Report]) -> str:
    """Return what to call each of several reports, by what only one of them has, and the advice."""
    ways: dict[str, list[str]] = {
        "symbols": [one.symbol for one in reports],
        "file names": [one.file_name for one in reports],
        "ids": [one.id for one in reports],
    }
    said, names = next(
        (said, names)
        for said, names in ways.items()
        if all(names) and len({name.casefold() for name in names}) == len(names)
    )
    return f"{', '.join(names[:8])}{' and others' * (len(names) > 8)}. Give one of these {said}"


def _listed(reports: Sequence[Report]) -> str:
    names = [report.name for report in reports[:8]]
    return ", ".join(names) + (" and others" if len(reports) > len(names) else "")
