"""How long a search takes, from the query to the hits that show at first.

Two hundred reports are the five again and again, each paragraph with words of its own, so
that the index is as large and as varied as it would be. Searches stay below 16 ms with five
reports and 50 ms with two hundred on a machine of 2020; the words are asked as they are
typed, letter by letter, of which the slowest is told.
"""

from __future__ import annotations

import random
import time
from contextlib import suppress
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
    from helpers.measuring import Answers

NUMBERS = {"few": 5, "many": 200}
MANY, ANNOTATIONS = 200, 20_000

QUERIES = {
    "a rare word": "consent",
    "a common word": "trafficking",
    "two words": "data protection",
    "a phrase": '"access to justice"',
    "a prefix": "traffick*",
    "near": "victim NEAR/5 remedy",
    "near a beginning": "child* NEAR online",
    "near a beginning, the commonest words": "traffick* NEAR women",
    "fields": 'section:conclusions year:2018- "due diligence"',
    "a theme": "theme:punishment victims",
    "untagged": "is:untagged labour",
    "without": "women NOT trafficking",
}


pytestmark = pytest.mark.benchmark(timer=time.process_time)


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
                unit._replace(text=text) for unit, text in zip(without_items, words, strict=True)
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


def ask_anew(benchmark: BenchmarkFixture, searcher: Searcher, text: str) -> None:
    """Measure a query whose words were not asked for before."""

    def forget() -> tuple[tuple[Searcher, str], dict[str, object]]:
        searcher._known.clear()
        return (searcher, text), {}

    benchmark.pedantic(answer, setup=forget, rounds=15)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("reports", ["few", "many"])
def test_a_search_is_answered(
    benchmark: BenchmarkFixture,
    request: pytest.FixtureRequest,
    answers: Answers,
    reports: str,
    name: str,
) -> None:
    ask_anew(benchmark, request.getfixturevalue(reports), QUERIES[name])
    answers.note(NUMBERS[reports], f"search: {name}", benchmark)


@pytest.mark.parametrize("reports", ["few", "many"])
def test_words_are_searched_letter_by_letter(
    benchmark: BenchmarkFixture, request: pytest.FixtureRequest, answers: Answers, reports: str
) -> None:
    searcher, text = request.getfixturevalue(reports), "victims of trafficking NOT children"

    def took(end: int) -> float:
        began = time.process_time()
        with suppress(QueryError):
            answer(searcher, text[:end])
        return time.process_time() - began

    slowest = max(range(1, len(text) + 1), key=took)
    benchmark(took, slowest)
    answers.note(NUMBERS[reports], "search: the slowest letter of words as typed", benchmark)
