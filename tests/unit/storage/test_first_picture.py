from pathlib import Path

import pytest

from glossator.storage import first_picture
from glossator.storage.project import ProjectFile

FITS = "1400x860@1/#f3f4f6"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.glossator"
    with ProjectFile.create(path) as project:
        project.set_setting(first_picture.KEY, first_picture.kept(FITS, b"dots"))
    return path


def test_the_picture_is_found_by_what_it_fits(path: Path) -> None:
    assert first_picture.read(path, FITS) == b"dots"
    assert first_picture.read(path, FITS.replace("860", "900")) is None


def test_looking_for_it_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    first_picture.read(path, FITS)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_project_without_one_shows_none(tmp_path: Path) -> None:
    path = tmp_path / "p.glossator"
    ProjectFile.create(path).close()
    assert first_picture.read(path, FITS) is None


@pytest.mark.parametrize("content", [None, b"", b"no project", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_project_shows_none(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "p.glossator"
    if content is not None:
        path.write_bytes(content)
    assert first_picture.read(path, FITS) is None


@pytest.mark.parametrize("value", ["", FITS, f"{FITS} no base 64", "x" * 100])
def test_a_setting_that_holds_none_shows_none(path: Path, value: str) -> None:
    with ProjectFile.open(path) as project:
        project.set_setting(first_picture.KEY, value)
    assert not first_picture.read(path, FITS)


def test_a_large_picture_is_not_kept() -> None:
    assert first_picture.kept(FITS, bytes(first_picture.LARGEST + 1)) == ""


def test_compacting_removes_it_since_it_may_show_what_was_deleted(path: Path) -> None:
    with ProjectFile.open(path) as project:
        project.compact()
    assert first_picture.read(path, FITS) is None
