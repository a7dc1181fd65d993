"""Questions that analysts ask of the five reports find the paragraphs that answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from glossator.domain.edits import Change, EditSet
from glossator.domain.search.parser import parse
from glossator.domain.text.page_text import ReportText
from glossator.storage.project import ProjectFile
from helpers import judged
from helpers.edition import structures
from helpers.records import MADE_AT, make_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.storage.searcher import Searcher


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """The five reports."""
    path = tmp_path_factory.mktemp("questions") / "five.glossator"
    with ProjectFile.create(path) as project:
        for symbol, structure in structures().items():
            digest = project.store_document(symbol.encode(), media_type="", file_name="a")
            text = "\n".join(one.text for one in structure.units if not one.parent)
            project.store_reading(digest, ReportText((text,)), structure)
            report = make_report(symbol, sha256=digest, date=structure.date)
            project.apply(EditSet("Add", (Change(None, report),)), at=MADE_AT)
        with project.searcher() as searcher:
            yield searcher


@pytest.mark.parametrize("one", judged.questions(), ids=lambda one: str(one["question"]))
def test_a_question_finds_its_paragraphs(searcher: Searcher, one: dict[str, Any]) -> None:
    query = parse(one["query"])
    found = {
        (group.report.symbol, hit.label)
        for group in searcher.find(query).groups
        for hit in searcher.hits(query, group.places)
    }
    for report, label in one["must"]:
        # An item stands for its paragraph, more exactly.
        assert any(symbol == report and _within(hit, label) for symbol, hit in found), label
    for report, label in one.get("never", ()):
        assert not any(symbol == report and _within(hit, label) for symbol, hit in found), label


def _within(hit: str, label: str) -> bool:
    return hit == label or hit.startswith(f"{label} (")
