"""The command that takes in passages of other tools, on the real reports."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from glossator.cli.program import glossator as program
from glossator.documents.engine import pymupdf
from glossator.storage.project import ProjectFile
from helpers.marked_copies import marked_copy

MARKED = Path(__file__).parents[1] / "data" / "marked"
TAGUETTE = Path(__file__).parents[1] / "data" / "taguette" / "project.sqlite3"


def run(*arguments: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(program, [str(one) for one in arguments])
    assert result.exit_code == exit_code, result.output
    return result


def imported(*arguments: object) -> Any:  # noqa: ANN401 - JSON
    return json.loads(run("import", *arguments, "--json").stdout)[0]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample project in which two reports have been read."""
    path = tmp_path_factory.mktemp("import") / "sample.glossator"
    run("new", path, "--sample")
    for report, paragraph in (("A/79/322", "57 (c)"), ("A/75/289", "40")):
        run("annotate", path, "--report", report, "--paragraph", paragraph, "--theme", "Demand")
    return path


@pytest.fixture
def fresh(tmp_path: Path, sample: Path) -> Path:
    """The same without its annotations."""
    path = tmp_path / "fresh.glossator"
    shutil.copy(sample, path)
    with ProjectFile.open(path) as project:
        while project.annotation_count():
            last = [entry for entry in project.history(10) if not entry.undone][-1]
            project.take_back(last.number, at="2026-01-01T00:00:00Z")
    return path


