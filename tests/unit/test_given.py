"""Of what users give only ordinary files are read, and every name can be shown and kept."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.given import file_name, read_ordinary


def test_an_ordinary_file_and_a_link_to_it_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"Words.")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "a.pdf")
    assert read_ordinary(tmp_path / "a.pdf") == read_ordinary(tmp_path / "link.pdf") == b"Words."


def test_what_has_no_end_or_waits_is_not_begun(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="it is a pipe or device, not a file"):
        read_ordinary(tmp_path / "pipe")
    for device in ("/dev/zero", "/dev/null", "/dev/random"):
        (tmp_path / "device").unlink(missing_ok=True)
        (tmp_path / "device").symlink_to(device)
        with pytest.raises(OSError, match="pipe or device"):
            read_ordinary(tmp_path / "device")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        with pytest.raises(OSError, match=r"No such device|not supported"):
            read_ordinary(tmp_path / "s")


def test_folders_circles_and_what_is_gone_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    for path, kind in (
        (tmp_path, IsADirectoryError),
        (tmp_path / "gone", FileNotFoundError),
        (tmp_path / "circle", OSError),
    ):
        with pytest.raises(kind):
            read_ordinary(path)


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as file:
        file.truncate(5_000_000_000)
    with pytest.raises(OSError, match="larger than 3e-06 GB"):
        read_ordinary(tmp_path / "large.pdf", 3_000)


@given(st.binary(min_size=1).filter(lambda name: b"/" not in name and b"\0" not in name))
def test_every_name_can_be_shown_and_kept(name: bytes) -> None:
    shown = file_name(Path(os.fsdecode(name)))
    assert shown.encode("utf-8")
    assert len(shown.splitlines()) <= 1
    assert "\u202e" not in shown


def test_usual_names_stay_as_they_are() -> None:
    for name in ("A_79_322.pdf", "گزارش\u200cها.pdf", "报告 (1).pdf", "l’été.txt"):
        assert file_name(Path("folder") / name) == name
