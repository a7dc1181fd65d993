"""What goes out when the disk is full, and when the words are such as break formats."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import resource
import subprocess
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

import pytest

from glossator.domain.errors import CancelledError, ExportError, ProjectError
from glossator.domain.watching import watched
from glossator.exchange import csv_export, web_annotation, xml_writer
from glossator.exchange.csv_import import read_csv
from glossator.exchange.marked_copy import write_marked_copy
from glossator.exchange.outgoing import FORMATS, Format, format_of
from glossator.safekeeping import back_up
from glossator.storage.project import ProjectFile
from helpers.at_work import AFTER, Work, notes_of
from helpers.exchange import REPORT, outgoing
from helpers.matrix import harm_is_seen
from helpers.records import make_annotation, make_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

SENTENCES = "Can't write “.*”: the file grew too large|the folder for temporary files, .* is full"

EVERY_FORMAT = pytest.mark.parametrize("kind", FORMATS, ids=lambda one: one.suffix)


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """Let the system refuse longer files; Python ignores the signal, so the write fails."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def write_some(kind: Format, target: Path) -> None:
    theme = make_theme("Demand", definition="What is wanted. " * 9)
    made = [make_annotation(REPORT, [theme], note=f"note {number}") for number in range(20)]
    kind.write(outgoing(made, [theme]), target)


def refused_and_the_old_stays(target: Path, write: Callable[[Path], object]) -> None:
    target.write_text("old")
    with no_file_grows_beyond(64), pytest.raises(ExportError, match=SENTENCES) as raised:
        write(target)
    assert str(raised.value).endswith("Nothing was changed.")
    assert [one.name for one in target.parent.iterdir()] == [target.name]
    assert target.read_text() == "old"
    write(target)
    assert target.read_bytes() != b"old"


# openpyxl leaves a generator behind, whose end is noticed only when it is collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.fault(5)
@EVERY_FORMAT
def test_no_export_touches_the_old_file_before_the_new_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Format
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # nothing may stay there either
    refused_and_the_old_stays(
        tmp_path / f"out{kind.suffix}", lambda target: write_some(kind, target)
    )


@EVERY_FORMAT
def test_every_export_can_be_cancelled_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Format
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # nothing may stay there either
    target = tmp_path / f"out{kind.suffix}"
    target.write_text("old")
    told: list[int] = []
    with watched(lambda done, _total: told.append(done)):
        write_some(kind, tmp_path / f"whole{kind.suffix}")
    for last in {len(told) // 2, len(told) - 1}:
        with watched(Stopper(last)), pytest.raises(CancelledError):
            write_some(kind, target)
        assert target.read_text() == "old"
        assert len(list(tmp_path.iterdir())) == 2


class Stopper:
    """Ends what it watches when it has been told so many times."""

    def __init__(self, times: int) -> None:
        self._left = times

    def __call__(self, _done: int, _total: int) -> None:
        self._left -= 1
        if self._left < 0:
            raise CancelledError("Cancelled.")


@pytest.mark.fault(5)
def test_no_marked_copy_does_either(tmp_path: Path) -> None:
    refused_and_the_old_stays(
        tmp_path / "out.pdf", lambda target: write_marked_copy(target, b"%PDF-" * 1000)
    )


@pytest.mark.fault(5, control=True)
@pytest.mark.parametrize("suffix", [".csv", ".jsonld"])
def test_an_export_straight_to_its_place_destroys_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    @contextmanager
    def straight(target: Path) -> Iterator[BinaryIO]:
        try:
            with target.open("wb") as stream:
                yield stream
        except OSError as error:
            raise ExportError(f"Can't write “{target}”: the file grew too large.") from error

    for module in (csv_export, web_annotation):
        monkeypatch.setattr(module, "replacing", straight)
    with harm_is_seen():
        refused_and_the_old_stays(
            tmp_path / f"out{suffix}", lambda target: write_some(format_of(target.name), target)
        )


def fill_up(file: Path) -> None:
    """Write until there is no room any more."""
    with file.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(bytes(4096))


@pytest.mark.fault(3)
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_on_a_disk_that_is_really_full_nothing_is_lost(tmp_path: Path, work: Work) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("nothing may be mounted here")
    try:
        path = disk / "review.glossator"
        path.write_bytes(work.path.read_bytes())
        with ProjectFile.open(path) as project:
            filling = disk / "filling"
            fill_up(filling)
            with pytest.raises(
                ProjectError, match=r"the disk is full.*This change was not saved; everything"
            ):
                project.store_document(bytes(10**5), media_type="", file_name="large.pdf")
            with pytest.raises(ExportError, match=r"the disk is full\. Nothing was changed"):
                write_some(format_of("out.csv"), disk / "out.csv")
            with pytest.raises(ProjectError, match="MB free"):
                back_up(path, disk / "backups")
            filling.unlink()
            project.store_document(b"small", media_type="", file_name="small.pdf")
        assert notes_of(path) == AFTER
        assert not (disk / "out.csv").exists()
    finally:
        subprocess.run(["umount", disk], check=True)


# Words that break formats

ODD = "a\x00b\x0bc\u202ee\uffff=f\r\ng <&>\"' \x1b[31m"


def read_back(path: Path) -> None:
    """Read a file as another program would; fail if it can't be read."""
    data = path.read_bytes()
    if path.suffix in (".csv",):
        assert len(list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))) >= 2
    elif path.suffix in (".json", ".jsonld"):
        assert json.loads(data)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                if name.endswith((".xml", ".rels", ".qde")):
                    ET.fromstring(archive.read(name))
    elif path.suffix == ".qdc":
        ET.fromstring(data)
    else:
        assert "\x00" not in data.decode("utf-8")


def odd_words_go_out(kind: Format, target: Path) -> None:
    theme = make_theme(f"Demand {ODD}", definition=ODD)
    one = make_annotation(REPORT, [theme], note=ODD, quote=ODD, citation=ODD, analyst=ODD)
    kind.write(outgoing([one], [theme]), target)
    read_back(target)


@pytest.mark.fault(27)
@EVERY_FORMAT
def test_words_with_control_characters_go_out_in_files_that_can_be_read(
    tmp_path: Path, kind: Format
) -> None:
    odd_words_go_out(kind, tmp_path / f"out{kind.suffix}")


@pytest.mark.fault(27, control=True)
def test_control_characters_that_stay_make_xml_that_can_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("xml_writer", "refi.project"):
        there = importlib.import_module(f"glossator.exchange.{module}")
        if hasattr(there, "clean"):
            monkeypatch.setattr(there, "clean", lambda text: text)
    monkeypatch.setattr(xml_writer, "clean", lambda text: text)
    with harm_is_seen(ValueError, ExportError, ExpatError):
        odd_words_go_out(format_of("out.qdpx"), tmp_path / "out.qdpx")


@pytest.mark.fault(27)
def test_a_table_has_one_row_a_passage_and_gives_the_words_back(tmp_path: Path) -> None:
    note = "= one\r\ntwo\t“three”, \x0b four; =1+1"
    made = [make_annotation(REPORT, note=note) for _ in range(3)]
    target = tmp_path / "out.csv"
    format_of(target.name).write(outgoing(made), target)
    rows = list(csv.reader(io.StringIO(target.read_bytes().decode("utf-8-sig"), newline="")))
    assert len(rows) == 4
    back = read_csv(target.name, target.read_bytes())
    assert [one.note for one in back.passages] == [note] * 3
