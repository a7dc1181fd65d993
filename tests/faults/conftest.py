"""What the tests of faults share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.at_work import Work, make_work

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A project, a backup of it, and what was done since."""
    return make_work(tmp_path)
