"""The command that brings another project in, on real project files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from glossator.cli.program import glossator as program
from glossator.domain.project_intents import write_memo
from glossator.storage.backups import MERGE, BackupStore
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(program, [str(one) for one in arguments])
    assert result.exit_code == exit_code, result.output
    return result


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample project with one annotation."""
    path = tmp_path_factory.mktemp("merge") / "sample.glossator"
    run("new", path, "--sample")
    run("annotate", path, "--report", "A/79/322", "--paragraph", "57 (c)", "--theme", "Demand")
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.glossator"
    run("new", path)
    return path


def test_a_project_comes_into_an_empty_one_whole_and_the_other_is_not_changed(
    sample: Path, empty: Path
) -> None:
    before = sample.read_bytes()
    assert "would be 5 new reports" in run("merge", empty, sample, "--dry-run").stdout
    with ProjectFile.open(empty) as project:
        assert not project.reports()
    told = json.loads(run("merge", empty, sample, "--json").stdout)
    assert (len(told["new_reports"]), len(told["added"]), told["new_themes"]) == (5, 1, [])
    assert sample.read_bytes() == before
    with ProjectFile.open(sample, read_only=True) as ours, ProjectFile.open(empty) as theirs:
        assert [one.sha256 for one in theirs.reports()] == [one.sha256 for one in ours.reports()]
        (old,), (new,) = next(ours.annotations()), next(theirs.annotations())
        assert (old.id, old.quote, old.segments) == (new.id, new.quote, new.segments)
        assert all(theirs.document_bytes(one.sha256) for one in theirs.reports())
        assert not theirs.check()
    assert "1 already here" in run("merge", empty, sample).stdout


def test_the_memo_of_the_project_comes_along(tmp_path: Path, empty: Path) -> None:
    run("new", other := tmp_path / "other.glossator")
    with ProjectFile.open(other) as project:
        project.apply(write_memo(None, "Ask Ana."), analyst="", at="2026-01-01T00:00:00Z")
    assert "1 memo or definition" in run("merge", empty, other).stdout
    with ProjectFile.open(empty) as project:
        assert [one.text for one in project.facts()] == ["Ask Ana."]


def test_one_undo_takes_a_merge_back(sample: Path, empty: Path) -> None:
    run("merge", empty, sample)
    with ProjectFile.open(empty) as project:
        project.take_back(project.history()[-1].number, at="2026-01-01T00:00:00Z")
        assert not project.reports()
        assert project.annotation_count() == 0


def test_itself_another_file_and_a_missing_one_are_refused_in_a_sentence(
    tmp_path: Path, empty: Path
) -> None:
    (tmp_path / "no.glossator").write_bytes(b"SQLite format 3\0" + b"x" * 4000)
    before = empty.read_bytes()
    for other in (empty, tmp_path / "no.glossator", tmp_path / "none.glossator"):
        (line,) = run("merge", empty, other, exit_code=1).stderr.splitlines()
        assert line.endswith(".")
    assert empty.read_bytes() == before


def test_a_newer_project_is_refused(tmp_path: Path, sample: Path, empty: Path) -> None:
    newer = tmp_path / "newer.glossator"
    data = bytearray(sample.read_bytes())
    data[60:64] = (999_999).to_bytes(4, "big")  # user_version
    newer.write_bytes(data)
    assert "newer" in run("merge", empty, newer, exit_code=1).stderr


def test_a_backup_is_taken_before_another_project_comes_in(
    sample: Path, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLOSSATOR_BACKUPS", str(tmp_path / "backups"))
    run("merge", empty, sample, "--dry-run")
    assert not (tmp_path / "backups").exists()
    run("merge", empty, sample)
    (backup,) = BackupStore(tmp_path / "backups").of(empty)
    assert (backup.reason, backup.reports) == (MERGE, 0)
