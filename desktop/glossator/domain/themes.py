"""The theme tree: paths, order and where a theme may go."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from glossator.domain.records import ThemeId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from glossator.domain.records import Theme

PATH_SEPARATOR = " / "
"""Between the names of a theme's path, in the window, the command line and the exports."""

DEEPEST = 40
"""Themes that may stand in each other where they come from another program."""


class ThemeTree:
    """The themes of a project arranged as a tree.

    A theme whose parent is missing, or that would be its own ancestor (a file made by
    another program), stands at the root, so that nothing is ever hidden.
    """

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._themes = {theme.id: theme for theme in themes}
        self._children: dict[ThemeId | None, list[Theme]] = defaultdict(list)
        for theme in self._themes.values():
            self._children[self.parent_of(theme.id)].append(theme)
        for siblings in self._children.values():
            siblings.sort(key=lambda theme: (theme.position, theme.name, theme.id))
        hidden = (theme for theme in self._themes.values() if theme.archived)
        self.archived = frozenset[ThemeId]().union(
            *(self.with_descendants(theme.id) for theme in hidden)
        )
        """Ids of the themes kept out of sight: archived, or below one that is."""
        self.colours = {theme.id: theme.colour for theme in self._themes.values()}
        """The colour of each theme."""

    def __contains__(self, theme_id: ThemeId) -> bool:
        return theme_id in self._themes

    def __getitem__(self, theme_id: ThemeId) -> Theme:
        return self._themes[theme_id]

    def __iter__(self) -> Iterator[Theme]:
        """Yield all themes, each before its children, in the order they are shown."""
        return self.below(None)

    def __len__(self) -> int:
        return len(self._themes)

    def parent_of(self, theme_id: ThemeId) -> ThemeId | None:
        """Return the parent the theme is shown under, None at the root."""
        parent_id = self._themes[theme_id].parent_id
        if parent_id not in self._themes or self._is_cyclic(theme_id):
            return None
        return parent_id

    def children(self, theme_id: ThemeId | None) -> list[Theme]:
        """Return the themes directly under a theme (None: at the root), in order."""
        return self._children.get(theme_id, [])

    def below(self, theme_id: ThemeId | None) -> Iterator[Theme]:
        """Yield all descendants of a theme, each before its children."""
        for child in self.children(theme_id):
            yield child
            yield from self.below(child.id)

    def with_descendants(self, theme_id: ThemeId) -> set[ThemeId]:
        """Return the theme's id and the ids of all themes below it."""
        return {theme_id, *(theme.id for theme in self.below(theme_id))}

    def names(self, theme_id: ThemeId) -> tuple[str, ...]:
        """Return the names from the root to the theme."""
        names: list[str] = []
        current: ThemeId | None = theme_id
        while current is not None:
            names.append(self._themes[current].name)
            current = self.parent_of(current)
        return tuple(reversed(names))

    def path(self, theme_id: ThemeId) -> str:
        """Return the theme's full name: `Access to justice / Legal aid and information`."""
        return PATH_SEPARATOR.join(self.names(theme_id))

    def find(self, path: str) -> list[Theme]:
        """Return the themes a path or a plain name means, letter case ignored.

        The full path wins; else every theme with that name or ending of a path.
        """
        wanted = _folded(path)
        whole = [theme for theme in self if _folded(self.path(theme.id)) == wanted]
        if whole:
            return whole
        return [theme for theme in self if _folded(self.path(theme.id)).endswith("/" + wanted)]

    def with_key(self, key: str) -> Theme | None:
        """Return the theme that a digit tags with."""
        return next((theme for theme in self if key and theme.key == key), None)

    def _is_cyclic(self, theme_id: ThemeId) -> bool:
        seen = {theme_id}
        current = self._themes[theme_id].parent_id
        while current is not None and current in self._themes:
            if current in seen:
                return True
            seen.add(current)
            current = self._themes[current].parent_id
        return False


def _folded(path: str) -> str:
    return "/".join(part.strip().casefold() for part in path.split("/"))
