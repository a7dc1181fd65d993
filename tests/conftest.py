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
# The examples are the same each time, so that a change is judged by what it changes; `make
# explore` draws new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session", autouse=True)
def no_backup_in_the_home_of_who_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the command line keep backups in a folder of the tests."""
    os.environ["GLOSSATOR_BACKUPS"] = str(tmp_path_factory.mktemp("backups"))


@pytest.fixture(autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    """Do between tests what the program does once a second; see `glossator.app.garbage`."""
    yield
    collect()
