"""The bookmarks of a report as a Qt model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from glossator.app.models.bookmarks import BookmarkModel, BookmarkRole
from glossator.domain.bookmarks import delete_bookmark, set_bookmark
from glossator.domain.errors import ProjectError
from glossator.domain.intents import remove_report
from helpers.fake_project import make_workspace, refuse_writes
from helpers.model_watch import ModelWatch, shape
from helpers.records import make_bookmark, make_report

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace

REPORT, OTHER = make_report(), make_report("A/75/289", sha256="1")
LATE = make_bookmark(REPORT, "Late", page=9)
EARLY = make_bookmark(REPORT, "Early", page=2, top=50.0)
ELSEWHERE = make_bookmark(OTHER, "Elsewhere")


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    return make_workspace(REPORT, OTHER, LATE, EARLY, ELSEWHERE)


@pytest.fixture
def model(workspace: Workspace, qtmodeltester: ModelTester) -> BookmarkModel:
    model = BookmarkModel(workspace)
    model.show_report(REPORT.id, [f"{n}*" for n in range(20)])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    return model


def names(model: BookmarkModel) -> list[object]:
    return [name for name, _ in shape(model)]


def test_lists_one_report_in_the_order_of_places(model: BookmarkModel) -> None:
    assert names(model) == ["Early", "Late"]
    index = model.index_of(EARLY.id)
    assert index.data(BookmarkRole.PAGE) == "2*"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Early, page 2*"


def test_follows_edits_row_by_row(model: BookmarkModel, workspace: Workspace) -> None:
    watch = ModelWatch(model)
    workspace.do(set_bookmark(make_bookmark(REPORT, "Middle", page=2, top=60.0)))
    workspace.do(set_bookmark(make_bookmark(OTHER, "Not here")))
    workspace.do(delete_bookmark(EARLY))
    workspace.undo()
    assert watch.rows() == ["insert 1-1", "remove 0-0", "insert 0-0"]
    assert names(model) == ["Early", "Middle", "Late"]


def test_renames_what_is_edited(model: BookmarkModel, workspace: Workspace) -> None:
    watch = ModelWatch(model)
    assert model.setData(model.index_of(LATE.id), "The end")
    assert watch.seen == ["change 1-1"]
    assert names(model) == ["Early", "The end"]
    workspace.undo()
    assert names(model) == ["Early", "Late"]


def test_says_why_a_name_is_refused(
    model: BookmarkModel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.refused):
        assert not model.setData(model.index_of(LATE.id), " ")
    refuse_writes(workspace, ProjectError("The disk is full."))
    with qtbot.waitSignal(model.refused) as refused:
        assert not model.setData(model.index_of(LATE.id), "The end")
    assert refused.args == ["The disk is full."]
    assert names(model) == ["Early", "Late"]


def test_is_empty_when_its_report_is_removed(model: BookmarkModel, workspace: Workspace) -> None:
    workspace.do(remove_report(REPORT, (), workspace.bookmarks(REPORT.id)))
    assert names(model) == []
