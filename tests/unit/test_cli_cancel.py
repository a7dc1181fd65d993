"""Long commands tell on a terminal how far they are, and leave nothing half done when ended."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from glossator.cli.program import glossator as program
from glossator.cli.progress import Meter
from glossator.domain.watching import each, watched
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def run(*arguments: object) -> int:
    return CliRunner().invoke(program, [str(one) for one in arguments]).exit_code


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with reports."""
    path = tmp_path_factory.mktemp("ended") / "empty.glossator"
    assert run("new", path, "--sample") == 0
    return path


@pytest.fixture(scope="module")
def project(empty: Path) -> Path:
    """The same with a passage, and as a table."""
    path = empty.with_name("project.glossator")
    shutil.copy(empty, path)
    tag = ("--paragraph", "57 (c)", "--theme", "Demand")
    assert run("annotate", path, "--report", "A/79/322", *tag) == 0
    assert run("export", path, path.with_suffix(".csv")) == 0
    return path


def interrupt() -> None:
    raise KeyboardInterrupt


def terminate() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


WAYS = pytest.mark.parametrize(("end", "status"), [(interrupt, 1), (terminate, 128 + 15)])


@WAYS
@pytest.mark.parametrize("name", ["out.csv", "out.qdpx"])
def test_an_export_that_is_ended_leaves_the_old_file_and_no_other(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    end: Callable[[], None],
    status: int,
) -> None:
    target = tmp_path / name
    target.write_text("old")
    ends_at(monkeypatch, 3, end)
    assert run("export", project, target) == status
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@WAYS
@pytest.mark.parametrize("command", ["import", "merge"])
def test_an_import_or_a_merge_that_is_ended_changes_nothing(
    empty: Path,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    end: Callable[[], None],
    status: int,
) -> None:
    into = tmp_path / "into.glossator"
    shutil.copy(empty, into)
    brought = project.with_suffix(".csv") if command == "import" else project
    ends_at(monkeypatch, 1, end)
    assert run(command, into, brought) == status
    with ProjectFile.open(into) as opened:
        assert not opened.read_only, "the lock was given back"
        assert not opened.annotation_count()
    monkeypatch.undo()
    assert run(command, into, brought) == 0
    with ProjectFile.open(into, read_only=True) as opened:
        assert opened.annotation_count() == 1


def ends_at(monkeypatch: pytest.MonkeyPatch, time: int, end: Callable[[], None]) -> None:
    """Let a command be ended the nth time it tells how far it is."""
    times = iter(range(time, 0, -1))

    def show(_meter: Meter, _done: int, _total: int) -> None:
        if next(times) == 1:
            end()

    monkeypatch.setattr(Meter, "show", show)


@pytest.mark.parametrize("terminal", [True, False])
def test_how_far_it_is_is_shown_on_a_terminal_only_and_taken_away_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr("glossator.cli.progress.PATIENCE", 0)
    meter = Meter("Writing a.csv")
    with watched(meter.show):
        list(each("abc"))
    meter.clear()
    out, err = capsys.readouterr()
    assert not out
    shown = "\r\x1b[KWriting a.csv: 0 of 3\r\x1b[K"
    assert err == (shown if terminal else "")
