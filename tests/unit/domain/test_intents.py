"""What a user can do: each intent gives exactly the changes it names, and can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain import intents
from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import InvalidInputError
from glossator.domain.records import Annotation, Report, SavedSearch, Theme
from glossator.domain.themes import ThemeTree
from helpers.edits import there_and_back
from helpers.records import (
    make_annotation,
    make_bookmark,
    make_report,
    make_search,
    make_theme,
)

if TYPE_CHECKING:
    from glossator.domain.records import Record

NOW = "2025-01-01T00:00:00Z"

JUSTICE = make_theme("Access to justice", position=0, key="1")
DEMAND = make_theme("Demand", position=1)
LEGAL_AID = make_theme("Legal aid", JUSTICE, position=0)
COSTS = make_theme("Costs", LEGAL_AID, position=0)
THEMES = (JUSTICE, DEMAND, LEGAL_AID, COSTS)
TREE = ThemeTree(THEMES)
REPORT = make_report()


def tree_of(records: dict[str, Record]) -> ThemeTree:
    return ThemeTree(one for one in records.values() if isinstance(one, Theme))


def shown(tree: ThemeTree) -> list[str]:
    return [tree.path(theme.id) for theme in tree]


# Changes


def test_a_change_is_about_one_record() -> None:
    for before, after in ((None, None), (JUSTICE, DEMAND), (JUSTICE, REPORT)):
        with pytest.raises(ValueError, match="change"):
            Change(before, after)
    assert Change(None, JUSTICE).record == Change(JUSTICE, None).record == JUSTICE


def test_an_edit_set_knows_its_changes_by_kind() -> None:
    edits = EditSet("x", (Change(None, JUSTICE), Change(REPORT, None)))
    assert list(edits.of(Theme)) == [(None, JUSTICE)]
    assert list(edits.of(Report)) == [(REPORT, None)]
    assert list(edits.of(Annotation)) == []
    assert edits
    assert not EditSet("nothing")


def test_the_inverse_goes_backwards() -> None:
    edits = EditSet("x", (Change(None, JUSTICE), Change(None, LEGAL_AID)))
    assert [change.record for change in edits.inverse().changes] == [LEGAL_AID, JUSTICE]


# Annotations


@pytest.mark.parametrize(
    ("themes", "note", "label"),
    [
        ((JUSTICE,), "", "Tag “Access to justice”"),
        ((), "A thought", "Note a passage"),
        ((), "", "Mark a passage"),
    ],
)
def test_making_an_annotation(themes: tuple[Theme, ...], note: str, label: str) -> None:
    annotation = make_annotation(REPORT, themes, note=note)
    edits = intents.annotate(annotation, TREE)
    assert edits.label == label
    assert there_and_back(edits, [REPORT])[annotation.id] == annotation


def test_tagging_touches_only_what_lacks_the_theme() -> None:
    tagged, bare = make_annotation(REPORT, [DEMAND, JUSTICE]), make_annotation(REPORT, [DEMAND])
    edits = intents.tag([tagged, bare], JUSTICE, NOW)
    after = there_and_back(edits, [tagged, bare])
    assert after[tagged.id] is tagged
    changed = after[bare.id]
    assert isinstance(changed, Annotation)
    assert changed.theme_ids == (DEMAND.id, JUSTICE.id)
    assert changed.modified == NOW
    assert not intents.tag([tagged], JUSTICE, NOW)


def test_untagging_keeps_the_annotation_and_its_other_themes() -> None:
    annotation = make_annotation(REPORT, [DEMAND, JUSTICE])
    after = there_and_back(intents.untag([annotation], DEMAND, NOW), [annotation])
    changed = after[annotation.id]
    assert isinstance(changed, Annotation)
    assert changed.theme_ids == (JUSTICE.id,)
    assert not intents.untag([annotation], LEGAL_AID, NOW)


def test_a_note_is_replaced_and_the_same_note_is_no_edit() -> None:
    annotation = make_annotation(REPORT, note="old")
    after = there_and_back(intents.write_note(annotation, "new", NOW), [annotation])
    changed = after[annotation.id]
    assert isinstance(changed, Annotation)
    assert (changed.note, changed.modified) == ("new", NOW)
    assert not intents.write_note(annotation, "old", NOW)


def test_deleting_annotations() -> None:
    some = [make_annotation(REPORT) for _ in range(3)]
    assert intents.delete_annotations(some[:1]).label == "Delete a passage"
    edits = intents.delete_annotations(some[:2])
    assert edits.label == "Delete 2 passages"
    assert list(there_and_back(edits, some)) == [some[2].id]


# Themes


def test_a_new_theme_is_the_last_of_its_siblings() -> None:
    theme = make_theme("  Children\n and youth ", JUSTICE)
    after = there_and_back(intents.add_theme(TREE, theme), THEMES)
    assert shown(tree_of(after))[1:4] == [
        "Access to justice / Legal aid",
        "Access to justice / Legal aid / Costs",
        "Access to justice / Children and youth",
    ]


@pytest.mark.parametrize("name", ["", "  ", "DEMAND", " demand "])
def test_a_theme_needs_a_name_of_its_own_among_its_siblings(name: str) -> None:
    with pytest.raises(InvalidInputError):
        intents.add_theme(TREE, make_theme(name))
    with pytest.raises(InvalidInputError):
        intents.rename_theme(TREE, JUSTICE, name)


def test_the_same_name_may_stand_at_another_place() -> None:
    assert intents.add_theme(TREE, make_theme("Demand", JUSTICE))
    assert intents.rename_theme(TREE, COSTS, "Demand")


def test_renaming_to_the_same_name_is_no_edit_but_letter_case_is() -> None:
    assert not intents.rename_theme(TREE, DEMAND, " Demand ")
    assert intents.rename_theme(TREE, DEMAND, "DEMAND")


def test_recolouring() -> None:
    assert not intents.recolour_theme(DEMAND, DEMAND.colour.lower())
    after = there_and_back(intents.recolour_theme(DEMAND, "#abcdef"), THEMES)
    assert tree_of(after)[DEMAND.id].colour == "#ABCDEF"


def test_a_digit_belongs_to_one_theme() -> None:
    after = tree_of(there_and_back(intents.assign_key(TREE, DEMAND, "1"), THEMES))
    assert after.with_key("1") == after[DEMAND.id]
    assert after[JUSTICE.id].key == ""
    assert not intents.assign_key(TREE, JUSTICE, "1")
    after = tree_of(there_and_back(intents.assign_key(TREE, JUSTICE, ""), THEMES))
    assert after.with_key("1") is None


def test_deleting_a_theme_deletes_those_below_and_keeps_the_annotations() -> None:
    both = make_annotation(REPORT, [COSTS, DEMAND])
    other = make_annotation(REPORT, [DEMAND])
    edits = intents.delete_theme(TREE, JUSTICE, [both, other])
    after = there_and_back(edits, [*THEMES, both, other])
    assert shown(tree_of(after)) == ["Demand"]
    kept = after[both.id]
    assert isinstance(kept, Annotation)
    assert (kept.theme_ids, kept.modified) == ((DEMAND.id,), both.modified)
    assert after[other.id] is other
    deleted = [change.record.id for change in edits.changes if change.after is None]
    assert deleted.index(COSTS.id) < deleted.index(LEGAL_AID.id) < deleted.index(JUSTICE.id)


def test_a_theme_can_not_be_moved_into_itself() -> None:
    for parent in (JUSTICE, LEGAL_AID, COSTS):
        with pytest.raises(InvalidInputError, match="itself"):
            intents.move_theme(TREE, JUSTICE, parent.id, 0)


def test_a_theme_can_not_be_moved_beside_its_namesake() -> None:
    themes = (*THEMES, twin := make_theme("demand", JUSTICE))
    with pytest.raises(InvalidInputError, match="already"):
        intents.move_theme(ThemeTree(themes), twin, None, 0)


def test_moving_to_where_it_is_is_no_edit() -> None:
    for row in (0, 1):
        assert not intents.move_theme(TREE, JUSTICE, None, row)
    assert not intents.move_theme(TREE, DEMAND, None, -1)


@given(st.data())
def test_a_theme_lands_where_it_is_put_with_all_below_it(data: st.DataObject) -> None:
    themes: list[Theme] = []
    for number in range(data.draw(st.integers(1, 8))):
        parent = data.draw(st.sampled_from([None, *themes]))
        themes.append(make_theme(f"T{number}", parent, position=data.draw(st.integers(0, 3))))
    tree = ThemeTree(themes)
    theme = data.draw(st.sampled_from(themes))
    outside = [one.id for one in themes if one.id not in tree.with_descendants(theme.id)]
    parent_id = data.draw(st.sampled_from([None, *outside]))
    siblings = [one.id for one in tree.children(parent_id)]
    row = data.draw(st.integers(-1, len(siblings)))

    moved = tree_of(there_and_back(intents.move_theme(tree, theme, parent_id, row), themes))

    end = len(siblings) if row < 0 else row
    expected = [one for one in siblings[:end] if one != theme.id]
    expected += [theme.id, *(one for one in siblings[end:] if one != theme.id)]
    assert [one.id for one in moved.children(parent_id)] == expected
    assert moved.with_descendants(theme.id) == tree.with_descendants(theme.id)
    assert len(moved) == len(tree)
    for other in themes:
        if other.id != theme.id:
            assert moved.parent_of(other.id) == tree.parent_of(other.id)


# Reports


def test_a_report_is_added_last_and_only_once() -> None:
    first = make_report("A/1", position=3)
    second = make_report("A/2", sha256="1" * 64)
    after = there_and_back(intents.add_report(second, [first]), [first])
    added = after[second.id]
    assert isinstance(added, Report)
    assert added.position == 4
    with pytest.raises(InvalidInputError, match="A/1"):
        intents.add_report(make_report("A/3"), [first])


def test_a_report_is_described_anew() -> None:
    edits = intents.describe_report(REPORT, symbol=" X/1 ", title="T", date="2020")
    changed = there_and_back(edits, [REPORT])[REPORT.id]
    assert isinstance(changed, Report)
    assert (changed.symbol, changed.title, changed.date) == ("X/1", "T", "2020")
    same = {"symbol": REPORT.symbol, "title": REPORT.title, "date": REPORT.date}
    assert not intents.describe_report(REPORT, **same)


def test_a_report_has_a_memo() -> None:
    changed = there_and_back(intents.write_report_memo(REPORT, "Reads well."), [REPORT])
    assert changed[REPORT.id] == replace(REPORT, memo="Reads well.")
    assert not intents.write_report_memo(REPORT, "")


def test_a_report_goes_with_its_annotations() -> None:
    own, other, mark = make_annotation(REPORT), make_annotation(), make_bookmark(REPORT)
    edits = intents.remove_report(REPORT, [own, other], [mark])
    after = there_and_back(edits, [REPORT, own, other, mark])
    assert list(after) == [other.id]


@pytest.mark.parametrize("length", [1, 40, 41, 200])
def test_names_are_short_in_menus(length: int) -> None:
    name = intents.quoted("x" * length)
    assert len(name) == min(length, intents.SHORT) + 2
    assert name.endswith("…”") == (length > intents.SHORT)


# Searches


def test_what_a_search_found_is_tagged_as_one_action() -> None:
    theme, other = make_theme("Data"), make_theme("Other")
    new, known = make_annotation(), make_annotation(themes=[other])
    had = make_annotation(themes=[theme])
    edits = intents.tag_found([new], [known, had], theme, NOW)
    assert edits.label == "Tag 2 passages “Data”"
    tagged = [after for _, after in edits.of(Annotation) if after]
    assert [one.theme_ids for one in tagged] == [(theme.id,), (other.id, theme.id)]
    assert edits.changes[0].before is None


def test_a_saved_search_gets_another_name_that_no_other_has() -> None:
    data, rights = make_search("data", name="Data"), make_search("rights", name="Rights")
    both = [data, rights]
    (changed,) = intents.rename_search(both, data, "  On   data ").changes
    assert (changed.before, changed.after) == (data, replace(data, name="On data"))
    assert intents.rename_search(both, data, "DATA").changes  # only its own letters
    assert not intents.rename_search(both, data, "Data").changes
    for name in (" ", "rights"):
        with pytest.raises(InvalidInputError):
            intents.rename_search(both, data, name)


def test_a_search_is_kept_once_under_its_name() -> None:
    first = make_search("data", name=" data ")
    (made,) = intents.save_search([], first).changes
    assert isinstance(made.after, SavedSearch)
    assert made.after.name == "data"
    again = intents.save_search([made.after], make_search("data OR rights", name="Data"))
    (changed,) = again.changes
    assert changed.before == made.after
    assert isinstance(changed.after, SavedSearch)
    assert (changed.after.id, changed.after.query) == (made.after.id, "data OR rights")
    with pytest.raises(InvalidInputError):
        intents.save_search([], make_search(" "))
    assert intents.delete_search(made.after).inverse().changes[0].after == made.after
