"""What goes out names no folder, machine or account, and nobody where that is asked for."""

from __future__ import annotations

import getpass
import html
import io
import platform
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from glossator.exchange.outgoing import FORMATS, Format
from glossator.gathering import outgoing_of
from glossator.storage.project import ProjectFile
from helpers.old_projects import FOLDER
from helpers.records import MADE_AT

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = ("Dienstreise Genf", "user4711", "machine4711")
EVERY_FORMAT = pytest.mark.parametrize("kind", FORMATS, ids=lambda one: one.suffix)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a folder, on a machine and under an account that nobody is to know of."""
    monkeypatch.setenv("USER", "user4711")
    monkeypatch.setenv("LOGNAME", "user4711")
    monkeypatch.setattr(getpass, "getuser", lambda: "user4711")
    monkeypatch.setattr(platform, "node", lambda: "machine4711")
    path = tmp_path / "Dienstreise Genf" / "review.glossator"
    path.parent.mkdir()
    shutil.copy(FOLDER / "version_1.glossator", path)
    return path


def written(project: Path, kind: Format, target: Path, *, anonymous: bool = False) -> str:
    """Export a project; return all that is in the file, unpacked, as text."""
    with ProjectFile.open(project) as opened:
        found = (one for batch in opened.annotations() for one in batch)
        outgoing = outgoing_of(opened, found, MADE_AT)
        kind.write(outgoing.anonymous() if anonymous else outgoing, target)
    data = target.read_bytes()
    if zipfile.is_zipfile(target):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
            data = b"\n".join([*(name.encode() for name in archive.namelist()), *parts])
    return html.unescape(data.decode("utf-8", "replace"))


@EVERY_FORMAT
def test_no_folder_machine_or_account_goes_out(project: Path, tmp_path: Path, kind: Format) -> None:
    text = written(project, kind, tmp_path / f"out{kind.suffix}")
    assert not [secret for secret in (*SECRETS, str(tmp_path)) if secret in text]


@EVERY_FORMAT
def test_no_analyst_goes_out_where_none_is_to_be_named(
    project: Path, tmp_path: Path, kind: Format
) -> None:
    text = written(project, kind, tmp_path / f"out{kind.suffix}", anonymous=True)
    assert "Änne" not in text


def test_an_analyst_is_named_where_nothing_else_is_asked_for(project: Path, tmp_path: Path) -> None:
    named = [
        kind.suffix
        for kind in FORMATS
        if "Änne" in written(project, kind, tmp_path / f"out{kind.suffix}")
    ]
    assert {".csv", ".xlsx", ".jsonld", ".qdpx"} <= set(named)
