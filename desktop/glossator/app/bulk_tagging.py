"""Tags all that a search has found, as one action."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.domain import intents
from glossator.domain.errors import GlossatorError, NotReadYetError
from glossator.domain.search.results import HitKind
from glossator.domain.text.counted import counted
from glossator.domain.text.hit_places import Extent, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.app.library import Library
    from glossator.app.marker import Marker
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import (
        Annotation,
        AnnotationId,
        ReportId,
        Segment,
        Theme,
        ThemeId,
    )
    from glossator.domain.search.results import Hit
    from glossator.domain.search.words import Span


@dataclass(slots=True)
class _Task:
    """Hits that are being tagged.

    Attributes:
        hits: Still to be placed on their pages.
        passages: The passages of the first hit that are still to be made.
        made: New annotations.
        known: Annotations that are there.
        count: How many hits there were.
    """

    hits: deque[Hit]
    theme_id: ThemeId
    extent: Extent
    count: int
    passages: deque[list[Span]] = field(default_factory=deque)
    made: list[Annotation] = field(default_factory=list)
    known: dict[AnnotationId, Annotation] = field(default_factory=dict)


class BulkTagging(QObject):
    """Turns hits into passages, piece by piece, and tags them once all are there.

    Signals:
        progress: A sentence on how far it is.
        done: A sentence on what was tagged.
        refused: A sentence; nothing was tagged.
    """

    progress = Signal(str)
    done = Signal(str)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, library: Library, marker: Marker) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._marker = marker
        self._task: _Task | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._step)
        for came in (library.opened, library.text_ready, library.read):
            came.connect(self._go_on)
        library.failed.connect(self._give_up)
        library.password_wanted.connect(self._give_up)

    @property
    def is_busy(self) -> bool:
        """Whether hits are being tagged."""
        return self._task is not None

    def tag(self, hits: Iterable[Hit], extent: Extent, theme_id: ThemeId) -> None:
        """Tag hits; `done` or `refused` follows. Themes are left out; of a note, its passage."""
        if self._task is not None:
            return
        wanted = deque(hit for hit in hits if hit.kind is not HitKind.THEME)
        self._task = _Task(wanted, theme_id, extent, len(wanted))
        self._soon.start()

    def cancel(self) -> None:
        """Stop; nothing is tagged."""
        self._task = None
        self._soon.stop()

    def _go_on(self, *_: object) -> None:
        if self._task is not None:
            self._soon.start()

    def _give_up(self, report_id: ReportId, sentence: str) -> None:
        task = self._task
        if task is not None and any(hit.report_id == report_id for hit in task.hits):
            self._refuse(f"{sentence} Nothing was tagged.")

    def _refuse(self, sentence: str) -> None:
        self.cancel()
        self.refused.emit(sentence)

    def _step(self) -> None:
        """Place one hit, or one passage of it; wait where its page is not there yet."""
        task = self._task
        if task is None:
            return
        try:
            if task.passages:
                self._make(task, task.passages[0])
                task.passages.popleft()
            elif task.hits:
                self._place(task, task.hits[0])
            else:
                self._finish(task)
                return
        except NotReadYetError:
            return
        except GlossatorError as error:
            self._refuse(f"{error} Nothing was tagged.")
            return
        if not task.passages and task.hits:
            task.hits.popleft()
        self.progress.emit(f"Tagging {task.count - len(task.hits)} of {task.count} …")
        self._soon.start()

    def _place(self, task: _Task, hit: Hit) -> None:
        if hit.annotation_id is not None:
            annotation = self._workspace.annotation(hit.annotation_id)
            if annotation is not None:
                task.known[annotation.id] = annotation
            return
        assert hit.report_id is not None
        self._library.open(hit.report_id)
        reading = self._library.reading(hit.report_id)
        searchable = self._library.searchable(hit.report_id)
        if reading is None or searchable is None or self._library.info(hit.report_id) is None:
            raise NotReadYetError("The report is still being read …")
        structure = reading.structure
        unit = next((one for one in structure.units if one.id == hit.unit_id), None)
        if unit is not None:
            found = stretches(searchable.text, structure, unit, hit, task.extent)
            task.passages.extend(found)

    def _make(self, task: _Task, passage: Sequence[Span]) -> None:
        report_id = task.hits[0].report_id
        assert report_id is not None
        reading = self._library.reading(report_id)
        assert reading is not None
        carets = [(reading.caret(start), reading.caret(end)) for start, end in passage]
        parts = self._marker.segments(report_id, carets)
        known = self._known(report_id, parts)
        if known is not None:
            task.known[known.id] = known
        elif not any(_places(one.segments) == _places(parts) for one in task.made[-1:]):
            task.made.append(self._marker.made(report_id, parts))

    def _finish(self, task: _Task) -> None:
        self._task = None
        theme = self._workspace.tree[task.theme_id]
        edits = intents.tag_found(
            task.made, tuple(task.known.values()), theme, self._workspace.now()
        )
        self._workspace.carry_out(edits, partial(self._tell, task, edits, theme))

    def _tell(
        self, task: _Task, edits: EditSet, theme: Theme, error: GlossatorError | None
    ) -> None:
        if error is not None:
            self.refused.emit(str(error))
            return
        count = len(edits.changes)
        had = len(task.made) + len(task.known) - count
        said = f"Tagged {counted(count, 'passage')}: {theme.name}."
        self.done.emit(f"{said} {had} had this theme already." if had else said)

    def _known(self, report_id: ReportId, parts: Sequence[Segment]) -> Annotation | None:
        """Return the annotation of just this passage, if there is one."""
        places = _places(parts)
        found = self._workspace.annotations(report_id)
        return next((one for one in found if _places(one.segments) == places), None)


def _places(parts: Sequence[Segment]) -> list[Span]:
    return [(part.start, part.end) for part in parts]
