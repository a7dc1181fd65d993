"""A project out as REFI-QDA and into an empty one, by the command, on the real reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from glossator.cli.program import glossator as program
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(program, [str(one) for one in arguments])
    assert result.exit_code == exit_code, result.output
    return result


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample project with two passages and an area."""
    path = tmp_path_factory.mktemp("refi") / "sample.glossator"
    run("new", path, "--sample")
    mark = ("annotate", path, "--theme", "Demand", "--note", "look\nhere", "--report")
    run(*mark, "A/79/322", "--paragraph", "57 (c)")
    run(*mark, "A/75/289", "--paragraph", "40")
    run(*mark, "A/75/289", "--area", 3, 100, 100, 300, 200)
    run("export", path, path.with_suffix(".qdpx"))
    return path


def test_an_empty_project_gets_reports_themes_and_passages_as_one_action(
    tmp_path: Path, sample: Path
) -> None:
    path = tmp_path / "empty.glossator"
    run("new", path, "--empty")
    told = run("import", path, sample.with_suffix(".qdpx"), "--dry-run").stdout
    assert "would be 3 added, 5 new reports, 90 new themes" in told
    with ProjectFile.open(path) as project:
        assert project.reports() == []
    run("import", path, sample.with_suffix(".qdpx"))
    with ProjectFile.open(sample) as old, ProjectFile.open(path) as new:
        assert new.reports() == old.reports()
        before = {one.id: one for batch in old.annotations() for one in batch}
        after = {one.id: one for batch in new.annotations() for one in batch}
        assert {one.id: replace(one, picture="", segments=()) for one in before.values()} == {
            one.id: replace(one, picture="", segments=()) for one in after.values()
        }
        words = [one.id for one in before.values() if not one.is_area]
        assert [before[one] for one in words] == [after[one] for one in words]
        (area,) = (one for one in after.values() if one.is_area)
        assert new.picture(area.picture)
        assert [(theme.id, theme.name) for theme in new.themes()] == [
            (theme.id, theme.name) for theme in old.themes()
        ]
        assert new.check() == []
        new.take_back(new.history(1)[-1].number, at="2026-01-01T00:00:00Z")
        assert (new.reports(), new.themes(), new.annotation_count()) == ([], [], 0)


def test_a_second_time_nothing_changes(sample: Path) -> None:
    told = run("import", sample, sample.with_suffix(".qdpx")).stdout
    assert told == "sample.qdpx: 3 already here.\n"


def test_a_document_that_can_not_be_opened_is_named(tmp_path: Path, sample: Path) -> None:
    import zipfile

    broken = tmp_path / "broken.qdpx"
    with zipfile.ZipFile(sample.with_suffix(".qdpx")) as old, zipfile.ZipFile(broken, "w") as new:
        for one in old.infolist():
            data = old.read(one)
            new.writestr(one.filename, b"no PDF" if one.filename.endswith(".pdf") else data)
    path = tmp_path / "empty.glossator"
    run("new", path, "--empty")
    told = run("import", path, broken).stdout
    assert "3 its report is not in the project" in told
    assert "“A_79_322.pdf” was not added." in told or "“A/79/322” was not added." in told
