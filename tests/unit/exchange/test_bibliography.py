"""The reports as a bibliography."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.errors import ExportError
from glossator.domain.themes import ThemeTree
from glossator.exchange.bibliography import bibtex, csl_items, ris
from glossator.exchange.outgoing import Outgoing, format_of
from helpers.records import make_annotation, make_report

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.records import Report

REPORT = make_report(
    "A/79/322",
    title="Trafficking in women & girls: 100 % “justice”",
    date="2024-08-23",
    session="Seventy-ninth session",
    url="https://docs.un.org/en/A/79/322",
)
OWN = make_report("", title="", date="2019", file_name="field notes.pdf")


def outgoing(*reports: Report) -> Outgoing:
    return Outgoing(
        name="Review",
        reports=reports,
        tree=ThemeTree(()),
        annotations=[make_annotation(reports[0], analyst="Anna")],
        labels={},
        at="2026-01-01T00:00:00Z",
        analyst="Anna",
        memo="",
        data=lambda _: b"",
        text=lambda _: None,
        picture=lambda _: None,
    )


def test_a_united_nations_document_is_cited_as_one() -> None:
    (item,) = csl_items([REPORT])
    assert item["author"] == [{"literal": "United Nations"}]
    assert item["number"] == "A/79/322"
    assert item["issued"] == {"date-parts": [[2024, 8, 23]]}


def test_what_is_not_known_is_left_out() -> None:
    (item,) = csl_items([OWN])
    assert item.keys() == {"id", "type", "title", "issued", "number-of-pages"}
    assert item["title"] == "field notes.pdf"
    assert item["issued"] == {"date-parts": [[2019]]}


def test_keys_are_given_once() -> None:
    keys = [item["id"] for item in csl_items([REPORT, REPORT, OWN, OWN])]
    assert keys == ["A-79-322", "A-79-322-2", "field-notes-pdf-2019", "field-notes-pdf-2019-2"]


def test_bibtex_is_read_back_with_its_letters_escaped() -> None:
    library = parse_string(bibtex([REPORT]))
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {field.key: field.value for field in entry.fields}
    assert fields["number"] == "A/79/322"
    assert fields["year"] == "2024"
    assert r"women \& girls" in fields["title"]
    assert r"100 \%" in fields["title"]
    assert fields["url"] == "https://docs.un.org/en/A/79/322"


def test_ris_is_read_back_without_a_number_before_the_entry() -> None:
    text = ris([REPORT, OWN])
    assert text.startswith("TY  - RPRT")
    first, second = rispy.loads(text)
    assert first["number"] == "A/79/322"
    assert first["authors"] == ["United Nations"]
    assert first["date"] == "2024/08/23"
    assert second["title"] == "field notes.pdf"


@given(st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1))
def test_no_title_breaks_a_bibliography(title: str) -> None:
    report = make_report("A/1/1", title=title)
    assert not parse_string(bibtex([report])).failed_blocks
    assert len(rispy.loads(ris([report]))) == 1


@pytest.mark.parametrize("name", ["out.bib", "out.ris", "out.csl.json"])
def test_a_format_is_chosen_by_the_ending_and_written_whole(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    assert format_of(name).write(outgoing(REPORT, OWN), target) == 2
    assert "A/79/322" in target.read_text("utf-8")
    assert [one.name for one in tmp_path.iterdir()] == [name]
    if name.endswith(".json"):
        assert json.loads(target.read_text("utf-8")) == csl_items([REPORT, OWN])


def test_an_unknown_ending_is_refused_with_those_there_are() -> None:
    with pytest.raises(ExportError, match=r"“out.doc”.*\.bib"):
        format_of("out.doc")


def test_what_goes_out_without_names_has_none() -> None:
    unnamed = outgoing(REPORT).anonymous()
    assert unnamed.analyst == ""
    assert [one.analyst for one in unnamed.annotations] == [""]
    assert unnamed.used_reports() == [REPORT]
