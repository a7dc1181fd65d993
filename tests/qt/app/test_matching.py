"""Reports are ranked against each other in the background, once they are read."""

from pathlib import Path
from typing import TYPE_CHECKING

from glossator.app.library import Library
from glossator.app.matching import Matching
from glossator.app.workspace import Workspace
from glossator.documents.pool import DocumentPool
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import Report, ReportId
from glossator.storage.project import ProjectFile
from helpers.pdfs import make_pdf
from helpers.records import MADE_AT, fresh_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    import pytest
    from pytestqt.qtbot import QtBot

    from glossator.documents.protocol import Matched

OLD = ["1. Victims must not be punished for acts", "they were forced to commit by traffickers."]
NEW = ["1. States should collect data on victims", "by sex and age every single year."]
VICTIMS = "p_1__para_1"
SAME = ["2. Victims are not to be punished for acts", "that traffickers forced them to commit."]


def make_project(path: Path, *more: list[str]) -> ProjectFile:
    project = ProjectFile.create(path)
    for position, pages in enumerate(([OLD], [[*NEW, "", *SAME]], *([one] for one in more))):
        name = f"{position}.pdf"
        data = make_pdf(pages)
        sha256 = project.store_document(data, media_type="application/pdf", file_name=name)
        report = Report(ReportId(fresh_id()), sha256, f"A/{position}/1", "", position=position)
        project.apply(EditSet("", (Change(None, report),)), at=MADE_AT)
    return project


def test_what_says_the_same_is_found_before_it_is_asked_for(tmp_path: Path, qtbot: "QtBot") -> None:
    with DocumentPool(renderers=0) as pool:
        workspace = Workspace(make_project(tmp_path / "p.glossator"))
        library = Library(pool, workspace)
        matching = Matching(workspace, library)
        first, second = (report.id for report in workspace.reports())
        library.read_unread((first, second))
        qtbot.waitUntil(
            lambda: bool(matching.matches(first, "p_1__para_1", second)), timeout=20_000
        )
        there = matching.matches(first, "p_1__para_1", second) or []
        back = matching.matches(second, "p_1__para_2", first) or []
        assert there[0].unit_id == "p_1__para_2"
        assert [match.unit_id for match in back] == ["p_1__para_1"]
        assert workspace.project.unmatched() == {}
        library.close()
        workspace.close()


def test_many_reports_are_compared_few_at_a_time(
    tmp_path: Path, qtbot: "QtBot", monkeypatch: "pytest.MonkeyPatch"
) -> None:
    monkeypatch.setattr("glossator.app.matching.AT_ONCE", 1)
    third, fourth = ([f"{n}. Victims need shelter and care."] for n in (3, 4))
    with DocumentPool(renderers=0) as pool:
        workspace = Workspace(make_project(tmp_path / "p.glossator", third, fourth))
        library = Library(pool, workspace)
        matching = Matching(workspace, library)
        asked: list[int] = []
        match = pool.match

        def counted(document: str, others: "Sequence[str]") -> "Future[Matched]":
            asked.append(len(others))
            return match(document, others)

        monkeypatch.setattr(pool, "match", counted)
        grown: list[int] = []
        matching.grown.connect(lambda: grown.append(1))
        library.read_unread(report.id for report in workspace.reports())
        # It may also be ready before anything has been read: there is nothing to compare yet.
        qtbot.waitUntil(lambda: len(asked) >= 6 and not matching._is_busy, timeout=20_000)
        assert workspace.project.unmatched() == {}
        assert set(asked) == {1}
        assert len(grown) >= 6
        library.close()
        workspace.close()
