"""Where reports that are no longer shown were left, and the way one had come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.view_state import ViewState
from glossator.domain.records import ReportId
from glossator.domain.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from glossator.app.settings import Value
    from glossator.ui.panes.pane import Pane


KEPT = 20
"""Places to go back to that the settings keep of a pane."""


def kept(state: ViewState, trail: Trail[ViewState]) -> dict[str, Value]:
    """Return where one reads and the way back, as the settings keep them."""
    return {**state.kept(), "back": [place.kept() for place in trail.behind[-KEPT:]]}


def kept_trail(entry: Mapping[str, Value]) -> Trail[ViewState]:
    """Return the way back that the settings kept; what can't be read is left out."""
    places = entry.get("back")
    places = places if isinstance(places, list) else []
    return Trail(ViewState.of(place) for place in places if isinstance(place, dict))


class LeftPlaces:
    """Knows where a report was last read, so that it opens there again."""

    def __init__(self) -> None:
        self._states: dict[ReportId, ViewState] = {}
        self._trails: dict[ReportId, Trail[ViewState]] = {}

    def leave(self, pane: Pane) -> None:
        """Remember where a pane that goes stands; one that shows nothing yet says nothing."""
        if pane.view.layout_.boxes:
            self._states[pane.report_id] = pane.view.state()
            self._trails[pane.report_id] = Trail(pane.trail.behind)

    def of(self, report_id: ReportId) -> ViewState | None:
        """Return where a report was left, None if it was not."""
        return self._states.get(report_id)

    def trail_of(self, report_id: ReportId) -> Trail[ViewState]:
        """Return the way one had come in a report that was left since the window opened."""
        left = self._trails.get(report_id)
        return Trail(left.behind if left else ())

    def remembered(self) -> dict[str, Value]:
        """Return the places, as the settings keep them."""
        return {report_id: state.kept() for report_id, state in self._states.items()}

    def restore(self, remembered: Value | None, is_known: Callable[[ReportId], bool]) -> None:
        """Know again what was remembered of the reports that are still there."""
        entries = remembered if isinstance(remembered, dict) else {}
        for name, entry in entries.items():
            if isinstance(entry, dict) and is_known(ReportId(name)):
                self._states[ReportId(name)] = ViewState.of(entry)
