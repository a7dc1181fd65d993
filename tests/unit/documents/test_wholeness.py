"""A damaged file is refused or called damaged, unless all of it can still be read and seen."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from glossator.bundled import report_files
from glossator.documents import wholeness
from glossator.documents.engine import pymupdf
from glossator.documents.opening import open_document
from glossator.documents.structure import read_structure
from glossator.documents.wholeness import find_damage, forget_warnings, is_cut_off
from glossator.domain.errors import DocumentError
from glossator.domain.reports.damage import WHOLE, Damage
from helpers.damage import damaged
from helpers.pdfs import make_pdf, make_picture

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "reports").glob("*.pdf"))
THOROUGH = bool(os.environ.get("GLOSSATOR_TRUST"))
TRIED = SAMPLES if THOROUGH else SAMPLES[1::4]


ALWAYS_TOLD = {"object blank", "block of ones", "table elsewhere"}
"""Harms that are seen wherever they fall."""


class Seen(NamedTuple):
    """What can be had from a file: what is read and drawn of each page, and what is said."""

    pages: tuple[str, ...]
    damage: Damage


def seen(data: bytes, name: str = "a.pdf") -> Seen | None:
    """Read and draw a file; None if it is refused."""
    forget_warnings()
    try:
        document, _ = open_document(data, name)
    except DocumentError:
        return None
    pages = document.page_count
    text, _ = read_structure(document)
    damage = find_damage(document, data, pages)
    pictures = [picture(document, page) for page in range(document.page_count)]
    return Seen(tuple(map("".join, zip(text.pages, pictures, strict=False))), damage)


def picture(document: pymupdf.Document, page: int) -> str:
    try:
        return sha256(document[page].get_pixmap(dpi=80).samples).hexdigest()
    except Exception as error:  # noqa: BLE001 - of any kind
        return repr(error)


def has_no_checksum(data: bytes, changed: bytes) -> bool:
    """Whether bytes have changed only outside of what is packed by zlib, which has a checksum.

    A letter in plain words, the width of a character or a colour of a photograph that is
    another one now could have been so from the beginning.
    """
    if len(data) != len(changed):
        return False
    places = {at for at, (one, other) in enumerate(zip(data, changed, strict=True)) if one != other}
    with pymupdf.Document(stream=data) as document:
        streams = [one for one in range(1, document.xref_length()) if document.xref_is_stream(one)]
        packed = [
            document.xref_stream_raw(one)
            for one in streams
            if "Flate" in document.xref_get_key(one, "Filter")[1]
        ]
    spans = [range(start := data.find(part), start + len(part)) for part in packed]
    return not any(places.intersection(span) for span in spans)


def wrongly_whole(path: Path) -> list[str]:
    """Damage a file in every way; name those that lost something, and of which nothing is said."""
    data = path.read_bytes()
    before = seen(data)
    assert before is not None
    wrong = []
    for name, changed in damaged(data, seed=len(data)):
        after = seen(changed)
        lost = after is not None and not after.damage and after.pages != before.pages
        if lost and (name in ALWAYS_TOLD or not has_no_checksum(data, changed)):
            wrong.append(f"{path.stem}: {name}")
    return wrong


@pytest.mark.fault(24)
@pytest.mark.parametrize("path", TRIED, ids=lambda path: path.stem)
def test_no_damaged_file_is_called_whole_while_something_lacks(path: Path) -> None:
    assert wrongly_whole(path) == []


@pytest.mark.fault(24, control=True)
def test_without_the_evidence_damaged_files_are_called_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wholeness, "_warned", lambda: False)
    monkeypatch.setattr(wholeness, "_is_whole", lambda *_: True)
    wrong = wrongly_whole(next(path for path in SAMPLES if "reportlab" in path.stem))
    assert any("part half empty" in name for name in wrong)


@pytest.mark.parametrize(
    "path", [*SAMPLES, *(one.path for one in report_files())], ids=lambda path: path.stem
)
def test_a_sound_file_is_called_whole(path: Path) -> None:
    found = seen(path.read_bytes())
    assert found is not None
    assert found.damage == WHOLE


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_a_picture_that_is_cut_off_is_called_damaged(kind: str) -> None:
    data = make_picture(kind, 600, 400)
    name = f"a.{kind}"
    whole, cut = seen(data, name), seen(data[: len(data) // 2], name)
    assert whole is not None
    assert not whole.damage
    assert cut is None or cut.damage


def test_a_page_that_lost_its_fonts_to_a_wrong_letter_is_called_damaged() -> None:
    whole, spoilt = seen(data := make_pdf()), seen(data.replace(b"/Resources", b"/Resoqrces"))
    assert whole is not None
    assert not whole.damage
    assert spoilt is not None
    assert spoilt.damage.parts


def test_a_file_without_its_last_line_is_cut_off() -> None:
    data = make_pdf()
    for end, cut in ((len(data), False), (data.rindex(b"%%EOF"), True)):
        with pymupdf.Document(stream=data[:end], filetype="pdf") as document:
            assert is_cut_off(document, data[:end]) == cut


def test_a_file_shorter_than_it_says_it_is_cut_off() -> None:
    data = make_pdf()
    for size, cut in ((len(data) + 600, True), (60, False)):
        head, rest = data.split(b"\n", 1)
        said = b"%s\n99 0 obj<</Linearized 1/L %d/H[1 2]/O 3/E 4/N 1/T 5>>endobj\n%s" % (
            head,
            size,
            rest,
        )
        with pymupdf.Document(stream=said, filetype="pdf") as document:
            assert is_cut_off(document, said) == cut


def test_what_is_not_drawn_is_not_called_checked() -> None:
    data = make_pdf([["One"], ["Two"]])
    forget_warnings()
    with pymupdf.Document(stream=data, filetype="pdf") as document:
        assert find_damage(document, data, 2, drawing=False) == Damage(unchecked=True)


def test_checking_ends_in_time_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wholeness, "_SECONDS", -1.0)
    monkeypatch.setattr(wholeness, "_PAGE_SECONDS", 0.0)
    data = make_pdf([["One"], ["Two"]])
    with pymupdf.Document(stream=data, filetype="pdf") as document:
        assert find_damage(document, data, 2).unchecked
