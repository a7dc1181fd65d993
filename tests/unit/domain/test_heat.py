"""How strongly a figure colours its cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.colours import DARK_WINDOW, PALETTE, PAPER, contrast, mix
from glossator.domain.compare.heat import LEGIBLE, ink, share

LOOKS = ((PAPER, "#1F2328"), (DARK_WINDOW, "#E6E8EB"))
figures = st.integers(1, 500)


@given(figures, figures)
def test_more_passages_colour_a_cell_more(one: int, other: int) -> None:
    assert (share(one, 500) < share(other, 500)) == (one < other)


def test_no_passage_leaves_a_cell_without_colour() -> None:
    assert share(0, 9) == share(None, 9) == share(0, 0) == 0


@given(
    st.sampled_from(PALETTE),
    figures,
    st.sampled_from(LOOKS),
)
def test_every_number_can_be_read_on_its_colour_in_light_and_dark(
    colour: str, figure: int, look: tuple[str, str]
) -> None:
    base, text = look
    ground = mix(base, colour, share(figure, 500))
    assert contrast(ink(ground, text), ground) >= LEGIBLE
