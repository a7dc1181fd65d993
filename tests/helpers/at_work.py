"""A small project with work in it, a backup of it, and what was done since."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.domain.edits import Change, EditSet
from glossator.safekeeping import back_up
from glossator.storage.project import ProjectFile
from helpers.records import MADE_AT, make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from glossator.domain.records import Record


def notes_of(path: Path, *, read_only: bool = False) -> set[str]:
    """Return the notes of a project, which must be whole."""
    with ProjectFile.open(path, read_only=read_only) as project:
        assert project.read_only == read_only, project.read_only_reason
        assert project.check() == []
        return {one.note for batch in project.annotations() for one in batch}


def add(path: Path, *records: Record) -> None:
    """Do an action in a project."""
    with ProjectFile.open(path) as project:
        project.apply(EditSet("Add", tuple(Change(None, one) for one in records)), at=MADE_AT)


@dataclass(frozen=True)
class Work:
    """A project, a backup of it, and what was done since.

    Attributes:
        path: The project.
        folder: Where its backups are.
        again: Lays both out as they were.
    """

    path: Path
    folder: Path
    again: Callable[[], None]


BEFORE = {f"before {number}" for number in range(20)}
AFTER = BEFORE | {"after"}


def make_work(tmp_path: Path) -> Work:
    """Make a project whose backup holds the notes `BEFORE`; it itself holds `AFTER`."""
    kept, place, folder = (tmp_path / name for name in ("as it was", "place", "backups"))
    path = place / "review.glossator"
    place.mkdir()
    with ProjectFile.create(path) as project:
        digest = project.store_document(b"text", media_type="text/plain", file_name="a.txt")
    report, theme = make_report(sha256=digest), make_theme()
    made = [make_annotation(report, [theme], note=note) for note in sorted(BEFORE)]
    add(path, report, theme, *made)
    backup = back_up(path, folder, at=MADE_AT)
    add(path, make_annotation(report, note="after"))
    shutil.copytree(place, kept)

    def again() -> None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(kept, place)
        for one in folder.rglob("*"):
            if one.is_file() and one.stem != backup.path.stem and one.suffix != ".jsonld":
                one.unlink()

    return Work(path, folder, again)


def with_unfinished_save(path: Path) -> None:
    """Leave a project as a crash in the midst of a save does: half written, with a journal."""
    torn = path.with_suffix(".torn")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE annotation SET note = note || ' ' || hex(zeroblob(4000))")
        journal = path.with_name(f"{path.name}-journal")
        shutil.copy(path, torn)
        shutil.copy(journal, torn.with_name(f"{torn.name}-journal"))
        connection.execute("ROLLBACK")
    torn.with_name(f"{torn.name}-journal").rename(journal)
    torn.rename(path)
