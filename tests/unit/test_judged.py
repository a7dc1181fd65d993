"""What was judged by hand names what there is, and the sets stay apart."""

from __future__ import annotations

from glossator.domain.themes import ThemeTree
from glossator.exchange.theme_tree import read_starter_themes
from helpers import judged
from helpers.edition import ROOT, structures


def test_a_judged_pair_names_units_of_two_reports() -> None:
    for query in [*judged.pairs(), *judged.held_pairs()]:
        assert query.report != query.other, query
        assert query.unit in _labels(query.report), query
        assert query.wanted, query
        assert query.wanted | query.unwanted <= _labels(query.other), query
        assert not query.wanted & query.unwanted, query


def test_held_pairs_were_not_tuned_on() -> None:
    tuned = {(one.report, one.unit, one.other) for one in judged.pairs()}
    held = [(one.report, one.unit, one.other) for one in judged.held_pairs()]
    assert len(held) == len(set(held))
    assert tuned.isdisjoint(held)


def test_held_pairs_lead_from_each_report_to_each_other() -> None:
    held = {(one.report, one.other) for one in judged.held_pairs()}
    assert held == {(one, other) for one in structures() for other in structures() if one != other}


def test_judged_themes_are_starter_themes_and_the_sets_stay_apart() -> None:
    tree = ThemeTree(read_starter_themes((ROOT / "resources/themes.json").read_bytes()))
    paths = {tree.path(theme.id) for theme in tree}
    held = {(report, unit) for report, unit, _ in judged.held_suggestions()}
    assert held.isdisjoint((report, unit) for report, unit, _ in judged.suggestions())
    for report, unit, themes in [*judged.suggestions(), *judged.held_suggestions()]:
        assert unit in {one.id for one in structures()[report].units}
        assert themes <= paths


def test_a_judged_trace_names_what_its_kind_needs() -> None:
    for one in judged.traces():
        passage, later = one["from_passage"], one["to_passages"]
        assert passage is None or passage in _labels(one["from"]), one
        assert set(later) <= _labels(one["to"]), one
        assert (passage is None) == (one["kind"] == "new"), one
        assert (not later) == (one["kind"] == "dropped"), one


def test_a_judged_question_names_paragraphs() -> None:
    for one in judged.questions():
        for report, label in [*one["must"], *one.get("never", ())]:
            assert label in _labels(report), one


def _labels(report: str) -> set[str]:
    return {unit.label for unit in structures()[report].units}
