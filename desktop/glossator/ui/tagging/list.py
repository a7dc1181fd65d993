"""What the tagging box lists: matching themes, a new one, and those that are suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from glossator.app.tips import tip
from glossator.domain.records import ThemeId
from glossator.domain.theme_match import match_themes
from glossator.ui.announce import announce
from glossator.ui.tagging.row import COLOUR_ROLE, HINT_ROLE, THEME_ROLE, TaggingRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from glossator.domain.ranking.suggest import Suggestion
    from glossator.domain.records import Theme
    from glossator.domain.themes import ThemeTree

ROWS = 7
NEW_THEME = "new"
REASONS = 2
"""Words that a suggestion shows it rests on; its tooltip has them all."""


class ThemeChoices(QListWidget):
    """Lists themes to tag with; what Enter takes stands first."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Matching themes")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(TaggingRow(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.most = ROWS
        """Themes that are listed at most."""

    def fill(
        self,
        typed: str,
        tree: ThemeTree,
        recent: Sequence[ThemeId],
        carried: Collection[ThemeId],
        suggested: Sequence[tuple[str, Suggestion]],
    ) -> None:
        """List what can be taken.

        Args:
            typed: The letters of a theme.
            tree: The themes.
            recent: Themes used last, newest first.
            carried: Themes that the passage has.
            suggested: Suggestions with their keys; they stand last, so that Enter never
                takes one unasked.
        """
        matching = match_themes(tree, typed, recent)
        matching = [theme for theme in matching if theme.id not in carried]
        self.clear()
        for index, theme in enumerate(matching[: self.most]):
            self.addItem(_matching(theme, tree, first=index == 0))
        name = " ".join(typed.split())
        if name:
            item = QListWidgetItem(f"+ New theme “{name}”")
            item.setData(THEME_ROLE, NEW_THEME)
            item.setData(HINT_ROLE, "Shift+Enter" if matching else "Enter")
            self.addItem(item)
        for key, one in suggested:
            self.addItem(_suggested(key, one, tree))
        if self.count():
            self.setCurrentRow(0)
        self.setFixedHeight(max(self.count(), 1) * self.sizeHintForRow(0) + 4)
        if name:
            self._say()

    def step(self, step: int) -> None:
        """Go on to the next row, round at the ends."""
        if self.count():
            self.setCurrentRow((self.currentRow() + step) % self.count())
            self._say()

    def _say(self) -> None:
        """Say what Enter takes: the keyboard stays in the field, where nobody hears it."""
        item = self.currentItem()
        if item is not None:
            words = item.data(Qt.ItemDataRole.AccessibleTextRole) or item.text()
            announce(self, f"{words}, {self.currentRow() + 1} of {self.count()}")


def _matching(theme: Theme, tree: ThemeTree, *, first: bool) -> QListWidgetItem:
    item = QListWidgetItem(tree.path(theme.id))
    item.setData(THEME_ROLE, theme.id)
    item.setData(COLOUR_ROLE, theme.colour)
    hints = [theme.key] if theme.key else []
    if first:
        hints.append("Enter")
    item.setData(HINT_ROLE, " · ".join(hints))
    if theme.definition:
        item.setToolTip(tip(theme.definition))
    return item


def _suggested(key: str, one: Suggestion, tree: ThemeTree) -> QListWidgetItem:
    theme = tree[ThemeId(one.id)]
    item = QListWidgetItem(tree.path(theme.id))
    item.setData(THEME_ROLE, theme.id)
    item.setData(COLOUR_ROLE, theme.colour)
    item.setData(HINT_ROLE, f"{', '.join(one.words[:REASONS])}? · Alt+{key}")
    item.setToolTip(tip(f"Suggested by: {', '.join(one.words)}"))
    spoken = f"{tree.path(theme.id)}, suggested by {', '.join(one.words)}, Alt+{key}"
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
    return item
