"""For all tests: Qt draws without a screen, and no thread but this one looks for garbage."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from glossator.app.garbage import collect

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

gc.disable()

# How long an example takes says more about what else runs on the machine than about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    """Do between tests what the program does once a second; see `glossator.app.garbage`."""
    yield
    collect()
