"""The command that takes in passages and themes of other tools and projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossator.cli.documents import Reader
from glossator.cli.progress import metered
from glossator.cli.project import (
    FILE,
    clean,
    count_of,
    find_theme,
    json_option,
    password_option,
    print_json,
    project_argument,
    writing,
)
from glossator.clock import new_id, utc_now
from glossator.domain.incoming.colours import usual_meanings, with_meanings
from glossator.domain.incoming.merging import ALSO, WORDS
from glossator.domain.incoming.outcome import Fate
from glossator.domain.themes import ThemeTree
from glossator.incoming_files import read_file
from glossator.marked_pdfs import opener
from glossator.planning import Planning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from glossator.domain.incoming.outcome import Plan, Verdict
    from glossator.domain.incoming.plan import Incoming
    from glossator.exchange.pdf_import import OpenMarked

NONE = "none"
"""What is written for no theme."""

SHOWN = 60
"""Characters shown of a passage that was not found."""


@click.command("import")
@project_argument
@click.argument("files", metavar="IN...", type=FILE, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option(
    "--colour",
    "colours",
    metavar="COLOUR THEME",
    nargs=2,
    multiple=True,
    type=clean,
    help="What marks of a colour (#RRGGBB) in a PDF mean: a theme, the name of a new one, or none.",
)
@password_option
@json_option
def import_files(
    path: Path,
    files: tuple[Path, ...],
    *,
    colours: tuple[tuple[str, str], ...],
    dry_run: bool,
    password: str,
    as_json: bool,
) -> None:
    """Take in passages, themes, notes and reports from files of other tools.

    A report that the file brings along and the project has not is added. Each passage is
    looked for in the project's reports; what is not found is listed. A file is taken in whole,
    as one action that can be undone, or not at all. Of a PDF the marks are taken in that other
    programs have put there, with a theme for each colour.
    """
    told = []
    with writing(path) as project, Reader(password) as reader:
        planning = Planning(project, reader, new_id, utc_now())
        for file in files:
            with metered(f"Looking for the passages of {file.name}"):
                tree, marked = ThemeTree(project.themes()), opener(project, reader)
                plan, meant = _planned(planning, file, colours, tree, marked)
                if plan.edits and not dry_run:
                    planning.store()
                    project.apply(plan.edits, analyst=project.setting("analyst"), at=utc_now())
            told.append((file, plan, meant))
    if as_json:
        print_json([_fields(file, plan, dry_run=dry_run) for file, plan, _ in told])
        return
    for file, plan, meant in told:
        _print(file, plan, dry_run=dry_run)
        for line in meant:
            click.echo(f"  {line}")


def _planned(
    planning: Planning,
    file: Path,
    colours: Iterable[tuple[str, str]],
    tree: ThemeTree,
    marked: OpenMarked,
) -> tuple[Plan, list[str]]:
    """Return what a file would change, and what its colours mean; what it held goes at once."""
    incoming = _coloured(read_file(file, marked), colours, tree)
    return planning.plan(incoming), list(_meant(incoming))


def _coloured(incoming: Incoming, colours: Iterable[tuple[str, str]], tree: ThemeTree) -> Incoming:
    """Return what a file holds, the colours of its marks meaning what was said."""
    meanings = usual_meanings(incoming, tree)
    for colour, theme in colours:
        if colour.upper() in meanings:
            new = theme if theme.casefold() != NONE else None
            meanings[colour.upper()] = find_theme(tree, theme) if tree.find(theme) else new
    return with_meanings(incoming, meanings)


def _meant(incoming: Incoming) -> Iterator[str]:
    """Yield how many marks a PDF has of each colour, and which theme they get."""
    themes = {theme.key: theme.name for theme in incoming.themes}
    for colour in incoming.colours:
        count = sum(colour in one.themes for one in incoming.passages)
        yield f"{colour}: {count_of(count, 'mark')}, {themes.get(colour, 'no theme')}"


def _print(file: Path, plan: Plan, *, dry_run: bool) -> None:
    counts = [f"{plan.count(fate)} {fate.value}" for fate in Fate if plan.count(fate)]
    if plan.new_reports:
        counts.append(count_of(len(plan.new_reports), "new report"))
    if plan.new_themes:
        counts.append(count_of(len(plan.new_themes), "new theme"))
    if plan.told:
        counts.append(f"{plan.told} {WORDS if plan.told == 1 else ALSO[WORDS]}")
    would = "would be " if dry_run else ""
    click.echo(f"{file.name}: {would + ', '.join(counts) if counts else 'nothing new'}.")
    for one in plan.verdicts:
        if one.fate in (Fate.NO_PLACE, Fate.NO_REPORT, Fate.DOUBTFUL):
            click.echo(f"  {one.fate.value}: {_words(one)}")
    for sentence in plan.left_out:
        click.echo(f"  {sentence}")


def _words(verdict: Verdict) -> str:
    where = f"{verdict.annotation.citation}: " if verdict.annotation else ""
    return where + verdict.said(SHOWN)


def _fields(file: Path, plan: Plan, *, dry_run: bool) -> dict[str, object]:
    return {
        "file": file.name,
        "dry_run": dry_run,
        "counts": {fate.value: plan.count(fate) for fate in Fate},
        "new_reports": [one.name for one in plan.new_reports],
        "new_themes": len(plan.new_themes),
        "passages": [
            {
                "fate": one.fate.value,
                "id": one.annotation.id if one.annotation else "",
                "citation": one.annotation.citation if one.annotation else "",
                "quote": one.words,
            }
            for one in plan.verdicts
        ],
        "left_out": list(plan.left_out),
    }
