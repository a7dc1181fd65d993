"""The theme tree, filtered by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSortFilterProxyModel

from glossator.app.models.themes import ThemeModel, ThemeRole
from glossator.app.models.words import folded, has_words, wanted_words

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from glossator.app.models.theme_rows import Index
    from glossator.domain.records import Theme, ThemeId


class ThemeFilter(QSortFilterProxyModel):
    """Themes whose path has all typed words, with the themes above them."""

    def __init__(self, themes: ThemeModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._words: tuple[str, ...] = ()
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(themes)

    def set_words(self, typed: str) -> None:
        """Show the themes that match what the user typed; all for nothing."""
        words = wanted_words(typed)
        if words != self._words:
            self._words = words
            self.setFilterFixedString(typed)

    def index_of(self, theme_id: ThemeId | None) -> QModelIndex:
        """Return the index of a theme, an invalid one where it does not show."""
        return self.mapFromSource(self._themes.index_of(theme_id))

    def theme_at(self, index: Index) -> Theme | None:
        """Return the theme of a row."""
        return self._themes.theme_at(self.mapToSource(index))

    def matches(self, index: Index) -> bool:
        """Tell whether a row itself matches, not only one below it."""
        return self._has_words(self.mapToSource(index))

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Override QSortFilterProxyModel::filterAcceptsRow."""
        return not self._words or self._has_words(self._themes.index(row, 0, parent))

    def _has_words(self, index: Index) -> bool:
        return has_words(folded(str(index.data(ThemeRole.PATH))), self._words)
