"""The records of a project, as edits leave them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.domain.known import KnownRecords
from helpers.records import make_annotation, make_bookmark, make_report, make_search, make_theme

if TYPE_CHECKING:
    from glossator.domain.records import Record

REPORT, THEME = make_report(), make_theme()
RECORDS: list[Record] = [
    REPORT,
    THEME,
    make_annotation(REPORT, [THEME], note="See also."),
    make_bookmark(REPORT),
    make_search(),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
def test_an_action_was_made_of_records_as_they_are_until_it_is_taken(record: Record) -> None:
    known, gone = KnownRecords(RECORDS), EditSet("Delete", (Change(record, None),))
    assert known.holds(gone)
    assert not known.holds(gone.inverse())
    known.take(gone)
    assert known.holds(gone.inverse())
    assert not known.holds(gone)
    known.take(gone.inverse())
    assert known.holds(gone)


def test_the_tree_follows_the_themes() -> None:
    known, renamed = KnownRecords(RECORDS), replace(THEME, name="Demand")
    known.take(EditSet("Rename", (Change(THEME, renamed),)))
    assert known.tree[THEME.id] is renamed
