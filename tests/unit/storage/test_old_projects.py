"""Projects of every format there has been open for ever, with all they hold."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from glossator.domain.errors import ProjectError
from glossator.storage import opening, shape
from glossator.storage.connection import Connection
from glossator.storage.project import ProjectFile
from glossator.storage.schema import VERSION
from helpers.matrix import harm_is_seen
from helpers.next_version import NEXT, next_version
from helpers.old_projects import FOLDER, holdings
from helpers.records import MADE_AT

if TYPE_CHECKING:
    from pathlib import Path

EVERY_FORMAT = range(1, VERSION + 1)


@pytest.fixture
def old(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the project of a format."""
    path = tmp_path / "old.glossator"
    shutil.copy(FOLDER / f"version_{request.param}.glossator", path)
    return path


def kept(version: int) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((FOLDER / f"version_{version}.json").read_bytes())
    return held


def holds(found: object, wanted: object) -> bool:
    """Tell whether all is there that is wanted; later formats may know more of it."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(
            key in found and holds(found[key], value) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return (
            isinstance(found, list) and len(found) == len(wanted) and all(map(holds, found, wanted))
        )
    return found == wanted


@pytest.mark.fault(16)
@pytest.mark.parametrize(("old", "version"), [(one, one) for one in EVERY_FORMAT], indirect=["old"])
def test_a_project_of_every_format_opens_with_all_it_holds(old: Path, version: int) -> None:
    with ProjectFile.open(old) as project:
        assert project.check() == []
        assert holds(holdings(project), kept(version))
        *_, deleted, undone = project.history()
        assert undone.undone
        project.give_again(undone.number, MADE_AT)
        assert next(one.note for batch in project.annotations() for one in batch) == "Undone"
        project.take_back(undone.number, MADE_AT)
        project.take_back(deleted.number, MADE_AT)
        assert project.annotation_count() == len(kept(version)["annotations"]) + 1
        assert project.check() == []


@pytest.mark.fault(16)
@pytest.mark.parametrize(("old", "version"), [(one, one) for one in EVERY_FORMAT], indirect=["old"])
def test_a_project_of_every_format_is_brought_up_to_the_next(old: Path, version: int) -> None:
    with next_version(), ProjectFile.open(old) as project:
        (said,) = project.notes
        assert said.startswith("“old.glossator” was brought up to date. A copy as it was")
        assert holds(holdings(project), kept(version))
        assert project.check() == []
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)
        assert connection.execute("SELECT count(organ) FROM report").fetchone() == (2,)
    copy = old.with_name(f"old (before version {NEXT}).glossator")
    assert copy.read_bytes() == (FOLDER / f"version_{version}.glossator").read_bytes()


@pytest.mark.fault(16, control=True)
@pytest.mark.parametrize(("old", "version"), [(one, one) for one in EVERY_FORMAT], indirect=["old"])
def test_a_project_that_is_not_brought_up_to_date_is_of_no_use_to_the_next(
    old: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        opening, "_bring_up_to_date", lambda path: Connection(path, read_only=False)
    )
    with harm_is_seen(ProjectError):
        test_a_project_of_every_format_is_brought_up_to_the_next(old, version)


def test_the_project_of_the_present_format_is_as_this_program_makes_it() -> None:
    with closing(sqlite3.connect(FOLDER / f"version_{VERSION}.glossator")) as connection:
        assert shape.fingerprint(connection) == shape.KNOWN, (
            "The format has changed: python -m helpers.old_projects"
        )
