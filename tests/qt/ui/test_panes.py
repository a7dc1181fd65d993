"""Panes opened, closed, swapped, stacked, followed and remembered."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from glossator.app.desk import Desk
from glossator.app.models.mime import REPORT_MIME
from glossator.domain.following import Follow
from glossator.domain.page_text import Role
from glossator.domain.structure import Structure, Unit, UnitKind
from glossator.ui.pane import Pane
from glossator.ui.panes import MOST, Panes
from helpers.fake_project import make_workspace
from helpers.library import FakeLibrary
from helpers.pages import make_page
from helpers.records import make_report

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library
    from glossator.app.matching import Matching

REPORTS = [make_report(f"A/{number}/1", position=number) for number in range(70, 75)]
PAGES = [make_page([(f"{n + 1}. Words.", Role.BODY, 0)], page=n) for n in range(8)]
STARTS = [sum(len(page.text) + 1 for page in PAGES[:n]) for n in range(8)]
STRUCTURE = Structure(
    units=tuple(
        Unit(
            f"para_{n + 1}",
            UnitKind.PARAGRAPH,
            str(n + 1),
            label=f"para. {n + 1}",
            spans=((STARTS[n], STARTS[n] + len(PAGES[n].text)),),
        )
        for n in range(8)
    )
)


class FakeMatching:
    """Says that paragraphs 7 and 3 are most like any other."""

    def matches(self, *_: object) -> list[str]:
        return ["para_7", "para_3"]


@pytest.fixture
def panes(qtbot: "QtBot") -> Panes:
    library = FakeLibrary(REPORTS, PAGES, STRUCTURE)
    workspace, desk = make_workspace(*REPORTS), Desk()
    made = Panes(workspace, cast("Library", library), desk, cast("Matching", FakeMatching()))
    made.kept = (library, workspace, desk)  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(panes: Panes) -> list[str]:
    symbols = {report.id: report.symbol for report in REPORTS}
    return [symbols[pane.report_id] for pane in panes.all()]


def scroll(pane: Pane, share: float) -> None:
    with pane.view.by_hand():
        pane.view.go_to_share(share)


def test_a_fifth_report_takes_the_place_of_the_active_pane(panes: Panes) -> None:
    for report in REPORTS[:MOST]:
        panes.open(report.id)
    panes.activate(panes.all()[1])
    panes.open(REPORTS[4].id)
    assert shown(panes) == ["A/70/1", "A/74/1", "A/72/1", "A/73/1"]


def test_a_report_is_opened_where_it_is_dropped(panes: Panes) -> None:
    panes.open(REPORTS[0].id)
    panes.open(REPORTS[1].id)
    data = QMimeData()
    data.setData(REPORT_MIME, REPORTS[2].id.encode())
    event = QDropEvent(
        QPointF(500, 200),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    panes.dropEvent(event)
    assert shown(panes) == ["A/70/1", "A/72/1", "A/71/1"]


def test_swapping_keeps_the_active_pane(panes: Panes) -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    panes.activate(first)
    panes.swap()
    assert panes.all() == [second, first]
    assert panes.active is first


def test_one_pane_can_be_shown_alone_and_all_again(panes: Panes) -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    panes.activate(first)
    panes.maximize()
    assert first.isVisible()
    assert not second.isVisible()
    panes.maximize()
    assert second.isVisible()


def test_the_same_report_can_be_read_in_two_panes(panes: Panes) -> None:
    panes.open(REPORTS[0].id)
    panes.open(REPORTS[0].id)
    assert shown(panes) == ["A/70/1", "A/70/1"]


def test_closing_the_last_pane_says_how_to_open_one(panes: Panes) -> None:
    panes.close_pane(panes.open(REPORTS[0].id))
    assert panes.all() == []
    assert panes._stack.currentWidget() is panes._empty
    assert "drag" in panes._empty.text()


def test_what_is_remembered_comes_back(panes: Panes, qtbot: "QtBot") -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    second.view.go_to_page(5)
    panes.stack()
    panes.following.set_mode(Follow.SAME_PARAGRAPH)
    panes.activate(first)
    remembered = panes.remembered()
    for pane in panes.all():
        panes.close_pane(pane)
    panes.stack()
    panes.restore(remembered)
    assert shown(panes) == ["A/70/1", "A/71/1"]
    assert panes.active is panes.all()[0]
    assert panes.all()[1].view.state().page in (4, 5)
    assert panes.is_stacked
    assert panes.following.mode is Follow.SAME_PARAGRAPH


@pytest.mark.parametrize("broken", [{}, {"panes": 3}, {"panes": [{"report": "gone"}]}])
def test_a_broken_memory_opens_nothing(panes: Panes, broken: dict[str, object]) -> None:
    panes.restore(broken)  # type: ignore[arg-type]
    assert panes.all() == []


def test_marks_are_hidden_in_all_panes_and_in_new_ones(panes: Panes) -> None:
    first = panes.open(REPORTS[0].id)
    panes.show_marks(shown=False)
    assert not first.view.marks_shown
    assert not panes.open(REPORTS[1].id).view.marks_shown


def test_following_by_place_keeps_the_distance(panes: Panes) -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    second.view.go_to_share(0.2)
    panes.following.set_mode(Follow.SAME_PLACE)
    scroll(first, 0.5)
    assert abs(second.view.share - 0.7) < 0.01
    scroll(second, 0.4)
    assert abs(first.view.share - 0.2) < 0.01


def test_following_by_number_brings_the_other_to_the_same_paragraph(
    panes: Panes, qtbot: "QtBot"
) -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    panes.following.set_mode(Follow.SAME_PARAGRAPH, first)
    with first.view.by_hand():
        first.view.go_to_page(4)
    qtbot.waitUntil(lambda: second.view.page == 4)
    assert second._follows.text() == "⇄ same number"
    assert list(second.view.soft) == [4]


def test_without_a_theme_nothing_is_followed_and_the_pane_says_so(
    panes: Panes, qtbot: "QtBot"
) -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    panes.following.set_mode(Follow.SAME_THEME, first)
    before = second.view.share
    scroll(first, 0.5)
    qtbot.waitUntil(lambda: "choose a theme" in second._follows.text())
    assert second.view.share == before


def test_the_best_match_is_shown_and_a_click_shows_the_next(panes: Panes, qtbot: "QtBot") -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    panes.following.set_mode(Follow.MATCHING, first)
    qtbot.waitUntil(lambda: list(second.view.soft) == [6])
    assert second._follows.text() == "⇄ matching passage  ▸"
    second._follows.click()
    assert list(second.view.soft) == [2]
    assert second._follows.text() == "⇄ match 2 of 2  ▸"
    second._follows.click()
    assert list(second.view.soft) == [6]
    panes.following.set_mode(Follow.OFF)
    assert list(second.view.soft) == []
    assert second._follows.isHidden()
