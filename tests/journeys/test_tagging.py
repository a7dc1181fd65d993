"""Tagging, noting, walking, undoing: the work itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from glossator.app.models.mime import THEME_MIME
from glossator.domain.colours import PALETTE
from glossator.domain.text.page_text import Role
from helpers.window import (
    CONTROL,
    click,
    drag,
    drop,
    focused,
    page_text,
    point_at,
    press,
    select_words,
    typed,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from glossator.domain.records import Annotation, Theme
    from glossator.ui.panes.pane import Pane
    from helpers.window import TestWindow

PUNISH = "Non-punishment and non-criminalization of victims"
JUSTICE = "Access to justice"


def select_over_page_break(qtbot: QtBot, pane: Pane, page: int) -> tuple[str, str]:
    """Drag from the last line of a page's body to the first of the next; return both."""
    above, below = page_text(qtbot, pane, page), page_text(qtbot, pane, page + 1)
    last = [line for line in above.lines if line.role is Role.BODY][-1]
    first = next(line for line in below.lines if line.role is Role.BODY)
    # The box makes room for notes between them, so look at the middle of it.
    top = pane.view.page_rect(page + 1).top() + pane.view.verticalScrollBar().value()
    pane.view.scroll_to(top - pane.view.viewport().height() * 0.6)
    start, end = point_at(pane, above, last.start), point_at(pane, below, first.end - 1, after=True)
    assert pane.view.viewport().rect().contains(start)
    assert pane.view.viewport().rect().contains(end)
    drag(pane, start, end)
    return above.text[last.start : last.end], below.text[first.start : first.end]


def tag(qtbot: QtBot, pane: Pane, page: int, words: str, key: str) -> None:
    select_words(qtbot, pane, page, words)
    typed(focused(), key)


def highlight(pane: Pane, annotation: Annotation) -> QColor:
    """Return the colour of the page above the letters of a passage, between its handles."""
    mark = next(m for m in pane.view.marks[annotation.page] if m.annotation_id == annotation.id)
    place = pane.view.rect_on_viewport(mark.page, mark.rects[0])
    picture = pane.view.viewport().grab().toImage()
    return picture.pixelColor(round(place.center().x()), round(place.top()) + 1)


def test_an_analyst_tags_a_passage_over_a_page_break_with_three_letters_and_enter(
    qtbot: QtBot, window: TestWindow
) -> None:
    pane = window.panes[1]
    before, after = select_over_page_break(qtbot, pane, 4)
    box = window.opened.tagging.box
    assert box.isVisible()
    assert not window.annotations()
    typed(focused(), "pun")
    press(focused(), Qt.Key.Key_Return)
    assert not box.isVisible()
    (made,) = window.annotations()
    assert [window.opened.workspace.tree.path(one) for one in made.theme_ids] == [PUNISH]
    assert {part.page for part in made.segments} == {4, 5}
    assert made.segments[0].exact.startswith(before[:20])
    assert made.segments[-1].exact.endswith(after[-20:])
    assert "A/79/322" in made.citation
    assert "\n" not in made.quote
    assert window.opened.passages.listed_annotations() == [made.id]
    assert window.opened.passages.note.citation.text() == made.citation
    qtbot.waitUntil(lambda: 5 in pane.view.marks)
    assert pane.view.marks[4]
    qtbot.waitUntil(lambda: focused() is pane.view)


def colours_of(widget: QWidget) -> set[str]:
    """Return the colours a widget shows."""
    picture = widget.grab().toImage()
    points = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {picture.pixelColor(x, y).name().upper() for x, y in points}


def test_an_analyst_sees_a_tick_on_the_map_in_the_colour_of_the_theme(
    qtbot: QtBot, window: TestWindow
) -> None:
    pane = window.panes[1]
    punish, justice = window.theme(PUNISH), window.theme(JUSTICE)
    assert punish.colour not in colours_of(pane.map)
    tag(qtbot, pane, 4, "trafficking", "1")
    qtbot.waitUntil(lambda: punish.colour in colours_of(pane.map))
    window.opened.desk.choose_theme(justice.id)
    qtbot.waitUntil(lambda: punish.colour not in colours_of(pane.map))
    window.opened.desk.choose_theme(punish.id)
    qtbot.waitUntil(lambda: punish.colour in colours_of(pane.map))
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: punish.colour not in colours_of(pane.map))


