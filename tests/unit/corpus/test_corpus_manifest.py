"""The sources are the texts as received, and the manifest tells the truth about the files."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from edition.catalogue import CORPUS, Report, read_catalogue

RECEIVED = {
    "A_67_170": "fd97bc224439e9f22143ce12a8d41b0849297a995423d557f9deaf7183f0feb1",
    "A_73_263": "a759aebf1159da7bf59dec64cbe5f0d6401555c138a18fcd481fff3bf18e5229",
    "A_75_289": "944bbe995e0c5794ed6d3e9e58525dea67c58435ed31d6a62cdd39354c973257",
    "A_79_322": "a1baf2fe1f30cfdece53fb30eb1e37564c107b5fa8bb9ad1792a97e18de744a2",
    "CEDAW_C_GC_38": "00bcf78685b7eba4d60714ac15d5afd6d099d486cccde4a066ef06da53ccda30",
}
KEYS = [
    "symbol",
    "title",
    "session",
    "agenda_item",
    "date",
    "organ",
    "year",
    "language",
    "url",
    "source",
    "source_sha256",
    "report",
    "pages",
    "report_sha256",
    "licence",
]


def entries() -> list[dict[str, Any]]:
    manifest = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))
    listed: list[dict[str, Any]] = manifest["reports"]
    return listed


@pytest.mark.parametrize("report", read_catalogue(), ids=lambda report: report.file)
def test_a_source_is_byte_for_byte_the_text_received(report: Report) -> None:
    assert sha256(report.source.read_bytes()).hexdigest() == RECEIVED[report.file]


def test_the_manifest_lists_the_five_reports_in_order_of_date() -> None:
    assert [entry["symbol"] for entry in entries()] == [
        "A/67/170",
        "A/73/263",
        "A/75/289",
        "CEDAW/C/GC/38",
        "A/79/322",
    ]
    assert [entry["date"] for entry in entries()] == sorted(entry["date"] for entry in entries())


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["symbol"])
def test_each_entry_is_whole_and_its_hashes_are_those_of_the_files(entry: dict[str, Any]) -> None:
    assert list(entry) == KEYS
    source = (CORPUS / "sources" / entry["source"]).read_bytes()
    report = (CORPUS / "reports" / entry["report"]).read_bytes()
    assert sha256(source).hexdigest() == entry["source_sha256"]
    assert sha256(report).hexdigest() == entry["report_sha256"]
    assert entry["url"] == f"https://docs.un.org/en/{entry['symbol']}"
    assert entry["report"].startswith(entry["symbol"].replace("/", "_"))
    assert entry["date"].startswith(str(entry["year"]))


def test_no_file_lies_in_the_corpus_that_the_catalogue_does_not_know() -> None:
    files = {report.file for report in read_catalogue()}
    for folder in ("sources", "reports", "structure", "akn"):
        assert {path.stem for path in (CORPUS / folder).iterdir()} == files
