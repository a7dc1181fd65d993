"""The note of a passage: never lost, one action to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from glossator.domain import intents
from glossator.domain.errors import ProjectError
from glossator.ui.panels.note import NoteEditor
from helpers.fake_project import make_workspace, refuse_writes
from helpers.hosted import hosted
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace
    from glossator.domain.records import Annotation

REPORT = make_report()
PUNISH = make_theme("Non-punishment", position=0)
CAUSES = make_theme("Root causes", position=1)
ONE = make_annotation(REPORT, [PUNISH, CAUSES], note="old")
OTHER = make_annotation(REPORT, note="other")
NOW = "2025-01-01T00:00:00Z"


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    return make_workspace(REPORT, PUNISH, CAUSES, ONE, OTHER)


@pytest.fixture
def note(workspace: Workspace, qtbot: QtBot) -> NoteEditor:
    note = NoteEditor(workspace)
    hosted(note, qtbot, 300, 200)
    note.show_annotation(ONE.id)
    return note


def stored(workspace: Workspace, one: Annotation = ONE) -> str:
    annotation = workspace.annotation(one.id)
    assert annotation is not None
    return annotation.note


def test_without_a_passage_nothing_can_be_typed(note: NoteEditor) -> None:
    note.show_annotation(None)
    assert not note.text.isEnabled()
    assert "Choose a passage" in note.text.placeholderText()


def test_a_pause_writes_and_the_whole_stretch_is_one_step(
    note: NoteEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    note._pause.setInterval(5)
    note.focus_note()
    QTest.keyClicks(note.text, " a")
    qtbot.waitUntil(lambda: stored(workspace) == "old a")
    QTest.keyClicks(note.text, " b")
    qtbot.waitUntil(lambda: stored(workspace) == "old a b")
    note.flush()
    assert workspace.undo_stack.count() == 1
    workspace.undo()
    assert stored(workspace) == "old"
    assert note.text.toPlainText() == "old"
    workspace.redo()
    assert note.text.toPlainText() == "old a b"


def test_control_enter_ends_a_stretch(note: NoteEditor, workspace: Workspace, qtbot: QtBot) -> None:
    for word in ("a", "b"):
        QTest.keyClicks(note.text, word)
        QTest.keyClick(note.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stored(workspace) == "abold"
    assert workspace.undo_stack.count() == 2


def test_another_action_in_between_is_kept_apart(
    note: NoteEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.keyClicks(note.text, "a")
    note._write()
    workspace.do(intents.rename_theme(workspace.tree, CAUSES, "Causes"))
    QTest.keyClicks(note.text, "b")
    note._write()
    assert stored(workspace) == "abold"
    assert workspace.undo_stack.count() == 3
    assert workspace.tree[CAUSES.id].name == "Causes"


def test_choosing_another_passage_writes_first(
    note: NoteEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.keyClicks(note.text, "x")
    note.show_annotation(OTHER.id)
    assert stored(workspace) == "xold"
    assert note.text.toPlainText() == "other"


def test_leaving_the_field_writes(note: NoteEditor, workspace: Workspace, qtbot: QtBot) -> None:
    note.focus_note()
    QTest.keyClicks(note.text, "x")
    note.text.clearFocus()
    assert stored(workspace) == "oldx"


def test_an_edit_elsewhere_does_not_clobber_what_is_typed(
    note: NoteEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.do(intents.write_note(ONE, "by the box", NOW))
    assert note.text.toPlainText() == "by the box"
    QTest.keyClicks(note.text, "x")
    workspace.undo()
    assert note.text.toPlainText() == "xby the box"
    note.flush()
    assert stored(workspace) == "xby the box"


def test_what_could_not_be_written_stays_and_is_written_later(
    note: NoteEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.keyClicks(note.text, "x")
    refuse_writes(workspace, ProjectError("The disk is full."))
    with qtbot.waitSignal(note.trouble):
        note.flush()
    note.show_annotation(OTHER.id)
    refuse_writes(workspace, None)
    note.show_annotation(ONE.id)
    assert note.text.toPlainText() == "xold"
    note.flush()
    assert stored(workspace) == "xold"


def test_a_failed_second_write_keeps_the_first(
    note: NoteEditor, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.keyClicks(note.text, "a")
    note._write()

    def refuse(*_: object, **__: object) -> int:
        raise ProjectError("The disk is full.")

    monkeypatch.setattr(workspace.project, "amend", refuse)
    QTest.keyClicks(note.text, "b")
    with qtbot.waitSignal(note.trouble):
        note._write()
    assert stored(workspace) == "aold"
    assert note.text.toPlainText() == "abold"


def test_a_note_of_a_passage_that_goes_and_comes_back_is_kept(
    note: NoteEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.keyClicks(note.text, "x")
    workspace.do(intents.delete_annotations([ONE]))
    assert not note.text.isEnabled()
    workspace.undo()
    note.show_annotation(ONE.id)
    assert note.text.toPlainText() == "xold"


def test_the_cross_of_a_chip_takes_the_tag_off(
    note: NoteEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    chip = note.chips.chips()[0]
    assert chip.accessibleName() == "Remove the tag Non-punishment"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.rect().topLeft())
    assert len(note.chips.chips()) == 2
    at = chip.rect().center()
    at.setX(chip.width() - 6)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=at)
    assert [one.text() for one in note.chips.chips()] == ["Root causes"]
    QTest.keyClick(note.chips.chips()[0], Qt.Key.Key_Delete)
    assert note.chips.chips() == []
    workspace.undo()
    assert [one.text() for one in note.chips.chips()] == ["Root causes"]
    note.grab()


def test_escape_leaves_the_note(note: NoteEditor, workspace: Workspace, qtbot: QtBot) -> None:
    QTest.keyClicks(note.text, "x")
    with qtbot.waitSignal(note.left):
        QTest.keyClick(note.text, Qt.Key.Key_Escape)
    assert stored(workspace) == "xold"
