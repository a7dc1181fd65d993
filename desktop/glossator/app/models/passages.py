"""The list of passages as a Qt model."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer, Signal

from glossator.app.models.order import ranges
from glossator.app.models.passage_query import Key, Orders, Query, Texts, all_in_scope, asked_for
from glossator.domain.records import Annotation, AnnotationId, Report, Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from glossator.app.models.theme_rows import Index
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import ThemeId

PREPARED_AT_ONCE = 100
"""Annotations that are prepared between two turns of the event loop; about 5 ms."""

SCATTERED = 50
"""Changed rows from which the list says in one go that they changed."""

_NOWHERE = QModelIndex()


class PassageRole(IntEnum):
    """What a row of the passages can tell."""

    ID = Qt.ItemDataRole.UserRole + 1
    ANNOTATION = Qt.ItemDataRole.UserRole + 2
    COLOURS = Qt.ItemDataRole.UserRole + 3
    CITATION = Qt.ItemDataRole.UserRole + 4
    THEMES = Qt.ItemDataRole.UserRole + 5
    NOTE = Qt.ItemDataRole.UserRole + 6
    YEAR = Qt.ItemDataRole.UserRole + 7
    STATUS = Qt.ItemDataRole.UserRole + 8


class ThemeMark(NamedTuple):
    """What a passage shows of a theme it carries."""

    id: ThemeId
    name: str
    colour: str


class PassageModel(QAbstractListModel):
    """The annotations that a query asks for, in its order.

    Edits come as exact row signals. Another query is another list: a reset.

    Signals:
        listed: The list is another, or longer or shorter.
    """

    listed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._texts = Texts(workspace)
        self._query = Query()
        self._orders = Orders(workspace)
        self._keys: dict[AnnotationId, Key] = {}
        self._rows: list[Key] = []
        self._relist()
        self._unprepared: list[AnnotationId] = []
        self._prepare_later(one.id for one in workspace.annotations())
        workspace.changed.connect(self._absorb)

    # What is listed

    @property
    def query(self) -> Query:
        """What is asked for."""
        return self._query

    def set_query(self, query: Query) -> None:
        """List what a query asks for."""
        if query == self._query:
            return
        self.beginResetModel()
        self._query = query
        self._relist()
        self.endResetModel()
        self.listed.emit()

    def ids(self) -> list[AnnotationId]:
        """Return the listed annotations in order."""
        return [_id(key) for key in self._rows]

    def row_of(self, annotation_id: AnnotationId | None) -> int:
        """Return the row of an annotation, -1 where it is not listed."""
        key = self._keys.get(annotation_id) if annotation_id is not None else None
        if key is None:
            return -1
        row = bisect_left(self._rows, key)
        return row if row < len(self._rows) and self._rows[row] == key else -1

    def index_of(self, annotation_id: AnnotationId | None) -> QModelIndex:
        """Return the index of an annotation, an invalid one where it is not listed."""
        return self.index(self.row_of(annotation_id), 0)

    def annotation_at(self, row: int) -> Annotation | None:
        """Return the annotation of a row."""
        if not 0 <= row < len(self._rows):
            return None
        return self._workspace.annotation(_id(self._rows[row]))

    def themes(self, annotation: Annotation) -> list[ThemeMark]:
        """Return the themes an annotation carries, in the order they were given."""
        tree = self._workspace.tree
        found = (tree[one] for one in annotation.theme_ids if one in tree)
        return [ThemeMark(theme.id, theme.name, theme.colour) for theme in found]

    def year(self, annotation: Annotation) -> str:
        """Return the year of the report an annotation stands in, or nothing."""
        report = self._workspace.report(annotation.report_id)
        return report.year if report else ""

    def spoken(self, annotation: Annotation) -> str:
        """Return the row as a screen reader says it."""
        themes = ", ".join(mark.name for mark in self.themes(annotation))
        quote = "Area" if annotation.is_area else f"“{annotation.quote}”"
        parts = (quote, annotation.note, annotation.citation, themes)
        return ". ".join(part for part in parts if part)

    # Reading through Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel::data."""
        annotation = self.annotation_at(index.row()) if index.isValid() else None
        read = _READ.get(role)
        return read(self, annotation) if annotation is not None and read is not None else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel::flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    # Following the workspace

    def _absorb(self, edits: EditSet) -> None:
        length = len(self._rows)
        records = [change.record for change in edits.changes]
        edited = {one.id for one in records if isinstance(one, Annotation)}
        has_themes = any(isinstance(one, Theme) for one in records)
        reports = [one.id for one in records if isinstance(one, Report)]
        for annotation_id in edited:
            self._texts.forget(annotation_id)
            self._orders.forget(annotation_id)
        self._prepare_later(edited)
        if has_themes:
            self._texts.forget_themes()
            edited |= self._carrying(_rewritten(edits))
        for report_id in reports:
            edited.update(one.id for one in self._workspace.annotations(report_id))
        wanted = self._wanted(edited)
        self._remove([id_ for id_ in edited if id_ in self._keys and id_ not in wanted])
        if has_themes or reports:
            self._reorder()
        self._update(wanted)
        if len(self._rows) != length:
            self.listed.emit()

    def _carrying(self, themes: set[ThemeId]) -> set[AnnotationId]:
        """Return the annotations that carry one of some themes or one below them."""
        tree = self._workspace.tree
        below = themes.union(*(tree.with_descendants(one) for one in themes if one in tree))
        return {one.id for one in self._workspace.carrying(below)}

    def _wanted(self, ids: Iterable[AnnotationId]) -> dict[AnnotationId, Annotation]:
        """Return those of some annotations that the query asks for."""
        present = [one for id_ in ids if (one := self._workspace.annotation(id_)) is not None]
        found = asked_for(self._query, present, self._workspace, self._texts)
        return {one.id: one for one in found}

    def _update(self, wanted: dict[AnnotationId, Annotation]) -> None:
        """Bring the rows of annotations that are listed to where and what they should be."""
        key_of = self._orders[self._query.sort].key
        keys = {id_: key_of(one) for id_, one in wanted.items()}
        for id_, key in keys.items():
            if self._keys.get(id_, key) != key:
                self._move(key)
        old = sorted(self.row_of(id_) for id_ in keys if id_ in self._keys)
        # Of many that are scattered it is enough to say where they begin and end.
        changed = ranges(old) if len(old) < SCATTERED else [(old[0], old[-1])]
        for first, last in changed:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0), [])
        self._insert(sorted(key for id_, key in keys.items() if id_ not in self._keys))

    def _remove(self, gone: Iterable[AnnotationId]) -> None:
        rows = sorted(self.row_of(one) for one in gone)
        for first, last in reversed(list(ranges(rows))):
            self.beginRemoveRows(_NOWHERE, first, last)
            for key in self._rows[first : last + 1]:
                del self._keys[_id(key)]
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _insert(self, fresh: Sequence[Key]) -> None:
        """Insert rows, given in ascending order; neighbours in one go."""
        begin = 0
        while begin < len(fresh):
            row = bisect_left(self._rows, fresh[begin])
            end = len(fresh)
            if row < len(self._rows):
                end = bisect_left(fresh, self._rows[row], begin)
            self.beginInsertRows(_NOWHERE, row, row + end - begin - 1)
            self._rows[row:row] = fresh[begin:end]
            self._keys.update((_id(key), key) for key in fresh[begin:end])
            self.endInsertRows()
            begin = end

    def _move(self, key: Key) -> None:
        """Move a row to where its new key wants it."""
        old, new = self.row_of(_id(key)), bisect_left(self._rows, key)
        self._keys[_id(key)] = key
        if new in (old, old + 1):
            self._rows[old] = key
            return
        self.beginMoveRows(_NOWHERE, old, old, _NOWHERE, new)
        del self._rows[old]
        self._rows.insert(new - (old < new), key)
        self.endMoveRows()

    def _reorder(self) -> None:
        """Follow another order of themes or reports; many rows may change their places."""
        known = self._orders[self._query.sort]
        if self._orders.renew():
            self._prepare_later(one.id for one in self._workspace.annotations())
        order = self._orders[self._query.sort]
        if order is known:
            return
        before = self.ids()
        present = [one for id_ in before if (one := self._workspace.annotation(id_)) is not None]
        rows = order.sorted(present)
        keys = {_id(key): key for key in rows}
        if list(keys) == before:
            self._keys, self._rows = keys, rows
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        self._keys, self._rows = keys, rows
        new = [self.index_of(before[index.row()]) for index in old]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _relist(self) -> None:
        everything = all_in_scope(self._query, self._workspace)
        found = asked_for(self._query, everything, self._workspace, self._texts)
        self._rows = self._orders[self._query.sort].sorted(found)
        self._keys = {_id(one): one for one in self._rows}

    def _prepare_later(self, ids: Iterable[AnnotationId]) -> None:
        if not self._unprepared:
            QTimer.singleShot(0, self, self._prepare)
        self._unprepared.extend(ids)

    def _prepare(self) -> None:
        """Fold the words of some annotations, so that the first filtering finds them done.

        And make what they are sorted by, for the first sorting another way.
        """
        for _ in range(min(PREPARED_AT_ONCE, len(self._unprepared))):
            annotation = self._workspace.annotation(self._unprepared.pop())
            if annotation is not None:
                self._texts.prepare(annotation)
                self._orders.prepare(annotation)
        if self._unprepared:
            QTimer.singleShot(0, self, self._prepare)


def _rewritten(edits: EditSet) -> set[ThemeId]:
    """Return the themes that changed in more than their place among their siblings."""
    found: set[ThemeId] = set()
    for before, after in edits.of(Theme):
        if before is None or after is None or replace(before, position=after.position) != after:
            found.update(one.id for one in (before, after) if one is not None)
    return found


def _id(key: Key) -> AnnotationId:
    return AnnotationId(str(key[-1]))


_READ: dict[int, Callable[[PassageModel, Annotation], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda _, one: one.quote or one.citation,
    Qt.ItemDataRole.AccessibleTextRole: PassageModel.spoken,
    PassageRole.ID: lambda _, one: one.id,
    PassageRole.ANNOTATION: lambda _, one: one,
    PassageRole.COLOURS: lambda model, one: [mark.colour for mark in model.themes(one)],
    PassageRole.CITATION: lambda _, one: one.citation,
    PassageRole.THEMES: PassageModel.themes,
    PassageRole.NOTE: lambda _, one: one.note,
    PassageRole.YEAR: PassageModel.year,
    PassageRole.STATUS: lambda _, one: one.status,
}
"""What each role reads from an annotation."""
