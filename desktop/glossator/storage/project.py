"""The project file: one SQLite file that holds reports, themes, annotations and history."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Self

from glossator.clock import utc_now
from glossator.domain.errors import ProjectError
from glossator.domain.records import ReportId
from glossator.storage import (
    history,
    leftovers,
    opening,
    restoring,
    rows,
    search_index,
    shape,
)
from glossator.storage.connection import Connection
from glossator.storage.faults import Doing, told
from glossator.storage.file_header import check_file
from glossator.storage.shelf import Shelf

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from glossator.domain.edits import EditSet
    from glossator.domain.records import Annotation, Bookmark, Fact, Report, SavedSearch, Theme
    from glossator.storage.check import Finding
    from glossator.storage.history import HistoryEntry
    from glossator.storage.lock import WriterLock
    from glossator.storage.searcher import Searcher


class ProjectFile(Shelf):
    """An open project. Make it with `create` or `open`, use it from one thread at a time.

    All methods raise `ProjectError` with a sentence where the file can't be read or written.

    Attributes:
        path: The file, links followed.
        read_only: Whether `apply` and the other writing methods refuse.
        read_only_reason: A sentence that says why, or empty where it was asked for.
        notes: What was set right when it was opened, a sentence each, for the user.
    """

    def __init__(
        self,
        path: Path,
        connection: Connection,
        lock: WriterLock | None,
        reason: str,
        notes: Sequence[str] = (),
    ) -> None:
        super().__init__(path, connection, read_only=lock is None, reason=reason)
        self.notes = [one for one in notes if one]
        self._lock = lock

    @classmethod
    def create(cls, path: Path, *, themes: Sequence[Theme] = (), who: str = "") -> Self:
        """Make a new project and open it.

        Args:
            path: Where; its folder exists, it does not.
            themes: The tree it begins with, which undo does not take away.
            who: As in `open`.

        Raises:
            ProjectError: Something has that name, or it can't be made there.
        """
        path = path.absolute()
        with told(path.name, Doing.MAKING):
            has_folder = path.parent.is_dir()
        if not has_folder:
            raise ProjectError(
                f"There is no folder {path.parent} for “{path.name}”. Nothing was made; choose"
                " a folder that exists."
            )
        try:
            with told(path.name, Doing.MAKING):
                opening.make_file(path, themes)
        except ProjectError as error:
            if isinstance(error.__cause__, FileExistsError):
                raise ProjectError(
                    f"There is already a file “{path.name}”; it was not touched. Choose another"
                    " name, or open it."
                ) from error
            raise
        return cls.open(path, who=who)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        who: str = "",
        backups: Callable[[], Path] | None = None,
    ) -> Self:
        """Open a project, for reading only where it can't be written or another has it open.

        Args:
            path: The file.
            read_only: Don't ask to write; no lock is taken.
            who: Name the user works under, shown to whoever opens it second; the
                project's setting `analyst` where it is empty.
            backups: Gives the folder of the backups, where an older project is copied to
                before it is brought up to date; beside it where there is none.

        Raises:
            ProjectError: It is missing, damaged, another program's or a newer program's.
        """
        with told(path.name, Doing.OPENING):
            path = path.resolve()
            finished = restoring.finish(path)
            header = check_file(path)
            lock, reason = (None, "") if read_only else opening.take_lock(path, who)
            try:
                left = leftovers.set_aside_log(path, header, read_only=lock is None)
                torn = leftovers.set_aside_journal(path) if lock is not None else ""
                connection, renewed = opening.connect(
                    path, read_only=lock is None, keep=partial(_keep_older, backups)
                )
            except BaseException:
                if lock is not None:
                    lock.release()
                raise
        project = cls(path, connection, lock, reason, (finished, left, torn, renewed))
        try:
            shape.make_fit(connection, path.name, read_only=lock is None)
            project._sign_lock(who)
            project._renew_index()
        except BaseException:
            project.close()
            raise
        return project

    def close(self) -> None:
        """Close the file and give the right to write back; a second call does nothing."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    def reports(self) -> list[Report]:
        """Return the reports in the user's order."""
        with self._connection.reading() as sqlite:
            return rows.read_reports(sqlite)

    def themes(self) -> list[Theme]:
        """Return the themes by their position among siblings; `ThemeTree` arranges them."""
        with self._connection.reading() as sqlite:
            return rows.read_themes(sqlite)

    def bookmarks(self) -> list[Bookmark]:
        """Return the bookmarks, those of a report together in the order of their places."""
        with self._connection.reading() as sqlite:
            return rows.read_bookmarks(sqlite)

    def saved_searches(self) -> list[SavedSearch]:
        """Return the saved searches in the user's order."""
        with self._connection.reading() as sqlite:
            return rows.read_saved_searches(sqlite)

    def facts(self) -> list[Fact]:
        """Return what is kept of the project as a whole."""
        with self._connection.reading() as sqlite:
            return rows.read_facts(sqlite)

    def annotation_count(self) -> int:
        """Return the number of annotations, deleted ones not counted."""
        with self._connection.reading() as sqlite:
            count: int = sqlite.execute(
                "SELECT count(*) FROM annotation WHERE deleted_at IS NULL"
            ).fetchone()[0]
            return count

    def annotations(
        self, report_id: ReportId | None = None, *, batch: int = 500
    ) -> Iterator[list[Annotation]]:
        """Yield the annotations in batches, reports in their order, then by start.

        Each batch is a reading of its own, so the project may be changed in between.

        Args:
            report_id: Of this report; None means of all.
            batch: At most so many at a time; a batch never spans two reports.
        """
        for one in [report_id] if report_id is not None else self._report_ids():
            after = rows.BEGINNING
            while True:
                with self._connection.reading() as sqlite:
                    found, after = rows.read_annotations(sqlite, one, after, batch)
                if found:
                    yield found
                if len(found) < batch:
                    break

    def _report_ids(self) -> list[ReportId]:
        """Return all reports, deleted ones too: their annotations are never hidden."""
        with self._connection.reading() as sqlite:
            found = sqlite.execute("SELECT id FROM report ORDER BY position, number").fetchall()
        return [ReportId(row[0]) for row in found]

    # Changing

    def apply(self, edits: EditSet, *, analyst: str = "", at: str) -> int:
        """Write an action and its entry in the history, both or neither.

        Args:
            edits: What changed; a record's `before` is what the project holds.
            analyst: Who did it.
            at: When, ISO 8601 UTC.

        Returns:
            The action's number in the history.

        Raises:
            ProjectLockedError: Another window or program has the project.
            ProjectError: The disk is full, the file read-only, replaced or damaged.
        """
        ready = self._ready(edits)
        packed = history.packed(edits, rows.segments_in(ready))
        with self._writing() as sqlite:
            rows.write(sqlite, edits, ready, at)
            return history.record(sqlite, edits.label, packed, analyst, at)

    def amend(self, number: int, edits: EditSet, *, at: str) -> None:
        """Write a further edit set as part of the last action, so that both are one to undo.

        Raises:
            ProjectError: The action is not the last one, or it can't be written.
        """
        ready = self._ready(edits)
        with self._writing() as sqlite:
            rows.write(sqlite, edits, ready, at)
            history.widen(sqlite, number, edits, at)

    def take_back(self, number: int, at: str) -> EditSet:
        """Undo the last action that is done; return what that changed.

        Raises:
            ProjectError: It is not the last one, or it can't be written.
        """
        edits = self._kept(number, "undone").inverse()
        ready = self._ready(edits)
        with self._writing() as sqlite:
            history.mark_undone(sqlite, number, at)
            rows.write(sqlite, edits, ready, at)
        return edits

    def give_again(self, number: int, at: str) -> EditSet:
        """Redo the first action that was taken back; return what that changed.

        Raises:
            ProjectError: It is not the next one, or it can't be written.
        """
        edits = self._kept(number, "redone")
        ready = self._ready(edits)
        with self._writing() as sqlite:
            history.mark_done(sqlite, number)
            rows.write(sqlite, edits, ready, at)
        return edits

    def _kept(self, number: int, step: str) -> EditSet:
        """Return what an action changed, which is to be undone or redone."""
        with self._connection.reading() as sqlite:
            label, packed = history.kept(sqlite, number, step)
        return history.unpacked(label, packed)

    def _ready(self, edits: EditSet) -> deque[rows.Row]:
        """Make of an action what takes long, before anyone else has to wait for it."""
        with told(self.path.name, Doing.SAVING):
            return rows.annotation_rows(edits)

    def history(self, limit: int = 200, label: str = "") -> list[HistoryEntry]:
        """Return the latest actions as an undo stack: oldest first, undone ones last.

        Args:
            limit: At most so many.
            label: Only those whose label begins so.
        """
        with self._connection.reading() as sqlite:
            return history.entries(sqlite, limit, label)

    # Searching, settings and care

    def searcher(self) -> Searcher:
        """Return what answers queries, over a connection of its own, to be closed.

        Raises:
            ProjectError: The file can't be read.
        """
        from glossator.storage.searcher import Searcher  # not wanted at the start

        with told(self.path.name, Doing.OPENING):
            return Searcher(Connection(self.path, read_only=True))

    def setting(self, key: str, default: str = "") -> str:
        """Return a setting that the project keeps (the analyst's name, the view)."""
        with self._connection.reading() as sqlite:
            row = sqlite.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return default if row is None else str(row[0])

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting; no action, so undo does not touch it."""
        with self._writing() as sqlite:
            sqlite.execute(
                "INSERT INTO setting (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )

    def check(self) -> list[Finding]:
        """Compare everything with what was saved; an empty list means all is well."""
        from glossator.storage.check import findings  # not wanted at the start

        with self._connection.reading() as sqlite:
            return findings(sqlite, read_only=self.read_only)

    def discard(self, documents: Iterable[str], pictures: Iterable[str]) -> None:
        """Let go of what was stored for an action that was not carried out.

        What a record has, even a deleted one, stays.

        Args:
            documents: SHA-256 of each document.
            pictures: SHA-256 of each picture of an area.
        """
        from glossator.storage import compacting  # not wanted at the start

        with self._writing() as sqlite:
            compacting.remove_unneeded(sqlite, documents, pictures)

    def compact(self) -> None:
        """Remove for good what was deleted, and the history; then shrink the file."""
        from glossator.storage import compacting  # not wanted at the start

        with self._writing() as sqlite:
            compacting.remove_deleted(sqlite)
        self._connection.shrink()

    def _sign_lock(self, who: str) -> None:
        analyst = "" if who or self._lock is None else self.setting("analyst")
        if analyst and self._lock is not None:
            # A lock without a name is still a lock.
            with suppress(OSError):
                self._lock.sign(analyst)

    def _renew_index(self) -> None:
        """Index anew what an older version of the rules for spelling has indexed."""
        if self.read_only:
            return
        with self._connection.reading() as sqlite:
            is_current = search_index.is_current(sqlite)
        if not is_current:
            with self._writing() as sqlite:
                search_index.rebuild(sqlite)


def _keep_older(backups: Callable[[], Path] | None, path: Path) -> str:
    """Copy a project before it is brought up to date; return a sentence that says where."""
    if backups is None:
        return opening.lay_aside(path)
    from glossator.storage.backups import MIGRATION, BackupStore  # not wanted at the start

    try:
        BackupStore(backups()).take(path, MIGRATION, at=utc_now())
    except ProjectError:  # no room or no right there: then where it is seen
        return opening.lay_aside(path)
    return "A copy as it was is among its backups (File > Restore …)."
