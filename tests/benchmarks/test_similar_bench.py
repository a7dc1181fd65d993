"""How well passages find their counterparts, against plain TF-IDF, and how long it takes.

Two test sets are written by hand from the five reports (`helpers.judged`): one that the ranking
was tuned on, each pair asked in both directions, and one that it never saw. Only pairs of which
the writer was sure are in them, so they are easier than what analysts ask; what counts is the
distance to the baseline.
"""

from __future__ import annotations

import math
import random
import re
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.domain.ranking.counterparts import Pair, Passage, passages
from glossator.domain.ranking.likeness import Index
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import ReportText
from glossator.storage.project import ProjectFile
from helpers import judged
from helpers.edition import structures
from helpers.records import MADE_AT, make_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parents[2]
REPORTS, PARAGRAPHS = 200, 60

Project: TypeAlias = dict[str, list[Passage]]
Ranking: TypeAlias = "Callable[[str, str, str], list[str]]"


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """Collect what is measured; print it when all is done."""
    lines: list[str] = []
    yield lines
    print("\n" + "\n".join(lines))


def edition() -> Project:
    """Return the passages of the five reports, named as they are cited."""
    found: Project = {}
    for symbol, structure in structures().items():
        labels = {unit.id: unit.label for unit in structure.units}
        found[symbol] = [one._replace(unit_id=labels[one.unit_id]) for one in passages(structure)]
    return found


def plain_tf_idf(project: Project) -> Ranking:
    """Rank by the cosine of words 1-2 that at most a quarter of the passages have."""
    counts = {(r, p.unit_id): _words(p.text) for r, found in project.items() for p in found}
    spread = Counter(term for words in counts.values() for term in words)
    n = len(counts)
    vectors: dict[tuple[str, str], dict[str, float]] = {}
    for key, words in counts.items():
        kept = {
            term: count * (math.log((1 + n) / (1 + spread[term])) + 1)
            for term, count in words.items()
            if spread[term] <= n / 4
        }
        length = math.sqrt(sum(weight * weight for weight in kept.values())) or 1.0
        vectors[key] = {term: weight / length for term, weight in kept.items()}

    def rank(report: str, unit: str, other: str) -> list[str]:
        ours = vectors[report, unit]

        def score(passage: Passage) -> float:
            theirs = vectors[other, passage.unit_id]
            return sum(weight * theirs.get(term, 0.0) for term, weight in ours.items())

        units = (one for one in project[other] if not one.part)
        return [one.unit_id for one in sorted(units, key=score, reverse=True)]

    return rank


def _words(text: str) -> Counter[str]:
    words = re.findall(r"[a-z]+", text.lower())
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])


def ours(project: Project) -> Ranking:
    index = Index.of(project)

    def rank(report: str, unit: str, other: str) -> list[str]:
        found = index.similar(report, unit, limit=1000)[other]
        return [match.unit_id for match in found]

    return rank


def test_counterparts_are_found(benchmark: BenchmarkFixture, table: list[str]) -> None:
    project = edition()
    plain, found = plain_tf_idf(project), ours(project)
    benchmark(lambda: Index.of(project).similar("A/79/322", "para. 28"))
    for name, queries in (("tuned on", judged.pairs()), ("held out", judged.held_pairs())):
        table.append(f"{len(queries):4} queries {name:9}{judged.HEAD}")
        for who, rank in (("plain TF-IDF 1-2", plain), ("glossator", found)):
            table.append(f"{who:<22}{judged.figures(rank, queries)}")
        ours_mrr = judged.figures(found, queries).mrr
        assert ours_mrr > judged.figures(plain, queries).mrr


def made_up(n_reports: int) -> Project:
    """Return reports of sentences of the edition in which every seventh word is another."""
    chance = random.Random(1)
    known = [one for found in edition().values() for one in found if not one.part]
    sentences = [part for one in known for part in re.split(r"(?<=[.;]) ", one.text)]
    words = [word for sentence in sentences for word in sentence.split()]

    def word(printed: str) -> str:
        if chance.random() > 1 / 7:
            return printed
        if chance.random() > 1 / 3:
            return chance.choice(words)
        return "w" + "".join(chance.choice("abcdeiou") for _ in range(4))

    def text() -> str:
        chosen = chance.choices(sentences, k=chance.randint(2, 6))
        return " ".join(word(printed) for printed in " ".join(chosen).split())

    return {
        f"r{report}": [
            Passage(f"para_{n}", text(), chance.choice(known).title)
            for n in range(1, PARAGRAPHS + 1)
        ]
        for report in range(n_reports)
    }


def test_two_hundred_reports(benchmark: BenchmarkFixture, table: list[str], tmp_path: Path) -> None:
    project = made_up(REPORTS + 1)
    *names, last = project
    index = Index()
    pairs: list[tuple[str, list[Pair]]] = []

    def rank_all() -> None:
        for name in names:
            index.add(name, project[name])
        for n, name in enumerate(names):
            pairs.append((name, list(index.compare(name, names[:n]))))

    clock, cpu = time.perf_counter(), time.process_time()
    benchmark.pedantic(rank_all, rounds=1)  # type: ignore[no-untyped-call]
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    one_more = time.process_time()
    index.add(last, project[last])
    pairs.append((last, list(index.compare(last, names))))
    one_more = time.process_time() - one_more
    size = sum(len(one.there) + len(one.back) for _, found in pairs for one in found)
    # A document process ranks on one core. What others took of it meanwhile is not ours.
    table.append(f"{REPORTS} reports of {PARAGRAPHS} paragraphs, at work {cpu:6.1f} s   limit 60 s")
    table.append(f"  by the clock                   {clock:6.1f} s   at rest the same")
    table.append(f"  share of a core it was given   {100 * cpu / clock:6.0f} %")
    table.append(f"  kept                           {size / 2**20:6.1f} MB")
    table.append(f"one report more, at work         {one_more:6.2f} s   limit 2 s")
    table.append(_keeping(tmp_path / "many.glossator", project, pairs, len(index)))


def _keeping(path: Path, project: Project, pairs: list[tuple[str, list[Pair]]], among: int) -> str:
    """Keep all matches in a project and return what it costs to find some again."""
    with ProjectFile.create(path) as file:
        names = {}
        for name, found in project.items():
            sha256 = file.store_document(name.encode(), media_type="text/plain", file_name=name)
            units = (Unit(one.unit_id, UnitKind.PARAGRAPH, "1", text=one.text) for one in found)
            file.store_reading(sha256, ReportText(("x",)), Structure(units=tuple(units)))
            report = make_report(name, sha256=sha256)
            file.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
            names[name] = sha256
        longest = 0.0
        for name, ranked in pairs:
            renamed = [one._replace(other=names[one.other]) for one in ranked]
            start = time.perf_counter()
            file.store_matches(names[name], renamed, among)
            longest = max(longest, time.perf_counter() - start)
        assert file.unmatched() == {}
        sha256, other = names["r7"], names["r9"]
        file.matches(sha256, "para_1")
        every = _median(lambda: file.matches(sha256, "para_30"))
        single = _median(lambda: file.matches(sha256, "para_30", other))
    return (
        f"keeping one report's matches     {1e3 * longest:6.0f} ms\n"
        f"a unit's matches in {REPORTS} reports   {1e3 * every:6.2f} ms  limit 5 ms\n"
        f"a unit's matches in one report   {1e3 * single:6.2f} ms  limit 5 ms"
    )


def _median(call: Callable[[], object]) -> float:
    times = []
    for _ in range(21):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return sorted(times)[10]
