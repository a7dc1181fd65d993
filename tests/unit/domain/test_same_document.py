"""Telling that two files are the same report by their words."""

from __future__ import annotations

from glossator.domain.page_text import ReportText
from glossator.domain.same_document import same_document

WORDS = [f"word{number}" for number in range(400)]
REPORT = ReportText((" ".join(WORDS[:200]), " ".join(WORDS[200:])))
OTHER = ReportText((" ".join(reversed(WORDS)),))


def test_the_same_words_on_other_pages_are_the_same_document() -> None:
    pages = ReportText(("Cover", " ".join(WORDS[:100]) + "-\n" + " ".join(WORDS[100:]), "a note"))
    assert same_document(pages, [("other", OTHER), ("report", REPORT)]) == "report"


def test_a_part_of_a_report_is_not_the_report() -> None:
    part = ReportText((" ".join(WORDS[:100]),))
    assert same_document(part, [("report", REPORT)]) == ""


def test_documents_without_words_are_not_the_same() -> None:
    none = ReportText(("", "1"))
    assert same_document(none, [("report", REPORT), ("empty", none)]) == ""
    assert same_document(REPORT, [("empty", none), ("other", OTHER)]) == ""
