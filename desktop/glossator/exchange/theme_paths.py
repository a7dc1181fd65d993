r"""Themes that a file names by their paths: `Access to justice / Legal aid; Data`.

A name may hold what parts names or themes; a backslash stands before it then, and before a
backslash: `Violence\; abuse`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.plan import IncomingTheme
from glossator.domain.themes import DEEPEST, PATH_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


THEME_SEPARATOR = "; "
"""Between the paths of several themes in one cell."""

_ESCAPED = re.compile(r"[\\;]|(?<![^ ])/(?![^ ])")
"""What has a meaning in a path: a stroke only where no letter stands beside it."""
_UNESCAPED = re.compile(r"\\([\\;/])")
_THEMES = re.compile(r"((?:\\[\\;/]|[^;])*);?")


def path_of(names: Iterable[str]) -> str:
    """Return the path that names make, as a file has it."""
    return PATH_SEPARATOR.join(_ESCAPED.sub(r"\\\g<0>", name) for name in names)


def paths_of(cell: str) -> list[str]:
    """Return the paths of the themes that stand in one cell."""
    return [path for path in _THEMES.findall(cell) if path.strip()]


def names_of(path: str) -> list[str]:
    """Return the names that a path is made of, from the root, empty ones left out.

    Raises:
        InvalidInputError: There are more of them than themes may stand in each other.
    """
    names = [" ".join(name.split()) for name in path.split(PATH_SEPARATOR, DEEPEST)]
    names = [_UNESCAPED.sub(r"\1", name) for name in names]
    if len(names) > DEEPEST:
        raise InvalidInputError(
            f"The theme “{path[:60]}…” stands more than {DEEPEST} deep in others."
            " Nothing was imported."
        )
    return [name for name in names if name]


def themes_of(paths: Iterable[str]) -> Iterator[IncomingTheme]:
    """Yield the themes of paths and those above them, each once, its path as its key."""
    made: set[str] = set()
    for path in paths:
        names = names_of(path)
        for depth in range(1, len(names) + 1):
            key = path_of(names[:depth])
            if key not in made:
                made.add(key)
                yield IncomingTheme(key, names[depth - 1], path_of(names[: depth - 1]))
