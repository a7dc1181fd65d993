"""The head of a pane says what matters most for as long as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from glossator.ui.panes.head import PaneHead, Whereabouts, WhereLine
from helpers.records import make_report

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HERE = Whereabouts(
    ("III. Improving access to justice", "C. Non-punishment"), "para. 28", "page 7 of 18"
)


@pytest.fixture
def line(qtbot: QtBot) -> WhereLine:
    line = WhereLine()
    qtbot.addWidget(line)
    line.say(HERE)
    return line


@pytest.fixture
def head(qtbot: QtBot) -> PaneHead:
    head = PaneHead()
    qtbot.addWidget(head)
    head.describe(make_report("CEDAW/C/GC/38", title="Trafficking in women", date="2020-11-20"))
    head.show()
    return head


def test_the_line_says_all_where_there_is_room(line: WhereLine) -> None:
    whole = "III. Improving access to justice › C. Non-punishment › para. 28 · page 7 of 18"
    assert line.shortened(2000) == whole


def test_the_sections_give_way_to_the_paragraph_and_the_page(line: WhereLine) -> None:
    measure = line.fontMetrics()
    width = measure.horizontalAdvance("para. 28 · page 7 of 18")
    assert line.shortened(width + 250).startswith("III › C. Non-punishment › para. 28")
    shorter = line.shortened(width + 100)
    assert shorter.startswith("III › C.")
    assert "…" in shorter
    assert shorter.endswith(" › para. 28 · page 7 of 18")
    assert line.shortened(width + 30) == "para. 28 · page 7 of 18"
    assert line.shortened(width - 20).startswith("para. 28 · ")


def test_of_a_place_before_the_first_paragraph_the_page_is_said(line: WhereLine) -> None:
    line.say(Whereabouts(page="page 1 of 18"))
    assert line.shortened(2000) == "page 1 of 18"
    line.say(Whereabouts(("I. Introduction",), "", "page 2 of 18"))
    assert line.shortened(2000) == "I. Introduction · page 2 of 18"


def test_the_title_gives_way_before_the_symbol(head: PaneHead) -> None:
    need = head.symbol.sizeHint().width()
    head.resize(600, head.sizeHint().height())
    assert head.symbol.width() == need
    assert head.symbol.shortened(need) == "CEDAW/C/GC/38"
    assert head.title.width() > 200
    head.resize(head.width() - head.title.width(), head.height())
    assert head.symbol.width() == need
    head.resize(head.width() - 30, head.height())
    shortened = head.symbol.shortened(head.symbol.width())
    assert shortened.startswith("CED")
    assert shortened.endswith("/38")
    assert head.symbol.toolTip() == "CEDAW/C/GC/38"


def test_the_buttons_are_named_after_the_report_and_reached_by_tab(head: PaneHead) -> None:
    for button, name in (
        (head.close_button, "Close CEDAW/C/GC/38"),
        (head.menu_button, "Menu of CEDAW/C/GC/38"),
    ):
        assert button.accessibleName() == name
        assert button.focusPolicy() is Qt.FocusPolicy.TabFocus
