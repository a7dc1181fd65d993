import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.arrangement import Arrangement, Side, nearest_side

ROW = Arrangement((("a",), ("b",), ("c",)))


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement[str]:
    items = list("abcd")[: draw(st.integers(2, 4))]
    sizes = draw(st.lists(st.integers(1, 2), min_size=1, max_size=4))
    groups, at = [], 0
    for size in [*sizes, 4]:
        groups.append(items[at : at + size])
        at += size
    return Arrangement.of(groups, stacked=draw(st.booleans()))


@pytest.mark.parametrize(
    ("side", "groups"),
    [
        (Side.LEFT, (("a",), ("c",), ("b",))),
        (Side.RIGHT, (("a",), ("b",), ("c",))),
        (Side.ABOVE, (("a",), ("c", "b"))),
        (Side.BELOW, (("a",), ("b", "c"))),
    ],
)
def test_a_pane_is_put_beside_another_or_shares_its_column(
    side: Side, groups: tuple[tuple[str, ...], ...]
) -> None:
    assert ROW.beside("c", "b", side).groups == groups


def test_four_panes_in_a_row_become_two_by_two_with_two_moves() -> None:
    row = Arrangement((("a",), ("b",), ("c",), ("d",)))
    moved = row.beside("c", "a", Side.BELOW).beside("d", "b", Side.BELOW)
    assert moved == row.in_two_rows()
    assert moved.groups == (("a", "c"), ("b", "d"))


def test_new_panes_stand_below_others_and_nothing_moves_across() -> None:
    three = Arrangement.of(["a", "b"], stacked=False).with_below("c")
    assert three.groups == (("a", "c"), ("b",))
    assert three.with_below("d").groups == (("a", "c"), ("b", "d"))


def test_in_a_stack_above_and_below_make_rows_and_left_and_right_share_one() -> None:
    stack = Arrangement((("a",), ("b",)), stacked=True)
    assert stack.beside("c", "a", Side.BELOW).groups == (("a",), ("c",), ("b",))
    assert stack.beside("c", "a", Side.LEFT).groups == (("c", "a"), ("b",))


def test_one_column_is_a_stack() -> None:
    assert Arrangement.of([["a", "b"]], stacked=False) == Arrangement(
        (("a",), ("b",)), stacked=True
    )
    assert ROW.beside("c", "b", Side.BELOW).without("a").stacked


def test_a_pane_stands_beside_neither_itself_nor_one_that_is_gone() -> None:
    with pytest.raises(ValueError, match="itself"):
        ROW.beside("a", "a", Side.LEFT)
    with pytest.raises(ValueError, match="not there"):
        ROW.beside("a", "z", Side.LEFT)


def test_a_shape_that_does_not_fit_changes_nothing() -> None:
    assert ROW.shaped([2, 2], stacked=True) == ROW
    assert ROW.shaped([3, 0], stacked=True) == ROW
    assert ROW.shaped([2, 1], stacked=True).groups == (("a", "b"), ("c",))


@given(arrangements(), st.sampled_from(Side), st.data())
def test_no_pane_is_lost_and_none_stands_twice(
    before: Arrangement[str], side: Side, data: st.DataObject
) -> None:
    pane, target = data.draw(st.permutations(before.items()))[:2]
    for after in (
        before.beside(pane, target, side),
        before.swapped(pane, target),
        before.turned(),
        before.in_two_rows(),
        before.in_one_row(),
        before.without(pane).with_group(pane, 0),
    ):
        assert sorted(after.items()) == sorted(before.items())
        assert all(after.groups)
        assert len(after.groups) > 1


@given(arrangements(), st.sampled_from(Side), st.data())
def test_a_pane_stands_next_to_the_one_it_was_put_beside(
    before: Arrangement[str], side: Side, data: st.DataObject
) -> None:
    pane, target = data.draw(st.permutations(before.items()))[:2]
    after = before.beside(pane, target, side)
    items = after.items()
    distance = items.index(pane) - items.index(target)
    if side in (Side.LEFT, Side.ABOVE):
        assert distance < 0
    else:
        assert distance > 0


@given(arrangements())
def test_the_remembered_shape_makes_the_same_arrangement_again(before: Arrangement[str]) -> None:
    row = Arrangement(tuple((one,) for one in before.items()))
    assert row.shaped(before.shape(), stacked=before.stacked) == before


@given(arrangements())
def test_turned_twice_is_as_before(before: Arrangement[str]) -> None:
    assert before.turned().turned() == before


@pytest.mark.parametrize(
    ("x", "y", "side"),
    [(0.1, 0.5, "left"), (0.9, 0.5, "right"), (0.5, 0.1, "above"), (0.5, 0.9, "below")],
)
def test_the_nearest_side_is_meant(x: float, y: float, side: str) -> None:
    assert nearest_side(x, y) == side
