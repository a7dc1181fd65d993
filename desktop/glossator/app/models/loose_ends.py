"""How many passages still want something done: a theme, or their place in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.domain.records import Annotation, AnnotationId, Status

if TYPE_CHECKING:
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet


class LooseEnds(QObject):
    """Counts the passages without a theme and those whose place is not sure.

    Signals:
        changed: One of the counts is another.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        everything = list(workspace.annotations())
        self._untagged = {one.id for one in everything if _is_untagged(one)}
        self._detached = {one.id for one in everything if _is_detached(one)}
        workspace.changed.connect(self._absorb)

    @property
    def untagged(self) -> int:
        """How many passages have no theme."""
        return len(self._untagged)

    @property
    def detached(self) -> int:
        """How many passages were not found for sure where they should be."""
        return len(self._detached)

    def _absorb(self, edits: EditSet) -> None:
        before = (self.untagged, self.detached)
        for change in edits.changes:
            if isinstance(change.record, Annotation):
                self._count(change.record.id)
        if before != (self.untagged, self.detached):
            self.changed.emit()

    def _count(self, annotation_id: AnnotationId) -> None:
        one = self._workspace.annotation(annotation_id)
        self._untagged.discard(annotation_id)
        self._detached.discard(annotation_id)
        if one is not None and _is_untagged(one):
            self._untagged.add(annotation_id)
        if one is not None and _is_detached(one):
            self._detached.add(annotation_id)


def _is_untagged(annotation: Annotation) -> bool:
    return not annotation.theme_ids


def _is_detached(annotation: Annotation) -> bool:
    return annotation.status is not Status.ATTACHED
