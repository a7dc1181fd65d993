"""`glossator structure`, of a document on disk and of a report in a project."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

import glossator
from glossator.bundled import report_files
from glossator.cli import structure as command
from glossator.cli.program import glossator as program
from glossator.exchange.akn.document import NAMESPACE
from glossator.storage.project import ProjectFile
from helpers.pdfs import make_pdf

PACKAGE_PARENT = Path(glossator.__file__).parents[1]
ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "tests" / "data" / "reports").glob("*.pdf"))
REPORT = next(path for path, listed in report_files() if listed.symbol == "A/79/322")
TRUE = json.loads((ROOT / "corpus" / "structure" / "A_79_322.json").read_text(encoding="utf-8"))


def run(*arguments: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(program, [str(one) for one in arguments])
    assert result.exit_code == exit_code, result.output
    return result


def refused(*arguments: object) -> str:
    """Run a command that must be refused; return its one sentence."""
    result = run("structure", *arguments, exit_code=1)
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.endswith(".")
    return line


def printed(*arguments: object) -> Any:  # noqa: ANN401 - JSON
    return json.loads(run("structure", *arguments, "--json").stdout)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "made.glossator"
    run("new", path, "--empty")
    run("add", path, REPORT)
    return path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(make_pdf([[], []]))
    return path


def test_a_file_and_a_report_of_a_project_are_printed_alike(project: Path) -> None:
    assert printed(REPORT) == TRUE
    assert printed(project, "a/79/322") == TRUE


def test_for_people_it_is_an_outline_with_counts(project: Path) -> None:
    lines = run("structure", project, "A/79/322").stdout.splitlines()
    assert lines[0].startswith("A/79/322, Trafficking in women and girls")
    assert lines[1] == "18 pages, 67 paragraphs, 4 boxes, 71 footnotes"
    assert lines[2] == "  I. Introduction  (paras. 1–3, p. 1)"
    assert "    D. Data and monitoring  (para. 53, p. 15)" in lines
    assert len(lines) == 2 + len(TRUE["outline"])


def test_akoma_ntoso_goes_to_standard_output(project: Path) -> None:
    data = run("structure", project, "A/79/322", "--akn").stdout_bytes
    assert ET.fromstring(data).tag == f"{{{NAMESPACE}}}akomaNtoso"
    assert data == run("structure", REPORT, "--akn").stdout_bytes
    run("structure", REPORT, "--akn", "--json", exit_code=2)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_reports_of_other_makers_pass_through(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    lines = run("structure", path).stdout.splitlines()
    if not expected.get("has_text", True):
        assert "has no text" in lines[-1]
        return
    assert any("have no numbers" in line for line in lines) is not expected["numbered"]
    assert f", {len(expected['paragraphs'])} paragraphs" in lines[1]
    assert len([line for line in lines if line.startswith(" ")]) == len(expected["outline"])


def test_a_scan_is_said_to_be_one(scan: Path) -> None:
    said = "“scan.pdf” has no text, only pictures: its structure can't be read."
    assert run("structure", scan).stdout.splitlines() == ["scan.pdf", "2 pages", said]
    result = run("structure", scan, "--json")
    assert result.stderr.strip() == said
    assert json.loads(result.stdout)["paragraphs"] == []
    assert refused(scan, "--akn").startswith(said)


def test_what_is_not_there_is_said_in_one_sentence(project: Path, tmp_path: Path) -> None:
    assert "no file" in refused(tmp_path / "no.pdf")
    assert "folder" in refused(tmp_path)
    assert "glossator reports" in refused(project)
    assert "The project has A/79/322" in refused(project, "A/1/1")
    assert "not a Glossator project" in refused(REPORT, "A/79/322")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no document")
    assert refused(broken).startswith("“broken.pdf”")


def test_an_encrypted_document_needs_its_password(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(make_pdf([["Secret words here."]], encrypt="open sesame"))
    assert "--password" in refused(path)
    (paragraph,) = printed(path, "--password", "open sesame")["paragraphs"]
    assert paragraph["text"] == "Secret words here."


def test_what_the_project_calls_a_report_is_what_it_is_called(tmp_path: Path) -> None:
    path, file = tmp_path / "own.glossator", tmp_path / "own.pdf"
    file.write_bytes(make_pdf([["A short report without a name."]]))
    run("new", path, "--empty")
    run("add", path, file, "--symbol", "X/1", "--date", "2020")
    read = printed(path, "X/1")
    assert (read["symbol"], read["date"]) == ("X/1", "2020")
    assert read["paragraphs"][0]["citation"] == "X/1, p. 1, para. 1"
    assert b"/akn/un/doc/report/x/2020/X-1" in run("structure", path, "X/1", "--akn").stdout_bytes


def without_reading(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Make a new project whose report is there but not read."""
    run("new", path, "--empty")
    with monkeypatch.context() as patched:
        patched.setattr(ProjectFile, "store_reading", lambda *_: None)
        run("add", path, SAMPLES[0])


def test_a_missing_reading_is_made_and_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "unread.glossator"
    without_reading(monkeypatch, path)
    name = SAMPLES[0].stem
    with ProjectFile.open(path) as project:
        (report,) = project.reports()
        name = report.name
        assert project.structure(report.sha256) is None
        # Another window has the project: the reading is shown and not kept.
        first = printed(path, name)
        assert first["paragraphs"]
        assert project.structure(report.sha256) is None
    assert printed(path, name) == first
    with ProjectFile.open(path, read_only=True) as project:
        assert project.structure(report.sha256) is not None
    monkeypatch.setattr(command, "Reader", None)
    assert printed(path, name) == first


def test_it_can_be_piped() -> None:
    source = "from glossator.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", source, "structure", str(REPORT), "--json"],
        env={**os.environ, "PYTHONPATH": str(PACKAGE_PARENT), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8")) == TRUE
