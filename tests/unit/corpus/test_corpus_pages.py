"""The words on the pages are the words of the source: none lost, none twice, none moved.

Both sides are read here without the parser: the source with a few substitutions, the PDF
character by character. Only which lines are notes and which are left out is asked of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from edition.catalogue import CORPUS, read_catalogue
from edition.corrections import read_corrections
from edition.reading import read_report
from glossator.documents.engine import pymupdf

REPORTS = {report.file: report for report in read_catalogue()}
NAMES = list(REPORTS)

HEAD_END = 72.0
FOOT_START = 766.0
NOTE_SIZE = 8.8
NOTE_MARK_SIZE = NOTE_SIZE * 0.68
MARK_SIZE = 7.6
NUMBER_COLUMN = 480.0

# Marks that stand in the source as plain digits, by line.
PLAIN_MARKS = {
    ("A_79_322", 34): ("4", "5"),
    ("A_79_322", 229): ("55", "56"),
    ("A_79_322", 258): ("62",),
    ("A_79_322", 264): ("65",),
    ("A_79_322", 346): ("68",),
}
NOTE_NUMBER = re.compile(r"^(?:<sup>(?:&</sup>lt;sup>)?[\d\\*]+</sup>|[⁰¹²³⁴-⁹]+|\*|68) +")
RAISED = re.compile(r" ?<sup>\d+</sup>|[⁰¹²³⁴-⁹]+")


@dataclass
class Printed:
    """What is read from a PDF: words of the text, marks in it, notes, pages in the contents.

    A line break is kept as a line feed, so that a comparison can tell it from a space.
    """

    text: str = ""
    marks: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    contents_pages: list[int] = field(default_factory=list)


def plain_line(name: str, number: int, line: str) -> str:
    """Return the words of a source line without marks and markup."""
    line = RAISED.sub("", line)
    for mark in PLAIN_MARKS.get((name, number), ()):
        line, found = re.subn(rf"(?<=[,.]) {mark}(?= |$)", "", line)
        assert found == 1
    line = re.sub(r"^#+ |^ *- |\*\*|</?i>", "", line)
    line = re.sub(r"\[((?:\\.|[^\]\\])+)\]\(#\)|<(http[^>]+)>", r"\1\2", line)
    line = re.sub(r"(?: \.)+\t\d+$", "", line)
    return re.sub(r"\\(?=[_$()])|\\?\*", "", line).strip()


@cache
def source_of(name: str) -> tuple[str, dict[str, str]]:
    """Return the words of the text of a source in order, and those of its notes."""
    corrections = read_corrections(name)
    placed = {each.line: each.place for each in read_report(REPORTS[name]).account}
    words: list[str] = []
    notes: dict[str, str] = {}
    for number, line in enumerate(REPORTS[name].source.read_text("utf-8").split("\n"), 1):
        place = placed.get(number, "left")
        corrected = corrections.apply(number, line)
        if place.startswith("footnote_"):
            note = NOTE_NUMBER.sub("", corrected)
            notes[place.removeprefix("footnote_")] = plain_line(name, number, note)
        elif place != "left":
            restored = corrections.numbered.get(number)
            lead = f"{restored[1]}. " if restored else ""
            words.append(lead + plain_line(name, number, corrected))
    head = [
        corrections.restored[key] for key in ("nations", "organ") if key in corrections.restored
    ]
    at = 1 if words[0].startswith("United Nations") else 0
    return " ".join(words[:at] + head + words[at:]), notes


def pages_of(name: str) -> list[pymupdf.Page]:
    """Return the pages of a built report."""
    pdf = pymupdf.Document(CORPUS / "reports" / f"{name}.pdf")
    return [pdf[number] for number in range(pdf.page_count)]


def spans_of(page: pymupdf.Page) -> list[dict[str, Any]]:
    """Return the spans of a page between its head and its foot, a line break after each line."""
    spans: list[dict[str, Any]] = []
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", ()):
            inside = [
                span
                for span in line["spans"]
                if span["bbox"][3] > HEAD_END and span["bbox"][1] < FOOT_START
            ]
            spans += [*inside, {"text": "\n", "size": inside[-1]["size"]}] if inside else []
    return spans


@cache
def printed(name: str) -> Printed:
    """Read the pages of a report."""
    found = Printed()
    note = ""
    for page in pages_of(name):
        for span in spans_of(page):
            words, size = span["text"], span["size"]
            note_size = abs(size - NOTE_SIZE) < 0.05
            if words.strip() and (
                abs(size - NOTE_MARK_SIZE) < 0.05 or (note_size and "*" in words)
            ):
                note = words.strip()
                assert note not in found.notes
                found.notes[note] = ""
            elif note_size:
                found.notes[note] += words
            elif size < MARK_SIZE and words.strip():
                found.marks.append(words.strip())
            elif page.number == 0 and words.isdigit() and span["bbox"][0] > NUMBER_COLUMN:
                found.contents_pages.append(int(words))
            else:
                found.text += words.replace("•", "").replace("*", "")
    return found


def squeeze(text: str) -> str:
    """Return text in which each run of white space is one space."""
    return " ".join(text.split())


def letters(text: str) -> str:
    """Return text without digits, among which footnote marks are, and without spaces."""
    return re.sub(r"[\d\s]", "", text)


def first_difference(one: str, other: str) -> str:
    """Return both texts around the place where they part, for the message of a failure."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    return f"source {one[max(0, at - 60) : at + 40]!r}\npages  {other[max(0, at - 60) : at + 40]!r}"


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_the_text_are_those_of_the_source_in_order(name: str) -> None:
    wanted, pages = squeeze(source_of(name)[0]), squeeze(printed(name).text)
    assert wanted == pages, first_difference(wanted, pages)


