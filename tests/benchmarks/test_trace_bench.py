"""Tracing a pair of reports and a single passage, among five reports and among two hundred."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from glossator.app.trace_work import SLICE, TraceWork
from glossator.domain.ranking.counterparts import Match, passages
from glossator.domain.ranking.likeness import Index
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.trace.pairs import Trace, Traceable, trace
from helpers import judged
from helpers.edition import structures
from helpers.records import make_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_benchmark.fixture import BenchmarkFixture

    from glossator.domain.records import Report
    from helpers.measuring import Answers

FEW, MANY = 5, 200
"""Reports."""

PARAGRAPHS, WORDS = 60, 110

pytestmark = pytest.mark.benchmark(timer=time.process_time)


class Project:
    """Reports in memory that borrow a third of their paragraphs from those before them."""

    read_only = False

    def __init__(self, n_reports: int) -> None:
        chance = random.Random(11)
        vocabulary = [f"w{''.join(chance.choices('aeioklmnrst', k=6))}" for _ in range(4000)]
        self.texts: list[str] = []
        self.structures: dict[str, Structure] = {}
        self.reports: list[Report] = []
        for n in range(n_reports):
            sha256 = f"{n:064x}"
            texts = [self._text(chance, vocabulary) for _ in range(PARAGRAPHS)]
            self.texts += texts
            units = tuple(
                Unit(f"para_{k}", UnitKind.PARAGRAPH, str(k), label=f"para. {k}", text=text)
                for k, text in enumerate(texts, 1)
            )
            self.structures[sha256] = Structure(units=units)
            self.reports.append(make_report(f"A/{n}", sha256=sha256, date=f"{1820 + n}-01-01"))

    def _text(self, chance: random.Random, vocabulary: list[str]) -> str:
        if self.texts and chance.random() < 1 / 3:
            words = chance.choice(self.texts).split()
            for _ in range(chance.randrange(0, WORDS // 2)):
                words[chance.randrange(len(words))] = chance.choice(vocabulary)
            return " ".join(words)
        return " ".join(chance.choices(vocabulary, k=WORDS))

    def structure(self, sha256: str) -> Structure:
        return self.structures[sha256]

    def document_matches(self, sha256: str, other: str) -> dict[str, list[Match]]:
        del sha256, other
        return {}

    def matches(self, sha256: str, unit_id: str) -> dict[str, list[Match]]:
        """Return ten counterparts in each other report, as a ranking keeps them."""
        place = int(unit_id.rpartition("_")[2])
        best = [Match(f"para_{(place * n) % PARAGRAPHS + 1}", 0.3 - n / 100) for n in range(10)]
        return {one.sha256: best for one in self.reports if one.sha256 != sha256}


def prepared(n_reports: int) -> tuple[Project, TraceWork]:
    """Return a project whose reports are prepared, but not traced pair by pair."""
    project = Project(n_reports)
    work = TraceWork(project)  # type: ignore[arg-type]  # has what is asked for
    work.set_reports(project.reports)
    while True:
        progress = work.advance()
        if progress.done == n_reports:
            return project, work


@pytest.mark.parametrize("n_reports", [FEW, MANY], ids=["few", "many"])
def test_a_report_is_held_against_another(
    benchmark: BenchmarkFixture, answers: Answers, n_reports: int
) -> None:
    project, work = prepared(n_reports)
    first, last = project.reports[0].sha256, project.reports[-1].sha256
    assert len(benchmark(lambda: work.lines(first, last, (), ()))) >= PARAGRAPHS
    answers.note(n_reports, "trace: a report held against another", benchmark)


@pytest.mark.parametrize("n_reports", [FEW, MANY], ids=["few", "many"])
def test_the_family_of_a_passage_is_found(
    benchmark: BenchmarkFixture, answers: Answers, n_reports: int
) -> None:
    project, work = prepared(n_reports)
    sha256 = project.reports[-1].sha256
    units = [f"para_{n}" for n in range(1, PARAGRAPHS + 1)]
    most = max(units, key=lambda one: _size(work, sha256, one))
    assert benchmark(lambda: _size(work, sha256, most)) > 1
    answers.note(n_reports, "trace: the family of a passage", benchmark)


def test_what_became_of_passages_is_told(
    benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    benchmark.pedantic(lambda: None, rounds=1)  # type: ignore[no-untyped-call]  # or it is left out
    units = {symbol: passages(structure) for symbol, structure in structures().items()}
    labels = {
        symbol: {unit.id: unit.label for unit in structure.units}
        for symbol, structure in structures().items()
    }
    index, right = Index.of(units), Counter[str]()
    traced: dict[tuple[str, str], Sequence[Trace]] = {}
    for one in judged.traces():
        old, new = pair = (one["from"], one["to"])
        if pair not in traced:
            ranked = {
                passage.unit_id: index.similar(new, passage.unit_id)[old] for passage in units[new]
            }
            traced[pair] = trace(Traceable(units[old]), Traceable(units[new]), ranked)
        told = [
            (found.change.value, labels[new].get(found.new or "", ""))
            for found in traced[pair]
            if (labels[old].get(found.old or "") == one["from_passage"])
            and (found.old or labels[new][found.new or ""] in one["to_passages"])
        ]
        kind = one["kind"].replace(" ", "-")
        wanted = {(kind, label) for label in one["to_passages"] or [""]}
        right[one["kind"]] += not wanted.isdisjoint(told)
    judged_so = Counter(one["kind"] for one in judged.traces())
    with capsys.disabled():
        shares = ", ".join(f"{right[kind]} of {n} {kind}" for kind, n in judged_so.items())
        print(f"\ntold as people judged: {shares}")
    assert right.total() > 0.7 * judged_so.total()


def test_a_slice_of_the_work_is_short(benchmark: BenchmarkFixture) -> None:
    project = Project(5)
    benchmark.extra_info["limit"] = 5 * SLICE

    def slices() -> Iterable[int]:
        work = TraceWork(project)  # type: ignore[arg-type]  # has what is asked for
        work.set_reports(project.reports)
        return (1 for _ in iter(lambda: work.advance().more, False))

    left = iter(slices())

    def one() -> int:
        nonlocal left
        found = next(left, 0)
        if not found:
            left = iter(slices())
        return found

    benchmark(one)


def _size(work: TraceWork, sha256: str, unit_id: str) -> int:
    family = work.around(sha256, unit_id)
    return len(family.members) if family else 0