def test_our_own_table_brings_the_same_annotations_back(
    tmp_path: Path, sample: Path, fresh: Path
) -> None:
    run("export", sample, tmp_path / "a.csv")
    assert imported(fresh, tmp_path / "a.csv")["counts"]["added"] == 2
    run("export", fresh, tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    with ProjectFile.open(sample) as old, ProjectFile.open(fresh) as new:
        assert list(old.annotations()) == list(new.annotations())


def test_a_second_time_nothing_is_added(tmp_path: Path, sample: Path) -> None:
    run("export", sample, tmp_path / "a.csv")
    found = imported(sample, tmp_path / "a.csv")
    assert found["counts"]["already here"] == 2
    assert found["counts"]["added"] == 0


FOREIGN = (
    "Quote;Tag;Comment;Document\n"
    "“criminal records for individuals who were  convicted”;Records;look;\n"
    "nothing like this stands in any report at all;Records;;\n"
    "reducing demand ultimately requires;Men;;Some other report\n"
)


def test_a_foreign_table_is_found_in_the_text_and_what_is_not_found_listed(
    tmp_path: Path, fresh: Path
) -> None:
    (tmp_path / "f.csv").write_text(FOREIGN, "utf-8")
    found = imported(fresh, tmp_path / "f.csv", "--dry-run")
    assert [one["fate"] for one in found["passages"]] == [
        "added",
        "not found in the report",
        "its report is not in the project",
    ]
    assert found["passages"][0]["citation"] == "A/79/322, para. 57 (c)"
    with ProjectFile.open(fresh) as project:
        assert project.annotation_count() == 0
    told = run("import", fresh, tmp_path / "f.csv").stdout
    assert "1 added" in told
    assert "not found in the report: “nothing like this" in told
    with ProjectFile.open(fresh) as project:
        assert project.annotation_count() == 1
        (one,) = next(project.annotations())
        assert one.note == "look"
        assert {theme.name for theme in project.themes() if theme.id in one.theme_ids} == {
            "Records"
        }
        project.take_back(project.history(1)[-1].number, at="2026-01-01T00:00:00Z")
        assert project.annotation_count() == 0
        assert "Records" not in {theme.name for theme in project.themes()}


def test_highlights_of_taguette_are_found_in_the_report_of_their_document(
    fresh: Path,
) -> None:
    told = run("import", fresh, TAGUETTE).stdout
    assert "2 added, 1 not found in the report, 4 new themes, 1 memo or definition." in told
    assert imported(fresh, TAGUETTE)["counts"]["already here"] == 2
    with ProjectFile.open(fresh) as project:
        (found,) = project.annotations()
        names = {theme.id: theme.name for theme in project.themes()}
    assert [(one.citation, [names[key] for key in one.theme_ids]) for one in found] == [
        ("A/79/322, para. 57", []),
        ("A/79/322, para. 57 (c)", ["interesting", "Records"]),
    ]


def test_marks_in_a_copy_of_a_report_are_passages_of_the_report(
    tmp_path: Path, fresh: Path
) -> None:
    copy = marked_copy(tmp_path / "read by Ben.pdf")
    told = run("import", fresh, copy, "--dry-run").stdout
    assert "read by Ben.pdf: would be 4 added, 2 new themes." in told
    assert "#FFFF00: 1 mark, Yellow marks" in told
    run("import", fresh, copy, "--colour", "#ffff00", "Demand", "--colour", "#00FF00", "none")
    found = imported(fresh, copy)
    assert found["counts"]["already here"] == 2
    assert found["counts"]["older than here"] == 2  # their themes are others here
    assert found["new_reports"] == []
    with ProjectFile.open(fresh) as project:
        (marks,) = project.annotations()
        names = {theme.id: theme.name for theme in project.themes()}
    assert [([names[key] for key in one.theme_ids], one.note, one.analyst) for one in marks] == [
        ([], "Typed onto the page", ""),
        (["Demand"], "why low?", "Ben"),
        ([], "", "Ben"),
        ([], "About this paragraph", ""),
    ]
    assert marks[1].quote == "High reward, low risk"


def test_a_marked_pdf_that_is_no_report_yet_comes_in_with_its_marks(
    tmp_path: Path, fresh: Path
) -> None:
    run("import", fresh, MARKED / "pdfjs.pdf")
    with ProjectFile.open(fresh) as project:
        report = project.reports()[-1]
        (marks,) = project.annotations()
    assert report.file_name == "pdfjs.pdf"
    assert [one.report_id for one in marks] == [report.id] * 3
    assert marks[0].quote == "share their water, and each of them measures what it takes."


def test_our_marked_copy_updates_what_it_came_from_and_doubles_nothing(
    tmp_path: Path, sample: Path
) -> None:
    project = tmp_path / "mine.glossator"
    shutil.copy(sample, project)
    run("export", project, tmp_path / "out.pdf", "--report", "A/79/322")
    assert imported(project, tmp_path / "out.pdf")["counts"]["already here"] == 1
    document = pymupdf.Document(tmp_path / "out.pdf")
    pages = [
        document[number] for number in range(len(document))
    ]  # a mark is forgotten with its page
    (mark,) = (one for page in pages for one in page.annots())
    mark.set_info(content=mark.info["content"] + "\n\nthought over", modDate="D:29990101000000Z")
    document.saveIncr()
    document.close()
    assert imported(project, tmp_path / "out.pdf")["counts"]["newer than here"] == 1
    with ProjectFile.open(project) as opened:
        notes = [one.note for batch in opened.annotations() for one in batch]
    assert sorted(notes) == ["", "thought over"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.doc", b"", "should end in one of"),
        ("a.csv", b"a,b\n1,2\n", "No column of “a.csv” holds a quotation"),
        ("a.csv", b"\xff\xff\xff", "UTF-8"),
        ("a.pdf", b"no PDF", "not a PDF"),
        ("a.sqlite3", b"\xff\xff\xff", "is no SQLite database"),
        ("a.zip", b"\xff\xff\xff", "“a.zip” is no zip archive"),
    ],
)
def test_what_can_not_be_read_is_refused_and_nothing_changes(
    tmp_path: Path, fresh: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (line,) = run("import", fresh, tmp_path / name, exit_code=1).stderr.splitlines()
    assert said in line
    assert f"“{name}”" in line
    with ProjectFile.open(fresh) as project:
        assert project.annotation_count() == 0
