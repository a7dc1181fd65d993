"""What queries find, and that the index finds just what stands in the texts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import ProjectError
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.search.parser import parse
from glossator.domain.search.results import Found, HitKind
from glossator.domain.search.terms import has
from glossator.domain.search.words import SearchText
from glossator.domain.text.page_text import ReportText
from glossator.storage.project import ProjectFile
from helpers.records import MADE_AT, make_annotation, make_report, make_segment, make_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossator.domain.records import Record, Report
    from glossator.storage.searcher import Searcher

FIRST = (
    "The organization of data protection.",
    "Victim-survivors must be heard; their rights come first.",
    "States shall: (a) Protect labour rights; (b) Keep data.",
)
SECOND = ("Victims are not punished.", "Nothing on the matter.")


def paragraphs(texts: tuple[str, ...], section: str = "I. Introduction") -> Structure:
    """Return a structure of numbered paragraphs, one after the other in the text."""
    units, at = [], 0
    for number, text in enumerate(texts, 1):
        units.append(
            Unit(
                f"para_{number}", UnitKind.PARAGRAPH, str(number), label=f"para. {number}",
                section=(section,), spans=((at, at + len(text)),), text=text,
            )
        )  # fmt: skip
        if "(a)" in text:
            units += [
                Unit(
                    f"para_{number}__point_{letter}", UnitKind.ITEM, f"({letter})",
                    label=f"para. {number} ({letter})", parent=f"para_{number}", text=words,
                )
                for letter, words in (("a", "Protect labour rights;"), ("b", "Keep data."))
            ]  # fmt: skip
        at += len(text) + 1
    note = Unit(
        "fn_1", UnitKind.FOOTNOTE, "1", label="footnote 1", parent="para_1",
        spans=((at, at + 20),), text="See Bogotá’s decree.",
    )  # fmt: skip
    return Structure(units=(*units, note))


@pytest.fixture
def reports(project: ProjectFile) -> tuple[Report, Report]:
    """Two reports that have been read, and one that has not."""
    made = []
    texts = ((FIRST, "III. Access to justice"), (SECOND, "I. Introduction"))
    for index, (words, section) in enumerate(texts):
        digest = project.store_document(b"%PDF" + words[0].encode(), media_type="", file_name="a")
        year = ("2020", "2024")[index]
        report = make_report(
            ("A/75/289", "A/79/322")[index], sha256=digest, position=index, date=f"{year}-01-01"
        )
        project.store_reading(digest, ReportText(("\n".join(words),)), paragraphs(words, section))
        made.append(report)
    unread = make_report("A/80/1", sha256="1" * 64, position=2)
    put(project, *made, unread)
    return made[0], made[1]


@pytest.fixture
def searcher(project: ProjectFile) -> Iterator[Searcher]:
    with project.searcher() as one:
        yield one


def put(project: ProjectFile, *records: Record) -> int:
    return project.apply(EditSet("Put", tuple(Change(None, one) for one in records)), at=MADE_AT)


def labels(searcher: Searcher, query: str) -> list[str]:
    """Return what a query finds, as it is called."""
    node = parse(query)
    found = searcher.find(node)
    places = [place for group in found.groups for place in group.places]
    hits = [*searcher.hits(node, places), *searcher.theme_hits(found)]
    return [f"{hit.kind.value} {hit.label}" for hit in hits]


def counts(found: Found) -> dict[str, int]:
    return {group.report.symbol: len(group.places) for group in found.groups}


@pytest.mark.usefixtures("reports")
def test_hits_are_counted_by_report_and_a_report_without_hits_is_there(searcher: Searcher) -> None:
    found = searcher.find(parse('"data protection"'))
    assert counts(found) == {"A/75/289": 1, "A/79/322": 0}
    assert [one.symbol for one in found.unread] == ["A/80/1"]
    assert found.count == 1


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("organisation", ["paragraph para. 1"]),
        ("victimsurvivor", ["paragraph para. 2"]),
        ("victim", ["paragraph para. 2", "paragraph para. 1"]),
        ("labor", ["paragraph para. 3 (a)"]),
        ("data", ["paragraph para. 1", "paragraph para. 3 (b)"]),
        ("bogota", ["footnote footnote 1", "footnote footnote 1"]),
        ("report:79/322 victim", ["paragraph para. 1"]),
        ("year:-2020 data protect*", ["paragraph para. 1", "paragraph para. 3 (a)"]),
        ('section:"access to justice" victim', ["paragraph para. 2"]),
        ("para:2-3 rights", ["paragraph para. 2", "paragraph para. 3 (a)"]),
        ("para:1 is:footnote", ["footnote footnote 1", "footnote footnote 1"]),
        ("rights NOT labour", ["paragraph para. 2"]),
        ("rights NEAR/1 labour", ["paragraph para. 3 (a)"]),
        ("right* NEAR/1 labour", ["paragraph para. 3 (a)"]),
        ("right* NEAR/0 protect*", []),
        ("nobody", []),
    ],
)
def test_a_query_finds(searcher: Searcher, query: str, wanted: list[str]) -> None:
    assert labels(searcher, query) == wanted


def test_fields_of_annotations_find_the_paragraphs_they_touch(
    project: ProjectFile, reports: tuple[Report, Report], searcher: Searcher
) -> None:
    above = make_theme("Access to justice", definition="Courts and remedies.")
    below = make_theme("Non-punishment", above)
    one = make_annotation(reports[0], [below], start=40, exact="must be heard", analyst="Bo")
    noted = make_annotation(reports[1], start=2, exact="tims are", note="Ask about prosecution")
    put(project, above, below, one, noted)
    assert labels(searcher, "theme:nonpunishment is:paragraph") == ["paragraph para. 2"]
    assert "paragraph para. 2" in labels(searcher, "theme:justice")
    assert labels(searcher, "analyst:bo") == ["paragraph para. 2"]
    assert labels(searcher, "note:prosecute") == ["note 57"]
    assert labels(searcher, "is:noted") == ["paragraph para. 1"]
    assert labels(searcher, "is:untagged report:75/289") == [
        "paragraph para. 1",
        "paragraph para. 3",
    ]
    assert labels(searcher, "prosecution") == ["note 57"]
    assert labels(searcher, "remedy") == ["theme Access to justice"]


def test_a_passage_of_two_stretches_touches_only_what_they_are_in(
    project: ProjectFile, reports: tuple[Report, Report], searcher: Searcher
) -> None:
    theme = make_theme("Data")
    parts = (make_segment("data", start=24), make_segment("data", start=145))
    put(project, theme, make_annotation(reports[0], [theme], segments=parts, quote="data […] data"))
    assert labels(searcher, "theme:data is:paragraph") == ["paragraph para. 1", "paragraph para. 3"]


def test_a_search_sees_what_was_changed_meanwhile(
    project: ProjectFile, reports: tuple[Report, Report], searcher: Searcher
) -> None:
    assert labels(searcher, "prosecution") == []
    number = put(project, make_annotation(reports[0], note="Prosecution"))
    assert labels(searcher, "prosecution") == ["note 57"]
    project.take_back(number, MADE_AT)
    assert labels(searcher, "prosecution") == []
    shorter = replace(paragraphs(("Prosecuted.",)))
    project.store_reading(reports[1].sha256, ReportText(("Prosecuted.",)), shorter)
    assert labels(searcher, "prosecution") == ["paragraph para. 1"]


def test_words_asked_for_again_and_again_find_the_same_until_something_changes(
    project: ProjectFile, reports: tuple[Report, Report], searcher: Searcher
) -> None:
    asked = [f"data OR {word}" for word in ("victims", *"abcdefghijklmnopqrst", "victims")]
    found = [labels(searcher, query) for query in asked]
    assert found[0] == found[-1] == labels(searcher, "victims OR data")
    assert labels(searcher, "data NOT protection") != found[0]
    note = make_annotation(reports[0], note="Data")
    before = len(labels(searcher, "data"))
    put(project, note)
    assert len(labels(searcher, "data")) == before + 1


def test_an_index_that_does_not_match_is_found_by_the_check(
    project: ProjectFile, reports: tuple[Report, Report], path: Path
) -> None:
    del reports
    assert "index" not in {finding.kind for finding in project.check()}
    project.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE unit SET text = 'Other words.' WHERE id = 'para_2'")
        connection.commit()
    with ProjectFile.open(path) as again:
        assert "index" in {finding.kind for finding in again.check()}


def test_an_index_of_other_rules_is_made_anew_when_the_project_can_be_written(
    project: ProjectFile, reports: tuple[Report, Report], path: Path
) -> None:
    del reports
    project.set_setting("search_spelling", "0")
    project.close()
    with (
        ProjectFile.open(path, read_only=True) as old,
        old.searcher() as searcher,
        pytest.raises(ProjectError, match="another version"),
    ):
        searcher.find(parse("data"))
    with ProjectFile.open(path) as renewed, renewed.searcher() as searcher:
        assert len(labels(searcher, "data")) == 2
        assert renewed.check() == [] or {one.kind for one in renewed.check()} == {"reference"}


vocabulary = ("data", "re-data", "victims", "victim-survivor", "Bogotá’s", "non", "x-y-z", "labour")
some_words = st.lists(st.sampled_from(vocabulary), min_size=1, max_size=6).map(" ".join)
terms = st.one_of(
    st.sampled_from((*vocabulary, "victim*", "nonvictim", "xy", "yz*", "redata", "survivors")),
    some_words.map(lambda words: f'"{words}"'),
    st.tuples(
        st.sampled_from((*vocabulary, "victim*", "victims*", "re*")),
        st.integers(0, 3),
        st.sampled_from((*vocabulary, "dat*", '"data vic*"')),
    ).map(lambda parts: f"{parts[0]} NEAR/{parts[1]} {parts[2]}"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(some_words, min_size=1, max_size=12), st.lists(terms, min_size=1, max_size=12))
def test_the_index_finds_just_the_texts_that_have_the_words(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], queries: list[str]
) -> None:
    path = tmp_path_factory.mktemp("search") / "p.glossator"
    with ProjectFile.create(path) as project:
        digest = project.store_document(b"%PDF", media_type="", file_name="a")
        structure = paragraphs(tuple(texts))
        project.store_reading(digest, ReportText(("\n".join(texts),)), structure)
        put(project, make_report(sha256=digest))
        with project.searcher() as searcher:
            for query in queries:
                node = parse(query)
                (group,) = searcher.find(node).groups
                hits = searcher.hits(node, group.places)
                kept = [hit for hit in hits if hit.kind is HitKind.PARAGRAPH]
                assert [hit.text for hit in kept] == [
                    text for text in texts if has(node, SearchText(text))
                ]
                assert all(hit.marks for hit in kept)
