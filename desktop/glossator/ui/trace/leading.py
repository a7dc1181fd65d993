"""Leads from the pages to the trace of a passage, and from there to what it is wanted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.domain.following import paragraph_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.app.library import Library
    from glossator.app.models.similar import Source
    from glossator.ui.compare.stage import Stage
    from glossator.ui.panes.panes import Panes
    from glossator.ui.tagging.tagging import Tagging
    from glossator.ui.trace.pair import Side


class TraceLead(QObject):
    """Does what the trace view asks for.

    Signals:
        said: A short sentence for the status line.
        export_wanted: What is shown is to go out.
    """

    said = Signal(str)
    export_wanted = Signal()

    def __init__(
        self,
        stage: Stage,
        panes: Panes,
        library: Library,
        source: Callable[[], Source | None],
        tagging: Tagging,
    ) -> None:
        super().__init__(stage)
        self._stage = stage
        self._panes = panes
        self._library = library
        self._source = source
        self._tagging = tagging
        stage.trace_made.connect(self._made)

    def trace_passage(self) -> None:
        """Show the family of what is selected, the chosen passage or the paragraph read."""
        source = self._source()
        reading = self._library.reading(source.report_id) if source else None
        if source is None or reading is None:
            self.said.emit("There is no paragraph to trace here.")
            return
        unit = paragraph_at(reading.structure, source.unit.start) or source.unit
        self._stage.trace()
        self._stage.trace_view.follow(source.report_id, unit.id)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do that begin at the pages."""
        return {"trace_passage": self.trace_passage}

    def _made(self) -> None:
        view = self._stage.trace_view
        view.wanted.connect(self._do)
        view.export_wanted.connect(self.export_wanted)

    def _do(self, wish: str, side: Side) -> None:
        if wish == "copy":
            from glossator.domain.reports.cited import Cited
            from glossator.ui.pages.copying import put_on_clipboard

            cited = Cited.of(side.unit.text, side.citation, side.report)
            put_on_clipboard([cited], cited=True)
            self.said.emit("Copied the passage with citation.")
            return
        self._stage.read()
        pane = self._panes.show_report(side.report.id)
        pane.jump_to_unit(side.unit)
        reading = self._library.reading(side.report.id)
        if wish == "tag" and reading is not None:
            pane.view.selecting.select_unit(reading, side.unit)
            self._tagging.open_box(pane)
