"""What the analyst is looking at: shared by the panels, saved by nobody here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from glossator.domain.records import AnnotationId, ReportId, ThemeId


class Desk(QObject):
    """The selected theme and annotation and the report being read.

    Panels set these and listen to them; none of them knows another.

    Signals:
        theme_chosen: ThemeId | None; its passages are lit and listed.
        annotation_chosen: AnnotationId | None; shown in the list, the note and the pages.
        report_active: ReportId | None; the report of the active pane.
        annotation_wanted: AnnotationId; go there, in whichever pane holds its report.
        report_wanted: ReportId; open it in a pane.
        place_wanted: (ReportId, offset); go to a place of a report's text.
    """

    theme_chosen = Signal(object)
    annotation_chosen = Signal(object)
    report_active = Signal(object)
    annotation_wanted = Signal(object)
    report_wanted = Signal(object)
    place_wanted = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme_id: ThemeId | None = None
        self.annotation_id: AnnotationId | None = None
        self.report_id: ReportId | None = None

    def choose_theme(self, theme_id: ThemeId | None) -> None:
        """Select a theme, or none."""
        if theme_id != self.theme_id:
            self.theme_id = theme_id
            self.theme_chosen.emit(theme_id)

    def choose_annotation(self, annotation_id: AnnotationId | None) -> None:
        """Select an annotation, or none, without moving any pane."""
        if annotation_id != self.annotation_id:
            self.annotation_id = annotation_id
            self.annotation_chosen.emit(annotation_id)

    def activate_report(self, report_id: ReportId | None) -> None:
        """Tell which report the active pane shows."""
        if report_id != self.report_id:
            self.report_id = report_id
            self.report_active.emit(report_id)

    def go_to_annotation(self, annotation_id: AnnotationId) -> None:
        """Select an annotation and bring it into view."""
        self.choose_annotation(annotation_id)
        self.annotation_wanted.emit(annotation_id)
