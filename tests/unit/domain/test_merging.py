"""What another project brings in: sameness, newest wins, nothing twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.coverage import name_of
from glossator.domain.incoming.merging import MergePlan, Whole, merge
from glossator.domain.project_intents import MEMO, aside_of, names_aside
from glossator.domain.records import (
    Annotation,
    AnnotationId,
    Bookmark,
    Fact,
    Record,
    Report,
    SavedSearch,
    Theme,
)
from helpers.records import (
    fresh_id,
    make_annotation,
    make_bookmark,
    make_report,
    make_search,
    make_segment,
    make_theme,
)

HASH = "a" * 64


def whole(*records: Record, name: str = "theirs") -> Whole:
    """Gather records as a project has them."""
    return Whole(
        name,
        tuple(one for one in records if isinstance(one, Report)),
        tuple(one for one in records if isinstance(one, Theme)),
        tuple(one for one in records if isinstance(one, Annotation)),
        tuple(one for one in records if isinstance(one, Bookmark)),
        tuple(one for one in records if isinstance(one, SavedSearch)),
        tuple(one for one in records if isinstance(one, Fact)),
    )


def merged(ours: Whole, theirs: Whole) -> tuple[MergePlan, Whole]:
    """Return the plan and what the project holds afterwards."""
    plan = merge(ours, theirs, fresh_id)
    before: tuple[Record, ...] = (
        *ours.reports, *ours.themes, *ours.annotations, *ours.bookmarks, *ours.searches,
        *ours.facts,
    )  # fmt: skip
    records: dict[str, Record] = {one.id: one for one in before}
    for change in plan.edits.changes:
        assert records.get(change.record.id) == change.before
        assert change.after is not None
        records[change.record.id] = change.after
    return plan, whole(*records.values())


def test_a_report_is_the_same_by_its_bytes_whatever_it_is_called() -> None:
    ours, theirs = make_report(sha256=HASH), make_report("A/1", sha256=HASH)
    one = make_annotation(theirs)
    plan, after = merged(whole(ours), whole(theirs, one))
    assert not plan.new_reports
    assert after.annotations == (replace(one, report_id=ours.id),)
    assert "symbol differs" in plan.conflicts[0]


def test_a_report_that_is_missing_is_added_behind_the_others() -> None:
    ours, theirs = make_report(position=4), make_report("A/1", sha256=HASH)
    plan, after = merged(whole(ours), whole(theirs))
    assert plan.new_reports == (replace(theirs, position=5),)
    assert len(after.reports) == 2


def test_a_report_whose_id_means_another_here_gets_a_new_one() -> None:
    ours = make_report()
    theirs = replace(ours, sha256=HASH)
    one = make_annotation(theirs)
    plan, after = merged(whole(ours), whole(theirs, one))
    assert plan.new_reports[0].id != ours.id
    assert after.annotations[0].report_id == plan.new_reports[0].id


def test_themes_are_the_same_by_id_then_by_path_and_new_ones_keep_what_they_say() -> None:
    same = make_theme("Demand", definition="Who buys.")
    ours = make_theme("Justice")
    theirs = make_theme("justice")
    below = make_theme("Legal aid", theirs, key="1", definition="Lawyers.")
    keyed = make_theme("Keyed", key="1")
    plan, after = merged(
        whole(same, ours, keyed), whole(replace(same, name="Demand side"), theirs, below)
    )
    (new,) = plan.new_themes
    assert (new.parent_id, new.definition, new.key) == (ours.id, "Lawyers.", "")
    assert len(after.themes) == 4
    assert plan.conflicts == ("Demand: name differs; the one of this project stays.",)


def test_a_conflict_of_a_passage_says_what_differs() -> None:
    report, theme = make_report(), make_theme("Demand")
    ours = make_annotation(report, note="ours")
    moved = replace(ours, segments=(make_segment("elsewhere", start=90),))
    for theirs, said in (
        (replace(ours, note="theirs"), "note differs"),
        (replace(ours, theme_ids=(theme.id,)), "themes differ"),
        (replace(moved, note="theirs"), "place and note differ"),
        (replace(ours, analyst="Ben"), "differs"),
    ):
        plan, _ = merged(whole(report, theme, ours), whole(report, theme, theirs))
        (conflict,) = plan.conflicts
        assert conflict == f"{ours.citation}: {said}; the one of this project stays."


def test_what_only_they_say_is_taken_over() -> None:
    ours = make_theme("Demand")
    plan, after = merged(whole(ours), whole(replace(ours, definition="Who buys.")))
    assert after.themes[0].definition == "Who buys."
    assert not plan.conflicts


def test_memos_are_put_below_each_other_and_come_back_without_doubles() -> None:
    report, theme = make_report(), make_theme("Demand", memo="Ours.", memo_date="2024-01-01")
    ours = whole(report, theme, Fact(MEMO, "For the round table."), name="ours")
    theirs = whole(
        replace(report, memo="Read twice."),
        replace(theme, memo="Theirs.", memo_date="2024-02-02"),
        Fact(MEMO, "Ask Ana.\n\nThen write."),
    )
    plan, after = merged(ours, theirs)
    assert (
        after.facts[0].text == "For the round table.\n\nFrom “theirs”:\n\nAsk Ana.\n\nThen write."
    )
    assert after.themes[0].memo == "Ours.\n\nFrom “theirs”:\n\nTheirs."
    assert after.themes[0].memo_date == "2024-02-02"
    assert after.reports[0].memo == "Read twice."
    assert plan.conflicts == (
        "Demand: both have a memo; the other one is put below.",
        "The project: both have a memo; the other one is put below.",
    )
    back, again = merged(theirs, after)
    assert not back.conflicts
    assert again.facts == after.facts
    assert not merged(after, theirs)[0].edits


def test_paragraphs_set_aside_for_a_theme_come_along() -> None:
    ours, theirs = make_report(sha256=HASH), make_report("A/1", sha256=HASH)
    here, there = make_theme("Demand"), make_theme("Demand")
    _, after = merged(
        whole(ours, here, Fact(aside_of(here.id), name_of(ours.id, "para_1"))),
        whole(
            theirs,
            there,
            Fact(aside_of(there.id), f"{name_of(theirs.id, 'para_2')}\ngone para_3"),
            Fact(aside_of(make_theme("Deleted").id), name_of(theirs.id, "para_4")),
        ),
    )
    (fact,) = after.facts
    assert fact.id == aside_of(here.id)
    assert names_aside(fact) == (name_of(ours.id, "para_1"), name_of(ours.id, "para_2"))


def test_of_two_forms_of_an_annotation_the_newer_one_wins_and_it_is_listed() -> None:
    report = make_report()
    old = make_annotation(report, note="old", modified="2024-01-01T00:00:00Z")
    new = replace(old, note="new", modified="2024-01-02T00:00:00Z")
    plan, after = merged(whole(report, old), whole(report, new))
    assert (plan.replaced, after.annotations) == ((new,), (new,))
    plan, after = merged(whole(report, new), whole(report, old))
    assert (plan.kept, after.annotations) == ((new,), (new,))
    assert len(plan.conflicts) == 1


def test_the_same_passage_taken_in_by_both_is_here_already() -> None:
    report = make_report()
    one = make_annotation(report)
    plan, _ = merged(whole(report, one), whole(report, replace(one, id=AnnotationId(fresh_id()))))
    assert plan.known == 1
    assert not plan.edits


def test_bookmarks_and_searches_come_once() -> None:
    report = make_report()
    theirs = whole(report, make_bookmark(report), make_search())
    plan, after = merged(whole(report), theirs)
    assert plan.also() == ((1, "bookmark"), (1, "saved search"))
    assert not merged(after, theirs)[0].edits


@given(st.data())
def test_a_second_merge_changes_nothing(data: st.DataObject) -> None:
    reports = [make_report(f"A/{n}", sha256=f"{n:064x}") for n in range(3)]
    themes = [make_theme(f"T{n}") for n in range(3)]
    notes = st.sampled_from(["", "a", "b"])
    times = st.sampled_from(["2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"])
    pool = [make_annotation(reports[n % 3]) for n in range(5)]

    def project() -> Whole:
        have = data.draw(st.lists(st.sampled_from(reports), unique=True))
        tree = data.draw(st.lists(st.sampled_from(themes), unique=True))
        marks = [
            replace(
                one,
                note=data.draw(notes),
                modified=data.draw(times),
                theme_ids=tuple(theme.id for theme in tree[:1]),
            )
            for one in data.draw(st.lists(st.sampled_from(pool), unique=True))
            if any(one.report_id == report.id for report in have)
        ]
        return whole(*have, *tree, *marks)

    ours, theirs = project(), project()
    plan, after = merged(ours, theirs)
    assert {one.id for one in after.annotations} >= {one.id for one in ours.annotations}
    assert {one.id for one in after.annotations} >= {one.id for one in plan.added}
    assert not merged(after, theirs)[0].edits
