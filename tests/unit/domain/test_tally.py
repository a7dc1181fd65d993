"""What is counted of passages, while they come, change and go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.compare.axes import Corpus
from glossator.domain.compare.counts import Ledger
from glossator.domain.compare.figures import passages, tabulate
from glossator.domain.compare.table import Axis, Measure
from glossator.domain.compare.tally import Tally
from glossator.domain.records import AnnotationId
from glossator.domain.reports.extents import Entry
from glossator.domain.themes import ThemeTree
from helpers.records import entry_of, make_report, make_theme

if TYPE_CHECKING:
    from glossator.domain.compare.table import Table

ROOT = make_theme("Access to justice")
CHILD = make_theme("Non-punishment", ROOT)
OTHER = make_theme("Demand")
TREES = (
    ThemeTree((ROOT, CHILD, OTHER)),
    ThemeTree((ROOT, replace(CHILD, parent_id=OTHER.id), OTHER)),
    ThemeTree((ROOT, replace(CHILD, archived=True), OTHER)),
)
"""Themes as they are, and when one was moved or archived."""
REPORTS = (make_report("A/67/170", date="2012-07-23"), make_report("A/79/322", date="2024-08-23"))

TABLES = [
    (Axis.THEME, Axis.REPORT, Measure.PER_1000),
    (Axis.ANALYST, Axis.THEME, Measure.PARAGRAPHS),
    (Axis.THEME, Axis.SECTION, Measure.WORDS),
    (Axis.THEME, Axis.THEME, Measure.PARAGRAPHS),
]

entries = st.builds(
    entry_of,
    id=st.sampled_from([AnnotationId(name) for name in "ABCDEF"]),
    report_id=st.sampled_from([one.id for one in REPORTS]),
    theme_ids=st.lists(st.sampled_from([ROOT.id, CHILD.id, OTHER.id]), unique=True).map(tuple),
    analyst=st.sampled_from(["Anna", "Ben"]),
    start=st.integers(0, 99),
    section=st.sampled_from(["I. One", "II. Two"]),
    words=st.integers(0, 40),
    paragraphs=st.lists(st.sampled_from(["para_1", "para_2"]), unique=True),
)
changes = st.lists(
    entries | st.sampled_from([AnnotationId(name) for name in "ABCDEF"]) | st.sampled_from(TREES),
    max_size=12,
)


def tables(corpus: Corpus, ledger: Ledger | None = None) -> list[Table]:
    return [tabulate(corpus, *what, ledger) for what in TABLES]


@given(changes)
def test_figures_kept_through_edits_are_those_of_a_count_anew(
    made: list[Entry | AnnotationId | ThemeTree],
) -> None:
    kept, left, ledger = Corpus(REPORTS, TREES[0], Tally()), dict[AnnotationId, Entry](), Ledger()
    for one in made:
        if isinstance(one, ThemeTree):
            kept = replace(kept, tree=one)
        elif isinstance(one, Entry):
            kept.tally.put(one)
            left[one.id] = one
        else:
            kept.tally.drop(one)
            left.pop(one, None)
        kept = replace(kept)
        anew = replace(kept, tally=Tally(left.values()))
        assert tables(kept, ledger) == tables(anew)
        listed = [passages(each, Axis.THEME, None, Axis.SECTION) for each in (kept, anew)]
        assert listed[0] == listed[1]
    assert set(kept.tally) == set(left.values())


def test_after_an_edit_only_its_report_is_counted() -> None:
    first, second = (
        Entry(AnnotationId(name), report.id, (ROOT.id,), "Anna", 0, "", 5, (f"{report.id} para_1",))
        for name, report in zip("AB", REPORTS, strict=True)
    )
    corpus, ledger = Corpus(REPORTS, TREES[0], Tally([first, second])), Ledger()

    def steps() -> int:
        what = (Axis.THEME, Axis.REPORT, Measure.PARAGRAPHS)
        return sum(1 for _ in ledger.counting(replace(corpus), *what))

    whole = steps()
    unchanged = steps()
    corpus.tally.put(replace(second, words=6))
    assert (whole - unchanged, steps() - unchanged) == (2, 1)