def test_an_analyst_sees_the_highlight_in_the_colour_of_the_theme(
    qtbot: QtBot, window: TestWindow
) -> None:
    pane = window.panes[1]
    tag(qtbot, pane, 4, "trafficking", "1")
    (made,) = window.annotations()
    qtbot.waitUntil(lambda: 4 in pane.view.marks)
    theme = QColor(window.theme(PUNISH).colour)
    qtbot.waitUntil(lambda: abs(highlight(pane, made).hue() - theme.hue()) < 12)


def test_an_analyst_gives_a_second_theme_by_a_digit_and_writes_a_note(
    qtbot: QtBot, window: TestWindow
) -> None:
    pane = window.panes[1]
    tag(qtbot, pane, 4, "trafficking", "1")
    qtbot.waitUntil(lambda: focused() is pane.view)
    typed(pane.view, "2")
    (made,) = window.annotations()
    tree = window.opened.workspace.tree
    assert [tree.path(one) for one in made.theme_ids] == [PUNISH, JUSTICE]
    press(pane.view, Qt.Key.Key_T, CONTROL)
    assert window.opened.tagging.box.isVisible()
    press(focused(), Qt.Key.Key_Tab)
    typed(focused(), "Compare 2012.")
    press(focused(), Qt.Key.Key_Return)
    (noted,) = window.annotations()
    assert noted.note == "Compare 2012."
    assert noted.theme_ids == made.theme_ids
    assert window.opened.passages.note.text.toPlainText() == "Compare 2012."


def test_an_analyst_notes_a_new_passage_with_tab_and_no_theme(
    qtbot: QtBot, window: TestWindow
) -> None:
    select_words(qtbot, window.panes[1], 4, "trafficking")
    press(focused(), Qt.Key.Key_Tab)
    typed(focused(), "Why?")
    press(focused(), Qt.Key.Key_Return)
    (made,) = window.annotations()
    assert (made.note, made.theme_ids) == ("Why?", ())
    assert window.opened.themes.untagged.count() == 1


