"""The actions that belong to an open project: what they need, what they do, which are on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from glossator.app.actions import ACTIONS, OF_PAGES, Needs
from glossator.domain import spoken
from glossator.domain.following import Follow
from glossator.ui import side_panels
from glossator.ui.pages.night import Night
from glossator.ui.panes.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.app.settings import Settings
    from glossator.domain.errors import GlossatorError
    from glossator.ui.reading_room import ReadingRoom

    Handlers = dict[str, Callable[[], object]]

FOLLOW_ACTIONS = {
    Follow.SAME_PLACE: "follow_place",
    Follow.SAME_SECTION: "follow_section",
    Follow.SAME_PARAGRAPH: "follow_paragraph",
    Follow.SAME_THEME: "follow_theme",
    Follow.MATCHING: "follow_match",
}
"""The actions that choose how panes follow each other."""

ENDS = tuple(row.id for row in ACTIONS if row.id.startswith(("begin_", "end_")))
"""The actions that move an end of the chosen passage, as `Adjuster.handlers` knows them."""

CARET_ON = "Caret browsing is on: the arrow keys move the caret, Shift selects, Enter tags."


class RoomActions:
    """Does what is chosen from the menus while a project is open."""

    def __init__(self, room: ReadingRoom, settings: Settings) -> None:
        self._room = room
        self._settings = settings

    def context(self) -> frozenset[Needs]:
        """Return what is the case, for the actions."""
        room, desk, stack = self._room, self._room.desk, self._room.workspace.undo_stack
        pane = room.panes.active
        search, similar = type(room).search.made(room), type(room).similar.made(room)
        reattach = type(room).reattach.made(room)
        facts = {
            Needs.PROJECT: True,
            Needs.WRITABLE: not room.workspace.read_only,
            Needs.PANE: pane is not None,
            Needs.SECOND_PANE: len(room.panes.all()) > 1,
            Needs.MARK: room.tagging.has_mark(pane),
            Needs.PASSAGE: desk.annotation_id is not None,
            Needs.THEME: desk.theme_id is not None,
            Needs.LISTED: room.passages.lists_any or room.walks_found,
            Needs.FOUND: search is not None and search.panel.lists_any,
            Needs.UNSURE: reattach is not None and reattach.can_attach,
            Needs.SIMILAR: similar is not None and similar.panel.can_tag_likewise,
            Needs.BACK: pane is not None and pane.trail.can_go_back,
            Needs.FORWARD: pane is not None and pane.trail.can_go_forward,
            Needs.UNDO: stack.canUndo(),
            Needs.REDO: stack.canRedo(),
        }
        met = frozenset(need for need, true in facts.items() if true)
        if room.stage.reads:
            return met
        return (met - OF_PAGES) | {Needs.COMPARED if room.stage.compares else Needs.TRACED}

    def checked(self) -> dict[str, bool]:
        """Return for each action that is on or off which it is."""
        room = self._room
        mode = room.panes.following.mode
        return {
            "follow": mode is not Follow.OFF,
            **{name: mode is kind for kind, name in FOLLOW_ACTIONS.items()},
            "caret_browsing": self._settings.flag("caret_browsing"),
            "hide_marks": not room.panes.marks_shown,
            "night_pages": room.panes.night,
            "night_with_system": room.night.choice is Night.SYSTEM,
            **room.viewing.checked(),
            **room.stage.checked(),
        }

    def handlers(self) -> Handlers:
        """Return what each action does."""
        room = self._room
        return {
            **self._editing(),
            **self._panels(),
            **self._panes(),
            **self._moving(),
            **room.viewing.handlers(),
            **room.night.handlers(),
            **room.bookmarking.handlers(room.guarded),
            **{name: partial(self._move_end, name) for name in ENDS},
            **room.stage.handlers(),
            **room.trace_lead.handlers(),
        }

    def _move_end(self, action: str) -> None:
        self._room.adjuster.handlers()[action]()

    def _editing(self) -> Handlers:
        room = self._room
        return {
            "undo": lambda: room.guarded(self._undo),
            "redo": lambda: room.guarded(self._redo),
            "copy": lambda: self._copy(cited=False),
            "copy_citation": lambda: self._copy(cited=True),
            "delete_passage": lambda: room.guarded(self._delete_passage),
            "mark_area": self._mark_area,
            "tag": lambda: room.with_pane(room.tagging.open_box),
            "tag_likewise": lambda: room.similar.panel.tag_likewise(),
            "tag_listed": self._tag_listed,
            "tag_found": self._tag_found,
            "keep_search": lambda: room.search.keep(),
            "edit_note": self._edit_note,
            "project_memo": lambda: room.reports.write_project_memo(),
        }

    def _panels(self) -> Handlers:
        room, themes = self._room, self._room.themes
        return {
            "toggle_left": room.sides.toggle_left,
            "toggle_right": room.sides.toggle_right,
            "similar": partial(room.show_tab, "similar"),
            "search": room.open_search,
            "show_pages": self._show_pages,
            "list_untagged": partial(room.show_tab, "untagged"),
            "reattach": lambda: room.reattach.open(),
            "attach_here": lambda: room.reattach.attach_chosen(),
            "find_missed": lambda: side_panels.find_missed(room, room.desk.theme_id),
            "new_theme": lambda: self._in_themes(themes.new_theme),
            "new_subtheme": lambda: self._in_themes(themes.new_theme_below),
            "filter_themes": lambda: self._in_themes(themes.focus_filter),
            "clear_theme": lambda: room.desk.choose_theme(None),
        }

    def _panes(self) -> Handlers:
        room, panes = self._room, self._room.panes
        return {
            "follow": self._toggle_following,
            **{action: partial(self._follow, mode) for mode, action in FOLLOW_ACTIONS.items()},
            "hide_marks": lambda: panes.show_marks(shown=not panes.marks_shown),
            "caret_browsing": self._toggle_caret,
            "swap_panes": panes.swap,
            "maximize_pane": panes.maximize,
            "stack_panes": panes.stack,
            "grid_panes": panes.set_in_two_rows,
            "same_report": lambda: room.with_pane(
                lambda pane: panes.open(pane.report_id, state=pane.view.state())
            ),
            "close_pane": lambda: room.with_pane(panes.close_pane),
            "next_pane": panes.activate_next,
        }

    def _moving(self) -> Handlers:
        room = self._room
        return {
            "next_part": lambda: room.parts.go(1),
            "previous_part": lambda: room.parts.go(-1),
            "next_passage": lambda: self._walk(1),
            "previous_passage": lambda: self._walk(-1),
            "next_page": lambda: self._turn(1),
            "previous_page": lambda: self._turn(-1),
            "find": lambda: room.with_pane(lambda pane: pane.finder.open()),
            "back": lambda: room.with_pane(Pane.go_back),
            "forward": lambda: room.with_pane(Pane.go_forward),
            "first_page": lambda: self._to_share(0.0),
            "last_page": lambda: self._to_share(1.0),
        }

    # Editing

    def _undo(self) -> None:
        room = self._room
        room.flush()
        what = room.workspace.undo_stack.undoText()
        room.workspace.undo(partial(self._tell, spoken.undone(what)))

    def _redo(self) -> None:
        room = self._room
        what = room.workspace.undo_stack.redoText()
        room.workspace.redo(partial(self._tell, spoken.done_again(what)))

    def _tell(self, done: str, error: GlossatorError | None) -> None:
        if error is not None:
            self._room.notice.say(str(error))
        else:
            self._room.said.emit(done)

    def _copy(self, *, cited: bool) -> None:
        room = self._room
        view = room.passages.view
        listed = view.selected() if view.hasFocus() else []
        if listed:
            room.copying.copy_passages(listed, cited=cited)
        else:
            room.copying.copy_mark(room.panes.active, cited=cited)

    def _delete_passage(self) -> None:
        desk = self._room.desk
        if desk.annotation_id is not None:
            self._room.marker.delete(desk.annotation_id)
            desk.choose_annotation(None)

    def _mark_area(self) -> None:
        self._room.with_pane(lambda pane: pane.view.drawing.arm())
        self._room.said.emit("Drag a rectangle, or place one by the arrow keys and press Enter.")

    def _tag_found(self) -> None:
        self._room.sides.show_right("Search")
        self._room.search.panel.open_bar()

    def _tag_listed(self) -> None:
        self._room.sides.show_right("Passages")
        self._room.passages.open_bar()

    def _edit_note(self) -> None:
        self._room.sides.show_right("Passages")
        self._room.passages.focus_note()

    # Panels and panes

    def _show_pages(self) -> None:
        self._room.show_tab("pages")
        self._room.pages.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _in_themes(self, then: Callable[[], object]) -> None:
        self._room.show_tab("themes")
        then()

    def _toggle_caret(self) -> None:
        room = self._room
        on = not self._settings.flag("caret_browsing")
        self._settings.set("caret_browsing", on)
        room.new_panes.take_settings()
        room.with_pane(lambda pane: pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        room.said.emit(CARET_ON if on else "Caret browsing is off.")

    def _toggle_following(self) -> None:
        following = self._room.panes.following
        self._follow(following.last_mode if following.mode is Follow.OFF else Follow.OFF)

    def _follow(self, mode: Follow) -> None:
        self._room.panes.following.set_mode(mode, self._room.panes.active)

    # Moving

    def _walk(self, step: int) -> None:
        if self._room.walks_found:
            self._room.search.panel.view.go_on(step)
        else:
            self._room.passages.next_passage(step)

    def _turn(self, step: int) -> None:
        def turn(pane: Pane) -> None:
            with pane.view.by_hand():
                pane.view.turn_pages(step)

        self._room.with_pane(turn)

    def _to_share(self, share: float) -> None:
        def go(pane: Pane) -> None:
            with pane.jumping():
                if not pane.view.caret.to_end(back=share == 0):
                    pane.view.go_to_share(share)

        self._room.with_pane(go)
