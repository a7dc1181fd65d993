"""What a new report is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossator.domain.records import Report, ReportId
from glossator.domain.reports.describe import Found, Listed, describe
from glossator.domain.reports.structure import Structure

FOUND = Found("ab" * 32, "report.pdf", "application/pdf", 18, metadata_title="From the file")
PAGES = Structure(
    symbol="A/75/289", title="From its pages", session="Seventy-fifth session", date="2020-08-07"
)
LISTED = Listed(
    FOUND.sha256, "A/79/322", "From the list", "Seventy-ninth", "2024-08-23", "https://x"
)


def described(
    structure: Structure = PAGES, found: Found = FOUND, listed: Listed | None = None
) -> Report:
    return describe(ReportId("ID"), found, structure, listed)


def test_the_manifest_knows_best() -> None:
    report = described(listed=LISTED)
    assert (report.symbol, report.title, report.session, report.date, report.url) == (
        "A/79/322",
        "From the list",
        "Seventy-ninth",
        "2024-08-23",
        "https://x",
    )
    assert (report.n_pages, report.file_name, report.sha256) == (18, "report.pdf", FOUND.sha256)


def test_then_its_own_pages() -> None:
    report = described()
    assert (report.symbol, report.title) == ("A/75/289", "From its pages")
    assert (report.session, report.date) == ("Seventy-fifth session", "2020-08-07")


def test_then_the_metadata_then_the_name_of_the_file() -> None:
    assert described(Structure()).title == "From the file"
    assert described(Structure(), replace(FOUND, metadata_title="")).title == "report"


@pytest.mark.parametrize("title", ["Microsoft Word - N24.doc", "untitled", "draft.docx", "  "])
def test_a_title_that_a_program_made_is_none(title: str) -> None:
    assert described(Structure(), replace(FOUND, metadata_title=title)).title == "report"


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("A_79_322.pdf", "A/79/322"),
        ("CEDAW_C_GC_38.pdf", "CEDAW/C/GC/38"),
        ("A_letter.pdf", ""),
        ("report_2024.pdf", ""),
        (".pdf", ""),
        ("", ""),
    ],
)
def test_a_symbol_may_stand_in_the_name_of_the_file(name: str, symbol: str) -> None:
    assert described(Structure(), replace(FOUND, file_name=name)).symbol == symbol
