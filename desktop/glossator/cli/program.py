"""The command `glossator`: its group of commands, its errors, its output."""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

import click

from glossator.cli import listing, making, marking, showing, structure
from glossator.cli.agreement import agreement
from glossator.cli.backups import list_backups, restore_backup
from glossator.cli.bookmarks import list_bookmarks
from glossator.cli.compacting import compact
from glossator.cli.compare import compare
from glossator.cli.exporting import export
from glossator.cli.importing import import_files
from glossator.cli.mentions import mentions
from glossator.cli.merging import merge
from glossator.cli.reattaching import reattach
from glossator.cli.replacing import replace_file
from glossator.cli.search import search
from glossator.cli.similar import similar
from glossator.cli.suggest import suggest
from glossator.cli.trace import trace_reports
from glossator.cli.untagged import untagged
from glossator.domain.errors import GlossatorError


class RefusedError(click.ClickException):
    """A refused input: the sentence goes to standard error, the exit status is 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence as it stands."""
        click.echo(self.format_message(), file=file, err=file is None)


class Program(click.Group):
    """The commands; a project in place of a command, or nothing, means `open`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `open` before a project, and where there is nothing at all."""
        if not args or (args[0] not in self.commands and _is_project(args[0])):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as in click
        """Run a command; what the program refuses ends it with one sentence."""
        try:
            return super().invoke(ctx)
        except GlossatorError as error:
            raise RefusedError(str(error)) from error


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.option(
    "--verbose", is_flag=True, help="With --version: also of Python, Qt, PyMuPDF and SQLite."
)
@click.pass_context
def glossator(context: click.Context, *, version: bool, verbose: bool) -> None:
    """Read reports side by side, tag passages with themes, take them out as data.

    GLOSSATOR alone opens the last project, or the sample the first time;
    GLOSSATOR PROJECT opens a project.
    """
    if version:
        from glossator.cli.about import about

        for line in about(verbose=verbose):
            click.echo(line)
        context.exit()
    if context.invoked_subcommand is None:
        raise click.UsageError("Missing command.", context)


for _command in (
    showing.open_window,
    making.new,
    making.add,
    replace_file,
    reattach,
    listing.list_reports,
    structure.structure,
    listing.list_themes,
    marking.annotate,
    listing.list_annotations,
    list_bookmarks,
    export,
    search,
    import_files,
    merge,
    agreement,
    similar,
    trace_reports,
    suggest,
    untagged,
    mentions,
    compare,
    listing.check,
    list_backups,
    restore_backup,
    compact,
    showing.screenshot,
):
    glossator.add_command(_command)


def main() -> None:
    """Run the command line and exit: 0 done, 1 refused, 2 not understood."""
    seldom_look_for_garbage()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    glossator(prog_name="glossator")


def seldom_look_for_garbage() -> None:
    """Have Python look for cycles when a hundred thousand objects are new, not seven hundred.

    Records have none. To look through all that a large project has made of them, again and
    again as it grows, took a quarter of the time of reading it.
    """
    gc.set_threshold(100_000, 20, 100)


def _is_project(argument: str) -> bool:
    """Tell whether a first argument means a file rather than a mistyped command."""
    path = Path(argument)
    if argument.startswith("-"):
        return False
    return bool(path.suffix) or len(path.parts) > 1 or path.exists()
