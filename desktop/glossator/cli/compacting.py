"""The command that removes for good what was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossator.cli.project import project_argument, writing

if TYPE_CHECKING:
    from pathlib import Path

MB = 1_000_000


@click.command("compact")
@project_argument
@click.option("--yes", is_flag=True, help="Don't ask first.")
def compact(path: Path, *, yes: bool) -> None:
    """Remove for good what was deleted, and shrink the file.

    Deleted passages, notes, themes and reports, earlier wordings of notes and the picture of
    the window go. Nothing that was done before can be undone then. Backups stay as they are.
    """
    with writing(path) as project:
        if not yes:
            click.confirm(
                "What was deleted goes for good, and nothing that was done can be undone. Go on?",
                abort=True,
            )
        before = path.stat().st_size
        project.compact()
    after = path.stat().st_size
    click.echo(f"“{path.name}” takes {after / MB:.1f} MB, before {before / MB:.1f} MB.")
