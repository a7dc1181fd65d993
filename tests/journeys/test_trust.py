"""What an analyst relies on when something goes wrong: backups, and no note lost unasked."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from glossator.app import keeping
from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import ProjectError
from glossator.domain.records import AnnotationId
from glossator.safekeeping import back_up
from glossator.storage.backups import BackupStore
from glossator.storage.project import ProjectFile
from glossator.ui.dialogs.check import CheckDialog
from glossator.ui.dialogs.restore import Leaving, RestoreDialog
from glossator.ui.flows.merging import MergeDialog
from helpers.window import CONTROL, LONG, click, focused, press, select_words, typed, wait_loaded

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from helpers.window import TestWindow


def tag(qtbot: QtBot, window: TestWindow, words: str = "trafficking") -> None:
    select_words(qtbot, window.panes[1], 4, words)
    typed(focused(), "1")


def test_an_analyst_works_and_a_backup_is_there_without_asking(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    window.settings.set("backup_folder", str(folder))
    window.settings.set("backups", value=True)
    monkeypatch.setattr(keeping, "QUIET", 50)
    monkeypatch.setattr(keeping, "APART", 0.0)
    path = window.project.path
    window.close_project()
    window.show_project(window.projects.open(path))
    wait_loaded(qtbot, window)
    tag(qtbot, window)
    store = BackupStore(folder)
    qtbot.waitUntil(lambda: any(one.passages for one in store.of(path)), timeout=LONG)
    window.close_project()
    last = store.of(path)[0]
    assert (last.reports, last.passages) == (5, 1)


def test_an_analyst_goes_back_to_yesterday_and_keeps_today(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    folder, path = tmp_path / "backups", window.project.path
    window.settings.set("backup_folder", str(folder))
    window.run("restore")
    assert "There is no backup" in window.said
    tag(qtbot, window)
    back_up(path, folder)
    tag(qtbot, window, "women")
    window.ask.will_be("backup", 1)
    window.run("restore")
    qtbot.waitUntil(
        lambda: window.room is not None and "Restored as of" in window.said, timeout=LONG
    )
    wait_loaded(qtbot, window)
    assert [one.quote for one in window.annotations()] == ["trafficking"]
    kept = path.with_name(f"{path.stem} (before restoring).glossator")
    assert kept.name in window.said
    with ProjectFile.open(kept, read_only=True) as project:
        assert project.annotation_count() == 2


def test_an_analyst_sees_what_was_done_since_a_backup(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    folder, path = tmp_path / "backups", window.project.path
    tag(qtbot, window)
    backup = back_up(path, folder)
    tag(qtbot, window, "women")
    dialog = RestoreDialog(path, [backup], folder, None)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "1 passage tagged since" in dialog.detail.text(), timeout=LONG)
    assert "5 reports, 1 passage" in dialog.list.item(0).text()
    dialog.restore.click()
    assert dialog.chosen == backup


@pytest.mark.fault(3)
def test_an_analyst_with_a_full_disk_is_asked_before_a_note_is_lost(
    qtbot: QtBot, window: TestWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag(qtbot, window)
    press(window, Qt.Key.Key_M, CONTROL)
    project = window.project

    def full(edits: EditSet, **_: object) -> int:
        raise ProjectError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(project, "apply", full)
        patch.setattr(project, "amend", full)
        typed(focused(), "A thought")
        window.ask.will_be("unsaved_note", Leaving.STAY, Leaving.COPY)
        window.close()
        assert window.isVisible()
        window.close()
        assert window.isVisible()
        assert QGuiApplication.clipboard().text() == "A thought"
    window.close()
    assert not window.isVisible()
    with ProjectFile.open(project.path) as again:
        assert [one.note for batch in again.annotations() for one in batch] == ["A thought"]


@pytest.mark.fault(20)
def test_an_analyst_is_told_once_of_a_synchronised_folder(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    path = tmp_path / "Dropbox" / "review.glossator"
    path.parent.mkdir()
    ProjectFile.create(path).close()
    window.open_path(path)
    window.opened.settled.emit()
    qtbot.waitUntil(lambda: "in a folder of Dropbox" in window.said)
    window.close_project()
    window.open_path(path)
    window.opened.settled.emit()
    qtbot.wait(200)
    assert not window.said


@pytest.mark.fault(20)
def test_an_analyst_is_told_of_a_folder_on_another_machine(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "our share" / "review.glossator"
    path.parent.mkdir()
    ProjectFile.create(path).close()
    mounts = tmp_path / "mounts"
    place = str(path.parent).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {place} nfs4 rw 0 0\n")
    monkeypatch.setattr("glossator.storage.surroundings._MOUNTS", mounts)
    window.open_path(path)
    window.opened.settled.emit()
    qtbot.waitUntil(lambda: "lies on another machine" in window.said)


@pytest.mark.fault(20)
def test_an_analyst_merges_a_conflicted_copy_from_the_note_about_it(
    qtbot: QtBot, window: TestWindow, sample: Path
) -> None:
    path = window.project.path
    tag(qtbot, window)
    other = path.with_name(f"{path.stem} (Anna's conflicted copy 2024-08-23).glossator")
    window.close_project()
    shutil.copy(path, other)
    with ProjectFile.open(other) as project:
        (mine,) = (one for batch in project.annotations() for one in batch)
        theirs = replace(mine, id=AnnotationId("F" * 8 + mine.id[8:]), note="Anna’s")
        project.apply(EditSet("Tag", (Change(None, theirs),)), at=mine.modified)
    before = other.read_bytes()
    window.open_path(path)
    window.opened.settled.emit()
    qtbot.waitUntil(lambda: f"“{other.name}”" in window.said)
    click(window.opened.notice._button)
    dialog = window.findChild(MergeDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.button.isEnabled, timeout=LONG)
    click(dialog.button)
    qtbot.waitUntil(lambda: window.said.startswith("Merged"), timeout=LONG)
    assert sorted(one.note for one in window.annotations()) == ["", "Anna’s"]
    assert other.read_bytes() == before


def with_a_bit_turned_over(qtbot: QtBot, window: TestWindow) -> Path:
    """Tag and note, close, turn one bit of the note over and open the project again."""
    tag(qtbot, window)
    (one,) = window.annotations()
    noted = replace(one, note="A most precious note")
    window.opened.workspace.do(EditSet("Note", (Change(one, noted),)))
    path = window.project.path
    window.project.compact()
    window.close_project()
    data = bytearray(path.read_bytes())
    data[data.index(b"most precious")] ^= 1
    path.write_bytes(data)
    window.open_path(path)
    wait_loaded(qtbot, window)
    return path


@pytest.mark.fault(12)
def test_an_analyst_checks_the_project_and_opens_the_repaired_copy(
    qtbot: QtBot, window: TestWindow
) -> None:
    window.run("check_project")
    qtbot.waitUntil(lambda: window.said.endswith("nothing is damaged."), timeout=LONG)
    path = with_a_bit_turned_over(qtbot, window)
    window.run("check_project")
    qtbot.waitUntil(lambda: window.findChild(CheckDialog) is not None, timeout=LONG)
    dialog = window.findChild(CheckDialog)
    assert isinstance(dialog, CheckDialog)
    assert dialog.head.text() == "2 faults found. Nothing was changed."
    found = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert found[0].startswith(f"The annotation “{window.annotations()[0].citation}”")
    assert found[1] == "The search index of the notes doesn't match them."
    click(dialog.repair)
    qtbot.waitUntil(lambda: window.said.startswith("Made “"), timeout=LONG)
    assert "Saved: 5 documents, 5 reports, 90 themes, 1 passage." in window.said
    click(window.opened.notice._button)
    wait_loaded(qtbot, window)
    assert window.project.path.stem == f"{path.stem} (repaired)"
    assert [one.note for one in window.annotations()] == ["A lost precious note"]
    with ProjectFile.open(path, read_only=True) as kept:
        assert "annotation" in {one.kind for one in kept.check()}


@pytest.mark.fault(12)
def test_an_analyst_is_led_from_a_fault_to_the_backups(qtbot: QtBot, window: TestWindow) -> None:
    with_a_bit_turned_over(qtbot, window)
    window.run("check_project")
    qtbot.waitUntil(lambda: window.findChild(CheckDialog) is not None, timeout=LONG)
    dialog = window.findChild(CheckDialog)
    assert isinstance(dialog, CheckDialog)
    click(dialog.restore)
    qtbot.waitUntil(lambda: "There is no backup" in window.said)
