"""What is marked on dark paper can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain import colours
from glossator.domain.colours import PALETTE
from glossator.domain.pages import night

any_colour = st.tuples(*[st.integers(0, 255)] * 3).map(colours.text)


def seen(ground: str, *lights: str) -> str:
    for light in lights:
        ground = night.screened(ground, light)
    return ground


@given(any_colour, st.floats(0.05, 1))
def test_text_is_legible_under_a_highlight_of_any_colour(colour: str, share: float) -> None:
    light = night.light(colour, share)
    paper, ink = seen(night.PAPER, light), seen(night.INK, light)
    assert colours.contrast(paper, ink) >= night.LEGIBLE


@given(any_colour, any_colour)
def test_text_is_legible_under_two_highlights_upon_each_other(one: str, other: str) -> None:
    lights = night.light(one, 0.5), night.light(other, 0.5)
    paper, ink = seen(night.PAPER, *lights), seen(night.INK, *lights)
    assert colours.contrast(paper, ink) >= night.LEGIBLE


@pytest.mark.parametrize("colour", PALETTE)
def test_a_highlight_is_told_from_the_paper(colour: str) -> None:
    assert colours.difference(seen(night.PAPER, night.light(colour, 0.5)), night.PAPER) > 5


@given(any_colour, st.floats(0.05, 1))
def test_light_upon_paper_gives_the_ground(colour: str, share: float) -> None:
    wanted = colours.parse(night.ground(colour, share))
    found = colours.parse(seen(night.PAPER, night.light(colour, share)))
    # Where a colour is darker than the paper, light can't make it so.
    assert all(
        abs(a - max(b, colours.parse(night.PAPER)[0])) <= 1
        for a, b in zip(found, wanted, strict=True)
    )


@given(st.floats(0.1, 99.9))
def test_lightness_is_turned_round_and_back(lightness: float) -> None:
    assert night.turned_back(night.turned(lightness)) == pytest.approx(lightness)
    assert night.turned(0) > night.turned(lightness) > night.turned(100)
