"""The starter themes that come with the program."""

from __future__ import annotations

import json
import uuid
from itertools import combinations, groupby
from typing import TYPE_CHECKING

import pytest

from glossator.bundled import resource
from glossator.domain import colours
from glossator.domain.errors import InvalidInputError
from glossator.domain.themes import ThemeTree
from glossator.exchange.theme_tree import read_starter_themes

if TYPE_CHECKING:
    from glossator.domain.records import Theme

DATA = resource("themes.json").read_bytes()


@pytest.fixture(scope="module")
def themes() -> tuple[Theme, ...]:
    return read_starter_themes(DATA)


def test_all_themes_are_there_in_order(themes: tuple[Theme, ...]) -> None:
    tree = ThemeTree(themes)
    assert len(tree.children(None)) == 16
    assert len(themes) == 16 + 74
    assert list(tree) == list(themes)


def test_every_theme_is_whole(themes: tuple[Theme, ...]) -> None:
    for theme in themes:
        assert theme.name.strip() == theme.name != ""
        assert theme.definition
        assert theme.colour == theme.colour.upper()
        assert str(uuid.UUID(theme.id)).upper() == theme.id
    assert len({theme.id for theme in themes}) == len(themes)


def test_top_themes_say_what_belongs_to_them_and_what_not(themes: tuple[Theme, ...]) -> None:
    assert all(theme.include and theme.exclude for theme in themes if theme.parent_id is None)


def test_ids_follow_from_the_codes() -> None:
    def check(nodes: list[dict[str, object]]) -> None:
        for node in nodes:
            code = f"glossator:theme:{node['code']}"
            assert node["id"] == str(uuid.uuid5(uuid.NAMESPACE_URL, code)).upper()
            children = node.get("children", [])
            assert isinstance(children, list)
            check(children)

    check(json.loads(DATA)["themes"])


def test_nine_top_themes_have_a_digit(themes: tuple[Theme, ...]) -> None:
    keyed = [theme for theme in themes if theme.key]
    assert sorted(theme.key for theme in keyed) == list("123456789")
    assert all(theme.parent_id is None for theme in keyed)


def test_colours_are_the_palette_and_its_kin(themes: tuple[Theme, ...]) -> None:
    tree = ThemeTree(themes)
    tops = tree.children(None)
    assert {theme.colour for theme in tops} == set(colours.PALETTE)
    for top in tops:
        children = [theme.colour for theme in tree.children(top.id)]
        assert children == [colours.kin(top.colour, n) for n in range(len(children))]
        for one, other in combinations([top.colour, *children], 2):
            assert colours.difference(one, other) >= 3.5


def test_siblings_have_names_of_their_own(themes: tuple[Theme, ...]) -> None:
    for _, siblings in groupby(sorted(themes, key=_parent), _parent):
        names = [theme.name.casefold() for theme in siblings]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"themes": 3}', b'{"themes": [{"name": "x"}]}', b"\xff"]
)
def test_what_is_no_theme_tree_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(InvalidInputError, match=r"can't be read"):
        read_starter_themes(data)


def _parent(theme: Theme) -> str:
    return theme.parent_id or ""
