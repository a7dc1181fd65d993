# Arguments are those of sqlite3.
# ruff: noqa: ANN401
"""Work that is killed at each step it takes: each file it touches, each statement of SQL.

Python tells an audit hook of every file that is opened, renamed, linked or removed; SQLite
tells of each statement.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from glossator.exchange.outgoing import format_of
from glossator.gathering import outgoing_of
from glossator.safekeeping import back_up
from glossator.storage import migrations, restoring
from glossator.storage.backups import BackupStore
from glossator.storage.project import ProjectFile
from glossator.storage.repair import repair
from helpers.next_version import next_step, next_version
from helpers.records import MADE_AT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVERY_STEP = bool(os.environ.get("GLOSSATOR_TRUST"))
"""Whether a job is killed at every step, or with all other tests at each fifth."""

_TOUCHES = ("open", "os.", "shutil.", "sqlite3.connect")


class StepKiller:
    """Runs jobs in processes forked from one that has imported all, each killed at a step."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "helpers.steps"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def killed_at(self, step: int, job: str, path: Path, folder: Path) -> bool:
        """Do a job up to a step; tell whether it was killed there, or had ended before.

        Args:
            step: From 0.
            job: Name of a function of `JOBS`.
            path: The project.
            folder: Where backups and exports go.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([step, job, str(path), str(folder)]) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        assert status in (0, -signal.SIGKILL), f"{job} failed at step {step}: {status}"
        return status != 0

    def steps(
        self, job: str, path: Path, folder: Path, again: Callable[[], object]
    ) -> Iterator[int]:
        """Yield the steps of a job, each after it was killed there.

        Args:
            job: As in `killed_at`.
            path: As there.
            folder: As there.
            again: Lays the files out anew.
        """
        step = 0
        again()
        while self.killed_at(step, job, path, folder):
            yield step
            step += 1 if EVERY_STEP else 5
            again()
        assert step, "the job takes no step"


def _restore(path: Path, folder: Path) -> None:
    restoring.restore(path, BackupStore(folder).of(path)[0])


def _restore_carelessly(path: Path, folder: Path) -> None:
    copy = BackupStore(folder).of(path)[0]
    path.rename(path.with_name("review (before restoring).glossator"))
    path.write_bytes(copy.path.read_bytes())


def _open_next(path: Path, folder: Path) -> None:
    with next_version():
        ProjectFile.open(path, backups=lambda: folder).close()


def _open_next_carelessly(path: Path, folder: Path) -> None:
    def each_by_itself(connection: sqlite3.Connection) -> None:
        next_step(connection)  # type: ignore[arg-type]

    with next_version():
        migrations.migrate = each_by_itself  # type: ignore[assignment]
        ProjectFile.open(path, backups=lambda: folder).close()


def _back_up(path: Path, folder: Path) -> None:
    back_up(path, folder, at=MADE_AT)


def _repair(path: Path, folder: Path) -> None:
    repair(path)


def _export(path: Path, folder: Path) -> None:
    with ProjectFile.open(path, read_only=True) as project:
        for target in sorted(folder.glob("old.*")):
            found = (one for batch in project.annotations() for one in batch)
            outgoing = outgoing_of(project, found, MADE_AT)
            format_of(target.name).write(outgoing, target)


JOBS: dict[str, Callable[[Path, Path], None]] = {
    "restore": _restore,
    "restore carelessly": _restore_carelessly,
    "bring up to date": _open_next,
    "bring up to date carelessly": _open_next_carelessly,
    "back up": _back_up,
    "repair": _repair,
    "export": _export,
}


def _kill_at(step: int) -> None:
    """Let this process be killed at a step."""
    left, connect = step, sqlite3.connect

    def count(_: object = None) -> None:
        nonlocal left
        left -= 1
        if left == -1:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(event: str, _: tuple[Any, ...]) -> None:
        if event.startswith(_TOUCHES):
            count()

    def connect_heard(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)
        connection.set_trace_callback(count)
        return connection

    sqlite3.connect = connect_heard  # type: ignore[assignment]
    sys.addaudithook(hear)


def one_round(step: int, job: str, path: Path, folder: Path) -> int:
    """Do a job in a process of its own, killed at a step; return how it ended."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            _kill_at(step)
            JOBS[job](path, folder)
            status = 0
        except BaseException:  # noqa: BLE001 - told, then it ends here in any case
            traceback.print_exc()
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(ended)


def main() -> None:
    """Do a round for each line on standard input."""
    for name in ("csv_export", "refi.project", "sheets.annotations", "web_annotation"):
        import_module(f"glossator.exchange.{name}")  # else each round imports them
    for line in sys.stdin:
        step, job, path, folder = json.loads(line)
        print(one_round(step, job, Path(path), Path(folder)), flush=True)


if __name__ == "__main__":
    main()
