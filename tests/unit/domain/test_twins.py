"""A document that the project has already, in another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.domain.anchoring.twins import Twin, find_twin
from glossator.domain.text.page_text import ReportText
from helpers.records import make_report

if TYPE_CHECKING:
    from glossator.domain.records import Report

OWN = " ".join(f"word{number} of the report on trafficking" for number in range(200))
OTHER = " ".join(f"term{number} in a paper about fisheries" for number in range(200))


def found(coming: Report, words: str, *known: tuple[Report, str]) -> Twin | None:
    texts = {report.id: ReportText(pages=(text,)) for report, text in known}
    return find_twin(coming, words, [one for one, _ in known], lambda one: texts[one.id])


def other_bytes(symbol: str) -> Report:
    return make_report(symbol, sha256="f" * 64)


@pytest.mark.parametrize("symbol", ["A/79/322", "a/79/322", "A/79/322/Rev.1", "A/79/322*"])
def test_the_same_symbol_tells_an_edition_whatever_the_words(symbol: str) -> None:
    report = make_report("A/79/322")
    twin = found(other_bytes(symbol), OTHER, (report, OWN))
    assert twin is not None
    assert twin.report == report
    assert symbol in twin.sentence("new.pdf")


def test_another_symbol_is_another_report_even_with_the_same_words() -> None:
    assert found(other_bytes("A/RES/77/194"), OWN, (make_report("A/RES/75/158"), OWN)) is None


def test_a_correction_of_a_symbol_is_no_edition_of_it() -> None:
    assert found(other_bytes("A/79/322/Corr.1"), OTHER, (make_report("A/79/322"), OWN)) is None


def test_without_a_symbol_most_of_the_same_words_tell_an_edition() -> None:
    report = make_report("A/79/322")
    changed = OWN.upper().replace(" ", "\n", 300).replace("WORD7", "SENTENCE7")
    twin = found(other_bytes(""), changed, (make_report("A/1/1"), OTHER), (report, OWN))
    assert twin is not None
    assert twin.report == report
    assert 0.5 <= twin.share <= 1
    assert "of its text in common with A/79/322" in twin.sentence("new.pdf")


def test_a_quotation_in_another_report_makes_no_edition() -> None:
    quoting = OTHER + OWN[: len(OWN) // 4]
    assert found(other_bytes(""), quoting, (make_report(), OWN)) is None


@pytest.mark.parametrize("words", ["", "Only a few words.", "One two three four five six seven."])
def test_a_document_with_few_words_is_not_judged_by_them(words: str) -> None:
    assert found(other_bytes(""), words, (make_report(), words)) is None


def test_of_two_reports_with_the_symbol_the_one_with_the_words_is_meant() -> None:
    first, second = make_report("A/79/322"), make_report("A/79/322")
    twin = found(other_bytes("A/79/322"), OWN, (first, OTHER), (second, OWN))
    assert twin is not None
    assert twin.report == second


def test_the_same_bytes_are_no_edition() -> None:
    report = make_report()
    assert found(report, OWN, (report, OWN)) is None
