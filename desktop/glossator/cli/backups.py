"""The commands that list and restore backups."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from glossator.cli.project import (
    FILE,
    backup_folder,
    count_of,
    json_option,
    print_json,
    project_argument,
)
from glossator.domain.errors import InvalidInputError
from glossator.safekeeping import back_up, changes_since
from glossator.storage.backups import (
    ASKED,
    REASONS,
    Backup,
    BackupStore,
)
from glossator.storage.restoring import restore

if TYPE_CHECKING:
    from pathlib import Path

folder_option = click.option(
    "--folder",
    type=FILE,
    help="Where backups are kept, if not in the usual folder.",
)


@click.command("backups")
@project_argument
@click.option("--now", "take", is_flag=True, help="Take one first.")
@folder_option
@json_option
def list_backups(path: Path, *, take: bool, folder: Path | None, as_json: bool) -> None:
    """List the backups of a project and what was done since each."""
    root = folder or backup_folder()
    if take:
        back_up(path, root, ASKED)
    found = BackupStore(root).of(path)
    since = {one.path: changes_since(path, one) for one in found}
    if as_json:
        print_json(
            [{**asdict(one), "path": str(one.path), "since": since[one.path]} for one in found]
        )
        return
    for one in found:
        held = f"{count_of(one.reports, 'report')}, {count_of(one.passages, 'passage')}"
        click.echo(f"{one.number}  {one.at}  {REASONS[one.reason]}  {held}")
        for line in (*since[one.path], *one.faults):
            click.echo(f"    {line}")
    if not found:
        click.echo(f"There is no backup of “{path.name}” in {root}.")


@click.command("restore")
@project_argument
@click.argument("name", metavar="BACKUP")
@folder_option
def restore_backup(path: Path, name: str, *, folder: Path | None) -> None:
    """Put a backup in place of a project; BACKUP is its number or its file.

    The file that is there now is kept beside it.
    """
    root = folder or backup_folder()
    backup = _find(BackupStore(root).of(path), name)
    kept = restore(path, backup)
    click.echo(f"Restored {path} as of {backup.at}.")
    if kept is not None:
        click.echo(f"What was there before is {kept}.")


def _find(backups: list[Backup], name: str) -> Backup:
    """Return the backup that a number or a path means.

    Raises:
        InvalidInputError: There is none.
    """
    for one in backups:
        if name in (str(one.number), str(one.path), one.path.name):
            return one
    raise InvalidInputError(
        f"There is no backup “{name}” of this project. The command “glossator backups” lists all."
    )
