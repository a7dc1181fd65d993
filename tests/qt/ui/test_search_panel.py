"""The panel that searches: what it lists and says, and what is done by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from glossator.app.models.search_rows import RowKind
from glossator.app.searching import Searching
from glossator.app.workspace import Workspace
from glossator.domain import intents
from glossator.domain.edits import Change, EditSet
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.hit_places import Extent
from glossator.domain.text.page_text import ReportText
from glossator.storage.project import ProjectFile
from glossator.ui.panels.search import SearchPanel
from helpers.hosted import hosted
from helpers.library import FakeLibrary
from helpers.records import MADE_AT, make_annotation, make_report, make_search, make_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library
    from glossator.domain.records import Record

LONG = 20_000
MANY = 80
THEME = make_theme("Data", colour="#2255AA")


@pytest.fixture
def workspace(qtbot: QtBot, tmp_path: Path) -> Iterator[Workspace]:
    """Two reports, the first with many paragraphs on data, the second with none."""
    del qtbot
    path = tmp_path / "review.glossator"
    records: list[Record] = [THEME]
    with ProjectFile.create(path) as project:
        for position, words in enumerate(("Data of victims.", "Nothing on it.")):
            digest = project.store_document(words.encode(), media_type="", file_name="a")
            units = tuple(
                Unit(
                    f"para_{n}", UnitKind.PARAGRAPH, str(n), label=f"para. {n}",
                    spans=((20 * n, 20 * n + len(words)),), text=words,
                )
                for n in range(1, MANY + 1)
            )  # fmt: skip
            project.store_reading(digest, ReportText((words,)), Structure(units=units))
            records.append(make_report(f"A/{position + 1}", sha256=digest, position=position))
        records.append(make_annotation(records[1], note="Ask about data", start=20))  # type: ignore[arg-type]
        changes = tuple(Change(None, one) for one in records)
        project.apply(EditSet("Put", changes), at=MADE_AT)
    workspace = Workspace(ProjectFile.open(path))
    workspace.read_rest()
    yield workspace
    workspace.close()


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace) -> Iterator[SearchPanel]:
    library = cast("Library", FakeLibrary(workspace.reports(), ()))
    searching = Searching(workspace, library)
    yield hosted(SearchPanel(workspace, searching), qtbot, 310, 600)
    searching.close()


def found(qtbot: QtBot, panel: SearchPanel, words: str) -> None:
    """Type a query in place of what is there, and wait for its answer."""
    panel.field.clear()
    with qtbot.waitSignal(panel.rows.listed, timeout=LONG):
        panel.field.setText(words)


def heads(panel: SearchPanel) -> list[str]:
    rows = (panel.rows.row_at(n) for n in range(panel.rows.rowCount()))
    return [panel.rows.head(row) for row in rows if row and not row.is_hit]


def said(panel: SearchPanel) -> str:
    return panel._said.text()


def test_the_list_is_a_sound_model(
    qtbot: QtBot, panel: SearchPanel, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(panel.rows)  # type: ignore[no-untyped-call]
    found(qtbot, panel, "data")
    qtmodeltester.check(panel.rows)  # type: ignore[no-untyped-call]


def test_hits_are_listed_below_their_reports_and_a_report_without_says_so(
    qtbot: QtBot, panel: SearchPanel
) -> None:
    found(qtbot, panel, "data")
    assert heads(panel) == ["2024 A/1: 81 hits", "2024 A/2: no hits", "Themes"]
    assert said(panel) == "82 places in 1 of 2 reports"
    first = panel.rows.index(1, 0).data()
    assert first == "Data of victims. (para. 1, page 1)"


def test_the_words_of_a_hit_far_below_come_when_it_is_looked_at(
    qtbot: QtBot, panel: SearchPanel
) -> None:
    found(qtbot, panel, "data")
    assert panel.rows.hit_at(70) is None
    qtbot.waitUntil(lambda: panel.rows.hit_at(70) is not None, timeout=LONG)


def test_of_what_is_typed_quickly_the_last_is_answered(qtbot: QtBot, panel: SearchPanel) -> None:
    for words in ("d", "da", "data", "data NOT victims"):
        panel.field.setText(words)
    qtbot.waitUntil(lambda: panel.rows.answer is not None, timeout=LONG)
    assert panel.rows.answer is not None
    assert str(panel.rows.answer.found.query) == "data NOT victims"


def test_what_can_not_be_understood_is_explained_and_the_hits_stay(
    qtbot: QtBot, panel: SearchPanel
) -> None:
    found(qtbot, panel, "data")
    count = panel.rows.rowCount()
    panel.field.setText("data AND")
    assert said(panel) == "“AND” at character 6 needs words after it."
    assert panel.rows.rowCount() == count
    panel.field.clear()
    assert panel.rows.rowCount() == 0
    assert said(panel) == ""


def test_the_keyboard_walks_over_hits_only_and_goes_there(qtbot: QtBot, panel: SearchPanel) -> None:
    found(qtbot, panel, "data")
    gone: list[object] = []
    panel.go_wanted.connect(gone.append)
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.view.currentIndex().row() == 1
    for _ in range(MANY + 2):
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
    row = panel.rows.row_at(panel.view.currentIndex().row())
    assert row is not None
    assert row.kind is RowKind.THEME
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    panel.view.go_on(1)
    assert gone == [row, panel.rows.row_at(1)]


def test_all_hits_are_tagged_or_those_selected_but_no_theme(
    qtbot: QtBot, panel: SearchPanel
) -> None:
    found(qtbot, panel, "data")
    asked: list[tuple[int, object, object]] = []
    panel.tag_wanted.connect(lambda rows, extent, theme: asked.append((len(rows), extent, theme)))
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    QTest.keyClick(panel.view, Qt.Key.Key_T)
    assert panel.bar.isVisible()
    assert not panel.bar.button.isEnabled()
    panel.bar.field.setText("dat")
    QTest.keyClick(panel.bar.field, Qt.Key.Key_Return)
    assert not panel.bar.isVisible()
    QTest.keyClick(panel.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    panel.open_bar()
    panel.bar.field.setText("dat")
    panel.bar.extent.setCurrentText(Extent.HIT.value)
    QTest.keyClick(panel.bar.field, Qt.Key.Key_Return)
    assert asked == [(81, Extent.SENTENCE, THEME.id), (2, Extent.HIT, THEME.id)]


def test_escape_leaves_the_bar_first_and_then_the_search(qtbot: QtBot, panel: SearchPanel) -> None:
    found(qtbot, panel, "data")
    panel.open_bar()
    QTest.keyClick(panel.bar.field, Qt.Key.Key_Escape)
    assert not panel.bar.isVisible()
    for widget in (panel.view, panel.field):
        with qtbot.waitSignal(panel.left, timeout=LONG):
            QTest.keyClick(widget, Qt.Key.Key_Escape)


def test_the_answer_follows_what_changes_in_the_project(
    qtbot: QtBot, panel: SearchPanel, workspace: Workspace
) -> None:
    found(qtbot, panel, "note:data")
    assert heads(panel)[0] == "2024 A/1: 1 hit"
    with qtbot.waitSignal(panel.rows.listed, timeout=LONG):
        workspace.do(intents.delete_annotations(list(workspace.annotations())))
    assert heads(panel)[0] == "2024 A/1: no hits"


def test_a_saved_search_is_done_again_from_the_menu(
    qtbot: QtBot, panel: SearchPanel, workspace: Workspace
) -> None:
    workspace.do(intents.save_search([], make_search("data NOT theme:data", name="On data")))
    menu = panel.saved.menu()
    menu.aboutToShow.emit()
    names = [action.text() for action in menu.actions() if action.text()]
    assert names == ["On data", "Keep this search …", "Rename", "Delete"]
    with qtbot.waitSignal(panel.rows.listed, timeout=LONG):
        menu.actions()[0].trigger()
    assert panel.field.text() == "data NOT theme:data"
