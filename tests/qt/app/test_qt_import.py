"""PySide is imported without being compiled anew at every start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from glossator.app.qt_import import CARRIED, UNUSED, quick_import

ROOT = Path(__file__).parents[3]

IMPORT = """
import builtins, json, sys
from pathlib import Path
from glossator.app.qt_import import quick_import

compiled, plain, plain_import = [], builtins.compile, builtins.__import__

def watched(source, filename, *how, **more):
    compiled.append(filename)
    return plain(source, filename, *how, **more)

builtins.compile = watched
with quick_import(Path(sys.argv[1])):
    from PySide6.QtCore import QPoint
try:
    QPoint("one")
except TypeError as error:
    said = str(error)
print(json.dumps([
    sum(str(one).startswith("shibokensupport/") for one in compiled),
    said,
    builtins.compile is watched and builtins.__import__ is plain_import,
    "argparse" in sys.modules,
]))
"""


def test_pyside_is_compiled_once_and_works_from_what_was_kept(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "desktop")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    found = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", IMPORT, str(tmp_path / "kept")],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        found.append(json.loads(done.stdout))
    (compiled, said, is_back, writes_stubs), again = found
    assert compiled > 5
    assert "Supported signatures" in said
    assert is_back
    assert not writes_stubs, "what writes stub files was imported"
    assert again == [0, said, True, False]


def defined(kept: Path, source: bytes, name: str = f"{CARRIED}some.py") -> dict[str, object]:
    """Run a source as PySide's bootstrap does."""
    found: dict[str, object] = {}
    with quick_import(kept):
        exec(compile(source, name, "exec"), found)
    return found


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_another_source_is_compiled_though_it_has_the_name_of_one_that_was_kept(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "kept"
    assert defined(kept, b"one = 1")["one"] == 1
    assert defined(kept, b"one = 2")["one"] == 2
    assert [one.name for one in tmp_path.iterdir()] == ["kept"]


@pytest.mark.parametrize("left", [0, 3, 40, -9])
def test_bytecode_that_is_not_whole_is_not_run(tmp_path: Path, left: int) -> None:
    kept = tmp_path / "kept"
    defined(kept, b"one = 1")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:left])
    assert defined(kept, b"one = 1")["one"] == 1
    assert kept.read_bytes() == whole


def test_nothing_is_kept_where_python_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert defined(tmp_path / "gone" / "kept", b"one = 1")["one"] == 1
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    defined(tmp_path / "kept", b"one = 1")
    assert not list(tmp_path.iterdir())


def test_what_writes_stub_files_is_left_out_and_all_else_is_compiled_as_it_is(
    tmp_path: Path,
) -> None:
    assert "one" not in defined(tmp_path / "kept", b"one = 1", UNUSED)
    assert defined(tmp_path / "kept", b"one = 1", "elsewhere.py")["one"] == 1
