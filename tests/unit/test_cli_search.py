"""`glossator search`: the same answers as in the window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from glossator.cli.program import glossator
from glossator.domain.edits import Change, EditSet
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import ReportText
from glossator.storage.project import ProjectFile
from helpers.records import MADE_AT, make_report, make_theme

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from glossator.domain.records import Record

WORDS = "States shall protect data."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with two reports that have been read and a theme."""
    path = tmp_path / "review.glossator"
    records: list[Record] = [make_theme("Data protection")]
    with ProjectFile.create(path) as project:
        for position, (symbol, words) in enumerate((("A/1", WORDS), ("A/2", "Nothing on it."))):
            digest = project.store_document(words.encode(), media_type="", file_name="a.txt")
            unit = Unit(
                "para_1", UnitKind.PARAGRAPH, "1", label="para. 1",
                spans=((0, len(words)),), text=words,
            )  # fmt: skip
            project.store_reading(digest, ReportText((words,)), Structure(units=(unit,)))
            records.append(make_report(symbol, sha256=digest, position=position))
        changes = tuple(Change(None, one) for one in records)
        project.apply(EditSet("Put", changes), at=MADE_AT)
    return path


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(glossator, ["search", str(path), *arguments])


def test_hits_are_printed_by_report_with_the_words_marked(path: Path) -> None:
    assert run(path, "data protection").stdout.splitlines() == [
        "A/1  Report A/1 (1 hit)",
        "  para. 1, p. 1: States shall [protect] [data].",
        "A/2  Report A/2 (0 hits)",
        "Themes (1 hit)",
        "  Data protection: [Data] [protection]",
    ]


def test_the_json_has_the_places_of_the_hits(path: Path) -> None:
    found = json.loads(run(path, "data is:paragraph", "--json").stdout)
    assert found["hits"] == 1
    assert [one["symbol"] for one in found["reports"]] == ["A/1", "A/2"]
    assert found["reports"][1]["hits"] == []
    (hit,) = found["reports"][0]["hits"]
    assert hit["citation"] == "A/1, para. 1"
    assert [hit["text"][a:b] for a, b in hit["marks"]] == ["data"]


def test_a_query_that_can_not_be_understood_is_refused_with_its_place(path: Path) -> None:
    refused = run(path, "data AND (")
    assert refused.exit_code == 1
    assert refused.stderr == "“(” at character 10 needs words after it.\n"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("zebra", "Nothing was found.\n"),
        ("report:99/999", "Nothing was found: no report has this symbol, title or year.\n"),
    ],
)
def test_that_nothing_was_found_is_said(path: Path, query: str, sentence: str) -> None:
    assert run(path, query).stderr == sentence
