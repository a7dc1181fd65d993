"""Applies edit sets to records, as the project does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.domain.edits import EditSet
    from glossator.domain.records import Record


def applied(edits: EditSet, records: Iterable[Record]) -> dict[str, Record]:
    """Return the records after an edit set; each change must fit what is there."""
    found = {record.id: record for record in records}
    for change in edits.changes:
        assert found.get(change.record.id) == change.before
        if change.after is None:
            del found[change.record.id]
        else:
            found[change.after.id] = change.after
    return found  # type: ignore[return-value]


def there_and_back(edits: EditSet, records: Iterable[Record]) -> dict[str, Record]:
    """Return the records after an edit set, having seen that undo gives the old ones."""
    before = {record.id: record for record in records}
    after = applied(edits, before.values())
    assert applied(edits.inverse(), after.values()) == before
    assert edits.inverse().inverse() == edits
    assert len({change.record.id for change in edits.changes}) == len(edits.changes)
    return after
