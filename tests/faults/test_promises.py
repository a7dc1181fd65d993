"""Every promise of the manual names tests that hold it, and they are there."""

from __future__ import annotations

import re

from glossator.bundled import resource
from helpers.matrix import TESTS

PAGE = resource("manual/80-promises.md").read_text("utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")][1:]


def test_every_promise_has_a_row_of_tests() -> None:
    promises = [one.rstrip(".") for one in re.findall(r"^- \*\*([^*]+)\*\*", PAGE, re.MULTILINE)]
    assert [row[0] for row in ROWS] == promises


def test_every_test_that_is_named_is_there() -> None:
    sources = "".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    sentences = [one for _, tests in ROWS for one in tests.split("; ")]
    assert len(sentences) >= len(ROWS)
    assert [one for one in sentences if f"def test_{one.replace(' ', '_')}(" not in sources] == []
