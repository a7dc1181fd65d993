"""100,000 passages out in each format that holds passages, and in again with their places.

Each runs in a process of its own, so that its peak of memory can be told; seconds are those
of the processor, since a machine that does other things tells nothing by the clock. What the
passages take that are to go out is not counted.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

from glossator.exchange.outgoing import FORMATS
from glossator.exchange.readers import READERS
from helpers.large_exchange import PASSAGES, Cost, read, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

SECONDS = 30
MEGABYTES = 500
READ_TOO = tuple(suffix for one in READERS for suffix in one.suffixes)


def test_100_000_passages_go_out_and_come_in(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(_all, (tmp_path,), rounds=1)  # type: ignore[no-untyped-call]


def _all(folder: Path) -> None:
    """Print what each format costs; hold REFI-QDA to its limits."""
    print(
        f"\n\n{PASSAGES:,} passages{'seconds':>20}{'MB more':>10}{'MB in all':>11}{'file, MB':>10}"
    )
    slow = []
    for what, path, cost in _costs(folder):
        size = path.stat().st_size / 2**20
        print(
            f"{path.name:<16}{what:<8}{cost.seconds:14.1f}{cost.megabytes:10.0f}"
            f"{cost.whole:11.0f}{size:10.1f}",
            flush=True,
        )
        if cost.seconds >= SECONDS or cost.megabytes >= MEGABYTES:
            slow.append(f"{path.name} {what}")
    assert "a.qdpx out" not in slow
    assert "a.qdpx in" not in slow


def _costs(folder: Path) -> Iterator[tuple[str, Path, Cost]]:
    for kind in FORMATS:
        if kind.counts == "passage":
            path = folder / f"a{kind.suffix}"
            yield "out", path, _alone(write, path)
            if kind.suffix.endswith(READ_TOO):
                yield "in", path, _alone(read, path)


def _alone(work: Callable[[Path], Cost], path: Path) -> Cost:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, path).result()
