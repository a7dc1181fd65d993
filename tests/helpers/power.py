# Names and arguments are those of apsw and sqlite3.
# ruff: noqa: ANN401
"""Power cuts: a file system under SQLite that forgets what was not flushed.

Like the crash tests of SQLite itself (`test6.c`): a write reaches the disk only with a flush
(`xSync`). At the cut each write since then is kept, lost or torn at a sector, by lot. A file
that is made or deleted is so at once where its folder is flushed, else by lot. It is a model,
not a proof.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw

from glossator.storage import connection as storage_connection
from glossator.storage.project import ProjectFile

SAME = "EXTRA"
SECTOR = 512


class Disk:
    """What is on the disk and what only the system has been told yet."""

    def __init__(self, cut_after: int, lot: random.Random) -> None:
        self.left = cut_after
        self.lot = lot
        self.pending: dict[str, list[tuple[int, bytes | None]]] = {}
        self.flushed: dict[str, bytes] = {}
        self.deleted: dict[str, bytes] = {}

    def step(self) -> None:
        """Count one thing done; cut the power when it is time."""
        self.left -= 1
        if self.left < 0:
            raise apsw.IOError("the power is off")

    def remember(self, name: str) -> None:
        """Keep what a file holds before it is first written."""
        if name not in self.flushed:
            path = Path(name)
            self.flushed[name] = path.read_bytes() if path.exists() else b""
            self.pending[name] = []

    def flush(self, name: str) -> None:
        """Bring what was written to a file onto the disk."""
        self.flushed[name] = Path(name).read_bytes()
        self.pending[name] = []
        # The first flush of a file brings its name into the folder, too: the journal that had
        # this name before can't come back.
        self.deleted.pop(name, None)

    def fall(self) -> None:
        """Leave the files as they are found after the cut."""
        for name, writes in self.pending.items():
            if not Path(name).exists():
                continue
            data = bytearray(self.flushed[name])
            for offset, written in writes:
                self._apply(data, offset, written)
            Path(name).write_bytes(data)
        for name, data_ in self.deleted.items():
            if self.lot.random() < 0.5:
                Path(name).write_bytes(data_)

    def _apply(self, data: bytearray, offset: int, written: bytes | None) -> None:
        fate = self.lot.random()
        if fate < 0.4:
            return
        if written is None:
            del data[offset:]
            return
        if fate < 0.6:
            sectors = len(written) // SECTOR
            written = written[: self.lot.randint(0, sectors) * SECTOR]
        data.extend(bytes(max(0, offset + len(written) - len(data))))
        data[offset : offset + len(written)] = written


class File(apsw.VFSFile):
    """A file of a disk that can lose its power."""

    def __init__(self, disk: Disk, base: str, name: Any, flags: list[int]) -> None:
        self.disk = disk
        self.name = name.filename() if isinstance(name, apsw.URIFilename) else name
        super().__init__(base, name, flags)

    def xWrite(self, data: Any, offset: int) -> None:
        """Override apsw.VFSFile.xWrite."""
        self.disk.step()
        self.disk.remember(self.name)
        self.disk.pending[self.name].append((offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        """Override apsw.VFSFile.xTruncate."""
        self.disk.step()
        self.disk.remember(self.name)
        self.disk.pending[self.name].append((size, None))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        """Override apsw.VFSFile.xSync."""
        self.disk.step()
        self.disk.remember(self.name)
        super().xSync(flags)
        self.disk.flush(self.name)


class FileSystem(apsw.VFS):
    """The file system of a disk that can lose its power."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        super().__init__("cut", "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        """Override apsw.VFS.xOpen."""
        return File(self.disk, "", name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        """Override apsw.VFS.xDelete."""
        self.disk.step()
        data = self.disk.flushed.pop(name, b"")
        self.disk.pending.pop(name, None)
        super().xDelete(name, sync)
        if not sync:
            self.disk.deleted[name] = data


def cuts(project: Path, rounds: int, synchronous: str) -> tuple[int, int]:
    """Save until the power is cut, often; return how many rounds lost a save or broke the file.

    Args:
        project: A project to begin each round with.
        rounds: How many cuts.
        synchronous: How SQLite flushes; everything else is as projects are opened.
    """
    pragmas = statements(project)
    lost = broken = 0
    for number in range(rounds):
        lot = random.Random(number)
        path = project.with_name("cut.glossator")
        shutil.copy(project, path)
        disk = Disk(lot.randint(5, 250), lot)
        acknowledged = _save(path, disk, pragmas, synchronous)
        disk.fall()
        try:
            with ProjectFile.open(path) as opened:
                kept = int(opened.setting("saved", "0"))
                broken += bool(opened.check())
        except Exception:  # noqa: BLE001 - whatever it is, the file is no project any more
            broken += 1
        else:
            lost += kept < acknowledged
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    return lost, broken


def statements(project: Path) -> list[str]:
    """Return what the project itself says to SQLite when it opens a file for writing."""
    said: list[str] = []
    real = sqlite3.connect

    def connect(*args: Any, **named: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = real(*args, **named)
        made.set_trace_callback(said.append)
        return made

    storage_connection.sqlite3.connect = connect  # type: ignore[attr-defined]
    try:
        storage_connection.Connection(project, read_only=False).close()
    finally:
        storage_connection.sqlite3.connect = real  # type: ignore[attr-defined]
    pragmas = [one for one in said if one.upper().startswith("PRAGMA") and "=" in one]
    assert any("synchronous" in one for one in pragmas)
    return pragmas


def _save(path: Path, disk: Disk, pragmas: list[str], synchronous: str) -> int:
    """Save one number after the other; return the last one acknowledged before the cut."""
    system = FileSystem(disk)
    acknowledged = 0
    try:
        with closing(apsw.Connection(str(path), vfs="cut")) as db:
            for pragma in pragmas:
                db.execute(pragma)
            if synchronous != SAME:
                db.execute(f"PRAGMA synchronous = {synchronous}")
            for number in range(1, 1000):
                db.execute("BEGIN IMMEDIATE")
                db.execute(
                    "INSERT OR REPLACE INTO setting (key, value) VALUES ('saved', ?)",
                    (str(number),),
                )
                db.execute(
                    "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
                    (f"filling {number}", "words " * 1500),
                )
                db.execute("COMMIT")
                acknowledged = number
    except apsw.Error:
        return acknowledged
    finally:
        system.unregister()
    return acknowledged
