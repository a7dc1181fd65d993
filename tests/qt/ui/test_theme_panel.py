"""The panel of themes, on the real widget."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from glossator.app.desk import Desk
from glossator.app.models.mime import PASSAGE_MIME, THEME_MIME
from glossator.app.models.passage_query import Scope
from glossator.app.models.theme_filter import ThemeOrder
from glossator.domain import intents
from glossator.domain.errors import ProjectError
from glossator.domain.records import Status
from glossator.domain.theme_intents import Wording
from glossator.ui.panels.dialogs import DefinitionDialog
from glossator.ui.panels.split_dialog import Split, SplitDialog
from glossator.ui.panels.theme_foot import CountButton
from glossator.ui.panels.theme_menu import build_menu, build_view_menu
from glossator.ui.panels.theme_picker import TOP_LEVEL, ThemePicker
from glossator.ui.panels.themes import ThemePanel
from helpers.fake_project import make_workspace, refuse_writes
from helpers.hosted import hosted
from helpers.model_watch import shape
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace
    from glossator.domain.records import Theme

REPORT = make_report()
JUSTICE = make_theme("Access to justice", position=0)
PUNISH = make_theme("Non-punishment", JUSTICE, definition="Victims are not punished.", key="1")
CAUSES = make_theme("Root causes", position=1)
RECORDS = (
    REPORT,
    JUSTICE,
    PUNISH,
    CAUSES,
    make_annotation(REPORT, [PUNISH]),
    make_annotation(REPORT),
    make_annotation(REPORT, [CAUSES], status=Status.DETACHED),
)


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    return make_workspace(*RECORDS)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk()


@pytest.fixture
def panel(workspace: Workspace, desk: Desk, qtbot: QtBot) -> ThemePanel:
    panel = ThemePanel(workspace, desk)
    hosted(panel, qtbot, 270, 600)
    panel.view.expandAll()
    return panel


def index(panel: ThemePanel, theme: Theme) -> QModelIndex:
    return panel._themes.index_of(theme.id)


def click(panel: ThemePanel, theme: Theme, qtbot: QtBot) -> None:
    at = panel.view.visualRect(index(panel, theme)).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def editor(panel: ThemePanel) -> QLineEdit:
    found = panel.view.viewport().findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_a_click_chooses_a_theme_and_another_puts_it_down(
    panel: ThemePanel, desk: Desk, qtbot: QtBot
) -> None:
    click(panel, PUNISH, qtbot)
    assert desk.theme_id == PUNISH.id
    assert "Victims are not punished." in panel.definition.text()
    click(panel, PUNISH, qtbot)
    qtbot.waitUntil(lambda: desk.theme_id is None)
    assert not panel.view.selectionModel().hasSelection()


def test_arrow_keys_choose_and_escape_puts_down(
    panel: ThemePanel, desk: Desk, qtbot: QtBot
) -> None:
    click(panel, JUSTICE, qtbot)
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    assert desk.theme_id == PUNISH.id
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    assert desk.theme_id is None


def test_a_theme_chosen_elsewhere_is_marked(panel: ThemePanel, desk: Desk) -> None:
    panel.view.collapseAll()
    desk.choose_theme(PUNISH.id)
    assert panel.view.selectionModel().isSelected(index(panel, PUNISH))
    assert panel.view.isExpanded(index(panel, JUSTICE))


def test_typing_filters_and_escape_shows_all_as_before(
    panel: ThemePanel, desk: Desk, qtbot: QtBot
) -> None:
    desk.choose_theme(CAUSES.id)
    panel.view.collapseAll()
    QTest.keyClicks(panel.field, "punish")
    assert shape(panel._themes) == [("Access to justice", [("Non-punishment", [])])]
    assert panel.view.isExpanded(index(panel, JUSTICE))
    assert desk.theme_id == CAUSES.id
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel._themes.rowCount() == 2
    assert not panel.view.isExpanded(index(panel, JUSTICE))
    assert panel.view.selectionModel().isSelected(index(panel, CAUSES))


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_the_first_match_is_chosen_from_the_filter(
    panel: ThemePanel, desk: Desk, qtbot: QtBot, key: Qt.Key
) -> None:
    QTest.keyClicks(panel.field, "punish")
    QTest.keyClick(panel.field, key)
    assert desk.theme_id == PUNISH.id


def test_f2_renames_in_place(panel: ThemePanel, workspace: Workspace, qtbot: QtBot) -> None:
    click(panel, CAUSES, qtbot)
    QTest.keyClick(panel.view, Qt.Key.Key_F2)
    field = editor(panel)
    field.setText("Causes")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.tree[CAUSES.id].name == "Causes")
    workspace.undo()
    assert index(panel, CAUSES).data() == "Root causes"


def test_a_new_theme_is_typed_in_place(
    panel: ThemePanel, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    desk.choose_theme(CAUSES.id)
    panel.new_theme_below()
    field = editor(panel)
    field.setText("Poverty")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.undo_stack.count() == 1)
    assert [theme.name for theme in workspace.tree.children(CAUSES.id)] == ["Poverty"]


def test_escape_leaves_no_new_theme(panel: ThemePanel, workspace: Workspace, qtbot: QtBot) -> None:
    panel.new_theme()
    QTest.keyClick(editor(panel), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: panel._themes.rowCount() == 2)
    assert workspace.undo_stack.count() == 0


def test_a_name_that_is_taken_is_told_and_the_row_goes(panel: ThemePanel, qtbot: QtBot) -> None:
    panel.new_theme()
    field = editor(panel)
    field.setText("root CAUSES")
    with qtbot.waitSignal(panel.trouble):
        QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel._themes.rowCount() == 2)


def test_delete_asks_nothing_and_can_be_undone(
    panel: ThemePanel, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    click(panel, JUSTICE, qtbot)
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    assert shape(panel._themes) == [("Root causes", [])]
    assert desk.theme_id is None
    assert panel.untagged.count() == 2
    workspace.undo()
    assert panel._themes.rowCount() == 2
    assert panel.untagged.count() == 1


def test_a_theme_dropped_on_another_moves_below_it(panel: ThemePanel, workspace: Workspace) -> None:
    data = QMimeData()
    data.setData(THEME_MIME, PUNISH.id.encode())
    move = Qt.DropAction.MoveAction
    assert panel._themes.dropMimeData(data, move, -1, -1, index(panel, CAUSES))
    assert workspace.tree.parent_of(PUNISH.id) == CAUSES.id


def test_a_passage_dropped_on_a_theme_is_passed_on(panel: ThemePanel, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setData(PASSAGE_MIME, b"")
    with qtbot.waitSignal(panel.passage_dropped) as dropped:
        panel._themes.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, index(panel, CAUSES))
    assert dropped.args == [CAUSES.id]


def test_loose_ends_are_counted_and_listed(panel: ThemePanel, qtbot: QtBot) -> None:
    assert (panel.untagged.count(), panel.detached.count()) == (1, 1)
    assert panel.untagged.accessibleName() == "Noted without a theme: 1"
    with qtbot.waitSignal(panel.scope_wanted) as wanted:
        QTest.mouseClick(panel.detached, Qt.MouseButton.LeftButton)
    assert wanted.args == [Scope.DETACHED]


def test_the_definition_is_edited_in_a_dialog(
    panel: ThemePanel, workspace: Workspace, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.choose_theme(CAUSES.id)
    monkeypatch.setattr(DefinitionDialog, "ask", lambda *_: Wording("Why", "a", "b", "c", "d"))
    panel.definition.linkActivated.emit("edit")
    assert workspace.tree[CAUSES.id].definition == "Why"
    assert "Why" in panel.definition.text()


def test_the_definition_dialog_gives_back_what_is_written(qtbot: QtBot) -> None:
    dialog = DefinitionDialog(PUNISH)
    qtbot.addWidget(dialog)
    assert dialog.values() == Wording("Victims are not punished.")


def choose(menu: QMenu, *texts: str) -> None:
    for text in texts[:-1]:
        menu = next(one for one in menu.findChildren(QMenu) if one.title() == text)
    next(one for one in menu.actions() if one.text() == texts[-1]).trigger()


def test_the_menu_recolours_and_gives_keys(panel: ThemePanel, workspace: Workspace) -> None:
    menu = build_menu(panel, [CAUSES], "")
    colours = next(one for one in panel.findChildren(QMenu) if one.title() == "Colour")
    colours.actions()[3].trigger()
    assert workspace.tree[CAUSES.id].colour == colours.actions()[3].text()
    keys = next(one for one in panel.findChildren(QMenu) if one.title() == "Key")
    next(one for one in keys.actions() if one.text() == "1").trigger()
    assert workspace.tree[CAUSES.id].key == "1"
    assert workspace.tree[PUNISH.id].key == ""
    choose(menu, "Delete")
    assert CAUSES.id not in workspace.tree


def select(panel: ThemePanel, *themes: Theme) -> None:
    for number, theme in enumerate(themes):
        QTest.mouseClick(
            panel.view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier,
            panel.view.visualRect(index(panel, theme)).center(),
        )


def test_selected_themes_are_merged_and_that_is_taken_back(
    panel: ThemePanel, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    select(panel, PUNISH, CAUSES)
    assert panel.view.selected() == [PUNISH, CAUSES]
    menu = build_menu(panel, panel.view.selected(), "")
    with qtbot.waitSignal(panel.said):
        choose(menu, "Merge 2 themes", "Into “Root causes”")
    assert PUNISH.id not in workspace.tree
    assert desk.theme_id == CAUSES.id
    assert panel._model.total(workspace.tree[CAUSES.id]) == 2
    workspace.undo()
    assert panel._model.total(PUNISH) == panel._model.total(CAUSES) == 1


def test_delete_takes_all_selected_themes(
    panel: ThemePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    select(panel, PUNISH, CAUSES)
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    assert list(workspace.tree) == [JUSTICE]
    workspace.undo()
    assert len(workspace.tree) == 3


def test_a_theme_is_merged_and_moved_where_the_picker_says(
    panel: ThemePanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ThemePicker, "ask", lambda *_, **__: TOP_LEVEL)
    panel.edits.ask_move([PUNISH])
    assert workspace.tree.parent_of(PUNISH.id) is None
    monkeypatch.setattr(ThemePicker, "ask", lambda *_, **__: CAUSES)
    panel.edits.ask_merge(workspace.tree[PUNISH.id])
    assert PUNISH.id not in workspace.tree


def test_the_picker_finds_by_letters_and_leaves_out(qtbot: QtBot, workspace: Workspace) -> None:
    picker = ThemePicker(workspace.tree, "Merge into", {CAUSES.id}, root=True)
    qtbot.addWidget(picker)
    assert picker.value() == TOP_LEVEL
    QTest.keyClicks(picker.field, "just")
    assert picker.value() == JUSTICE
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    assert picker.value() == PUNISH
    picker.field.setText("root")
    assert picker.value() is None


def test_a_theme_is_split_by_the_passages_that_are_checked(
    panel: ThemePanel, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ones = [one for one in workspace.annotations() if PUNISH.id in one.theme_ids]
    dialog = SplitDialog(PUNISH, [*ones, make_annotation(REPORT, [PUNISH])], [ones[0].id])
    qtbot.addWidget(dialog)
    QTest.keyClicks(dialog.name, " Fines ")
    assert dialog.values() == Split("Fines", (ones[0].id,))
    assert dialog.count.text() == "1 of 2 passages go to the new theme:"
    monkeypatch.setattr(SplitDialog, "ask", lambda *_: dialog.values())
    panel.edits.ask_split(PUNISH)
    made = workspace.tree.find("Fines")[0]
    assert workspace.tree.parent_of(made.id) == JUSTICE.id
    assert [one.theme_ids for one in workspace.annotations() if one.id == ones[0].id] == [
        (made.id,)
    ]


def test_an_archived_theme_shows_only_on_demand(panel: ThemePanel, workspace: Workspace) -> None:
    choose(build_menu(panel, [JUSTICE], ""), "Archive")
    assert shape(panel._themes) == [("Root causes", [])]
    choose(build_view_menu(panel), "Show archived themes")
    assert [name for name, _ in shape(panel._themes)] == ["Access to justice", "Root causes"]
    assert "archived" in index(panel, PUNISH).data(Qt.ItemDataRole.AccessibleTextRole)
    choose(build_menu(panel, [workspace.tree[PUNISH.id]], ""), "Bring back")
    assert not workspace.tree.archived


def test_themes_are_shown_by_name_by_count_and_as_in_the_tree(
    panel: ThemePanel, workspace: Workspace
) -> None:
    panel.edits.merge([PUNISH], CAUSES)
    choose(build_view_menu(panel), ThemeOrder.COUNT.value)
    assert [name for name, _ in shape(panel._themes)] == ["Root causes", "Access to justice"]
    choose(build_view_menu(panel), ThemeOrder.NAME.value)
    assert [name for name, _ in shape(panel._themes)] == ["Access to justice", "Root causes"]
    workspace.do(intents.move_theme(workspace.tree, CAUSES, None, 0))
    choose(build_view_menu(panel), ThemeOrder.TREE.value)
    assert [name for name, _ in shape(panel._themes)] == ["Root causes", "Access to justice"]


def test_a_failed_write_is_told(panel: ThemePanel, workspace: Workspace, qtbot: QtBot) -> None:
    refuse_writes(workspace, ProjectError("The disk is full."))
    with qtbot.waitSignal(panel.trouble) as told:
        panel.delete_theme(CAUSES.id)
    assert told.args == ["The disk is full."]
    assert CAUSES.id in workspace.tree


def test_a_project_that_is_read_only_changes_nothing(qtbot: QtBot, desk: Desk) -> None:
    workspace = make_workspace(*RECORDS)
    workspace.project.read_only = True
    panel = ThemePanel(workspace, desk)
    qtbot.addWidget(panel)
    panel.new_theme()
    assert panel._themes.rowCount() == 2
    assert not panel._themes.flags(index(panel, CAUSES)) & Qt.ItemFlag.ItemIsEditable
    assert "Edit" not in panel.definition.text()


def test_everything_has_a_name_and_is_painted(panel: ThemePanel, desk: Desk) -> None:
    desk.choose_theme(PUNISH.id)
    for widget in (panel.field, panel.view, panel.untagged, panel.detached):
        assert widget.accessibleName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    picture = panel.grab().toImage()
    square = panel.view.visualRect(index(panel, PUNISH)).topLeft() + QPoint(5, 12)
    at = panel.view.viewport().mapTo(panel, square)
    assert picture.pixelColor(at).name().upper() == PUNISH.colour
    assert QGuiApplication.palette().window().color() == panel.view.palette().base().color()


def test_order_archived_and_opened_themes_stand_as_they_stood_after_a_restart(
    panel: ThemePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    other = ThemePanel(workspace, Desk())
    hosted(other, qtbot, 270, 600)
    panel.sort_themes(ThemeOrder.NAME)
    panel.show_archived(shown=True)
    # What the filter opens is not remembered, what was open before is.
    panel.field.setText("punish")
    other.restore(json.loads(json.dumps(panel.remembered())))
    assert (other.order, other.shows_archived) == (ThemeOrder.NAME, True)
    assert other.view.isExpanded(index(other, JUSTICE))
    panel.field.clear()
    with qtbot.waitSignal(panel.rearranged):
        panel.view.collapse(index(panel, JUSTICE))
    other.restore(panel.remembered())
    assert not other.view.isExpanded(index(other, JUSTICE))


@pytest.mark.parametrize("kept", [None, {}, {"order": "odd", "opened": "X"}, {"opened": ["gone"]}])
def test_what_was_remembered_wrongly_shows_the_themes_as_at_first(
    workspace: Workspace, kept: object, qtbot: QtBot
) -> None:
    panel = ThemePanel(workspace, Desk())
    hosted(panel, qtbot, 270, 600)
    panel.restore(kept)
    assert panel.order is ThemeOrder.TREE
    assert panel.view.model().rowCount() == 2


def test_a_row_whose_name_has_no_room_leaves_its_count_to_be_read(qtbot: QtBot) -> None:
    strips = []
    for name in ("N", "Noted without a theme, and more"):
        row = CountButton(name, "")
        qtbot.addWidget(row)
        row.set_count(7)
        row.resize(100, 25)
        wide = row.fontMetrics().horizontalAdvance("7") + 8
        strips.append(row.grab(QRect(100 - wide, 0, wide, 25)).toImage())
    assert strips[0] == strips[1]
