"""The command that lists who is named in the reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

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
    ("A/73/263", "2018"): ("Peru, Mali and Peru work with UNODC.",),
    ("A/67/170", "2012"): ("Peru reported.", "Nothing was reported."),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two reports that have been read, the later one added first."""
    path = tmp_path_factory.mktemp("mentions") / "review.glossator"
    with ProjectFile.create(path) as made:
        for n, ((symbol, date), texts) in enumerate(TEXTS.items()):
            sha256 = made.store_document(
                symbol.encode(), media_type="text/plain", file_name=f"{n}.txt"
            )
            units = tuple(
                Unit(f"para_{m}", UnitKind.PARAGRAPH, str(m), label=f"para. {m}", text=text)
                for m, text in enumerate(texts, 1)
            )
            made.store_reading(sha256, ReportText(("",)), Structure(units=units))
            report = make_report(symbol, sha256=sha256, position=n, date=date)
            made.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
    return path


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(program, ["mentions", *(str(one) for one in arguments)])
    assert result.exit_code == 0, result.output
    return result


def test_each_name_is_listed_with_its_places_the_earliest_report_first(project: Path) -> None:
    assert run(project).stdout.splitlines() == [
        "",
        "States",
        "    3  Peru",
        "         A/67/170: para. 1",
        "         A/73/263: para. 1 (2 times)",
        "    1  Mali",
        "         A/73/263: para. 1",
        "",
        "Bodies",
        "    1  United Nations Office on Drugs and Crime",
        "         A/73/263: para. 1",
    ]


def test_json_has_the_counts_of_each_report(project: Path) -> None:
    (entry,) = json.loads(run(project, "--kind", "body", "--json").stdout)["mentions"]
    assert entry == {
        "kind": "body",
        "name": "United Nations Office on Drugs and Crime",
        "count": 1,
        "reports": [{"symbol": "A/73/263", "date": "2018", "count": 1, "places": ["para. 1"]}],
    }


def test_a_kind_that_nobody_names_is_said_so(project: Path) -> None:
    assert run(project, "--kind", "symbol").stdout == "The reports name none of these.\n"