@pytest.mark.parametrize("name", NAMES)
def test_each_note_has_its_number_and_its_words(name: str) -> None:
    """An address may break at a line end, so the white space in notes is left out."""
    _, wanted = source_of(name)
    assert set(printed(name).notes) == set(wanted)
    for number, words in printed(name).notes.items():
        assert "".join(words.split()) == "".join(wanted[number].split())


@pytest.mark.parametrize("name", NAMES)
def test_the_notes_stand_in_order_from_page_to_page(name: str) -> None:
    numbers = [int(number) for number in printed(name).notes if number.isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_that_the_source_has_is_set_once_and_in_order(name: str) -> None:
    anchored = [n.number for n in read_report(REPORTS[name]).footnotes if n.anchored]
    assert [mark for mark in printed(name).marks if mark.isdigit()] == [
        number for number in anchored if number.isdigit()
    ]


def test_the_contents_give_the_pages_of_the_edition() -> None:
    outline = json.loads((CORPUS / "structure" / "CEDAW_C_GC_38.json").read_text())["outline"]
    pages = [heading["page"] for heading in outline if heading["level"] < 3]
    assert printed("CEDAW_C_GC_38").contents_pages == pages


@pytest.mark.parametrize("name", NAMES)
def test_the_structure_stands_on_the_pages_that_it_names(name: str) -> None:
    structure = json.loads((CORPUS / "structure" / f"{name}.json").read_text())
    texts = [squeeze(page.get_text()) for page in pages_of(name)]
    assert structure["n_pages"] == len(texts)
    for paragraph in structure["paragraphs"]:
        opening = f"{paragraph['number']}. {paragraph['text'][:20]}"
        assert opening in texts[paragraph["page"] - 1]
        assert letters(paragraph["text"])[-12:] in letters(texts[paragraph["page_end"] - 1])
    for box in structure["boxes"]:
        assert f"Box {box['number']} {box['title']}" in texts[box["page"] - 1]
    for note in structure["footnotes"]:
        assert note["text"][:20] in texts[note["page"] - 1]


@pytest.mark.parametrize("name", NAMES)
def test_every_heading_is_a_bookmark_of_its_level_and_page(name: str) -> None:
    structure = json.loads((CORPUS / "structure" / f"{name}.json").read_text())
    pdf = pymupdf.Document(CORPUS / "reports" / f"{name}.pdf")
    assert pdf.get_toc() == [
        [h["level"], f"{h['number']} {h['title']}".strip(), h["page"]] for h in structure["outline"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_says_what_it_is(name: str) -> None:
    report = REPORTS[name]
    pdf = pymupdf.Document(CORPUS / "reports" / f"{name}.pdf")
    assert pdf.metadata
    assert pdf.metadata["title"] == report.title
    assert pdf.metadata["subject"] == pdf.metadata["keywords"] == report.symbol
    assert pdf.metadata["creationDate"].startswith(f"D:{report.distributed:%Y%m%d}")
    assert pdf.xref_get_key(pdf.pdf_catalog(), "Lang") == ("string", "en")
    assert "Marked true" in pdf.xref_get_key(pdf.pdf_catalog(), "MarkInfo")[1]
    assert "pdfuaid:part" in pdf.get_xml_metadata()


@pytest.mark.parametrize("name", NAMES)
def test_the_first_page_says_that_it_is_a_reading_edition(name: str) -> None:
    page = squeeze(pymupdf.Document(CORPUS / "reports" / f"{name}.pdf")[0].get_text())
    assert "Reading edition, set from the text of United Nations document" in page
    assert "paragraphs, not pages, are what is cited" in page


@pytest.mark.parametrize("name", NAMES)
def test_marks_lead_to_notes_and_back_and_symbols_to_the_official_document(name: str) -> None:
    links = [link for page in pages_of(name) for link in page.get_links()]
    addresses = {link["uri"] for link in links if link["kind"] == pymupdf.LINK_URI}
    inner = [link for link in links if link["kind"] != pymupdf.LINK_URI]
    notes = read_report(REPORTS[name]).footnotes
    assert REPORTS[name].url in addresses
    assert len(inner) >= sum(2 if note.anchored else 1 for note in notes)
    assert all(uri.startswith(("https://", "http://")) for uri in addresses)
