"""Documents whose pages are known from an earlier opening: drawn before they are looked at."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from glossator.documents.pictures import Pictures
from glossator.documents.pool import DocumentPool, Picture, Priority, TileKey
from glossator.documents.protocol import Op
from glossator.domain.errors import PasswordNeededError
from glossator.domain.pages.geometry import PageBox
from helpers.pdfs import HEIGHT, WIDTH, make_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 20
BOX = PageBox(0, 0, WIDTH, HEIGHT)
KEY = TileKey("d", 0, 1.0)


class Known:
    """A pool that has not been started, and what it says of pages."""

    def __init__(self) -> None:
        self.pool = DocumentPool(renderers=1, readers=0, arena_bytes=8 * 2**20)
        self.troubles: list[str] = []
        self.pool.on_trouble = lambda _document, _page, why: self.troubles.append(why)
        self._drawn = threading.Semaphore(0)
        self.pool.on_picture = lambda _key: self._drawn.release()

    def picture(self) -> Picture | None:
        """Return the page once it has been drawn."""
        assert self._drawn.acquire(timeout=SECONDS)
        return self.pool.picture(KEY)


@pytest.fixture
def known() -> Iterator[Known]:
    made = Known()
    yield made
    made.pool.shutdown()


def test_a_page_is_drawn_before_the_document_has_told_of_its_pages(known: Known) -> None:
    data = make_pdf()
    told = known.pool.open("d", (data,), len(data), name="a.pdf", boxes=(BOX,))
    known.pool._dispatch.queue.remove_where(lambda job: job.op is Op.OPEN)
    known.pool.request(KEY, Priority.VISIBLE, 1)
    known.pool.start()
    drawn = known.picture()
    assert drawn is not None
    assert (drawn.width, drawn.height) == (WIDTH, HEIGHT)
    assert not told.done()


def test_what_the_file_says_of_its_pages_stands(known: Known) -> None:
    data = make_pdf()
    wrong = PageBox(0, 0, WIDTH / 2, HEIGHT)
    told = known.pool.open("d", (data,), len(data), name="a.pdf", boxes=(wrong, wrong))
    known.pool.request(KEY, Priority.VISIBLE, 1)
    known.pool.start()
    assert told.result(SECONDS).boxes == (BOX,)
    known.picture()
    assert known.pool.picture(KEY) is None
    known.pool.request(KEY, Priority.VISIBLE, 1)
    again = known.picture()
    assert again is not None
    assert again.width == WIDTH


def test_a_password_that_is_missing_is_told_once_and_not_of_each_page(known: Known) -> None:
    data = make_pdf(encrypt="sesame")
    told = known.pool.open("d", (data,), len(data), name="a.pdf", boxes=(BOX,))
    known.pool.request(KEY, Priority.VISIBLE, 1)
    known.pool.start()
    with pytest.raises(PasswordNeededError):
        told.result(SECONDS)
    known.pool.open("d", (data,), len(data), name="a.pdf", password="sesame", boxes=(BOX,))
    known.pool.request(KEY, Priority.VISIBLE, 1)
    assert known.picture() is not None
    assert not known.troubles


def test_a_picture_gives_up_its_room_if_its_page_is_larger_than_thought_or_not_there() -> None:
    pictures = Pictures(2**20)
    for box in (PageBox(0, 0, 2 * WIDTH, HEIGHT), None):
        assert pictures.reserve(KEY, BOX)
        pictures.keep(KEY, box)
        assert KEY not in pictures
    assert pictures.reserve(KEY, BOX)
    pictures.keep(KEY, BOX)
    assert pictures.get(KEY, (BOX,)) is not None
    pictures.close()
