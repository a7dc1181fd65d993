"""The theme tree as a Qt model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt

from glossator.app.models.mime import PASSAGE_MIME, THEME_MIME
from glossator.app.models.theme_filter import ThemeFilter
from glossator.app.models.themes import NEW_NAME, ThemeModel, ThemeRole
from glossator.domain import intents
from glossator.domain.errors import ProjectError
from helpers.fake_project import make_workspace, refuse_writes
from helpers.model_watch import ModelWatch, shape
from helpers.random_edits import Typist, starting_records
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace

OLD = make_report("A/67/170", date="2012", position=1)
NEW = make_report("A/79/322", date="2024", position=0)
JUSTICE = make_theme("Access to justice", position=0, key="3")
PUNISH = make_theme("Non-punishment", JUSTICE, position=0, definition="No penalty.")
REMEDY = make_theme("Remedies", JUSTICE, position=1)
CAUSES = make_theme("Root causes", position=1)
BOTH = make_annotation(OLD, [JUSTICE, PUNISH])
RECORDS = (OLD, NEW, JUSTICE, PUNISH, REMEDY, CAUSES, BOTH, make_annotation(NEW, [REMEDY]))


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    return make_workspace(*RECORDS)


@pytest.fixture
def model(workspace: Workspace, qtmodeltester: ModelTester) -> ThemeModel:
    model = ThemeModel(workspace)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    return model


def names(model: ThemeModel, parent: QModelIndex | None = None) -> list[str]:
    above = parent or QModelIndex()
    return [model.index(row, 0, above).data() for row in range(model.rowCount(above))]


def test_shows_the_tree_with_keys_and_definitions(model: ThemeModel) -> None:
    assert shape(model) == [
        ("Access to justice", [("Non-punishment", []), ("Remedies", [])]),
        ("Root causes", []),
    ]
    assert model.index_of(JUSTICE.id).data(ThemeRole.KEY) == "3"
    assert model.index_of(PUNISH.id).data(ThemeRole.DEFINITION) == "No penalty."
    assert model.index_of(PUNISH.id).data(ThemeRole.PATH) == "Access to justice / Non-punishment"


def test_counts_a_passage_once_for_the_theme_above(model: ThemeModel) -> None:
    justice = model.index_of(JUSTICE.id)
    assert justice.data(ThemeRole.TOTAL) == 2
    assert justice.data(ThemeRole.COUNTS) == [1, 1]
    assert model.index_of(PUNISH.id).data(ThemeRole.COUNTS) == [1, 0]


def test_says_a_row_for_a_screen_reader(model: ThemeModel) -> None:
    spoken = model.index_of(JUSTICE.id).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Access to justice, key 3, 2 passages"


def test_renaming_a_row_renames_the_theme(model: ThemeModel, workspace: Workspace) -> None:
    watch = ModelWatch(model)
    assert model.setData(model.index_of(PUNISH.id), "Non-penalisation")
    assert workspace.tree[PUNISH.id].name == "Non-penalisation"
    assert watch.rows() == []
    workspace.undo()
    assert model.index_of(PUNISH.id).data() == "Non-punishment"


def test_a_refused_name_is_told_and_changes_nothing(model: ThemeModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.trouble) as told:
        assert not model.setData(model.index_of(REMEDY.id), "NON-punishment")
    assert "already a theme" in told.args[0]
    assert model.index_of(REMEDY.id).data() == "Remedies"


def drop(model: ThemeModel, theme_id: str, row: int, parent: QModelIndex) -> bool:
    data = QMimeData()
    data.setData(THEME_MIME, theme_id.encode())
    return model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent)


def test_dropping_a_theme_moves_one_row_and_its_index(
    model: ThemeModel, workspace: Workspace
) -> None:
    kept = QPersistentModelIndex(model.index_of(PUNISH.id))
    watch = ModelWatch(model)
    assert drop(model, PUNISH.id, -1, model.index_of(CAUSES.id))
    assert watch.rows() == ["move 0 0"]
    assert kept.data() == "Non-punishment"
    assert kept.parent().data() == "Root causes"
    assert model.index_of(JUSTICE.id).data(ThemeRole.TOTAL) == 2
    assert model.index_of(CAUSES.id).data(ThemeRole.TOTAL) == 1
    workspace.undo()
    assert names(model, model.index_of(JUSTICE.id)) == ["Non-punishment", "Remedies"]


def test_dropping_a_theme_between_rows(model: ThemeModel) -> None:
    watch = ModelWatch(model)
    assert drop(model, CAUSES.id, 0, QModelIndex())
    assert names(model) == ["Root causes", "Access to justice"]
    assert len(watch.rows()) == 1


def test_a_theme_can_not_be_dropped_below_itself(model: ThemeModel) -> None:
    data = model.mimeData([model.index_of(JUSTICE.id)])
    move = Qt.DropAction.MoveAction
    assert not model.canDropMimeData(data, move, -1, 0, model.index_of(PUNISH.id))
    assert model.canDropMimeData(data, move, -1, 0, model.index_of(CAUSES.id))


def test_a_passage_dropped_on_a_theme_is_announced(model: ThemeModel, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setData(PASSAGE_MIME, b"")
    with qtbot.waitSignal(model.passage_dropped) as dropped:
        copy = Qt.DropAction.CopyAction
        assert model.dropMimeData(data, copy, -1, 0, model.index_of(CAUSES.id))
    assert dropped.args == [CAUSES.id]
    assert not model.canDropMimeData(data, copy, 0, 0, QModelIndex())


def test_a_theme_is_made_in_place_as_one_action(model: ThemeModel, workspace: Workspace) -> None:
    index = QPersistentModelIndex(model.begin_new(CAUSES.id))
    assert index.data() == NEW_NAME
    assert workspace.undo_stack.count() == 0
    assert model.setData(index, "Poverty")
    assert index.data() == "Poverty"
    assert [theme.name for theme in workspace.tree.children(CAUSES.id)] == ["Poverty"]
    model.drop_new()
    assert index.isValid()
    workspace.undo()
    assert not index.isValid()


def test_a_theme_not_named_leaves_no_trace(model: ThemeModel, workspace: Workspace) -> None:
    before = shape(model)
    model.begin_new(None)
    model.drop_new()
    assert shape(model) == before
    assert workspace.undo_stack.count() == 0


def test_a_failed_write_is_told(model: ThemeModel, workspace: Workspace, qtbot: QtBot) -> None:
    refuse_writes(workspace, ProjectError("The disk is full. Nothing was changed."))
    with qtbot.waitSignal(model.trouble) as told:
        assert not drop(model, PUNISH.id, -1, QModelIndex())
    assert told.args == ["The disk is full. Nothing was changed."]


def test_deleting_a_theme_with_those_below_is_one_removal(
    model: ThemeModel, workspace: Workspace
) -> None:
    watch = ModelWatch(model)
    workspace.do(intents.delete_theme(workspace.tree, JUSTICE, workspace.annotations()))
    assert watch.rows() == ["remove 0-0"]
    workspace.undo()
    assert names(model) == ["Access to justice", "Root causes"]
    assert model.index_of(JUSTICE.id).data(ThemeRole.TOTAL) == 2


def test_filters_by_words_of_the_path(model: ThemeModel, qtmodeltester: ModelTester) -> None:
    themes = ThemeFilter(model)
    qtmodeltester.check(themes)  # type: ignore[no-untyped-call]
    themes.set_words("PUNÍSH")
    assert shape(themes) == [("Access to justice", [("Non-punishment", [])])]
    assert not themes.matches(themes.index_of(JUSTICE.id))
    themes.set_words("justice rem")
    assert shape(themes) == [("Access to justice", [("Remedies", [])])]
    themes.set_words("")
    assert shape(themes) == shape(model)


def test_a_theme_above_renamed_changes_what_is_filtered(model: ThemeModel) -> None:
    themes = ThemeFilter(model)
    themes.set_words("courts")
    assert shape(themes) == []
    model.setData(model.index_of(JUSTICE.id), "Courts")
    assert shape(themes) == [("Courts", [("Non-punishment", []), ("Remedies", [])])]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_follows_whatever_is_done(qapp: object, data: st.DataObject) -> None:
    workspace = make_workspace(*starting_records())
    model, typist = ThemeModel(workspace), Typist(workspace, data)
    themes = ThemeFilter(model)
    typed = data.draw(st.sampled_from(["", "p", "one"]))
    themes.set_words(typed)
    watch = ModelWatch(model)
    for _ in range(data.draw(st.integers(1, 12))):
        typist.act()
    fresh = ThemeModel(workspace)
    for role in (Qt.ItemDataRole.DisplayRole, ThemeRole.PATH, ThemeRole.TOTAL, ThemeRole.COUNTS):
        assert shape(model, role) == shape(fresh, role)
    fresh_themes = ThemeFilter(fresh)
    fresh_themes.set_words(typed)
    assert shape(themes) == shape(fresh_themes)
    assert "reset" not in watch.seen
