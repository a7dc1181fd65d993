"""The panel of passages to re-attach: the list, and old and new place side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
)

from glossator.app.models.doubts import DoubtModel
from glossator.domain.text.counted import counted
from glossator.ui.panels.doubt_view import PlaceView, former_html, place_html
from glossator.ui.panels.passage_head import Heading
from glossator.ui.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QHideEvent, QShowEvent

    from glossator.app.reattaching import Reattaching
    from glossator.app.workspace import Workspace
    from glossator.domain.anchoring.doubts import Doubt, Place
    from glossator.domain.records import AnnotationId

NONE_LISTED = (
    "Every passage stands where it should. When a report gets another file, the passages that"
    " are not found for sure in it are listed here."
)
SOON = 150
"""Milliseconds in which what is found is counted together."""
LOOKING = "Looking for the passage …"


class DoubtPanel(QFrame):
    """Lists passages in doubt; each is accepted, attached elsewhere, put off or removed.

    Signals:
        shown: AnnotationId, Place | None; this place is looked at.
        attach_wanted: AnnotationId; it stands where the analyst has selected something.
        left: The panel is to be closed.
        said: A short sentence: the place that one has stepped to.
        chosen_changed: Another passage is chosen, or none.
    """

    shown = Signal(object, object)
    attach_wanted = Signal(object)
    left = Signal()
    said = Signal(str)
    chosen_changed = Signal()

    def __init__(self, workspace: Workspace, reattaching: Reattaching) -> None:
        super().__init__()
        self._workspace = workspace
        self._reattaching = reattaching
        self._number = 0
        self._say_soon = QTimer(self, singleShot=True, interval=SOON)
        self._say_soon.timeout.connect(self._say)
        self.model = DoubtModel(workspace, reattaching, self)
        self.heading = Heading()
        self.sure = QPushButton()
        self.with_moved = QCheckBox()
        self.view = QListView()
        self.view.setModel(self.model)
        self.former = PlaceView("Where the passage stood")
        self.place = PlaceView("Where the passage may stand")
        self.back = _tool("Place before", "Show the place before (Left)", "back")
        self.on = _tool("Next place", "Show the next place it may stand at (Right)", "forward")
        self.accept = _button("&Accept", "The passage stands at the place on the right (Enter)")
        self.attach = _button(
            "A&ttach to the selection", "The passage stands where you have selected words"
        )
        self.later = _button("&Later", "Put it off: it is listed last (L)")
        self.remove = _button("Re&move", "Delete the passage with its themes and note (Delete)")
        self._close = _tool("Close the list", "Close this list (Esc)", "close")
        self._build()
        self._connect()
        self._say()

    def _build(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName("Passages to re-attach")
        self.view.setUniformItemSizes(True)
        self.view.setAlternatingRowColors(True)
        self.view.setSpacing(1)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.sure.setToolTip("Accept all passages that could mean no other place")
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 6, 4)
        head.addWidget(self.heading, 1)
        for widget in (self.with_moved, self.sure, self._close):
            head.addWidget(widget)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(5)
        for number, part in enumerate((self.view, self.former, self.place)):
            splitter.addWidget(part)
            splitter.setStretchFactor(number, 4 if number else 3)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 6)
        foot.setSpacing(6)
        foot.addStretch(1)
        for button in (self.back, self.on, self.accept, self.attach, self.later, self.remove):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(splitter, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.view.installEventFilter(self)
        self.view.selectionModel().currentChanged.connect(self._came_to)
        self.view.clicked.connect(lambda _index: self._look())
        self.model.listed.connect(self._listed)
        self._reattaching.found.connect(self._found)
        self.with_moved.toggled.connect(lambda on: self._reattaching.show_moved(shown=on))
        self.sure.clicked.connect(self._reattaching.accept_sure)
        self.back.clicked.connect(lambda: self._step(-1))
        self.on.clicked.connect(lambda: self._step(1))
        self.accept.clicked.connect(self._accept)
        self.attach.clicked.connect(self._attach)
        self.later.clicked.connect(self._put_off)
        self.remove.clicked.connect(self._remove)
        self._close.clicked.connect(self.left)

    # What the window calls

    def chosen(self) -> AnnotationId | None:
        """Return the passage that is looked at."""
        return self.model.id_at(self.view.currentIndex().row())

    def choose(self, annotation_id: AnnotationId | None) -> None:
        """Look at a passage if it is listed."""
        row = self.model.row_of(annotation_id)
        if row >= 0 and annotation_id != self.chosen():
            self.view.setCurrentIndex(self.model.index(row, 0))

    def focus_list(self) -> None:
        """Let the keyboard walk through the list."""
        if self.chosen() is None:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget::showEvent: what is looked at is up to date."""
        super().showEvent(event)
        self._reattaching.set_active(active=True)
        self._draw()
        self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget::hideEvent."""
        super().hideEvent(event)
        self._reattaching.set_active(active=False)
        self.shown.emit(None, None)

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget::changeEvent: colours follow a change of light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_close"):
            self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject::eventFilter: the keys of the list."""
        if isinstance(event, QKeyEvent) and not event.modifiers():
            done = {
                Qt.Key.Key_Return: self._accept,
                Qt.Key.Key_Enter: self._accept,
                Qt.Key.Key_Left: lambda: self._step(-1),
                Qt.Key.Key_Right: lambda: self._step(1),
                Qt.Key.Key_L: self._put_off,
                Qt.Key.Key_Delete: self._remove,
                Qt.Key.Key_Escape: self.left.emit,
            }.get(Qt.Key(event.key()))
            if done is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if done is not None and event.type() == QEvent.Type.KeyPress:
                done()
                return True
        return super().eventFilter(watched, event)

    # Inside

    def _doubt(self) -> Doubt | None:
        chosen = self.chosen()
        return self._reattaching.doubt(chosen) if chosen is not None else None

    def _seen(self) -> Place | None:
        doubt = self._doubt()
        return doubt.places[self._number] if doubt and self._number < len(doubt.places) else None

    def _came_to(self, _current: QModelIndex) -> None:
        self._number = 0
        chosen = self.chosen()
        if chosen is not None:
            self._reattaching.want(chosen)
        self._look()
        self.chosen_changed.emit()

    def _look(self) -> None:
        """Show the place that is looked at, here and on the pages."""
        self._draw()
        self._say()
        if self.isVisible() and self.chosen() is not None:
            self.shown.emit(self.chosen(), self._seen())

    def _found(self, annotation_id: AnnotationId) -> None:
        if annotation_id == self.chosen():
            self._look()
        elif not self._say_soon.isActive():
            self._say_soon.start()

    def _listed(self) -> None:
        if self.chosen() is None and self.model.rowCount() and self.isVisible():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._draw()
        self._say()

    def _draw(self) -> None:
        doubt, palette = self._doubt(), self.palette()
        if doubt is None:
            listed = self.chosen() is not None
            self.former.say("")
            self.place.say(LOOKING if listed else NONE_LISTED)
            return
        place = self._seen()
        self.former.show_place(*former_html(doubt, place, palette))
        self.place.show_place(*place_html(doubt, place, self._number, palette))
        if doubt.annotation.is_area:
            before, now = self._reattaching.pictures(doubt)
            self.former.show_picture(before)
            self.place.show_picture(now)

    def _say(self) -> None:
        """Say how many there are, and enable what can be done."""
        unsure, sure, moved = self._reattaching.unsure, len(self._reattaching.sure()), 0
        if self.isVisible():
            moved = self._reattaching.moved
        self.heading.set_text("To re-attach", counted(unsure, "passage"))
        self.sure.setText(f"Accept all &sure ones ({sure})")
        self.with_moved.setText(f"List m&oved ones too ({moved})")
        doubt, place = self._doubt(), self._seen()
        writable = not self._workspace.read_only
        is_open = writable and self.chosen() is not None
        self.sure.setEnabled(writable and sure > 0)
        self.with_moved.setEnabled(moved > 0 or self.with_moved.isChecked())
        several = doubt is not None and len(doubt.places) > 1
        self.back.setEnabled(several)
        self.on.setEnabled(several)
        self.accept.setEnabled(is_open and place is not None and not self._is_settled(doubt, place))
        self.attach.setEnabled(is_open)
        self.later.setEnabled(self.chosen() is not None)
        self.remove.setEnabled(is_open)

    @staticmethod
    def _is_settled(doubt: Doubt | None, place: Place) -> bool:
        """Tell whether a passage stands for sure where it is looked at."""
        return doubt is not None and doubt.is_settled and place.is_current

    def _step(self, by: int) -> None:
        doubt = self._doubt()
        if doubt is not None and len(doubt.places) > 1:
            self._number = (self._number + by) % len(doubt.places)
            self._look()
            place = doubt.places[self._number]
            count = f"Place {self._number + 1} of {len(doubt.places)}"
            self.said.emit(f"{count}: {place.citation}. “{place.words}”")

    def _accept(self) -> None:
        doubt, place = self._doubt(), self._seen()
        if doubt is not None and place is not None and self.accept.isEnabled():
            self._reattaching.accept(doubt, place)

    def _attach(self) -> None:
        if self.attach.isEnabled():
            self.attach_wanted.emit(self.chosen())

    def _put_off(self) -> None:
        chosen, row = self.chosen(), self.view.currentIndex().row()
        if chosen is not None:
            following = self.model.id_at(row + 1)
            self._reattaching.put_off(chosen)
            self.choose(following or self.model.id_at(0))

    def _remove(self) -> None:
        chosen = self.chosen()
        if chosen is not None and self.remove.isEnabled():
            self._reattaching.remove(chosen)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    return button


def _tool(name: str, tip: str, picture: str) -> QToolButton:
    button = QToolButton(autoRaise=True)
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setIcon(icon(picture, button.palette().buttonText().color().name()))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
