"""Tries every fault of the matrix, the kills and power cuts a thousand times, and prints it.

Run by `make trust`: kills and power cuts in one process, all else beside it in a second one.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from helpers.matrix import FAULTS, TESTS

CRASHES = TESTS / "unit" / "storage" / "test_crashes.py"


def main() -> int:
    """Try every row, print how it went, and return 1 if something was lost."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        logs = [Path(folder) / "crashes", Path(folder) / "others"]
        runs = [
            _start(logs[0], str(CRASHES)),
            _start(logs[1], str(TESTS), "--ignore", str(CRASHES)),
        ]
        said = [run.communicate()[0] for run in runs]
        ended = [run.returncode for run in runs]
        results = [json.loads(line) for log in logs if log.exists() for line in log.open()]
    lost = sum(_print_row(number, results) for number in range(1, len(FAULTS) + 1))
    for one in results:
        if one["outcome"] == "failed":
            print(f"\n{one['test']}\n{one['trace'][-3000:]}")
    if any(ended) and not lost:
        # Not a fault that did harm but a run that ended before its time.
        print(*(text[-3000:] for text in said), sep="\n")
    minutes = (time.monotonic() - began) / 60
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = (used.ru_utime + used.ru_stime) / 60
    tried = sum(one["tried"] for one in results if not one["control"])
    print(
        f"\n{tried:,} faults tried in {minutes:.1f} minutes, {worked:.1f} of the processor;"
        f" lost: {lost}"
    )
    return int(lost > 0 or any(ended))


def _start(log: Path, *tests: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--benchmark-skip"]
    # A thousand kills take minutes, which is no sign that a test hangs.
    command += ["-o", "faulthandler_timeout=1800", "-p", "helpers.matrix"]
    command += ["-m", "fault", "--fault-log", str(log), *tests]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=TESTS.parent)


def _print_row(number: int, results: list[dict[str, Any]]) -> int:
    """Print a row of the matrix; return how often work was lost in it."""
    own = [one for one in results if one["row"] == number]
    tried, lost, controls = Counter[str](), Counter[str](), Counter[str]()
    for one in own:
        if one["control"]:
            controls[one["outcome"]] += one["tried"]
        else:
            tried[one["outcome"]] += one["tried"]
            lost[one["outcome"]] += 1
    n_tried, n_lost = tried["passed"] + tried["failed"], lost["failed"]
    state = f"tried {n_tried:>5,}  survived {tried['passed']:>5,}  lost {n_lost}"
    seen, blind = controls["passed"], controls["failed"]
    control = f"control failed as it should {seen:,} of {seen + blind:,}" if own else ""
    print(f"{number:2}  {FAULTS[number - 1]:<39}{state}  {control}", flush=True)
    for one in own:
        if one["said"]:
            print(f"      {one['said']}")
    return n_lost + blind


if __name__ == "__main__":
    sys.exit(main())
