"""The command that counts passages by themes and reports."""

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

    from glossator.domain.records import Record

ROOT = make_theme("Access to justice", position=0)
CHILD = make_theme("Non-punishment", ROOT)
OTHER = make_theme("Demand", position=1)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of 200 and 400 words; the newer has two passages, one with both themes."""
    path = tmp_path_factory.mktemp("compare") / "review.glossator"
    with ProjectFile.create(path) as made:
        reports = []
        for n, (symbol, date, words) in enumerate(
            (("A/79/322", "2024-08-23", 400), ("A/67/170", "2012-07-23", 200))
        ):
            sha256 = made.store_document(
                symbol.encode(), media_type="text/plain", file_name=f"{n}.txt"
            )
            text = " ".join(["word"] * words)
            unit = Unit("para_1", UnitKind.PARAGRAPH, "1", spans=((0, len(text)),), text=text)
            made.store_reading(sha256, ReportText((text,)), Structure(units=(unit,)))
            reports.append(make_report(symbol, sha256=sha256, position=n, date=date))
        marks = (
            make_annotation(reports[0], [CHILD], quote="one two three"),
            make_annotation(reports[0], [CHILD, OTHER], quote="one two", analyst="Ben"),
        )
        records: tuple[Record, ...] = (*reports, ROOT, CHILD, OTHER, *marks)
        made.apply(EditSet("Add", tuple(Change(None, one) for one in records)), at=MADE_AT)
    return path


def run(*arguments: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(program, ["compare", *(str(one) for one in arguments)])
    assert result.exit_code == exit_code, result.output
    return result


def as_json(*arguments: object) -> Any:  # noqa: ANN401 - JSON
    return json.loads(run(*arguments, "--json").stdout)


def test_themes_are_counted_by_reports_from_the_oldest(project: Path) -> None:
    lines = run(project).stdout.splitlines()
    assert lines[0] == "Themes by reports by date: passages"
    assert lines[2].split() == ["2012", "A/67/170", "2024", "A/79/322", "All"]
    assert [line.split() for line in lines[3:]] == [
        ["Access", "to", "justice", "·", "2", "2"],
        ["Non-punishment", "·", "2", "2"],
        ["Demand", "·", "1", "1"],
        ["All", "·", "2", "2"],
    ]


@pytest.mark.parametrize(
    ("cell", "cells", "total"),
    [
        ("passages", [0, 2], 2),
        ("paragraphs", [0, 1], 1),
        ("words", [0, 5], 5),
        ("per-1000", [0, 5.0], pytest.approx(10 / 3)),
    ],
)
def test_a_cell_tells_passages_paragraphs_words_or_passages_per_1000_words(
    project: Path, cell: str, cells: list[float], total: float
) -> None:
    found = as_json(project, "--cell", cell)
    assert found["rows"][1]["label"] == "Non-punishment"
    assert found["rows"][1]["cells"] == cells
    assert found["total"] == total


def test_themes_by_themes_and_by_analysts(project: Path) -> None:
    both = as_json(project, "--cols", "theme")
    assert both["rows"][2]["cells"] == [1, 1, 1]
    analysts = as_json(project, "--rows", "analyst", "--cols", "year", "--all")
    assert [(row["label"], row["cells"]) for row in analysts["rows"]] == [
        ("Anna", [0, 1]),
        ("Ben", [0, 1]),
    ]


def test_one_theme_alone(project: Path) -> None:
    rows = as_json(project, "--theme", "non-punishment")["rows"]
    assert [row["full"] for row in rows] == ["Access to justice / Non-punishment"]
    assert "no theme" in run(project, "--theme", "nothing", exit_code=1).stderr


def test_csv_is_printed_and_files_are_written(project: Path, tmp_path: Path) -> None:
    printed = run(project, "--csv").stdout_bytes
    out = tmp_path / "table.csv"
    assert run(project, "--out", out).stdout == f"Wrote {out}.\n"
    assert out.read_bytes() == printed
    assert printed.decode("utf-8-sig").splitlines()[0] == "Themes,2012 A/67/170,2024 A/79/322,All"
    run(project, "--out", tmp_path / "table.xlsx")
    assert (tmp_path / "table.xlsx").read_bytes().startswith(b"PK")


def test_what_makes_no_sense_is_refused(project: Path, tmp_path: Path) -> None:
    assert "ends in .csv" in run(project, "--out", tmp_path / "t.doc", exit_code=1).stderr
    assert "project itself" in run(project, "--out", project, exit_code=1).stderr
    assert "not both" in run(project, "--json", "--csv", exit_code=2).stderr
    themes = run(project, "--rows", "year", "--theme", "Demand", exit_code=2)
    assert "--rows theme" in themes.stderr


def test_an_empty_project_has_an_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "empty.glossator"
    ProjectFile.create(path).close()
    assert as_json(path) == {
        "rows_by": "theme",
        "columns_by": "report",
        "cell": "passages",
        "columns": [],
        "rows": [],
        "column_totals": [],
        "total": 0,
    }
    assert "All" in run(path).stdout
