import re

import pytest

from glossator.app.actions import ACTIONS, BY_ID, THEME_KEYS, Needs, enabled
from glossator.ui.commands import TOOLBAR
from glossator.ui.widgets.icons import icon


def test_ids_are_given_once() -> None:
    assert len(BY_ID) == len(ACTIONS)


def test_a_key_belongs_to_one_action_and_to_no_theme() -> None:
    keys = [key for action in ACTIONS for key in action.shortcuts]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(THEME_KEYS)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_says_what_it_does(action: object) -> None:
    row = BY_ID[action.id]  # type: ignore[attr-defined]
    assert row.help.endswith(".")
    assert re.fullmatch(r"[a-z_]+", row.id)
    assert row.plain_text


@pytest.mark.usefixtures("qapp")
def test_every_icon_is_there() -> None:
    for action in ACTIONS:
        if action.icon:
            assert not icon(action.icon, "#202020").isNull()


def test_the_toolbar_has_only_known_actions_with_icons() -> None:
    for group in TOOLBAR:
        for name in group:
            assert BY_ID[name].icon


def test_an_action_needs_all_that_it_names() -> None:
    tag = BY_ID["tag"]
    assert not enabled(tag, frozenset({Needs.PROJECT, Needs.MARK}))
    assert enabled(tag, frozenset({Needs.PROJECT, Needs.MARK, Needs.WRITABLE}))
