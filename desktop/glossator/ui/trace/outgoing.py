"""What the trace view shows goes out as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.library import THREADS
from glossator.domain.errors import GlossatorError
from glossator.exchange.sheets.table import write_sheet
from glossator.exchange.sheets.trace import families_sheet, lines_sheet, mentions_sheet
from glossator.ui.trace import MENTIONS, SECTIONS

if TYPE_CHECKING:
    from concurrent.futures import Future

    from glossator.exchange.sheets.table import Sheet
    from glossator.ui.ask import Ask
    from glossator.ui.reading_room import ReadingRoom
    from glossator.ui.trace.view import TraceView


def export_traced(room: ReadingRoom, ask: Ask) -> None:
    """Write what the trace view shows to a file that the user names."""
    view = room.stage.trace_view
    made = _sheet(view)
    path = ask.table_file(f"{room.workspace.project.path.stem}, traced.xlsx")
    if path is None:
        return

    def written(done: Future[None]) -> None:
        try:
            done.result()
        except GlossatorError as error:
            room.notice.say(str(error))
        else:
            room.notice.say(f"Exported {len(made.rows):,} rows to {path.name}.")

    room.library.when_done(THREADS.submit(write_sheet, path, made), written)


def _sheet(view: TraceView) -> Sheet:
    if view.page == MENTIONS:
        model = view.mentions.model
        return mentions_sheet(model.entries, model.reports)
    if view.page == SECTIONS:
        reports = view.sections.reports()
        shown = view.sections.shown() if reports else []
        return lines_sheet(view.sections.title(), shown, reports)
    return families_sheet(view.families.book, view.families.families().values())
