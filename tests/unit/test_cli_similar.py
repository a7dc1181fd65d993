"""The command that shows what other reports say on the same matter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from glossator.cli.program import glossator as program
from glossator.domain.edits import Change, EditSet
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import ReportText
from glossator.storage.project import ProjectFile
from helpers.records import MADE_AT, make_report

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "A/70/1": ("Shelters care for women.", "Victims must never be punished for forced crimes."),
    "A/71/2": ("No victim is to be punished for a crime that was forced.", "Schools teach."),
    "A/72/3": ("Banks follow money.", "Borders are closed."),
}


def run(*arguments: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(program, [str(one) for one in arguments])
    assert result.exit_code == exit_code, result.output
    return result


def refused(*arguments: object) -> str:
    (line,) = run("similar", *arguments, exit_code=1).stderr.splitlines()
    return line


def printed(*arguments: object) -> Any:  # noqa: ANN401 - JSON
    return json.loads(run("similar", *arguments, "--json").stdout)


def structure(*texts: str) -> Structure:
    units = [
        Unit(f"para_{n}", UnitKind.PARAGRAPH, str(n), label=f"para. {n}", text=text)
        for n, text in enumerate(texts, 1)
    ]
    note = Unit("fn_3", UnitKind.FOOTNOTE, "3", label="footnote 3", parent="para_1", text="Ibid.")
    return Structure(units=(*units, note))


def make_project(path: Path) -> Path:
    """Make a project of three reports that have been read."""
    with ProjectFile.create(path) as project:
        for n, (symbol, texts) in enumerate(TEXTS.items()):
            data = symbol.encode()
            sha256 = project.store_document(data, media_type="text/plain", file_name=f"{n}.txt")
            text = ReportText(("\n".join(texts),), labels=("iv",))
            project.store_reading(sha256, text, structure(*texts))
            report = make_report(symbol, sha256=sha256, position=n)
            project.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("similar") / "review.glossator")


def test_the_counterpart_in_other_words_is_first(path: Path) -> None:
    found = printed(path, "A/70/1, para. 2")
    assert found["of"]["symbol"] == "A/70/1"
    assert found["of"]["citation"] == "A/70/1, para. 2"
    assert found["of"]["text"].startswith("Victims must never")
    assert [one["symbol"] for one in found["reports"]] == ["A/71/2", "A/72/3"]
    first = found["reports"][0]["matches"][0]
    assert set(first) == {"score", "citation", "paragraph", "page", "text"}
    assert (first["citation"], first["paragraph"], first["page"]) == ("A/71/2, para. 1", "1", "iv")
    assert 0 < first["score"] <= 1
    assert {"symbol", "title", "date", "matches"} == set(found["reports"][0])


def test_what_was_found_is_kept(path: Path) -> None:
    printed(path, "A/70/1, para. 2")
    with ProjectFile.open(path, read_only=True) as project:
        assert project.unmatched() == {}
        first, second, _ = project.reports()
        matches = project.matches(first.sha256, "para_2")
        assert matches[second.sha256][0].unit_id == "para_1"


@pytest.mark.parametrize(
    "place", ["A/70/1 para 2", "a/70/1 § 2", "70/1, ¶2", "A_70_1.pdf, 2", "a_70_1 paragraph 2"]
)
def test_a_place_may_be_written_in_many_ways(path: Path, place: str) -> None:
    assert printed(path, place)["of"]["citation"] == "A/70/1, para. 2"


def test_in_words(path: Path) -> None:
    lines = run("similar", path, "A/71/2 1", "--limit", 1).stdout.splitlines()
    assert lines[0] == "A/71/2, para. 1"
    assert any(line.strip().endswith("A/70/1, para. 2") for line in lines)


def test_a_project_open_elsewhere_is_ranked_for_this_time(tmp_path: Path) -> None:
    path = make_project(tmp_path / "review.glossator")
    with ProjectFile.open(path, who="Anna") as project:
        found = printed(path, "A/70/1, para. 2")
        assert project.unmatched()
    assert found["reports"][0]["matches"][0]["citation"] == "A/71/2, para. 1"


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (
            "A/70/1, para. 9",
            "A/70/1 has no “para. 9”: its paragraphs are cited as “para. 1” to “para. 2”.",
        ),
        ("A/70/1, annex", "A/70/1 has no “annex”: its paragraphs are cited as “para. 1”"),
        ("A/70/1, paras. 1-2", "“paras. 1-2” names several paragraphs of A/70/1: give one,"),
        ("A/70/1, paras. 1 and 2", "“paras. 1 and 2” names several paragraphs of A/70/1"),
        ("A/70/1, footnote 3", "A/70/1, footnote 3 is not compared with others: only paragraphs,"),
        ("A/99/9, para. 1", "There is no report “A/99/9”."),
        ("X, para. 1", "There is no report “X”."),
        ("A/70/1", "“A/70/1” names no paragraph"),
        ("", "“” names no paragraph"),
    ],
)
def test_a_place_that_is_not_there(path: Path, place: str, sentence: str) -> None:
    assert refused(path, place).startswith(sentence)
