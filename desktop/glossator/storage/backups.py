"""Copies of projects kept apart from them: taken, checked, thinned out.

A project's copies lie in a folder of their own, named by the id that the project carries, so
that they are found again when the project was moved. Each has a number one higher than the
one before and a note beside it (JSON) that says what it holds. The number gives the order,
since a clock can be set back.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from glossator.domain.errors import ProjectError
from glossator.domain.thinning import NEWEST, staying
from glossator.storage import drafts
from glossator.storage.check import every_finding
from glossator.storage.connection import Connection
from glossator.storage.faults import Doing, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PAGES = 64
"""Pages copied between two pauses: a quarter of a megabyte, about a millisecond."""

PAUSE = 0.005
"""Seconds in which a save may come between."""

MOST_BYTES = 5 * 10**9
"""What the copies of one project may take together, the last three not counted."""

FAULTY = 2
"""Copies of a project with faults that stay, the last ones."""

QUIET, ASKED, MIGRATION, MERGE, RESTORE = "quiet", "asked", "migration", "merge", "restore"
REASONS = {
    QUIET: "in a quiet moment",
    ASKED: "when asked for",
    MIGRATION: "before it was brought up to date",
    MERGE: "before a merge",
    RESTORE: "before another was restored",
}
SUFFIX = ".glossator"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a project.

    Attributes:
        path: The file, a whole project that can be opened for reading.
        number: One higher than the copy before.
        at: When it was taken, ISO 8601 UTC, as the clock said.
        reason: Why, a key of `REASONS`.
        project: Where the project lay.
        reports: How many reports it holds.
        passages: How many passages.
        stamp: The state of the project: the same as long as nothing was done.
        sha256: Of the file.
        faults: What was wrong in the project already, as `glossator check` says it.
    """

    path: Path
    number: int
    at: str
    reason: str
    project: str
    reports: int
    passages: int
    stamp: str
    sha256: str
    faults: tuple[str, ...] = ()


class StoppedError(Exception):
    """Taking a copy was stopped because there is something better to do."""


def default_folder() -> Path:
    """Return where copies are kept: the user's folder for data of programs."""
    return Path(platformdirs.user_data_dir("Glossator", appauthor=False)) / "backups"


class BackupStore:
    """The copies of all projects in one folder.

    Args:
        folder: The folder; made when it is first needed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, project: Path) -> list[Backup]:
        """Return the copies of a project, the last taken first.

        A project that can no longer be read is known by its place.

        Raises:
            ProjectError: The folder can't be read.
        """
        path = project.resolve()
        with told(self.folder.name, Doing.READING):
            name = _folder_name(path)
            found = [
                one
                for one in self._all()
                if one.path.parent.name == name or one.project == str(path)
            ]
        return sorted(found, key=lambda one: (one.number, one.at), reverse=True)

    def take(
        self,
        project: Path,
        reason: str,
        *,
        at: str,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Backup:
        """Copy a project as it stands, check the copy and thin out the older ones.

        The project may be open and be written meanwhile: it is read over a connection of its
        own in small steps, and from the start again when it changed.

        Args:
            project: The project.
            reason: A key of `REASONS`.
            at: The time, ISO 8601 UTC.
            stopped: Asked often; once it says yes, nothing is kept.

        Returns:
            The copy; the last one if nothing was done since it was taken.

        Raises:
            StoppedError: It was stopped.
            ProjectError: The project is damaged or there is no room; the older copies stay.
        """
        project = project.resolve()
        with told(project.name, Doing.BACKING_UP):
            return self._take(project, reason, at, stopped)

    def _take(self, project: Path, reason: str, at: str, stopped: Callable[[], bool]) -> Backup:
        folder = self.folder / _folder_name(project)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _refuse_no_room(folder, project)
        _sweep(folder)
        known = sorted(_in(folder), key=lambda one: one.number, reverse=True)
        number = known[0].number + 1 if known else 1
        if known and _is_as_it_was(project, known[0]):
            return known[0]
        draft = drafts.of(folder / f"{number:06}")
        try:
            copy_database(project, draft, stopped)
            if stopped():
                raise StoppedError
            backup = _described(draft, project, number, reason, at)
            draft.chmod(0o400)
            drafts.flush(draft)
            backup = _place(draft, backup)
        finally:
            drafts.discard(draft)
        _thin_out([backup, *known])
        return backup

    def _all(self) -> Iterator[Backup]:
        if self.folder.is_dir():
            for folder in sorted(self.folder.iterdir()):
                if folder.is_dir():
                    yield from _in(folder)


def copy_database(project: Path, target: Path, stopped: Callable[[], bool] = lambda: False) -> None:
    """Copy a project by SQLite's online backup, whatever is written to it meanwhile.

    Raises:
        StoppedError: It was stopped.
        ProjectError, sqlite3.Error: It can't be read or written.
    """

    def step(_status: int, _remaining: int, _total: int) -> None:
        if stopped():
            raise StoppedError

    source = Connection(project, read_only=True)
    try:
        copy = sqlite3.connect(target, isolation_level=None)
        try:
            copy.execute("PRAGMA synchronous = OFF")  # it is flushed as a whole when it is good
            source.sqlite.backup(copy, pages=PAGES, progress=step, sleep=PAUSE)
        finally:
            copy.close()
    finally:
        source.close()


def identity(sqlite: sqlite3.Connection) -> str:
    """Return the id of a project; empty where it has none."""
    row = sqlite.execute("SELECT value FROM setting WHERE key = 'project_id'").fetchone()
    return "" if row is None else str(row[0])


def _folder_name(project: Path) -> str:
    """Return the name of the folder of a project's copies: its id, else made of its place."""
    known = ""
    if project.exists():
        with contextlib.suppress(ProjectError, sqlite3.Error):  # damaged: its place must do
            connection = Connection(project, read_only=True)
            try:
                known = identity(connection.sqlite)
            finally:
                connection.close()
    if known and all(letter in "0123456789abcdef-" for letter in known.casefold()):
        return known.casefold()
    return f"at-{sha256(os.fsencode(project)).hexdigest()[:32]}"


