"""Where reports that are no longer shown were left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.view_state import ViewState
from glossator.domain.records import ReportId

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.app.settings import Value
    from glossator.ui.panes.pane import Pane


class LeftPlaces:
    """Knows where a report was last read, so that it opens there again."""

    def __init__(self) -> None:
        self._states: dict[ReportId, ViewState] = {}

    def leave(self, pane: Pane) -> None:
        """Remember where a pane that goes stands; one that shows nothing yet says nothing."""
        if pane.view.layout_.boxes:
            self._states[pane.report_id] = pane.view.state()

    def of(self, report_id: ReportId) -> ViewState | None:
        """Return where a report was left, None if it was not."""
        return self._states.get(report_id)

    def remembered(self) -> dict[str, Value]:
        """Return the places, as the settings keep them."""
        return {report_id: state.kept() for report_id, state in self._states.items()}

    def restore(self, remembered: Value | None, is_known: Callable[[ReportId], bool]) -> None:
        """Know again what was remembered of the reports that are still there."""
        entries = remembered if isinstance(remembered, dict) else {}
        for name, entry in entries.items():
            if isinstance(entry, dict) and is_known(ReportId(name)):
                self._states[ReportId(name)] = ViewState.of(entry)
