"""The panel of themes: filter, tree, loose ends, definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from glossator.app.models.loose_ends import LooseEnds
from glossator.app.models.passage_query import Scope
from glossator.app.models.theme_filter import ThemeFilter, ThemeOrder
from glossator.app.models.themes import ThemeModel
from glossator.domain import intents, theme_intents
from glossator.domain.errors import GlossatorError
from glossator.ui.panels.filter_field import FilterField
from glossator.ui.panels.theme_edits import ThemeEdits
from glossator.ui.panels.theme_foot import CountButton, DefinitionBox
from glossator.ui.panels.theme_tree import ThemeView

if TYPE_CHECKING:
    from glossator.app.desk import Desk
    from glossator.app.settings import Value
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import Theme, ThemeId


class ThemePanel(QWidget):
    """Shows, filters, chooses and edits themes.

    Signals:
        trouble: A sentence for the user; an edit was refused.
        said: A short sentence for the status line.
        passage_dropped: ThemeId; the selected passage was dropped on it.
        untagged_wanted: The paragraphs without a theme are to be listed.
        missed_wanted: ThemeId; the paragraphs it may have missed are to be listed.
        scope_wanted: Scope; the passages without a theme, or to re-attach, are to be listed.
        rearranged: What is remembered of the panel is out of date.
    """

    trouble = Signal(str)
    said = Signal(str)
    passage_dropped = Signal(object)
    untagged_wanted = Signal()
    missed_wanted = Signal(object)
    scope_wanted = Signal(object)
    rearranged = Signal()

    def __init__(self, workspace: Workspace, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._desk = desk
        self._model = ThemeModel(workspace, self)
        self._themes = ThemeFilter(self._model, self)
        self._loose = LooseEnds(workspace, self)
        self._opened: set[ThemeId] | None = None
        self.field = FilterField("Filter themes …", "Filter themes")
        self.view = ThemeView(self._themes)
        self.edits = ThemeEdits(workspace, self)
        self.shown = QToolButton(autoRaise=True)
        self.shown.setText("⋯")
        self.shown.setAccessibleName("How the themes are shown")
        self.shown.setToolTip("Order of the themes, expand, collapse, archived themes")
        self.paragraphs = CountButton("Not yet tagged", "List the paragraphs without a theme")
        self.paragraphs.set_count(None)
        self.untagged = CountButton("Noted without a theme", "List the passages without a theme")
        self.detached = CountButton("To re-attach", "List the passages whose place is not sure")
        self.definition = DefinitionBox(read_only=workspace.read_only)
        self._build()
        self._connect()
        self._count()
        self._say_empty()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(8, 8, 8, 6)
        above.setSpacing(4)
        above.addWidget(self.field, 1)
        above.addWidget(self.shown)
        column.addLayout(above)
        column.addWidget(self.view, 1)
        column.addSpacing(4)
        column.addWidget(self.paragraphs)
        column.addWidget(self.untagged)
        column.addWidget(self.detached)
        column.addSpacing(4)
        column.addWidget(self.definition)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._filter)
        self.field.down.connect(self._to_tree)
        self.field.entered.connect(self._choose_first)
        self.field.left.connect(lambda: self._desk.choose_theme(None))
        self.view.picked.connect(self._desk.choose_theme)
        self.view.put_down.connect(lambda: self._desk.choose_theme(None))
        self.view.delete_wanted.connect(self._delete_selected)
        self.view.expanded.connect(lambda _: self.rearranged.emit())
        self.view.collapsed.connect(lambda _: self.rearranged.emit())
        self.view.entered.connect(self._hovered)
        self.view.viewportEntered.connect(self._define_chosen)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.itemDelegate().closeEditor.connect(
            self._model.drop_new, Qt.ConnectionType.QueuedConnection
        )
        self.shown.clicked.connect(self._open_view_menu)
        self._model.trouble.connect(self.trouble)
        self.edits.trouble.connect(self.trouble)
        self.edits.said.connect(self.said)
        self.edits.merged.connect(self._desk.choose_theme)
        self._model.passage_dropped.connect(self.passage_dropped)
        self.paragraphs.clicked.connect(self.untagged_wanted)
        self.untagged.clicked.connect(lambda: self.scope_wanted.emit(Scope.UNTAGGED))
        self.detached.clicked.connect(lambda: self.scope_wanted.emit(Scope.DETACHED))
        self.definition.edit_wanted.connect(self.define_theme)
        self._loose.changed.connect(self._count)
        self._desk.theme_chosen.connect(self._chosen)
        self._workspace.changed.connect(self._absorb)

    # What the window's actions call

    def focus_filter(self) -> None:
        """Let the user type into the filter."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def new_theme(self) -> None:
        """Begin a theme at the top level, its name being typed in the tree."""
        self._begin(None)

    def new_theme_below(self, theme_id: ThemeId | None = None) -> None:
        """Begin a theme below a theme, below the chosen one by default."""
        self._begin(theme_id or self._desk.theme_id)

    def rename_theme(self, theme_id: ThemeId | None = None) -> None:
        """Let the user type another name in the tree; of the chosen theme by default."""
        index = self._themes.index_of(theme_id or self._desk.theme_id)
        if index.isValid():
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.view.scrollTo(index)
            self.view.edit(index)

    def delete_theme(self, theme_id: ThemeId | None = None) -> None:
        """Delete a theme with those below it; the chosen one by default."""
        theme = self._theme(theme_id)
        if theme is not None:
            self.edits.delete([theme])

    def define_theme(self, theme_id: ThemeId | None = None) -> None:
        """Ask for a theme's definition; the chosen one's by default."""
        from glossator.ui.panels.dialogs import DefinitionDialog

        theme = self._theme(theme_id)
        answer = DefinitionDialog.ask(theme, self) if theme else None
        if theme is not None and answer is not None:
            self._do(theme_intents.describe_theme(theme, answer, self._workspace.now()))

    def assign_key(self, theme_id: ThemeId, key: str) -> None:
        """Let a digit tag with a theme; nothing takes its digit away."""
        theme = self._theme(theme_id)
        if theme is not None:
            self._do(intents.assign_key(self._workspace.tree, theme, key))

    # How the themes are shown

    @property
    def order(self) -> ThemeOrder:
        """The order of the themes."""
        return self._themes.order

    @property
    def shows_archived(self) -> bool:
        """Whether archived themes show."""
        return self._themes.shows_archived

    def sort_themes(self, order: ThemeOrder) -> None:
        """Put the themes in another order."""
        self._themes.set_order(order)
        self.rearranged.emit()

    def show_archived(self, *, shown: bool) -> None:
        """Show the archived themes too, or hide them again."""
        self._themes.show_archived(shown=shown)
        self.rearranged.emit()

    def archived_ids(self) -> frozenset[ThemeId]:
        """Return the themes that are kept out of sight."""
        return self._workspace.tree.archived

    def remembered(self) -> dict[str, Value]:
        """Return how the themes are shown, as the settings keep it."""
        opened = self._opened if self._opened is not None else self._expanded()
        return {
            "order": self.order.name,
            "archived": self.shows_archived,
            "opened": [str(theme_id) for theme_id in sorted(opened)],
        }

    def restore(self, kept: object) -> None:
        """Show the themes as they were shown before."""
        if not isinstance(kept, dict):
            return
        order, opened = kept.get("order"), kept.get("opened")
        if order in ThemeOrder.__members__:
            self._themes.set_order(ThemeOrder[str(order)])
        self._themes.show_archived(shown=bool(kept.get("archived")))
        if isinstance(opened, list):
            self._show_opened({cast("ThemeId", theme_id) for theme_id in opened})

    # Inside

    def _do(self, edits: EditSet) -> None:
        try:
            self._workspace.do(edits)
        except GlossatorError as error:
            self.trouble.emit(str(error))

    def _theme(self, theme_id: ThemeId | None) -> Theme | None:
        wanted, tree = theme_id or self._desk.theme_id, self._workspace.tree
        return tree[wanted] if wanted is not None and wanted in tree else None

    def _begin(self, parent_id: ThemeId | None) -> None:
        if self._workspace.read_only or (parent_id and parent_id not in self._workspace.tree):
            return
        self.field.clear()
        index = self._themes.mapFromSource(self._model.begin_new(parent_id))
        self.view.expand(index.parent())
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.scrollTo(index)
        self.view.edit(index)

    def _delete_selected(self) -> None:
        themes = self.view.selected()
        if themes and not self._workspace.read_only:
            self.edits.delete(themes)

    def _absorb(self, _edits: EditSet) -> None:
        if self._desk.theme_id is not None and self._desk.theme_id not in self._workspace.tree:
            self._desk.choose_theme(None)
        self._say_empty()
        self._define_chosen()

    def _chosen(self, theme_id: ThemeId | None) -> None:
        self.view.show_picked(theme_id)
        self._define_chosen()

    def _define_chosen(self) -> None:
        chosen = self._theme(None)
        under = self._themes.theme_at(self.view.currentIndex())
        self.definition.show_theme(chosen or (under if self.view.hasFocus() else None))

    def _hovered(self, index: QModelIndex) -> None:
        self.definition.show_theme(self._themes.theme_at(index))

    def _count(self) -> None:
        self.untagged.set_count(self._loose.untagged)
        self.detached.set_count(self._loose.detached)

    def _open_menu(self, at: QPoint) -> None:
        from glossator.ui.panels.theme_menu import build_menu

        if self._workspace.read_only:
            return
        index = self.view.indexAt(at)
        # A long press or a driven pointer asks for the menu without a click before.
        if index.isValid() and not self.view.selectionModel().isSelected(index):
            self.view.setCurrentIndex(index)
        themes = self.view.selected() if index.isValid() else []
        parent_id = self._workspace.tree.parent_of(themes[0].id) if len(themes) == 1 else None
        colour = self._workspace.tree[parent_id].colour if parent_id else ""
        build_menu(self, themes, colour).popup(self.view.viewport().mapToGlobal(at))

    def _open_view_menu(self) -> None:
        from glossator.ui.panels.theme_menu import build_view_menu

        menu = build_view_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.shown.mapToGlobal(self.shown.rect().bottomLeft()))

    # Filtering

    def _filter(self, typed: str) -> None:
        if typed and self._opened is None:
            self._opened = self._expanded()
        self._themes.set_words(typed)
        self._say_empty()
        if typed:
            self.view.expandAll()
        elif self._opened is not None:
            opened, self._opened = self._opened, None
            self._show_opened(opened)
        self.view.show_picked(self._desk.theme_id)

    def _show_opened(self, opened: set[ThemeId]) -> None:
        self.view.collapseAll()
        for theme_id in opened:
            self.view.expand(self._themes.index_of(theme_id))

    def _expanded(self) -> set[ThemeId]:
        return {
            theme.id
            for theme in self._workspace.tree
            if self.view.isExpanded(self._themes.index_of(theme.id))
        }

    def _first(self) -> QModelIndex:
        """Return the first theme that matches what was typed itself."""
        index = self._themes.index(0, 0)
        while index.isValid() and not self._themes.matches(index):
            index = self.view.indexBelow(index)
        return index

    def _to_tree(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.field.text() or not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._first())
        self._choose_first()

    def _choose_first(self) -> None:
        theme_id = self.view.theme_id_at(self._first())
        if theme_id is not None and self.field.text():
            self._desk.choose_theme(theme_id)

    def _say_empty(self) -> None:
        self.view.setAccessibleDescription(
            "No theme has these words. Esc shows all themes again."
            if self.field.text()
            else "No themes yet. Themes > New theme makes one; so does Shift+Enter when you "
            "tag a passage."
        )
