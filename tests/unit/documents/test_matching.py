"""Passages are compared in a document process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossator.documents.matcher import Matcher
from glossator.documents.matching import decode_matched, encode_matched, encode_passages
from glossator.documents.pool import DocumentPool
from glossator.documents.protocol import Matched, ProtocolError
from glossator.documents.shelf import NOT_OPEN
from glossator.domain.errors import DocumentError
from glossator.domain.ranking.counterparts import Pair, Passage
from glossator.domain.ranking.likeness import Index

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 20
OFFER = {
    "a": [Passage("p1", "Victims are not to be punished."), Passage("p2", "Shelters for women.")],
    "b": [Passage("p1", "A shelter for a woman."), Passage("p2", "No victim is punished.")],
}


@pytest.fixture(scope="module")
def pool() -> Iterator[DocumentPool]:
    with DocumentPool(renderers=0) as pool:
        yield pool


def test_the_process_finds_what_the_index_finds(pool: DocumentPool) -> None:
    pool.offer(OFFER)
    matched = pool.match("b", ["a"]).result(SECONDS)
    assert matched == Matched(True, 4, tuple(Index.of(OFFER).compare("b", ["a"])))


def test_a_process_that_ended_is_told_again(pool: DocumentPool) -> None:
    pool.offer(OFFER)
    before = pool.match("b", ["a"]).result(SECONDS)
    pool._dispatch.processes[0].kill()
    assert pool.match("b", ["a"]).result(SECONDS) == before


def test_a_new_offer_takes_the_place_of_the_last(pool: DocumentPool) -> None:
    pool.offer(OFFER)
    pool.offer({**OFFER, "c": [Passage("p1", "A shelter.")]})
    matched = pool.match("c", ["a", "b"]).result(SECONDS)
    assert [pair.other for pair in matched.pairs] == ["a", "b"]
    assert matched.among == 5


def test_a_document_that_was_not_offered(pool: DocumentPool) -> None:
    pool.offer(OFFER)
    with pytest.raises(DocumentError):
        pool.match("z", ["a"]).result(SECONDS)


def test_nothing_was_offered() -> None:
    with DocumentPool(renderers=0) as pool, pytest.raises(DocumentError, match=NOT_OPEN):
        pool.match("a", ["b"]).result(SECONDS)


def test_preparing_stops_when_the_time_is_over() -> None:
    matcher = Matcher()
    matcher.take(1, encode_passages(OFFER))
    answers: list[Matched] = []
    while not answers or not answers[-1].done:
        answers.append(matcher.match("b", ["a"], seconds=-1))
        assert len(answers) < 10
    assert [one.done for one in answers[:2]] == [False, False]
    assert answers[-1].pairs == tuple(Index.of(OFFER).compare("b", ["a"]))


def test_an_answer_comes_through_as_it_is() -> None:
    matched = Matched(True, 7, (Pair("b", b"\x00\xff", b""),))
    assert decode_matched(memoryview(encode_matched(matched))) == matched


@pytest.mark.parametrize("body", [b"[]", b'[true,1,[["b","?",""]]]', b"[1,1,[]]", b"\x80"])
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode_matched(memoryview(body))
