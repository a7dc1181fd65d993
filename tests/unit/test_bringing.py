"""What comes over with a merge or an import, and is let go of where that does not come about."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from glossator.arriving import Arrivals
from glossator.bringing import bring_documents, merge_plan
from glossator.documents.protocol import DocumentInfo
from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import CancelledError
from glossator.domain.incoming.plan import Incoming, IncomingReport
from glossator.domain.records import ReportId
from glossator.domain.reports.structure import Structure
from glossator.domain.watching import watched
from glossator.storage.project import ProjectFile
from helpers.exchange import AT, REPORT, TEXT
from helpers.records import fresh_id, make_annotation

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from glossator.domain.pages.geometry import Rect
    from glossator.domain.records import Report
    from glossator.domain.text.page_text import PageText, ReportText


def ending(after: int) -> AbstractContextManager[None]:
    """Let whoever watches end the work after some steps."""
    steps = iter(range(after))

    def watch(_done: int, _total: int) -> None:
        if next(steps, None) is None:
            raise CancelledError("Cancelled.")

    return watched(watch)


def held(project: Path) -> list[int]:
    """Return how many documents, readings and pictures lie in a project."""
    with sqlite3.connect(project) as file:
        counts = [
            file.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("document", "reading", "picture")
        ]
    file.close()
    return counts


def stored(project: ProjectFile, text: bytes) -> Report:
    sha256 = project.store_document(text, media_type="text/plain", file_name="x.txt")
    project.store_reading(sha256, TEXT, Structure())
    return replace(REPORT, id=ReportId(fresh_id()), sha256=sha256)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A project of two reports and an area."""
    path = tmp_path / "theirs.glossator"
    with ProjectFile.create(path) as project:
        reports = [stored(project, text) for text in (b"one", b"two")]
        area = make_annotation(reports[0], picture=project.store_picture(b"png"))
        added = [Change(None, one) for one in reports]
        project.apply(EditSet("Add", (*added, Change(None, area))), at=AT)
    return path


@pytest.mark.parametrize("after", [0, 1, 2, 4])
def test_a_merge_that_is_ended_lets_go_of_what_it_brought_and_of_nothing_else(
    tmp_path: Path, theirs: Path, after: int
) -> None:
    path = tmp_path / "ours.glossator"
    with ProjectFile.create(path) as project:
        own = stored(project, b"own")
        project.apply(EditSet("Add", (Change(None, own),)), at=AT)
        plan = merge_plan(project, theirs, fresh_id)
        with pytest.raises(CancelledError), ending(after):
            bring_documents(project, theirs, plan)
        assert held(path) == [1, 1, 0]
        bring_documents(project, theirs, plan)
        project.apply(plan.edits, at=AT)
    assert held(path) == [3, 3, 1]


class Texts:
    """Opens and reads whatever it is given as the same text."""

    def open_report(self, project: ProjectFile, report: Report) -> object:
        raise AssertionError(project, report)

    def open_bytes(self, sha256: str, data: bytes, name: str) -> DocumentInfo:
        assert hashlib.sha256(data).hexdigest() == sha256, name
        return DocumentInfo(1, "text/plain", TEXT.boxes, TEXT.labels)

    def read(self, sha256: str) -> tuple[ReportText, Structure]:
        assert sha256
        return TEXT, Structure()

    def page_text(self, sha256: str, page: int) -> PageText:
        raise AssertionError(sha256, page)

    def clip(self, sha256: str, page: int, area: Rect) -> bytes:
        raise AssertionError(sha256, page, area)


def test_an_import_that_is_ended_while_documents_are_stored_lets_go_of_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ours.glossator"
    reports = tuple(
        IncomingReport(name, hashlib.sha256(name.encode()).hexdigest(), data=name.encode())
        for name in ("one", "two")
    )
    with ProjectFile.create(path) as project:
        arrivals = Arrivals(project, Texts(), fresh_id)
        arrivals.read(Incoming("a.qdpx", reports), (), ())
        with pytest.raises(CancelledError), ending(1):
            arrivals.store()
        assert held(path) == [0, 0, 0]
        arrivals.store()
        assert held(path) == [2, 2, 0]
