"""Notes of the same words at the same height of neighbouring pages are notes, no running feet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.documents.engine import pymupdf
from glossator.documents.structure import read_structure
from glossator.documents.text import page_text
from glossator.domain.reports.structure import UnitKind
from glossator.domain.text.page_text import Role
from helpers.typeset import SERIF, Setting, corpus_paragraphs, set_report, with_note

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "The towns along the river share their water, and each measures what it takes"
SUPERSCRIPTS = "¹²³"


def set_pages(foot: Callable[[int], str], number_at: float | None = None) -> bytes:
    """Return a PDF of three pages, each with a mark in its text and something at its foot."""
    with pymupdf.Document() as doc:
        for number, sign in enumerate(SUPERSCRIPTS, start=1):
            page = doc.new_page(width=595, height=842)
            page.insert_text((72, 90), f"{number}. {TEXT}.{sign}", fontsize=11)
            for line in range(1, 9):
                page.insert_text((72, 90 + 14 * line), TEXT[5 * number + line :], fontsize=11)
            page.insert_text((72, 720), foot(number), fontsize=8.5)
            if number_at:
                page.insert_text((300, number_at), str(number), fontsize=8.5)
        pdf = doc.tobytes()
    assert isinstance(pdf, bytes)
    return pdf


def notes_of(pdf: bytes) -> list[tuple[str, str]]:
    with pymupdf.Document(stream=pdf, filetype="pdf") as doc:
        notes = read_structure(doc)[1].of_kind(UnitKind.FOOTNOTE)
    return [(note.number, note.text) for note in notes]


@pytest.mark.parametrize("number_at", [None, 780])
def test_like_notes_with_the_font_s_superscript_digits_are_notes(number_at: float | None) -> None:
    pdf = set_pages(lambda number: f"{SUPERSCRIPTS[number - 1]} Ibid., para. {number}.", number_at)
    assert notes_of(pdf) == [(str(n), f"Ibid., para. {n}.") for n in (1, 2, 3)]


@pytest.mark.parametrize("name", ["A_67_170", "A_79_322"])
def test_like_notes_whose_small_digits_are_read_as_plain_ones_are_notes(name: str) -> None:
    """Libertinus has glyphs of its own for marks, which read as full digits: `1Ibid.`."""
    noted = [with_note(one, "Ibid., para. 3.") for one in corpus_paragraphs(name, 16)]
    pdf = set_report(noted, Setting(SERIF, 13))
    with pymupdf.Document(stream=pdf, filetype="pdf") as doc:
        assert "\n1Ibid., para. 3." in page_text(doc, 0).text
    assert notes_of(pdf) == [(str(n), "Ibid., para. 3.") for n in range(1, len(noted) + 1)]


def test_a_running_foot_that_begins_with_the_page_number_stays_one() -> None:
    pdf = set_pages(lambda number: f"{number + 20}Readings of the towns")
    with pymupdf.Document(stream=pdf, filetype="pdf") as doc:
        assert [page_text(doc, page).lines[-1].role for page in range(3)] == [Role.RUNNING] * 3


def test_pages_that_hold_nothing_but_the_rest_of_the_notes_are_read() -> None:
    with pymupdf.Document() as doc:
        for sign in SUPERSCRIPTS:
            doc.new_page().insert_text((72, 720), f"{sign} Ibid.", fontsize=8.5)
        pdf = doc.tobytes()
    with pymupdf.Document(stream=pdf, filetype="pdf") as doc:
        assert [page_text(doc, page).text for page in range(3)] == ["1 Ibid.", "2 Ibid.", "3 Ibid."]
