"""The records of a project that is open, as edits leave them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glossator.domain.annotation_index import AnnotationIndex
from glossator.domain.records import (
    Annotation,
    Bookmark,
    BookmarkId,
    Fact,
    FactId,
    Record,
    Report,
    ReportId,
    SavedSearch,
    SavedSearchId,
    Theme,
    ThemeId,
)
from glossator.domain.themes import ThemeTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.domain.edits import EditSet


class KnownRecords:
    """What is known of a project, each kind by id; what was put last comes last.

    Args:
        records: What there is at first.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self.reports: dict[ReportId, Report] = {}
        self.themes: dict[ThemeId, Theme] = {}
        self.bookmarks: dict[BookmarkId, Bookmark] = {}
        self.searches: dict[SavedSearchId, SavedSearch] = {}
        self.facts: dict[FactId, Fact] = {}
        self.annotations = AnnotationIndex()
        self._kinds: dict[type[Record], dict[Any, Any]] = {
            Report: self.reports,
            Theme: self.themes,
            Bookmark: self.bookmarks,
            SavedSearch: self.searches,
            Fact: self.facts,
        }
        for record in records:
            self._put(record)
        self.tree = ThemeTree(self.themes.values())
        """The themes as they stand."""

    def take(self, edits: EditSet) -> None:
        """Follow an action."""
        for change in edits.changes:
            if change.after is None:
                self._drop(change.record)
            else:
                self._put(change.after)
        if any(isinstance(change.record, Theme) for change in edits.changes):
            self.tree = ThemeTree(self.themes.values())

    def holds(self, edits: EditSet) -> bool:
        """Tell whether an action was made of records as they are."""
        return all(self._now(change.record) == change.before for change in edits.changes)

    def _now(self, record: Record) -> Record | None:
        if isinstance(record, Annotation):
            return self.annotations.get(record.id)
        now: Record | None = self._kinds[type(record)].get(record.id)
        return now

    def _put(self, record: Record) -> None:
        if isinstance(record, Annotation):
            self.annotations.put(record)
        else:
            self._drop(record)
            self._kinds[type(record)][record.id] = record

    def _drop(self, record: Record) -> None:
        if isinstance(record, Annotation):
            self.annotations.drop(record.id)
        else:
            self._kinds[type(record)].pop(record.id, None)
