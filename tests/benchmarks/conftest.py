"""What the benchmarks share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.clock import utc_now
from glossator.documents.pool import DocumentPool
from glossator.sample import create_sample
from helpers.measuring import Answers, Measured, print_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[list[Measured]]:
    """Collect what a module measures; print it when all is done."""
    lines: list[Measured] = []
    yield lines
    if lines:
        print_table((request.module.__doc__ or "").partition(":")[0], lines)


@pytest.fixture(scope="session")
def answers() -> Iterator[Answers]:
    """Collect how long answers take; print it when all is done."""
    collected = Answers()
    yield collected
    collected.tell()


@pytest.fixture(scope="module")
def pool() -> Iterator[DocumentPool]:
    """The document processes."""
    with DocumentPool() as pool:
        yield pool


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project as at the first start, its reports not read."""
    path = tmp_path_factory.mktemp("sample") / "sample.glossator"
    create_sample(path, utc_now())
    return path
