"""The theme tree, filtered by typing and put in another order."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSortFilterProxyModel

from glossator.app.models.themes import ThemeModel, ThemeRole
from glossator.app.models.words import folded, has_words, wanted_words

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from glossator.app.models.theme_rows import Index
    from glossator.domain.records import Theme, ThemeId


class ThemeOrder(Enum):
    """The orders of themes that lie below the same one."""

    TREE = "As in the tree"
    COUNT = "By number of passages"
    NAME = "By name"


class ThemeFilter(QSortFilterProxyModel):
    """Themes whose path has all typed words, with the themes above them.

    Archived themes show only if they are asked for.
    """

    def __init__(self, themes: ThemeModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._words: tuple[str, ...] = ()
        self.order = ThemeOrder.TREE
        self.shows_archived = False
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(themes)

    def set_words(self, typed: str) -> None:
        """Show the themes that match what the user typed; all for nothing."""
        words = wanted_words(typed)
        if words != self._words:
            self._words = words
            self.setFilterFixedString(typed)

    def set_order(self, order: ThemeOrder) -> None:
        """Put the themes in another order."""
        if order is self.order:
            return
        self.order = order
        if order is ThemeOrder.TREE:
            self.sort(-1)
        else:
            self.sort(0)
            self.invalidate()

    def show_archived(self, *, shown: bool) -> None:
        """Show the archived themes too, or hide them again."""
        if shown != self.shows_archived:
            self.shows_archived = shown
            self.invalidate()

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
        index = self._themes.index(row, 0, parent)
        if not self.shows_archived and index.data(ThemeRole.ARCHIVED):
            return False
        return not self._words or self._has_words(index)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Override QSortFilterProxyModel::lessThan."""
        return self._place(left) < self._place(right)

    def _place(self, index: Index) -> tuple[int, str, int]:
        name = folded(str(index.data()))
        total = int(index.data(ThemeRole.TOTAL)) if self.order is ThemeOrder.COUNT else 0
        return -total, name, index.row()

    def _has_words(self, index: Index) -> bool:
        return has_words(folded(str(index.data(ThemeRole.PATH))), self._words)
