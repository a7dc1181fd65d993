"""Reports and panes that are dropped among the panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from glossator.app.models.mime import PANE_MIME, REPORT_MIME
from glossator.domain.records import ReportId
from glossator.ui.panes.grid import DropPlace
from glossator.ui.panes.pane import Pane

if TYPE_CHECKING:
    from glossator.domain.arrangement import Side
    from glossator.ui.panes.grid import PaneGrid
    from glossator.ui.panes.panes import Panes

_Drop = QEvent.Type


class PaneDrops(QObject):
    """Opens a report, or puts a pane, where it is dropped, and shows before where that is."""

    def __init__(self, panes: Panes, grid: PaneGrid) -> None:
        super().__init__(panes)
        self._panes = panes
        self._grid = grid
        self._place = DropPlace(panes)
        panes.setAcceptDrops(True)
        panes.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: what is dragged over the panes."""
        if event.type() == _Drop.DragLeave:
            self._place.hide()
            return True
        # Entering and moving are kinds of it.
        if not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        self._place.hide()
        if event.type() == _Drop.DragEnter:
            if _takes(event):
                event.acceptProposedAction()
        elif event.type() == _Drop.DragMove:
            self._show_place(event)
        else:
            self._drop(event)
        return True

    def _show_place(self, event: QDropEvent) -> None:
        place = self._drop_place(event)
        if place is None:
            event.ignore()
            return
        target, side = place
        area = self._grid.area_of(target, side) if target else self._panes.rect()
        self._place.show_at(area)
        event.acceptProposedAction()

    def _drop(self, event: QDropEvent) -> None:
        place = self._drop_place(event)
        if place is None:
            return
        dragged, (target, side) = event.source(), place
        if isinstance(dragged, Pane):
            if target is not None and side is not None:
                self._panes.put(dragged, target, side)
                event.acceptProposedAction()
        elif event.mimeData().hasFormat(REPORT_MIME):
            data = event.mimeData().data(REPORT_MIME).data()
            if self._panes.drop_report(
                ReportId(bytes(data).decode("utf-8", "replace")), target, side
            ):
                event.acceptProposedAction()

    def _drop_place(self, event: QDropEvent) -> tuple[Pane | None, Side | None] | None:
        """Return beside which pane something dropped would stand; no side is in its place.

        None is nowhere: it can't be dropped here.
        """
        if not _takes(event):
            return None
        dragged = event.source() if event.mimeData().hasFormat(PANE_MIME) else None
        place = self._grid.place_at(event.position().toPoint())
        if place is None:
            return None if dragged else (None, None)
        target, side = place
        if target is dragged:
            return None
        return target, None if dragged is None and not self._panes.has_place else side


def _takes(event: QDropEvent) -> bool:
    """Tell whether what is dragged is a report or a pane."""
    data = event.mimeData()
    return data.hasFormat(REPORT_MIME) or (
        data.hasFormat(PANE_MIME) and isinstance(event.source(), Pane)
    )
