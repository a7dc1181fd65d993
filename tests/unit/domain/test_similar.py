from hypothesis import strategies as st

from glossator.domain.following import passage_at
from glossator.domain.intents import tag_with_all
from glossator.domain.ranking.counterparts import Match
from glossator.domain.ranking.similar import ALIKE, MOST, degree, touching, worth_showing
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from helpers.records import MADE_AT, make_annotation, make_report, make_segment, make_theme

WORDS = st.lists(
    st.sampled_from(["States", "should", "victims", "are", "not", "punished,", "é"]), max_size=20
).map(" ".join)
UNIT = Unit("para_1", UnitKind.PARAGRAPH, "1", spans=((10, 20), (30, 40)))


def test_only_passages_near_the_best_of_their_report_are_shown() -> None:
    found = [Match("a", 0.5), Match("b", 0.4), Match("c", 0.2)]
    assert [match.unit_id for match in worth_showing(found)] == ["a", "b"]
    assert len(worth_showing([Match(str(n), 0.5) for n in range(10)])) == MOST


def test_a_report_in_which_all_is_far_has_nothing_to_show() -> None:
    assert worth_showing([Match("a", ALIKE - 0.01)]) == []
    assert worth_showing([]) == []


def test_a_higher_score_is_never_called_less_alike() -> None:
    order = ["not alike", "faintly alike", "alike", "much alike", "nearly the same"]
    said = [order.index(degree(n / 100)) for n in range(101)]
    assert said == sorted(said)
    assert said[0] == 0
    assert said[-1] == 4


def test_annotations_that_touch_a_units_own_words_belong_to_it() -> None:
    inside = make_annotation(start=32, exact="words")
    between = make_annotation(start=21, exact="a note")
    over = make_annotation(start=0, exact="it begins before")
    assert touching([inside, between, over], UNIT) == [over, inside]


def test_an_area_belongs_to_the_unit_it_stands_beside() -> None:
    beside = make_segment("", start=15, unit_id="para_1")
    elsewhere = make_segment("", start=15, unit_id="para_2")
    areas = [make_annotation(segments=(one,), picture="ab") for one in (beside, elsewhere)]
    assert touching(areas, UNIT) == areas[:1]


def test_an_annotation_that_leaves_the_unit_out_does_not_touch_it() -> None:
    parts = (make_segment("before", start=0), make_segment("behind", start=50))
    assert touching([make_annotation(segments=parts)], UNIT) == []


def test_a_heading_means_the_paragraph_below_it() -> None:
    heading = Unit("sec_I", UnitKind.HEADING, "I.", spans=((0, 8),))
    item = Unit("para_1__point_a", UnitKind.ITEM, "(a)", parent="para_1", spans=((30, 40),))
    structure = Structure(units=(heading, UNIT, item))
    assert passage_at(structure, 3) == UNIT
    assert passage_at(structure, 35) == item


def test_a_passage_gets_those_of_the_themes_that_it_lacks_as_one_action() -> None:
    first, second = make_theme("First"), make_theme("Second")
    annotation = make_annotation(make_report(), [first])
    edits = tag_with_all(annotation, [first, second], MADE_AT, is_new=False)
    assert edits.label == "Tag “First”, “Second”"
    (change,) = edits.changes
    assert change.before == annotation
    assert change.after is not None
    assert change.after.theme_ids == (first.id, second.id)  # type: ignore[union-attr]
    assert not tag_with_all(annotation, [first], MADE_AT, is_new=False)


def test_a_new_passage_comes_with_all_themes_so_that_one_undo_takes_it_away() -> None:
    theme = make_theme()
    edits = tag_with_all(make_annotation(), [theme], MADE_AT, is_new=True)
    (change,) = edits.changes
    assert change.before is None
