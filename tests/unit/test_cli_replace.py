"""The command that puts a new edition in the place of a report's file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from glossator.cli.program import glossator as program
from glossator.domain.records import Status
from glossator.storage.project import ProjectFile
from helpers.pdfs import make_pdf

if TYPE_CHECKING:
    from pathlib import Path

KEPT = "Trafficking in persons is a grave crime."
LOST = "Survivors need shelter, counsel and a fair hearing."
OLD = [[f"1. {KEPT}", "", f"2. {LOST}"]]
NEW = [["1. A paragraph that was not there before.", "", f"2. {KEPT}"]]


def run(*arguments: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(program, [str(one) for one in arguments])
    assert result.exit_code == exit_code, result.output
    return result


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one report and two marks, a new edition beside it."""
    path = tmp_path / "p.glossator"
    (tmp_path / "old.pdf").write_bytes(make_pdf(OLD))
    (tmp_path / "new.pdf").write_bytes(make_pdf(NEW))
    run("new", path, "--empty")
    run("add", path, tmp_path / "old.pdf", "--symbol", "A/1/1")
    for words in (KEPT, LOST):
        run("annotate", path, "--report", "A/1/1", "--quote", words, "--note", "mine")
    return path


def test_marks_go_to_the_new_edition_and_one_undo_brings_all_back(
    project: Path, tmp_path: Path
) -> None:
    with ProjectFile.open(project) as file:
        before = (file.reports(), list(file.annotations()))
    told = json.loads(run("replace", project, "A/1/1", tmp_path / "new.pdf", "--json").stdout)
    assert told["counts"] == {
        "same place": 0, "moved": 1, "please check": 0, "to re-attach": 1,
    }  # fmt: skip
    with ProjectFile.open(project) as file:
        ((kept, lost),) = file.annotations()
        assert sorted([kept.status, lost.status]) == [Status.ATTACHED, Status.DETACHED]
        assert {kept.quote, lost.quote} == {KEPT, LOST}
        assert file.reports()[0].file_name == "new.pdf"
        file.take_back(file.history()[-1].number, at="2026-01-01T00:00:00Z")
        assert (file.reports(), list(file.annotations())) == before
        assert file.document_bytes(file.reports()[0].sha256) == (tmp_path / "old.pdf").read_bytes()


def test_a_dry_run_changes_nothing(project: Path, tmp_path: Path) -> None:
    before = project.read_bytes()
    said = run("replace", project, "A/1/1", tmp_path / "new.pdf", "--dry-run").stdout
    assert "would be replaced" in said
    assert f"was: {LOST}" in said
    assert project.read_bytes() == before


def test_the_same_file_and_a_file_that_is_none_are_refused(project: Path, tmp_path: Path) -> None:
    said = run("replace", project, "A/1/1", tmp_path / "old.pdf", exit_code=1).stderr
    assert "has already" in said
    (tmp_path / "bad.pdf").write_bytes(b"no document")
    said = run("replace", project, "A/1/1", tmp_path / "bad.pdf", exit_code=1).stderr
    assert "did not replace A/1/1" in said


def reports(project: Path) -> list[str]:
    with ProjectFile.open(project) as file:
        return [one.file_name for one in file.reports()]


def test_a_file_with_the_symbol_of_a_report_is_added_only_once_it_is_said_what_it_is(
    project: Path, tmp_path: Path
) -> None:
    said = run("add", project, tmp_path / "new.pdf", "--symbol", "A/1/1", exit_code=1).stderr
    assert "--replace" in said
    assert "--beside" in said
    assert reports(project) == ["old.pdf"]

    run("add", project, tmp_path / "new.pdf", "--symbol", "A/1/1", "--beside")
    assert reports(project) == ["old.pdf", "new.pdf"]


def test_a_file_that_is_added_as_an_edition_takes_the_passages_over(
    project: Path, tmp_path: Path
) -> None:
    run("add", project, tmp_path / "new.pdf", "--symbol", "A/1/1", "--replace")
    assert reports(project) == ["new.pdf"]
    with ProjectFile.open(project) as file:
        ((one, other),) = file.annotations()
    assert sorted([one.status, other.status]) == [Status.ATTACHED, Status.DETACHED]
    assert {one.note, other.note} == {"mine"}


def test_the_same_bytes_are_there_already_whatever_is_said(project: Path, tmp_path: Path) -> None:
    for option in ("--replace", "--beside"):
        said = run("add", project, tmp_path / "old.pdf", option, exit_code=1).stderr
        assert "already has this document: A/1/1" in said
    assert reports(project) == ["old.pdf"]


CHAPTER = [
    "1. The first chapter says what is known.",
    "2. It was written by many hands.",
    "3. Survivors need shelter and counsel.",
    "4. The next chapter tells what was done.",
    "5. Courts heard the cases in the spring.",
]
MARKED = "Survivors need shelter and counsel."
REWORDED = "Survivors need shelter and a counsel."


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A project of which one passage was reworded and one is gone in the new edition."""
    path = tmp_path / "p.glossator"
    new = [*CHAPTER[:2], f"3. {REWORDED}", CHAPTER[3], "5. Nothing of that is left here."]
    (tmp_path / "old.pdf").write_bytes(make_pdf([CHAPTER]))
    (tmp_path / "new.pdf").write_bytes(make_pdf([new]))
    run("new", path, "--empty")
    run("add", path, tmp_path / "old.pdf", "--symbol", "A/1/1")
    for words in (MARKED, "Courts heard the cases in the spring."):
        run("annotate", path, "--report", "A/1/1", "--quote", words, "--note", "mine")
    return path


def test_replacing_checking_and_reattaching_say_the_same_of_passages_in_doubt(
    doubtful: Path, tmp_path: Path
) -> None:
    assert run("reattach", doubtful).stdout == "Every passage stands where it should.\n"
    replaced = run("replace", doubtful, "A/1/1", tmp_path / "new.pdf").stdout
    said = run("reattach", doubtful).stdout
    assert f"was: {MARKED}" in said
    assert f"now: {REWORDED}" in said
    assert said in replaced
    checked = run("check", doubtful).stdout
    assert checked.startswith("All is well")
    assert "The place of 2 passages is not sure:" in checked
    assert checked.endswith(said)
    assert run("reattach", doubtful, "--report", "A/1/1").stdout == said


def test_sure_ones_are_accepted_as_one_action(doubtful: Path, tmp_path: Path) -> None:
    run("replace", doubtful, "A/1/1", tmp_path / "new.pdf")
    told = json.loads(run("reattach", doubtful, "--accept-sure", "--json").stdout)
    assert [(one["fate"], one["sure"], one["accepted"]) for one in told] == [
        ("please check", True, True),
        ("to re-attach", False, False),
    ]
    assert told[0]["places"][0]["quote"] == REWORDED
    with ProjectFile.open(doubtful) as file:
        ((kept, lost),) = file.annotations()
        assert (kept.quote, kept.status, kept.note) == (REWORDED, Status.ATTACHED, "mine")
        assert lost.status is Status.DETACHED
        assert file.history()[-1].label == "Re-attach a passage"
        assert file.check() == []
    assert run("reattach", doubtful, "--accept-sure").stdout.startswith("  to re-attach")
