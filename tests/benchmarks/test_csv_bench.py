"""100,000 annotations from a project's file to a table, against the least that could do it.

That is `csv.writer` over a cursor of sqlite3 which lets SQLite put the same cells together.
Seconds are those of the processor.
"""

from __future__ import annotations

import csv
import gc
import random
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from glossator.cli.program import seldom_look_for_garbage
from glossator.domain.edits import Change, EditSet
from glossator.exchange.outgoing import format_of
from glossator.gathering import outgoing_of
from glossator.storage.project import ProjectFile
from helpers.measuring import Measured, print_table
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

    from glossator.domain.records import Record

COUNT, REPORTS, THEMES = 100_000, 20, 50
TEXT = (
    "States trafficking women girls non-punishment principle victims protection services access "
    "justice, remedies compensation; and of the in to a"
)
AT = "2026-01-01T00:00:00Z"
CELLS = """
    SELECT annotation.id, symbol, title, date, page + 1, segments ->> '$[0].section', paragraph,
        citation, quote, note,
        (SELECT group_concat(name, '; ') FROM (SELECT name FROM annotation_theme
            JOIN theme ON theme.id = theme_id WHERE annotation_id = annotation.id
            ORDER BY annotation_theme.position)),
        analyst, created, modified, segments ->> '$[0].before', segments ->> '$[#-1].after',
        start, "end", status, sha256, 'glossator://annotation/' || annotation.id
    FROM annotation JOIN report ON report.id = report_id
    WHERE annotation.deleted_at IS NULL ORDER BY report.position, start, annotation.number
"""


@pytest.fixture
def as_in_commands() -> Iterator[None]:
    """Look for garbage as seldom as the commands do; the bare cursor gains by it too."""
    before = gc.get_threshold()
    seldom_look_for_garbage()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("as_in_commands")
def test_a_large_project_goes_out_as_a_table(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    path = make_large(tmp_path / "large.glossator")
    ours, bare = tmp_path / "ours.csv", tmp_path / "bare.csv"
    seconds: list[tuple[float, float]] = []

    def both() -> None:
        times = [time.process_time()]
        with ProjectFile.open(path) as project:
            listed = (one for batch in project.annotations() for one in batch)
            format_of(ours.name).write(outgoing_of(project, listed, AT), ours)
        times.append(time.process_time())
        with bare.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(sqlite3.connect(path).execute(CELLS))
        times.append(time.process_time())
        seconds.append((times[1] - times[0], times[2] - times[1]))

    benchmark.pedantic(both, rounds=3)  # type: ignore[no-untyped-call]
    assert ours.stat().st_size > 0.9 * bare.stat().st_size
    ratio = sorted(one / other for one, other in seconds)[1]
    print_table(
        f"{COUNT:,} annotations as CSV",
        (
            Measured("from the project's file, s", min(one for one, _ in seconds)),
            Measured("csv.writer over a bare cursor, s", min(other for _, other in seconds)),
            Measured("the one through the other (median)", ratio, 2.0),
        ),
    )


def make_large(path: Path) -> Path:
    """Make a project of reports, themes and annotations."""
    chance = random.Random(1)
    reports = [make_report(f"A/{number}/1", sha256=f"{number:064x}") for number in range(REPORTS)]
    themes = [make_theme(f"Theme {number}") for number in range(THEMES)]
    words = TEXT.split()
    annotations = [
        make_annotation(
            reports[number % REPORTS],
            chance.sample(themes, k=1 + number % 3),
            exact=" ".join(chance.choices(words, k=45)),
            start=chance.randrange(90_000),
            note=f"Note {number}" if number % 2 else "",
        )
        for number in range(COUNT)
    ]
    records: list[Record] = [*reports, *themes, *annotations]
    changes = tuple(Change(None, one) for one in records)
    with ProjectFile.create(path) as project:
        project.apply(EditSet("Make", changes), at=AT)
    return path
