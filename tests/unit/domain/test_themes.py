"""The theme tree: nothing is hidden, and paths lead back to their themes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.records import Theme, ThemeId
from glossator.domain.themes import ThemeTree
from helpers.records import make_theme

JUSTICE = make_theme("Access to justice", position=1, key="2")
DEMAND = make_theme("Demand", position=0)
LEGAL_AID = make_theme("Legal aid", JUSTICE, position=1)
BARRIERS = make_theme("Barriers", JUSTICE, position=0)
ORGANS = make_theme("Barriers", DEMAND)
TREE = ThemeTree([LEGAL_AID, JUSTICE, ORGANS, BARRIERS, DEMAND])


def any_themes(parents: list[int | None]) -> list[Theme]:
    """Return themes whose parents are any of them, itself, or one that is not there."""
    ids = [ThemeId(f"ID{number}") for number in range(len(parents))]
    return [
        Theme(ids[number], f"T{number}", None if parent is None else ThemeId(f"ID{parent}"))
        for number, parent in enumerate(parents)
    ]


def test_order_is_that_of_positions_parents_first() -> None:
    assert list(TREE) == [DEMAND, ORGANS, JUSTICE, BARRIERS, LEGAL_AID]
    assert [one.name for one in TREE.below(JUSTICE.id)] == ["Barriers", "Legal aid"]


def test_paths() -> None:
    assert TREE.path(LEGAL_AID.id) == "Access to justice / Legal aid"
    assert TREE.names(DEMAND.id) == ("Demand",)
    assert TREE.parent_of(LEGAL_AID.id) == JUSTICE.id
    assert TREE.parent_of(JUSTICE.id) is None


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("Access to justice / Legal aid", [LEGAL_AID]),
        ("access to JUSTICE/legal aid", [LEGAL_AID]),
        ("legal aid", [LEGAL_AID]),
        ("Barriers", [ORGANS, BARRIERS]),
        ("Demand / Barriers", [ORGANS]),
        ("aid", []),
        ("", []),
    ],
)
def test_a_path_or_a_name_finds_its_themes(path: str, found: list[Theme]) -> None:
    assert TREE.find(path) == found


def test_a_digit_finds_its_theme() -> None:
    assert TREE.with_key("2") == JUSTICE
    assert TREE.with_key("3") is None
    assert TREE.with_key("") is None


def test_a_theme_whose_parent_is_missing_stands_at_the_root() -> None:
    orphan = replace(LEGAL_AID, parent_id=ThemeId("GONE"))
    tree = ThemeTree([orphan])
    assert tree.children(None) == [orphan]
    assert tree.path(orphan.id) == "Legal aid"


parents = st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=9)


@given(parents)
def test_every_theme_is_shown_once_whatever_the_file_says(parents: list[int | None]) -> None:
    themes = any_themes(parents)
    tree = ThemeTree(themes)
    assert sorted(one.id for one in tree) == sorted(one.id for one in themes)
    assert len(tree) == len(themes)


@given(parents)
def test_every_path_finds_its_theme(parents: list[int | None]) -> None:
    tree = ThemeTree(any_themes(parents))
    for theme in tree:
        assert theme in tree.find(tree.path(theme.id))
        assert tree.names(theme.id)[-1] == theme.name
        below = tree.with_descendants(theme.id)
        assert theme.id in below
        for child in tree.children(theme.id):
            assert tree.with_descendants(child.id) < below


@given(parents)
def test_a_parent_comes_before_its_children(parents: list[int | None]) -> None:
    tree = ThemeTree(any_themes(parents))
    seen: set[ThemeId] = set()
    for theme in tree:
        parent_id = tree.parent_of(theme.id)
        assert parent_id is None or parent_id in seen
        seen.add(theme.id)
