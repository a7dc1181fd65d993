"""The panes side by side: opened, closed, followed, restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QStackedLayout, QWidget

from glossator.app.view_state import ViewState
from glossator.domain.edits import replaced_files
from glossator.domain.following import Follow
from glossator.domain.records import Report, ReportId
from glossator.ui.panes.drops import PaneDrops
from glossator.ui.panes.following import Following
from glossator.ui.panes.grid import PaneGrid
from glossator.ui.panes.left_places import LeftPlaces, kept, kept_trail
from glossator.ui.panes.pane import Pane

if TYPE_CHECKING:
    from glossator.app.desk import Desk
    from glossator.app.library import Library
    from glossator.app.matching import Matching
    from glossator.app.settings import Value
    from glossator.app.workspace import Workspace
    from glossator.domain.arrangement import Arrangement, Side
    from glossator.domain.edits import EditSet
    from glossator.domain.records import AnnotationId

MOST = 4
"""Panes beside each other."""

IN_PLACE = "{0} is shown in place of {1}, which opens again where you left it."

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
        said: A sentence for the status line.
        turned: Pane; its pages, not below each other, were turned by hand.
    """

    active_changed = Signal(object)
    opened = Signal(object)
    changed = Signal()
    trouble = Signal(str)
    said = Signal(str)
    turned = Signal(object)

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
        library.looked_at = lambda: {pane.report_id for pane in self.all()}
        self._desk = desk
        self.active: Pane | None = None
        self.marks_shown = True
        self.night = False
        self._grid = PaneGrid()
        self._grid.resized.connect(self.changed)
        self.new_state = ViewState()
        self._left = LeftPlaces()
        self._guest: Pane | None = None
        self._empty = QLabel(EMPTY, alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._grid)
        PaneDrops(self, self._grid)
        self.following = Following(self.all, workspace, library, desk, matching, self)
        self.following.changed.connect(self.changed)
        workspace.changed.connect(self._project_changed)
        desk.report_wanted.connect(self.open_wanted)
        desk.annotation_wanted.connect(self.show_annotation)
        desk.place_wanted.connect(self._show_place)

    def all(self) -> list[Pane]:
        """Return the panes from left to right, those of a column from top to bottom."""
        return self._grid.arrangement.items()

    def with_report(self, report_id: ReportId) -> Pane | None:
        """Return a pane that shows a report; the active one first."""
        showing = [pane for pane in self.all() if pane.report_id == report_id]
        return self.active if self.active in showing else next(iter(showing), None)

    # Opening and closing

    def open(self, report_id: ReportId, index: int = -1, state: ViewState | None = None) -> Pane:
        """Open a report in a new pane; with four panes open, in place of the active one.

        Args:
            report_id: The report.
            index: The column, or row, before which the pane stands; -1 is behind all, or below
                one of them where it would be too narrow there.
            state: Where it is opened; None where it was left.
        """
        panes = self.all()
        if len(panes) >= MOST:
            return self._replace(self.active or panes[-1], report_id, state)
        pane = self._made(report_id, state)
        stand = self._grid.arrangement
        below = index < 0 and self._grid.is_full
        self._grid.arrange(stand.with_below(pane) if below else stand.with_group(pane, index))
        return self._opened(pane)

    def _replace(self, victim: Pane, report_id: ReportId, state: ViewState | None = None) -> Pane:
        """Open a report where another pane stands, which is closed."""
        self._left.leave(victim)
        pane = self._made(report_id, state)
        self._grid.arrange(self._grid.arrangement.swapped(victim, pane))
        _pass_keyboard(victim, pane)
        victim.hide()
        victim.setParent(None)
        victim.deleteLater()
        if self.active is victim:
            self.active = None
        return self._opened(pane)

    def _made(self, report_id: ReportId, state: ViewState | None) -> Pane:
        pane = Pane(self._workspace, self._library, self._desk, report_id)
        pane.view.restore(state or self._left.of(report_id) or self.new_state)
        if state is None:
            pane.trail = self._left.trail_of(report_id)
        pane.view.show_marks(shown=self.marks_shown)
        pane.view.show_night(night=self.night)
        pane.activated.connect(lambda: self.activate(pane))
        pane.more_wanted.connect(lambda: self.following.step(pane))
        pane.close_wanted.connect(lambda: self.close_pane(pane))
        pane.view.moved.connect(self.changed)
        pane.view.turned.connect(lambda: self.turned.emit(pane))
        pane.view.scrolled_by_user.connect(lambda alone: self.following.scrolled(pane, alone=alone))
        return pane

    def _opened(self, pane: Pane) -> Pane:
        self._stack.setCurrentWidget(self._grid)
        self._mark_active()
        self.opened.emit(pane)
        self.activate(pane)
        self.following.start_again()
        self.changed.emit()
        return pane

    def show_report(self, report_id: ReportId) -> Pane:
        """Activate the pane that shows a report; else it comes as a guest.

        That is in a pane of its own where there is room to read, else in the place of the
        guest before it, else of the pane that was not active.
        """
        pane = self.with_report(report_id)
        if pane is None:
            panes = self.all()
            others = [one for one in panes if one is not self.active]
            host = self._guest if self._guest in panes else next(reversed(others), None)
            if host is None or len(panes) < 2 or self._grid.has_room:
                pane = self.open(report_id)
            else:
                self.said.emit(self._named(IN_PLACE, report_id, host.report_id))
                pane = self._replace(host, report_id)
            self._guest = pane
        self.activate(pane)
        return pane

    def _named(self, sentence: str, *report_ids: ReportId) -> str:
        found = (self._workspace.report(report_id) for report_id in report_ids)
        return sentence.format(*(report.name if report else "" for report in found))

    def open_wanted(self, report_id: ReportId) -> None:
        """Activate the pane that shows a report, or open it in one more, as was asked for."""
        self.activate(self.with_report(report_id) or self.open(report_id))

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
        left = [one for one in panes if one is not pane]
        neighbour = left[min(index, len(left) - 1)] if left else None
        _pass_keyboard(pane, neighbour)
        self._left.leave(pane)
        self._grid.take(pane)
        pane.deleteLater()
        if self.active is pane:
            self.activate(neighbour)
        if not left:
            self._stack.setCurrentWidget(self._empty)
        self.following.start_again()
        self.changed.emit()

    def activate(self, pane: Pane | None) -> None:
        """Make a pane the one that keys and menus act on."""
        if pane is self.active:
            return
        self.active = pane
        self._mark_active()
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
        other = panes[(panes.index(self.active) + 1) % len(panes)]
        self.arrange(self._grid.arrangement.swapped(self.active, other))

    def maximize(self) -> None:
        """Show the active pane alone, or all again."""
        self._grid.show_alone(self.active if self._grid.shows_all else None)
        self.changed.emit()

    def stack(self) -> None:
        """Put the panes below each other instead of beside each other, or the other way."""
        self.arrange(self._grid.arrangement.turned())

    def set_in_two_rows(self) -> None:
        """Put the panes in two rows, or, if they stand so, beside each other."""
        arrangement = self._grid.arrangement
        rows = arrangement.in_two_rows()
        self.arrange(arrangement.in_one_row() if arrangement == rows else rows)

    def arrange(self, arrangement: Arrangement[Pane]) -> None:
        """Put the panes in other places."""
        self._grid.arrange(arrangement)
        self.changed.emit()

    @property
    def is_stacked(self) -> bool:
        """Whether the panes stand below each other."""
        return self._grid.arrangement.stacked

    def activate_next(self) -> None:
        """Make the pane to the right active, round to the first."""
        panes = self.all()
        if panes:
            at = panes.index(self.active) if self.active in panes else -1
            pane = panes[(at + 1) % len(panes)]
            self.activate(pane)
            pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _mark_active(self) -> None:
        panes = self.all()
        for pane in panes:
            pane.set_active(active=pane is self.active and len(panes) > 1)

    def _show_place(self, report_id: ReportId, offset: int) -> None:
        self.show_report(report_id).go_to_offset(offset)

    def _project_changed(self, edits: EditSet) -> None:
        if not any(True for _ in edits.of(Report)):
            return
        for pane in self.all():
            if self._workspace.report(pane.report_id) is None:
                self.close_pane(pane)
        replaced = {report_id for report_id, _ in replaced_files(edits)}
        active = self.active
        for pane in self.all():
            if pane.report_id in replaced:
                renewed = self._replace(pane, pane.report_id, pane.view.state())
                active = renewed if pane is active else active
        if replaced and active in self.all():
            self.activate(active)

    # What is remembered

    def remembered(self) -> dict[str, Value]:
        """Return the panes with their places, as the settings keep them."""
        panes: list[Value] = []
        for pane in self.all():
            panes.append({"report": pane.report_id, **kept(pane.view.state(), pane.trail)})
        active = self.all().index(self.active) if self.active in self.all() else 0
        return {
            "panes": panes,
            "active": active,
            "follow": self.following.mode.value,
            "left": self._left.remembered(),
            **self._grid.remembered(),
        }

    def restore(self, remembered: dict[str, Value]) -> None:
        """Open the panes that were open before; what can't be read is left out."""
        self._left.restore(
            remembered.get("left"), lambda report: self._workspace.report(report) is not None
        )
        entries = remembered.get("panes")
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict) and self._workspace.report(
                ReportId(str(entry.get("report")))
            ):
                pane = self.open(ReportId(str(entry["report"])), state=ViewState.of(entry))
                pane.trail = kept_trail(entry)
        panes, active = self.all(), remembered.get("active")
        if panes:
            at = active if isinstance(active, int) and active < len(panes) else 0
            self.activate(panes[at])
        self._grid.restore(remembered)
        mode = remembered.get("follow")
        if mode in tuple(Follow):
            self.following.set_mode(Follow(mode))

    def put(self, pane: Pane, target: Pane, side: Side) -> None:
        """Put a pane at one side of another."""
        self.arrange(self._grid.arrangement.beside(pane, target, side))
        self.activate(pane)

    @property
    def has_place(self) -> bool:
        """Whether there may be another pane."""
        return len(self.all()) < MOST

    def drop_report(self, report_id: ReportId, target: Pane | None, side: Side | None) -> bool:
        """Open a report where it is dropped, as `open_beside` does; tell whether it is known."""
        is_known = self._workspace.report(report_id) is not None
        if is_known:
            self.open_beside(report_id, target, side)
        return is_known

    def open_beside(self, report_id: ReportId, target: Pane | None, side: Side | None) -> Pane:
        """Open a report at one side of a pane, in its place (None), or where there is none."""
        if target is None:
            return self.open(report_id)
        if side is None:
            return self._replace(target, report_id)
        pane = self._made(report_id, None)
        self._grid.arrange(self._grid.arrangement.beside(pane, target, side))
        return self._opened(pane)


def _pass_keyboard(pane: Pane, to: Pane | None) -> None:
    """Let who reads by keyboard in a pane that goes read on in another."""
    here = QApplication.focusWidget()
    if here is None or not pane.isAncestorOf(here):
        return
    if to is not None:
        to.view.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        here.clearFocus()
