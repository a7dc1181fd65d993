"""The view of the theme tree: mouse, keys, dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QTreeView, QWidget

from glossator.ui.panels.empty import draw_empty
from glossator.ui.panels.theme_row import ThemeRow
from glossator.ui.widgets.known_viewport import give_viewport
from glossator.ui.widgets.paint import Calm

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from glossator.app.models.theme_filter import ThemeFilter
    from glossator.domain.records import Theme, ThemeId

OWN_KEYS = frozenset((Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Space))
"""Keys that mean something else here than in the rest of the window."""

SELECTING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""With one of these keys a click selects more themes rather than picking one."""


class ThemeView(QTreeView):
    """Shows the themes; a click or the arrow keys pick one.

    Signals:
        picked: ThemeId; it was clicked, or the keyboard went to it.
        put_down: The picked theme was clicked again, or Escape was pressed.
        delete_wanted: The Delete key was pressed.
    """

    picked = Signal(object)
    put_down = Signal()
    delete_wanted = Signal()

    def __init__(self, themes: ThemeFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._themes = themes
        self._picked: ThemeId | None = None
        self._was_picked = False
        self._again = QTimer(self, singleShot=True)
        self._again.setInterval(QApplication.doubleClickInterval())
        self._again.timeout.connect(self.put_down)
        self.setModel(themes)
        self.setItemDelegate(ThemeRow(self))
        self.setAccessibleName("Themes")
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(600)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        Calm(self)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._again.stop)

    def show_picked(self, theme_id: ThemeId | None) -> None:
        """Mark a theme as the picked one, and bring it into view; None marks none."""
        self._picked = theme_id
        index = self._themes.index_of(theme_id)
        if not index.isValid():
            self.selectionModel().clearSelection()
        elif not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.scrollTo(index)

    def theme_id_at(self, index: QModelIndex) -> ThemeId | None:
        """Return the id of a row's theme."""
        theme = self._themes.theme_at(index) if index.isValid() else None
        return theme.id if theme else None

    def selected(self) -> list[Theme]:
        """Return the themes that are selected, from the top."""
        found = (self._themes.theme_at(index) for index in self.selectionModel().selectedIndexes())
        themes = {theme.id: theme for theme in found if theme is not None}
        index, ordered = self._themes.index(0, 0), []
        while index.isValid():
            theme_id = self.theme_id_at(index)
            if theme_id in themes:
                ordered.append(themes[theme_id])
            index = self.indexBelow(index)
        return ordered

    # What Qt calls

    def event(self, event: QEvent) -> bool:
        """Override QObject::event: keep the keys that mean something here."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() in OWN_KEYS or (event.key() == Qt.Key.Key_Escape and self._picked))
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget::mousePressEvent: remember whether the theme was picked before."""
        pressed = self.theme_id_at(self.indexAt(event.position().toPoint()))
        self._was_picked = pressed is not None and pressed == self._picked
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent."""
        before = self.currentIndex()
        match event.key():
            case Qt.Key.Key_Escape if self._picked is not None:
                self.put_down.emit()
            case Qt.Key.Key_Delete:
                self.delete_wanted.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._pick(before)
            case _:
                super().keyPressEvent(event)
                if self.currentIndex() != before:
                    self._pick(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        super().paintEvent(event)
        if not self._themes.rowCount():
            draw_empty(self, self.accessibleDescription())

    def _clicked(self, index: QModelIndex) -> None:
        if QApplication.keyboardModifiers() & SELECTING:
            return
        if self._was_picked:
            self._again.start()
        else:
            self._pick(index)

    def _pick(self, index: QModelIndex) -> None:
        theme_id = self.theme_id_at(index)
        if theme_id is not None:
            self.picked.emit(theme_id)