def _described(draft: Path, project: Path, number: int, reason: str, at: str) -> Backup:
    """Check a fresh copy and say what it holds.

    Raises:
        ProjectError: The database itself is damaged: such a copy would be of no use.
    """
    connection = Connection(draft, read_only=True)
    try:
        found = every_finding(connection.sqlite)
        broken = [one.sentence for one in found if one.kind == "database"]
        if broken:
            raise ProjectError(
                f"“{project.name}” was not backed up: it is damaged ({broken[0]}) The older"
                " backups are kept. Check the project, or restore one of them."
            )
        sqlite = connection.sqlite
        (reports,) = sqlite.execute(
            "SELECT count(*) FROM report WHERE deleted_at IS NULL"
        ).fetchone()
        (passages,) = sqlite.execute(
            "SELECT count(*) FROM annotation WHERE deleted_at IS NULL"
        ).fetchone()
        stamp = _stamp(sqlite)
    finally:
        connection.close()
    digest = drafts.digest_of(draft)
    faults = tuple(one.sentence for one in found)
    return Backup(
        draft,
        number,
        at,
        reason,
        str(project),
        reports,
        passages,
        stamp,
        digest,
        faults,
    )


def _is_as_it_was(project: Path, backup: Backup) -> bool:
    """Tell whether nothing was done in a project since a copy of it was taken."""
    connection = Connection(project, read_only=True)
    try:
        stamp = _stamp(connection.sqlite)
    finally:
        connection.close()
    return (backup.project, backup.stamp) == (str(project), stamp)


def _stamp(sqlite: sqlite3.Connection) -> str:
    """Return what changes with every action and with what is read in."""
    row = sqlite.execute(
        "SELECT coalesce(max(number), 0), count(*), coalesce(max(at), ''),"
        " coalesce(max(undone_at), ''), count(undone_at),"
        " (SELECT count(*) FROM document), (SELECT count(*) FROM reading) FROM history"
    ).fetchone()
    return "/".join(str(value) for value in row)


def _place(draft: Path, backup: Backup) -> Backup:
    """Give a copy its name; the note comes first, so that no copy is without one."""
    name = f"{backup.number:06} {backup.at.replace(':', '.')}"
    target = draft.with_name(name + SUFFIX)
    fields = {**asdict(backup), "path": target.name}
    note = target.with_suffix(".json")
    note.write_text(json.dumps(fields, ensure_ascii=False, indent=1), encoding="utf-8")
    drafts.flush(note)
    drafts.place(draft, target)
    return Backup(**{**fields, "path": target, "faults": backup.faults})


def _in(folder: Path) -> Iterator[Backup]:
    for note in folder.glob("*.json"):
        try:
            fields = json.loads(note.read_bytes())
            path = note.with_suffix(SUFFIX)
            backup = Backup(**{**fields, "path": path, "faults": tuple(fields["faults"])})
        except (ValueError, TypeError, KeyError):  # not written by us, or cut off
            continue
        if path.exists():
            yield backup


def _thin_out(backups: list[Backup]) -> None:
    """Remove copies that need not stay, the last ones first in the list.

    A copy of a faulty project never drives out a whole one, nor that of another file with
    the same id (a project that was copied by hand) this one's. The last one before a merge
    and before a new format stays however many follow.
    """
    stays: set[Path] = set()
    for project in {one.project for one in backups}:
        own = [one for one in backups if one.project == project]
        whole = [one for one in own if not one.faults]
        stays |= {one.path for one in _last_of_each_reason(whole)}
        stays |= {whole[index].path for index in staying([one.at for one in whole])}
        stays |= {one.path for one in [one for one in own if one.faults][:FAULTY]}
    size = 0
    for index, one in enumerate(backups):
        size += one.path.stat().st_size
        if one.path not in stays or (index >= NEWEST and size > MOST_BYTES):
            _remove(one.path)


def _last_of_each_reason(backups: list[Backup]) -> Iterable[Backup]:
    """Return the last that was asked for, and those before the last merge and the like."""
    return {one.reason: one for one in reversed(backups) if one.reason != QUIET}.values()


def _remove(path: Path) -> None:
    path.chmod(0o600)  # Windows removes nothing that may only be read
    path.unlink()
    path.with_suffix(".json").unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what a copy that was cut off has left."""
    drafts.sweep_folder(folder)
    for note in folder.glob("*.json"):
        if not note.with_suffix(SUFFIX).exists():
            note.unlink(missing_ok=True)


def _refuse_no_room(folder: Path, project: Path) -> None:
    free, needed = shutil.disk_usage(folder).free, project.stat().st_size + 50_000_000
    if free < needed:
        raise ProjectError(
            f"“{project.name}” was not backed up: the disk of {folder} has {free // 10**6} MB"
            f" free and {needed // 10**6} MB are needed. The project itself is safe. Free some"
            " space."
        )
