"""A fresh project for each test, copied from one that is made once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def empty_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project that is closed; copy it."""
    path = tmp_path_factory.mktemp("template") / "empty.glossator"
    ProjectFile.create(path).close()
    return path


@pytest.fixture
def path(tmp_path: Path, empty_project: Path) -> Path:
    """The file of an empty project."""
    path = tmp_path / "review.glossator"
    shutil.copy(empty_project, path)
    return path


@pytest.fixture
def project(path: Path) -> Iterator[ProjectFile]:
    """An empty project, open."""
    with ProjectFile.open(path, who="Anna") as project:
        yield project
