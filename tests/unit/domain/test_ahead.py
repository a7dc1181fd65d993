from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.pages.ahead import MOST, pages_ahead


def test_the_next_page_on_the_way_comes_first_and_one_behind_last() -> None:
    assert list(pages_ahead(range(4, 6), 20, down=True)) == [6, 7, 3]
    assert list(pages_ahead(range(4, 6), 20, down=False)) == [3, 2, 6]


def test_the_faster_it_goes_the_further_ahead_is_drawn() -> None:
    assert list(pages_ahead(range(4, 5), 20, down=True, speed=4)) == [5, 6, 7, 8, 3]
    assert len(list(pages_ahead(range(50, 51), 100, down=False, speed=1000))) == MOST + 1


def test_facing_pages_are_drawn_by_rows() -> None:
    assert list(pages_ahead(range(3, 5), 20, down=True, across=2)) == [5, 6, 7, 8, 2, 1]


@given(
    st.integers(1, 50),
    st.data(),
    st.booleans(),
    st.floats(0, 1000),
    st.sampled_from((1, 2)),
)
def test_only_pages_that_are_there_and_do_not_show_are_drawn_ahead(
    count: int,
    data: st.DataObject,
    down: bool,
    speed: float,
    across: int,
) -> None:
    start = data.draw(st.integers(0, count - 1))
    visible = range(start, data.draw(st.integers(start + 1, count)))
    pages = list(pages_ahead(visible, count, down=down, speed=speed, across=across))
    assert len(set(pages)) == len(pages)
    assert all(0 <= page < count and page not in visible for page in pages)
