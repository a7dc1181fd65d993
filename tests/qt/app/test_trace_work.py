"""What recurs in a project, worked out a slice at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.app import trace_work
from glossator.app.trace_work import TraceWork
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from helpers.records import make_report

if TYPE_CHECKING:
    from glossator.app.trace_work import Progress
    from glossator.domain.ranking.counterparts import Match

TEXTS = (
    "Victims of trafficking should never be punished for acts that they were compelled to commit.",
    "Shelters offer medical care and legal aid to all women who ask for them in good time.",
)
REPORTS = [make_report(f"A/{n}", sha256=f"{n:064}", date=f"20{10 + n}-01-01") for n in range(3)]


class Project:
    """Three reports that say the same."""

    read_only = False

    def structure(self, _sha256: str) -> Structure:
        numbered = enumerate(TEXTS, 1)
        return Structure(
            units=tuple(
                Unit(f"para_{n}", UnitKind.PARAGRAPH, str(n), label=f"para. {n}", text=text)
                for n, text in numbered
            )
        )

    def document_matches(self, _sha256: str, _other: str) -> dict[str, list[Match]]:
        return {}


PAIRS = 6
"""Of three reports, each with itself too."""


def slices(work: TraceWork) -> list[Progress]:
    """Work until there is no more and return how far each slice came."""
    found = [work.advance()]
    while found[-1].more:
        found.append(work.advance())
    return found


@pytest.fixture
def work() -> TraceWork:
    work = TraceWork(Project())  # type: ignore[arg-type]  # has what is asked for
    work.set_reports(REPORTS)
    return work


def test_the_last_slice_brings_the_book_of_all_reports(work: TraceWork) -> None:
    book = slices(work)[-1].book
    assert book is not None
    assert [len(one.members) for one in book.families] == [3, 3]
    assert [one.recur for one in book.counts] == [2, 2, 2]
    assert [one.book for one in slices(work)] == [None]


def test_a_book_is_written_over_several_slices(
    work: TraceWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace_work, "SLICE", 0.0)
    found = slices(work)
    # When all is prepared each pair is traced in a slice, and written in another.
    assert sum(one.done == len(REPORTS) for one in found) > 2 * PAIRS
    assert found[-1].book is not None
    assert [len(one.members) for one in found[-1].book.families] == [3, 3]
