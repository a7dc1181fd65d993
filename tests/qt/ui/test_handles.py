"""Handles at the ends of a passage and around an area, in a view without a window around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from glossator.domain.adjusting import End
from glossator.domain.area import Area, area_of, quad_of
from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.passage import segments
from glossator.domain.reports.structure import Structure
from glossator.domain.text.page_text import Role, page_starts
from glossator.ui.pages.view import PageView
from helpers.library import FakeLibrary
from helpers.pages import make_page
from helpers.records import make_annotation, make_report, make_segment

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library
    from glossator.domain.records import Annotation
    from glossator.ui.pages.handles import Handle

LEFT = Qt.MouseButton.LeftButton
REPORT = make_report()
FIRST = make_page(
    [
        ("Victims must not be punished", Role.BODY, 0),
        ("for what they were forced to", Role.BODY, 0),
        ("9 Ibid., a footnote here.", Role.FOOTNOTE, 1),
    ]
)
SECOND = make_page([("A/79/322", Role.RUNNING, 0), ("do, all States agree.", Role.BODY, 1)], 1)
PAGES = [FIRST, SECOND]
STARTS = page_starts([len(page.text) for page in PAGES])
BOX = PageBox(0, 0, 600, 800)
FRAME = Rect(100, 500, 300, 640)


def passage(*stretches: tuple[int, int]) -> Annotation:
    parts = segments(stretches, dict(enumerate(PAGES)), STARTS, Structure())
    return make_annotation(REPORT, segments=parts)


def words(text: str) -> Annotation:
    start = FIRST.text.index(text)
    return passage((start, start + len(text)))


def area(rect: Rect = FRAME) -> Annotation:
    part = make_segment("", 0, quads=(quad_of(rect, BOX),))
    return make_annotation(REPORT, segments=(part,), quote="", picture="ab")


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    library = FakeLibrary([REPORT], PAGES)
    made = PageView(cast("Library", library), REPORT.id)
    made.kept = library  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(700, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def at(view: PageView, offset: int, page: int = 0) -> QPoint:
    """Return a point in the left quarter of a character."""
    x0, y0, x1, y1 = PAGES[page].char_rect(offset)
    user = Rect(x0, y0, x0 + (x1 - x0) / 2, y1)
    shown = view.rect_on_viewport(page, view.box(page).rect_to_view(user))
    return shown.center().toPoint()


def end_of(view: PageView, end: End) -> Handle:
    return next(one for one in view.handles.all() if one.end is end)


def pull(view: PageView, handle: Handle, to: QPoint, *, let_go: bool = True) -> None:
    port, start = view.viewport(), handle.stem.center().toPoint()
    QTest.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, (start + to) / 2)
    QTest.mouseMove(port, to)
    if let_go:
        QTest.mouseRelease(port, LEFT, pos=to)


def adjusted(view: PageView, handle: Handle, to: QPoint) -> object:
    """Pull a handle; return what the annotation is to stand for, None if nothing was said."""
    told: list[object] = []
    view.adjusted.connect(lambda _, stands_for: told.append(stands_for))
    pull(view, handle, to)
    return told[-1] if told else None


@pytest.mark.parametrize("zoom", [0.6, 1.0, 2.2])
def test_handles_stand_at_the_first_and_behind_the_last_character(
    view: PageView, zoom: float
) -> None:
    view.zoom_by(zoom)
    view.handles.show(words("must not be"))
    for end, char in ((End.BEGIN, FIRST.text.index("must")), (End.END, FIRST.text.index("be"))):
        edge = FIRST.char_rect(char if end is End.BEGIN else char + 1)
        x = edge.x0 if end is End.BEGIN else edge.x1
        user = view.box(0).rect_to_view(Rect(x, edge.y0, x, edge.y1))
        shown = view.rect_on_viewport(0, user)
        stem = end_of(view, end).stem
        assert stem.x1() == pytest.approx(shown.x(), abs=0.5)
        assert (stem.y1(), stem.y2()) == pytest.approx((shown.top(), shown.bottom()), abs=0.5)
    assert end_of(view, End.BEGIN).knob.y() < end_of(view, End.BEGIN).stem.y1()
    assert end_of(view, End.END).knob.y() > end_of(view, End.END).stem.y2()


@pytest.mark.parametrize(("turn", "across", "down"), [(90, 1, 0), (180, 0, 1), (270, -1, 0)])
def test_on_turned_pages_the_knobs_stand_above_and_below_the_lines_as_they_run(
    view: PageView, turn: int, across: int, down: int
) -> None:
    view.handles.show(words("must not be"))
    view.arrange(turn=turn)
    begin, end = end_of(view, End.BEGIN), end_of(view, End.END)
    for handle, sign in ((begin, 1), (end, -1)):
        off = (handle.knob - handle.stem.center()) * sign
        assert (off.x() * across + off.y() * down) > handle.stem.length() / 2
    start, to = FIRST.text.index("must"), FIRST.text.index("were")
    assert adjusted(view, end, at(view, to)) == [((0, start), (0, to))]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_an_area_is_drawn_where_it_is_seen_on_turned_pages(view: PageView, turn: int) -> None:
    view.arrange(turn=turn)
    view.zoom_by(0.5)
    seen = view.rect_on_viewport(0, view.box(0).rect_to_view(FRAME))
    start, end = seen.topLeft().toPoint(), seen.bottomRight().toPoint()
    port = view.viewport()
    QTest.mousePress(port, LEFT, Qt.KeyboardModifier.AltModifier, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, Qt.KeyboardModifier.AltModifier, end)
    assert view.drawing.area is not None
    assert view.drawing.area.rect == pytest.approx(FRAME, abs=3)
    assert not view.selecting


def test_an_end_goes_exactly_to_the_character_it_is_pulled_to(view: PageView) -> None:
    view.handles.show(words("must not"))
    start, to = FIRST.text.index("must"), FIRST.text.index("were")
    assert adjusted(view, end_of(view, End.END), at(view, to)) == [((0, start), (0, to))]
    back = FIRST.text.index("ictims")
    stands = adjusted(view, end_of(view, End.BEGIN), at(view, back))
    assert stands == [((0, back), (0, FIRST.text.index("not") + 3))]
    assert not view.selecting


def test_an_end_pulled_over_a_footnote_stays_in_the_body(view: PageView) -> None:
    view.handles.show(words("for what"))
    stands = adjusted(view, end_of(view, End.END), at(view, FIRST.text.index("footnote")))
    assert isinstance(stands, list)
    ((_, (page, end)),) = stands
    assert page == 0
    assert FIRST.text.index("for what") < end <= FIRST.text.index("\n9")


def test_an_end_is_pulled_over_a_page_break(view: PageView) -> None:
    view.zoom_by(0.5)
    view.handles.show(words("for what"))
    to = SECOND.text.index("all")
    stands = adjusted(view, end_of(view, End.END), at(view, to, 1))
    assert stands == [((0, FIRST.text.index("for")), (1, to))]


def test_an_end_pulled_past_the_other_leaves_a_character(view: PageView) -> None:
    view.handles.show(words("must not"))
    start = FIRST.text.index("must")
    stands = adjusted(view, end_of(view, End.END), at(view, 0))
    assert stands == [((0, start), (0, start + 1))]


def test_only_the_outermost_ends_of_several_stretches_have_handles(view: PageView) -> None:
    first, last = FIRST.text.index("must"), FIRST.text.index("they")
    view.handles.show(passage((first, first + 4), (last, last + 4)))
    assert len(view.handles.all()) == 2
    to = FIRST.text.index("forced")
    assert adjusted(view, end_of(view, End.END), at(view, to)) == [
        ((0, first), (0, first + 4)),
        ((0, last), (0, to)),
    ]


def test_each_stretch_of_a_passage_stays_in_its_own_flow(view: PageView) -> None:
    first, note = FIRST.text.index("must"), FIRST.text.index("Ibid")
    view.handles.show(passage((first, first + 4), (note, note + 4)))
    pull(view, end_of(view, End.END), at(view, FIRST.text.index("here")), let_go=False)
    assert [one.role for one in view.selecting.stretches] == [Role.BODY, Role.FOOTNOTE]
    (last,) = (one for one in view.handles.all() if one.end is End.BEGIN)
    assert view.handles.give_up()
    pull(view, last, at(view, FIRST.text.index("not")), let_go=False)
    assert [one.role for one in view.selecting.stretches] == [Role.BODY, Role.FOOTNOTE]


def test_escape_lets_go_and_nothing_is_said(view: PageView) -> None:
    told: list[object] = []
    view.adjusted.connect(lambda *said: told.append(said))
    view.handles.show(words("must not"))
    pull(view, end_of(view, End.END), at(view, FIRST.text.index("were")), let_go=False)
    assert view.selecting
    assert view.handles.adjusting is not None
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, pos=QPoint(5, 5))
    assert told == []
    assert not view.selecting
    assert view.handles.adjusting is None


def test_a_click_on_a_handle_changes_nothing(view: PageView) -> None:
    view.handles.show(words("must not"))
    handle = end_of(view, End.END)
    told: list[object] = []
    view.adjusted.connect(lambda *said: told.append(said))
    QTest.mouseClick(view.viewport(), LEFT, pos=handle.knob.toPoint())
    assert told == []
    assert not view.selecting


def test_a_knob_that_is_pulled_along_moves_the_end_along_its_own_line(view: PageView) -> None:
    view.handles.show(words("must not"))
    told: list[object] = []
    view.adjusted.connect(lambda _, stands_for: told.append(stands_for))
    handle, port = end_of(view, End.END), view.viewport()
    start, end = FIRST.text.index("must"), FIRST.text.index("not") + 3
    wide = at(view, end + 1).x() - at(view, end).x()
    knob = handle.knob.toPoint()
    QTest.mousePress(port, LEFT, pos=knob)
    QTest.mouseMove(port, knob + QPoint(3 * wide, 0))
    QTest.mouseRelease(port, LEFT, pos=knob + QPoint(3 * wide, 0))
    assert told == [[((0, start), (0, end + 3))]]


def test_hidden_marks_have_no_handles_and_no_annotation_none(view: PageView) -> None:
    view.handles.show(words("must not"))
    view.show_marks(shown=False)
    assert view.handles.all() == []
    view.show_marks(shown=True)
    view.handles.show(None)
    assert view.handles.all() == []


@pytest.mark.parametrize(
    ("across", "down", "pulled"),
    [
        (1, 1, Rect(100, 480, 320, 640)),
        (-1, -1, Rect(120, 500, 300, 620)),
        (1, 0, Rect(100, 500, 320, 640)),
        (0, 1, Rect(100, 480, 300, 640)),
        (0, 0, Rect(120, 480, 320, 620)),
    ],
)
def test_an_area_is_resized_at_its_edges_and_moved_at_its_middle(
    view: PageView, across: int, down: int, pulled: Rect
) -> None:
    view.handles.show(area())
    handle = next(one for one in view.handles.all() if (one.across, one.down) == (across, down))
    to = (handle.knob + QPointF(20, 20) * view.scale).toPoint()
    stands = adjusted(view, handle, to)
    assert isinstance(stands, Area)
    assert stands.rect == pytest.approx(pulled, abs=1.5)


def test_an_area_stays_on_its_page(view: PageView) -> None:
    view.handles.show(area())
    middle = next(one for one in view.handles.all() if not one.across and not one.down)
    stands = adjusted(view, middle, middle.knob.toPoint() - QPoint(900, 0))
    assert isinstance(stands, Area)
    assert stands.rect.x0 == pytest.approx(0, abs=0.5)
    assert stands.rect.width == pytest.approx(FRAME.width, abs=0.5)


def test_a_small_area_has_handles_at_its_corners_and_its_middle_only(view: PageView) -> None:
    view.handles.show(area(Rect(100, 600, 120, 620)))
    assert len(view.handles.all()) == 5
    assert area_of(area().segments[0]).rect == FRAME
