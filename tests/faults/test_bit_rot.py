"""One bit of a note turned over: it is found, by name, and all else can still be read."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.storage import check
from glossator.storage.project import ProjectFile
from helpers.matrix import harm_is_seen
from helpers.records import MADE_AT, make_annotation, make_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from glossator.domain.records import Record

FLIPS = 400 if os.environ.get("GLOSSATOR_TRUST") else 60
NOTES = [f"{number:02} ähnlich wie in “Bericht”, 水 und Fälle " * 8 for number in range(30)]


@pytest.fixture
def rotten(tmp_path: Path) -> Callable[[int], Path]:
    """Makes a project with one bit of one note turned over, another for each number."""
    path, copy = tmp_path / "whole.glossator", tmp_path / "rotten.glossator"
    with ProjectFile.create(path) as project:
        digest = project.store_document(b"text", media_type="text/plain", file_name="a.txt")
        report = make_report(sha256=digest)
        made = [
            make_annotation(report, note=note, citation=f"A/79/322, para. {number}")
            for number, note in enumerate(NOTES)
        ]
        records: list[Record] = [report, *made]
        project.apply(EditSet("Add", tuple(Change(None, one) for one in records)), at=MADE_AT)
        project.compact()
    data = path.read_bytes()

    def rot(number: int) -> Path:
        lot = random.Random(number)
        words = lot.choice(NOTES).encode()
        turned = bytearray(data)
        turned[data.index(words) + lot.randrange(len(words))] ^= 1 << lot.randrange(8)
        copy.write_bytes(turned)
        return copy

    return rot


def found(path: Path) -> list[str]:
    with ProjectFile.open(path, read_only=True) as project:
        annotations = [one for batch in project.annotations() for one in batch]
        changed = [one for one in annotations if one.note not in NOTES]
        assert len(annotations) == len(NOTES)
        assert len(changed) == 1
        named = [one.sentence for one in project.check() if one.kind == "annotation"]
    assert all(changed[0].citation in sentence for sentence in named)
    return named


@pytest.mark.slow
@pytest.mark.fault(12)
def test_a_bit_turned_over_in_a_note_is_found_by_name_and_the_others_are_read(
    rotten: Callable[[int], Path], record_property: Callable[[str, object], None]
) -> None:
    seen = sum(bool(found(rotten(number))) for number in range(FLIPS))
    record_property("tried", FLIPS)
    record_property("said", f"found by the hash of the note: {seen} of {FLIPS}")
    assert seen > 0.99 * FLIPS


@pytest.mark.slow
@pytest.mark.fault(12, control=True)
def test_without_hashes_hardly_any_is_found(
    rotten: Callable[[int], Path],
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.setattr(check, "_contents", lambda _: iter(()))
    seen = 0
    for number in range(FLIPS):
        with ProjectFile.open(rotten(number), read_only=True) as project:
            seen += bool(project.check())
    record_property("said", f"found by SQLite's own check: {seen} of {FLIPS}")
    with harm_is_seen():
        assert seen > 0.99 * FLIPS


def test_a_copy_is_repaired_and_keeps_what_is_left_of_the_note(
    rotten: Callable[[int], Path], tmp_path: Path
) -> None:
    from glossator.storage.repair import repair

    shutil.copy(rotten(1), tmp_path / "mine.glossator")
    done = repair(tmp_path / "mine.glossator")
    with ProjectFile.open(done.path) as project:
        assert project.annotation_count() == len(NOTES)
        assert project.check() == []