def test_an_analyst_makes_a_theme_in_the_box_and_tags_with_it(
    qtbot: QtBot, window: TestWindow
) -> None:
    select_words(qtbot, window.panes[1], 4, "trafficking")
    typed(focused(), "Cash")
    press(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    (made,) = window.annotations()
    assert made.theme_ids == (window.theme("Cash").id,)
    taken = [one.colour for one in window.opened.workspace.tree if one.name != "Cash"]
    assert window.theme("Cash").colour not in taken


def test_an_analyst_leaves_the_box_with_escape_and_nothing_is_made(
    qtbot: QtBot, window: TestWindow
) -> None:
    select_words(qtbot, window.panes[1], 4, "trafficking")
    typed(focused(), "pun")
    press(focused(), Qt.Key.Key_Escape)
    assert not window.opened.tagging.box.isVisible()
    assert not window.annotations()
    assert not window.panes[1].view.selecting


def test_an_analyst_tags_passages_that_overlap_and_chooses_the_shorter_by_a_click(
    qtbot: QtBot, window: TestWindow
) -> None:
    pane = window.panes[1]
    text = page_text(qtbot, pane, 4)
    line = next(one for one in text.lines if one.role is Role.BODY and one.end - one.start > 60)
    for start, end in ((line.start, line.end - 1), (line.start + 10, line.start + 30)):
        pane.view.show_rect(4, pane.view.box(4).rect_to_view(line.rect))
        drag(pane, point_at(pane, text, start), point_at(pane, text, end, after=True))
        typed(focused(), "1")
    longer, shorter = sorted(window.annotations(), key=lambda one: -len(one.quote))
    window.opened.desk.choose_annotation(None)
    qtbot.waitUntil(lambda: len(pane.view.marks.get(4, ())) == 2)
    click(pane.view.viewport(), point_at(pane, text, line.start + 20))
    assert window.opened.desk.annotation_id == shorter.id
    click(pane.view.viewport(), point_at(pane, text, line.end - 8))
    assert window.opened.desk.annotation_id == longer.id


def test_an_analyst_walks_the_passages_of_a_theme_with_f3_across_panes(
    qtbot: QtBot, window: TestWindow
) -> None:
    left, right = window.panes
    tag(qtbot, left, 6, "trafficking", "1")
    tag(qtbot, right, 4, "trafficking", "1")
    tag(qtbot, right, 8, "trafficking", "2")
    tag(qtbot, right, 9, "trafficking", "1")
    first, second, _, third = sorted(
        window.annotations(), key=lambda one: (one.report_id == right.report_id, one.start)
    )
    choose(window, window.theme(PUNISH))
    assert window.opened.passages.listed_annotations() == [first.id, second.id, third.id]
    window.opened.desk.choose_annotation(None)
    left.go_to_page(0)
    right.go_to_page(0)
    walked = []
    for _ in range(4):
        press(window, Qt.Key.Key_F3)
        walked.append((window.opened.desk.annotation_id, window.opened.panes.active))
    assert walked == [(first.id, left), (second.id, right), (third.id, right), (first.id, left)]
    assert left.view.page == 6
    assert right.view.page == 9
    press(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert window.opened.desk.annotation_id == third.id
    assert len(window.panes) == 2


def test_an_analyst_walks_into_a_report_whose_pane_was_closed(
    qtbot: QtBot, window: TestWindow
) -> None:
    tag(qtbot, window.panes[1], 4, "trafficking", "1")
    press(window, Qt.Key.Key_W, CONTROL)
    window.opened.desk.choose_annotation(None)
    assert [pane.report_id for pane in window.panes] == [window.report("CEDAW/C/GC/38").id]
    press(window, Qt.Key.Key_F3)
    pane = window.panes[1]
    assert pane.report_id == window.report("A/79/322").id
    qtbot.waitUntil(lambda: pane.view.page == 4, timeout=5000)


def test_an_analyst_filters_themes_and_passages_by_typing(qtbot: QtBot, window: TestWindow) -> None:
    tag(qtbot, window.panes[1], 4, "trafficking", "1")
    tag(qtbot, window.panes[1], 9, "women", "2")
    press(window, Qt.Key.Key_K, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    typed(focused(), "punish")
    themes = window.opened.themes.view.model()
    assert [themes.index(row, 0).data() for row in range(themes.rowCount())] == [PUNISH]
    press(focused(), Qt.Key.Key_Return)
    assert window.opened.desk.theme_id == window.theme(PUNISH).id
    assert len(window.opened.passages.listed_annotations()) == 1
    press(window.opened.themes.field, Qt.Key.Key_Escape)
    window.opened.desk.choose_theme(None)
    typed(window.opened.passages.head.field, "women")
    assert len(window.opened.passages.listed_annotations()) == 1


# Themes


def choose(window: TestWindow, theme: Theme) -> None:
    """Choose a theme by a click."""
    view = window.opened.themes.view
    view.scrollTo(view._themes.index_of(theme.id))
    click(view.viewport(), view.visualRect(view._themes.index_of(theme.id)).center())
    assert window.opened.desk.theme_id == theme.id


def menu_entry(window: TestWindow, theme: Theme, *texts: str) -> QAction:
    """Open the context menu of a theme and return an entry of it."""
    view = window.opened.themes.view
    at = view.visualRect(view._themes.index_of(theme.id)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    menu: object = QApplication.activePopupWidget()
    for text in texts[:-1]:
        assert isinstance(menu, QMenu)
        menu = next(one for one in menu.actions() if one.text() == text).menu()
    assert isinstance(menu, QMenu)
    return next(one for one in menu.actions() if one.text() == texts[-1])


def close_menu() -> None:
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.close()


def drop_theme(window: TestWindow, moved: Theme, onto: Theme) -> bool:
    view = window.opened.themes.view
    data = view.model().mimeData([view._themes.index_of(moved.id)])
    assert data.hasFormat(THEME_MIME)
    at: QPoint = view.visualRect(view._themes.index_of(onto.id)).center()
    return drop(view.viewport(), data, at, Qt.DropAction.MoveAction)


def edit_themes(qtbot: QtBot, window: TestWindow) -> None:
    """Rename, recolour, move, add and delete themes by mouse and keys."""
    themes, workspace = window.opened.themes, window.opened.workspace
    justice = window.theme(JUSTICE)
    choose(window, justice)
    press(themes.view, Qt.Key.Key_F2)
    editor = focused()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    typed(editor, "Justice")
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.tree[justice.id].name == "Justice")
    colour = "#C0392B" if justice.colour != "#C0392B" else "#1F77B4"
    themes.edits.recolour([workspace.tree[justice.id]], colour)
    assert workspace.tree[justice.id].colour == colour
    assert drop_theme(window, workspace.tree[justice.id], window.theme(PUNISH))
    assert workspace.tree.parent_of(justice.id) == window.theme(PUNISH).id
    press(window, Qt.Key.Key_T, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    editor = focused()
    assert isinstance(editor, QLineEdit)
    typed(editor, "Cash")
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(one.name == "Cash" for one in workspace.tree))
    choose(window, window.theme(PUNISH))
    press(themes.view, Qt.Key.Key_Delete)
    assert justice.id not in workspace.tree


def test_an_analyst_renames_recolours_moves_and_deletes_a_theme_and_undoes_it_all(
    qtbot: QtBot, window: TestWindow
) -> None:
    workspace = window.opened.workspace
    tag(qtbot, window.panes[1], 4, "trafficking", "1")
    tag(qtbot, window.panes[1], 9, "women", "2")
    before = (list(workspace.tree), window.annotations())
    steps = workspace.undo_stack.count()
    edit_themes(qtbot, window)
    after = (list(workspace.tree), window.annotations())
    assert all(not one.theme_ids for one in after[1])
    assert workspace.undo_stack.count() == steps + 5
    for _ in range(5):
        press(window, Qt.Key.Key_Z, CONTROL)
    assert (list(workspace.tree), window.annotations()) == before
    for _ in range(5):
        press(window, Qt.Key.Key_Y, CONTROL)
    assert (list(workspace.tree), window.annotations()) == after
    assert not window.project.check()


def test_an_analyst_recolours_a_theme_from_its_menu(qtbot: QtBot, window: TestWindow) -> None:
    theme = window.theme(PUNISH)
    window.opened.themes.view.scrollTo(window.opened.themes.view._themes.index_of(theme.id))
    entry = menu_entry(window, theme, "Colour", PALETTE[0])
    entry.trigger()
    close_menu()
    assert window.theme(PUNISH).colour == PALETTE[0]


def test_an_analyst_edits_a_note_removes_a_tag_deletes_a_passage_and_undoes_it_all(
    qtbot: QtBot, window: TestWindow
) -> None:
    workspace, passages = window.opened.workspace, window.opened.passages
    tag(qtbot, window.panes[1], 4, "trafficking", "1")
    start = workspace.undo_stack.count()
    press(window, Qt.Key.Key_M, CONTROL)
    typed(focused(), "A first thought.")
    press(focused(), Qt.Key.Key_Return, CONTROL)
    chip = passages.note.chips.chips()[0]
    click(chip, QPoint(chip.width() - 8, chip.height() // 2))
    (made,) = window.annotations()
    assert (made.note, made.theme_ids) == ("A first thought.", ())
    press(window, Qt.Key.Key_Backspace, CONTROL)
    assert not window.annotations()
    assert workspace.undo_stack.count() == start + 3
    for _ in range(3):
        press(window.panes[1].view, Qt.Key.Key_Z, CONTROL)
    (back,) = window.annotations()
    assert (back.note, back.theme_ids) == ("", (window.theme(PUNISH).id,))
    for _ in range(3):
        press(window.panes[1].view, Qt.Key.Key_Y, CONTROL)
    assert not window.annotations()


@pytest.mark.parametrize("key", ["3", "9"])
def test_a_digit_tags_with_the_theme_that_has_it(
    qtbot: QtBot, window: TestWindow, key: str
) -> None:
    tag(qtbot, window.panes[0], 6, "trafficking", key)
    (made,) = window.annotations()
    assert window.opened.workspace.tree[made.theme_ids[0]].key == key


def test_menus_that_were_closed_are_gone(qtbot: QtBot, window: TestWindow) -> None:
    theme = window.theme(PUNISH)
    window.opened.themes.view.scrollTo(window.opened.themes.view._themes.index_of(theme.id))
    for _ in range(3):
        menu_entry(window, theme, "Rename")
        close_menu()
    qtbot.wait(20)
    assert len(window.opened.themes.findChildren(QMenu)) == 0
