from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.following import SamePlace
from glossator.domain.geometry import PageBox, Quad, Rect
from glossator.domain.marks import NO_THEME_COLOUR, MarkBook
from glossator.domain.records import Annotation, AnnotationId, Segment
from helpers.records import make_annotation, make_segment, make_theme

BOX = PageBox(0, 0, 600, 800)
THEME = make_theme(colour="#112233")


def segment(page: int, y0: float, y1: float) -> Segment:
    return make_segment(page=page, quads=(Quad.of(Rect(72, y0, 300, y1)),))


def test_a_passage_over_a_page_break_has_a_mark_on_each_page() -> None:
    one = make_annotation(themes=[THEME], segments=(segment(0, 40, 52), segment(1, 740, 752)))
    marks = MarkBook((BOX, BOX)).update([one], lambda _: "#112233")
    assert set(marks) == {0, 1}
    assert marks[0][0].rects == (Rect(72, 748, 300, 760),)
    assert marks[1][0].colours == ("#112233",)


def test_a_passage_without_a_theme_is_grey() -> None:
    marks = MarkBook((BOX,)).update([make_annotation()], lambda _: "#112233")
    assert marks[0][0].colours == (NO_THEME_COLOUR,)


def test_a_mark_beyond_the_last_page_is_left_out() -> None:
    assert MarkBook((BOX,)).update([make_annotation(page=7)], lambda _: "") == {}


def test_the_map_has_a_tick_where_a_passage_begins_on_each_of_its_pages() -> None:
    one = make_annotation(themes=[THEME], segments=(segment(0, 40, 52), segment(1, 740, 752)))
    marks = MarkBook((BOX, BOX)).update([one], lambda _: "#112233")
    assert [(tick.page, tick.y, tick.colour) for tick in marks.ticks()] == [
        (0, 748, "#112233"),
        (1, 48, "#112233"),
    ]
    assert marks.count() == 2


def test_marks_that_were_given_out_stay_as_they_are() -> None:
    book, one = MarkBook((BOX,)), make_annotation(themes=[THEME])
    before = book.update([one], lambda _: "#112233")
    after = book.update([one], lambda _: "#445566")
    assert [mark.colours for mark in before[0]] == [("#112233",)]
    assert after.find(0, one.id) == after[0][0]
    assert after[0][0].colours == ("#445566",)
    assert book.update([one], lambda _: "#445566") is after
    assert not book.update([], lambda _: "")


SPANS = st.lists(
    st.tuples(st.floats(10, 700), st.floats(5, 80)).map(lambda pair: (pair[0], sum(pair))),
    min_size=1,
    max_size=5,
)


@given(SPANS)
def test_bars_of_overlapping_passages_stand_beside_each_other(
    spans: list[tuple[float, float]],
) -> None:
    annotations = [make_annotation(segments=(segment(0, *span),)) for span in spans]
    marks = MarkBook((BOX,)).update(annotations, lambda _: "")[0]
    for index, one in enumerate(marks):
        for other in marks[index + 1 :]:
            overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
            if overlap > 0:
                assert one.lane != other.lane


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_following_starts_from_where_the_panes_stand(
    leader: float, follower: float, later: float
) -> None:
    place = SamePlace.starting(leader, follower)
    assert abs(place.target(leader) - follower) < 1e-9
    assert 0 <= place.target(later) <= 1


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.floats(20, 700)), max_size=12))
def test_marks_kept_up_to_date_equal_marks_made_anew(
    steps: list[tuple[int, int, float]],
) -> None:
    book = MarkBook((BOX, BOX, BOX))
    held: dict[AnnotationId, Annotation] = {}
    made = [make_annotation() for _ in range(6)]
    for which, page, y in steps:
        one = made[which]
        if one.id in held and page == 0:
            del held[one.id]
        else:
            held[one.id] = replace(one, segments=(segment(page, y, y + 12),))
        kept = book.update(held.values(), lambda _: "")
        anew = MarkBook((BOX, BOX, BOX)).update(held.values(), lambda _: "")
        assert {page: set(marks) for page, marks in kept.items()} == {
            page: set(marks) for page, marks in anew.items()
        }
