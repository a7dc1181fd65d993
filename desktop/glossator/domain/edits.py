"""What an action changes: pairs of a record before and after.

Every change of a project, from the window or the command line, is one `EditSet`. Undo is
the same set turned round, applied through the same door.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from glossator.domain.records import Record, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.domain.records import ReportId

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after an action: None before means made, None after deleted.

    Raises:
        ValueError: Both sides are None, or they are not the same record.
    """

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        """Hold the invariant that a change is about exactly one record."""
        if self.before is None and self.after is None:
            raise ValueError("a change needs a record on one side")
        if self.before is None or self.after is None:
            return
        if type(self.before) is not type(self.after) or self.before.id != self.after.id:
            raise ValueError("a change is about one record")

    @property
    def record(self) -> Record:
        """The record after the change, or before it when it was deleted."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record

    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class EditSet:
    """All changes of one action, and the sentence that names it in the Edit menu.

    Attributes:
        label: What the user did, without full stop: `Tag “Non-punishment”`.
        changes: At most one change a record.
    """

    label: str
    changes: tuple[Change, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.changes)

    def inverse(self) -> EditSet:
        """Return the edit set that takes this one back, last change first."""
        return EditSet(self.label, tuple(change.inverse() for change in reversed(self.changes)))

    def then(self, later: EditSet) -> EditSet:
        """Return this and a later edit set as one action, under this one's label.

        A record that both change goes from before the first to after the second.
        """
        pairs = {change.record.id: (change.before, change.after) for change in self.changes}
        for change in later.changes:
            before, _ = pairs.get(change.record.id, (change.before, None))
            pairs[change.record.id] = (before, change.after)
        kept = (pair for pair in pairs.values() if pair != (None, None))
        return EditSet(self.label, tuple(Change(*pair) for pair in kept))

    def of(self, kind: type[R]) -> Iterator[tuple[R | None, R | None]]:
        """Yield (before, after) of the changes to records of one kind."""
        for change in self.changes:
            before, after = change.before, change.after
            if isinstance(before if after is None else after, kind):
                yield before, after  # type: ignore[misc]  # a change is about one record


def replaced_files(edits: EditSet) -> list[tuple[ReportId, str]]:
    """Return the reports that an action gives another file, each with the one it had."""
    return [
        (before.id, before.sha256)
        for before, after in edits.of(Report)
        if before is not None and after is not None and before.sha256 != after.sha256
    ]
