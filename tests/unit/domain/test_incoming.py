"""What comes in from another tool, and how it fits into the project."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.edits import Change
from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.match import match_reports, match_themes
from glossator.domain.incoming.outcome import Fate, Verdict
from glossator.domain.incoming.plan import (
    Incoming,
    IncomingPassage,
    IncomingReport,
    IncomingSegment,
    IncomingTheme,
    Planner,
)
from glossator.domain.records import Status, Theme
from glossator.domain.themes import ThemeTree
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.domain.records import Annotation, Report

NOW = "2026-01-01T00:00:00Z"
REPORT = make_report("A/79/322", sha256="a" * 64, file_name="a.pdf")
ROOT = make_theme("Rights")
PUNISH = make_theme("Non-punishment", ROOT)
TREE = ThemeTree([ROOT, PUNISH])


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"NEW-{next(numbers)}"


def planner(annotations: Sequence[Annotation] = (), *, status: Status = Status.ATTACHED) -> Planner:
    def locate(report: Report, sketch: Annotation) -> Annotation | None:
        if sketch.segments[0].exact == "nowhere":
            return None
        return replace(sketch, citation=f"{report.symbol}, para. 1", status=status)

    return Planner(TREE, annotations, locate, ids(), NOW)


def passage(exact: str = "not punished", **fields: object) -> IncomingPassage:
    return IncomingPassage("r", (IncomingSegment(exact, start=10),), **fields)  # type: ignore[arg-type]


def incoming(*passages: IncomingPassage, themes: tuple[IncomingTheme, ...] = ()) -> Incoming:
    return Incoming(
        "other.csv", (IncomingReport("r", symbol="A/79/322"),), themes, passages, ("A memo.",)
    )


@pytest.mark.parametrize(
    "one",
    [
        IncomingReport("k", sha256="A" * 64),
        IncomingReport("k", symbol="a/79/322"),
        IncomingReport("k", file_name="A.PDF", title="Something else"),
        IncomingReport("k", title="report a/79/322"),
    ],
)
def test_a_report_is_known_by_its_bytes_symbol_file_or_title(one: IncomingReport) -> None:
    assert match_reports([one], [REPORT, make_report("A/1/1")]) == {"k": REPORT}


def test_a_name_that_two_reports_have_means_neither() -> None:
    twins = [make_report("A/1/1", title="Report"), make_report("A/2/2", title="Report")]
    assert match_reports([IncomingReport("k", title="Report")], twins) == {}
    assert match_reports([IncomingReport("k")], twins) == {}


def test_a_theme_is_known_by_its_id_else_by_its_path() -> None:
    coming = [
        IncomingTheme("1", "RIGHTS"),
        IncomingTheme("2", "non-punishment ", parent="1"),
        IncomingTheme("3", "Renamed elsewhere", id=PUNISH.id),
    ]
    assert match_themes(coming, TREE, ids()) == (
        {"1": ROOT.id, "2": PUNISH.id, "3": PUNISH.id},
        [],
    )


def test_themes_that_are_not_here_are_made_behind_their_siblings() -> None:
    coming = [
        IncomingTheme("b", "Data", parent="a", colour="#112233"),
        IncomingTheme("a", "Rights"),
        IncomingTheme("c", "Money"),
    ]
    found, made = match_themes(coming, TREE, ids())
    assert [(one.name, one.parent_id, one.position) for one in made] == [
        ("Data", ROOT.id, 1),
        ("Money", None, 1),
    ]
    assert found == {"b": made[0].id, "a": ROOT.id, "c": made[1].id}
    assert made[0].colour == "#112233"


def test_themes_above_each_other_in_a_ring_come_to_the_root_once() -> None:
    ring = [IncomingTheme("a", "A", parent="b"), IncomingTheme("b", "B", parent="a")]
    found, made = match_themes(ring, TREE, ids())
    assert {one.name for one in made} == {"A", "B"}
    assert len(found) == 2
    ThemeTree([*TREE, *made])


def test_themes_too_deep_in_each_other_are_refused() -> None:
    chain = [IncomingTheme(f"{n}", f"T{n}", parent=f"{n + 1}") for n in range(5000)]
    with pytest.raises(InvalidInputError, match=r"more than 40 deep in each other.*Nothing was"):
        match_themes(chain, TREE, ids())


def test_a_theme_without_a_key_is_above_none() -> None:
    _, made = match_themes([IncomingTheme("", "A"), IncomingTheme("b", "B")], TREE, ids())
    assert [one.parent_id for one in made] == [None, None]


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(["", *"abcdez"])), max_size=6))
def test_any_tree_gives_themes_whose_parents_come_first(pairs: list[tuple[str, str]]) -> None:
    coming = [IncomingTheme(key, f"T{key}", parent) for key, parent in dict(pairs).items()]
    found, made = match_themes(coming, TREE, ids())
    assert found.keys() == {one.key for one in coming}
    known = {theme.id for theme in TREE}
    for one in made:
        assert one.parent_id is None or one.parent_id in known
        known.add(one.id)


def test_a_passage_is_found_tagged_and_added_as_one_action() -> None:
    theme = IncomingTheme("t", "Data")
    made = planner().plan(
        incoming(passage(themes=("t", "gone"), note="N", analyst="Ben"), themes=(theme,)),
        [REPORT],
    )
    (verdict,) = made.verdicts
    assert verdict.fate is Fate.ADDED
    assert verdict.annotation is not None
    assert verdict.annotation.theme_ids == (made.new_themes[0].id,)
    assert verdict.annotation.created == NOW
    assert made.edits.label == "Import “other.csv”"
    assert [change.record for change in made.edits.changes] == [
        made.new_themes[0],
        verdict.annotation,
    ]
    assert made.left_out == ("A memo.",)


def test_what_a_file_says_of_a_theme_is_taken_where_nothing_is_said_here() -> None:
    told = make_theme("Told", definition="Ours.")
    themes = (
        IncomingTheme("a", "Rights", definition="What is owed.", memo="Ask Ana."),
        IncomingTheme("b", "rights", definition="Another.", include="All."),
        IncomingTheme("c", "Told", definition=" Ours. ", exclude="None."),
        IncomingTheme("d", "Told", definition="Theirs.", colour="#123456"),
    )
    made = Planner(ThemeTree([ROOT, told]), (), lambda *_: None, ids(), NOW).plan(
        incoming(themes=themes), []
    )
    changes = dict(made.edits.of(Theme))
    assert changes == {
        ROOT: replace(ROOT, definition="What is owed.", memo="Ask Ana.", include="All."),
        told: replace(told, exclude="None."),
    }
    assert made.told == 2
    assert made.left_out[1:] == (
        "Rights: definition differs; the one of this project stays.",
        "Told: definition differs; the one of this project stays.",
    )


def test_what_is_found_nowhere_or_has_no_report_changes_nothing() -> None:
    nowhere = passage("nowhere")
    made = planner().plan(incoming(nowhere), [REPORT])
    assert (made.verdicts[0].fate, bool(made.edits)) == (Fate.NO_PLACE, False)
    made = planner().plan(incoming(passage()), [])
    assert (made.verdicts[0].fate, bool(made.edits)) == (Fate.NO_REPORT, False)
    assert made.left_out[1].startswith("“A/79/322” is not in the project. Its passages were left o")
    made = planner().plan(incoming(passage()), [REPORT, make_report("A/79/322")])
    assert (made.verdicts[0].fate, bool(made.edits)) == (Fate.NO_REPORT, False)
    assert made.left_out[1].startswith("More than one report of the project is called “A/79/322”")


def test_in_a_list_an_area_is_called_one_and_words_are_cut() -> None:
    area, long = passage("", note="look\nhere"), passage("word " * 50)
    here = make_annotation(REPORT, quote="punished here")
    doubtful = Verdict.of(passage("punished  there"), Fate.DOUBTFUL, here)
    assert doubtful.said(20) == "“punished there” may be “punished here”"
    assert Verdict.of(passage(), Fate.KNOWN, here).said(20) == "“punished here”"
    said = [Verdict.of(one, Fate.NO_PLACE).said(20) for one in (area, passage(""), long)]
    assert said == ["an area, “look here”", "an area", "“word word word word…”"]


def test_a_passage_without_a_report_is_looked_for_in_all() -> None:
    other = make_report("A/1/1")

    def locate(report: Report, sketch: Annotation) -> Annotation | None:
        status = Status.ATTACHED if report is REPORT else Status.CHECK
        return replace(sketch, status=status)

    everywhere = Planner(TREE, (), locate, ids(), NOW)
    coming = Incoming("o.csv", (IncomingReport("r"),), (), (passage(),))
    made = everywhere.plan(coming, [other, REPORT])
    (verdict,) = made.verdicts
    assert verdict.annotation is not None
    assert verdict.annotation.report_id == REPORT.id


def test_a_place_that_is_not_sure_is_to_be_checked() -> None:
    made = planner(status=Status.CHECK).plan(incoming(passage()), [REPORT])
    assert made.count(Fate.DOUBTFUL) == 1


def test_the_same_file_twice_adds_nothing_the_second_time() -> None:
    first = planner().plan(incoming(passage(analyst="Ben"), passage(analyst="Ben")), [REPORT])
    assert [one.fate for one in first.verdicts] == [Fate.ADDED, Fate.KNOWN]
    here = first.verdicts[0].annotation
    assert here is not None
    again = planner([here]).plan(incoming(passage(analyst="Ben")), [REPORT])
    assert [one.fate for one in again.verdicts] == [Fate.KNOWN]
    assert not again.edits


@pytest.mark.parametrize(
    ("modified", "fate"),
    [("2025-01-01T00:00:00Z", Fate.REPLACED), ("2020-01-01T00:00:00Z", Fate.KEPT)],
)
def test_of_two_versions_of_an_annotation_the_newer_wins(modified: str, fate: Fate) -> None:
    here = make_annotation(REPORT, note="old", modified="2024-01-01T00:00:00Z")
    coming = passage(id=here.id, note="new", modified=modified)
    made = planner([here]).plan(incoming(coming), [REPORT])
    assert made.verdicts[0].fate is fate
    if fate is Fate.REPLACED:
        (change,) = made.edits.changes
        assert change == Change(here, replace(here, note="new", modified=modified))
    else:
        assert not made.edits
