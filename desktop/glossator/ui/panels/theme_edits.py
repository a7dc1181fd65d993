"""What is done to the selected themes: merged, split, moved, recoloured, archived, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.domain import theme_intents
from glossator.domain.colours import kin
from glossator.domain.records import Theme, ThemeId

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from PySide6.QtWidgets import QWidget

    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.errors import GlossatorError
    from glossator.domain.records import Annotation, AnnotationId


class ThemeEdits(QObject):
    """Asks what is missing and does it, each as one action.

    Signals:
        trouble: A sentence; an edit was refused.
        said: A short sentence for the status line.
        merged: ThemeId; the theme that others went into.
    """

    trouble = Signal(str)
    said = Signal(str)
    merged = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._widget = parent
        self.offered: Callable[[], Sequence[AnnotationId]] = tuple
        """What is chosen or listed beside the themes: checked when a theme is split."""

    def merge(self, themes: Sequence[Theme], into: Theme) -> None:
        """Let a theme take the place of others."""
        tree, carrying = self._workspace.tree, self._carrying_below(themes)

        def merged() -> None:
            self.merged.emit(into.id)
            self.said.emit(f"Merged into {into.name}; Ctrl+Z takes it back.")

        self._do(
            lambda: theme_intents.merge_themes(tree, themes, into, carrying),
            len(carrying),
            merged,
        )

    def ask_merge(self, theme: Theme) -> None:
        """Ask which theme is to take the place of one."""
        from glossator.ui.panels.theme_picker import ThemePicker

        below = self._workspace.tree.with_descendants(theme.id)
        into = ThemePicker.ask(
            self._workspace.tree, f"Merge “{theme.name}” into", below, self._widget
        )
        if isinstance(into, Theme):
            self.merge([theme], into)

    def ask_move(self, themes: Sequence[Theme]) -> None:
        """Ask below which theme others are to stand."""
        from glossator.ui.panels.theme_picker import ThemePicker

        tree = self._workspace.tree
        below = set[ThemeId]().union(*(tree.with_descendants(one.id) for one in themes))
        name = f"“{themes[0].name}”" if len(themes) == 1 else f"{len(themes)} themes"
        parent = ThemePicker.ask(tree, f"Move {name} below", below, self._widget, root=True)
        if parent is not None:
            parent_id = parent.id if isinstance(parent, Theme) else None
            self._do(lambda: theme_intents.move_themes(tree, themes, parent_id))

    def ask_split(self, theme: Theme) -> None:
        """Ask which of a theme's passages go to a new theme, and for its name."""
        from glossator.ui.panels.split_dialog import SplitDialog

        carrying = self._carrying(theme)
        if not carrying:
            self.trouble.emit(f"No passage carries “{theme.name}” itself; nothing to split.")
            return
        answer = SplitDialog.ask(theme, carrying, self.offered(), self._widget)
        if answer is not None:
            self.split(theme, answer.name, answer.chosen)

    def split(self, theme: Theme, name: str, chosen: Sequence[AnnotationId]) -> None:
        """Give some of a theme's passages to a new theme beside it."""
        tree, ids = self._workspace.tree, set(chosen)
        parent_id = tree.parent_of(theme.id)
        siblings = tree.children(parent_id)
        made = Theme(
            ThemeId(self._workspace.make_id()),
            name,
            parent_id,
            colour=kin(theme.colour, len(siblings)),
        )
        ones = [one for one in self._carrying(theme) if one.id in ids]
        now = self._workspace.now()
        said = f"{len(ones)} of {theme.name} are {made.name} now."
        self._do(
            lambda: theme_intents.split_theme(tree, theme, made, ones, now),
            len(ones),
            lambda: self.said.emit(said),
        )

    def recolour(self, themes: Sequence[Theme], colour: str) -> None:
        """Give themes another colour."""
        self._do(lambda: theme_intents.recolour_themes(themes, colour))

    def archive(self, themes: Sequence[Theme]) -> None:
        """Take themes out of sight."""
        said = "Archived; the menu beside the filter shows archived themes."
        self._do(
            lambda: theme_intents.archive_themes(self._workspace.tree, themes),
            done=lambda: self.said.emit(said),
        )

    def restore(self, themes: Sequence[Theme]) -> None:
        """Bring archived themes back."""
        self._do(lambda: theme_intents.restore_themes(self._workspace.tree, themes))

    def delete(self, themes: Sequence[Theme]) -> None:
        """Delete themes with those below them."""
        tree, carrying = self._workspace.tree, self._carrying_below(themes)
        self._do(lambda: theme_intents.delete_themes(tree, themes, carrying), len(carrying))

    def _carrying_below(self, themes: Sequence[Theme]) -> Collection[Annotation]:
        """Return the passages that carry one of some themes or one below them."""
        tree = self._workspace.tree
        below = set[ThemeId]().union(*(tree.with_descendants(one.id) for one in themes))
        return self._workspace.carrying(below)

    def _carrying(self, theme: Theme) -> list[Annotation]:
        found = self._workspace.carrying([theme.id])
        order = {report.id: (report.date, report.position) for report in self._workspace.reports()}
        return sorted(found, key=lambda one: (order[one.report_id], one.start, one.id))

    def _do(
        self,
        intent: Callable[[], EditSet],
        size: int = 0,
        done: Callable[[], None] | None = None,
    ) -> None:
        """Do something that may be refused, or take a while where passages carry the themes.

        Args:
            intent: What is done, made of records that are at hand.
            size: How many passages it may change.
            done: Called once it is done.
        """

        def told(error: GlossatorError | None) -> None:
            if error is not None:
                self.trouble.emit(str(error))
            elif done is not None:
                done()

        self._workspace.work_out(intent, size, told)
