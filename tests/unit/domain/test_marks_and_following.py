from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.annotation_index import AnnotationIndex
from glossator.domain.following import SamePlace
from glossator.domain.marks import NO_THEME_COLOUR, Marks
from glossator.domain.pages.geometry import PageBox, Quad, Rect
from glossator.domain.records import Annotation, AnnotationId, Segment, Status
from helpers.records import make_annotation, make_report, make_segment, make_theme

BOX = PageBox(0, 0, 600, 800)
REPORT = make_report()
THEME = make_theme(colour="#112233")
COLOURS = {THEME.id: THEME.colour}


def segment(page: int, y0: float, y1: float) -> Segment:
    return make_segment(page=page, quads=(Quad.of(Rect(72, y0, 300, y1)),))


def test_a_passage_over_a_page_break_has_a_mark_on_each_page() -> None:
    one = make_annotation(themes=[THEME], segments=(segment(0, 40, 52), segment(1, 740, 752)))
    marks = Marks.of([one], (BOX, BOX), COLOURS)
    assert set(marks) == {0, 1}
    assert marks[0][0].rects == (Rect(72, 748, 300, 760),)
    assert marks[1][0].colours == ("#112233",)


def test_a_passage_without_a_theme_is_grey() -> None:
    marks = Marks.of([make_annotation()], (BOX,), COLOURS)
    assert marks[0][0].colours == (NO_THEME_COLOUR,)


def test_a_mark_beyond_the_last_page_is_left_out() -> None:
    marks = Marks.of([make_annotation(page=7)], (BOX,), {})
    assert (len(marks), marks.get(7), Marks().get(7)) == (0, None, None)


def test_a_passage_begins_on_each_of_its_pages() -> None:
    one = make_annotation(themes=[THEME], segments=(segment(0, 40, 52), segment(1, 740, 752)))
    marks = Marks.of([one], (BOX, BOX), COLOURS)
    assert (marks.held(0), marks.tops(0), marks.tops(1)) == ((one,), [748], [48])
    assert (marks.colour(one), marks.colour(make_annotation())) == ("#112233", NO_THEME_COLOUR)
    assert (marks.count(), marks.count(1), marks.count(5)) == (2, 1, 0)


def test_a_passage_that_was_not_found_again_has_no_mark() -> None:
    assert not Marks.of([make_annotation(status=Status.DETACHED)], (BOX,), {})


def test_marks_that_were_given_out_stay_as_they_are() -> None:
    one = make_annotation(themes=[THEME])
    on_page = {0: (one,)}
    before = Marks(on_page, (BOX,), COLOURS)
    after = before.renewed(on_page, (BOX,), {THEME.id: "#445566"})
    assert [mark.colours for mark in before[0]] == [("#112233",)]
    assert after.find(0, one.id) == after[0][0]
    assert after[0][0].colours == ("#445566",)
    assert after.renewed(on_page, (BOX,), {THEME.id: "#445566"}) is after
    assert not after.renewed({}, (BOX,), {})


def test_only_the_pages_that_changed_are_made_again() -> None:
    other = make_theme(colour="#00FF00")
    colours = COLOURS | {other.id: other.colour}
    on_page = {0: (make_annotation(themes=[THEME]),), 1: (make_annotation(themes=[other], page=1),)}
    before = Marks(on_page, (BOX, BOX), colours)
    made = (before[0], before[1])
    recoloured = before.renewed(on_page, (BOX, BOX), colours | {other.id: "#0000FF"})
    assert recoloured[0] is made[0]
    assert recoloured[1][0].colours == ("#0000FF",)
    assert recoloured.colour(on_page[1][0]) == "#0000FF"
    moved = before.renewed({1: on_page[1]}, (BOX, BOX), colours)
    assert (set(moved), moved[1] is made[1]) == ({1}, True)


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
    marks = Marks.of(annotations, (BOX,), {})[0]
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
    boxes = (BOX, BOX, BOX)
    index, kept = AnnotationIndex(), Marks()
    held: dict[AnnotationId, Annotation] = {}
    made = [make_annotation(REPORT) for _ in range(6)]
    for which, page, y in steps:
        one = made[which]
        if one.id in held and page == 0:
            del held[one.id]
            index.drop(one.id)
        else:
            held[one.id] = replace(one, segments=(segment(page, y, y + 12),))
            index.put(held[one.id])
        kept = kept.renewed(index.on_pages(REPORT.id), boxes, COLOURS)
        assert dict(kept) == dict(Marks.of(held.values(), boxes, COLOURS))
