"""What is said of a damaged file."""

from __future__ import annotations

import pytest

from glossator.domain.reports.damage import WHOLE, Damage, told


def test_nothing_is_said_of_a_whole_file() -> None:
    assert not WHOLE
    assert told(WHOLE, 7) == ""


@pytest.mark.parametrize(
    ("damage", "sentences"),
    [
        (
            Damage(repaired=True),
            "This file was damaged and has been repaired as far as possible: 1 page could be"
            " read; text or pages may be missing.",
        ),
        (Damage(pages=(2,)), "This file is damaged. Something is missing on page 3."),
        (
            Damage(pages=(0, 4, 5, 6, 9)),
            "This file is damaged. Something is missing on pages 1, 5–7 and 10.",
        ),
        (
            Damage(pages=tuple(range(0, 40, 2))),
            "This file is damaged. Something is missing on 20 of its pages.",
        ),
        (Damage(parts=1), "This file is damaged. 1 part of it can't be read in full."),
        (Damage(parts=3), "This file is damaged. 3 parts of it can't be read in full."),
        (Damage(unchecked=True), "Not all of this file could be checked for damage."),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(damage: Damage, sentences: str) -> None:
    assert damage
    assert told(damage, 1) == sentences
