"""The work without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from glossator.domain.text.caret import Caret
from glossator.domain.text.page_text import Role
from glossator.ui.manual import Manual
from helpers.window import CONTROL, focused, page_text, press, select_words, typed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.ui.panes.pane import Pane
    from helpers.window import TestWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def test_a_passage_is_found_read_selected_tagged_and_copied_by_keyboard(
    window: TestWindow, qtbot: QtBot
) -> None:
    pane = window.panes[0]
    page_text(qtbot, pane, 3)
    pane.go_to_page(3)
    pane.view.setFocus()
    press(pane.view, Key.Key_F7)
    assert window.commands["caret_browsing"].isChecked()
    assert pane.view.hasFocus()
    qtbot.waitUntil(lambda: pane.view.selecting.head is not None)
    press(pane.view, Key.Key_Down, CONTROL)
    for _ in range(6):
        press(pane.view, Key.Key_Right, CONTROL | SHIFT)
    assert pane.view.selecting

    press(pane.view, Key.Key_C, CONTROL)
    quote = QGuiApplication.clipboard().text()
    assert len(quote.split()) >= 5

    press(pane.view, Key.Key_Return)
    box = window.opened.tagging.box
    qtbot.waitUntil(box.isVisible)
    typed(focused(), "non-pun")
    press(focused(), Key.Key_Return)
    (made,) = window.annotations()
    assert made.quote == quote
    qtbot.waitUntil(pane.view.hasFocus)
    press(pane.view, Key.Key_Right)
    press(pane.view, Key.Key_Right, CONTROL | SHIFT)
    typed(pane.view, "1")
    assert len(window.annotations()) == 2

    # F3 leads the caret from passage to passage, and reading goes on from there.
    reading = window.opened.library.reading(pane.report_id)
    assert reading is not None
    starts = {Caret(*reading.caret(one.segments[0].start)) for one in window.annotations()}
    stood = set()
    for _ in range(2):
        press(pane.view, Key.Key_F3)
        stood.add(pane.view.selecting.head)
    assert stood == starts


def test_what_happens_is_said_to_a_screen_reader(window: TestWindow, qtbot: QtBot) -> None:
    said: list[str] = []
    window.opened.announcer.announced.connect(said.append)
    pane = window.panes[0]
    select_words(qtbot, pane, 4, first_words(qtbot, pane, 4))
    typed(focused(), "1")
    theme = next(one for one in window.opened.workspace.tree if one.key == "1")
    qtbot.waitUntil(lambda: said == [f"Tagged: {theme.name}"])
    press(pane.view, Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: said[-1].startswith("Undone: tag “"))
    press(pane.view, Key.Key_Y, CONTROL)
    qtbot.waitUntil(lambda: said[-1].startswith("Done again: tag “"))
    press(pane.view, Key.Key_F3)
    (made,) = window.annotations()
    qtbot.waitUntil(lambda: said[-1] == f"“{made.quote}” ({made.citation})")
    window.opened.panes.activate(window.panes[1])
    name = window.opened.workspace.report(window.panes[1].report_id)
    assert name is not None
    qtbot.waitUntil(lambda: said[-1] == f"{name.symbol}, page 1")
    assert len(said) == 5


def first_words(qtbot: QtBot, pane: Pane, page: int) -> str:
    text = page_text(qtbot, pane, page)
    line = [line for line in text.lines if line.role is Role.BODY][3]
    return " ".join(text.text[line.start : line.end].split()[:4])


def test_escape_leaves_one_thing_at_a_time_the_innermost_first(
    window: TestWindow, qtbot: QtBot
) -> None:
    pane = window.panes[0]
    select_words(qtbot, pane, 4, "of trafficking")
    typed(focused(), "1")
    QApplication.processEvents()
    (made,) = window.annotations()
    window.opened.desk.choose_annotation(made.id)
    window.showFullScreen()
    qtbot.waitUntil(window.isFullScreen)
    press(pane.view, Key.Key_F, CONTROL)
    typed(focused(), "women")
    pane.view.setFocus()
    select_words(qtbot, pane, 4, "women and girls")
    typed(focused(), "not a theme")

    def standing() -> tuple[bool, ...]:
        return (
            window.opened.tagging.box.isVisible(),
            bool(pane.view.selecting),
            pane.finder.bar.isVisible(),
            window.opened.desk.annotation_id is not None,
            window.isFullScreen(),
        )

    seen = [standing()]
    for _ in range(5):
        press(focused(), Key.Key_Escape)
        QApplication.processEvents()
        seen.append(standing())
    left = [sum(now) for now in seen]
    assert left == sorted(left, reverse=True)
    assert seen[-1] == (False,) * 5
    assert len(window.annotations()) == 1


def test_f1_opens_the_manual_at_what_the_analyst_is_doing(window: TestWindow, qtbot: QtBot) -> None:
    def told() -> str:
        QApplication.processEvents()
        window.run("manual")
        (manual,) = window.findChildren(Manual)
        name = manual.page.name
        manual.close()
        qtbot.waitUntil(lambda: not window.findChildren(Manual))
        window.activateWindow()
        return name

    window.panes[0].view.setFocus()
    assert told() == "10-read.md"
    for action, name in (
        ("filter_themes", "40-themes.md"),
        ("search", "50-search.md"),
        ("similar", "20-follow.md"),
        ("compare", "55-compare.md"),
        ("trace", "60-trace.md"),
        ("mentions", "62-mentions.md"),
    ):
        window.run(action)
        assert told() == name
