"""A file is written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from glossator.domain.errors import CancelledError
from glossator.domain.watching import watched
from glossator.exchange import replacing as module
from glossator.exchange.replacing import replacing

KILLED = """
import os, signal, sys
from pathlib import Path
from glossator.exchange.replacing import replacing

with replacing(Path(sys.argv[1])) as stream:
    stream.write(b"half")
    stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def cancel(_done: int, _total: int) -> NoReturn:
    raise CancelledError("Cancelled. Nothing was written.")


def test_what_is_stopped_before_it_takes_its_name_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(CancelledError), watched(cancel), replacing(target) as stream:
        stream.write(b"new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_watched_and_not_stopped_is_written(tmp_path: Path) -> None:
    with watched(lambda _done, _total: None), replacing(tmp_path / "a.txt") as stream:
        stream.write(b"new")
    assert (tmp_path / "a.txt").read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="no signal kills there at once")
def test_what_a_killed_export_left_goes_with_the_next_and_what_is_being_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    folder = Path(module.__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", KILLED, str(target)],
        env={"PYTHONPATH": str(folder)},
        check=False,
        timeout=60,
    )
    (left,) = tmp_path.iterdir()
    with replacing(tmp_path / "b.txt"):
        assert left.exists(), "it is too fresh to be sure"
    monkeypatch.setattr(module, "FRESH", 0)
    with replacing(target) as first:
        assert not left.exists()
        first.write(b"first")
        with replacing(tmp_path / "c.txt") as second:
            second.write(b"second")
    assert {one.name for one in tmp_path.iterdir()} == {"a.txt", "b.txt", "c.txt"}
