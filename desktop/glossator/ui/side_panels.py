"""The panels that are not in front when a project opens, and what serves them.

Each is made for a room when it is first wanted. What it needs is imported only then.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from glossator.app.adjuster import Adjuster
    from glossator.app.replacing import Replacing
    from glossator.domain.records import ReportId, ThemeId
    from glossator.ui.flows.printing import Printing
    from glossator.ui.flows.reattach import Reattach
    from glossator.ui.flows.searching import Search
    from glossator.ui.flows.similar import Similar
    from glossator.ui.flows.to_tag import ToTag
    from glossator.ui.pages.copying import Copying
    from glossator.ui.panels.contents import ContentsPanel
    from glossator.ui.panels.pages import PagePanel
    from glossator.ui.panels.reports import ReportPanel
    from glossator.ui.panes.pane import Pane
    from glossator.ui.reading_room import ReadingRoom


SOON = 80
"""Milliseconds after the pages moved before the heading one reads under is marked."""


class ActiveReport(QObject):
    """Lets headings and small pages, once they are there, show the report that is read."""

    def __init__(self, room: ReadingRoom) -> None:
        super().__init__(room)
        self._room = room
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._mark_heading)
        room.panes.active_changed.connect(self._changed)
        room.panes.opened.connect(lambda pane: pane.view.moved.connect(self._moved))
        room.library.read.connect(self._read)

    def show_headings(self, panel: ContentsPanel) -> None:
        """Show the headings of the report that is read, and where in it one reads."""
        pane = self._room.panes.active
        reading = self._room.library.reading(pane.report_id) if pane else None
        panel.show_report(pane.report_id if pane else None, reading)
        self._soon.start()

    def show_pages(self, panel: PagePanel) -> None:
        """Show the pages of the report that is read."""
        pane = self._room.panes.active
        panel.show_view(pane.view if pane else None)

    def _changed(self, _: Pane | None = None) -> None:
        contents = type(self._room).contents.made(self._room)
        pages = type(self._room).pages.made(self._room)
        if contents is not None:
            self.show_headings(contents)
        if pages is not None:
            self.show_pages(pages)

    def _read(self, report_id: ReportId) -> None:
        pane = self._room.panes.active
        if pane is not None and pane.report_id == report_id:
            self._changed()

    def _moved(self) -> None:
        if type(self._room).contents.made(self._room) is not None:
            self._soon.start()

    def _mark_heading(self) -> None:
        contents = type(self._room).contents.made(self._room)
        pane = self._room.panes.active
        offset = pane.reading_offset() if pane else None
        if contents is not None and offset is not None:
            contents.set_reading_offset(offset)


def reports(room: ReadingRoom) -> ReportPanel:
    """Return the list of reports."""
    from glossator.ui.panels.reports import ReportPanel

    panel = ReportPanel(room.workspace, room.desk)
    panel.trouble.connect(room.notice.say)
    panel.edition_wanted.connect(room.edition_wanted)
    return panel


def contents(room: ReadingRoom) -> ContentsPanel:
    """Return the headings and bookmarks of the report that is read."""
    from glossator.ui.panels.contents import ContentsPanel

    panel = ContentsPanel(room.workspace, room.desk)
    panel.trouble.connect(room.notice.say)
    panel.bookmarks.wanted.connect(room.bookmarking.go_to)
    room.active_report.show_headings(panel)
    return panel


def pages(room: ReadingRoom) -> PagePanel:
    """Return the small pictures of the pages of the report that is read."""
    from glossator.ui.panels.pages import PagePanel

    panel = PagePanel(room.library)
    panel.page_wanted.connect(lambda page: room.with_pane(lambda pane: pane.go_to_page(page)))
    room.active_report.show_pages(panel)
    return panel


def similar(room: ReadingRoom) -> Similar:
    """Return the list of passages like the one that is read."""
    from glossator.ui.flows.similar import Similar

    one = Similar(
        room.panes,
        room.workspace,
        room.library,
        room.desk,
        room.marker,
        room.matching,
        room.tagging,
    )
    one.likewise.trouble.connect(room.notice.say)
    one.panel.can_tag_changed.connect(room.context_changed)
    return one


def search(room: ReadingRoom) -> Search:
    """Return the search through all reports."""
    from glossator.ui.flows.searching import Search

    one = Search(room.panes, room.workspace, room.library, room.desk, room.marker)
    one.trouble.connect(room.notice.say)
    one.said.connect(room.said)
    one.panel.left.connect(partial(_leave_search, room))
    one.panel.listed_changed.connect(room.context_changed)
    one.panel.keep_wanted.connect(lambda _: one.keep())
    one.panel.export_wanted.connect(lambda _: room.action_wanted.emit("export_found"))
    one.panel.rename_wanted.connect(room.rename_wanted)
    return one


def to_tag(room: ReadingRoom) -> ToTag:
    """Return the list of paragraphs that may want a theme, and what suggests themes."""
    from glossator.ui.flows.to_tag import ToTag

    one = ToTag(room.panes, room.workspace, room.library, room.marker, room.tagging)
    one.trouble.connect(room.notice.say)
    one.untagged.changed.connect(partial(_count_untagged, room, one))
    return one


def copying(room: ReadingRoom) -> Copying:
    """Return what brings quotations to the clipboard."""
    from glossator.ui.pages.copying import Copying

    one = Copying(room.workspace, room.tagging, room.marker, room.desk)
    one.said.connect(room.said)
    one.trouble.connect(room.notice.say)
    return one


def printing(room: ReadingRoom) -> Printing:
    """Return what prints a report."""
    from glossator.ui.flows.printing import Printing

    return Printing(room.workspace, room.library, room.notice)


def adjuster(room: ReadingRoom) -> Adjuster:
    """Return what moves the ends of passages that are marked already."""
    from glossator.app.adjuster import Adjuster

    one = Adjuster(room.workspace, room.library, room.marker, room.desk, room.area_pictures)
    one.said.connect(room.said)
    one.trouble.connect(room.notice.say)
    return one


def replacing(room: ReadingRoom) -> Replacing:
    """Return what puts a new edition in the place of a report's file."""
    from glossator.app.replacing import Replacing

    one = Replacing(room.workspace, room.library)
    one.progress.connect(room.progress)
    one.password_wanted.connect(room.edition_password_wanted)
    one.refused.connect(room.notice.say)
    one.replaced.connect(partial(_say_replaced, room))
    return one


