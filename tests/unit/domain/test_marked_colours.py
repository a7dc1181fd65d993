"""The colours of marks and what they mean."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.incoming.colours import colour_names, usual_meanings, with_meanings
from glossator.domain.incoming.plan import Incoming, IncomingPassage, IncomingTheme
from glossator.domain.themes import ThemeTree
from helpers.records import make_theme

YELLOW, GREEN = "#FFFF00", "#00FF00"
THEMES = (
    IncomingTheme("A", "A"),
    IncomingTheme(YELLOW, "Yellow marks", colour=YELLOW),
    IncomingTheme(GREEN, "Green marks", colour=GREEN),
)
FILE = Incoming("a.pdf", (), THEMES, (IncomingPassage("", (), (YELLOW,)),), colours=(YELLOW, GREEN))


def test_colours_are_called_as_people_call_them() -> None:
    found = colour_names(
        ["#FFD100", "#FFFF00", "#7BC86C", "#2EA8E5", "#A28AE5", "#FF6666", "#FFB3C6", "#C0C0C0"]
    )
    assert list(found.values()) == [
        "Yellow",
        "Yellow (#FFFF00)",
        "Green",
        "Blue",
        "Purple",
        "Red",
        "Pink",
        "Grey",
    ]


@given(st.lists(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}"), unique=True))
def test_no_two_colours_have_one_name(colours: list[str]) -> None:
    names = colour_names(colours)
    assert list(names) == colours
    assert len(set(names.values())) == len(colours)


def test_a_colour_means_the_only_theme_that_has_it_else_a_new_one() -> None:
    here = make_theme("Rights", colour=YELLOW)
    twins = [make_theme(name, colour=GREEN) for name in "XY"]
    meanings = usual_meanings(FILE, ThemeTree([here, *twins]))
    assert meanings == {YELLOW: here, GREEN: "Green marks"}


def test_a_colour_can_mean_a_theme_of_the_project_a_new_one_or_none() -> None:
    here = make_theme("Rights")
    assert with_meanings(FILE, {}) == FILE
    chosen = with_meanings(FILE, {YELLOW: here, GREEN: None})
    assert [(one.key, one.name, one.id) for one in chosen.themes] == [
        ("A", "A", ""),
        (YELLOW, "Rights", here.id),
    ]
    named = with_meanings(FILE, {GREEN: "Duties"})
    assert [one.name for one in named.themes] == ["A", "Yellow marks", "Duties"]
