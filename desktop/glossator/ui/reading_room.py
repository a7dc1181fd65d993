"""The content of the window for one open project: themes, panes, passages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from glossator.app.actions import OF_PAGES, Needs
from glossator.app.adjuster import Adjuster
from glossator.app.areas import AreaPictures
from glossator.app.desk import Desk
from glossator.app.library import Library
from glossator.app.marker import Marker
from glossator.app.matching import Matching
from glossator.app.replacing import Replacing
from glossator.app.view_state import ViewState
from glossator.domain import spoken
from glossator.domain.errors import GlossatorError
from glossator.domain.following import Follow
from glossator.ui.announce import Announcer
from glossator.ui.bookmarking import Bookmarking
from glossator.ui.compare.stage import Stage
from glossator.ui.copying import Copying
from glossator.ui.night_pages import Night, NightPages
from glossator.ui.notice import Notice
from glossator.ui.pane import Pane
from glossator.ui.panels.contents import ContentsPanel
from glossator.ui.panels.pages import PagePanel
from glossator.ui.panels.passages import PassagePanel
from glossator.ui.panels.reports import ReportPanel
from glossator.ui.panels.themes import ThemePanel
from glossator.ui.panes import Panes
from glossator.ui.parts import Parts
from glossator.ui.printing import Printing
from glossator.ui.reading_aids import ReadingAids
from glossator.ui.searching import Search
from glossator.ui.side_tabs import SideTabs
from glossator.ui.similar import Similar
from glossator.ui.tagging import Tagging
from glossator.ui.to_tag import ToTag
from glossator.ui.trace.leading import TraceLead
from glossator.ui.viewing import Viewing

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.app.settings import Settings, Value
    from glossator.app.workspace import Workspace
    from glossator.documents.pool import DocumentPool
    from glossator.domain.records import ReportId, ThemeId
    from glossator.ui.ask import Ask

FOLLOW_ACTIONS = {
    Follow.SAME_PLACE: "follow_place",
    Follow.SAME_SECTION: "follow_section",
    Follow.SAME_PARAGRAPH: "follow_paragraph",
    Follow.SAME_THEME: "follow_theme",
    Follow.MATCHING: "follow_match",
}
"""The actions that choose how panes follow each other."""

CARET_ON = "Caret browsing is on: the arrow keys move the caret, Shift selects, Enter tags."

PUBLIC_ADDRESS = "https://docs.un.org/en/"
"""Where documents of the United Nations are published, by symbol."""


class ReadingRoom(QWidget):
    """All that belongs to one open project; it is thrown away with it.

    Signals:
        context_changed: What actions are enabled may have changed.
        state_changed: Panes moved; what is remembered is out of date.
        said: A short sentence for the status line.
        letter_pressed: A letter was pressed in the pages.
        pane_menu_wanted: QPoint on the screen; the menu of the active pane is asked for.
        action_wanted: Id of an action that a button stands for.
    """

    context_changed = Signal()
    state_changed = Signal()
    said = Signal(str)
    letter_pressed = Signal(str)
    pane_menu_wanted = Signal(object)
    action_wanted = Signal(str)

    def __init__(self, workspace: Workspace, pool: DocumentPool, settings: Settings) -> None:
        super().__init__()
        self.workspace = workspace
        self._settings = settings
        self.desk = Desk(self)
        self.library = Library(pool, workspace)
        self.marker = Marker(workspace, self.library, self.desk)
        self.area_pictures = AreaPictures(self.library)
        self.adjuster = Adjuster(
            workspace, self.library, self.marker, self.desk, self.area_pictures
        )
        self.matching = Matching(workspace, self.library)
        self.replacing = Replacing(workspace, self.library)
        self.panes = Panes(workspace, self.library, self.desk, self.matching)
        self.bookmarking = Bookmarking(workspace, self.library, self.panes)
        self.night = NightPages(self.panes, settings)
        self.viewing = Viewing(self.panes)
        self.notice = Notice()
        self.printing = Printing(workspace, self.library, self.notice)
        self.themes = ThemePanel(workspace, self.desk)
        self.reports = ReportPanel(workspace, self.desk)
        self.contents = ContentsPanel(workspace, self.desk)
        self.pages = PagePanel(self.library)
        self.passages = PassagePanel(workspace, self.desk)
        self.tagging = Tagging(self, workspace, self.marker, self.desk, self.area_pictures)
        self.copying = Copying(workspace, self.tagging, self.marker, self.desk)
        self.similar = Similar(
            self.panes, workspace, self.library, self.desk, self.marker, self.matching, self.tagging
        )
        self.to_tag = ToTag(self.panes, workspace, self.library, self.marker, self.tagging)
        self.search = Search(self.panes, workspace, self.library, self.desk, self.marker)
        self.stage = Stage(self.panes, workspace, self.library, self.desk, self.matching)
        self.trace_lead = TraceLead(
            self.stage, self.panes, self.library, self.similar, self.tagging
        )
        self._left = SideTabs()
        self._right = SideTabs()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self._connect()
        self.take_settings()

    def _build(self) -> None:
        self._left.addTab(self.themes, "Themes")
        self._left.addTab(self.reports, "Reports")
        self._left.addTab(self.contents, "Contents")
        self._left.addTab(self.pages, "Pages")
        self._right.addTab(self.passages, "Passages")
        self._right.addTab(self.similar.panel, "Similar")
        self._right.addTab(self.search.panel, "Search")
        self._right.addTab(self.to_tag.panel, "To tag")
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.stage, 1)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(middle)
        self._splitter.addWidget(self._right)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        left, right = self._settings.number("left_width"), self._settings.number("right_width")
        self._splitter.setSizes([left, 900, right])
        self._left.setVisible(self._settings.flag("left_shown"))
        self._right.setVisible(self._settings.flag("right_shown"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)
        self._splitter.splitterMoved.connect(self._remember_widths)

    def _connect(self) -> None:
        for source in (self.themes, self.reports, self.contents, self.passages, self.panes):
            source.trouble.connect(self.notice.say)
        self.replacing.refused.connect(self.notice.say)
        self.replacing.replaced.connect(self.notice.say)
        self.pages.page_wanted.connect(self._go_to_page)
        self.tagging.trouble.connect(self.notice.say)
        self.stage.trouble.connect(self.notice.say)
        self.stage.turned.connect(self._turned)
        self.stage.changed.connect(self.state_changed)
        self.trace_lead.said.connect(self.said)
        self.trace_lead.export_wanted.connect(lambda: self.action_wanted.emit("export_traced"))
        self.similar.likewise.trouble.connect(self.notice.say)
        self.similar.panel.can_tag_changed.connect(self.context_changed)
        self.search.trouble.connect(self.notice.say)
        self.search.said.connect(self.said)
        self.search.panel.left.connect(self._leave_search)
        self.search.panel.listed_changed.connect(self.context_changed)
        self.search.panel.keep_wanted.connect(lambda _: self.search.keep())
        self.search.panel.export_wanted.connect(lambda _: self.action_wanted.emit("export_found"))
        self._right.currentChanged.connect(self.context_changed)
        self.library.trouble.connect(self.notice.say)
        self.area_pictures.trouble.connect(self.notice.say)
        self.adjuster.trouble.connect(self.notice.say)
        self.area_pictures.drawn.connect(self.tagging.text_came)
        self.adjuster.said.connect(self.said)
        self.marker.said.connect(self.said)
        self.bookmarking.said.connect(self.said)
        self.contents.bookmarks.wanted.connect(self.bookmarking.go_to)
        self.copying.said.connect(self.said)
        self.copying.trouble.connect(self.notice.say)
        self.panes.opened.connect(self._pane_opened)
        self.panes.active_changed.connect(self._active_changed)
        self.panes.changed.connect(self.state_changed)
        self.panes.changed.connect(self.context_changed)
        self.library.read.connect(self._report_read)
        self.library.read.connect(self.tagging.text_came)
        self.library.text_ready.connect(self.tagging.text_came)
        self.desk.theme_chosen.connect(self.context_changed)
        self.desk.annotation_chosen.connect(self.context_changed)
        self.tagging.can_mark_changed.connect(self.context_changed)
        self.announcer = Announcer(self)
        self.parts = Parts(self, self._left, self.notice, self.panes.all, self._right)
        self.workspace.changed.connect(self.context_changed)
        self.passages.listed_changed.connect(self.context_changed)
        self.themes.passage_dropped.connect(self._dropped_on_theme)
        self.themes.scope_wanted.connect(self.passages.set_scope)
        self.themes.said.connect(self.said)
        self.themes.untagged_wanted.connect(self._show_untagged)
        self.themes.missed_wanted.connect(self._find_missed)
        self.to_tag.trouble.connect(self.notice.say)
        self.to_tag.untagged.changed.connect(self._count_untagged)
        self.themes.edits.offered = self.passages.offered
        self._contents_soon = QTimer(self, singleShot=True, interval=80)
        self._contents_soon.timeout.connect(self._mark_section)

    # What is the case

    def context(self) -> frozenset[Needs]:
        """Return what is the case, for the actions."""
        pane, stack = self.panes.active, self.workspace.undo_stack
        facts = {
            Needs.PROJECT: True,
            Needs.WRITABLE: not self.workspace.read_only,
            Needs.PANE: pane is not None,
            Needs.SECOND_PANE: len(self.panes.all()) > 1,
            Needs.MARK: self.tagging.has_mark(pane),
            Needs.PASSAGE: self.desk.annotation_id is not None,
            Needs.THEME: self.desk.theme_id is not None,
            Needs.LISTED: self.passages.lists_any or self._walks_found,
            Needs.FOUND: self.search.panel.lists_any,
            Needs.SIMILAR: self.similar.panel.can_tag_likewise,
            Needs.BACK: bool(pane and pane.trail.can_go_back),
            Needs.FORWARD: bool(pane and pane.trail.can_go_forward),
            Needs.UNDO: stack.canUndo(),
            Needs.REDO: stack.canRedo(),
        }
        met = frozenset(need for need, true in facts.items() if true)
        if self.stage.reads:
            return met
        return (met - OF_PAGES) | {Needs.COMPARED if self.stage.compares else Needs.TRACED}

    def checked(self) -> dict[str, bool]:
        """Return for each action that is on or off which it is."""
        mode = self.panes.following.mode
        return {
            "follow": mode is not Follow.OFF,
            **{name: mode is kind for kind, name in FOLLOW_ACTIONS.items()},
            "caret_browsing": self._settings.flag("caret_browsing"),
            "hide_marks": not self.panes.marks_shown,
            "night_pages": self.panes.night,
            "night_with_system": self.night.choice is Night.SYSTEM,
            **self.viewing.checked(),
            **self.stage.checked(),
        }

    # What the actions do

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do that belong to an open project."""
        return {
            "undo": lambda: self.guarded(self._undo),
            "redo": lambda: self.guarded(self._redo),
            "copy": lambda: self._copy(cited=False),
            "copy_citation": lambda: self._copy(cited=True),
            "delete_passage": lambda: self.guarded(self._delete_passage),
            "toggle_left": lambda: self._toggle(self._left, "left_shown"),
            "toggle_right": lambda: self._toggle(self._right, "right_shown"),
            "similar": self._show_similar,
            "tag_likewise": self.similar.panel.tag_likewise,
            **self.viewing.handlers(),
            "follow": self._toggle_following,
            **{action: partial(self._follow, mode) for mode, action in FOLLOW_ACTIONS.items()},
            "hide_marks": lambda: self.panes.show_marks(shown=not self.panes.marks_shown),
            "caret_browsing": self._toggle_caret,
            **self.night.handlers(),
            **self.bookmarking.handlers(self.guarded),
            "swap_panes": self.panes.swap,
            "maximize_pane": self.panes.maximize,
            "stack_panes": self.panes.stack,
            "grid_panes": self.panes.set_in_two_rows,
            "same_report": lambda: self._with_pane(
                lambda pane: self.panes.open(pane.report_id, state=pane.view.state())
            ),
            "close_pane": lambda: self._with_pane(self.panes.close_pane),
            "next_pane": self.panes.activate_next,
            "next_part": lambda: self.parts.go(1),
            "previous_part": lambda: self.parts.go(-1),
            "next_passage": lambda: self._walk(1),
            "previous_passage": lambda: self._walk(-1),
            "search": self.open_search,
            "tag_found": self._tag_found,
            "keep_search": self.search.keep,
            "next_page": lambda: self._turn(1),
            "previous_page": lambda: self._turn(-1),
            "show_pages": self._show_pages,
            "find": lambda: self._with_pane(lambda pane: pane.finder.open()),
            "back": lambda: self._with_pane(Pane.go_back),
            "forward": lambda: self._with_pane(Pane.go_forward),
            "first_page": lambda: self._to_share(0.0),
            "last_page": lambda: self._to_share(1.0),
            "mark_area": self._mark_area,
            **self.adjuster.handlers(),
            "tag": lambda: self._with_pane(self.tagging.open_box),
            "edit_note": self._edit_note,
            "new_theme": lambda: self._show_themes(self.themes.new_theme),
            "new_subtheme": lambda: self._show_themes(self.themes.new_theme_below),
            "filter_themes": lambda: self._show_themes(self.themes.focus_filter),
            "tag_listed": self._tag_listed,
            "project_memo": self.reports.write_project_memo,
            "find_missed": lambda: self._find_missed(self.desk.theme_id),
            "list_untagged": self._show_untagged,
            "clear_theme": lambda: self.desk.choose_theme(None),
            **self.stage.handlers(),
            **self.trace_lead.handlers(),
        }

    def guarded(self, change: Callable[[], object]) -> None:
        """Do something that may be refused; the refusal is shown."""
        try:
            change()
        except GlossatorError as error:
            self.notice.say(str(error))

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
        self._show_right(self.search.panel)
        self.search.panel.open(words or (pane.view.selecting.few_words() if pane else ""))

    def take_settings(self) -> None:
        """Read as the user now prefers."""
        self.panes.new_state = ViewState(cover=self._settings.flag("facing_cover"))
        for pane in self.panes.all():
            self._prepare(pane)

    def show_tab(self, name: str) -> None:
        """Show a tab: `similar`, `search` or `untagged` on the right, or one on the left."""
        right = {
            "similar": self._show_similar,
            "search": self.open_search,
            "untagged": self._show_untagged,
        }
        if name in right:
            right[name]()
            return
        tabs = {"themes": self.themes, "reports": self.reports}
        tabs |= {"contents": self.contents, "pages": self.pages}
        self._left.setVisible(True)
        self._left.setCurrentWidget(tabs[name])

    def print(self, ask: Ask) -> None:
        """Print the active report."""
        self.flush()
        self._with_pane(lambda pane: self.printing.print(pane, ask))

    def flush(self) -> None:
        """Write what is being typed."""
        self.tagging.box.keep_and_close()
        self.passages.flush()

    # What is remembered

    def remembered(self) -> dict[str, Value]:
        """Return how the room stands, as the settings keep it."""
        return {
            **self.panes.remembered(),
            "theme": self.desk.theme_id or "",
            "tab": self._left.currentIndex(),
            "right_tab": self._right.currentIndex(),
            "compare": self.stage.remembered(),
        }

    def restore(self, remembered: dict[str, Value]) -> None:
        """Stand as it stood before."""
        self.panes.restore(remembered)
        theme_id = cast("ThemeId", str(remembered.get("theme", "")))
        if theme_id in self.workspace.tree:
            self.desk.choose_theme(theme_id)
        for tabs, key in ((self._left, "tab"), (self._right, "right_tab")):
            tab = remembered.get(key)
            if isinstance(tab, int):
                tabs.setCurrentIndex(tab)
        self.stage.restore(remembered.get("compare"))

    # Inside

    def _turned(self, away: bool) -> None:  # noqa: FBT001 - a signal's
        """Give what stands for the pages the whole width, and the panels their places again."""
        self.flush()
        self._left.setVisible(not away and self._settings.flag("left_shown"))
        self._right.setVisible(not away and self._settings.flag("right_shown"))
        self.context_changed.emit()

    def _undo(self) -> None:
        self.flush()
        what = self.workspace.undo_stack.undoText()
        self.workspace.undo()
        self.said.emit(spoken.undone(what))

    def _redo(self) -> None:
        what = self.workspace.undo_stack.redoText()
        self.workspace.redo()
        self.said.emit(spoken.done_again(what))

    def _copy(self, *, cited: bool) -> None:
        listed = self.passages.view.selected() if self.passages.view.hasFocus() else []
        if listed:
            self.copying.copy_passages(listed, cited=cited)
        else:
            self.copying.copy_mark(self.panes.active, cited=cited)

    def _delete_passage(self) -> None:
        if self.desk.annotation_id is not None:
            self.marker.delete(self.desk.annotation_id)
            self.desk.choose_annotation(None)

    def _edit_note(self) -> None:
        self._show_right(self.passages)
        self.passages.focus_note()

    @property
    def _walks_found(self) -> bool:
        """Whether F3 walks through what a search has found: while it shows."""
        panel = self.search.panel
        return panel.isVisible() and panel.lists_any

    def _walk(self, step: int) -> None:
        if self._walks_found:
            self.search.panel.view.go_on(step)
        else:
            self.passages.next_passage(step)

    def _tag_found(self) -> None:
        self._show_right(self.search.panel)
        self.search.panel.open_bar()

    def _tag_listed(self) -> None:
        self._show_right(self.passages)
        self.passages.open_bar()

    def _leave_search(self) -> None:
        # First the keyboard: hiding what has it would give it to whichever pane comes next.
        self.search.leave()
        self._right.setCurrentWidget(self.passages)

    def _show_similar(self) -> None:
        self._show_right(self.similar.panel)
        self.similar.panel.focus_list()

    def _show_untagged(self) -> None:
        self.to_tag.panel.show_untagged()
        self._show_right(self.to_tag.panel)
        self.to_tag.panel.focus_list()

    def _find_missed(self, theme_id: ThemeId | None) -> None:
        if theme_id is not None:
            self._show_right(self.to_tag.panel)
            self.to_tag.find_missed(theme_id)
            self.to_tag.panel.focus_list()

    def _count_untagged(self) -> None:
        untagged = self.to_tag.untagged
        self.themes.paragraphs.set_count(untagged.count.untagged if untagged.is_known else None)

    def _show_right(self, panel: QWidget) -> None:
        self._right.setVisible(True)
        self._right.setCurrentWidget(panel)

    def _toggle(self, panel: QWidget, key: str) -> None:
        panel.setVisible(not panel.isVisible())
        self._settings.set(key, panel.isVisible())

    def _show_themes(self, then: Callable[[], object]) -> None:
        self._left.setVisible(True)
        self._left.setCurrentWidget(self.themes)
        then()

    def _mark_area(self) -> None:
        self._with_pane(lambda pane: pane.view.drawing.arm())
        self.said.emit("Drag a rectangle, or place one by the arrow keys and press Enter.")

    def _with_pane(self, act: Callable[[Pane], object]) -> None:
        if self.panes.active is not None:
            act(self.panes.active)

    def _toggle_caret(self) -> None:
        on = not self._settings.flag("caret_browsing")
        self._settings.set("caret_browsing", on)
        self.take_settings()
        self._with_pane(lambda pane: pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.said.emit(CARET_ON if on else "Caret browsing is off.")

    def _toggle_following(self) -> None:
        following = self.panes.following
        self._follow(following.last_mode if following.mode is Follow.OFF else Follow.OFF)

    def _follow(self, mode: Follow) -> None:
        self.panes.following.set_mode(mode, self.panes.active)

    def _turn(self, step: int) -> None:
        def turn(pane: Pane) -> None:
            with pane.view.by_hand():
                pane.view.turn_pages(step)

        self._with_pane(turn)

    def _show_pages(self) -> None:
        self.show_tab("pages")
        self.pages.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_to_page(self, page: int) -> None:
        self._with_pane(lambda pane: pane.go_to_page(page))

    def _to_share(self, share: float) -> None:
        def go(pane: Pane) -> None:
            with pane.jumping():
                if not pane.view.caret.to_end(back=share == 0):
                    pane.view.go_to_share(share)

        self._with_pane(go)

    def _prepare(self, pane: Pane) -> None:
        moving = pane.view.moving
        moving.smooth = self._settings.flag("smooth_scrolling")
        moving.by_letters = self._settings.flag("letter_scrolling")
        pane.view.caret.switch(on=self._settings.flag("caret_browsing"))

    def _pane_opened(self, pane: Pane) -> None:
        self._prepare(pane)
        self.tagging.watch(pane)
        pane.view.adjusted.connect(self.adjuster.adjust)
        pane.view.letter_pressed.connect(self.letter_pressed)
        pane.menu_wanted.connect(self.pane_menu_wanted)
        aids = ReadingAids(pane, self.library, self.passages.images)
        aids.symbol_wanted.connect(self._show_symbol)
        aids.address_wanted.connect(self._offer_address)
        pane.view.moved.connect(self._contents_soon.start)

    def _show_symbol(self, symbol: str) -> None:
        report = next((one for one in self.workspace.reports() if one.symbol == symbol), None)
        if report is not None:
            self.panes.show_report(report.id)
            return
        self._offer_address(f"{PUBLIC_ADDRESS}{quote(symbol)}", f"{symbol} is not in this project.")

    def _offer_address(self, address: str, why: str = "") -> None:
        """Show where a link leads; only web addresses can be opened, and only if asked to."""
        url = QUrl(address)
        if url.scheme() not in ("http", "https"):
            self.notice.say(f"This link leads to {address}. Glossator does not open such links.")
            return
        self.notice.say(
            f"{why} This link leads to {address}".strip(),
            action="Open in the browser",
            run=lambda: QDesktopServices.openUrl(url),
        )

    def _active_changed(self, pane: Pane | None) -> None:
        reading = self.library.reading(pane.report_id) if pane else None
        self.contents.show_report(pane.report_id if pane else None, reading)
        self.pages.show_view(pane.view if pane else None)
        self._contents_soon.start()
        self.context_changed.emit()

    def _report_read(self, report_id: ReportId) -> None:
        if self.panes.active is not None and self.panes.active.report_id == report_id:
            self._active_changed(self.panes.active)

    def _mark_section(self) -> None:
        offset = self.panes.active.reading_offset() if self.panes.active else None
        if offset is not None:
            self.contents.set_reading_offset(offset)

    def _dropped_on_theme(self, theme_id: ThemeId) -> None:
        self.tagging.tag_with(self.panes.active, theme_id)

    def _remember_widths(self) -> None:
        left, _, right = self._splitter.sizes()
        if self._left.isVisible():
            self._settings.set("left_width", left)
        if self._right.isVisible():
            self._settings.set("right_width", right)
