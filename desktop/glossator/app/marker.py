"""Makes and changes annotations from what is selected in a pane."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.domain import area as areas
from glossator.domain import intents, passage
from glossator.domain.errors import InvalidInputError, NotReadYetError
from glossator.domain.records import AnnotationId, Theme, ThemeId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.app.desk import Desk
    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.domain.adjusting import Stretch
    from glossator.domain.area import Area
    from glossator.domain.records import Annotation, ReportId, Segment
    from glossator.domain.text.page_text import Role

RECENT = 9
"""Themes remembered as used last."""


class Marker(QObject):
    """Turns selections into annotations and gives them themes and notes.

    Signals:
        said: A short sentence about what was done, for the status line.
    """

    said = Signal(str)

    def __init__(self, workspace: Workspace, library: Library, desk: Desk) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._desk = desk
        self.recent: deque[ThemeId] = deque(maxlen=RECENT)

    def segments(
        self, report_id: ReportId, stretches: Sequence[Stretch], roles: Sequence[Role | None] = ()
    ) -> tuple[Segment, ...]:
        """Return the passage between points of a report's pages.

        Of each stretch only lines of its role's flow count; None takes that of its first line.

        Raises:
            NotReadYetError: The report or one of the pages has not been read yet.
            InvalidInputError: The stretches hold no text.
        """
        reading = self._library.reading(report_id)
        if reading is None:
            raise NotReadYetError("The report is still being read …")
        pages = {}
        for (first, _), (last, _) in stretches:
            for page in range(first, last + 1):
                text = self._library.page_text(report_id, page)
                if text is None:
                    raise NotReadYetError("The pages are still being read …")
                pages[page] = text
        offsets = [
            (reading.starts[low[0]] + low[1], reading.starts[high[0]] + high[1])
            for low, high in stretches
        ]
        found = passage.segments(offsets, pages, reading.starts, reading.structure, roles)
        if not found:
            raise InvalidInputError("There is no text in what you selected.")
        return found

    def area_segment(self, report_id: ReportId, area: Area) -> Segment:
        """Return the segment that stands for an area of a report's page.

        Raises:
            NotReadYetError: The report or the page has not been read yet.
        """
        reading = self._library.reading(report_id)
        if reading is None:
            raise NotReadYetError("The report is still being read …")
        text = self._library.page_text(report_id, area.page)
        if text is None:
            raise NotReadYetError("The pages are still being read …")
        box, base = reading.boxes[area.page], reading.starts[area.page]
        return areas.segment(area, box, text, base, reading.structure)

    def quotation(self, report_id: ReportId, parts: Sequence[Segment]) -> str:
        """Return a passage's words on one line, as they are quoted."""
        source = self.source(report_id)
        return passage.quotation(parts, source.words, source.structure)

    def citation(self, report_id: ReportId, parts: Sequence[Segment]) -> str:
        """Return a passage's citation."""
        return passage.citation(self.source(report_id), parts)

    def source(self, report_id: ReportId) -> passage.Source:
        """Return what is known of a report that has been read through."""
        report, reading = self._workspace.report(report_id), self._library.reading(report_id)
        assert report is not None
        assert reading is not None
        return passage.Source(
            report, reading.structure, self._library.words(report_id), reading.labels
        )

    def annotate(
        self,
        report_id: ReportId,
        parts: tuple[Segment, ...],
        theme_ids: tuple[ThemeId, ...] = (),
        note: str = "",
        picture: bytes = b"",
    ) -> AnnotationId:
        """Make an annotation and choose it; that of an area has a picture, a PNG file.

        Raises:
            ProjectError: It could not be written.
        """
        digest = self._workspace.project.store_picture(picture) if picture else ""
        annotation = self.made(report_id, parts, theme_ids, note, digest)
        self._workspace.do(intents.annotate(annotation, self._workspace.tree))
        self._used(theme_ids)
        self._desk.choose_annotation(annotation.id)
        return annotation.id

    def made(
        self,
        report_id: ReportId,
        parts: tuple[Segment, ...],
        theme_ids: tuple[ThemeId, ...] = (),
        note: str = "",
        picture: str = "",
    ) -> Annotation:
        """Return a new annotation of a passage, not yet written."""
        return passage.annotation(
            AnnotationId(self._workspace.make_id()),
            self.source(report_id),
            parts,
            theme_ids=theme_ids,
            note=note,
            analyst=self._workspace.analyst,
            now=self._workspace.now(),
            picture=picture,
        )

    def tag(self, annotation_id: AnnotationId, theme_id: ThemeId) -> None:
        """Give a theme to an annotation.

        Raises:
            ProjectError: It could not be written.
        """
        annotation = self._workspace.annotation(annotation_id)
        if annotation is None:
            return
        theme = self._workspace.tree[theme_id]
        self._workspace.do(intents.tag([annotation], theme, self._workspace.now()))
        self._used((theme_id,))

    def untag(self, annotation_id: AnnotationId, theme_id: ThemeId) -> None:
        """Take a theme from an annotation.

        Raises:
            ProjectError: It could not be written.
        """
        annotation = self._workspace.annotation(annotation_id)
        if annotation is not None:
            theme = self._workspace.tree[theme_id]
            self._workspace.do(intents.untag([annotation], theme, self._workspace.now()))

    def write_note(self, annotation_id: AnnotationId, note: str) -> None:
        """Replace an annotation's note.

        Raises:
            ProjectError: It could not be written.
        """
        annotation = self._workspace.annotation(annotation_id)
        if annotation is not None:
            self._workspace.do(intents.write_note(annotation, note, self._workspace.now()))

    def delete(self, annotation_id: AnnotationId) -> None:
        """Delete an annotation.

        Raises:
            ProjectError: It could not be written.
        """
        annotation = self._workspace.annotation(annotation_id)
        if annotation is not None:
            self._workspace.do(intents.delete_annotations([annotation]))
            self.said.emit("Deleted the passage; Ctrl+Z brings it back.")

    def new_theme(self, name: str, colour: str) -> Theme:
        """Make a theme at the root.

        Raises:
            InvalidInputError: The name is empty or taken.
            ProjectError: It could not be written.
        """
        edits = intents.add_theme(
            self._workspace.tree,
            Theme(id=ThemeId(self._workspace.make_id()), name=name, colour=colour),
        )
        self._workspace.do(edits)
        made = edits.changes[0].after
        assert isinstance(made, Theme)
        return made

    def _used(self, theme_ids: tuple[ThemeId, ...]) -> None:
        for theme_id in theme_ids:
            if theme_id in self.recent:
                self.recent.remove(theme_id)
            self.recent.appendleft(theme_id)
