"""Bookmarks are set, named, renamed, deleted, and walked through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain import bookmarks
from glossator.domain.edits import Change
from glossator.domain.errors import InvalidInputError
from glossator.domain.reports.structure import Unit, UnitKind
from helpers.records import make_bookmark, make_report

REPORT = make_report()
ONE = make_bookmark(REPORT, "One", page=1, top=100.0)
TWO = make_bookmark(REPORT, "Two", page=1, top=300.0)
THREE = make_bookmark(REPORT, "Three", page=4, top=0.0)
ALL = [ONE, TWO, THREE]


def test_a_bookmark_is_set_under_a_tidy_name() -> None:
    edits = bookmarks.set_bookmark(make_bookmark(REPORT, "  para. 57 \n Justice "))
    (change,) = edits.changes
    assert change.before is None
    assert edits.label == "Bookmark “para. 57 Justice”"


@pytest.mark.parametrize("name", ["", "  \n"])
def test_a_bookmark_needs_a_name(name: str) -> None:
    with pytest.raises(InvalidInputError, match="needs a name"):
        bookmarks.rename_bookmark(ONE, name)
    with pytest.raises(InvalidInputError, match="needs a name"):
        bookmarks.set_bookmark(make_bookmark(REPORT, name))


def test_renaming_changes_the_name_alone() -> None:
    edits = bookmarks.rename_bookmark(ONE, "First")
    ((before, after),) = [(change.before, change.after) for change in edits.changes]
    assert before == ONE
    assert after == make_bookmark(REPORT, "First", page=1, top=100.0, id=ONE.id)
    assert not bookmarks.rename_bookmark(ONE, " One ")


def test_deleting_can_be_taken_back() -> None:
    assert bookmarks.delete_bookmark(ONE).inverse().changes == (Change(None, ONE),)


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        (None, "p. iv"),
        (Unit("h", UnitKind.HEADING, "III.", title="Justice"), "III. Justice"),
        (
            Unit("p", UnitKind.PARAGRAPH, "57", label="para. 57", section=("V. All", "B. Some")),
            "para. 57 · B. Some",
        ),
        (Unit("p", UnitKind.PARAGRAPH, "", section=("Preface",)), "p. iv · Preface"),
        (Unit("h", UnitKind.HEADING, ""), "p. iv"),
    ],
)
def test_a_place_gives_its_name(unit: Unit | None, name: str) -> None:
    assert bookmarks.name_of_place(unit, "iv") == name


def test_next_and_previous_go_round() -> None:
    steps = [(1, 200.0, 1), (1, 100.0, 1), (4, 0.0, 1), (1, 100.0, -1), (1, 200.0, -1)]
    names = [one.name for step in steps if (one := bookmarks.neighbour(ALL, *step))]
    assert names == ["Two", "Two", "One", "Three", "One"]
    assert bookmarks.neighbour([], 0, 0.0, 1) is None


@given(st.integers(0, 5), st.floats(0, 800), st.sampled_from([1, -1]))
def test_walking_visits_every_bookmark(page: int, top: float, step: int) -> None:
    seen = []
    for _ in ALL:
        found = bookmarks.neighbour(ALL, page, top, step)
        assert found is not None
        seen.append(found)
        page, top = found.page, found.top
    assert sorted(one.name for one in seen) == ["One", "Three", "Two"]


def test_a_bookmark_is_here_within_three_lines_of_its_page() -> None:
    assert bookmarks.at_place(ALL, 1, 110.0) == ONE
    assert bookmarks.at_place(ALL, 1, 270.0) == TWO
    assert bookmarks.at_place(ALL, 1, 200.0) is None
    assert bookmarks.at_place(ALL, 2, 100.0) is None
