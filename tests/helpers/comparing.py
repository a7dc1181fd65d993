"""What a comparison needs beneath it, without documents and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.app.mailbox import Mailbox
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from helpers.fake_project import FakeProject, make_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from glossator.app.workspace import Workspace
    from glossator.domain.records import Record


class StubLibrary(QObject):
    """Delivers what threads have done."""

    read = Signal(object)

    def when_done(self, future: Future[object], then: Callable[[Future[object]], None]) -> None:
        Mailbox.of_application().when_done(future, then)


class StructuredProject(FakeProject):
    """A project whose reports have 1,000 words each."""

    def structure(self, _sha256: str) -> Structure:
        words = " ".join(["word"] * 1000)
        unit = Unit("para_1", UnitKind.PARAGRAPH, "1", spans=((0, 5000),), text=words)
        return Structure(units=(unit,))


def structured_workspace(*records: Record) -> Workspace:
    """Return a workspace on such a project."""
    workspace = make_workspace(*records)
    workspace.project = StructuredProject(records)  # type: ignore[assignment]
    return workspace
