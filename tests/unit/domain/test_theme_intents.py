"""What is done to several themes at once is one action, and undo gives back what was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain import theme_intents
from glossator.domain.errors import InvalidInputError
from glossator.domain.records import Annotation, Theme, ThemeId
from glossator.domain.theme_intents import Wording
from glossator.domain.theme_match import match_themes
from glossator.domain.themes import ThemeTree
from helpers.edits import there_and_back
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from glossator.domain.records import Record

NOW = "2025-01-01T00:00:00Z"
REPORT = make_report()

JUSTICE = make_theme("Justice", position=0, definition="Courts.", examples="a court")
AID = make_theme("Legal aid", JUSTICE, position=0)
COURTS = make_theme("Courts", JUSTICE, position=1, definition="Judges.")
REMEDY = make_theme("Remedies", position=1, definition="Redress.", key="4", examples="a fund")
FUND = make_theme("Funds", REMEDY, position=0)
COURTS_TOO = make_theme("courts", REMEDY, position=1, memo="Old.", memo_date="2024-01-01T00:00:00Z")
BENCH = make_theme("Bench", COURTS_TOO, position=0)
DEMAND = make_theme("Demand", position=2)
THEMES = (JUSTICE, AID, COURTS, REMEDY, FUND, COURTS_TOO, BENCH, DEMAND)
TREE = ThemeTree(THEMES)


def tree_of(records: dict[str, Record]) -> ThemeTree:
    return ThemeTree(one for one in records.values() if isinstance(one, Theme))


def shown(tree: ThemeTree) -> list[str]:
    return [tree.path(theme.id) for theme in tree]


def themes_of(records: dict[str, Record], annotation: Annotation) -> tuple[ThemeId, ...]:
    found = records[annotation.id]
    assert isinstance(found, Annotation)
    return found.theme_ids


def test_merging_moves_tags_and_children_and_joins_what_is_written() -> None:
    both = make_annotation(REPORT, [REMEDY, JUSTICE, DEMAND])
    below = make_annotation(REPORT, [COURTS_TOO])
    apart = make_annotation(REPORT, [DEMAND])
    edits = theme_intents.merge_themes(TREE, [REMEDY], JUSTICE, [both, below, apart])
    assert edits.label == "Merge “Remedies” into “Justice”"
    after = there_and_back(edits, [*THEMES, both, below, apart])
    tree = tree_of(after)
    assert shown(tree) == [
        "Justice",
        "Justice / Legal aid",
        "Justice / Courts",
        "Justice / Courts / Bench",
        "Justice / Funds",
        "Demand",
    ]
    assert themes_of(after, both) == (JUSTICE.id, DEMAND.id)
    assert themes_of(after, below) == (COURTS.id,)
    assert after[apart.id] is apart
    kept = tree[JUSTICE.id]
    assert (kept.definition, kept.examples, kept.key) == (
        "Courts.\n\nRedress.",
        "a court\na fund",
        "4",
    )
    assert (tree[COURTS.id].memo, tree[COURTS.id].memo_date) == ("Old.", "2024-01-01T00:00:00Z")


def test_a_theme_can_be_merged_with_what_is_below_it_but_not_into_that() -> None:
    one = make_annotation(REPORT, [REMEDY, COURTS_TOO])
    edits = theme_intents.merge_themes(TREE, [REMEDY, COURTS_TOO], REMEDY, [one])
    after = there_and_back(edits, [*THEMES, one])
    assert shown(tree_of(after))[3:6] == ["Remedies", "Remedies / Funds", "Remedies / Bench"]
    assert themes_of(after, one) == (REMEDY.id,)
    with pytest.raises(InvalidInputError, match="lies below “Remedies”"):
        theme_intents.merge_themes(TREE, [REMEDY, BENCH], BENCH, [])
    with pytest.raises(InvalidInputError, match="two themes or more"):
        theme_intents.merge_themes(TREE, [REMEDY], REMEDY, [])


ANY = st.sampled_from(THEMES)


@given(st.lists(ANY, min_size=1, unique=True), ANY, st.lists(st.lists(ANY, unique=True)))
def test_whatever_is_merged_no_tag_is_lost_or_doubled(
    themes: list[Theme], into: Theme, carried: list[list[Theme]]
) -> None:
    ones = [make_annotation(REPORT, some) for some in carried]
    try:
        edits = theme_intents.merge_themes(TREE, themes, into, ones)
    except InvalidInputError:
        return
    after = there_and_back(edits, [*THEMES, *ones])
    tree = tree_of(after)
    assert into.id in tree
    assert not {one.id for one in themes} - {into.id} & {one.id for one in tree}
    for parent in (None, *(one.id for one in tree)):
        names = [one.name.casefold() for one in tree.children(parent)]
        assert len(set(names)) == len(names)
        assert len({one.position for one in tree.children(parent)}) == len(names)
    for one in ones:
        ids = themes_of(after, one)
        assert len(set(ids)) == len(ids)
        assert all(theme_id in tree for theme_id in ids)
        assert bool(ids) == bool(one.theme_ids)


def test_splitting_gives_some_passages_to_a_new_theme() -> None:
    ones = [make_annotation(REPORT, [DEMAND, AID]), make_annotation(REPORT, [DEMAND])]
    other = make_annotation(REPORT, [AID])
    made = make_theme("Demand for goods")
    edits = theme_intents.split_theme(TREE, DEMAND, made, [ones[0], other], NOW)
    after = there_and_back(edits, [*THEMES, *ones, other])
    assert shown(tree_of(after))[-1] == "Demand for goods"
    assert themes_of(after, ones[0]) == (made.id, AID.id)
    assert after[ones[1].id] is ones[1]
    assert after[other.id] is other


def test_a_split_without_passages_or_with_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="None of these passages carries “Demand”"):
        theme_intents.split_theme(TREE, DEMAND, make_theme("Goods"), [], NOW)
    one = make_annotation(REPORT, [DEMAND])
    with pytest.raises(InvalidInputError, match="already a theme"):
        theme_intents.split_theme(TREE, DEMAND, make_theme("demand"), [one], NOW)


def test_several_themes_move_together_in_their_order() -> None:
    edits = theme_intents.move_themes(TREE, [DEMAND, AID, JUSTICE], REMEDY.id, 1)
    tree = tree_of(there_and_back(edits, THEMES))
    assert [one.name for one in tree.children(REMEDY.id)] == [
        "Funds",
        "Justice",
        "Demand",
        "courts",
    ]
    assert tree.parent_of(AID.id) == JUSTICE.id
    with pytest.raises(InvalidInputError, match="already a theme “courts”"):
        theme_intents.move_themes(TREE, [COURTS, COURTS_TOO], None)


def test_several_themes_are_recoloured_and_deleted_at_once() -> None:
    edits = theme_intents.recolour_themes([JUSTICE, DEMAND], "#abcdef")
    tree = tree_of(there_and_back(edits, THEMES))
    assert {tree[JUSTICE.id].colour, tree[DEMAND.id].colour} == {"#ABCDEF"}
    one = make_annotation(REPORT, [AID, BENCH])
    edits = theme_intents.delete_themes(TREE, [JUSTICE, COURTS, DEMAND], [one])
    assert edits.label == "Delete 2 themes"
    after = there_and_back(edits, [*THEMES, one])
    assert shown(tree_of(after))[0] == "Remedies"
    assert themes_of(after, one) == (BENCH.id,)


def test_an_archived_theme_hides_those_below_it_and_gives_up_its_keys() -> None:
    keyed = [replace(one, key="7") if one is AID else one for one in THEMES]
    edits = theme_intents.archive_themes(ThemeTree(keyed), [JUSTICE])
    tree = tree_of(there_and_back(edits, keyed))
    assert tree.archived == {JUSTICE.id, AID.id, COURTS.id}
    assert tree.with_key("7") is None
    assert AID.id not in [one.id for one in match_themes(tree, "legal")]
    back = tree_of(there_and_back(theme_intents.restore_themes(tree, [tree[AID.id]]), tree))
    assert not back.archived


def test_what_is_written_of_a_theme_is_kept_with_the_date_of_its_memo() -> None:
    assert not theme_intents.describe_theme(JUSTICE, Wording.of(JUSTICE), NOW)
    wording = Wording("d", "i", "e", "x", "m")
    after = there_and_back(theme_intents.describe_theme(JUSTICE, wording, NOW), THEMES)
    changed = tree_of(after)[JUSTICE.id]
    assert (Wording.of(changed), changed.memo_date) == (wording, NOW)
    later = theme_intents.describe_theme(changed, wording._replace(include=""), "2026")
    assert tree_of(there_and_back(later, [changed]))[JUSTICE.id].memo_date == NOW
