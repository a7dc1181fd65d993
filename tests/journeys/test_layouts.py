"""Pages seen alone, facing each other or turned: what follows, what is said of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from glossator.domain.following import Follow
from glossator.domain.pages.layout import PageMode
from glossator.ui.pages.card import PageCard
from helpers.window import CONTROL, LONG, click, focused, press, select_words, typed, wheel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.domain.reports.structure import Unit
    from glossator.ui.panes.pane import Pane
    from helpers.window import TestWindow

LAYOUTS = [
    (PageMode.SINGLE, 0),
    (PageMode.FACING, 0),
    (PageMode.CONTINUOUS, 90),
    (PageMode.CONTINUOUS, 180),
    (PageMode.SINGLE, 270),
]


def paragraph(window: TestWindow, pane: Pane, label: str) -> Unit:
    reading = window.opened.library.reading(pane.report_id)
    assert reading is not None
    return next(one for one in reading.structure.units if one.label == label)


def shows(window: TestWindow, pane: Pane, unit: Unit) -> bool:
    """Whether the first character of a unit is in view."""
    library = window.opened.library
    reading = library.reading(pane.report_id)
    assert reading is not None
    page, offset = reading.caret(unit.start)
    text = library.page_text(pane.report_id, page)
    if text is None:
        return False
    rect = pane.view.box(page).rect_to_view(text.char_rect(offset))
    port = QRectF(pane.view.viewport().rect())
    return bool(port.intersects(pane.view.rect_on_viewport(page, rect)))


def page_line(pane: Pane) -> str:
    """Return what the line above the pages says of the page."""
    return pane.head.where.text().rsplit(" · ", 1)[-1]


@pytest.mark.parametrize(("mode", "turn"), LAYOUTS)
@pytest.mark.parametrize("is_leader", [False, True], ids=["follower", "leader"])
def test_a_pane_follows_to_the_same_paragraph_however_the_pages_lie(
    qtbot: QtBot,
    window: TestWindow,
    mode: PageMode,
    turn: int,
    is_leader: bool,
) -> None:
    leader, follower = window.panes
    (leader if is_leader else follower).view.arrange(mode, turn=turn)
    window.opened.panes.following.set_mode(Follow.SAME_PARAGRAPH, leader)
    there = paragraph(window, follower, "para. 12")
    assert not shows(window, follower, there)
    here = paragraph(window, leader, "para. 12")
    with leader.view.by_hand():
        leader.go_to_offset(here.start)
    qtbot.waitUntil(lambda: shows(window, leader, here), timeout=LONG)
    qtbot.waitUntil(lambda: shows(window, follower, there), timeout=LONG)


@pytest.mark.parametrize(("mode", "turn"), LAYOUTS)
def test_a_pane_keeps_the_same_place_however_the_pages_lie(
    qtbot: QtBot, window: TestWindow, mode: PageMode, turn: int
) -> None:
    leader, follower = window.panes
    follower.view.arrange(mode, turn=turn)
    follower.view.go_to_page(0)
    window.opened.panes.following.set_mode(Follow.SAME_PLACE, leader)
    wheel(leader, -60)
    assert leader.view.share > 0.3
    # A page seen alone stands still until the next one is due.
    near = 1.0 / len(follower.view.layout_.boxes)
    qtbot.waitUntil(lambda: abs(leader.view.share - follower.view.share) <= near)


def test_of_two_facing_pages_the_line_above_names_both(qtbot: QtBot, window: TestWindow) -> None:
    pane = window.panes[0]
    click(pane.view.viewport())
    press(window, Qt.Key.Key_7, CONTROL)
    count = len(pane.view.layout_.boxes)
    pane.go_to_page(0)
    qtbot.waitUntil(lambda: page_line(pane) == f"page 1 of {count}")  # the cover stands alone
    press(pane.view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page_line(pane) == f"pages 2–3 of {count}")
    press(window, Qt.Key.Key_5, CONTROL)
    qtbot.waitUntil(lambda: page_line(pane) == f"page 2 of {count}")


def test_turning_a_page_is_said_to_a_screen_reader(qtbot: QtBot, window: TestWindow) -> None:
    said: list[str] = []
    pane = window.panes[0]
    click(pane.view.viewport())
    window.opened.announcer.announced.connect(said.append)
    press(window, Qt.Key.Key_6, CONTROL)
    press(pane.view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: said == ["page 2"])
    press(window, Qt.Key.Key_PageDown, CONTROL)
    qtbot.waitUntil(lambda: said == ["page 2", "page 3"])
    press(window, Qt.Key.Key_7, CONTROL)
    press(pane.view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: said[2:] == ["pages 4–5"])
    press(window, Qt.Key.Key_5, CONTROL)
    wheel(pane, -30)
    qtbot.wait(50)
    assert len(said) == 3  # what only scrolls says nothing


@pytest.mark.parametrize(("mode", "turn"), LAYOUTS)
def test_a_pane_follows_to_the_same_section_however_the_pages_lie(
    qtbot: QtBot, window: TestWindow, mode: PageMode, turn: int
) -> None:
    follower, leader = window.panes
    for pane in (leader, follower):
        pane.view.arrange(mode, turn=turn)
    following = window.opened.panes.following
    following.set_mode(Follow.SAME_SECTION, leader)
    with leader.view.by_hand():
        leader.go_to_offset(paragraph(window, leader, "para. 55").start)
    reading = window.opened.library.reading(follower.report_id)
    assert reading is not None
    heading = next(one for one in reading.structure.units if one.title == "Recommendations")
    qtbot.waitUntil(lambda: shows(window, follower, heading), timeout=LONG)
    assert follower.head.follows.text() == "⇄ same section"


@pytest.mark.parametrize(("mode", "turn"), LAYOUTS)
def test_a_pane_follows_to_the_same_theme_however_the_pages_lie(
    qtbot: QtBot, window: TestWindow, mode: PageMode, turn: int
) -> None:
    leader, follower = window.panes
    for pane, page in ((leader, 3), (follower, 9)):
        select_words(qtbot, pane, page, "trafficking")
        typed(focused(), "1")
        pane.view.arrange(mode, turn=turn)
        pane.view.go_to_page(0)
    made = {one.report_id: one for one in window.annotations()}
    first, second = made[leader.report_id], made[follower.report_id]
    window.opened.desk.choose_theme(first.theme_ids[0])
    window.opened.panes.following.set_mode(Follow.SAME_THEME, leader)
    with leader.view.by_hand():
        leader.go_to_offset(first.segments[0].start)

    def is_shown() -> bool:
        box = follower.view.box(second.page)
        rect = follower.view.rect_on_viewport(
            second.page, box.rect_to_view(second.segments[0].quads[0].bounds)
        )
        return QRectF(follower.view.viewport().rect()).intersects(rect)

    qtbot.waitUntil(is_shown, timeout=LONG)


@pytest.mark.parametrize(("mode", "turn"), LAYOUTS)
def test_a_pane_follows_to_the_matching_passage_however_the_pages_lie(
    qtbot: QtBot, window: TestWindow, mode: PageMode, turn: int
) -> None:
    follower, leader = window.panes
    for pane in (leader, follower):
        pane.view.arrange(mode, turn=turn)
    matching, library = window.opened.matching, window.opened.library
    unit = paragraph(window, leader, "para. 28")

    def best() -> list[str]:
        found = matching.matches(leader.report_id, unit.id, follower.report_id)
        return [match.unit_id for match in found or ()]

    qtbot.waitUntil(lambda: bool(best()), timeout=LONG)
    reading = library.reading(follower.report_id)
    assert reading is not None
    there = {one.id: one for one in reading.structure.units}[best()[0]]
    window.opened.panes.following.set_mode(Follow.MATCHING, leader)
    with leader.view.by_hand():
        leader.go_to_offset(unit.start)
    qtbot.waitUntil(lambda: shows(window, follower, there), timeout=LONG)
    assert follower.view.soft


@pytest.mark.parametrize("mode", [PageMode.CONTINUOUS, PageMode.SINGLE])
def test_what_one_was_led_to_is_what_is_read_until_the_pages_move(
    qtbot: QtBot, window: TestWindow, mode: PageMode
) -> None:
    pane = window.panes[1]
    pane.view.arrange(mode)
    where = pane.head.where
    for label in ("para. 66", "para. 67"):
        pane.go_to_offset(paragraph(window, pane, label).start)
        qtbot.waitUntil(partial(lambda said: said in where.text(), f" › {label} · "))
    wheel(pane, 20)
    qtbot.waitUntil(lambda: "para. 67" not in pane.head.where.text())


@pytest.mark.parametrize(("mode", "turn"), LAYOUTS)
def test_a_card_says_what_a_highlight_is_tagged_with_however_the_pages_lie(
    qtbot: QtBot, window: TestWindow, mode: PageMode, turn: int
) -> None:
    pane = window.panes[1]
    pane.view.arrange(mode, turn=turn)
    select_words(qtbot, pane, 6, "non-punishment")
    typed(focused(), "1")
    (made,) = window.annotations()
    assert "punish" in made.quote  # letters are a pixel or two wide here
    QApplication.processEvents()
    window.opened.desk.choose_annotation(None)
    box = pane.view.box(made.page)
    spot = pane.view.rect_on_viewport(
        made.page, box.rect_to_view(made.segments[0].quads[0].bounds)
    ).center()
    port = pane.view.viewport()
    QTest.mouseMove(port, spot.toPoint() + QPoint(40, 40))
    QTest.mouseMove(port, spot.toPoint())
    card = next(iter(pane.findChildren(PageCard)))
    theme = window.opened.workspace.tree[made.theme_ids[0]]
    qtbot.waitUntil(lambda: theme.name in card.text(), timeout=LONG)
    assert pane.rect().contains(card.geometry())
    assert not card.geometry().contains(port.mapTo(pane, spot.toPoint()))
