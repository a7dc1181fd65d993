"""The command that brings another project's work into a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossator.bringing import bring_documents, merge_plan
from glossator.cli.progress import metered
from glossator.cli.project import (
    FILE,
    backup_folder,
    count_of,
    json_option,
    print_json,
    project_argument,
    writing,
)
from glossator.clock import new_id, utc_now
from glossator.safekeeping import back_up
from glossator.storage.backups import MERGE

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.incoming.merging import MergePlan


@click.command()
@project_argument
@click.argument("other", metavar="OTHER", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@json_option
def merge(path: Path, other: Path, *, dry_run: bool, as_json: bool) -> None:
    """Bring the work of another project into a project.

    Reports are the same by their content, themes by id or path, passages by id; the newer
    form of a passage wins; memos are put below each other. OTHER is not changed. A backup is
    taken first, and it is one action that can be undone.
    """
    with writing(path) as project, metered(f"Reading {other.name}"):
        plan = merge_plan(project, other, new_id)
        if plan.edits and not dry_run:
            back_up(path, backup_folder(), MERGE)
            bring_documents(project, other, plan)
            project.apply(plan.edits, analyst=project.setting("analyst"), at=utc_now())
    if as_json:
        print_json(_fields(plan, other, dry_run=dry_run))
        return
    counts = [
        count_of(len(plan.new_reports), "new report"),
        count_of(len(plan.new_themes), "new theme"),
        f"{len(plan.added)} added",
        f"{len(plan.replaced)} newer than here",
        f"{len(plan.kept)} older than here",
        f"{plan.known} already here",
        *(f"{number} {what}" for number, what in plan.also()),
    ]
    would = "would be " if dry_run else ""
    click.echo(f"{other.name}: {would}{', '.join(counts)}.")
    for sentence in plan.conflicts:
        click.echo(f"  {sentence}")


def _fields(plan: MergePlan, other: Path, *, dry_run: bool) -> dict[str, object]:
    return {
        "file": other.name,
        "dry_run": dry_run,
        "new_reports": [one.name for one in plan.new_reports],
        "new_themes": [one.name for one in plan.new_themes],
        "added": [one.id for one in plan.added],
        "replaced": [one.id for one in plan.replaced],
        "kept": [one.id for one in plan.kept],
        "already_here": plan.known,
        "conflicts": list(plan.conflicts),
    }
