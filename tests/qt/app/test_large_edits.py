"""Large actions: written in a thread, announced in parts, one to undo."""

from __future__ import annotations

import gc
from threading import Event
from typing import TYPE_CHECKING, cast

import pytest

from glossator.app.large_edits import KEEP, LARGE
from glossator.domain import intents
from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import GlossatorError, InvalidInputError, ProjectError
from helpers.fake_project import FakeProject, make_workspace
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace

REPORT, THEME = make_report(), make_theme()
MANY = EditSet(
    "Import",
    (
        Change(None, make_theme("Demand")),
        *(Change(None, make_annotation(REPORT, [THEME], start=n)) for n in range(LARGE)),
    ),
)


class Watched:
    """A workspace whose project waits for a word before it writes, and all it says."""

    def __init__(self) -> None:
        self.workspace: Workspace = make_workspace(REPORT, THEME)
        self.project = cast("FakeProject", self.workspace.project)
        self.may_write = Event()
        self.parts: list[EditSet] = []
        self.told: list[GlossatorError | None] = []
        self.workspace.changed.connect(self.parts.append)
        write = self.project._write

        def wait(edits: EditSet) -> None:
            assert self.may_write.wait(10)
            write(edits)

        self.project._write = wait  # type: ignore[method-assign]

    @property
    def count(self) -> int:
        return self.workspace.annotation_count


@pytest.fixture
def watched(qtbot: QtBot) -> Watched:
    del qtbot
    return Watched()


def test_a_large_action_is_announced_in_parts_once_it_is_written(
    watched: Watched, qtbot: QtBot
) -> None:
    workspace = watched.workspace
    workspace.carry_out(MANY, watched.told.append)
    assert (workspace.is_busy, watched.count, watched.parts) == (True, 0, [])
    watched.may_write.set()
    qtbot.waitUntil(lambda: watched.told == [None])
    assert not workspace.is_busy
    assert watched.count == LARGE
    *parts, last = watched.parts
    assert len(parts) > 1
    assert sum((part.changes for part in parts), ()) == MANY.changes
    assert {part.label for part in parts} == {""}
    assert last == EditSet("Import")
    assert workspace.undo_stack.undoText() == "Import"


def test_a_defect_in_writing_keeps_no_later_action_waiting(watched: Watched, qtbot: QtBot) -> None:
    workspace, write = watched.workspace, watched.project._write

    def fail(edits: EditSet) -> None:
        del edits
        raise RuntimeError("a defect")

    watched.project._write = fail  # type: ignore[method-assign]
    with qtbot.captureExceptions() as raised:
        workspace.carry_out(MANY, watched.told.append)
        qtbot.waitUntil(lambda: not workspace.is_busy)
    assert [str(one[1]) for one in raised] == ["a defect"]
    watched.project._write = write  # type: ignore[method-assign]
    watched.may_write.set()
    workspace.do(EditSet("Add", MANY.changes[:1]))
    assert workspace.undo_stack.undoText() == "Add"


def test_closing_stops_what_keeps_garbage_from_being_looked_for(
    watched: Watched, qtbot: QtBot
) -> None:
    watched.workspace.carry_out(MANY, watched.told.append)
    watched.may_write.set()
    watched.workspace.close()
    qtbot.wait(3 * KEEP)
    assert gc.get_freeze_count() == 0


def test_a_small_action_is_done_at_once(watched: Watched) -> None:
    watched.may_write.set()
    edits = EditSet("Add", MANY.changes[:2])
    watched.workspace.carry_out(edits, watched.told.append)
    assert (watched.told, watched.parts) == ([None], [edits])


def test_one_undo_takes_a_large_action_back_and_one_redo_brings_it_again(
    watched: Watched, qtbot: QtBot
) -> None:
    workspace = watched.workspace
    watched.may_write.set()
    workspace.carry_out(MANY, watched.told.append)
    qtbot.waitUntil(lambda: watched.told == [None])
    workspace.undo(watched.told.append)
    assert workspace.is_busy
    qtbot.waitUntil(lambda: watched.told == [None] * 2)
    assert (watched.count, len(workspace.tree), workspace.undo_stack.canUndo()) == (0, 1, False)
    workspace.redo(watched.told.append)
    qtbot.waitUntil(lambda: watched.told == [None] * 3)
    assert (watched.count, len(workspace.tree)) == (LARGE, 2)
    workspace.undo()  # nobody is told, so all of it is done when this returns
    assert (watched.count, workspace.is_busy) == (0, False)


def test_what_could_not_be_written_has_changed_nothing(watched: Watched, qtbot: QtBot) -> None:
    watched.may_write.set()
    watched.project.fails = ProjectError("The disk is full.")
    watched.workspace.carry_out(MANY, watched.told.append)
    qtbot.waitUntil(lambda: bool(watched.told))
    assert [str(error) for error in watched.told] == ["The disk is full."]
    assert (watched.count, watched.parts, watched.workspace.is_busy) == (0, [], False)
    assert not watched.workspace.undo_stack.canUndo()


def test_another_action_meanwhile_comes_after_it(watched: Watched) -> None:
    workspace = watched.workspace
    workspace.carry_out(MANY, watched.told.append)
    watched.may_write.set()
    workspace.do(intents.rename_theme(workspace.tree, THEME, "Supply"))
    assert watched.told == [None]
    assert watched.project.entries[0].label == "Import"
    assert watched.count == LARGE
    assert workspace.tree[THEME.id].name == "Supply"
    workspace.undo()
    assert (workspace.tree[THEME.id].name, watched.count) == (THEME.name, LARGE)


def test_what_is_made_of_records_that_it_changes_is_refused(watched: Watched) -> None:
    workspace = watched.workspace
    watched.may_write.set()
    workspace.do(MANY)
    first, *_ = tagged = list(workspace.annotations())
    workspace.carry_out(intents.untag(tagged, THEME, "now"), watched.told.append)
    with pytest.raises(InvalidInputError, match=r"“Remove the tag .*” has changed this meanwhile"):
        workspace.do(intents.write_note(first, "Compare.", "now"))
    after = workspace.annotation(first.id)
    assert after is not None
    assert (after.theme_ids, after.note, watched.told) == ((), "", [None])


def test_a_project_that_is_closed_meanwhile_has_it_and_nobody_is_told(
    watched: Watched, qtbot: QtBot
) -> None:
    watched.workspace.carry_out(MANY, watched.told.append)
    watched.may_write.set()
    watched.workspace.close()
    assert len(watched.project.entries) == 1
    qtbot.wait(20)
    assert (watched.told, watched.parts) == ([], [])
