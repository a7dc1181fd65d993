"""The panes side by side: opened, closed, followed, restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QLabel, QSplitter, QStackedLayout, QWidget

from glossator.app.models.mime import REPORT_MIME
from glossator.app.view_state import ViewState
from glossator.domain.following import Follow
from glossator.domain.records import ReportId
from glossator.ui.following import Following
from glossator.ui.pane import Pane

if TYPE_CHECKING:
    from glossator.app.desk import Desk
    from glossator.app.library import Library
    from glossator.app.matching import Matching
    from glossator.app.settings import Value
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import AnnotationId

MOST = 4
"""Panes beside each other."""

EMPTY = (
    "No report is open.\n\nDouble-click one under Reports on the left, or drag it here.\n"
    "Drop a PDF file here to add it to the project."
)


class Panes(QWidget):
    """Holds one to four panes; one of them is active.

    Signals:
        active_changed: Pane | None.
        opened: Pane; a new pane, to be wired to the tagging box.
        changed: Panes were opened, closed or moved.
        trouble: A sentence.
    """

    active_changed = Signal(object)
    opened = Signal(object)
    changed = Signal()
    trouble = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        library: Library,
        desk: Desk,
        matching: Matching | None = None,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._library = library
        self._desk = desk
        self.active: Pane | None = None
        self.marks_shown = True
        self.night = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.splitterMoved.connect(lambda *_: self.changed.emit())
        self._empty = QLabel(EMPTY, alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._splitter)
        self._drop = _DropPlace(self)
        self.setAcceptDrops(True)
        self.following = Following(self.all, workspace, library, desk, matching, self)
        self.following.changed.connect(self.changed)
        workspace.changed.connect(self._project_changed)
        desk.report_wanted.connect(self.show_report)
        desk.annotation_wanted.connect(self.show_annotation)
        desk.place_wanted.connect(self._show_place)

    def all(self) -> list[Pane]:
        """Return the panes from left to right."""
        found = (self._splitter.widget(index) for index in range(self._splitter.count()))
        return [pane for pane in found if isinstance(pane, Pane)]

    def with_report(self, report_id: ReportId) -> Pane | None:
        """Return a pane that shows a report; the active one first."""
        showing = [pane for pane in self.all() if pane.report_id == report_id]
        return self.active if self.active in showing else next(iter(showing), None)

    # Opening and closing

    def open(self, report_id: ReportId, index: int = -1, state: ViewState | None = None) -> Pane:
        """Open a report in a new pane; with four panes open, in place of the active one."""
        panes = self.all()
        if len(panes) >= MOST:
            victim = self.active or panes[-1]
            index = panes.index(victim)
            self.close_pane(victim)
        pane = Pane(self._workspace, self._library, self._desk, report_id)
        if state is not None:
            pane.view.restore(state)
        pane.view.show_marks(shown=self.marks_shown)
        pane.view.show_night(night=self.night)
        pane.activated.connect(lambda: self.activate(pane))
        pane.more_wanted.connect(lambda: self.following.step(pane))
        pane.close_wanted.connect(lambda: self.close_pane(pane))
        pane.view.moved.connect(self.changed)
        pane.view.scrolled_by_user.connect(lambda alone: self.following.scrolled(pane, alone=alone))
        self._splitter.insertWidget(index if index >= 0 else self._splitter.count(), pane)
        self._stack.setCurrentWidget(self._splitter)
        self._share_room()
        self.opened.emit(pane)
        self.activate(pane)
        self.following.start_again()
        self.changed.emit()
        return pane

    def show_report(self, report_id: ReportId) -> Pane:
        """Activate the pane that shows a report, or open one."""
        pane = self.with_report(report_id) or self.open(report_id)
        self.activate(pane)
        return pane

    def show_annotation(self, annotation_id: AnnotationId) -> None:
        """Go to an annotation in the pane that holds its report, opened if need be."""
        annotation = self._workspace.annotation(annotation_id)
        if annotation is not None:
            self.show_report(annotation.report_id).show_annotation(annotation_id)

    def close_pane(self, pane: Pane) -> None:
        """Close a pane; its neighbour becomes active."""
        panes = self.all()
        if pane not in panes:
            return
        index = panes.index(pane)
        pane.hide()
        pane.setParent(None)
        pane.deleteLater()
        left = self.all()
        if self.active is pane:
            self.active = None
            self.activate(left[min(index, len(left) - 1)] if left else None)
        if not left:
            self._stack.setCurrentWidget(self._empty)
        self.following.start_again()
        self.changed.emit()

    def activate(self, pane: Pane | None) -> None:
        """Make a pane the one that keys and menus act on."""
        if pane is self.active:
            return
        self.active = pane
        panes = self.all()
        for one in panes:
            one.set_active(active=one is pane and len(panes) > 1)
        self._desk.activate_report(pane.report_id if pane else None)
        self.active_changed.emit(pane)

    def show_marks(self, *, shown: bool) -> None:
        """Show the annotations in all panes, or hide them."""
        self.marks_shown = shown
        for pane in self.all():
            pane.view.show_marks(shown=shown)
        self.changed.emit()

    def show_night(self, *, night: bool) -> None:
        """Show the pages of all panes with dark paper, or as they are."""
        if night != self.night:
            self.night = night
            for pane in self.all():
                pane.view.show_night(night=night)
            self.changed.emit()

    def swap(self) -> None:
        """Let the active pane change places with the one to its right, round to the first."""
        panes = self.all()
        if self.active not in panes or len(panes) < 2:
            return
        sizes = self._splitter.sizes()
        at = panes.index(self.active)
        other = (at + 1) % len(panes)
        self._splitter.insertWidget(other, self.active)
        self._splitter.setSizes(sizes)
        self.changed.emit()

    def maximize(self) -> None:
        """Show the active pane alone, or all again."""
        hidden = [pane for pane in self.all() if pane.isHidden()]
        for pane in self.all():
            pane.setVisible(bool(hidden) or pane is self.active)
        self.changed.emit()

    def stack(self) -> None:
        """Put the panes below each other instead of beside each other, or the other way."""
        beside = self._splitter.orientation() == Qt.Orientation.Horizontal
        self._splitter.setOrientation(
            Qt.Orientation.Vertical if beside else Qt.Orientation.Horizontal
        )
        self._share_room()
        self.changed.emit()

    @property
    def is_stacked(self) -> bool:
        """Whether the panes stand below each other."""
        return self._splitter.orientation() == Qt.Orientation.Vertical

    def activate_next(self) -> None:
        """Make the pane to the right active, round to the first."""
        panes = self.all()
        if panes:
            at = panes.index(self.active) if self.active in panes else -1
            pane = panes[(at + 1) % len(panes)]
            self.activate(pane)
            pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _share_room(self) -> None:
        count = self._splitter.count()
        self._splitter.setSizes([max(self.width() // max(count, 1), 1)] * count)
        for pane in self.all():
            pane.set_active(active=pane is self.active and count > 1)

    def _show_place(self, report_id: ReportId, offset: int) -> None:
        self.show_report(report_id).go_to_offset(offset)

    def _project_changed(self, edits: EditSet) -> None:
        if not edits.label:
            return
        for pane in self.all():
            if self._workspace.report(pane.report_id) is None:
                self.close_pane(pane)

    # What is remembered

    def remembered(self) -> dict[str, Value]:
        """Return the panes with their places, as the settings keep them."""
        panes: list[Value] = []
        for pane in self.all():
            panes.append({"report": pane.report_id, **pane.view.state().kept()})
        active = self.all().index(self.active) if self.active in self.all() else 0
        sizes: list[Value] = list(self._splitter.sizes())
        return {
            "panes": panes,
            "active": active,
            "sizes": sizes,
            "follow": self.following.mode.value,
            "stacked": self.is_stacked,
        }

    def restore(self, remembered: dict[str, Value]) -> None:
        """Open the panes that were open before; what can't be read is left out."""
        entries = remembered.get("panes")
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict) and self._workspace.report(ReportId(str(entry["report"]))):
                self.open(ReportId(str(entry["report"])), state=ViewState.of(entry))
        panes, active = self.all(), remembered.get("active")
        if panes:
            at = active if isinstance(active, int) and active < len(panes) else 0
            self.activate(panes[at])
        if remembered.get("stacked"):
            self.stack()
        sizes = remembered.get("sizes")
        if isinstance(sizes, list) and len(sizes) == len(panes):
            self._splitter.setSizes([size for size in sizes if isinstance(size, int)])
        mode = remembered.get("follow")
        if mode in tuple(Follow):
            self.following.set_mode(Follow(mode))

    # Reports dropped here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override QWidget.dragEnterEvent."""
        if event.mimeData().hasFormat(REPORT_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Override QWidget.dragMoveEvent: show where the new pane would stand."""
        if event.mimeData().hasFormat(REPORT_MIME):
            self._drop.show_at(self._drop_line(event.position()))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Override QWidget.dragLeaveEvent."""
        del event
        self._drop.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QWidget.dropEvent: open the report where it was dropped."""
        self._drop.hide()
        data = event.mimeData().data(REPORT_MIME).data()
        report_id = ReportId(bytes(data).decode("utf-8", "replace"))
        if self._workspace.report(report_id) is not None:
            self.open(report_id, index=self._drop_index(event.position()))
            event.acceptProposedAction()

    def _drop_index(self, point: QPointF) -> int:
        centres = (pane.geometry().center() for pane in self.all())
        if self.is_stacked:
            return sum(1 for centre in centres if centre.y() < point.y())
        return sum(1 for centre in centres if centre.x() < point.x())

    def _drop_line(self, point: QPointF) -> QRect:
        panes = self.all()
        index = self._drop_index(point)
        if not panes:
            return self.rect()
        last = index == len(panes)
        if self.is_stacked:
            edge = self.height() - 4 if last else panes[index].y()
            return QRect(0, max(edge - 2, 0), self.width(), 4)
        edge = self.width() - 4 if last else panes[index].x()
        return QRect(max(edge - 2, 0), 0, 4, self.height())


class _DropPlace(QWidget):
    """Shows where a dragged report would open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, place: QRect) -> None:
        """Show over a rectangle of the parent."""
        self.setGeometry(place)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        colour.setAlphaF(0.7 if min(self.width(), self.height()) < 20 else 0.15)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour)
        painter.end()
