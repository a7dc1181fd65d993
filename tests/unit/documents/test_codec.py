from __future__ import annotations

import json
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.documents.codec import (
    PICTURE_BYTES,
    decode,
    decode_info,
    decode_page_text,
    decode_picture,
    decode_reading,
    encode,
    encode_page_text,
)
from glossator.documents.protocol import DocumentInfo, Link, OutlineEntry, ProtocolError
from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.cleaning import clean_text
from glossator.domain.text.page_text import Line, PageText, ReportText, Role
from helpers.pdfs import make_picture

texts = st.text(max_size=30).map(clean_text)
numbers = st.floats(-1e5, 1e5, width=32)
rects = st.builds(Rect, numbers, numbers, numbers, numbers)
boxes = st.builds(PageBox, numbers, numbers, numbers, numbers, st.sampled_from([0, 90, 180, 270]))
units = st.builds(
    Unit,
    id=texts,
    kind=st.sampled_from(UnitKind),
    number=texts,
    title=texts,
    section=st.tuples(texts, texts),
    level=st.integers(0, 9),
    spans=st.just(((0, 0),)),
    text=texts,
    footnotes=st.lists(texts, max_size=2).map(tuple),
    label=texts,
    parent=texts,
    page=st.integers(0, 9),
    page_end=st.integers(0, 9),
    refers_to=texts,
    mark=st.integers(-1, 99),
)
links = st.builds(
    Link,
    rect=rects,
    page=st.none() | st.integers(0, 99),
    point=st.none() | st.tuples(numbers, numbers),
    uri=texts,
)
outline = st.lists(
    st.builds(OutlineEntry, st.integers(1, 9), texts, st.integers(0, 99), st.none() | numbers),
    max_size=3,
).map(tuple)


@st.composite
def infos(draw: st.DrawFn) -> DocumentInfo:
    pages = draw(st.integers(1, 4))
    return DocumentInfo(
        n_pages=pages,
        media_type=draw(texts),
        boxes=tuple(draw(boxes) for _ in range(pages)),
        labels=tuple(draw(texts) for _ in range(pages)),
        outline=draw(outline),
        title=draw(texts),
        repaired=draw(st.booleans()),
    )


@st.composite
def page_texts(draw: st.DrawFn) -> PageText:
    text = draw(texts)
    floats = draw(st.lists(numbers, min_size=4 * len(text), max_size=4 * len(text)))
    line = st.builds(
        Line,
        start=st.just(0),
        end=st.integers(0, len(text)),
        rect=rects,
        role=st.sampled_from(Role),
        size=numbers,
        bold=st.booleans(),
    )
    lines = tuple(draw(st.lists(line, max_size=3)))
    return PageText(draw(st.integers(0, 9)), text, array("f", floats), lines)


@settings(max_examples=40)
@given(page_texts())
def test_a_page_text_comes_back_as_it_was(text: PageText) -> None:
    assert decode_page_text(encode_page_text(text)) == text


@settings(max_examples=40)
@given(infos())
def test_what_is_known_of_a_document_comes_back_as_it_was(info: DocumentInfo) -> None:
    assert decode_info(encode(info)) == info


@settings(max_examples=40)
@given(st.lists(links, max_size=3).map(tuple))
def test_links_come_back_as_they_were(found: tuple[Link, ...]) -> None:
    assert decode(tuple[Link, ...], encode(found)) == found


@settings(max_examples=40)
@given(st.lists(units, max_size=3).map(tuple), st.lists(texts, max_size=3).map(tuple))
def test_a_reading_comes_back_as_it_was(found: tuple[Unit, ...], pages: tuple[str, ...]) -> None:
    reading = ReportText(pages), Structure(symbol="A/1", units=found)
    assert decode_reading(encode(reading)) == reading


@settings(max_examples=40)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_other_json_is_refused(plain: object) -> None:
    with pytest.raises(ProtocolError):
        decode_info(json.dumps(plain).encode())


@settings(max_examples=40)
@given(st.binary())
def test_any_other_bytes_are_refused(data: bytes) -> None:
    for decoded in (decode_info, decode_page_text, decode_reading):
        with pytest.raises(ProtocolError):
            decoded(data)


@pytest.mark.parametrize(
    "plain",
    ['"\\ud800"', '"\\u0007"', '"\\u202e"', "1", "[]", "null", "NaN"],
)
def test_a_string_must_be_one_and_clean(plain: str) -> None:
    with pytest.raises(ProtocolError):
        decode(str, plain.encode())


@pytest.mark.parametrize("plain", ["NaN", "Infinity", "1e999", '"1"', "true"])
def test_a_number_must_be_one_and_finite(plain: str) -> None:
    with pytest.raises(ProtocolError):
        decode(float, plain.encode())


def test_boxes_must_fit_the_text() -> None:
    whole = encode_page_text(PageText(0, "ab", array("f", [0.0] * 8), ()))
    for broken in (whole[:-1], whole[:-4], whole + b"\0" * 4, whole[:-4] + b"\0\0\xc0\x7f"):
        with pytest.raises(ProtocolError):
            decode_page_text(broken)


def test_lines_and_units_must_lie_in_the_text() -> None:
    line = Line(0, 3, Rect(0, 0, 1, 1))
    with pytest.raises(ProtocolError):
        decode_page_text(encode_page_text(PageText(0, "ab", array("f", [0.0] * 8), (line,))))
    unit = Unit("para_1", UnitKind.PARAGRAPH, "1", spans=((0, 4),))
    with pytest.raises(ProtocolError):
        decode_reading(encode((ReportText(("abc",)), Structure(units=(unit,)))))


PNG = make_picture(width=60, height=40)


def test_a_picture_comes_back_as_it_was() -> None:
    assert decode_picture(memoryview(PNG)) == PNG


@pytest.mark.parametrize(
    "data",
    [
        b"",
        PNG[:20],
        b"GIF89a" + PNG[6:],
        PNG[:16] + (60_000).to_bytes(4, "big") * 2 + PNG[24:],
        PNG + bytes(PICTURE_BYTES),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode_picture(data)
