"""How long a search takes, from the query to the hits that show at first.

Two hundred reports are the five again and again, each paragraph with words of its own, so
that the index is as large and as varied as it would be. Searches stay below 16 ms with five
reports and 50 ms with two hundred on a machine of 2020; the words are asked as they are
typed, letter by letter, and the longest of all is printed too.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from glossator.app.searching import FIRST
from glossator.domain.edits import Change, EditSet
from glossator.domain.reports.structure import Structure
from glossator.domain.search.parser import QueryError, parse
from glossator.domain.text.page_text import ReportText
from glossator.storage.project import ProjectFile
from helpers.edition import structures
from helpers.records import MADE_AT, make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

    from glossator.domain.records import Record
    from glossator.storage.searcher import Searcher

MANY, ANNOTATIONS = 200, 20_000

QUERIES = {
    "a rare word": "consent",
    "a common word": "trafficking",
    "two words": "data protection",
    "a phrase": '"access to justice"',
    "a prefix": "traffick*",
    "near": "victim NEAR/5 remedy",
    "fields": 'section:conclusions year:2018- "due diligence"',
    "a theme": "theme:punishment victims",
    "untagged": "is:untagged labour",
    "without": "women NOT trafficking",
}


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """Collect what is measured; print it when all is done."""
    lines: list[str] = []
    yield lines
    print("\n" + "\n".join(lines))


def make(path: Path, reports: int, annotations: int) -> None:
    """Make a project of so many reports and annotations."""
    chance, known = random.Random(7), list(structures().values())
    themes = [make_theme(f"Theme {n}") for n in range(80)]
    themes.append(make_theme("Non-punishment"))
    records: list[Record] = list(themes)
    with ProjectFile.create(path) as project:
        for position in range(reports):
            structure = known[position % len(known)]
            without_items = [unit for unit in structure.units if not unit.parent]
            words = [f"{unit.text} {_own_words(chance)}" for unit in without_items]
            units = tuple(
                replace(unit, text=text) for unit, text in zip(without_items, words, strict=True)
            )
            digest = project.store_document(str(position).encode(), media_type="", file_name="a")
            project.store_reading(digest, ReportText(("\n".join(words),)), Structure(units=units))
            report = make_report(
                f"A/{position}", sha256=digest, position=position, date=str(1990 + position % 35)
            )
            records.append(report)
            for _ in range(annotations // reports):
                unit = chance.choice(units)
                note = _own_words(chance) if chance.random() < 0.3 else ""
                records.append(
                    make_annotation(
                        report, [chance.choice(themes)], start=unit.start, exact=unit.text[:80],
                        note=note,
                    )
                )  # fmt: skip
        project.apply(EditSet("Make", tuple(Change(None, one) for one in records)), at=MADE_AT)


def _own_words(chance: random.Random) -> str:
    return " ".join(f"word{int(chance.paretovariate(0.4)) % 30_000}" for _ in range(8))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Five reports with 500 annotations."""
    path = tmp_path_factory.mktemp("few") / "few.glossator"
    make(path, 5, 500)
    with ProjectFile.open(path, read_only=True) as project, project.searcher() as searcher:
        yield searcher


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Two hundred reports with 20,000 annotations."""
    path = tmp_path_factory.mktemp("many") / "many.glossator"
    make(path, MANY, ANNOTATIONS)
    with ProjectFile.open(path, read_only=True) as project, project.searcher() as searcher:
        yield searcher


def answer(searcher: Searcher, text: str) -> int:
    """Do what the window does for a query; return how much was found."""
    query = parse(text)
    found = searcher.find(query)
    places = [place for group in found.groups for place in group.places][:FIRST]
    searcher.hits(query, places)
    searcher.theme_hits(found)
    return found.count


@pytest.mark.parametrize("name", QUERIES)
def test_a_search_in_five_reports(
    benchmark: BenchmarkFixture, few: Searcher, table: list[str], name: str
) -> None:
    count = benchmark(answer, few, QUERIES[name])
    table.append(f"5 reports, {name}: {_middle(benchmark):.1f} ms for {count} places")


@pytest.mark.parametrize("name", QUERIES)
def test_a_search_in_two_hundred_reports(
    benchmark: BenchmarkFixture, many: Searcher, table: list[str], name: str
) -> None:
    count = benchmark(answer, many, QUERIES[name])
    table.append(f"200 reports, {name}: {_middle(benchmark):.1f} ms for {count} places")


def test_words_typed_letter_by_letter_in_two_hundred_reports(
    benchmark: BenchmarkFixture, many: Searcher, table: list[str]
) -> None:
    text = "victims of trafficking NOT children"

    def type_all() -> float:
        longest = 0.0
        for end in range(1, len(text) + 1):
            began = time.perf_counter()
            try:
                answer(many, text[:end])
            except QueryError:
                continue
            longest = max(longest, time.perf_counter() - began)
        return longest

    longest = benchmark.pedantic(type_all, rounds=3)  # type: ignore[no-untyped-call]
    table.append(f"200 reports, typed: {1000 * longest:.1f} ms at most for a letter")


def _middle(benchmark: BenchmarkFixture) -> float:
    stats = benchmark.stats
    assert stats is not None
    return 1000 * float(stats.stats.median)
