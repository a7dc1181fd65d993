"""Work in processes that are killed: forked from one that has imported all, one a round."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Self

from glossator.domain.edits import Change, EditSet
from glossator.domain.records import AnnotationId
from glossator.exchange.web_annotation import write_web_annotation
from glossator.gathering import outgoing_of
from glossator.safekeeping import back_up
from glossator.storage.project import ProjectFile
from helpers.next_version import next_version
from helpers.records import MADE_AT, make_annotation


class Nursery:
    """Brings up processes that work, and kills them."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "helpers.killing"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def killed(
        self, path: Path, folder: Path, first: int, seconds: float, *, early: bool = False
    ) -> list[tuple[str, str]]:
        """Work on a project, be killed, and return what was acknowledged.

        Args:
            path: The project.
            folder: Where exports and backups go.
            first: Number of the first annotation made.
            seconds: How long after it began to open the project.
            early: Acknowledge a passage before it is saved, to see that this is noticed.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(
            json.dumps([str(path), str(folder), first, seconds, early]) + "\n"
        )
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        assert said, "nothing was acknowledged"
        return [(what, which) for what, which in said]


def work(path: Path, folder: Path, first: int, told: int, *, early: bool) -> None:
    """Bring a project up to the next format; tag, note, import, export and back up for ever.

    Each is told of when it is done.
    """

    def done(what: str, number: int) -> None:
        os.write(told, f"{what} {number}\n".encode())

    done("begin", first)
    project = ProjectFile.open(path, backups=lambda: folder)
    assert not project.read_only, project.read_only_reason
    done("migrate", first)
    report = project.reports()[0]
    for number in range(first * 1_000_001, (first + 1) * 1_000_000):
        one = make_annotation(report, id=AnnotationId(str(number)), note="first")
        if early:
            done("tag", number)
        project.apply(EditSet("Tag", (Change(None, one),)), at=MADE_AT)
        if not early:
            done("tag", number)
        project.apply(EditSet("Note", (Change(one, replace(one, note="second")),)), at=MADE_AT)
        done("note", number)
        if number % 4 == 1:
            data = str(number).encode() * 20_000
            project.store_document(data, media_type="text/plain", file_name="a.txt")
            done("import", number)
        elif number % 4 == 2:
            found = (each for batch in project.annotations() for each in batch)
            write_web_annotation(outgoing_of(project, found, MADE_AT), folder / "out.jsonld")
            done("export", number)
        elif number % 4 == 3:
            back_up(path, folder, at=MADE_AT)
            done("backup", number)


def one_round(
    path: Path, folder: Path, first: int, seconds: float, *, early: bool
) -> list[list[str]]:
    """Let a process work and kill it; return what it acknowledged."""
    hears, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        try:
            with next_version():
                work(path, folder, first, told, early=early)
        finally:
            os._exit(1)
    os.close(told)
    said = os.read(hears, 65_536)
    threading.Event().wait(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while more := os.read(hears, 65_536):
        said += more
    os.close(hears)
    assert os.WIFSIGNALED(status), "it ended by itself"
    lines = said.decode().split("\n")[:-1]  # a line cut off was not told
    return [line.split() for line in lines]


def main() -> None:
    """Do a round for each line on standard input."""
    for line in sys.stdin:
        path, folder, first, seconds, early = json.loads(line)
        said = one_round(Path(path), Path(folder), first, seconds, early=early)
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
