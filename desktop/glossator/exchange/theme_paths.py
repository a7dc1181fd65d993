"""Themes that a file names by their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.incoming.plan import IncomingTheme
from glossator.domain.themes import PATH_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def themes_of(paths: Iterable[str]) -> Iterator[IncomingTheme]:
    """Yield the themes of paths and those above them, each once, its path as its key."""
    made: set[str] = set()
    for path in paths:
        names = path.split(PATH_SEPARATOR)
        for depth in range(1, len(names) + 1):
            key = PATH_SEPARATOR.join(names[:depth])
            if key not in made:
                made.add(key)
                yield IncomingTheme(key, names[depth - 1], PATH_SEPARATOR.join(names[: depth - 1]))
