"""Regular expressions are found in a document process, and given up where they take for ever."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.documents.finding import Finder, decode_hits, encode_hits, encode_query, encode_text
from glossator.documents.pool import DocumentPool, Limits, open_bytes
from glossator.documents.protocol import ProtocolError
from glossator.domain.errors import DocumentError
from glossator.domain.text.find import MOST, Query, Searchable
from helpers.pdfs import make_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 20
TEXT = "Article 4 and articles 12–14 of Côte d’Ivoire.\f" + 40 * "a" + "b"
ARTICLES = Query(r"articles? \d+", regex=True)
FOR_EVER = Query(r"(a+)+c", regex=True)


@pytest.fixture(scope="module")
def pool() -> Iterator[DocumentPool]:
    with DocumentPool(renderers=0, limits=Limits(find_seconds=1.0)) as pool:
        yield pool


def test_the_process_finds_what_is_found_in_the_window(pool: DocumentPool) -> None:
    for query in (ARTICLES, Query("C[oô]te", regex=True, case=True), Query("nothing", regex=True)):
        expected = Searchable(TEXT).find(query)
        assert pool.find("d", TEXT, query).result(SECONDS) == expected


def test_a_pattern_that_takes_for_ever_is_given_up_and_the_next_is_found(
    pool: DocumentPool,
) -> None:
    for _ in range(2):
        with pytest.raises(DocumentError, match="longer than 1 seconds to find"):
            pool.find("d", TEXT, FOR_EVER).result(SECONDS)
    assert pool.find("d", TEXT, ARTICLES).result(SECONDS) == Searchable(TEXT).find(ARTICLES)


def test_what_is_asked_behind_such_a_pattern_is_answered(pool: DocumentPool) -> None:
    open_bytes(pool, "pdf", make_pdf([["Waits"]]), name="a.pdf").result(SECONDS)
    endless = pool.find("d", TEXT, FOR_EVER)
    assert "Waits" in pool.page_text("pdf", 0).result(SECONDS).text
    assert isinstance(endless.exception(SECONDS), DocumentError)
    pool.close("pdf")


def test_a_text_is_forgotten_with_its_document(pool: DocumentPool) -> None:
    assert pool.find("d", TEXT, ARTICLES).result(SECONDS)
    pool.close("d")
    assert pool.find("d", "article 1", ARTICLES).result(SECONDS) == [(0, 9)]
    pool.close("d")


@given(st.text(max_size=40))
def test_a_text_arrives_as_it_was(text: str) -> None:
    assert Finder().find(1, encode_text(text), encode_query(Query("(?s).", regex=True))) == [
        (at, at + 1) for at in range(len(text))
    ]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=20))
def test_hits_arrive_as_they_were(lengths: list[tuple[int, int]]) -> None:
    hits = [(start, start + length) for start, length in lengths]
    assert decode_hits(encode_hits(hits), 60) == hits


@pytest.mark.parametrize(
    "offsets", [(0,), (3, 3), (4, 2), (0, 11), tuple(range(2 * MOST + 2))], ids=str
)
def test_hits_that_can_not_be_are_refused(offsets: tuple[int, ...]) -> None:
    with pytest.raises(ProtocolError):
        decode_hits(array("I", offsets).tobytes(), 10)
