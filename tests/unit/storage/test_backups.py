"""Backups: whole, checked, thinned out, and put back without losing anything."""

from __future__ import annotations

import json
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import ProjectError, ProjectLockedError
from glossator.domain.thinning import NEWEST
from glossator.safekeeping import back_up, changes_since, plain_folder
from glossator.storage import backups, drafts, restoring
from glossator.storage.backups import MERGE, BackupStore, StoppedError
from glossator.storage.project import ProjectFile
from glossator.storage.repair import repair
from glossator.storage.restoring import restore
from helpers.matrix import harm_is_seen
from helpers.records import MADE_AT, make_annotation, make_report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from glossator.domain.records import Report
    from glossator.storage.backups import Backup


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere"


def add(project: ProjectFile, *records: object, at: str = MADE_AT) -> None:
    project.apply(EditSet("Add", tuple(Change(None, one) for one in records)), at=at)  # type: ignore[arg-type]


def tagged(project: ProjectFile, n: int = 1) -> Report:
    digest = project.store_document(b"text", media_type="text/plain", file_name="a.txt")
    report = make_report(sha256=digest)
    add(project, report, *(make_annotation(report, note=f"note {one}") for one in range(n)))
    return report


def notes(path: Path) -> set[str]:
    with ProjectFile.open(path, read_only=True) as project:
        return {one.note for batch in project.annotations() for one in batch}


def flip(path: Path, words: bytes) -> None:
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[data.index(words)] ^= 1
    path.write_bytes(data)


def test_a_backup_is_a_whole_project_apart_from_it(project: ProjectFile, folder: Path) -> None:
    tagged(project, 3)
    backup = back_up(project.path, folder, at=MADE_AT)
    assert (backup.reports, backup.passages, backup.faults) == (1, 3, ())
    assert folder in backup.path.parents
    assert notes(backup.path) == {"note 0", "note 1", "note 2"}
    assert BackupStore(folder).of(project.path) == [backup]
    (plain,) = plain_folder(backup).iterdir()
    assert plain.name == "000001 2024-W34.jsonld"
    assert len(json.loads(plain.read_bytes())["items"]) == 3


def test_nothing_is_copied_twice(project: ProjectFile, folder: Path) -> None:
    report = tagged(project)
    first = back_up(project.path, folder)
    assert back_up(project.path, folder) == first
    add(project, make_annotation(report))
    assert back_up(project.path, folder, MERGE).number == 2


def test_a_moved_project_finds_its_backups_and_a_lost_one_too(
    project: ProjectFile, folder: Path
) -> None:
    tagged(project)
    backup = back_up(project.path, folder)
    project.close()
    moved = project.path.rename(project.path.with_name("moved.glossator"))
    assert BackupStore(folder).of(moved) == [backup]
    assert BackupStore(folder).of(project.path) == [backup]


