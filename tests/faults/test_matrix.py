"""Every row of the matrix of faults is tried, and has a control that fails as it should."""

from __future__ import annotations

from helpers.matrix import FAULTS, marked_tests

ROWS = set(range(1, len(FAULTS) + 1))


def test_every_row_has_a_test() -> None:
    assert {one.row for one in marked_tests() if not one.control} == ROWS


def test_every_row_has_a_control() -> None:
    assert {one.row for one in marked_tests() if one.control} == ROWS


def test_no_test_is_of_a_row_that_is_not_there() -> None:
    assert {one.row for one in marked_tests()} <= ROWS
