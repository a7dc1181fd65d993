"""Tracing: what comes back over the years, and who is named."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from glossator.domain.trace.book import Standing, tally
from glossator.ui.trace import FAMILIES, MENTIONS, SECTIONS
from helpers.window import LONG, click, open_window, press, typed

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QComboBox
    from pytestqt.qtbot import QtBot

    from glossator.documents.pool import DocumentPool
    from glossator.ui.trace.view import TraceView
    from helpers.window import TestWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
RECOMMENDATIONS = "B. Recommendations"


@pytest.fixture
def window(qtbot: QtBot, pool: DocumentPool, sample: Path, tmp_path: Path) -> TestWindow:
    return open_window(qtbot, pool, tmp_path, sample)


def take(field: QComboBox, words: str) -> None:
    """Choose the entry of a field that ends with some words."""
    row = field.findText(words, Qt.MatchFlag.MatchEndsWith)
    assert row >= 0
    field.setCurrentIndex(row)
    field.activated.emit(row)


def traced(qtbot: QtBot, window: TestWindow) -> TraceView:
    """Wait until all pairs of reports are ranked and traced."""
    view = window.opened.stage.trace_view
    tracing = view.tracing
    qtbot.waitUntil(lambda: tracing.is_whole and not tracing.book.waiting, timeout=3 * LONG)
    return view


def test_an_analyst_asks_what_of_2012s_recommendations_stands_in_2024_and_takes_the_answer_out(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    press(window, Qt.Key.Key_F9)
    view = traced(qtbot, window)
    view.show_page(SECTIONS)
    page = view.sections
    # The first report and the last are held against each other before anything is chosen.
    assert page.earlier.report.currentText() == "2012 A/67/170"
    assert page.later.report.currentText() == "2024 A/79/322"
    take(page.earlier.section, RECOMMENDATIONS)
    recommended = {
        one.id
        for one in view.families.book.reports[0].units.values()
        if one.section[-1:] == (RECOMMENDATIONS,)
    }
    assert recommended

    def answered() -> bool:
        return {one.trace.old for one in page.lines} - {None} == recommended

    qtbot.waitUntil(answered, timeout=LONG)
    counts = tally(page.lines)
    of_2012 = sum(counts[kind] for kind in Standing if kind is not Standing.NEW)
    assert of_2012 == len(recommended)
    assert page.kinds[Standing.DROPPED].text() == f"{counts[Standing.DROPPED]} dropped"
    # What is new in 2024 is hidden until it is asked for.
    assert len(page.shown()) == len(page.lines) - counts[Standing.NEW]
    page.kinds[Standing.NEW].click()
    assert len(page.shown()) == len(page.lines)
    page.kinds[Standing.NEW].click()
    target = tmp_path / "answer.csv"
    window.ask.will_be("table_file", target)
    window.run("export_traced")
    qtbot.waitUntil(lambda: "answer.csv" in window.said, timeout=LONG)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(page.shown())
    assert {row["from citation"] for row in rows} == {
        f"A/67/170, {one.old.label}" for one in page.lines if one.old
    }
    assert {row["what became of it"] for row in rows} <= {kind.value for kind in Standing}


def test_shift_t_shows_the_family_of_the_paragraph_read_and_goes_back_to_its_page(
    qtbot: QtBot, window: TestWindow
) -> None:
    report = window.report("A/79/322")
    pane = window.opened.panes.show_report(report.id)
    qtbot.waitUntil(lambda: window.opened.library.reading(report.id) is not None, timeout=LONG)
    reading = window.opened.library.reading(report.id)
    assert reading is not None
    unit = next(one for one in reading.structure.units if one.id == "para_57")
    window.opened.go_to_offset(report.id, unit.start)
    pane.view.selecting.select_unit(reading, unit)
    window.opened.trace_lead.trace_passage()
    assert window.opened.stage.traces
    view = traced(qtbot, window)
    place = view.families.book.place_of(report.id)

    def chosen() -> bool:
        number = view.families.list.key()
        return isinstance(number, int) and any(
            (one.report, one.unit_id) == (place, "para_57")
            for one in view.families.families()[number].members
        )

    qtbot.waitUntil(chosen, timeout=LONG)
    pair = view.families.pair
    assert pair.pair is not None
    assert "reworded" in pair.pair.said or "near-verbatim" in pair.pair.said
    # Copied with its citation, then shown on its page.
    side = pair.pair.new
    assert side is not None
    click(pair.new.buttons["copy"])
    assert f"({side.citation})" in QGuiApplication.clipboard().text()
    click(pair.new.buttons["go"])
    assert window.opened.stage.reads
    active = window.opened.panes.active
    assert active is not None
    assert active.report_id == side.report.id


def test_a_passage_is_tagged_from_its_trace(qtbot: QtBot, window: TestWindow) -> None:
    press(window, Qt.Key.Key_F9)
    view = traced(qtbot, window)
    assert view.families.count.text().endswith("families, the largest first")
    click(view.families.pair.old.buttons["tag"])
    assert window.opened.stage.reads
    qtbot.waitUntil(lambda: window.opened.tagging.box.isVisible(), timeout=LONG)


def test_families_are_filtered_by_words_and_by_report(qtbot: QtBot, window: TestWindow) -> None:
    press(window, Qt.Key.Key_F9)
    page = traced(qtbot, window).families
    everything = len(page.families())
    page.field.setFocus()
    typed(page.field, "non-punishment")
    few = page.families()
    assert 0 < len(few) < everything
    press(page.field, Qt.Key.Key_Escape)
    assert len(page.families()) == everything
    take(page.only.report, "2012 A/67/170")
    of_2012 = page.families().values()
    assert 0 < len(of_2012) < everything
    assert all(any(one.report == 0 for one in family.members) for family in of_2012)
    # Escape leads back to the pages.
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Escape)
    assert window.opened.stage.reads


def test_an_analyst_looks_up_where_a_state_is_named_and_goes_there(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    press(window, Qt.Key.Key_F9, SHIFT)
    view = window.opened.stage.trace_view
    assert view.page == MENTIONS
    page = view.mentions
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=LONG)
    assert not page.table.horizontalScrollBar().maximum(), "all columns fit"
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=LONG)
    typed(page.field, "argent")
    assert [one.name for one in page.model.entries] == ["Argentina"]
    page.table.setCurrentIndex(page.model.index(0, 0))
    rows = page.places.rows.rows
    assert sum(map(len, page.model.entries[0].places.values())) >= len(rows) > 0
    target = tmp_path / "named.md"
    window.ask.will_be("table_file", target)
    window.run("export_traced")
    qtbot.waitUntil(target.exists, timeout=LONG)
    qtbot.waitUntil(lambda: "named.md" in window.said, timeout=LONG)
    assert "| Argentina | state |" in target.read_text("utf-8")
    page.field.setText("unodc")
    page.table.setCurrentIndex(page.model.index(0, 0))
    assert page.title.text().startswith("United Nations Office on Drugs and Crime: 64 times in ")
    assert all("UNODC" in one.text or "Drugs" in one.text for one in page.places.rows.rows)
    page.places.setFocus()
    press(page.places, Qt.Key.Key_Return)
    assert window.opened.stage.reads
    press(window, Qt.Key.Key_F9)
    assert view.page == FAMILIES


def test_the_trace_stands_as_it_stood_after_a_restart(
    qtbot: QtBot, window: TestWindow, pool: DocumentPool, tmp_path: Path, sample: Path
) -> None:
    press(window, Qt.Key.Key_F9)
    view = traced(qtbot, window)
    families = view.families
    take(families.only.report, "2024 A/79/322")
    take(families.only.section, RECOMMENDATIONS)
    number = [*families.families()][-1]
    families.choose(number)
    chosen = families.families()[number]
    view.mentions.field.setText("argent")
    view.show_page(SECTIONS)
    take(view.sections.earlier.report, "2018 A/73/263")
    view.sections.kinds[Standing.DROPPED].click()
    window.close()
    again = open_window(qtbot, pool, tmp_path, sample)
    assert again.opened.stage.traces
    other = traced(qtbot, again)
    assert other.page == SECTIONS
    assert other.sections.earlier.report.currentText() == "2018 A/73/263"
    assert not other.sections.kinds[Standing.DROPPED].isChecked()
    assert other.families.only.report.currentText() == "2024 A/79/322"
    assert other.families.only.headings[-1] == RECOMMENDATIONS
    assert other.families.families()[int(str(other.families.list.key()))] == chosen
    assert other.mentions.field.text() == "argent"
    # F9 goes back to the pages, and again to where it was left.
    press(again, Qt.Key.Key_F9)
    assert again.opened.stage.reads
    press(again, Qt.Key.Key_F9)
    assert other.page == SECTIONS
