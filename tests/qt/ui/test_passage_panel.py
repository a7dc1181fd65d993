"""The panel of passages, on the real widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from glossator.app.desk import Desk
from glossator.app.models.passage_query import Scope, Sort
from glossator.domain import intents, theme_intents
from glossator.domain.errors import ProjectError
from glossator.ui.panels.passage_menu import build_menu
from glossator.ui.panels.passages import PassagePanel
from glossator.ui.panels.ticked_list import TagPreview
from helpers.fake_project import make_workspace, refuse_writes
from helpers.hosted import hosted
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.workspace import Workspace
    from glossator.domain.records import Annotation

OLD = make_report("A/67/170", date="2012-08-07", position=0)
NEW = make_report("A/79/322", date="2024-07-29", position=1, sha256="1")
JUSTICE = make_theme("Access to justice", position=0, colour="#18783C")
PUNISH = make_theme("Non-punishment", JUSTICE, colour="#D8B424")
CAUSES = make_theme("Root causes", position=1)
FIRST = make_annotation(
    OLD, [PUNISH], start=10, quote="Victims are routinely detained", created="2024-01-03"
)
SECOND = make_annotation(OLD, [CAUSES, PUNISH], start=90, note="Compare", created="2024-01-02")
THIRD = make_annotation(NEW, [JUSTICE], start=5, analyst="Ben", created="2024-01-01")
LOOSE = make_annotation(NEW, start=70, created="2024-01-04")
RECORDS = (OLD, NEW, JUSTICE, PUNISH, CAUSES, FIRST, SECOND, THIRD, LOOSE)


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    return make_workspace(*RECORDS)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk()


@pytest.fixture
def panel(workspace: Workspace, desk: Desk, qtbot: QtBot) -> PassagePanel:
    panel = PassagePanel(workspace, desk)
    hosted(panel, qtbot, 300, 860)
    return panel


def click(panel: PassagePanel, one: Annotation, qtbot: QtBot, *, extend: bool = False) -> None:
    at = panel.view.visualRect(panel._passages.index_of(one.id)).center()
    keys = Qt.KeyboardModifier.ControlModifier if extend else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, keys, at)


def test_lists_all_then_the_chosen_theme(panel: PassagePanel, desk: Desk) -> None:
    assert panel.listed_annotations() == [FIRST.id, SECOND.id, THIRD.id, LOOSE.id]
    assert panel.head.heading.text() == "All passages · 4 passages"
    desk.choose_theme(PUNISH.id)
    assert panel.listed_annotations() == [FIRST.id, SECOND.id]
    assert panel.head.heading.text() == "Non-punishment · 2 passages"
    panel.set_scope(Scope.UNTAGGED)
    assert panel.listed_annotations() == [LOOSE.id]
    assert desk.theme_id is None
    assert panel.head.heading.text() == "Noted without a theme · 1 passage"


def test_filters_by_words_report_and_analyst(panel: PassagePanel, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.listed_changed):
        QTest.keyClicks(panel.head.field, "routinely")
    assert panel.listed_annotations() == [FIRST.id]
    QTest.keyClick(panel.head.field, Qt.Key.Key_Escape)
    panel.head.report.setCurrentIndex(panel.head.report.findData(NEW.id))
    assert panel.listed_annotations() == [THIRD.id, LOOSE.id]
    assert panel.head.analyst.isVisible()
    panel.head.analyst.setCurrentIndex(panel.head.analyst.findData("Ben"))
    assert panel.listed_annotations() == [THIRD.id]
    panel.head.analyst.setCurrentIndex(0)
    panel.head.report.setCurrentIndex(1)
    assert panel.listed_annotations() == []
    desk.activate_report(OLD.id)
    assert panel.listed_annotations() == [FIRST.id, SECOND.id]


def test_sorts_by_date(panel: PassagePanel) -> None:
    panel.head.sort.setCurrentIndex(panel.head.sort.findData(Sort.DATE))
    assert panel.listed_annotations() == [THIRD.id, SECOND.id, FIRST.id, LOOSE.id]


def test_a_report_that_goes_takes_its_filter_along(
    panel: PassagePanel, workspace: Workspace
) -> None:
    panel.head.report.setCurrentIndex(panel.head.report.findData(NEW.id))
    workspace.do(intents.remove_report(NEW, workspace.annotations(NEW.id)))
    assert panel.head.report.currentIndex() == 0
    assert panel.listed_annotations() == [FIRST.id, SECOND.id]


def test_a_click_goes_to_the_passage(panel: PassagePanel, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.annotation_wanted) as wanted:
        click(panel, SECOND, qtbot)
    assert wanted.args == [SECOND.id]
    assert desk.annotation_id == SECOND.id
    assert panel.note.text.toPlainText() == "Compare"


def test_arrow_keys_go_to_passages(panel: PassagePanel, desk: Desk, qtbot: QtBot) -> None:
    click(panel, FIRST, qtbot)
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    assert desk.annotation_id == SECOND.id
    QTest.keyClick(panel.view, Qt.Key.Key_End)
    assert desk.annotation_id == LOOSE.id


def test_walks_through_what_is_listed(panel: PassagePanel, desk: Desk) -> None:
    walked = []
    for _ in range(5):
        panel.next_passage(1)
        walked.append(desk.annotation_id)
    assert walked == [FIRST.id, SECOND.id, THIRD.id, LOOSE.id, FIRST.id]
    panel.next_passage(-1)
    assert desk.annotation_id == LOOSE.id


def test_walks_on_when_the_passage_has_left_the_list(
    panel: PassagePanel, desk: Desk, workspace: Workspace
) -> None:
    desk.choose_theme(PUNISH.id)
    panel.next_passage(1)
    workspace.do(intents.untag([FIRST], PUNISH, "2025"))
    panel.next_passage(1)
    assert desk.annotation_id == SECOND.id


def test_an_annotation_chosen_elsewhere_is_marked(panel: PassagePanel, desk: Desk) -> None:
    desk.choose_annotation(THIRD.id)
    assert [one.id for one in panel.view.selected()] == [THIRD.id]
    desk.choose_theme(JUSTICE.id)
    assert [one.id for one in panel.view.selected()] == [THIRD.id]


def test_delete_takes_all_selected_and_undo_brings_them_back(
    panel: PassagePanel, desk: Desk, workspace: Workspace, qtbot: QtBot
) -> None:
    click(panel, FIRST, qtbot)
    click(panel, SECOND, qtbot, extend=True)
    assert desk.annotation_id == FIRST.id
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    assert panel.listed_annotations() == [THIRD.id, LOOSE.id]
    assert desk.annotation_id == THIRD.id
    workspace.undo()
    assert panel.listed_annotations() == [FIRST.id, SECOND.id, THIRD.id, LOOSE.id]


def test_copies_with_citation(panel: PassagePanel) -> None:
    panel.copy([FIRST], cited=True)
    assert QGuiApplication.clipboard().text() == (
        "“Victims are routinely detained” (A/67/170, para. 57)"
    )
    panel.copy([FIRST, SECOND], cited=True)
    data = QGuiApplication.clipboard().mimeData()
    assert data.html().count("<p ") == 2
    panel.copy([FIRST, SECOND], cited=False)
    assert QGuiApplication.clipboard().text() == f"{FIRST.quote}\n\n{SECOND.quote}"


def test_the_menu_tags_and_untags_what_is_selected(
    panel: PassagePanel, workspace: Workspace
) -> None:
    menu = build_menu(panel, [FIRST, SECOND], workspace.tree, read_only=False)
    menus = {one.title(): one for one in menu.findChildren(QMenu)}
    removing = {one.text(): one for one in menus["Remove tag"].actions()}
    removing["Access to justice / Non-punishment"].trigger()
    after = [workspace.annotation(one.id) for one in (FIRST, SECOND)]
    assert [one.theme_ids for one in after if one] == [(), (CAUSES.id,)]
    workspace.undo()
    adding = {one.text(): one for one in menus["Add tag"].actions()}
    adding["Root causes"].trigger()
    first = workspace.annotation(FIRST.id)
    assert first is not None
    assert first.theme_ids == (PUNISH.id, CAUSES.id)


def test_a_failed_deletion_is_told(panel: PassagePanel, workspace: Workspace, qtbot: QtBot) -> None:
    refuse_writes(workspace, ProjectError("The disk is full."))
    with qtbot.waitSignal(panel.trouble):
        panel.delete([FIRST])
    assert FIRST.id in panel.listed_annotations()


def test_empty_lists_say_why(desk: Desk, qtbot: QtBot) -> None:
    panel = PassagePanel(make_workspace(OLD, JUSTICE), desk)
    qtbot.addWidget(panel)
    assert "No passages yet" in panel.view.accessibleDescription()
    desk.choose_theme(JUSTICE.id)
    assert "No passages for this theme" in panel.view.accessibleDescription()
    panel.head.field.setText("x")
    assert "No passage fits" in panel.view.accessibleDescription()
    panel.grab()


def test_every_control_has_a_name(panel: PassagePanel) -> None:
    head = panel.head
    for widget in (panel.view, head.field, head.sort, head.report, head.analyst, panel.note.text):
        assert widget.accessibleName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_screen_reader_finds_a_list_of_passages(panel: PassagePanel) -> None:
    found = QAccessible.queryAccessibleInterface(panel.view)
    assert found.role() == QAccessible.Role.List
    assert found.childCount() == 4
    assert "routinely detained" in found.child(0).text(QAccessible.Text.Name)
    assert (
        found.child(1).rect().height() == panel.view.visualRect(panel._passages.index(1)).height()
    )


def many(count: int) -> list[Annotation]:
    return [
        make_annotation(OLD, [CAUSES], start=i, quote=f"passage {i} " * (1 + i % 30), note="n" * i)
        for i in range(count)
    ]


def test_only_what_shows_is_laid_out(desk: Desk, qtbot: QtBot) -> None:
    workspace = make_workspace(OLD, NEW, CAUSES, *many(2000))
    panel = PassagePanel(workspace, desk)
    hosted(panel, qtbot, 300, 860)
    panel.grab()
    assert len(panel.view._kept) < 30
    desk.choose_annotation(panel.listed_annotations()[1500])
    rect = panel.view.visualRect(panel.view.currentIndex())
    assert panel.view.viewport().rect().contains(rect)
    assert panel.view.indexAt(rect.center()) == panel.view.currentIndex()


def test_what_shows_stays_where_it_is_when_rows_come_above(desk: Desk, qtbot: QtBot) -> None:
    workspace = make_workspace(OLD, NEW, CAUSES, *many(60))
    panel = PassagePanel(workspace, desk)
    hosted(panel, qtbot, 300, 860)
    panel.view.verticalScrollBar().setValue(2000)
    panel.grab()
    shown = panel.view.indexAt(panel.view.viewport().rect().center())
    before, text = panel.view.visualRect(shown).top(), shown.data()
    workspace.do(intents.annotate(make_annotation(OLD, start=0), workspace.tree))
    panel.grab()
    shown = panel.view.indexAt(panel.view.viewport().rect().center())
    assert shown.data() == text
    assert panel.view.visualRect(shown).top() == before


def preview(panel: PassagePanel) -> TagPreview:
    """Return what shows what would be tagged."""
    found = panel.findChild(TagPreview)
    assert found is not None
    assert found.isVisible()
    return found


def test_all_listed_passages_are_tagged_at_once_and_that_is_taken_back(
    panel: PassagePanel, workspace: Workspace, desk: Desk
) -> None:
    desk.choose_theme(PUNISH.id)
    panel.open_bar()
    assert panel.bar._count.text() == "2 listed passages"
    QTest.keyClicks(panel.bar.field, "root")
    assert panel.bar._count.text() == "Tags 1 of 2 listed passages; 1 had it already"
    assert workspace.annotation(FIRST.id) == FIRST
    panel.bar.button.click()
    assert panel.bar.isHidden()
    shown = preview(panel)
    assert shown.said.text().startswith("1 of 1 passage will be tagged; one undo takes it back. 1 ")
    QTest.keyClick(shown.list, Qt.Key.Key_Return)
    tagged = workspace.annotation(FIRST.id)
    assert tagged is not None
    assert tagged.theme_ids == (PUNISH.id, CAUSES.id)
    assert workspace.annotation(SECOND.id) == SECOND
    workspace.undo()
    assert workspace.annotation(FIRST.id) == FIRST


def test_of_several_selected_passages_only_those_are_tagged(
    panel: PassagePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    click(panel, FIRST, qtbot)
    click(panel, THIRD, qtbot, extend=True)
    panel.open_bar()
    QTest.keyClicks(panel.bar.field, "root")
    assert panel.bar._count.text() == "Tags 2 of 2 selected passages"
    panel.bar.button.click()
    preview(panel).button.click()
    assert [one.id for one in workspace.annotations() if CAUSES.id in one.theme_ids] == [
        SECOND.id,
        FIRST.id,
        THIRD.id,
    ]


def test_a_passage_whose_tick_is_taken_away_is_not_tagged(
    panel: PassagePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    click(panel, FIRST, qtbot)
    click(panel, THIRD, qtbot, extend=True)
    panel.open_bar()
    QTest.keyClicks(panel.bar.field, "root")
    QTest.keyClick(panel.bar.field, Qt.Key.Key_Return)
    shown = preview(panel)
    one, other = (shown.list.model().index(row, 0) for row in range(2))
    assert one.data().splitlines() == [FIRST.citation, FIRST.quote]
    QTest.keyClick(shown.list, Qt.Key.Key_Space)
    assert shown.button.text() == "Tag 1"
    QTest.keyClick(shown.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(shown.list, Qt.Key.Key_Space)
    QTest.keyClick(shown.list, Qt.Key.Key_Space)
    assert not shown.button.isEnabled()
    shown.list.passages.setData(other, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    shown.button.click()
    assert [one.id for one in workspace.annotations() if CAUSES.id in one.theme_ids] == [
        SECOND.id,
        THIRD.id,
    ]


def test_nothing_is_asked_where_all_have_the_theme(panel: PassagePanel, desk: Desk) -> None:
    desk.choose_theme(PUNISH.id)
    panel.open_bar()
    QTest.keyClicks(panel.bar.field, PUNISH.name)
    assert panel.bar.theme() == PUNISH
    panel.bar.button.click()
    assert panel.bar.isHidden()
    assert panel.findChild(TagPreview) is None


def test_an_archived_theme_is_not_offered_for_tagging(
    panel: PassagePanel, workspace: Workspace
) -> None:
    workspace.do(theme_intents.archive_themes(workspace.tree, [JUSTICE]))
    panel.open_bar()
    QTest.keyClicks(panel.bar.field, "Non-punishment")
    assert panel.bar.theme() is None
    menu = build_menu(panel, [FIRST], workspace.tree, read_only=False)
    adding = next(one for one in panel.findChildren(QMenu) if one.title() == "Add tag")
    assert [one.text() for one in adding.actions()] == ["Root causes"]
    menu.close()
