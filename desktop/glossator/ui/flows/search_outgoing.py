"""What was found goes out, and a kept search gets its name: asked for, done, said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.library import THREADS
from glossator.domain.errors import GlossatorError
from glossator.domain.text.counted import counted
from glossator.exchange.sheets.search import search_sheet
from glossator.exchange.sheets.table import write_sheet

if TYPE_CHECKING:
    from concurrent.futures import Future

    from glossator.domain.records import SavedSearch
    from glossator.domain.search.results import Hit
    from glossator.ui.ask import Ask
    from glossator.ui.reading_room import ReadingRoom


def rename_search(room: ReadingRoom, ask: Ask, search: SavedSearch) -> None:
    """Ask what a saved search is to be called."""
    name = ask.line("Rename the search", "Name of the search:", search.name)
    if name is not None:
        room.search.rename(search, name)


def export_found(room: ReadingRoom, ask: Ask) -> None:
    """Write what was found to a file that the user names; the notice says how it went."""
    path = ask.table_file(f"{room.workspace.project.path.stem} search.csv")
    if path is None:
        return
    query = room.search.panel.field.text()
    reports = {one.id: one for one in room.workspace.reports()}

    def write(hits: list[Hit]) -> None:
        written = THREADS.submit(write_sheet, path, search_sheet(query, hits, reports))
        room.library.when_done(written, lambda done: say(done, len(hits)))

    def say(done: Future[None], count: int) -> None:
        try:
            done.result()
        except GlossatorError as error:
            room.notice.say(str(error))
        else:
            room.notice.say(f"Exported {counted(count, 'hit')} to {path.name}.")

    room.search.read_all(write)