def reattach(room: ReadingRoom) -> Reattach:
    """Return the list of passages whose place is not sure."""
    from glossator.ui.flows.reattach import Reattach

    one = Reattach(room)
    one.trouble.connect(room.notice.say)
    one.said.connect(room.said)
    one.opened.connect(room.stage.read)
    one.changed.connect(room.context_changed)
    return one


def _say_replaced(room: ReadingRoom, sentence: str, unsure: int) -> None:
    if unsure:
        room.notice.say(sentence, action="Show them", run=lambda: room.reattach.open())
    else:
        room.notice.say(sentence)


def show_similar(room: ReadingRoom) -> None:
    """Show what is like the passage that is read."""
    room.sides.show_right("Similar")
    room.similar.panel.focus_list()


def show_untagged(room: ReadingRoom) -> None:
    """List the paragraphs without a theme."""
    room.to_tag.panel.show_untagged()
    room.sides.show_right("To tag")
    room.to_tag.panel.focus_list()


def find_missed(room: ReadingRoom, theme_id: ThemeId | None) -> None:
    """List the paragraphs that a theme may have missed."""
    if theme_id is not None:
        room.sides.show_right("To tag")
        room.to_tag.find_missed(theme_id)
        room.to_tag.panel.focus_list()


def _leave_search(room: ReadingRoom) -> None:
    # First the keyboard: hiding what has it would give it to whichever pane comes next.
    room.search.leave()
    room.sides.show_right("Passages")


def _count_untagged(room: ReadingRoom, to_tag: ToTag) -> None:
    untagged = to_tag.untagged
    room.themes.paragraphs.set_count(untagged.count.untagged if untagged.is_known else None)
