"""The command that takes data out of a project."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossator.cli.listing import report_option, theme_option
from glossator.cli.marked import write_marked
from glossator.cli.progress import metered
from glossator.cli.project import (
    chosen,
    count_of,
    password_option,
    project_argument,
    reading,
)
from glossator.clock import utc_now
from glossator.domain.errors import InvalidInputError
from glossator.domain.themes import ThemeTree
from glossator.domain.watching import each
from glossator.exchange.csv_export import write_csv
from glossator.exchange.outgoing import FORMATS, format_of
from glossator.gathering import outgoing_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from glossator.exchange.outgoing import Outgoing
    from glossator.storage.project import ProjectFile

ENDINGS = ", ".join((".pdf", *(one.suffix for one in FORMATS)))


@click.command(
    "export",
    help=f"""Write annotations, a report with its annotations in it, or a bibliography.

    The ending of OUT says which: {ENDINGS}. As a table (CSV), - writes to standard output.
    """,
)
@project_argument
@click.argument("target", metavar="OUT", type=str)
@theme_option
@report_option
@click.option("--per-theme", is_flag=True, help="CSV: one row for each theme of an annotation.")
@click.option("--raw", is_flag=True, help="CSV: leave cells that look like formulas as they are.")
@click.option("--anonymous", is_flag=True, help="Leave the names of analysts out.")
@password_option
def export(
    path: Path,
    target: str,
    *,
    themes: tuple[str, ...],
    names: tuple[str, ...],
    per_theme: bool,
    raw: bool,
    anonymous: bool,
    password: str,
) -> None:
    """Write what the ending of a file's name asks for."""
    out = _target(target, path)
    if isinstance(out, Path) and out.suffix.casefold() == ".pdf":
        write_marked(path, out, names=names, themes=themes, password=password, anonymous=anonymous)
        return
    with reading(path) as project, metered(f"Writing {Path(target).name}"):
        outgoing = gathered(project, reports=names, themes=themes)
        if anonymous:
            outgoing = outgoing.anonymous()
        if isinstance(out, Path) and format_of(out.name).suffix != ".csv":
            chosen_format = format_of(out.name)
            count, what = chosen_format.write(outgoing, out), chosen_format.counts
        else:
            count, what = _write_table(outgoing, out, per_theme=per_theme, raw=raw), "row"
    if isinstance(out, Path):
        click.echo(f"Wrote {count_of(count, what)} to {out}.")


def gathered(
    project: ProjectFile, *, reports: Sequence[str] = (), themes: Sequence[str] = ()
) -> Outgoing:
    """Return what goes out of a project.

    Args:
        project: An open project.
        reports: Only annotations of these reports, as `find_report` takes them.
        themes: Only annotations with one of these themes, or one below it.

    Raises:
        InvalidInputError: A report or theme is not there.
    """
    tree = ThemeTree(project.themes())
    return outgoing_of(project, chosen(project, tree, reports=reports, themes=themes), utc_now())


def _write_table(outgoing: Outgoing, out: Path | BinaryIO, *, per_theme: bool, raw: bool) -> int:
    return write_csv(
        out,
        each(outgoing.annotations),
        outgoing.reports,
        outgoing.tree,
        outgoing.labels,
        per_theme=per_theme,
        raw=raw,
    )


def _target(target: str, project: Path) -> Path | BinaryIO:
    """Return where to write: a file, or standard output for `-`.

    Raises:
        ExportError: Its name has an ending that no format has.
        InvalidInputError: It is the project itself.
    """
    if target == "-":
        return sys.stdout.buffer
    out = Path(target)
    if out.suffix.casefold() != ".pdf":
        format_of(out.name)
    if out.exists() and project.exists() and out.samefile(project):
        raise InvalidInputError(f"“{target}” is the project itself. Nothing was written.")
    return out
