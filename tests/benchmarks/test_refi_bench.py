"""REFI-QDA with 100,000 passages: out and in.

Each runs in a process of its own, so that its peak of memory can be told; seconds are those
of the processor, since a machine that does other things tells nothing by the clock. To find
the passages in their reports is not counted.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

from helpers.large_exchange import PASSAGES, read, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 30
MEGABYTES = 500


def test_a_project_of_100_000_passages_goes_out_and_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "large.qdpx"
    print()
    for what, work in (("out", write), ("in", read)):
        seconds, megabytes = _alone(work, path)
        print(f"REFI-QDA, {PASSAGES:,} passages {what:4}{seconds:7.1f} s {megabytes:6.0f} MB")
        assert seconds < SECONDS
        assert megabytes < MEGABYTES
    print(f"the file: {path.stat().st_size / 2**20:.1f} MB")


def _alone(work: Callable[[Path], tuple[float, float]], path: Path) -> tuple[float, float]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, path).result()
