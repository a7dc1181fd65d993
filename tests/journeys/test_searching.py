"""Finding words in all reports, and doing something with what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt

from glossator.domain.text.hit_places import Extent
from glossator.ui.panels.ticked_list import TagPreview
from helpers.window import CONTROL, LONG, focused, press, typed

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMenu
    from pytestqt.qtbot import QtBot

    from glossator.ui.panels.search import SearchPanel
    from helpers.window import TestWindow

PUNISH = "Non-punishment and non-criminalization of victims"
SHIFT = Qt.KeyboardModifier.ShiftModifier


def search(qtbot: QtBot, window: TestWindow, words: str) -> SearchPanel:
    """Search for words with the keyboard and wait for the answer."""
    panel = window.opened.search.panel
    press(window, Qt.Key.Key_F, CONTROL | SHIFT)
    assert focused() is panel.field
    typed(panel.field, words)
    qtbot.waitUntil(lambda: is_answered(panel), timeout=LONG)
    return panel


def is_answered(panel: SearchPanel) -> bool:
    answer = panel.rows.answer
    return answer is not None and answer.found.query == panel._searching.query


def active_symbol(window: TestWindow) -> str:
    pane = window.opened.panes.active
    report = window.opened.workspace.report(pane.report_id) if pane else None
    return report.symbol if report else ""


def heads(panel: SearchPanel) -> list[str]:
    """Return what the list says of each report."""
    rows = (panel.rows.row_at(number) for number in range(panel.rows.rowCount()))
    return [panel.rows.head(row) for row in rows if row and not row.is_hit and row.report]


def test_an_analyst_asks_which_report_says_nothing_on_data_protection_and_gets_an_answer(
    qtbot: QtBot, window: TestWindow
) -> None:
    panel = search(qtbot, window, '"data protection"')
    assert heads(panel) == [
        "2012 A/67/170: no hits",
        "2018 A/73/263: 3 hits",
        "2020 A/75/289: no hits",
        "2020 CEDAW/C/GC/38: no hits",
        "2024 A/79/322: no hits",
    ]
    press(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: active_symbol(window) == "A/73/263", timeout=LONG)
    pane = window.opened.panes.active
    assert pane is not None
    qtbot.waitUntil(lambda: bool(pane.view.hits), timeout=LONG)
    press(panel.field, Qt.Key.Key_Escape)
    assert focused() is pane.view
    assert not pane.view.hits


def test_an_analyst_tags_every_sentence_with_non_punishment_and_takes_it_back_with_one_undo(
    qtbot: QtBot, window: TestWindow
) -> None:
    panel = search(qtbot, window, "non-punishment is:paragraph")
    press(panel.field, Qt.Key.Key_Down)
    assert focused() is panel.view
    press(panel.view, Qt.Key.Key_T)
    assert focused() is panel.bar.field
    typed(panel.bar.field, "non-pun")
    press(panel.bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.findChild(TagPreview) is not None, timeout=LONG)
    preview = panel.findChild(TagPreview)
    assert preview is not None
    # The first is left out; Enter tags the others.
    left_out = preview.list.model().index(0, 0).data()
    assert "non-punishment" in left_out.casefold()
    press(preview.list, Qt.Key.Key_Space)
    press(preview.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.annotations()), timeout=LONG)
    made = window.annotations()
    assert left_out.splitlines()[0] not in {one.citation for one in made}
    assert all("non-punishment" in one.quote.casefold() for one in made)
    assert {one.theme_ids for one in made} == {(window.theme(PUNISH).id,)}
    assert len({one.report_id for one in made}) > 1
    window.activateWindow()
    press(panel.view, Qt.Key.Key_Z, CONTROL)
    assert window.annotations() == []
    press(panel.view, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert len(window.annotations()) == len(made)


def test_hits_that_have_the_theme_are_not_tagged_twice_and_a_note_stands_for_its_passage(
    qtbot: QtBot, window: TestWindow
) -> None:
    room, theme = window.opened, window.theme(PUNISH)
    panel = search(qtbot, window, '"data protection"')
    room.search.read_all(lambda hits: room.search.tagging.tag(hits, Extent.HIT, theme.id))
    qtbot.waitUntil(lambda: len(window.annotations()) == 3, timeout=LONG)
    assert {one.quote for one in window.annotations()} == {"data protection"}
    first = window.annotations()[0]
    window.opened.marker.write_note(first.id, "Ask about prosecution")
    panel.field.setText("note:prosecute")
    qtbot.waitUntil(lambda: is_answered(panel), timeout=LONG)
    other = window.theme("Demand")
    with qtbot.waitSignal(room.search.tagging.done, timeout=LONG) as done:
        room.search.read_all(lambda hits: room.search.tagging.tag(hits, Extent.HIT, other.id))
    assert done.args == ["Tagged 1 passage: Demand."]
    changed = room.workspace.annotation(first.id)
    assert changed is not None
    assert changed.theme_ids == (theme.id, other.id)
    with qtbot.waitSignal(room.search.tagging.done, timeout=LONG) as done:
        room.search.read_all(lambda hits: room.search.tagging.tag(hits, Extent.HIT, other.id))
    assert done.args == ["Tagged 0 passages: Demand. 1 had this theme already."]


def test_what_was_found_is_written_to_a_table(
    qtbot: QtBot, window: TestWindow, tmp_path: Path
) -> None:
    search(qtbot, window, '"data protection"')
    target = tmp_path / "found.csv"
    window.ask.will_be("table_file", target)
    window.run("export_found")
    qtbot.waitUntil(lambda: window.said.startswith("Exported"), timeout=LONG)
    assert window.said == "Exported 5 hits to found.csv."
    rows = target.read_text("utf-8-sig").splitlines()
    assert len(rows) == 6
    assert rows[1].startswith("A/73/263,")


def test_an_analyst_keeps_a_search_and_gives_it_a_better_name(
    qtbot: QtBot, window: TestWindow
) -> None:
    panel = search(qtbot, window, "non-punishment")
    window.run("keep_search")
    menu = panel.saved.menu()
    menu.aboutToShow.emit()
    (entry,) = [one for one in menu.actions() if one.text() == "Rename"]
    rename = cast("QMenu", entry.menu())
    window.ask.will_be("line", "Who may not be punished")
    rename.actions()[0].trigger()
    (kept,) = window.opened.workspace.saved_searches()
    assert (kept.name, kept.query) == ("Who may not be punished", "non-punishment")
    window.run("undo")
    assert window.opened.workspace.saved_searches()[0].name == "non-punishment"
    window.ask.will_be("line", " ")
    rename.actions()[0].trigger()
    assert "needs a name" in window.said
