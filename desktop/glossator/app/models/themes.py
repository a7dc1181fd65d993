"""The theme tree as a Qt model."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, QTimer, Signal

from glossator.app.models.mime import PASSAGE_MIME, THEME_MIME
from glossator.app.models.theme_counts import ThemeCounts
from glossator.app.models.theme_rows import Index, ThemeRows
from glossator.app.tips import tip
from glossator.domain import intents, theme_intents
from glossator.domain.colours import kin, next_colour
from glossator.domain.errors import GlossatorError
from glossator.domain.records import Annotation, Report, Theme, ThemeId
from glossator.domain.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import ReportId

NEW_NAME = "New theme"
"""Shown in the row of a theme that is being made, until it has its own name."""


READING_PAUSE = 150
"""Milliseconds between two paints of the counts while annotations are still being read."""

_READABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = (
    _READABLE
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)


class ThemeRole(IntEnum):
    """What a row of the theme tree can tell, beside its name."""

    ID = Qt.ItemDataRole.UserRole + 1
    COLOUR = Qt.ItemDataRole.UserRole + 2
    KEY = Qt.ItemDataRole.UserRole + 3
    TOTAL = Qt.ItemDataRole.UserRole + 4
    COUNTS = Qt.ItemDataRole.UserRole + 5
    DEFINITION = Qt.ItemDataRole.UserRole + 6
    PATH = Qt.ItemDataRole.UserRole + 7
    ARCHIVED = Qt.ItemDataRole.UserRole + 8


class ThemeModel(ThemeRows):
    """Themes with their counts; renamed and moved through the workspace.

    A theme is made in the tree: `begin_new` puts a row in place for it, giving that row a
    name makes the theme, `drop_new` takes the row away again. So making and naming a theme
    is one action to undo, and a change of mind leaves no trace.

    Signals:
        passage_dropped: ThemeId; the selected passage was dropped on it.
        trouble: A sentence for the user; an edit was refused.
    """

    passage_dropped = Signal(object)
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._draft: ThemeId | None = None
        self._reports = self._reports_by_date()
        self._counts = ThemeCounts(workspace.tree)
        self._counts.update((one.id, one) for one in workspace.annotations())
        self.arrange(workspace.tree)
        self._recounted: set[ThemeId] = set()
        self._tell_soon = QTimer(self, singleShot=True, interval=READING_PAUSE)
        self._tell_soon.timeout.connect(self._tell_counts)
        workspace.changed.connect(self._absorb)
        workspace.loaded.connect(self._tell_counts)

    # Making a theme in the tree

    def begin_new(self, parent_id: ThemeId | None) -> QModelIndex:
        """Put a row in place for a theme to be made, last below a parent; return it."""
        self.drop_new()
        tree = self._workspace.tree
        siblings = tree.children(parent_id)
        colour = (
            kin(tree[parent_id].colour, len(siblings))
            if parent_id is not None
            else next_colour(theme.colour for theme in siblings)
        )
        draft = Theme(ThemeId(self._workspace.make_id()), "", parent_id, colour=colour)
        self._draft = draft.id
        parent = self._nodes[parent_id] if parent_id is not None else self._root
        self.insert_theme(parent, len(parent.children), draft)
        return self.index_of(draft.id)

    def drop_new(self) -> None:
        """Take away the row of a theme that was not made after all."""
        draft, self._draft = self._draft, None
        if draft is not None and draft in self._nodes:
            self.remove_node(self._nodes[draft])

    # Reading through Qt

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel::data."""
        theme = self.node(index).theme if index.isValid() else None
        read = _READ.get(role)
        return read(self, theme) if theme is not None and read is not None else None

    def counts(self, theme: Theme) -> list[int]:
        """Return how many passages each report has under a theme, in order of date."""
        return self._counts.by_report(theme.id, self._reports)

    def total(self, theme: Theme) -> int:
        """Return how many passages lie under a theme."""
        return self._counts.total(theme.id)

    def path(self, theme: Theme) -> str:
        """Return the theme's full name; the bare name while it is being made or taken away."""
        tree = self._workspace.tree
        return tree.path(theme.id) if theme.id in tree else theme.name

    def spoken(self, theme: Theme) -> str:
        """Return the row as a screen reader says it."""
        total = self.total(theme)
        key = f", key {theme.key}" if theme.key else ""
        archived = ", archived" if self.is_archived(theme) else ""
        passages = counted(total, "passage")
        return f"{theme.name or NEW_NAME}{archived}{key}, {passages}"

    def is_archived(self, theme: Theme) -> bool:
        """Tell whether a theme, or one above it, is kept out of sight."""
        return theme.id in self._workspace.tree.archived

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel::flags."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _READABLE if self._workspace.read_only else _EDITABLE

    # Changing through Qt

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Override QAbstractItemModel::setData: name a theme."""
        theme = self.node(index).theme if index.isValid() else None
        if theme is None or role != Qt.ItemDataRole.EditRole:
            return False
        tree = self._workspace.tree
        try:
            if theme.id == self._draft:
                self._workspace.do(intents.add_theme(tree, replace(theme, name=str(value))))
            else:
                self._workspace.do(intents.rename_theme(tree, theme, str(value)))
        except GlossatorError as error:
            self.trouble.emit(str(error))
            return False
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        """Override QAbstractItemModel::supportedDropActions."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        """Override QAbstractItemModel::supportedDragActions."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Override QAbstractItemModel::mimeTypes."""
        return [THEME_MIME, PASSAGE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Override QAbstractItemModel::mimeData."""
        data = QMimeData()
        themes = [theme for index in indexes if (theme := self.theme_at(index)) is not None]
        if themes:
            data.setData(THEME_MIME, " ".join(theme.id for theme in themes).encode())
            data.setText("\n".join(theme.name for theme in themes))
        return data

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index
    ) -> bool:
        """Override QAbstractItemModel::canDropMimeData."""
        if self._workspace.read_only:
            return False
        if data.hasFormat(PASSAGE_MIME):
            return parent.isValid()
        moved = [self._nodes.get(one) for one in _theme_ids(data)]
        target = self.node(parent)
        return bool(moved) and all(one and target not in one.with_descendants() for one in moved)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Override QAbstractItemModel::dropMimeData."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        target = self.theme_at(parent)
        if data.hasFormat(PASSAGE_MIME):
            self.passage_dropped.emit(target.id if target else None)
            return True
        tree = self._workspace.tree
        parent_id = target.id if target else None
        try:
            moved = [tree[one] for one in _theme_ids(data)]
            self._workspace.do(theme_intents.move_themes(tree, moved, parent_id, row))
        except GlossatorError as error:
            self.trouble.emit(str(error))
            return False
        return True

    # Following the workspace

    def _absorb(self, edits: EditSet) -> None:
        if any(True for _ in edits.of(Theme)):
            self._follow_tree()
        self._recounted |= self._counts.update(
            (change.record.id, self._workspace.annotation(change.record.id))
            for change in edits.changes
            if isinstance(change.record, Annotation)
        )
        if any(True for _ in edits.of(Report)):
            self._reports = self._reports_by_date()
            self._recounted.update(self._nodes)
        if edits.label:
            self._tell_counts()
        elif not self._tell_soon.isActive():
            self._tell_soon.start()

    def _tell_counts(self) -> None:
        """Say which counts are others; while a project is read, not with every batch."""
        recounted, self._recounted = self._recounted, set()
        self._announce(recounted, [ThemeRole.TOTAL, ThemeRole.COUNTS])

    def _follow_tree(self) -> None:
        tree = self._workspace.tree
        if self._draft is not None and self._draft in tree:
            self._draft = None
        self._counts.set_tree(tree)
        changed = self.arrange(tree)
        self._announce(changed, [])
        below = {theme.id for one in changed for theme in tree.below(one)}
        self._announce(below.difference(changed), [ThemeRole.PATH, ThemeRole.ARCHIVED])
        self._announce(self._nodes, [ThemeRole.TOTAL, ThemeRole.COUNTS])

    def _announce(self, theme_ids: Iterable[ThemeId], roles: list[int]) -> None:
        """Say that themes have changed, once for each row of siblings."""
        siblings: dict[object, list[QModelIndex]] = {}
        for theme_id in theme_ids:
            index = self.index_of(theme_id)
            if index.isValid():
                siblings.setdefault(index.parent().data(ThemeRole.ID), []).append(index)
        for found in siblings.values():
            found.sort(key=QModelIndex.row)
            self.dataChanged.emit(found[0], found[-1], roles)

    def _reports_by_date(self) -> list[ReportId]:
        dated = sorted(self._workspace.reports(), key=lambda one: (not one.date, one.date))
        return [report.id for report in dated]


def _theme_ids(data: QMimeData) -> list[ThemeId]:
    ids = bytes(data.data(THEME_MIME).data()).decode(errors="replace")
    return [ThemeId(one) for one in ids.split()]


_READ: dict[int, Callable[[ThemeModel, Theme], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda _, theme: theme.name or NEW_NAME,
    Qt.ItemDataRole.EditRole: lambda _, theme: theme.name or NEW_NAME,
    Qt.ItemDataRole.ToolTipRole: lambda _, theme: tip(theme.definition) or None,
    Qt.ItemDataRole.AccessibleTextRole: ThemeModel.spoken,
    ThemeRole.ID: lambda _, theme: theme.id,
    ThemeRole.COLOUR: lambda _, theme: theme.colour,
    ThemeRole.KEY: lambda _, theme: theme.key,
    ThemeRole.TOTAL: ThemeModel.total,
    ThemeRole.COUNTS: ThemeModel.counts,
    ThemeRole.DEFINITION: lambda _, theme: theme.definition,
    ThemeRole.PATH: ThemeModel.path,
    ThemeRole.ARCHIVED: ThemeModel.is_archived,
}
"""What each role reads from a theme."""
