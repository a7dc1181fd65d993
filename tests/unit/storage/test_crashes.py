"""SIGKILL and power cuts, at many moments: what was acknowledged is there, the project whole.

A short form runs with all tests; `make trust` runs the long one and prints what it tried.
"""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.storage.backups import BackupStore
from glossator.storage.project import ProjectFile
from helpers import power
from helpers.killing import Nursery
from helpers.records import MADE_AT, make_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONG = bool(os.environ.get("GLOSSATOR_TRUST"))
KILLS = 1000 if LONG else 15
MOST_SECONDS = 0.5
CUTS = 300 if LONG else 40


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


@pytest.fixture
def worked(tmp_path: Path) -> Path:
    path = tmp_path / "review.glossator"
    with ProjectFile.create(path) as project:
        digest = project.store_document(b"x", media_type="text/plain", file_name="a.txt")
        report = make_report(sha256=digest)
        project.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
    return path


@pytest.mark.slow
@pytest.mark.fault(1)
def test_whatever_was_acknowledged_survives_being_killed(
    worked: Path, tmp_path: Path, nursery: Nursery
) -> None:
    folder, seconds = tmp_path / "kept", random.Random(7)
    folder.mkdir()
    tried = {"tag": 0, "note": 0, "import": 0, "export": 0, "backup": 0}
    for number in range(KILLS):
        path = tmp_path / "round.glossator"
        shutil.copy(worked, path)
        for old in folder.iterdir():
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        acknowledged = nursery.killed(path, folder, number, seconds.uniform(0.0, MOST_SECONDS))
        with ProjectFile.open(path) as project:
            assert not project.read_only
            notes = {str(one.id): one.note for batch in project.annotations() for one in batch}
            assert not project.check()
        for what, which in acknowledged:
            tried[what] += 1
            assert which in notes
            assert what != "note" or notes[which] == "second"
        for backup in BackupStore(folder).of(path):
            with ProjectFile.open(backup.path, read_only=True) as copy:
                assert not copy.check()
    print(f"\n  killed {KILLS} times; acknowledged {tried}; lost 0")
    assert tried["tag"] >= KILLS


@pytest.mark.slow
@pytest.mark.fault(1, control=True)
def test_what_is_acknowledged_too_early_is_seen_to_be_lost(
    worked: Path, tmp_path: Path, nursery: Nursery
) -> None:
    lost = 0
    for number in range(10):
        path = tmp_path / "round.glossator"
        shutil.copy(worked, path)
        acknowledged = nursery.killed(path, tmp_path, number, 0.0, early=True)
        with ProjectFile.open(path) as project:
            known = {str(one.id) for batch in project.annotations() for one in batch}
        lost += any(which not in known for _, which in acknowledged)
    print(f"\n  control, acknowledged before it was saved: 10 kills; lost {lost}")
    assert lost


@pytest.mark.slow
@pytest.mark.fault(2)
def test_whatever_was_acknowledged_survives_a_power_cut(worked: Path) -> None:
    lost, broken = power.cuts(worked, CUTS, power.SAME)
    print(f"\n  power cut {CUTS} times as projects are saved; lost {lost}, broken {broken}")
    assert (lost, broken) == (0, 0)


@pytest.mark.slow
@pytest.mark.fault(2, control=True)
@pytest.mark.parametrize("synchronous", ["FULL", "OFF"])
def test_with_less_flushing_a_power_cut_does_lose_work(worked: Path, synchronous: str) -> None:
    lost, broken = power.cuts(worked, CUTS, synchronous)
    print(f"\n  control, synchronous = {synchronous}: {CUTS} cuts; lost {lost}, broken {broken}")
    assert lost + broken > 0
