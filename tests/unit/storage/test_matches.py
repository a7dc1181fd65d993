"""What the ranking found is kept, and found again by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.domain.ranking.counterparts import VERSION, Match, Passage, passages
from glossator.domain.ranking.likeness import Index
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import ReportText
from glossator.storage import matches as kept
from helpers.records import MADE_AT, make_report

if TYPE_CHECKING:
    from glossator.storage.project import ProjectFile

TEXTS = (
    ("Shelters care for women.", "Victims must never be punished."),
    ("No victim is to be punished.", "Schools teach.", "A shelter for a woman."),
    ("Banks follow money.",),
)


def structure(*texts: str) -> Structure:
    units = (
        Unit(f"para_{n}", UnitKind.PARAGRAPH, str(n), text=text) for n, text in enumerate(texts, 1)
    )
    return Structure(units=tuple(units))


@pytest.fixture
def documents(project: ProjectFile) -> list[str]:
    """The documents of three reports that have been read."""
    found = []
    for n, texts in enumerate(TEXTS):
        sha256 = project.store_document(b"%d" % n, media_type="text/plain", file_name=f"{n}.txt")
        project.store_reading(sha256, ReportText(("\n".join(texts),)), structure(*texts))
        report = make_report(f"A/7{n}/1", sha256=sha256)
        project.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
        found.append(sha256)
    return found


def ranked(project: ProjectFile) -> dict[str, tuple[Passage, ...]]:
    read = {one.sha256: project.structure(one.sha256) for one in project.reports()}
    return {sha256: passages(one) for sha256, one in read.items() if one is not None}


def rank(project: ProjectFile) -> None:
    index = Index.of(ranked(project))
    for sha256, others in project.unmatched().items():
        project.store_matches(sha256, index.compare(sha256, others), len(index))


def test_nothing_is_there_before_it_is_ranked(project: ProjectFile, documents: list[str]) -> None:
    first, second, third = documents
    assert project.matches(first, "para_1") == {}
    assert project.unmatched() == {second: [first], third: [first, second]}


def test_matches_are_found_in_both_directions(project: ProjectFile, documents: list[str]) -> None:
    first, second, third = documents
    rank(project)
    assert project.unmatched() == {}
    there = project.matches(first, "para_2")
    assert set(there) == {second, third}
    assert there[second][0].unit_id == "para_1"
    assert there[third] == []
    assert project.matches(second, "para_3", first)[first][0].unit_id == "para_1"
    assert project.matches(second, "para_9") == {}


def test_kept_matches_are_those_of_the_index(project: ProjectFile, documents: list[str]) -> None:
    rank(project)
    index = Index.of(ranked(project))
    for unit_id in ("para_1", "para_2"):
        for other, wanted in index.similar(documents[0], unit_id).items():
            found = project.matches(documents[0], unit_id)[other]
            assert [one.unit_id for one in found] == [one.unit_id for one in wanted]
            assert all(isinstance(one, Match) for one in found)
            for one, exact in zip(found, wanted, strict=True):
                assert one.score == pytest.approx(exact.score, abs=0.01)


def test_a_new_reading_is_ranked_anew(project: ProjectFile, documents: list[str]) -> None:
    rank(project)
    texts = ("Something else.",)
    project.store_reading(documents[0], ReportText(texts), structure(*texts))
    assert documents[0] not in project.matches(documents[1], "para_1")
    assert any(documents[0] in (one, *others) for one, others in project.unmatched().items())


def test_what_another_ranking_found_is_missing(
    project: ProjectFile, documents: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rank(project)
    monkeypatch.setattr(kept, "VERSION", VERSION + 1)
    assert project.matches(documents[0], "para_1") == {}
    assert set(project.unmatched()) == set(documents[1:])
    rank(project)
    assert project.unmatched() == {}


def test_pairs_ranked_among_few_are_ranked_anew(project: ProjectFile, documents: list[str]) -> None:
    index = Index.of(ranked(project))
    for sha256, others in project.unmatched().items():
        project.store_matches(sha256, index.compare(sha256, others), 2)
    assert set(project.unmatched()) == set(documents[1:])


def test_matches_that_do_not_fit_the_reading_are_left_out(
    project: ProjectFile, documents: list[str]
) -> None:
    first, second, _ = documents
    other = Index.of({first: [Passage("x", "women")], second: [Passage("y", "women")]})
    project.store_matches(first, other.compare(first, [second]), 2)
    assert project.matches(first, "para_1") == {}


def test_matches_go_with_the_document(project: ProjectFile, documents: list[str]) -> None:
    rank(project)
    report = project.reports()[0]
    project.apply(EditSet("Remove", (Change(report, None),)), at=MADE_AT)
    project.compact()
    assert set(project.matches(documents[1], "para_1")) == {documents[2]}
    assert project.check() == []
