"""Damaged files and odd pages: what can be read is read, and nothing else happens."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from glossator.documents import text
from glossator.documents.engine import mupdf, pymupdf
from glossator.documents.fragments import CHARACTERS, read_lines
from glossator.documents.opening import open_document
from glossator.documents.structure import read_structure
from glossator.documents.text import page_text, report_text
from glossator.domain.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLES = Path(__file__).parents[2] / "data" / "reports"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.pdf"))


@pytest.fixture
def doc() -> Iterator[pymupdf.Document]:
    with pymupdf.Document() as document:
        yield document


def read_all(document: pymupdf.Document) -> list[str]:
    """Read a document in every way and return its pages."""
    pages = [page_text(document, page) for page in range(document.page_count)]
    for page in pages:
        assert len(page.boxes) == 4 * len(page.text)
    whole, _ = read_structure(document)
    report = report_text(document)
    assert whole.pages == report.pages == tuple(page.text for page in pages)
    assert len(whole.boxes) == len(whole.labels) == len(pages)
    return list(whole.pages)


def damaged(data: bytes, seed: int) -> Iterator[bytes]:
    """Yield a file cut off, and with some and many bytes changed."""
    chance = random.Random(seed)
    for share in (0.3, 0.7, 0.99):
        yield data[: int(len(data) * share)]
    for count in (5, 60, 300):
        changed = bytearray(data)
        for _ in range(count):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        yield bytes(changed)


@pytest.mark.fault(24)
@pytest.mark.parametrize("name", NAMES)
def test_damaged_files_are_read_or_refused(name: str) -> None:
    data = (SAMPLES / f"{name}.pdf").read_bytes()
    for variant in damaged(data, len(data)):
        try:
            document, _ = open_document(variant, f"{name}.pdf")
        except DocumentError:
            continue
        with document:
            read_all(document)


def some_text(page: pymupdf.Page) -> None:
    for row in range(10):
        page.insert_text((72, 100 + 14 * row), f"line {row} with a few words in it")


def tiny_fragments(page: pymupdf.Page) -> None:
    # One text object, as the maker of a map or a chart writes it.
    places = " ".join(f"1 0 0 1 {i % 100 * 5} {i // 100 * 8} Tm (x) Tj" for i in range(4_000))
    page.insert_text((10, 10), "x", fontsize=3)
    content = f"BT /helv 3 Tf {places} ET".encode()
    page.parent.update_stream(page.get_contents()[0], content)


def huge_coordinates(page: pymupdf.Page) -> None:
    some_text(page)
    xref = page.get_contents()[0]
    wild = b" BT /helv 1e30 Tf 1 0 0 1 1e30 -1e30 Tm (far) Tj 0 0 0 0 9e9 9e9 Tm (flat) Tj ET"
    page.parent.update_stream(xref, page.parent.xref_stream(xref) + wild)


def no_crop_box(page: pymupdf.Page) -> None:
    some_text(page)
    page.parent.xref_set_key(page.xref, "CropBox", "[100 100 100 100]")


def outside_crop_box(page: pymupdf.Page) -> None:
    some_text(page)
    page.parent.xref_set_key(page.xref, "CropBox", "[9000 9000 9100 9100]")


def vertical_text(page: pymupdf.Page) -> None:
    for column in range(4):
        page.insert_text((100 + 20 * column, 600), "words that run upwards", rotate=90)
    page.insert_text((300, 300), "askew", morph=(pymupdf.Point(300, 300), pymupdf.Matrix(33)))


def only_pictures(page: pymupdf.Page) -> None:
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 20, 20))
    page.insert_image(page.rect, pixmap=pixmap)


def broken_content(page: pymupdf.Page) -> None:
    some_text(page)
    broken = b"q BT /nofont 12 Tf (lost) Tj [ ( } << >> ET Q Q Q \xff\xfe 1 0 0"
    page.parent.update_stream(page.get_contents()[0], broken)


def nothing(page: pymupdf.Page) -> None:
    page.clean_contents()


@pytest.mark.parametrize(
    "draw",
    [
        nothing,
        only_pictures,
        tiny_fragments,
        huge_coordinates,
        no_crop_box,
        outside_crop_box,
        vertical_text,
        broken_content,
    ],
)
def test_odd_pages_don_t_disturb_their_neighbours(
    doc: pymupdf.Document, draw: Callable[[pymupdf.Page], None]
) -> None:
    for number in range(3):
        page = doc.new_page()
        if number == 1:
            draw(page)
        else:
            some_text(page)
    with pymupdf.Document(stream=doc.tobytes(), filetype="pdf") as again:
        pages = read_all(again)
    assert pages[0].count("\n") == pages[2].count("\n") == 9


@pytest.mark.parametrize(
    "error", [mupdf.FzErrorFormat("bad"), RuntimeError("x"), ValueError("x"), SystemError("x")]
)
def test_a_page_that_can_t_be_read_is_empty_and_the_others_are_not(
    doc: pymupdf.Document, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    for _ in range(3):
        some_text(doc.new_page())

    def read(page: pymupdf.Page, mode: str) -> object:
        if page.number == 1:
            raise error
        return read_lines(page, mode)

    monkeypatch.setattr(text, "read_lines", read)
    pages = read_all(doc)
    assert [bool(page) for page in pages] == [True, False, True]


def test_a_page_isn_t_empty_for_want_of_memory(
    doc: pymupdf.Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc.new_page()

    def read(page: pymupdf.Page, mode: str) -> object:
        raise mupdf.FzErrorSystem(f"malloc of {page.number} {mode} failed")

    monkeypatch.setattr(text, "read_lines", read)
    with pytest.raises(DocumentError):
        page_text(doc, 0)


def test_a_defect_of_ours_is_not_hidden(
    doc: pymupdf.Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_text(doc.new_page())

    def read(*_: object) -> object:
        raise TypeError("ours")

    monkeypatch.setattr(text, "read_lines", read)
    with pytest.raises(TypeError):
        page_text(doc, 0)


def test_pages_lost_while_a_file_is_mended_are_empty(doc: pymupdf.Document) -> None:
    for _ in range(3):
        some_text(doc.new_page())
    before = report_text(doc).pages
    doc.delete_page(2)
    assert page_text(doc, 2).text == ""
    assert len(report_text(doc).boxes) == len(before)
    with pytest.raises(IndexError):
        page_text(doc, 3)


class WithoutCharacters:
    """A page that can't tell the places of its characters, as one with a damaged font."""

    def __init__(self, page: pymupdf.Page) -> None:
        self._page = page

    def __getattr__(self, name: str) -> object:
        return getattr(self._page, name)

    def get_text(self, mode: str, flags: int, textpage: object) -> object:
        assert textpage is not None
        if mode == CHARACTERS:
            raise SystemError("chr() arg not in range(0x110000)")
        return self._page.get_text(mode, flags=flags)


def test_a_page_has_its_text_where_its_characters_have_no_places(doc: pymupdf.Document) -> None:
    page = doc.new_page()
    some_text(page)
    lines = read_lines(WithoutCharacters(page), CHARACTERS)  # type: ignore[arg-type]
    first = lines[0]["spans"][0]["chars"]
    assert "".join(char["c"] for char in first) == "line 0 with a few words in it"
    assert first[0]["bbox"][0] == pytest.approx(72, abs=1)
    assert all(a["bbox"][2] <= b["bbox"][0] + 0.01 for a, b in pairwise(first))
