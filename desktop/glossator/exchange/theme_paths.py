"""Themes that a file names by their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.plan import IncomingTheme
from glossator.domain.themes import DEEPEST, PATH_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def names_of(path: str) -> list[str]:
    """Return the names that a path is made of, from the root, empty ones left out.

    Raises:
        InvalidInputError: There are more of them than themes may stand in each other.
    """
    names = [" ".join(name.split()) for name in path.split(PATH_SEPARATOR, DEEPEST)]
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
            key = PATH_SEPARATOR.join(names[:depth])
            if key not in made:
                made.add(key)
                yield IncomingTheme(key, names[depth - 1], PATH_SEPARATOR.join(names[: depth - 1]))
