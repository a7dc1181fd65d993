"""The middle of the window: the panes, or the compare or the trace view in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from glossator.ui.later import Later
from glossator.ui.trace import FAMILIES, MENTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.app.comparison import Comparison
    from glossator.app.desk import Desk
    from glossator.app.library import Library
    from glossator.app.matching import Matching
    from glossator.app.settings import Value
    from glossator.app.workspace import Workspace
    from glossator.ui.compare.view import CompareView
    from glossator.ui.panes.panes import Panes
    from glossator.ui.trace.view import TraceView

MANY = 2_000
"""Passages from which on they are counted ahead: fewer are counted in a few milliseconds."""


class Stage(QStackedWidget):
    """Shows the panes, the comparison or the trace; who wants a page sees the panes again.

    Signals:
        turned: False where the panes are shown now, True where something is in their place.
        changed: What is remembered is out of date.
        trouble: A sentence for the user.
        trace_made: The trace view is there.
    """

    trace_made = Signal()
    turned = Signal(bool)
    changed = Signal()
    trouble = Signal(str)

    def __init__(
        self,
        panes: Panes,
        workspace: Workspace,
        library: Library,
        desk: Desk,
        matching: Matching,
    ) -> None:
        super().__init__()
        self._panes = panes
        self._workspace = workspace
        self._library = library
        self._desk = desk
        self._matching = matching
        self._view: CompareView | None = None
        self._trace: TraceView | None = None
        self._kept: dict[str, Value] = {}
        self._kept_trace: dict[str, Value] = {}
        self.addWidget(panes)
        workspace.loaded.connect(self._count_ahead)
        for signal in (desk.annotation_wanted, desk.report_wanted, desk.place_wanted):
            signal.connect(self.read)

    @property
    def reads(self) -> bool:
        """Whether the panes are shown."""
        return self.currentWidget() is self._panes

    @property
    def shown(self) -> str:
        """Which view is shown: `read`, `compare` or `trace`."""
        return "read" if self.reads else "compare" if self.compares else "trace"

    @property
    def compares(self) -> bool:
        """Whether the comparison is shown."""
        return self._view is not None and self.currentWidget() is self._view

    @property
    def traces(self) -> bool:
        """Whether the trace is shown."""
        return self._trace is not None and self.currentWidget() is self._trace

    @property
    def view(self) -> CompareView:
        """The compare view, made when it is first looked at."""
        if self._view is None:
            # Not at the start, which it would hold up.
            from glossator.ui.compare.view import CompareView

            self._view = CompareView(self.comparison, self._workspace, self._desk)
            self._view.left.connect(self.read)
            self._view.changed.connect(self.changed)
            self._view.restore(self._kept)
            self.addWidget(self._view)
        return self._view

    @Later
    def comparison(self) -> Comparison:
        """What is counted for the compare view."""
        from glossator.app.comparison import Comparison

        comparison = Comparison(self._workspace, self._library)
        comparison.trouble.connect(self.trouble)
        return comparison

    @property
    def trace_view(self) -> TraceView:
        """The trace view, made when it is first looked at."""
        if self._trace is None:
            # Half of what it needs is needed by nothing else, and the window starts without it.
            from glossator.app.tracing import Tracing
            from glossator.ui.trace.view import TraceView

            tracing = Tracing(self._workspace, self._library, self._matching)
            tracing.trouble.connect(self.trouble)
            self._trace = TraceView(tracing, self._workspace)
            self._trace.trouble.connect(self.trouble)
            self._trace.left.connect(self.read)
            self._trace.changed.connect(self.changed)
            self._trace.restore(self._kept_trace)
            self.addWidget(self._trace)
            self.trace_made.emit()
        return self._trace

    def trace(self, page: int = FAMILIES) -> None:
        """Show the trace in place of what is shown."""
        view = self.trace_view
        self._leave_comparison()
        self.setCurrentWidget(view)
        view.show_page(page)
        self.turned.emit(True)  # noqa: FBT003 - a signal
        view.focus()
        self.changed.emit()

    def end_work(self) -> None:
        """End what works beside the window, before the project is closed."""
        if self._trace is not None:
            self._trace.tracing.close()

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
        if self.reads:
            return
        # Qt gives the keyboard to the pane that had it before, which need not be the active one.
        active = self._panes.active
        self._leave_comparison()
        self.setCurrentWidget(self._panes)
        self.turned.emit(False)  # noqa: FBT003 - a signal
        if active is not None:
            active.view.setFocus()
        self.changed.emit()

    def toggle(self) -> None:
        """Show the one that is not shown."""
        self.read() if self.compares else self.compare()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do that are about comparing and tracing."""
        return {
            "read": self.read,
            "compare": self.toggle,
            "mark_changes": self._mark_changes,
            "trace": lambda: self._toggle_trace(FAMILIES),
            "mentions": lambda: self._toggle_trace(MENTIONS),
        }

    def checked(self) -> dict[str, bool]:
        """Return for each action that is on or off which it is."""
        marks = self._view is not None and self._view.marks_changes
        names = self.traces and self.trace_view.page == MENTIONS
        return {
            "read": self.reads,
            "compare": self.compares,
            "mark_changes": marks,
            "trace": self.traces and not names,
            "mentions": names,
        }

    def remembered(self) -> dict[str, Value]:
        """Return how it stands, as the settings keep it."""
        compared = self._view.remembered() if self._view else self._kept
        traced = self._trace.remembered() if self._trace else self._kept_trace
        return {
            "compare": {**compared, "shown": self.compares},
            "trace": {**traced, "shown": self.traces},
        }

    def restore(self, remembered: dict[str, Value]) -> None:
        """Stand as it stood before."""
        compared, traced = remembered.get("compare"), remembered.get("trace")
        if isinstance(compared, dict):
            self._kept = compared
            if compared.get("shown"):
                self.compare()
        if isinstance(traced, dict):
            self._kept_trace = traced
            if traced.get("shown"):
                self.trace(self.trace_view.page)

    def _count_ahead(self) -> None:
        if len(self._workspace.annotations()) >= MANY:
            from glossator.app.counting_ahead import CountingAhead

            CountingAhead(self.comparison, self._workspace)

    def _leave_comparison(self) -> None:
        if self._view is not None and self.compares:
            self._view.comparison.set_active(active=False)

    def _toggle_trace(self, page: int) -> None:
        last = self.trace_view.page
        is_kind = (last == MENTIONS) == (page == MENTIONS)
        self.read() if self.traces and is_kind else self.trace(last if is_kind else page)

    def _mark_changes(self) -> None:
        if self._view is not None:
            self._view.mark_changes(marked=not self._view.marks_changes)
