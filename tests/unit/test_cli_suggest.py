"""The command that suggests themes for a passage, and passages for a theme."""

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
from helpers.records import MADE_AT, make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = (
    "Victims must not be punished for offences that they were compelled to commit.",
    "Criminal records of victims should be expunged.",
    "Shelters offer medical care and counselling to survivors.",
    "Banks should trace the money that traffickers earn.",
    "The Assembly met.",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one report that has been read, its first paragraph tagged."""
    path = tmp_path_factory.mktemp("suggest") / "review.glossator"
    with ProjectFile.create(path) as made:
        sha256 = made.store_document(b"a", media_type="text/plain", file_name="a.txt")
        units, at = [], 0
        for n, text in enumerate(TEXTS, 1):
            units.append(
                Unit(
                    f"para_{n}",
                    UnitKind.PARAGRAPH,
                    str(n),
                    label=f"para. {n}",
                    spans=((at, at + len(text)),),
                    text=text,
                )
            )
            at += len(text) + 1
        read = ReportText(("\n".join(TEXTS),), labels=("1",))
        made.store_reading(sha256, read, Structure(units=tuple(units)))
        report = make_report("A/70/1", sha256=sha256)
        punish = make_theme("Non-punishment", definition="Victims not punished, records expunged.")
        care = make_theme("Care", definition="Shelters, medical care, counselling.")
        tagged = make_annotation(report, [punish], exact=TEXTS[0], start=0, quote=TEXTS[0])
        records = (report, punish, care, tagged)
        changes = tuple(Change(None, record) for record in records)
        made.apply(EditSet("Add", changes), at=MADE_AT)
    return path


def run(*arguments: object, exit_code: int = 0, command: str = "suggest") -> Result:
    result = CliRunner().invoke(program, [command, *(str(one) for one in arguments)])
    assert result.exit_code == exit_code, result.output
    return result


def printed(*arguments: object) -> Any:  # noqa: ANN401 - JSON
    return json.loads(run(*arguments, "--json").stdout)


def test_themes_are_suggested_with_the_words_they_rest_on(project: Path) -> None:
    found = printed(project, "A/70/1, para. 3")
    assert found["of"]["citation"] == "A/70/1, para. 3"
    assert [one["theme"] for one in found["themes"]] == ["Care"]
    assert "Shelters" in found["themes"][0]["words"]
    assert run(project, "A/70/1, para. 3").stdout.startswith("0.")


def test_a_theme_that_the_passage_carries_is_not_suggested(project: Path) -> None:
    assert printed(project, "A/70/1, para. 1")["themes"] == []
    assert run(project, "A/70/1, para. 1").stdout == "No theme is like this passage.\n"


def test_what_a_theme_may_have_missed_is_listed(project: Path) -> None:
    found = printed(project, "--theme", "Non-punishment")
    assert [one["citation"] for one in found["passages"]] == ["A/70/1, para. 2"]
    out = run(project, "--theme", "Non-punishment").stdout
    assert "A/70/1, para. 2" in out
    assert TEXTS[1] in out


def test_nothing_is_tagged(project: Path) -> None:
    before = project.read_bytes()
    run(project, "A/70/1, para. 3")
    assert project.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Give a passage"),
        (("A/70/1, para. 1", "--theme", "Care"), "one of both"),
        (("A/70/1, para. 99",), "has no “para. 99”"),
        (("--theme", "Money"), "no theme “Money”"),
    ],
)
def test_what_makes_no_sense_is_said(project: Path, arguments: tuple[str, ...], said: str) -> None:
    (line,) = run(project, *arguments, exit_code=1).stderr.splitlines()
    assert said in line


def test_paragraphs_without_a_theme_are_listed_by_report(project: Path) -> None:
    said = run(project, command="untagged").stdout
    assert said.startswith("A/70/1: 4 of 5 paragraphs not yet tagged\n  para. 2  Criminal records")
    (listed,) = json.loads(run(project, "--json", "--report", "A/70/1", command="untagged").stdout)
    assert (listed["untagged"], listed["total"]) == (4, 5)
    assert [one["paragraph"] for one in listed["paragraphs"]] == ["2", "3", "4", "5"]
