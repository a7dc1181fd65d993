"""A project in memory, for tests of what stands above the project file."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from glossator.app.workspace import Workspace
from glossator.domain.records import Annotation, Bookmark, Fact, Record, Report, SavedSearch, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from glossator.domain.edits import EditSet
    from glossator.domain.errors import GlossatorError
    from glossator.domain.reports.damage import Damage


@dataclass
class HistoryEntry:
    """An action as the history of a project keeps it."""

    number: int
    label: str
    edits: EditSet
    undone: bool = False


class FakeProject:
    """Does what a `ProjectFile` does for a workspace; `fails` makes every write fail."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.read_only = False
        self.fails: GlossatorError | None = None
        self.records: dict[str, Record] = {record.id: record for record in records}
        self.entries: list[HistoryEntry] = []
        self.pictures: dict[str, bytes] = {}
        self.damaged: dict[str, Damage] = {}
        self.settings: dict[str, str] = {"analyst": "Anna"}

    def reports(self) -> list[Report]:
        return [one for one in self.records.values() if isinstance(one, Report)]

    def damages(self) -> dict[str, Damage]:
        return self.damaged

    def themes(self) -> list[Theme]:
        return [one for one in self.records.values() if isinstance(one, Theme)]

    def bookmarks(self) -> list[Bookmark]:
        return [one for one in self.records.values() if isinstance(one, Bookmark)]

    def saved_searches(self) -> list[SavedSearch]:
        return [one for one in self.records.values() if isinstance(one, SavedSearch)]

    def facts(self) -> list[Fact]:
        return [one for one in self.records.values() if isinstance(one, Fact)]

    def annotations(self, *, batch: int) -> Iterator[list[Annotation]]:
        found = [one for one in self.records.values() if isinstance(one, Annotation)]
        for start in range(0, len(found), batch):
            yield found[start : start + batch]

    def store_picture(self, png: bytes) -> str:
        digest = sha256(png).hexdigest()
        self.pictures[digest] = png
        return digest

    def picture(self, digest: str) -> bytes | None:
        return self.pictures.get(digest)

    def setting(self, name: str, default: str) -> str:
        return self.settings.get(name, default)

    def set_setting(self, name: str, value: str) -> None:
        self.settings[name] = value

    def history(self, _limit: int) -> list[HistoryEntry]:
        return []

    def apply(self, edits: EditSet, *, analyst: str, at: str) -> int:
        assert analyst
        assert at
        self._write(edits)
        self.entries.append(HistoryEntry(len(self.entries), edits.label, edits))
        return self.entries[-1].number

    def amend(self, number: int, edits: EditSet, *, at: str) -> None:
        del at
        entry = self.entries[-1]
        assert entry.number == number
        self._write(edits)
        entry.edits = entry.edits.then(edits)

    def take_back(self, number: int, at: str) -> EditSet:
        assert at
        edits = self.entries[number].edits.inverse()
        self._write(edits)
        return edits

    def give_again(self, number: int, at: str) -> EditSet:
        assert at
        edits = self.entries[number].edits
        self._write(edits)
        return edits

    def close(self) -> None:
        """Nothing to close."""

    def _write(self, edits: EditSet) -> None:
        if self.fails is not None:
            raise self.fails
        for change in edits.changes:
            self.records.pop(change.record.id, None)
            if change.after is not None:
                self.records[change.record.id] = change.after


def make_workspace(*records: Record, read: bool = True) -> Workspace:
    """Return a workspace on a project in memory, with its annotations read."""
    workspace = Workspace(FakeProject(records))  # type: ignore[arg-type]
    if read:
        workspace.read_rest()
    return workspace


def refuse_writes(workspace: Workspace, error: GlossatorError | None) -> None:
    """Make every write of a workspace on a `FakeProject` fail; None lets them pass again."""
    cast("FakeProject", workspace.project).fails = error
