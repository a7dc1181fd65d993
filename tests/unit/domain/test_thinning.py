"""Which copies stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.thinning import DAYS, HOURS, NEWEST, WEEKS, staying

START = datetime(2024, 1, 1, tzinfo=UTC)


def moment(minutes: int) -> str:
    return (START + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_quarter_of_work_leaves_hours_days_and_weeks() -> None:
    moments = [moment(20 * number) for number in range(3 * 24 * 90)][::-1]
    kept = sorted(moments[index] for index in staying(moments))
    assert len({one[:13] for one in kept if one[:10] == kept[-1][:10]}) == HOURS
    assert len({one[:10] for one in kept}) == DAYS + WEEKS - 2
    assert kept[0][:10] == "2024-03-10"


@given(st.lists(st.integers(0, 10**6), max_size=60))
def test_whatever_the_clock_said_the_last_ones_stay_and_few_in_all(minutes: list[int]) -> None:
    kept = staying([moment(one) for one in minutes])
    assert set(range(min(NEWEST, len(minutes)))) <= kept
    assert len(kept) <= HOURS + DAYS + WEEKS + NEWEST


def test_a_clock_set_back_drives_out_nothing_new() -> None:
    ahead = [moment(60 * 24 * 365 + 60 * number) for number in range(30)][::-1]
    back = [moment(60 * number) for number in range(4)][::-1]
    assert {0, 1, 2, 3} <= staying(back + ahead)
