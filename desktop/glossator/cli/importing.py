"""The command that takes in passages and themes of other tools and projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossator.cli.documents import Reader
from glossator.cli.project import (
    FILE,
    count_of,
    json_option,
    password_option,
    print_json,
    project_argument,
    writing,
)
from glossator.clock import new_id, utc_now
from glossator.domain.incoming import Fate
from glossator.incoming_files import read_file
from glossator.planning import Planning

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.incoming import Plan, Verdict

SHOWN = 60
"""Characters shown of a passage that was not found."""


@click.command("import")
@project_argument
@click.argument("files", metavar="IN...", type=FILE, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@password_option
@json_option
def import_files(
    path: Path, files: tuple[Path, ...], *, dry_run: bool, password: str, as_json: bool
) -> None:
    """Take in passages, themes, notes and reports from files of other tools.

    A report that the file brings along and the project has not is added. Each passage is
    looked for in the project's reports; what is not found is listed. A file is taken in whole,
    as one action that can be undone, or not at all.
    """
    told = []
    with writing(path) as project, Reader(password) as reader:
        planning = Planning(project, reader, new_id, utc_now())
        for file in files:
            plan = planning.plan(read_file(file))
            if plan.edits and not dry_run:
                planning.store()
                project.apply(plan.edits, analyst=project.setting("analyst"), at=utc_now())
            told.append((file, plan))
    if as_json:
        print_json([_fields(file, plan, dry_run=dry_run) for file, plan in told])
        return
    for file, plan in told:
        _print(file, plan, dry_run=dry_run)


def _print(file: Path, plan: Plan, *, dry_run: bool) -> None:
    counts = [f"{plan.count(fate)} {fate.value}" for fate in Fate if plan.count(fate)]
    if plan.new_reports:
        counts.append(count_of(len(plan.new_reports), "new report"))
    if plan.new_themes:
        counts.append(count_of(len(plan.new_themes), "new theme"))
    would = "would be " if dry_run else ""
    click.echo(f"{file.name}: {would}{', '.join(counts) or 'nothing in it'}.")
    for one in plan.verdicts:
        if one.fate in (Fate.NO_PLACE, Fate.NO_REPORT, Fate.DOUBTFUL):
            click.echo(f"  {one.fate.value}: {_words(one)}")
    for sentence in plan.left_out:
        click.echo(f"  {sentence}")


def _words(verdict: Verdict) -> str:
    where = f"{verdict.annotation.citation}: " if verdict.annotation else ""
    words = " ".join(part.exact for part in verdict.passage.segments)
    return f"{where}“{words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + '…'}”"


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
                "quote": " ".join(part.exact for part in one.passage.segments),
            }
            for one in plan.verdicts
        ],
        "left_out": list(plan.left_out),
    }
