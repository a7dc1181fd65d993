"""The matrix of faults: thirty rows, the tests that bring each about, and how it went.

A test of a row is marked `@pytest.mark.fault(row)`. Its control, the same with the protection
taken away, is marked `@pytest.mark.fault(row, control=True)` and passes when the fault does its
harm. A test that tries a fault many times says so with `record_property("tried", n)`.

As a plugin of pytest (`-p helpers.matrix`) this writes a line of JSON for each marked test into
the file named by `--fault-log`.
"""

from __future__ import annotations

import ast
import json
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

TESTS = Path(__file__).parents[1]

FAULTS = (
    "killed while notes are saved",
    "power cut at any write",
    "disk full while saving",
    "write fails half way",
    "disk full while exporting",
    "file or folder that can only be read",
    "second copy of the program",
    "file changed behind our back",
    "project copied while open",
    "foreign log or journal beside the file",
    "damaged page or header",
    "bit rot in a note",
    "backup damaged too",
    "crash during recovery",
    "project of a newer version",
    "project of an older version",
    "crash during an upgrade",
    "clock set back or forward",
    "odd, long, foreign names and paths",
    "synchronised or distant folder",
    "document that hangs its process",
    "document that crashes its process",
    "document that bloats its process",
    "document cut off or repaired",
    "new edition of a report",
    "encrypted, empty, no document",
    "control and half characters",
    "hostile archive",
    "projects of other tools",
    "cells that are formulas",
)


@contextmanager
def harm_is_seen(*others: type[Exception]) -> Iterator[None]:
    """Expect the checks in the block to fail: what protects was taken away before.

    Args:
        others: Exceptions in which the harm shows itself, besides a check that fails.

    Raises:
        pytest.fail.Exception: They passed, so they see nothing.
    """
    seen: tuple[type[BaseException], ...] = (AssertionError, pytest.fail.Exception, *others)
    try:
        yield
    except seen:
        return
    pytest.fail("the fault did no harm though its protection was taken away")


@dataclass(frozen=True, slots=True)
class MarkedTest:
    """A test of a row, or its control, as it stands in a file.

    Attributes:
        row: From 1.
        control: Whether the protection is taken away in it.
        file: Path below the tests, with slashes.
        name: Of the function.
    """

    row: int
    control: bool
    file: str
    name: str


def marked_tests() -> list[MarkedTest]:
    """Return the marked tests, read from their files without running them."""
    found = []
    for path in sorted(TESTS.rglob("test_*.py")):
        file = path.relative_to(TESTS).as_posix()
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef):
                for row, control in _marks(node):
                    found.append(MarkedTest(row, control, file, node.name))
    return found


def _marks(function: ast.FunctionDef) -> Iterator[tuple[int, bool]]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.fault":
            control = {one.arg: ast.literal_eval(one.value) for one in decorator.keywords}
            yield ast.literal_eval(decorator.args[0]), control.get("control", False)


# The plugin


def pytest_addoption(parser: pytest.Parser) -> None:
    """Override the hook of pytest: where results are written to."""
    parser.addoption("--fault-log", type=Path, help="File for a line of JSON a marked test.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Override the hook of pytest: write how a marked test went."""
    report = yield
    marks = list(item.iter_markers("fault"))
    went_wrong = report.failed and report.when != "call"
    if marks and (report.when == "call" or went_wrong or report.skipped):
        figures = dict(report.user_properties)
        lines = [
            {
                "row": mark.args[0],
                "control": mark.kwargs.get("control", False),
                "outcome": report.outcome,
                "tried": figures.get("tried", 1),
                "said": figures.get("said", ""),
                "test": item.nodeid,
                "trace": report.longreprtext if report.failed else "",
            }
            for mark in marks
        ]
        with item.config.getoption("--fault-log").open("a", encoding="utf-8") as log:
            log.writelines(json.dumps(line) + "\n" for line in lines)
    return report
