"""The commands that need a window; nothing else imports Qt."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from glossator.cli.project import FILE, project_argument
from glossator.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from pathlib import Path


def pixels(words: str) -> tuple[int, int]:
    """Return width and height of `1400x860`.

    Raises:
        BadParameter: It is written otherwise.
    """
    match = re.fullmatch(r"(\d{3,5})[x×](\d{3,5})", words.lower())
    if match is None:
        raise click.BadParameter("give width and height in pixels, such as 1400x860.")
    return int(match[1]), int(match[2])


@click.command("open")
@click.argument("path", metavar="[PROJECT]", required=False, type=FILE)
@click.pass_context
def open_window(ctx: click.Context, path: Path | None) -> None:
    """Open a project in the window: the last one, or the sample the first time."""
    if path is not None and not path.exists():
        raise InvalidInputError(
            f"There is no project “{path}”. The command “glossator new” makes one."
        )
    ctx.exit(_window().run(path))


@click.command()
@project_argument
@click.argument("out", metavar="OUT.png", type=FILE)
@click.option(
    "--pane",
    "panes",
    metavar="SYMBOL[:CITATION]",
    multiple=True,
    help="A report to show, and where; once for each pane.",
)
@click.option("--theme", metavar="PATH", default="", help="Choose this theme.")
@click.option(
    "--size", metavar="WxH", type=pixels, default="1400x860", show_default=True, help="In pixels."
)
@click.option("--dark", is_flag=True, help="In dark colours.")
@click.option(
    "--view",
    metavar="NAME",
    default="",
    help="read, palette, tagging, find, search, similar, untagged, compare, trace, sections,"
    " mentions, night or a tab.",
)
def screenshot(
    path: Path,
    out: Path,
    *,
    panes: tuple[str, ...],
    theme: str,
    size: tuple[int, int],
    dark: bool,
    view: str,
) -> None:
    """Draw the window into a picture, without a screen."""
    if out.suffix.casefold() != ".png":
        raise InvalidInputError(f"Can't draw “{out}”: give a name that ends in .png.")
    if not out.absolute().parent.is_dir():
        raise InvalidInputError(f"There is no folder “{out.parent}”. Nothing was drawn.")
    _window().screenshot(path, out, panes=panes, theme=theme, size=size, dark=dark, view=view)


def _window() -> Any:  # noqa: ANN401 - a module
    """Return the module that wires the window, imported by name as it lies above this one."""
    return import_module("glossator.__main__")
