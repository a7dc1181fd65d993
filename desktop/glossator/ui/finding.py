"""What Ctrl+K finds: actions, reports, themes, passages and citations."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from glossator.app.actions import ACTIONS
from glossator.domain.reports.address import find_page, find_unit
from glossator.domain.theme_match import match_themes
from glossator.ui.palette import ROWS, Entry, matching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtGui import QAction

    from glossator.domain.records import Report
    from glossator.ui.reading_room import ReadingRoom

_ADDRESS = re.compile(r"\d")


class Finding:
    """Lists what the letters typed into the palette may mean."""

    def __init__(
        self, room: ReadingRoom, commands: Mapping[str, QAction], run: Callable[[str], None]
    ) -> None:
        self._room = room
        self._commands = commands
        self._run = run

    def entries(self, text: str) -> list[Entry]:
        """Return what some letters mean, the likeliest first."""
        only_places = text.casefold().startswith("go to ")
        typed = text[6:] if only_places else text
        places = list(self._places(typed)) if _ADDRESS.search(typed) else []
        if only_places:
            return places or matching(self._reports(), typed)
        bookmarks = list(matching(self._bookmarks(), typed)) if typed.strip() else []
        themes = [
            Entry(
                self._room.workspace.tree.path(theme.id),
                "theme",
                partial(self._room.desk.choose_theme, theme.id),
                colour=theme.colour,
            )
            for theme in match_themes(self._room.workspace.tree, typed)[:6]
        ]
        actions = matching(self._actions(), typed)
        reports = matching(self._reports(), typed)
        if not typed.strip():
            return [*reports, *actions]
        search = Entry(
            f"Search all reports for “{typed.strip()}”",
            "search",
            partial(self._room.open_search, typed.strip()),
            "Ctrl+Shift+F",
        )
        found = [*places, *reports, *actions[:6], *bookmarks[:6], *themes]
        return [*found[: ROWS - 1], search]

    def _actions(self) -> Iterator[Entry]:
        for row in ACTIONS:
            command = self._commands[row.id]
            if command.isEnabled() and row.id != "palette":
                keys = command.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                yield Entry(row.plain_text, "action", partial(self._run, row.id), keys)

    def _reports(self) -> Iterator[Entry]:
        for report in self._room.workspace.reports():
            text = " ".join(part for part in (report.symbol, report.title) if part)
            yield Entry(
                text,
                "report",
                partial(self._room.panes.show_report, report.id),
                report.year,
            )

    def _bookmarks(self) -> Iterator[Entry]:
        room = self._room
        for bookmark in room.workspace.bookmarks():
            report = room.workspace.report(bookmark.report_id)
            if report is not None:
                go = partial(room.bookmarking.go_to, bookmark)
                yield Entry(bookmark.name, "bookmark", go, report.name)

    def _places(self, typed: str) -> Iterator[Entry]:
        """Yield places: in the report named before the address, else in the active one."""
        named = False
        for report in self._room.workspace.reports():
            for start in (report.symbol, report.symbol.partition("/")[2]):
                if start and typed.casefold().strip().startswith(start.casefold() + " "):
                    rest = typed.strip()[len(start) :].strip(" ,")
                    yield from self._places_in(report, rest)
                    named = True
                    break
        pane = self._room.panes.active
        active = self._room.workspace.report(pane.report_id) if pane else None
        if not named and active is not None:
            yield from self._places_in(active, typed)

    def _places_in(self, report: Report, address: str) -> Iterator[Entry]:
        reading = self._room.library.reading(report.id)
        if reading is None:
            return
        unit = find_unit(reading.structure, address)
        if unit is not None:
            yield Entry(
                f"{report.name}, {unit.label}",
                "place",
                lambda: self._room.go_to_offset(report.id, unit.start),
                " ".join(unit.text.split()[:6]) + " …",
            )
        page = find_page(address, reading.labels)
        if page is not None:
            yield Entry(
                f"{report.name}, page {reading.label(page)}",
                "place",
                lambda: self._room.go_to_offset(report.id, reading.starts[page]),
            )
