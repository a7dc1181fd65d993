"""The rows of the theme tree: nodes at their places, and how one order becomes another."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex

from glossator.app.models.order import settled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from glossator.domain.records import Theme, ThemeId
    from glossator.domain.themes import ThemeTree

Index: TypeAlias = QModelIndex | QPersistentModelIndex

NOWHERE = QModelIndex()
"""The parent of the rows at the root."""


class Node:
    """A theme at its place; the root has no theme and no parent."""

    __slots__ = ("children", "number", "parent", "theme")

    def __init__(self, theme: Theme | None, parent: Node | None, number: int) -> None:
        self.theme = theme
        self.parent = parent
        self.number = number
        self.children: list[Node] = []

    @property
    def id(self) -> ThemeId:
        """The id of the node's theme."""
        assert self.theme is not None
        return self.theme.id

    def row(self) -> int:
        """Return the node's place among its siblings."""
        return self.parent.children.index(self) if self.parent else 0

    def with_descendants(self) -> Iterator[Node]:
        """Yield the node and all below it."""
        yield self
        for child in self.children:
            yield from child.with_descendants()


class ThemeRows(QAbstractItemModel):
    """The shape of the tree; `arrange` brings it to another with exact row signals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._root = Node(None, None, 0)
        self._nodes: dict[ThemeId, Node] = {}
        self._by_number: dict[int, Node] = {0: self._root}

    def index_of(self, theme_id: ThemeId | None) -> QModelIndex:
        """Return the index of a theme, an invalid one where the tree lacks it."""
        node = self._nodes.get(theme_id) if theme_id is not None else None
        return self.node_index(node) if node else QModelIndex()

    def theme_at(self, index: Index) -> Theme | None:
        """Return the theme of a row."""
        return self.node(index).theme

    def node(self, index: Index) -> Node:
        """Return the node of an index, the root for an invalid one."""
        return self._by_number[int(index.internalId())] if index.isValid() else self._root

    def node_index(self, node: Node) -> QModelIndex:
        """Return the index of a node, an invalid one for the root."""
        if node.parent is None:
            return QModelIndex()
        return self.createIndex(node.row(), 0, node.number)

    # QAbstractItemModel

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """Override QAbstractItemModel::index."""
        if column != 0 or row < 0 or parent.column() > 0:
            return QModelIndex()
        children = self.node(parent).children
        return self.createIndex(row, 0, children[row].number) if row < len(children) else NOWHERE

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        """Override QAbstractItemModel::parent."""
        above = self.node(index).parent
        return self.node_index(above) if above else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Override QAbstractItemModel::rowCount."""
        return 0 if parent.column() > 0 else len(self.node(parent).children)

    def columnCount(self, _parent: Index = NOWHERE) -> int:
        """Override QAbstractItemModel::columnCount."""
        return 1

    # Changing

    def arrange(self, tree: ThemeTree) -> list[ThemeId]:
        """Bring the rows into the order of a tree, one at a time.

        Returns:
            The themes that are written differently now.
        """
        self._remove_all([node for key, node in self._nodes.items() if key not in tree])
        known = set(self._nodes)
        self._arrange_below(None, tree)
        changed = [one for one in tree if one.id in known and one != self._nodes[one.id].theme]
        for theme in changed:
            self._nodes[theme.id].theme = theme
        return [theme.id for theme in changed]

    def insert_theme(self, parent: Node, row: int, theme: Theme) -> None:
        """Put a theme without children before a parent's row-th child."""
        self.beginInsertRows(self.node_index(parent), row, row)
        node = Node(theme, parent, next(self._numbers))
        parent.children.insert(row, node)
        self._nodes[theme.id] = node
        self._by_number[node.number] = node
        self.endInsertRows()

    def remove_node(self, node: Node) -> None:
        """Take away a node with all below it."""
        assert node.parent is not None
        row = node.row()
        self.beginRemoveRows(self.node_index(node.parent), row, row)
        del node.parent.children[row]
        for one in node.with_descendants():
            del self._nodes[one.id], self._by_number[one.number]
        self.endRemoveRows()

    def _arrange_below(self, parent_id: ThemeId | None, tree: ThemeTree) -> None:
        parent = self._nodes[parent_id] if parent_id is not None else self._root
        wanted = tree.children(parent_id)
        stay = settled([child.id for child in parent.children], [theme.id for theme in wanted])
        row = 0
        for theme in wanted:
            node = self._nodes.get(theme.id)
            if node is None:
                self.insert_theme(parent, row, theme)
            elif theme.id not in stay:
                self._move(node, parent, row)
            row = self._nodes[theme.id].row() + 1
        for theme in wanted:
            self._arrange_below(theme.id, tree)

    def _move(self, node: Node, parent: Node, row: int) -> None:
        """Put a node before a parent's row-th child, as the children stand now."""
        assert node.parent is not None
        old, within = node.row(), node.parent is parent
        if within and row in (old, old + 1):
            return
        self.beginMoveRows(self.node_index(node.parent), old, old, self.node_index(parent), row)
        del node.parent.children[old]
        parent.children.insert(row - (within and old < row), node)
        node.parent = parent
        self.endMoveRows()

    def _remove_all(self, gone: Collection[Node]) -> None:
        """Take nodes away; what is below them and stays goes to the root first."""
        doomed = {node.id for node in gone}
        for node in gone:
            for child in list(node.children):
                if child.id not in doomed:
                    self._move(child, self._root, len(self._root.children))
        for node in [one for one in gone if one.parent and one.parent not in gone]:
            self.remove_node(node)
