import pytest

from glossator.domain.text.direction import is_leftward, runs_leftward


@pytest.mark.parametrize(
    ("line", "leftward"),
    [
        ("plain", "....."),
        ("عام ٢٠٠١", "<<<<...."),
        ("قرار A/79/322 عن", "<<<<<........<<<"),
        ("in عام و ٢٠ ad", "...<<<<<......"),
        ("two عا رف words", "....<<<<<......"),
    ],
)
def test_the_direction_of_each_character(line: str, leftward: str) -> None:
    said = "".join("<" if is_leftward(line, at) else "." for at in range(len(line)))
    assert said == leftward


def test_a_line_runs_as_most_of_its_letters_do() -> None:
    assert runs_leftward("قرار A عن")
    assert not runs_leftward("the word قرار stands here")
    assert not runs_leftward("")
