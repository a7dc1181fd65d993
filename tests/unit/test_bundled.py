"""The files that travel with the program are found, or missed with a sentence."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from glossator import bundled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(bundled, "PLACES", (tmp_path,))
    bundled.report_files.cache_clear()
    yield tmp_path
    bundled.report_files.cache_clear()


def test_the_five_reports_are_those_of_the_manifest() -> None:
    reports = bundled.report_files()
    assert len(reports) == 5
    for path, listed in reports:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == listed.sha256
        assert bundled.listed(listed.sha256) == listed
        assert listed.symbol
        assert listed.title
        assert listed.date


def test_another_document_is_not_listed() -> None:
    assert bundled.listed("0" * 64) is None


def test_the_installed_program_comes_before_the_checkout() -> None:
    first, second = bundled.PLACES
    assert first.name == "_bundled"
    assert (second / "pyproject.toml").exists()


def test_a_missing_file_is_told(empty: Path) -> None:
    with pytest.raises(bundled.MissingFileError, match="installation is incomplete"):
        bundled.resource("themes.json")
    with pytest.raises(bundled.MissingFileError, match=r"undo\.svg is missing"):
        bundled.icon("undo")
    with pytest.raises(bundled.MissingFileError, match=r"manifest\.json is missing"):
        bundled.report_files()
    assert bundled.listed("0" * 64) is None
    (empty / "resources").mkdir()
    (empty / "resources" / "a.txt").touch()
    assert bundled.resource("a.txt").exists()
