"""The rules of the layers: each holds, and each is seen to fail when it is broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import glossator
from glossator.clock import utc_now
from glossator.sample import create_sample

if TYPE_CHECKING:
    from subprocess import CompletedProcess

PACKAGE = Path(glossator.__file__).parent
ROOT = PACKAGE.parents[1]
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
]

OFFENCES = {
    "Layers point one way": ("domain/errors.py", "import glossator.exchange.csv_export"),
    "Qt stays in app and ui": ("documents/limits.py", "import PySide6.QtCore"),
    "Domain is pure": ("domain/errors.py", "import os"),
    "PyMuPDF only in documents": ("storage/schema.py", "import pymupdf"),
    "SQLite only in storage": ("cli/program.py", "import sqlite3"),
}
"""For each contract a module and a line that breaks it."""

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

WITHOUT_QT = """
import importlib, pkgutil, sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = None
count = 0
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), f"{name}."):
        importlib.import_module(found.name)
        count += 1
print(count)
"""

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from glossator.documents.pool import DocumentPool
from helpers.window import make_window

app = QApplication([])
with DocumentPool(renderers=1, arena_bytes=32 * 2**20) as pool:
    window = make_window(pool, Path(sys.argv[1]))
    window.show()
    window.show_project(window.projects.open(Path(sys.argv[2])))
    read = set()
    def note(report_id):
        read.add(report_id)
        if len(read) == 5:
            QTimer.singleShot(100, app.quit)
    window.opened.library.read.connect(note)
    QTimer.singleShot(30_000, app.quit)
    app.exec()
    assert len(read) == 5
    window.close()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def run(script: str, *arguments: object, cwd: Path = ROOT, path: Path | None = None) -> str:
    """Run Python in a process of its own; return what it prints."""
    done = attempt(script, *arguments, cwd=cwd, path=path)
    assert done.returncode == 0, done.stderr
    return done.stdout


def attempt(
    script: str, *arguments: object, cwd: Path = ROOT, path: Path | None = None
) -> CompletedProcess[str]:
    paths = [str(path)] if path else [str(PACKAGE.parent), str(ROOT / "tests")]
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_lower_layers_need_no_qt() -> None:
    layers = ("domain", "storage", "exchange", "documents", "cli", "sample", "bundled", "clock")
    assert int(run(WITHOUT_QT, *(f"glossator.{layer}" for layer in layers))) > 70


def test_a_layer_that_needs_qt_is_found() -> None:
    assert "PySide6" in attempt(WITHOUT_QT, "glossator.app").stderr


def test_the_process_of_the_window_never_has_what_only_others_need(tmp_path: Path) -> None:
    project = tmp_path / "a.glossator"
    create_sample(project, utc_now())
    loaded = run(WINDOW, tmp_path, project).split()
    assert "PySide6" in loaded
    assert "sqlite3" in loaded
    for name in ("pymupdf", "fitz", "sqlite_utils", "numpy"):
        assert name not in loaded


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package to break."""
    folder = tmp_path_factory.mktemp("broken")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, folder / "desktop" / "glossator", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_is_broken_once() -> None:
    assert sorted(OFFENCES) == sorted(CONTRACTS)


def test_an_honest_copy_keeps_every_contract(broken: Path) -> None:
    said = run(LINT, "--no-cache", cwd=broken, path=broken / "desktop")
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in said


@pytest.mark.parametrize("contract", OFFENCES)
def test_a_contract_that_is_broken_is_named(broken: Path, contract: str) -> None:
    name, line = OFFENCES[contract]
    module = broken / "desktop" / "glossator" / name
    honest = module.read_text("utf-8")
    module.write_text(f"{honest}\n{line}\n", "utf-8")
    try:
        done = attempt(LINT, "--no-cache", cwd=broken, path=broken / "desktop")
    finally:
        module.write_text(honest, "utf-8")
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout


@pytest.mark.parametrize(
    ("place", "code", "is_banned"),
    [
        ("app/marker.py", "from PySide6.QtWidgets import QLabel", True),
        ("app/marker.py", "import PySide6.QtSql", True),
        ("app/marker.py", "import pymupdf", True),
        ("ui/panes/pane.py", "from PySide6.QtWidgets import QLabel", False),
        ("domain/edits.py", "import sqlite3", True),
        ("storage/rows.py", "import sqlite3", False),
        ("documents/text.py", "import pymupdf", False),
        ("cli/program.py", "import time\n\ntime.sleep(1)", True),
    ],
)
def test_what_import_linter_does_not_see_ruff_bans(
    place: str, code: str, *, is_banned: bool
) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251"),
            *("--stdin-filename", PACKAGE / place, "-"),
        ],
        cwd=ROOT,
        input=f"{code}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("TID251" in done.stdout) == is_banned, done.stdout + done.stderr
