"""What is counted of passages, while they come, change and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.compare import passages, tabulate
from glossator.domain.compare_axes import Corpus
from glossator.domain.compare_table import Axis, Measure
from glossator.domain.extents import Entry
from glossator.domain.records import AnnotationId
from glossator.domain.tally import Tally
from glossator.domain.themes import ThemeTree
from helpers.records import make_report, make_theme

if TYPE_CHECKING:
    from glossator.domain.compare_table import Table

ROOT = make_theme("Access to justice")
CHILD = make_theme("Non-punishment", ROOT)
OTHER = make_theme("Demand")
TREE = ThemeTree((ROOT, CHILD, OTHER))
REPORTS = (make_report("A/67/170", date="2012-07-23"), make_report("A/79/322", date="2024-08-23"))

entries = st.builds(
    Entry,
    id=st.sampled_from([AnnotationId(name) for name in "ABCDEF"]),
    report_id=st.sampled_from([one.id for one in REPORTS]),
    theme_ids=st.lists(st.sampled_from([ROOT.id, CHILD.id, OTHER.id]), unique=True).map(tuple),
    analyst=st.sampled_from(["Anna", "Ben"]),
    start=st.integers(0, 99),
    section=st.sampled_from(["I. One", "II. Two"]),
    words=st.integers(0, 40),
    paragraphs=st.lists(st.sampled_from(["1 para_1", "1 para_2"]), unique=True).map(tuple),
)
changes = st.lists(entries | st.sampled_from([AnnotationId(name) for name in "ABCDEF"]))


def tables(tally: Tally) -> list[Table]:
    corpus = Corpus(REPORTS, TREE, tally)
    return [
        tabulate(corpus, row, column, one) for row in Axis for column in Axis for one in Measure
    ]


@given(changes)
def test_a_tally_that_was_kept_counts_as_one_that_is_made_anew(
    made: list[Entry | AnnotationId],
) -> None:
    kept, left = Tally(), dict[AnnotationId, Entry]()
    for one in made:
        if isinstance(one, Entry):
            kept.put(one)
            left[one.id] = one
        else:
            kept.drop(one)
            left.pop(one, None)
    anew = Tally(left.values())
    assert tables(kept) == tables(anew)
    listed = [
        passages(Corpus(REPORTS, TREE, tally), Axis.THEME, None, Axis.SECTION)
        for tally in (kept, anew)
    ]
    assert listed[0] == listed[1]


def test_the_numbers_of_passages_that_went_are_given_again() -> None:
    tally = Tally()
    for number in range(50):
        one = Entry(AnnotationId(f"{number}"), REPORTS[0].id, (ROOT.id,), "", 0, "", 1, ())
        tally.put(one)
        tally.drop(one.id)
    assert len(tally.entries) == 1
