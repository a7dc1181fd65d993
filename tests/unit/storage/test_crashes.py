"""SIGKILL and power cuts, at many moments: what was acknowledged is there, the project whole.

A short form runs with all tests; `make trust` runs the long one and prints what it tried.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING, Protocol

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.storage.backups import MIGRATION, BackupStore
from glossator.storage.project import ProjectFile
from helpers import power
from helpers.killing import Nursery
from helpers.next_version import next_version
from helpers.records import MADE_AT, make_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONG = bool(os.environ.get("GLOSSATOR_TRUST"))
KILLS = 1000 if LONG else 15
MOST_SECONDS = 0.4
EARLY = 60 if LONG else 20
CUTS = 1000 if LONG else 40


class Tell(Protocol):
    """Pytest's own `record_property`."""

    def __call__(self, name: str, value: object) -> None: ...


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


def not_lost(path: Path, folder: Path, acknowledged: list[tuple[str, str]]) -> None:
    """Check that all is there that was acknowledged, and whole, the backups too."""
    with next_version(), ProjectFile.open(path) as project:
        assert not project.read_only
        notes = {str(one.id): one.note for batch in project.annotations() for one in batch}
        assert not project.check()
    for what, which in acknowledged:
        if what not in ("begin", "migrate"):
            assert which in notes
            assert what != "note" or notes[which] == "second"
    for one in BackupStore(folder).of(path):
        # That from before the upgrade is of the older format.
        newer = next_version() if one.reason != MIGRATION else nullcontext()
        with newer, ProjectFile.open(one.path, read_only=True) as copy:
            assert not copy.check()


@pytest.mark.slow
@pytest.mark.fault(1)
def test_whatever_was_acknowledged_survives_being_killed(
    worked: Path, tmp_path: Path, nursery: Nursery, record_property: Tell
) -> None:
    folder, seconds = tmp_path / "kept", random.Random(7)
    folder.mkdir()
    told = Counter[str]()
    for number in range(KILLS):
        path = tmp_path / "round" / "round.glossator"
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.copy(worked, path)
        for old in folder.iterdir():
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        acknowledged = nursery.killed(path, folder, number, seconds.uniform(0.0, MOST_SECONDS))
        not_lost(path, folder, acknowledged)
        told.update(what for what, _ in acknowledged)
    acts = ", ".join(f"{what} {count:,}" for what, count in told.items() if what != "begin")
    record_property("tried", KILLS)
    record_property("said", f"acknowledged before the {KILLS:,} kills: {acts}")
    assert told["begin"] == KILLS
    assert told["migrate"]
    assert told["tag"]


@pytest.mark.slow
@pytest.mark.fault(1, control=True)
def test_what_is_acknowledged_too_early_is_seen_to_be_lost(
    worked: Path, tmp_path: Path, nursery: Nursery, record_property: Tell
) -> None:
    lost, seconds = 0, random.Random(7)
    for number in range(EARLY):
        path = tmp_path / "round.glossator"
        shutil.copy(worked, path)
        at = seconds.uniform(0.0, MOST_SECONDS)
        acknowledged = nursery.killed(path, tmp_path, number, at, early=True)
        with next_version(), ProjectFile.open(path) as project:
            known = {str(one.id) for batch in project.annotations() for one in batch}
        lost += any(what == "tag" and which not in known for what, which in acknowledged)
    record_property("said", f"control, acknowledged before it was saved: lost {lost} of {EARLY}")
    assert lost


@pytest.mark.slow
@pytest.mark.fault(2)
def test_whatever_was_acknowledged_survives_a_power_cut(
    worked: Path, record_property: Tell
) -> None:
    lost, broken = power.cuts(worked, CUTS, power.SAME)
    record_property("tried", CUTS)
    record_property("said", f"as projects are saved: lost {lost}, broken {broken} of {CUTS:,}")
    assert (lost, broken) == (0, 0)


@pytest.mark.slow
@pytest.mark.fault(2, control=True)
@pytest.mark.parametrize("synchronous", ["FULL", "OFF"])
def test_with_less_flushing_a_power_cut_does_lose_work(
    worked: Path, synchronous: str, record_property: Tell
) -> None:
    lost, broken = power.cuts(worked, CUTS, synchronous)
    said = f"control, synchronous = {synchronous}: lost {lost}, broken {broken} of {CUTS:,}"
    record_property("said", said)
    assert lost + broken > 0
