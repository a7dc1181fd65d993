"""The content of the window for one open project: themes, panes, passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from glossator.app import left_pictures
from glossator.app.areas import AreaPictures
from glossator.app.desk import Desk
from glossator.app.library import Library
from glossator.app.marker import Marker
from glossator.app.matching import Matching
from glossator.domain.errors import GlossatorError
from glossator.ui import side_panels
from glossator.ui.announce import Announcer
from glossator.ui.compare.stage import Stage
from glossator.ui.flows.bookmarking import Bookmarking
from glossator.ui.later import Later
from glossator.ui.pages.night import NightPages
from glossator.ui.panels.passages import PassagePanel
from glossator.ui.panels.themes import ThemePanel
from glossator.ui.panes.new_panes import NewPanes
from glossator.ui.panes.panes import Panes
from glossator.ui.panes.viewing import Viewing
from glossator.ui.parts import Parts
from glossator.ui.references import References
from glossator.ui.room_actions import RoomActions
from glossator.ui.side_panels import ActiveReport
from glossator.ui.sides import Sides
from glossator.ui.tagging.tagging import Tagging
from glossator.ui.trace.leading import TraceLead
from glossator.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.app.adjuster import Adjuster
    from glossator.app.replacing import Replacing
    from glossator.app.settings import Settings, Value
    from glossator.app.workspace import Workspace
    from glossator.documents.pool import DocumentPool
    from glossator.domain.records import ReportId, ThemeId
    from glossator.ui.ask import Ask
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

AFTERWARDS = 1500
"""Milliseconds after the project is loaded before what works unseen: reading comes first."""

PUT_OFF = 3
"""How often that waits once more, on a slow machine, for pages that are still being drawn."""

LEFT = {"themes": "Themes", "reports": "Reports", "contents": "Contents", "pages": "Pages"}
"""The tabs on the left, by the names that `show_tab` knows."""


class ReadingRoom(QWidget):
    """All that belongs to one open project; it is thrown away with it.

    What is not in front when a project opens is a property that makes it when it is first
    wanted; `side_panels` says how.

    Signals:
        context_changed: What actions are enabled may have changed.
        state_changed: Panes moved; what is remembered is out of date.
        said: A short sentence for the status line.
        progress: What goes on for long, empty when it is done.
        letter_pressed: A letter was pressed in the pages.
        pane_menu_wanted: QPoint on the screen; the menu of the active pane is asked for.
        action_wanted: Id of an action that a button stands for.
        edition_wanted: ReportId; a new file is to be put in the place of its own.
        edition_password_wanted: ReportId, Path and a sentence; that file is protected.
        rename_wanted: SavedSearch; it is to be called something else.
        settled: What is seen is there, or late; what works unseen begins.
    """

    context_changed = Signal()
    state_changed = Signal()
    said = Signal(str)
    progress = Signal(str)
    letter_pressed = Signal(str)
    pane_menu_wanted = Signal(object)
    action_wanted = Signal(str)
    edition_wanted = Signal(object)
    edition_password_wanted = Signal(object, object, str)
    rename_wanted = Signal(object)
    settled = Signal()

    def __init__(self, workspace: Workspace, pool: DocumentPool, settings: Settings) -> None:
        super().__init__()
        self.workspace = workspace
        self.desk = Desk(self)
        self.library = Library(pool, workspace)
        self.marker = Marker(workspace, self.library, self.desk)
        self.area_pictures = AreaPictures(self.library)
        self.matching = Matching(workspace, self.library)
        self.panes = Panes(workspace, self.library, self.desk, self.matching)
        self.bookmarking = Bookmarking(workspace, self.library, self.panes)
        self.night = NightPages(self.panes, settings)
        self.viewing = Viewing(self.panes)
        self.notice = Notice()
        self.references = References(workspace, self.panes, self.notice)
        self.themes = ThemePanel(workspace, self.desk)
        self.passages = PassagePanel(workspace, self.desk)
        self.tagging = Tagging(
            self,
            workspace,
            self.marker,
            self.desk,
            self.area_pictures,
            lambda: self.to_tag.suggesting,
        )
        self.stage = Stage(self.panes, workspace, self.library, self.desk, self.matching)
        self.trace_lead = TraceLead(
            self.stage, self.panes, self.library, lambda: self.similar.source(), self.tagging
        )
        self.below = QWidget()
        """Where a list stands that needs the width of the pages."""
        self.below.hide()
        self.sides = Sides(self._middle(), settings)
        self.active_report = ActiveReport(self)
        self.own_actions = RoomActions(self, settings)
        self._put_off = 0
        self._fill()
        self._connect()
        self.new_panes = NewPanes(self, settings)

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.stage)
        splitter.addWidget(self.below)
        splitter.setStretchFactor(0, 1)
        column.addWidget(splitter, 1)
        return middle

    def _fill(self) -> None:
        left, right = self.sides.left, self.sides.right
        left.addTab(self.themes, "Themes")
        left.add_later("Reports", lambda: self.reports)
        left.add_later("Contents", lambda: self.contents)
        left.add_later("Pages", lambda: self.pages)
        right.addTab(self.passages, "Passages")
        right.add_later("Similar", lambda: self.similar.panel)
        right.add_later("Search", lambda: self.search.panel)
        right.add_later("To tag", lambda: self.to_tag.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.sides)

    def _connect(self) -> None:
        self._connect_sentences()
        self._connect_context()
        self.stage.turned.connect(self._turned)
        self.stage.changed.connect(self.state_changed)
        self.themes.rearranged.connect(self.state_changed)
        self.trace_lead.export_wanted.connect(lambda: self.action_wanted.emit("export_traced"))
        self.panes.changed.connect(self.state_changed)
        for came in (self.library.read, self.library.text_ready, self.area_pictures.drawn):
            came.connect(self.tagging.text_came)
        self.announcer = Announcer(self)
        self.parts = Parts(
            self, self.sides.left, self.notice, self.panes.all, self.below, self.sides.right
        )
        self.themes.passage_dropped.connect(
            lambda theme_id: self.tagging.tag_with(self.panes.active, theme_id)
        )
        self.themes.scope_wanted.connect(self.passages.set_scope)
        self.themes.untagged_wanted.connect(lambda: self.show_tab("untagged"))
        self.themes.missed_wanted.connect(lambda theme_id: side_panels.find_missed(self, theme_id))
        self.themes.detached.clicked.connect(lambda: self.reattach.open())
        self.themes.edits.offered = self.passages.offered
        self._afterwards = QTimer(self, singleShot=True, interval=AFTERWARDS)
        self._afterwards.timeout.connect(self._begin_unseen)
        self.workspace.loaded.connect(self._afterwards.start)
        if self.workspace.is_loaded:
            self._afterwards.start()

    def _connect_sentences(self) -> None:
        for said in (
            self.trace_lead.said,
            self.marker.said,
            self.panes.said,
            self.bookmarking.said,
            self.themes.said,
        ):
            said.connect(self.said)
        for trouble in (
            self.themes.trouble,
            self.passages.trouble,
            self.panes.trouble,
            self.tagging.trouble,
            self.stage.trouble,
            self.library.trouble,
            self.area_pictures.trouble,
        ):
            trouble.connect(self.notice.say)

    def _connect_context(self) -> None:
        for signal in (
            self.sides.right.currentChanged,
            self.panes.changed,
            self.panes.active_changed,
            self.library.read,
            self.desk.theme_chosen,
            self.desk.annotation_chosen,
            self.tagging.can_mark_changed,
            self.workspace.changed,
            self.workspace.busy_changed,
            self.passages.listed_changed,
        ):
            signal.connect(self.context_changed)

    # What is made when it is first wanted

    @Later
    def reports(self) -> ReportPanel:
        """The list of reports."""
        return side_panels.reports(self)

    @Later
    def contents(self) -> ContentsPanel:
        """The headings and bookmarks of the report that is read."""
        return side_panels.contents(self)

    @Later
    def pages(self) -> PagePanel:
        """The small pictures of the pages of the report that is read."""
        return side_panels.pages(self)

    @Later
    def similar(self) -> Similar:
        """What is like the passage that is read."""
        return side_panels.similar(self)

    @Later
    def search(self) -> Search:
        """The search through all reports."""
        return side_panels.search(self)

    @Later
    def to_tag(self) -> ToTag:
        """The paragraphs that may want a theme, and what suggests themes."""
        return side_panels.to_tag(self)

    @Later
    def copying(self) -> Copying:
        """What brings quotations to the clipboard."""
        return side_panels.copying(self)

    @Later
    def adjuster(self) -> Adjuster:
        """What moves the ends of passages."""
        return side_panels.adjuster(self)

    @Later
    def printing(self) -> Printing:
        """What prints a report."""
        return side_panels.printing(self)

    @Later
    def replacing(self) -> Replacing:
        """What puts a new edition in the place of a report's file."""
        return side_panels.replacing(self)

    @Later
    def reattach(self) -> Reattach:
        """The list of passages whose place is not sure."""
        return side_panels.reattach(self)

    @property
    def walks_found(self) -> bool:
        """Whether F3 walks through what a search has found: while it shows."""
        search = ReadingRoom.search.made(self)
        return search is not None and search.panel.isVisible() and search.panel.lists_any

    # What the window and the panels ask for

    def guarded(self, change: Callable[[], object]) -> None:
        """Do something that may be refused; the refusal is shown."""
        try:
            change()
        except GlossatorError as error:
            self.notice.say(str(error))

    def with_pane(self, act: Callable[[Pane], object]) -> None:
        """Do something with the active pane, if there is one."""
        if self.panes.active is not None:
            act(self.panes.active)

    def tag_by_key(self, key: str) -> None:
        """Tag what is selected or chosen with the theme of a digit."""
        self.tagging.tag_by_key(self.panes.active, key)

    def go_to_offset(self, report_id: ReportId, offset: int) -> None:
        """Show a place of a report's text."""
        self.stage.read()
        self.panes.show_report(report_id).go_to_offset(offset)

    def open_search(self, words: str = "") -> None:
        """Let the analyst search all reports, beginning with some words."""
        pane = self.panes.active
        self.sides.show_right("Search")
        self.search.panel.open(words or (pane.view.selecting.few_words() if pane else ""))

    def show_tab(self, name: str) -> None:
        """Show a tab: `similar`, `search` or `untagged` on the right, or one on the left."""
        right: dict[str, Callable[[], object]] = {
            "similar": lambda: side_panels.show_similar(self),
            "search": self.open_search,
            "untagged": lambda: side_panels.show_untagged(self),
        }
        if name in right:
            right[name]()
        else:
            self.sides.show_left(LEFT[name])

    def print(self, ask: Ask) -> None:
        """Print the active report."""
        self.flush()
        self.with_pane(lambda pane: self.printing.print(pane, ask))

    def flush(self) -> None:
        """Write what is being typed."""
        self.tagging.close_box()
        self.passages.flush()

    def end_work(self) -> None:
        """End what works beside the window, before the project is closed."""
        search, printing = ReadingRoom.search.made(self), ReadingRoom.printing.made(self)
        if search is not None:
            search.close()
        self.stage.end_work()
        if printing is not None:
            printing.cancel()
        self.library.close()

    # What is remembered

    def remembered(self) -> dict[str, Value]:
        """Return how the room stands, as the settings keep it."""
        return {
            **self.panes.remembered(),
            "theme": self.desk.theme_id or "",
            "themes": self.themes.remembered(),
            **self.sides.remembered(),
            **self.stage.remembered(),
            "pictures": left_pictures.remembered(self.library.shown()),
        }

    def restore(self, remembered: dict[str, Value]) -> None:
        """Stand as it stood before."""
        self.library.left.expect(remembered.get("pictures"))
        self.panes.restore(remembered)
        self.themes.restore(remembered.get("themes"))
        theme_id = cast("ThemeId", str(remembered.get("theme", "")))
        if theme_id in self.workspace.tree:
            self.desk.choose_theme(theme_id)
        self.sides.restore(remembered)
        self.stage.restore(remembered)

    # Inside

    def _begin_unseen(self) -> None:
        """Begin what works unseen, unless what is seen is not there yet."""
        if self._put_off < PUT_OFF and not self.library.pool.is_sharp:
            self._put_off += 1
            self._afterwards.start()
        else:
            from glossator.ui.importing_ahead import TO_TAG, import_in_turns

            self.matching.begin()
            self.settled.emit()
            import_in_turns(TO_TAG, lambda: self.to_tag, self)

    def _turned(self, away: bool) -> None:  # noqa: FBT001 - a signal's
        """Give what stands for the pages the whole width, and the panels their places again."""
        self.flush()
        self.sides.stand_aside(aside=away)
        reattach = ReadingRoom.reattach.made(self)
        if away and reattach is not None and reattach.is_open:
            reattach.close()
        self.context_changed.emit()
