"""What other reports say on the same matter, from the paragraph that is read."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from glossator.app.models.similar import RowKind
from glossator.domain.ranking.similar import worth_showing
from helpers.window import CONTROL, LONG, focused, press, typed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.models.similar import Row
    from glossator.ui.panels.similar import SimilarPanel
    from helpers.window import TestWindow


SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(qtbot: "QtBot", window: "TestWindow") -> "SimilarPanel":
    """The panel, beside paragraph 28 of the newest report, all reports ranked."""
    room = window.opened
    press(focused(), Qt.Key.Key_S, CONTROL | SHIFT)
    pane = next(one for one in window.panes if one.report_id == window.report("A/79/322").id)
    room.panes.activate(pane)
    reading = room.library.reading(pane.report_id)
    assert reading is not None
    unit = next(one for one in reading.structure.units if one.label == "para. 28")
    pane.go_to_offset(unit.start)
    panel = room.similar.panel
    qtbot.waitUntil(
        lambda: "para. 28" in panel.heading.text() and len(rows(panel)) > 3, timeout=LONG
    )
    qtbot.waitUntil(lambda: not panel.model.is_waiting, timeout=LONG)
    return panel


def rows(panel: "SimilarPanel") -> "list[Row]":
    found = (panel.model.row_at(n) for n in range(panel.model.rowCount()))
    return [row for row in found if row is not None]


def choose(panel: "SimilarPanel", symbol: str) -> "Row":
    number = next(n for n, row in enumerate(rows(panel)) if row.report.symbol == symbol)
    panel.view.setCurrentIndex(panel.model.index(number, 0))
    return rows(panel)[number]


def test_every_other_report_says_what_it_has_like_the_paragraph(
    window: "TestWindow", panel: "SimilarPanel"
) -> None:
    by_symbol = {row.report.symbol: row for row in reversed(rows(panel))}
    assert set(by_symbol) == {"A/67/170", "A/73/263", "A/75/289", "CEDAW/C/GC/38"}
    assert panel.model.citation(by_symbol["A/75/289"]) == "A/75/289, box 1"
    source = panel.model.source
    assert source is not None
    sha256 = window.report("A/79/322").sha256
    ranked = window.opened.workspace.project.matches(sha256, source.unit.id)
    for row in by_symbol.values():
        near = worth_showing(ranked[row.report.sha256])
        assert row.kind is (RowKind.LIKE if near else RowKind.NOTHING), row.report.symbol


def test_enter_shows_the_passage_beside_what_is_read_and_the_list_stays(
    window: "TestWindow", panel: "SimilarPanel"
) -> None:
    reading = window.opened.panes.active
    row = choose(panel, "A/75/289")
    before = rows(panel)
    panel.focus_list()
    press(panel.view, Qt.Key.Key_Return)
    assert window.opened.panes.active is reading
    assert window.opened.panes.with_report(row.report.id) is not None
    assert rows(panel) == before


def test_a_similar_passage_is_tagged_as_the_one_that_is_read_and_one_undo_takes_it_back(
    qtbot: "QtBot", window: "TestWindow", panel: "SimilarPanel"
) -> None:
    pane = window.opened.panes.active
    assert pane is not None
    reading = window.opened.library.reading(pane.report_id)
    assert reading is not None
    assert panel.model.source is not None
    pane.view.selecting.select_unit(reading, panel.model.source.unit)
    typed(pane.view, "1")
    typed(pane.view, "3")
    (ours,) = [one for one in window.annotations() if one.report_id == pane.report_id]
    choose(panel, "CEDAW/C/GC/38")
    qtbot.waitUntil(lambda: panel.can_tag_likewise, timeout=LONG)
    window.run("tag_likewise")
    qtbot.waitUntil(lambda: len(window.annotations()) == 2, timeout=LONG)
    (made,) = [one for one in window.annotations() if one.id != ours.id]
    assert made.theme_ids == ours.theme_ids
    assert made.citation.startswith("CEDAW/C/GC/38, para. ")
    press(focused(), Qt.Key.Key_Z, CONTROL)
    assert window.annotations() == [ours]


def test_the_tagging_box_opens_for_a_similar_passage(
    qtbot: "QtBot", window: "TestWindow", panel: "SimilarPanel"
) -> None:
    choose(panel, "A/75/289")
    panel.tag.click()
    box = window.opened.tagging.box
    qtbot.waitUntil(box.isVisible, timeout=LONG)
    assert box.target.citation == "A/75/289, box 1"
