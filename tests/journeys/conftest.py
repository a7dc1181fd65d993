"""Document processes and a sample project that all journeys share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.clock import utc_now
from glossator.documents.pool import DocumentPool, open_bytes
from glossator.sample import create_sample
from glossator.storage.project import ProjectFile
from helpers.window import TestWindow, copy_sample, open_window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="session")
def pool() -> Iterator[DocumentPool]:
    """The document processes."""
    with DocumentPool(arena_bytes=64 * 2**20) as pool:
        yield pool


@pytest.fixture(scope="session")
def fresh_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project as it is made at the first start, its reports not yet read."""
    path = tmp_path_factory.mktemp("fresh") / "sample.glossator"
    create_sample(path, utc_now())
    return path


@pytest.fixture(scope="session")
def read_sample(fresh_sample: Path, pool: DocumentPool) -> Path:
    """The sample project, its reports read through; copy it."""
    with ProjectFile.open(fresh_sample) as project:
        for report in project.reports():
            sha256, data = report.sha256, project.document_bytes(report.sha256)
            open_bytes(pool, sha256, data, name=report.file_name).result(30)
            project.store_reading(sha256, *pool.read(sha256).result(30))
            pool.close(sha256)
    return fresh_sample


@pytest.fixture
def sample(read_sample: Path, tmp_path: Path) -> Path:
    """A sample project of the test's own."""
    return copy_sample(read_sample, tmp_path)


@pytest.fixture
def window(qtbot: QtBot, pool: DocumentPool, sample: Path, tmp_path: Path) -> TestWindow:
    """The window on the sample project, two reports side by side."""
    return open_window(qtbot, pool, tmp_path, sample)
