"""The middle of the window: the panes, or the compare view in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from glossator.app.comparison import Comparison
from glossator.ui.compare.view import CompareView

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.app.desk import Desk
    from glossator.app.library import Library
    from glossator.app.settings import Value
    from glossator.app.workspace import Workspace
    from glossator.ui.panes import Panes


class Stage(QStackedWidget):
    """Shows the panes or the comparison; whoever wants a page sees the panes again.

    Signals:
        turned: True where the comparison is shown now, False where the panes are.
        changed: What is remembered is out of date.
        trouble: A sentence for the user.
    """

    turned = Signal(bool)
    changed = Signal()
    trouble = Signal(str)

    def __init__(self, panes: Panes, workspace: Workspace, library: Library, desk: Desk) -> None:
        super().__init__()
        self._panes = panes
        self._workspace = workspace
        self._library = library
        self._desk = desk
        self._view: CompareView | None = None
        self._kept: dict[str, Value] = {}
        self.addWidget(panes)
        for signal in (desk.annotation_wanted, desk.report_wanted, desk.place_wanted):
            signal.connect(self.read)

    @property
    def compares(self) -> bool:
        """Whether the comparison is shown."""
        return self.currentWidget() is not self._panes

    @property
    def view(self) -> CompareView:
        """The compare view, made when it is first looked at."""
        if self._view is None:
            comparison = Comparison(self._workspace, self._library)
            comparison.trouble.connect(self.trouble)
            self._view = CompareView(comparison, self._workspace, self._desk)
            self._view.left.connect(self.read)
            self._view.changed.connect(self.changed)
            self._view.restore(self._kept)
            self.addWidget(self._view)
        return self._view

    def compare(self) -> None:
        """Show the comparison in place of the panes, as it stood last."""
        if self.compares:
            return
        view = self.view
        self.setCurrentWidget(view)
        self.turned.emit(True)  # noqa: FBT003 - a signal
        view.comparison.set_active(active=True)
        view.choose_theme(self._desk.theme_id)
        view.table.setFocus()
        self.changed.emit()

    def read(self, *_: object) -> None:
        """Show the panes again."""
        if self._view is None or not self.compares:
            return
        # Qt gives the keyboard to the pane that had it before, which need not be the active one.
        active = self._panes.active
        self.setCurrentWidget(self._panes)
        self._view.comparison.set_active(active=False)
        self.turned.emit(False)  # noqa: FBT003 - a signal
        if active is not None:
            active.view.setFocus()
        self.changed.emit()

    def toggle(self) -> None:
        """Show the one that is not shown."""
        self.read() if self.compares else self.compare()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do that are about comparing."""
        return {"read": self.read, "compare": self.toggle, "mark_changes": self._mark_changes}

    def checked(self) -> dict[str, bool]:
        """Return for each action that is on or off which it is."""
        marks = self._view is not None and self._view.marks_changes
        return {"read": not self.compares, "compare": self.compares, "mark_changes": marks}

    def remembered(self) -> dict[str, Value]:
        """Return how it stands, as the settings keep it."""
        kept = self._view.remembered() if self._view else self._kept
        return {**kept, "shown": self.compares}

    def restore(self, kept: object) -> None:
        """Stand as it stood before."""
        if isinstance(kept, dict):
            self._kept = kept
            if kept.get("shown"):
                self.compare()

    def _mark_changes(self) -> None:
        if self._view is not None:
            self._view.mark_changes(marked=not self._view.marks_changes)
