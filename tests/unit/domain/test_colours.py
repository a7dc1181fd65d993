"""Theme colours can be told apart by everyone and read by everyone."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain import colours
from glossator.domain.colours import PALETTE

rgb = st.tuples(*[st.integers(0, 255)] * 3)
any_colour = rgb.map(colours.text)
PAIRS = list(combinations(PALETTE, 2))


@given(rgb)
def test_a_colour_survives_being_written_and_read(parts: tuple[int, int, int]) -> None:
    assert colours.parse(colours.text(parts)) == parts
    assert colours.parse(colours.text(parts).lower()) == parts


@pytest.mark.parametrize("words", ["", "#12", "red", "#GGGGGG", "#1234567", "#12345\n"])
def test_what_is_no_colour_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        colours.parse(words)


def test_short_form() -> None:
    assert colours.parse("#fA0") == (0xFF, 0xAA, 0)


@given(any_colour, any_colour)
def test_mixing_goes_from_the_ground_to_the_colour(ground: str, colour: str) -> None:
    assert colours.mix(ground, colour, 0) == ground
    assert colours.mix(ground, colour, 1) == colour


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert colours.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colours.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_difference_is_that_of_oklab() -> None:
    assert colours.difference("#000000", "#FFFFFF") == pytest.approx(100, abs=0.1)
    assert colours.difference("#FF0000", "#00FF00") == pytest.approx(52.0, abs=0.5)


def test_red_and_green_of_one_brightness_are_close_without_red_or_green_cones() -> None:
    assert colours.difference("#A06000", "#6A7B00") > 11
    assert colours.safe_difference("#A06000", "#6A7B00") < 6


@given(any_colour, any_colour)
def test_difference_is_symmetric_and_the_safe_one_is_never_larger(one: str, other: str) -> None:
    assert colours.difference(one, other) == pytest.approx(colours.difference(other, one))
    assert colours.safe_difference(one, other) <= colours.difference(one, other) + 1e-9


def test_palette_colours_are_told_apart() -> None:
    assert min(colours.difference(*pair) for pair in PAIRS) >= 11.6
    assert min(colours.safe_difference(*pair) for pair in PAIRS) >= 8.8


def test_palette_highlights_are_told_apart() -> None:
    shown = combinations(map(colours.highlight, PALETTE), 2)
    assert min(colours.safe_difference(*pair) for pair in shown) >= 5.3


@pytest.mark.parametrize("colour", PALETTE)
def test_palette_colours_carry_text_and_stand_out(colour: str) -> None:
    assert colours.contrast(colours.highlight(colour), colours.INK) >= 7
    assert colours.contrast(colour, colours.DARK_WINDOW) >= 3
    assert colours.contrast(colour, colours.PAPER) >= 1.4


def test_new_themes_get_the_whole_palette_before_anything_else() -> None:
    used: list[str] = []
    while len(used) < len(PALETTE):
        used.append(colours.next_colour(used))
    assert sorted(used) == sorted(PALETTE)
    further = [colours.next_colour(used)]
    assert further[0] not in used


@given(st.lists(any_colour, max_size=40))
def test_a_next_colour_is_legible(used: list[str]) -> None:
    assert colours.is_legible(colours.next_colour(used))


@given(st.sampled_from(PALETTE), st.integers(0, 11))
def test_children_are_legible_kin(colour: str, n: int) -> None:
    child = colours.kin(colour, n)
    assert colours.is_legible(child)
    assert child != colour


@pytest.mark.parametrize("colour", PALETTE)
def test_siblings_differ(colour: str) -> None:
    children = [colours.kin(colour, n) for n in range(6)]
    assert min(colours.difference(*pair) for pair in combinations(children, 2)) >= 3.5


@given(any_colour, st.integers(0, 200))
def test_every_colour_has_kin(colour: str, n: int) -> None:
    colours.parse(colours.kin(colour, n))
