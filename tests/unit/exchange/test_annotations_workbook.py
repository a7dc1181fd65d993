"""The project as an Excel workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import load_workbook

from glossator.domain.themes import ThemeTree
from glossator.exchange.csv_export import COLUMNS
from glossator.exchange.outgoing import Outgoing, format_of
from helpers.records import make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from pathlib import Path

REPORT = make_report("A/79/322", date="2024-08-23")
ROOT = make_theme("Rights", definition="What is owed.")
PUNISH = make_theme("Non-punishment", ROOT)


def outgoing() -> Outgoing:
    notes = ("=1+1", "two\nlines")
    return Outgoing(
        name="Review",
        reports=(REPORT,),
        tree=ThemeTree((ROOT, PUNISH)),
        annotations=[make_annotation(REPORT, [PUNISH], note=note, quote="words") for note in notes],
        labels={},
        at="2026-01-01T00:00:00Z",
        analyst="",
        memo="",
        data=lambda _: b"",
        text=lambda _: None,
        picture=lambda _: None,
    )


def test_the_workbook_has_annotations_themes_and_the_comparison(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    assert format_of(target.name).write(outgoing(), target) == 2
    book = load_workbook(target)
    assert book.sheetnames == ["Annotations", "Themes", "Themes by reports"]
    sheet = book["Annotations"]
    heading = [cell.value for cell in sheet[1]]
    assert heading == [*COLUMNS[1:], COLUMNS[0]]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    note = sheet.cell(2, heading.index("note") + 1)
    assert (note.value, note.data_type) == ("=1+1", "s")
    themes = [[cell.value for cell in row[:3]] for row in book["Themes"].iter_rows()]
    assert themes == [
        ["theme", "passages", "definition"],
        ["Rights", 0, "What is owed."],
        ["Rights / Non-punishment", 2, None],
    ]
    figures = [[cell.value for cell in row] for row in book["Themes by reports"].iter_rows()]
    assert figures[-1][-1] == 2


def test_the_same_project_gives_the_same_bytes(tmp_path: Path) -> None:
    sent = outgoing()
    for name in ("a.xlsx", "b.xlsx"):
        format_of(name).write(sent, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
