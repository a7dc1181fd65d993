"""What reading costs: time against PyMuPDF's own text, and memory for a very long file."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from glossator.bundled import report_files
from glossator.documents.engine import pymupdf
from glossator.documents.pool import DocumentPool, Limits, open_bytes
from glossator.documents.structure import read_structure
from glossator.documents.text import page_text
from helpers.pdfs import make_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_benchmark.fixture import BenchmarkFixture

REPORTS = {listed.symbol: path for path, listed in report_files()}
ROUNDS = 7
LONG = 1_000
MB = 2**20
SECONDS = 300


class Measured(NamedTuple):
    """A line of the table."""

    what: str
    value: str
    limit: str = "none"
    kept: bool = True


@pytest.fixture(scope="module")
def table() -> Iterator[list[Measured]]:
    """Collect what is measured; print it when all is done."""
    lines: list[Measured] = []
    yield lines
    print("\n")
    for line in lines:
        verdict = "" if line.kept else "  OVER"
        print(f"{line.what:<52}{line.value:>16}   limit {line.limit}{verdict}")


def median_of(
    benchmark: BenchmarkFixture,
    work: Callable[..., object],
    *,
    setup: Callable[[], object] | None = None,
    rounds: int = ROUNDS,
) -> float:
    """Time some work and return the median in seconds."""
    warmup = min(rounds - 1, 1)
    benchmark.pedantic(  # type: ignore[no-untyped-call]
        work, setup=setup, rounds=rounds, warmup_rounds=warmup
    )
    assert benchmark.stats is not None
    return float(benchmark.stats.stats.median)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pages_of(path: Path) -> int:
    with pymupdf.open(path) as doc:
        return int(doc.page_count)


def plain(doc: pymupdf.Document) -> None:
    for page in range(doc.page_count):
        doc[page].get_text("dict")


@pytest.mark.parametrize("symbol", ["A/79/322", "CEDAW/C/GC/38"])
def test_structure_against_plain_text(
    symbol: str, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    path, plains, wholes = REPORTS[symbol], [], []

    def both() -> None:
        # One after the other, so that a busy machine slows both; each from a file just opened.
        with pymupdf.open(path) as doc:
            plains.append(seconds(lambda: plain(doc)))
        with pymupdf.open(path) as doc:
            wholes.append(seconds(lambda: read_structure(doc)))

    median_of(benchmark, both)
    whole, bare = statistics.median(wholes), statistics.median(plains)
    value = f"{1000 * whole:.0f} ms, {whole / bare:.1f}x"
    what = f"Structure of {symbol}, {pages_of(path)} pages"
    table.append(Measured(what, value, f"5x of {1000 * bare:.0f} ms", whole <= 5 * bare))


def test_text_of_a_page(benchmark: BenchmarkFixture, table: list[Measured]) -> None:
    path = REPORTS["A/79/322"]
    pages = pages_of(path)

    def opened() -> tuple[tuple[pymupdf.Document], dict[str, object]]:
        return (pymupdf.open(path),), {}

    def every_page(doc: pymupdf.Document) -> None:
        for page in range(pages):
            page_text(doc, page)

    each = 1000 * median_of(benchmark, every_page, setup=opened) / pages
    what = "Text of a page with the place of its characters"
    table.append(Measured(what, f"{each:.1f} ms"))


def long_file(pages: int) -> bytes:
    """Return a PDF with the pages of the five reports again and again."""
    long = pymupdf.open()
    while long.page_count < pages:
        for path in REPORTS.values():
            with pymupdf.open(path) as report:
                left = pages - long.page_count
                if left > 0:
                    long.insert_pdf(report, to_page=min(left, report.page_count) - 1)
    made: bytes = long.tobytes(garbage=3)
    long.close()
    return made


def peak(pid: int) -> int:
    """Return the most memory a process has had, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return 1024 * int(line.split()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells a peak on Linux only")
def test_a_thousand_pages(
    benchmark: BenchmarkFixture, table: list[Measured], tmp_path: Path
) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(long_file(LONG))
    assert pages_of(path) == LONG
    with DocumentPool(renderers=0) as pool:
        open_bytes(pool, "small", make_pdf(), name="small.pdf").result(SECONDS)
        pool.read("small").result(SECONDS)
        (pid,) = (pid for pid in pool.pids().values() if pid is not None)
        before = peak(pid)

        def read() -> None:
            open_bytes(pool, "long", path.read_bytes(), name=path.name).result(SECONDS)
            text, structure = pool.read("long").result(SECONDS)
            assert structure.units
            assert len(text.pages) == LONG

        spent = median_of(benchmark, read, rounds=1)
        grown = (peak(pid) - before) / MB
    most = Limits().read_seconds(LONG)
    what = f"{LONG:,} pages ({path.stat().st_size / MB:.1f} MB) in a process of their own"
    table.append(Measured(what, f"{grown:+.0f} MB", "+300 MB", grown <= 300))
    table.append(
        Measured("  and the time, with opening", f"{spent:.1f} s", f"{most:.0f} s", spent <= most)
    )