def test_saving_goes_on_while_a_backup_is_taken(
    project: ProjectFile, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tagged(project, 200)
    monkeypatch.setattr(backups, "PAGES", 1)
    steps, saved = 0, 0

    def save_between() -> bool:
        nonlocal steps, saved
        steps += 1
        if steps in (3, 9, 27):
            add(project, make_annotation(report, note=f"meanwhile {steps}"))
            saved += 1
        return False

    backup = back_up(project.path, folder, stopped=save_between)
    assert saved == 3
    assert backup.passages == 203
    assert notes(backup.path) == notes(project.path)


def test_a_backup_that_is_stopped_leaves_nothing(project: ProjectFile, folder: Path) -> None:
    tagged(project)
    stop = threading.Event()
    stop.set()
    with pytest.raises(StoppedError):
        back_up(project.path, folder, stopped=stop.is_set)
    assert not [one for one in folder.rglob("*") if one.is_file()]


def many(project: ProjectFile, folder: Path, times: list[str]) -> list[Backup]:
    report = tagged(project)
    for at in times:
        add(project, make_annotation(report), at=at)
        back_up(project.path, folder, at=at)
    return BackupStore(folder).of(project.path)


def test_older_backups_are_thinned_out(project: ProjectFile, folder: Path) -> None:
    found = many(project, folder, [f"2024-08-23T10:{number:02}:00Z" for number in range(8)])
    assert [one.number for one in found] == [8, 7, 6]


@pytest.mark.fault(18)
def test_a_clock_set_back_stops_no_backup(project: ProjectFile, folder: Path) -> None:
    found = many(project, folder, ["2031-01-01T10:00:00Z", *["2024-08-23T10:00:00Z"] * 3])
    assert [one.number for one in found] == [4, 3, 2, 1]


@pytest.mark.fault(18)
@pytest.mark.parametrize("at", ["1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", MADE_AT])
def test_a_plain_copy_is_written_each_week_whatever_the_clock_said_before(
    project: ProjectFile, folder: Path, at: str
) -> None:
    found = many(project, folder, ["2031-01-01T10:00:00Z", at, "2024-12-24T10:00:00Z", at])
    plain = sorted(one.name[:6] for one in plain_folder(found[0]).iterdir())
    assert plain == ["000001", "000002", "000003", "000004"]


def test_plain_copies_of_eight_weeks_stay(project: ProjectFile, folder: Path) -> None:
    found = many(project, folder, [f"2024-{month:02}-01T10:00:00Z" for month in range(1, 11)])
    plain = sorted(int(one.name[:6]) for one in plain_folder(found[0]).iterdir())
    assert plain == list(range(3, 11))


def test_the_last_backup_before_a_merge_stays(project: ProjectFile, folder: Path) -> None:
    report = tagged(project)
    before = back_up(project.path, folder, MERGE, at=MADE_AT)
    for minute in range(10, 20):
        at = f"2024-08-23T10:{minute}:00Z"
        add(project, make_annotation(report), at=at)
        back_up(project.path, folder, at=at)
    assert [one.number for one in BackupStore(folder).of(project.path)] == [11, 10, 9, 1]
    assert before in BackupStore(folder).of(project.path)


@pytest.mark.fault(18, control=True)
def test_who_asks_the_clock_which_is_newest_drops_the_newest(
    project: ProjectFile, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_the_clock(moments: Sequence[str]) -> set[int]:
        return set(sorted(range(len(moments)), key=moments.__getitem__)[-NEWEST:])

    monkeypatch.setattr(backups, "staying", by_the_clock)
    with harm_is_seen():
        test_a_clock_set_back_stops_no_backup(project, folder)


@pytest.mark.fault(13)
def test_a_damaged_project_drives_out_no_good_backup(
    project: ProjectFile, path: Path, folder: Path
) -> None:
    report = tagged(project)
    good = back_up(path, folder)
    add(project, make_annotation(report))
    project.close()
    flip(path, b"note 0")
    faulty = back_up(path, folder)
    assert "has changed" in faulty.faults[0]
    with ProjectFile.open(path) as again:
        add(again, make_annotation(report))
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 30] = bytes(len(data[4096 * 3 : 4096 * 30]))
    path.write_bytes(data)
    with pytest.raises(ProjectError):
        back_up(path, folder)
    assert [one.number for one in BackupStore(folder).of(path)] == [faulty.number, good.number]


def test_a_full_disk_is_told_and_older_backups_stay(
    project: ProjectFile, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tagged(project)
    backup = back_up(project.path, folder)
    add(project, make_annotation(report))
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    with pytest.raises(ProjectError, match="1 MB free"):
        back_up(project.path, folder)
    assert BackupStore(folder).of(project.path) == [backup]


def test_what_changed_since_is_told(project: ProjectFile, folder: Path) -> None:
    report = tagged(project)
    backup = back_up(project.path, folder)
    assert changes_since(project.path, backup) == ["Nothing has changed since."]
    add(project, make_annotation(report), make_report("A/1", sha256=report.sha256))
    assert changes_since(project.path, backup) == [
        "1 report added since: A/1",
        "1 passage tagged since",
    ]


def test_restoring_keeps_what_was_there(project: ProjectFile, folder: Path) -> None:
    report = tagged(project)
    backup = back_up(project.path, folder)
    add(project, make_annotation(report, note="later"))
    with pytest.raises(ProjectLockedError, match="close it there"):
        restore(project.path, backup)
    project.close()
    kept = restore(project.path, backup)
    assert kept is not None
    assert kept.name == "review (before restoring).glossator"
    assert notes(kept) == {"note 0", "later"}
    assert notes(project.path) == {"note 0"}
    with ProjectFile.open(project.path) as again:
        assert not again.check()
    second = restore(project.path, backup)
    assert second is not None
    assert second.name == "review (before restoring 2).glossator"


@pytest.mark.fault(11)
def test_a_damaged_project_is_kept_with_its_unfinished_save(
    project: ProjectFile, path: Path, folder: Path
) -> None:
    tagged(project)
    project.close()
    backup = back_up(path, folder)
    path.write_bytes(b"damaged")
    path.with_name(path.name + "-journal").write_bytes(b"unfinished")
    kept = restore(path, backup)
    assert kept is not None
    assert kept.read_bytes() == b"damaged"
    assert kept.with_name(kept.name + "-journal").read_bytes() == b"unfinished"
    assert notes(path) == {"note 0"}


@pytest.mark.fault(11, control=True)
def test_a_copy_written_over_the_damaged_project_would_lose_it(
    project: ProjectFile, path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "_keep_beside", lambda project: project)
    with harm_is_seen():
        test_a_damaged_project_is_kept_with_its_unfinished_save(project, path, folder)


def test_a_lost_project_comes_back(project: ProjectFile, path: Path, folder: Path) -> None:
    tagged(project)
    project.close()
    backup = back_up(path, folder)
    path.unlink()
    (found,) = BackupStore(folder).of(path)
    assert restore(path, found) is None
    assert notes(path) == {"note 0"}
    assert found == backup


@pytest.mark.fault(13)
def test_a_backup_that_is_damaged_itself_is_refused(
    project: ProjectFile, path: Path, folder: Path
) -> None:
    tagged(project)
    project.close()
    backup = back_up(path, folder)
    before = path.read_bytes()
    flip(backup.path, b"note 0")
    with pytest.raises(ProjectError, match="choose another"):
        restore(path, backup)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.glob("*restoring*")] == []


@pytest.mark.fault(13)
def test_where_the_last_backup_is_damaged_an_older_one_is_put_back(
    project: ProjectFile, path: Path, folder: Path
) -> None:
    report = tagged(project)
    older = back_up(path, folder)
    add(project, make_annotation(report, note="later"))
    newest = back_up(path, folder)
    project.close()
    path.write_bytes(b"damaged")
    flip(newest.path, b"later")
    with pytest.raises(ProjectError, match="Nothing was changed; choose another one"):
        restore(path, newest)
    assert path.read_bytes() == b"damaged"
    restore(path, older)
    assert notes(path) == {"note 0"}


@pytest.mark.fault(13)
def test_where_every_backup_is_damaged_what_can_be_read_is_saved_from_one(
    project: ProjectFile, path: Path, folder: Path
) -> None:
    tagged(project, 3)
    backup = back_up(path, folder)
    project.close()
    flip(backup.path, b"note 1")
    saved = repair(backup.path)
    assert len(notes(saved.path)) == 3
    assert any("is kept, but is not quite as it was saved" in line for line in saved.lines)
    with ProjectFile.open(saved.path) as again:
        assert not again.check()


@pytest.mark.fault(13, control=True)
def test_a_backup_that_is_not_looked_at_brings_its_damage_along(
    project: ProjectFile, path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "verify", lambda _: None)
    monkeypatch.setattr(drafts, "digest_of", lambda _: "the same")
    with harm_is_seen():
        test_a_backup_that_is_damaged_itself_is_refused(project, path, folder)


def test_what_a_cut_off_backup_left_is_swept_away(project: ProjectFile, folder: Path) -> None:
    report = tagged(project)
    backup = back_up(project.path, folder)
    stray = backup.path.with_name(".000009.999999999.new")
    stray.write_bytes(b"half")
    backup.path.with_name("000009 x.json").write_text("{}")
    add(project, make_annotation(report))
    back_up(project.path, folder)
    names = sorted(one.suffix for one in backup.path.parent.iterdir() if one.is_file())
    assert names == [".glossator", ".glossator", ".json", ".json"]
    assert not stray.exists()
