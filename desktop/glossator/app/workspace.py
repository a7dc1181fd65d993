"""The open project in memory, and the one door through which it changes."""

from __future__ import annotations

import gc
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.app.large_edits import LARGE, LargeEdit
from glossator.app.undo import EditCommand, EditStack
from glossator.clock import new_id, utc_now
from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import GlossatorError, InvalidInputError
from glossator.domain.known import KnownRecords

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from glossator.app.large_edits import Told
    from glossator.domain.records import (
        Annotation,
        AnnotationId,
        Bookmark,
        Fact,
        FactId,
        Report,
        ReportId,
        SavedSearch,
        ThemeId,
    )
    from glossator.domain.themes import ThemeTree
    from glossator.storage.project import ProjectFile

READ_BATCH = 150
"""Annotations read between two turns of the event loop; about 5 ms of work."""

READ_PAUSE = 5
"""Milliseconds between two batches: what one has changed is painted in a turn of its own."""

UNDO_LIMIT = 200
"""Actions that can still be undone after a restart."""


class Workspace(QObject):
    """Reports, themes and annotations of the open project.

    Reports and themes are read at once, annotations in batches between turns of the event
    loop, so that a large project does not hold up the window.

    Signals:
        changed: An EditSet was written (done, undone or redone); also emitted, with an
            empty label, for each batch of annotations read at the start and for each part
            of a large action, whose label then comes alone.
        loaded: All annotations have been read.
        busy_changed: A large action has begun or ended, see `is_busy`.
    """

    changed = Signal(object)
    loaded = Signal()
    busy_changed = Signal()

    def __init__(
        self,
        project: ProjectFile,
        *,
        now: Callable[[], str] = utc_now,
        make_id: Callable[[], str] = new_id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.project = project
        self.now = now
        self.make_id = make_id
        self.undo_stack = EditStack(self)
        self.is_loaded = False
        self._analyst = project.setting("analyst", "")
        self.is_closed = False
        self._known = KnownRecords(
            (
                *project.reports(),
                *project.themes(),
                *project.bookmarks(),
                *project.saved_searches(),
                *project.facts(),
            )
        )
        self._large: LargeEdit | None = None
        self.undo_stack.restore(project.history(UNDO_LIMIT))
        self._batches: Iterator[list[Annotation]] = project.annotations(batch=READ_BATCH)
        QTimer.singleShot(0, self, self._read_batch)

    # Reading

    @property
    def read_only(self) -> bool:
        """Whether the project can't be written."""
        return self.project.read_only

    @property
    def is_busy(self) -> bool:
        """Whether a large action is being written or announced."""
        return self._large is not None

    @property
    def analyst(self) -> str:
        """The name under which annotations are made; kept in the project."""
        return self._analyst

    def set_analyst(self, name: str) -> None:
        """Set the name under which annotations are made from now on.

        Raises:
            ProjectError: It could not be written.
        """
        self.project.set_setting("analyst", name)
        self._analyst = name

    @property
    def tree(self) -> ThemeTree:
        """The theme tree as it stands."""
        return self._known.tree

    def reports(self) -> list[Report]:
        """Return the reports in the user's order."""
        return sorted(self._known.reports.values(), key=attrgetter("position"))

    def report(self, report_id: ReportId) -> Report | None:
        """Return a report, or None when it has been removed."""
        return self._known.reports.get(report_id)

    def bookmarks(self, report_id: ReportId | None = None) -> list[Bookmark]:
        """Return the bookmarks of one report or all, each report's in order of their places."""
        found = (
            one for one in self._known.bookmarks.values() if report_id in (None, one.report_id)
        )
        return sorted(found, key=attrgetter("report_id", "page", "top", "created"))

    def saved_searches(self) -> list[SavedSearch]:
        """Return the saved searches in the user's order."""
        return sorted(self._known.searches.values(), key=attrgetter("position"))

    def fact(self, fact_id: FactId) -> Fact | None:
        """Return what is kept of the project as a whole, None where nothing is."""
        return self._known.facts.get(fact_id)

    def annotation(self, annotation_id: AnnotationId) -> Annotation | None:
        """Return an annotation, or None when it has been deleted or is not read yet."""
        return self._known.annotations.get(annotation_id)

    @property
    def annotation_count(self) -> int:
        """How many annotations have been read so far."""
        return len(self._known.annotations)

    def annotations(self, report_id: ReportId | None = None) -> Collection[Annotation]:
        """Return the annotations read so far, of one report or all, in no order."""
        if report_id is None:
            return self._known.annotations.all()
        return self._known.annotations.of_report(report_id)

    def on_pages(self, report_id: ReportId) -> Mapping[int, tuple[Annotation, ...]]:
        """Return what stands on each page of a report, see `AnnotationIndex.on_pages`."""
        return self._known.annotations.on_pages(report_id)

    def carrying(self, theme_ids: Iterable[ThemeId]) -> Collection[Annotation]:
        """Return the annotations that carry one of some themes itself, each once."""
        return self._known.annotations.carrying(theme_ids)

    # Changing

    def do(self, edits: EditSet) -> None:
        """Write an edit set to the project, then announce it. An empty one does nothing.

        Raises:
            ProjectError: It could not be written; nothing has changed.
            InvalidInputError: See `_settle_for`.
        """
        if not edits:
            return
        self._settle_for(edits)
        number = self.project.apply(edits, analyst=self.analyst, at=self.now())
        self._push(edits, number)
        self._absorb(edits)

    def carry_out(self, edits: EditSet, told: Told) -> None:
        """Do what may be large: the window goes on while it is written and announced.

        Args:
            edits: As for `do`.
            told: Called when all is announced, at once where there is little, or with what
                went wrong; then nothing has changed.
        """
        if len(edits.changes) < LARGE:
            self._tell(lambda: self.do(edits), told)
            return
        try:
            self._settle_for(edits)
        except GlossatorError as error:
            told(error)
        else:
            self._carry_out(lambda: edits, told)

    def work_out(self, intent: Callable[[], EditSet], size: int, told: Told) -> None:
        """Do what is first to be made of many records, as in `carry_out`.

        Args:
            intent: Makes it of records that are at hand, in a thread where they are many.
            size: How many records it may change.
            told: As in `carry_out`.
        """
        if size >= LARGE and self._large is None:
            self._carry_out(intent, told)
            return
        try:
            edits = intent()
        except GlossatorError as error:
            told(error)
        else:
            self.carry_out(edits, told)

    def amend(self, edits: EditSet) -> None:
        """Write an edit set as part of the last action: typing goes on, undo takes both back.

        Where there is no last action, or one can be redone, it is an action of its own.

        Raises:
            ProjectError: It could not be written; nothing has changed.
            InvalidInputError: See `_settle_for`.
        """
        self._settle_for(edits)
        command = self.undo_stack.last
        if not edits or command is None or self.undo_stack.canRedo():
            self.do(edits)
            return
        self.project.amend(command.number, edits, at=self.now())
        self._absorb(edits)

    def undo(self, told: Told | None = None) -> None:
        """Take the last action back; a large one as in `carry_out` if somebody is told.

        Raises:
            ProjectError: It could not be written, and nobody is told; nothing has changed.
        """
        self.settle()
        self._step(self.undo_stack.last, self.project.take_back, self.undo_stack.undo, told)

    def redo(self, told: Told | None = None) -> None:
        """Do the action again that was last taken back; a large one as in `undo`.

        Raises:
            ProjectError: It could not be written, and nobody is told; nothing has changed.
        """
        self.settle()
        self._step(self.undo_stack.next, self.project.give_again, self.undo_stack.redo, told)

    def settle(self) -> None:
        """Finish the large action that is on its way, so that another can follow."""
        if self._large is not None:
            self._large.finish()

    def close(self) -> None:
        """Stop reading and let the project file go."""
        if self._large is not None:
            self._large.wait()
        self._batches = iter(())
        self.is_loaded = self.is_closed = True
        gc.unfreeze()
        self.project.close()

    def read_rest(self) -> None:
        """Read all annotations now (for a screenshot or an export right after opening)."""
        while not self.is_loaded:
            self._read_batch(again=False)

    # Inside

    def _push(self, edits: EditSet, number: int) -> None:
        is_large = len(edits.changes) >= LARGE
        self.undo_stack.push(EditCommand(edits.label, number, is_large=is_large))

    def _step(
        self,
        command: EditCommand | None,
        write: Callable[[int, str], EditSet],
        move: Callable[[], None],
        told: Told | None,
    ) -> None:
        """Undo or redo an action: write it, then move the stack."""
        if command is None:
            return
        number, at = command.number, self.now()
        if command.is_large and told is not None:
            self._begin_large(lambda: write(number, at), lambda _: move(), told)
            return

        def step() -> None:
            edits = write(number, at)
            move()
            self._absorb(edits)

        if told is None:
            step()
        else:
            self._tell(step, told)

    def _settle_for(self, edits: EditSet) -> None:
        """Finish the large action on its way, of whose records others may have been made.

        Raises:
            InvalidInputError: It has changed what they are about.
        """
        if self._large is None:
            return
        self.settle()
        if not self._known.holds(edits):
            raise InvalidInputError(
                f"“{self.undo_stack.undoText()}” has changed this meanwhile. Nothing more was"
                " changed; try it again."
            )

    def _tell(self, change: Callable[[], None], told: Told) -> None:
        try:
            change()
        except GlossatorError as error:
            told(error)
        else:
            told(None)

    def _carry_out(self, intent: Callable[[], EditSet], told: Told) -> None:
        project, analyst, at = self.project, self.analyst, self.now()
        numbers: list[int] = []

        def write() -> EditSet:
            edits = intent()
            if edits:
                numbers.append(project.apply(edits, analyst=analyst, at=at))
            return edits

        self._begin_large(write, lambda edits: self._push(edits, numbers[0]), told)

    def _begin_large(
        self, write: Callable[[], EditSet], written: Callable[[EditSet], None], told: Told
    ) -> None:
        self.settle()
        self._large = LargeEdit(write, written, self._absorb, told, self)
        self._large.ended.connect(self._end_large)
        self.busy_changed.emit()

    def _end_large(self) -> None:
        large, self._large = self._large, None
        assert large is not None
        large.deleteLater()
        self.busy_changed.emit()

    def _absorb(self, edits: EditSet) -> None:
        self._known.take(edits)
        self.changed.emit(edits)

    def _read_batch(self, *, again: bool = True) -> None:
        if self.is_loaded:
            return
        if self._large is not None and again:  # the project is busy with it
            self._large.ended.connect(self._read_batch)
            return
        batch = next(self._batches, None)
        if batch is None:
            self.is_loaded = True
            # They stay; going through them at every collection holds up the window for 60 ms.
            gc.freeze()
            self.loaded.emit()
            return
        fresh = [one for one in batch if one.id not in self._known.annotations]
        self._absorb(EditSet("", tuple(Change(None, one) for one in fresh)))
        if again:
            QTimer.singleShot(READ_PAUSE, self, self._read_batch)
