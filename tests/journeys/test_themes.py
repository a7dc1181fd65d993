"""Work on themes, from the window: put in order, and brought to what they have not reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from helpers.window import CONTROL, LONG, focused, page_text, press, select_words, typed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.models.to_tag import Row
    from glossator.ui.panels.to_tag import ToTagPanel
    from helpers.window import TestWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
PUNISH = "Non-punishment and non-criminalization of victims"


def rows(panel: ToTagPanel) -> list[Row]:
    found = (panel.model.row_at(n) for n in range(panel.model.rowCount()))
    return [row for row in found if row is not None]


def tag_paragraph(qtbot: QtBot, window: TestWindow, symbol: str, label: str, key: str) -> None:
    """Tag a paragraph of a report that is shown with the theme of a key."""
    room = window.opened
    pane = next(one for one in window.panes if one.report_id == window.report(symbol).id)
    room.panes.activate(pane)
    reading = room.library.reading(pane.report_id)
    assert reading is not None
    unit = next(one for one in reading.structure.units if one.label == label)
    pane.jump_to_unit(unit)
    for page in range(unit.page, unit.page_end + 1):
        page_text(qtbot, pane, page)
    before = len(window.annotations())
    pane.view.selecting.select_unit(reading, unit)
    typed(pane.view, key)
    qtbot.waitUntil(lambda: len(window.annotations()) == before + 1, timeout=LONG)


def test_an_analyst_merges_two_themes_and_takes_it_back(qtbot: QtBot, window: TestWindow) -> None:
    tag_paragraph(qtbot, window, "A/79/322", "para. 2", "1")
    tag_paragraph(qtbot, window, "A/79/322", "para. 3", "2")
    room, tree = window.opened, window.opened.workspace.tree
    one, other = tree.with_key("1"), tree.with_key("2")
    assert one is not None
    assert other is not None
    below = {theme.name for theme in (*tree.children(one.id), *tree.children(other.id))}
    room.themes.edits.merge([one, other], other)
    merged = room.workspace.tree
    assert one.id not in merged
    assert {theme.name for theme in merged.children(other.id)} == below
    assert [each.theme_ids for each in window.annotations()] == [(other.id,)] * 2
    assert room.desk.theme_id == other.id
    assert len(room.passages.listed_annotations()) == 2
    press(focused(), Qt.Key.Key_Z, CONTROL)
    assert [theme.id for theme in room.workspace.tree] == [theme.id for theme in tree]
    assert {each.theme_ids for each in window.annotations()} == {(one.id,), (other.id,)}


def test_no_count_of_untagged_paragraphs_is_shown_before_all_are_counted(
    qtbot: QtBot, window: TestWindow
) -> None:
    room = window.opened
    shown = {room.themes.paragraphs.count()}
    room.to_tag.untagged.changed.connect(lambda: shown.add(room.themes.paragraphs.count()))
    qtbot.waitUntil(lambda: room.themes.paragraphs.count() == 388, timeout=LONG)
    assert shown <= {None, 388}


def test_the_first_untagged_paragraph_is_chosen_also_where_they_are_asked_for_before_all_are_known(
    qtbot: QtBot, window: TestWindow
) -> None:
    panel = window.opened.to_tag.panel
    window.opened.themes.paragraphs.click()
    qtbot.waitUntil(lambda: sum(row.unit is None for row in rows(panel)) == 5, timeout=LONG)
    assert panel.view.current() is not None
    assert panel.go.isEnabled()


def test_an_analyst_tags_the_paragraphs_that_have_no_theme_yet(
    qtbot: QtBot, window: TestWindow
) -> None:
    room = window.opened
    panel = room.to_tag.panel
    qtbot.waitUntil(lambda: room.themes.paragraphs.count() == 388, timeout=LONG)
    room.themes.paragraphs.click()
    qtbot.waitUntil(lambda: sum(row.unit is None for row in rows(panel)) == 5, timeout=LONG)
    assert rows(panel)[0].said == "A/67/170: 65 of 65 paragraphs"
    first = rows(panel)[1]
    assert panel.view.current() == first
    press(panel.view, Qt.Key.Key_T)
    box = room.tagging.box
    qtbot.waitUntil(box.isVisible, timeout=LONG)
    assert box.target.citation == "A/67/170, para. 1"
    typed(box._field, "1")
    qtbot.waitUntil(lambda: len(window.annotations()) == 1, timeout=LONG)
    assert rows(panel)[0].said == "A/67/170: 64 of 65 paragraphs"
    assert first.key not in [row.key for row in rows(panel)]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)  # given back to the pages
    press(focused(), Qt.Key.Key_Z, CONTROL)
    assert rows(panel)[1] == first


def test_an_analyst_finds_the_paragraphs_that_a_theme_missed(
    qtbot: QtBot, window: TestWindow
) -> None:
    room = window.opened
    theme = window.theme(PUNISH)
    room.desk.choose_theme(theme.id)
    window.run("find_missed")
    panel = room.to_tag.panel
    qtbot.waitUntil(lambda: len(rows(panel)) > 5, timeout=LONG)
    assert panel.heading.text().startswith(f"Like {theme.name} · ")
    first, second = rows(panel)[:2]
    assert first.score >= second.score > 0
    assert first.unit is not None
    assert set(" ".join(first.words).lower().split()) <= set(
        first.unit.text.lower().replace(",", " ").replace(".", " ").split()
    )
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    press(panel.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.annotations()) == 1, timeout=LONG)
    (made,) = window.annotations()
    assert (made.citation, made.theme_ids) == (first.citation, (theme.id,))
    assert rows(panel)[0] == second
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    press(panel.view, Qt.Key.Key_Delete)
    assert second.key not in [row.key for row in rows(panel)]
    # Undo brings it back, redo sets it aside again.
    press(focused(), Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: second.key in [row.key for row in rows(panel)], timeout=LONG)
    press(focused(), Qt.Key.Key_Z, CONTROL | SHIFT)
    assert second.key not in [row.key for row in rows(panel)]
    with qtbot.waitSignal(room.to_tag.suggesting.learned, timeout=LONG):
        pass
    qtbot.waitUntil(lambda: not room.to_tag.suggesting.is_asked, timeout=LONG)
    assert not {first.key, second.key} & {row.key for row in rows(panel)}


def test_the_tagging_box_suggests_themes_and_alt_and_a_digit_takes_one(
    qtbot: QtBot, window: TestWindow
) -> None:
    room = window.opened
    pane = next(one for one in window.panes if one.report_id == window.report("A/79/322").id)
    select_words(qtbot, pane, 0, "Convictions for the crime of trafficking continue to be low")
    box = room.tagging.box
    qtbot.waitUntil(box.isVisible, timeout=LONG)
    qtbot.waitUntil(lambda: bool(box.suggested()), timeout=LONG)
    assert box._list.currentRow() == 0
    assert len(box.suggested()) <= 3
    assert window.annotations() == []
    wanted = box.suggested()[0]
    press(box._field, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(window.annotations()) == 1, timeout=LONG)
    assert window.annotations()[0].theme_ids == (wanted,)
