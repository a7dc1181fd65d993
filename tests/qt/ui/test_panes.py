"""Panes opened, closed, swapped, stacked, followed and remembered."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from glossator.app.desk import Desk
from glossator.app.models.mime import PANE_MIME, REPORT_MIME
from glossator.app.view_state import Fit
from glossator.domain.following import Follow
from glossator.domain.ranking.counterparts import Match
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import Role
from glossator.ui.panes.drops import PaneDrops
from glossator.ui.panes.grid import DropPlace
from glossator.ui.panes.pane import Pane
from glossator.ui.panes.panes import MOST, Panes
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


class FakeMatching(QObject):
    """Says that paragraphs 7 and 3 are most like any other."""

    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Match] | None = [Match("para_7", 0.5), Match("para_3", 0.3)]

    def matches(self, *_: object) -> list[Match] | None:
        return self.found


@pytest.fixture
def matching() -> FakeMatching:
    return FakeMatching()


@pytest.fixture
def panes(qtbot: "QtBot", matching: FakeMatching) -> Panes:
    library = FakeLibrary(REPORTS, PAGES, STRUCTURE)
    workspace, desk = make_workspace(*REPORTS), Desk()
    made = Panes(workspace, cast("Library", library), desk, cast("Matching", matching))
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


def test_a_pane_that_would_be_too_narrow_beside_the_others_opens_below_one(panes: Panes) -> None:
    panes.resize(700, 500)
    QApplication.processEvents()
    for report in REPORTS[:4]:
        panes.open(report.id)
    assert panes._grid.arrangement.shape() == [2, 2]
    assert {pane.height() > 150 for pane in panes.all()} == {True}


def test_a_fifth_report_takes_the_place_of_the_active_pane(panes: Panes) -> None:
    for report in REPORTS[:MOST]:
        panes.open(report.id)
    panes.activate(panes.all()[1])
    panes.open(REPORTS[4].id)
    assert shown(panes) == ["A/70/1", "A/74/1", "A/71/1", "A/72/1"]


class Drop(QDropEvent):
    """Something dropped, from a widget."""

    def __init__(self, data: QMimeData, at: QPointF, source: Pane | None = None) -> None:
        action, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
        super().__init__(at, action, data, left, Qt.KeyboardModifier.NoModifier)
        self._dropped = data
        self._source = source

    def source(self) -> Pane | None:  # type: ignore[override]
        return self._source


def dragged(panes: Panes, event: QEvent) -> None:
    """Let the panes have what Qt sends them while something is dragged over them."""
    drops = panes.findChild(PaneDrops)
    assert drops is not None
    assert drops.eventFilter(panes, event)


def drop_report(panes: Panes, number: int, target: Pane, x: float, y: float) -> None:
    data = QMimeData()
    data.setData(REPORT_MIME, REPORTS[number].id.encode())
    dragged(panes, Drop(data, point(panes, target, x, y)))


def drop_pane(panes: Panes, pane: Pane, target: Pane, x: float, y: float) -> None:
    data = QMimeData()
    data.setData(PANE_MIME, b"pane")
    dragged(panes, Drop(data, point(panes, target, x, y), pane))


def point(panes: Panes, pane: Pane, x: float, y: float) -> QPointF:
    """Return a point of the panes by its shares of one of them."""
    QApplication.processEvents()
    corner = pane.mapTo(panes, QPoint())
    return QPointF(corner.x() + x * pane.width(), corner.y() + y * pane.height())


@pytest.mark.parametrize(
    ("x", "y", "order"),
    [(0.1, 0.5, "A/70 A/72 A/71"), (0.9, 0.5, "A/70 A/71 A/72"), (0.5, 0.9, "A/70 A/71 A/72")],
)
def test_a_report_is_opened_where_it_is_dropped(
    panes: Panes, x: float, y: float, order: str
) -> None:
    panes.open(REPORTS[0].id)
    second = panes.open(REPORTS[1].id)
    drop_report(panes, 2, second, x, y)
    assert [symbol[:4] for symbol in shown(panes)] == order.split()
    third = panes.all()[order.split().index("A/72")]
    QApplication.processEvents()
    is_below = third.mapTo(panes, QPoint()).y() > second.mapTo(panes, QPoint()).y()
    assert is_below == (y == 0.9)


def test_a_report_dropped_where_none_is_open_opens(panes: Panes) -> None:
    data = QMimeData()
    data.setData(REPORT_MIME, REPORTS[2].id.encode())
    dragged(panes, Drop(data, QPointF(500, 200)))
    assert shown(panes) == ["A/72/1"]


def test_a_report_dropped_on_the_fourth_pane_takes_its_place(panes: Panes) -> None:
    made = [panes.open(report.id) for report in REPORTS[:MOST]]
    drop_report(panes, 4, made[2], 0.1, 0.5)
    assert shown(panes) == ["A/70/1", "A/73/1", "A/71/1", "A/74/1"]


def test_panes_dragged_below_others_stand_two_by_two(panes: Panes) -> None:
    a, b, c, d = (panes.open(report.id) for report in REPORTS[:MOST])
    drop_pane(panes, c, a, 0.5, 0.9)
    drop_pane(panes, d, b, 0.5, 0.9)
    QApplication.processEvents()
    places = [pane.mapTo(panes, QPoint()) for pane in (a, b, c, d)]
    assert places[0].x() == places[2].x() < places[1].x() == places[3].x()
    assert places[0].y() == places[1].y() < places[2].y() == places[3].y()
    assert panes.active is d


def test_a_pane_dropped_on_itself_stays(panes: Panes) -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    drop_pane(panes, first, first, 0.9, 0.5)
    assert panes.all() == [first, second]


def test_the_place_shows_while_something_is_dragged_over_it(panes: Panes) -> None:
    first = panes.open(REPORTS[0].id)
    data = QMimeData()
    data.setData(REPORT_MIME, REPORTS[1].id.encode())
    at = point(panes, first, 0.9, 0.5).toPoint()
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    dragged(panes, QDragMoveEvent(at, action, data, left, Qt.KeyboardModifier.NoModifier))
    place = panes.findChild(DropPlace)
    assert place is not None
    assert place.isVisible()
    assert place.geometry().left() >= panes.width() // 2 - 1
    dragged(panes, QDragLeaveEvent())
    assert not place.isVisible()


def test_a_pane_is_taken_by_its_head_and_not_by_its_pages(
    panes: Panes, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    QApplication.processEvents()
    dragged: list[object] = []
    monkeypatch.setattr(
        "glossator.ui.panes.drag.QDrag.exec", lambda drag, _action: dragged.append(drag.source())
    )
    head, left = first.head.title, Qt.MouseButton.LeftButton
    QTest.mousePress(head, left, pos=QPoint(2, 2))
    assert panes.active is first
    QTest.mouseMove(head, QPoint(60, 2))
    assert dragged == [first]
    QTest.mouseRelease(head, left)
    QTest.mousePress(first.view.viewport(), left, pos=QPoint(20, 100))
    QTest.mouseMove(first.view.viewport(), QPoint(90, 100))
    QTest.mouseRelease(first.view.viewport(), left)
    assert dragged == [first]


def test_two_by_two_is_remembered_with_its_sizes(panes: Panes) -> None:
    for report in REPORTS[:MOST]:
        panes.open(report.id)
    panes.set_in_two_rows()
    panes.resize(1200, 800)
    QApplication.processEvents()
    panes._grid._whole.setSizes([400, 799])
    remembered = panes.remembered()
    for pane in panes.all():
        panes.close_pane(pane)
    panes.restore(remembered)
    QApplication.processEvents()
    assert {**panes.remembered(), "left": {}} == remembered
    assert remembered["shape"] == [2, 2]


def test_closing_panes_two_by_two_leaves_no_gap(panes: Panes) -> None:
    for report in REPORTS[:MOST]:
        panes.open(report.id)
    a, b, c, d = panes.all()
    panes.set_in_two_rows()
    panes.close_pane(b)
    panes.close_pane(d)
    QApplication.processEvents()
    assert panes.all() == [a, c]
    assert a.width() == c.width() == panes.width()
    assert panes.is_stacked


def test_one_pane_of_four_can_be_shown_alone(panes: Panes) -> None:
    a, *others = (panes.open(report.id) for report in REPORTS[:MOST])
    panes.set_in_two_rows()
    panes.activate(a)
    panes.maximize()
    QApplication.processEvents()
    assert a.size() == panes.size()
    panes.maximize()
    assert all(pane.isVisible() for pane in (a, *others))


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


def test_whoever_shows_the_active_pane_hears_that_the_last_is_closed(
    panes: Panes, qtbot: "QtBot"
) -> None:
    pane = panes.open(REPORTS[0].id)
    with qtbot.waitSignal(panes.active_changed) as changed:
        panes.close_pane(pane)
    assert changed.args == [None]
    assert panes.active is None


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


def test_back_leads_on_after_a_pane_was_closed_and_after_a_restart(panes: Panes) -> None:
    pane = panes.open(REPORTS[0].id)
    for page in (2, 5):
        pane.go_to_page(page)
    remembered, way = panes.remembered(), [place.page for place in pane.trail.behind]
    assert len(way) == 2
    panes.close_pane(pane)
    again = panes.open(REPORTS[0].id)
    panes.close_pane(again)
    panes.restore(remembered)
    (restored,) = panes.all()
    for one in (again, restored):
        assert [place.page for place in one.trail.behind] == way
    restored.go_back()
    restored.go_back()
    assert restored.view.page == 0
    assert not restored.trail.can_go_back


@pytest.mark.parametrize(
    "broken", [{}, {"panes": 3}, {"panes": [{"report": "gone"}]}, {"panes": [{"back": 3}]}]
)
def test_a_broken_memory_opens_nothing(panes: Panes, broken: dict[str, object]) -> None:
    panes.restore(broken)  # type: ignore[arg-type]
    assert panes.all() == []


def test_a_report_opens_again_where_it_was_left(panes: Panes) -> None:
    first = panes.open(REPORTS[0].id)
    first.view.go_to_page(5)
    first.view.zoom_to(Fit.WIDTH)
    stood = first.view.state()
    panes.close_pane(first)
    remembered = panes.remembered()
    assert panes.open(REPORTS[0].id).view.state() == stood
    panes.close_pane(panes.all()[0])
    panes._left._states.clear()
    panes.restore(remembered)
    assert panes.open(REPORTS[0].id).view.state() == stood
    panes.restore({"left": {REPORTS[1].id: "nonsense", "unknown": {"page": 3}}})
    assert panes.open(REPORTS[1].id).view.page == 0


def test_what_a_list_leads_to_comes_beside_what_is_read_and_stays_large_enough(
    panes: Panes,
) -> None:
    panes.resize(900, 500)
    said: list[str] = []
    panes.said.connect(said.append)
    read, other = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    panes.activate(read)
    guest = panes.show_report(REPORTS[2].id)
    assert shown(panes) == ["A/70/1", "A/72/1"]
    assert said == ["A/72/1 is shown in place of A/71/1, which opens again where you left it."]
    assert panes.active is guest
    panes.show_report(REPORTS[3].id)
    assert shown(panes) == ["A/70/1", "A/73/1"]  # what is read stays
    panes.resize(1300, 500)
    panes.show_report(REPORTS[4].id)
    assert shown(panes) == ["A/70/1", "A/73/1", "A/74/1"]
    assert other not in panes.all()


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
    assert second.head.follows.text() == "⇄ same number"
    assert list(second.view.soft) == [4]


def test_without_a_theme_nothing_is_followed_and_the_pane_says_so(
    panes: Panes, qtbot: "QtBot"
) -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    panes.following.set_mode(Follow.SAME_THEME, first)
    before = second.view.share
    scroll(first, 0.5)
    qtbot.waitUntil(lambda: "choose a theme" in second.head.follows.text())
    assert second.view.share == before


def test_the_best_match_is_shown_and_a_click_shows_the_next(panes: Panes, qtbot: "QtBot") -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    panes.following.set_mode(Follow.MATCHING, first)
    qtbot.waitUntil(lambda: list(second.view.soft) == [6])
    assert second.head.follows.text() == "⇄ much alike · 1 more  ▸"
    second.head.follows.click()
    assert list(second.view.soft) == [2]
    assert second.head.follows.text() == "⇄ alike · 2 of 2  ▸"
    second.head.follows.click()
    assert list(second.view.soft) == [6]
    panes.following.set_mode(Follow.OFF)
    assert list(second.view.soft) == []
    assert second.head.follows.isHidden()


def test_a_pane_that_has_nothing_like_it_says_so_and_stays(
    panes: Panes, matching: FakeMatching, qtbot: "QtBot"
) -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    panes.following.set_mode(Follow.MATCHING, first)
    qtbot.waitUntil(lambda: list(second.view.soft) == [6])
    matching.found, before = [], second.view.share
    scroll(first, 0.5)
    qtbot.waitUntil(lambda: second.head.follows.text() == "⇄ nothing like it here")
    assert second.view.share == before
    assert not second.view.soft


def test_a_pane_follows_as_soon_as_the_reports_are_compared(
    panes: Panes, matching: FakeMatching, qtbot: "QtBot"
) -> None:
    first, second = panes.open(REPORTS[0].id), panes.open(REPORTS[1].id)
    matching.found = None
    panes.following.set_mode(Follow.MATCHING, first)
    qtbot.waitUntil(lambda: second.head.follows.text() == "⇄ not compared yet")
    matching.found = [Match("para_7", 0.2)]
    matching.grown.emit()
    assert list(second.view.soft) == [6]
    assert second.head.follows.text() == "⇄ faintly alike"


def test_that_no_pane_is_left_is_told_before_the_last_one_is_gone(panes: Panes) -> None:
    first = panes.open(REPORTS[0].id)
    told: list[Pane | None] = []
    panes.active_changed.connect(told.append)
    panes.close_pane(first)
    assert told == [None]
    second = panes.open(REPORTS[1].id)
    assert told == [None, second]
