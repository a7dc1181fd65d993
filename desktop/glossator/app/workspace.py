"""The open project in memory, and the one door through which it changes."""

from __future__ import annotations

import gc
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from glossator.clock import new_id, utc_now
from glossator.domain.annotation_index import AnnotationIndex
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import (
    Annotation,
    AnnotationId,
    Bookmark,
    Fact,
    FactId,
    Report,
    ReportId,
    SavedSearch,
    Theme,
    ThemeId,
)
from glossator.domain.themes import ThemeTree

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from glossator.storage.project import ProjectFile

K = TypeVar("K")
V = TypeVar("V")

READ_BATCH = 150
"""Annotations read between two turns of the event loop; about 5 ms of work."""

READ_PAUSE = 5
"""Milliseconds between two batches: what one has changed is painted in a turn of its own."""

UNDO_LIMIT = 200
"""Actions that can still be undone after a restart."""


class EditCommand(QUndoCommand):
    """An action of the project's history as an entry of the undo stack.

    It does nothing itself: the workspace writes first and moves the stack after, because
    PySide keeps a command on the stack even when its `redo` raised.
    """

    def __init__(self, label: str, number: int) -> None:
        super().__init__(label)
        self.number = number


class Workspace(QObject):
    """Reports, themes and annotations of the open project.

    Reports and themes are read at once, annotations in batches between turns of the event
    loop, so that a large project does not hold up the window.

    Signals:
        changed: An EditSet was written (done, undone or redone); also emitted, with an
            empty label, for each batch of annotations read at the start.
        loaded: All annotations have been read.
    """

    changed = Signal(object)
    loaded = Signal()

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
        self.undo_stack = QUndoStack(self)
        self.is_loaded = False
        self._analyst = project.setting("analyst", "")
        self.is_closed = False
        self._reports = {report.id: report for report in project.reports()}
        self._themes = {theme.id: theme for theme in project.themes()}
        self._tree = ThemeTree(self._themes.values())
        self._bookmarks = {bookmark.id: bookmark for bookmark in project.bookmarks()}
        self._searches = {search.id: search for search in project.saved_searches()}
        self._facts = {fact.id: fact for fact in project.facts()}
        self._annotations = AnnotationIndex()
        self._restore_history()
        self._batches: Iterator[list[Annotation]] = project.annotations(batch=READ_BATCH)
        QTimer.singleShot(0, self, self._read_batch)

    # Reading

    @property
    def read_only(self) -> bool:
        """Whether the project can't be written."""
        return self.project.read_only

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
        return self._tree

    def reports(self) -> list[Report]:
        """Return the reports in the user's order."""
        return sorted(self._reports.values(), key=attrgetter("position"))

    def report(self, report_id: ReportId) -> Report | None:
        """Return a report, or None when it has been removed."""
        return self._reports.get(report_id)

    def bookmarks(self, report_id: ReportId | None = None) -> list[Bookmark]:
        """Return the bookmarks of one report or all, each report's in order of their places."""
        found = (one for one in self._bookmarks.values() if report_id in (None, one.report_id))
        return sorted(found, key=attrgetter("report_id", "page", "top", "created"))

    def saved_searches(self) -> list[SavedSearch]:
        """Return the saved searches in the user's order."""
        return sorted(self._searches.values(), key=attrgetter("position"))

    def fact(self, fact_id: FactId) -> Fact | None:
        """Return what is kept of the project as a whole, None where nothing is."""
        return self._facts.get(fact_id)

    def annotation(self, annotation_id: AnnotationId) -> Annotation | None:
        """Return an annotation, or None when it has been deleted or is not read yet."""
        return self._annotations.get(annotation_id)

    @property
    def annotation_count(self) -> int:
        """How many annotations have been read so far."""
        return len(self._annotations)

    def annotations(self, report_id: ReportId | None = None) -> Collection[Annotation]:
        """Return the annotations read so far, of one report or all, in no order."""
        if report_id is None:
            return self._annotations.all()
        return self._annotations.of_report(report_id)

    def on_pages(self, report_id: ReportId) -> Mapping[int, tuple[Annotation, ...]]:
        """Return what stands on each page of a report, see `AnnotationIndex.on_pages`."""
        return self._annotations.on_pages(report_id)

    def carrying(self, theme_ids: Iterable[ThemeId]) -> Collection[Annotation]:
        """Return the annotations that carry one of some themes itself, each once."""
        return self._annotations.carrying(theme_ids)

    # Changing

    def do(self, edits: EditSet) -> None:
        """Write an edit set to the project, then announce it. An empty one does nothing.

        Raises:
            ProjectError: It could not be written; nothing has changed.
        """
        if not edits:
            return
        number = self.project.apply(edits, analyst=self.analyst, at=self.now())
        self.undo_stack.push(EditCommand(edits.label, number))
        self._absorb(edits)

    def amend(self, edits: EditSet) -> None:
        """Write an edit set as part of the last action: typing goes on, undo takes both back.

        Where there is no last action, or one can be redone, it is an action of its own.

        Raises:
            ProjectError: It could not be written; nothing has changed.
        """
        command = self.undo_stack.command(self.undo_stack.index() - 1)
        if not edits or not isinstance(command, EditCommand) or self.undo_stack.canRedo():
            self.do(edits)
            return
        self.project.amend(command.number, edits, at=self.now())
        self._absorb(edits)

    def undo(self) -> None:
        """Take the last action back.

        Raises:
            ProjectError: It could not be written; nothing has changed.
        """
        if not self.undo_stack.canUndo():
            return
        command = self.undo_stack.command(self.undo_stack.index() - 1)
        assert isinstance(command, EditCommand)
        edits = self.project.take_back(command.number, at=self.now())
        self.undo_stack.undo()
        self._absorb(edits)

    def redo(self) -> None:
        """Do the action again that was last taken back.

        Raises:
            ProjectError: It could not be written; nothing has changed.
        """
        if not self.undo_stack.canRedo():
            return
        command = self.undo_stack.command(self.undo_stack.index())
        assert isinstance(command, EditCommand)
        edits = self.project.give_again(command.number, at=self.now())
        self.undo_stack.redo()
        self._absorb(edits)

    def close(self) -> None:
        """Stop reading and let the project file go."""
        self._batches = iter(())
        self.is_loaded = self.is_closed = True
        gc.unfreeze()
        self.project.close()

    def read_rest(self) -> None:
        """Read all annotations now (for a screenshot or an export right after opening)."""
        while not self.is_loaded:
            self._read_batch(again=False)

    # Inside

    def _absorb(self, edits: EditSet) -> None:
        themes_changed = False
        for change in edits.changes:
            record, deleted = change.record, change.after is None
            if isinstance(record, Annotation):
                if deleted:
                    self._annotations.drop(record.id)
                else:
                    self._annotations.put(record)
            elif isinstance(record, Theme):
                _replace(self._themes, record.id, None if deleted else record)
                themes_changed = True
            elif isinstance(record, Report):
                _replace(self._reports, record.id, None if deleted else record)
            elif isinstance(record, Bookmark):
                _replace(self._bookmarks, record.id, None if deleted else record)
            elif isinstance(record, Fact):
                _replace(self._facts, record.id, None if deleted else record)
            else:
                _replace(self._searches, record.id, None if deleted else record)
        if themes_changed:
            self._tree = ThemeTree(self._themes.values())
        self.changed.emit(edits)

    def _read_batch(self, *, again: bool = True) -> None:
        if self.is_loaded:
            return
        batch = next(self._batches, None)
        if batch is None:
            self.is_loaded = True
            # They stay; going through them at every collection holds up the window for 60 ms.
            gc.freeze()
            self.loaded.emit()
            return
        fresh = [one for one in batch if one.id not in self._annotations]
        self._absorb(EditSet("", tuple(Change(None, one) for one in fresh)))
        if again:
            QTimer.singleShot(READ_PAUSE, self, self._read_batch)

    def _restore_history(self) -> None:
        undone = 0
        for entry in self.project.history(UNDO_LIMIT):
            self.undo_stack.push(EditCommand(entry.label, entry.number))
            undone += entry.undone
        for _ in range(undone):
            self.undo_stack.undo()


def _replace(records: dict[K, V], key: K, record: V | None) -> None:
    """Put a record in place of the one that had its id, at the end; None takes it away."""
    records.pop(key, None)
    if record is not None:
        records[key] = record
