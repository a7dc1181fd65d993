from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.trail import LONGEST, Trail


def test_back_returns_to_where_a_jump_began_and_forward_to_where_back_was_pressed() -> None:
    trail: Trail[str] = Trail()
    trail.jump_from("para. 28")
    assert trail.back("box 2") == "para. 28"
    assert not trail.can_go_back
    assert trail.forward("para. 28") == "box 2"
    assert trail.can_go_back


def test_a_jump_forgets_what_lay_ahead() -> None:
    trail: Trail[int] = Trail()
    trail.jump_from(1)
    trail.back(2)
    trail.jump_from(1)
    assert not trail.can_go_forward


def test_jumping_twice_from_one_place_remembers_it_once() -> None:
    trail: Trail[int] = Trail()
    trail.jump_from(1)
    trail.jump_from(1)
    assert trail.back(2) == 1
    assert trail.back(1) is None


@given(st.lists(st.integers(0, 5), max_size=150))
def test_going_all_the_way_back_and_forward_ends_where_it_began(places: list[int]) -> None:
    trail: Trail[int] = Trail()
    for place in places:
        trail.jump_from(place)
    now, steps = -1, 0
    while (before := trail.back(now)) is not None:
        now, steps = before, steps + 1
    assert steps <= LONGEST
    while (after := trail.forward(now)) is not None:
        now = after
    assert now == -1
