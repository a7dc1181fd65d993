"""The panel that searches all reports, notes and themes: field, results, what to do with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QWidget,
)

from glossator.app.models.search_rows import RowKind, SearchRows
from glossator.app.tips import tip
from glossator.domain.search.results import nothing
from glossator.domain.text.counted import counted
from glossator.ui.announce import announce
from glossator.ui.panels.card_column import foot_button, lay_out
from glossator.ui.panels.search_field import SearchField
from glossator.ui.panels.search_tag import TagBar
from glossator.ui.panels.search_view import SearchView

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from glossator.app.models.search_rows import Row
    from glossator.app.searching import Searching
    from glossator.app.workspace import Workspace
    from glossator.domain.records import SavedSearch

HELP = (
    "Type words to find them in all reports, footnotes, notes and themes.\n\n"
    "trafficking  finds trafficked too\n"
    "“exact words”   prefix*   a OR b   a NOT b   a NEAR b\n"
    "report:  section:  para:  year:  theme:  note:  analyst:  is:untagged\n\n"
    "Enter goes there, F3 to the next, T tags what was found."
)


class SearchPanel(QWidget):
    """Searches as the analyst types.

    Signals:
        go_wanted: Row; go to its place.
        tag_wanted: Rows, Extent, ThemeId; tag them.
        export_wanted: Rows; write them to a file.
        keep_wanted: What is searched; keep it under a name.
        rename_wanted: SavedSearch; ask for another name.
        delete_wanted: SavedSearch; forget it.
        left: The analyst goes back to reading.
        listed_changed: What is listed is something else.
    """

    go_wanted = Signal(object)
    tag_wanted = Signal(object, object, object)
    export_wanted = Signal(object)
    keep_wanted = Signal(str)
    rename_wanted = Signal(object)
    delete_wanted = Signal(object)
    left = Signal()
    listed_changed = Signal()

    def __init__(self, workspace: Workspace, searching: Searching) -> None:
        super().__init__()
        self._workspace = workspace
        self._searching = searching
        self.rows = SearchRows(searching)
        self.field = SearchField()
        self.view = SearchView(self.rows)
        self.bar = TagBar(workspace)
        self._said = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.saved = foot_button("Saved", "Searches that are kept, and keep this one")
        self.tag = foot_button("Tag …", "Tag what was found, or what is selected (T)")
        self.export = foot_button("Export …", "Write what was found to a table")
        self._build()
        self._connect()
        self._say()

    def _build(self) -> None:
        self._said.setContentsMargins(1, 0, 1, 0)
        self._menu = QMenu(self.saved)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.saved.setMenu(self._menu)
        self.saved.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        above = QHBoxLayout()
        above.setSpacing(4)
        above.addWidget(self.field, 1)
        above.addWidget(self.saved)
        column = lay_out(self, (above, self._said), self.view, (self.tag, self.export))
        column.insertWidget(column.count() - 1, self.bar)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._ask)
        self.field.down.connect(self._to_list)
        self.field.entered.connect(lambda: self.view.go_on(1))
        self.field.left.connect(self.left)
        self._searching.refused.connect(self._refuse)
        self._searching.trouble.connect(self._say_trouble)
        self.rows.listed.connect(self._listed)
        self.view.go_wanted.connect(self.go_wanted)
        self.view.tag_wanted.connect(self.open_bar)
        self.view.left.connect(self.left)
        self.view.chosen.connect(self._count)
        self.tag.clicked.connect(self.open_bar)
        self.export.clicked.connect(lambda: self.export_wanted.emit(self.rows.hit_rows()))
        self.bar.changed.connect(self._preview)
        self.bar.left.connect(self.close_bar)
        self.bar.confirmed.connect(self._confirmed)

    # What the window's actions call

    def open(self, words: str = "") -> None:
        """Let the analyst type what to search for, beginning with some words."""
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @property
    def lists_any(self) -> bool:
        """Whether anything was found."""
        return bool(self.rows.answer and self.rows.answer.found.count)

    def open_bar(self) -> None:
        """Ask what to tag the hits with."""
        if self.lists_any and not self._workspace.read_only:
            self.bar.open()

    def close_bar(self) -> None:
        """Tag nothing."""
        self.bar.hide()
        self.view.show_preview(None)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_tag(self) -> list[Row]:
        """Return what is to be tagged: several selected hits, else all; themes never."""
        selected = self.view.selected()
        rows = selected if len(selected) > 1 else self.rows.hit_rows()
        return [row for row in rows if row.kind is RowKind.HIT]

    def _confirmed(self) -> None:
        theme = self.bar.theme()
        if theme is not None:
            rows, extent = self._to_tag(), self.bar.chosen_extent()
            self.close_bar()
            self.tag_wanted.emit(rows, extent, theme.id)

    def _ask(self, text: str) -> None:
        self.field.mark(None)
        self._searching.ask(text)

    def _preview(self) -> None:
        if self.bar.isHidden():
            return
        theme = self.bar.theme()
        colour = theme.colour if theme is not None else ""
        self.view.show_preview((self.bar.chosen_extent(), colour) if colour else None)
        self._count()

    def _count(self) -> None:
        if self.bar.isHidden():
            return
        rows = self._to_tag()
        reports = len({row.report.id for row in rows if row.report})
        places = counted(len(rows), "place")
        these = "Selected" if len(self.view.selected()) > 1 else "All found"
        where = counted(reports, "report")
        self.bar.show_count(f"{these}: {places} in {where}. One undo takes it back.")

    # What is said

    def _listed(self) -> None:
        self._say()
        if self.bar.isVisible():
            self._count()
        self.listed_changed.emit()

    def _say(self) -> None:
        answer = self.rows.answer
        if answer is None:
            self._said.setText("")
            self.view.setAccessibleDescription(HELP)
        else:
            count = answer.found.count
            with_hits = sum(1 for group in answer.found.groups if group.places)
            reports = f"{with_hits} of {len(answer.found.groups)} reports"
            self._said.setText(
                f"{counted(count, 'place')} in {reports}" if count else nothing(answer.found)
            )
            announce(self, self._said.text())
        self._said.setVisible(bool(self._said.text()))
        self.tag.setEnabled(self.lists_any and not self._workspace.read_only)
        self.export.setEnabled(self.lists_any)

    def _refuse(self, sentence: str, start: int, end: int) -> None:
        self.field.mark((start, end))
        self._said.setText(sentence)
        self._said.show()

    def _say_trouble(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.show()

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        first = self.rows.step(-1, 1)
        if not self.view.currentIndex().isValid() and first >= 0:
            self.view.setCurrentIndex(self.rows.index(first, 0))

    # Saved searches

    def _fill_menu(self) -> None:
        self._menu.clear()
        searches = self._workspace.saved_searches()
        for search in searches:
            entry = self._menu.addAction(search.name.replace("&", "&&"))
            entry.setToolTip(tip(search.query))
            entry.triggered.connect(partial(self._run, search))
        if searches:
            self._menu.addSeparator()
        can_write = not self._workspace.read_only
        keep = self._menu.addAction("Keep this search …")
        keep.setEnabled(can_write and self.rows.answer is not None)
        keep.triggered.connect(lambda: self.keep_wanted.emit(self.field.text().strip()))
        if searches and can_write:
            for title, wanted in (("Rename", self.rename_wanted), ("Delete", self.delete_wanted)):
                submenu = self._menu.addMenu(title)
                for search in searches:
                    entry = submenu.addAction(search.name.replace("&", "&&"))
                    entry.triggered.connect(partial(self._want, wanted, search))

    def _run(self, search: SavedSearch, *_: object) -> None:
        self.field.setText(search.query)
        self._to_list()

    def _want(self, signal: SignalInstance, search: SavedSearch, *_: object) -> None:
        signal.emit(search)
