"""What a user does to a project as a whole."""

from __future__ import annotations

from glossator.domain.edits import Change
from glossator.domain.project_intents import (
    MEMO,
    aside_of,
    names_aside,
    set_aside,
    write_memo,
)
from glossator.domain.records import Fact
from helpers.records import make_theme

THEME = make_theme("Non-punishment")


def test_a_memo_is_written_changed_and_taken_away() -> None:
    made = write_memo(None, " Begun in May.\n")
    assert made.label == "Write the memo of the project"
    assert made.changes == (Change(None, Fact(MEMO, "Begun in May.")),)
    known = Fact(MEMO, "Begun in May.")
    assert write_memo(known, "Ended.").changes == (Change(known, Fact(MEMO, "Ended.")),)
    assert write_memo(known, " ").changes == (Change(known, None),)


def test_a_memo_that_stays_as_it_is_is_no_action() -> None:
    assert not write_memo(None, "")
    assert not write_memo(Fact(MEMO, "Begun in May."), "Begun in May. ")


def test_paragraphs_are_set_aside_for_one_theme_each_once() -> None:
    first = set_aside(None, THEME, "R1 para_1")
    assert first.label == "Set a paragraph aside for “Non-punishment”"
    (change,) = first.changes
    known = change.after
    assert isinstance(known, Fact)
    assert known.id == aside_of(THEME.id) != aside_of(make_theme("Other").id)
    (change,) = set_aside(known, THEME, "R1 para_2").changes
    assert isinstance(change.after, Fact)
    assert names_aside(change.after) == ("R1 para_1", "R1 para_2")
    assert not set_aside(known, THEME, "R1 para_1")
    assert names_aside(None) == ()
