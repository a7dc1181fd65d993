"""The command that shows what of a report comes back in later ones."""

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

OLD = (
    "States should ensure that victims of trafficking are not detained, charged or prosecuted for "
    "offences that they were compelled to commit."
)
NEW = OLD.replace("States", "Member States").replace("victims", "victim-survivors")
TEXTS = {
    ("A/67/170", "2012-07-30"): (("II. Data", "Data are scarce."), ("V. Conclusions", OLD)),
    ("A/73/263", "2018-07-27"): (("IV. Conclusions", NEW), ("IV. Conclusions", "Banks follow it.")),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two reports that have been read, the later one added first."""
    path = tmp_path_factory.mktemp("trace") / "review.glossator"
    with ProjectFile.create(path) as made:
        for n, ((symbol, date), texts) in enumerate(reversed(TEXTS.items())):
            data = symbol.encode()
            sha256 = made.store_document(data, media_type="text/plain", file_name=f"{n}.txt")
            units = tuple(
                Unit(
                    f"para_{m}",
                    UnitKind.PARAGRAPH,
                    str(m),
                    label=f"para. {m}",
                    text=text,
                    section=(heading,),
                )
                for m, (heading, text) in enumerate(texts, 1)
            )
            text = ReportText(("\n".join(unit.text for unit in units),), labels=("1",))
            made.store_reading(sha256, text, Structure(units=units))
            report = make_report(symbol, sha256=sha256, position=n, date=date)
            made.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
    return path


def run(*arguments: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(program, ["trace", *(str(one) for one in arguments)])
    assert result.exit_code == exit_code, result.output
    return result


def printed(*arguments: object) -> Any:  # noqa: ANN401 - JSON
    return json.loads(run(*arguments, "--json").stdout)


PAIR = ("--from", "A/67/170", "--to", "A/73/263")


def test_two_reports_are_compared_passage_by_passage(project: Path) -> None:
    traces = printed(project, *PAIR)["traces"]
    assert [
        (one["kind"], *(side and side["citation"] for side in (one["from"], one["to"])))
        for one in traces
    ] == [
        ("near-verbatim", "A/67/170, para. 2", "A/73/263, para. 1"),
        ("new", None, "A/73/263, para. 2"),
        ("dropped", "A/67/170, para. 1", None),
    ]
    assert traces[0]["score"] > 0.75
    assert traces[0]["diff"][:2] == [["new", "Member"], ["same", " States should ensure that"]]
    assert "".join(text for kind, text in traces[0]["diff"] if kind != "old") == NEW


def test_changed_words_are_marked_for_the_eye(project: Path) -> None:
    out = run(project, *PAIR).stdout
    first, _, told = out.partition("\n")
    assert first == "A/67/170 (2012) → A/73/263 (2018): 1 near-verbatim, 1 new, 1 dropped"
    assert "{+Member+} States should ensure that [-victims-] {+victim-survivors+} of" in told
    assert "dropped  para. 1\n  Data are scarce." in told


def test_only_the_passages_under_a_heading_are_followed(project: Path) -> None:
    traces = printed(project, *PAIR, "--section", "conclusions")["traces"]
    assert [one["kind"] for one in traces] == ["near-verbatim"]


def test_families_go_from_the_earliest_report_to_the_latest(project: Path) -> None:
    (family,) = printed(project)["families"]
    assert [(one["date"][:4], one["citation"]) for one in family] == [
        ("2012", "A/67/170, para. 2"),
        ("2018", "A/73/263, para. 1"),
    ]
    assert "2012  A/67/170, para. 2\n" in run(project).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "A/67/170"), "Give both --from and --to"),
        (("--from", "A/67/170", "--to", "A/67/170"), "two different reports"),
        (("--from", "A/67/170", "--to", "A/1/1"), "There is no report “A/1/1”"),
        ((*PAIR, "--section", "shelters"), "no heading with the words “shelters”"),
    ],
)
def test_what_makes_no_sense_is_said(project: Path, arguments: tuple[str, ...], said: str) -> None:
    (line,) = run(project, *arguments, exit_code=1).stderr.splitlines()
    assert said in line
