"""Hostile documents in the document processes: a sentence for each, and the next one is read."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from glossator.documents.limits import Limits
from glossator.documents.pool import DocumentPool, Priority, TileKey, open_bytes
from glossator.domain.errors import DocumentError
from glossator.domain.text.cleaning import is_clean
from helpers.hostile import Fate, hostile
from helpers.pdfs import make_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = hostile()
LONG = {
    "forms in forms without end",
    "packed a thousand times smaller",
    "picture of 400 million pixels",
    "two million lines",
}
"""What takes ten seconds each; tried by `make trust`."""
TRIED = [name for name in HOSTILE if os.environ.get("GLOSSATOR_TRUST") or name not in LONG]
PATIENCE = 120
LIMITS = Limits(open_seconds=8, page_seconds=4)
MOST_MEMORY = LIMITS.memory_bytes


@pytest.fixture(scope="module")
def pool() -> Iterator[DocumentPool]:
    with DocumentPool(renderers=1, limits=LIMITS, arena_bytes=32 * 2**20) as pool:
        yield pool


def fate(pool: DocumentPool, name: str) -> tuple[Fate, str]:
    """Read a document through and draw its first page; return what became of it, and why."""
    found = HOSTILE[name]
    try:
        info = open_bytes(pool, name, found.data, name=found.file_name).result(PATIENCE)
        pool.request(TileKey(name, 0, 1.0), Priority.VISIBLE, 1)
        text, structure = pool.read(name).result(PATIENCE)
        pool.links(name, 0).result(PATIENCE)
    except DocumentError as error:
        return Fate.REFUSED, str(error)
    assert is_clean(info.title)
    assert is_clean(text.text.replace("\f", ""))
    assert len(text.pages) == info.n_pages
    return (Fate.DAMAGED if structure.damage.certain else Fate.WHOLE), info.title


@pytest.mark.fault(26)
@pytest.mark.parametrize("name", TRIED)
def test_a_hostile_document_is_read_or_refused_and_the_next_one_is_read(
    pool: DocumentPool, name: str
) -> None:
    what, said = fate(pool, name)
    assert what in HOSTILE[name].fates, said
    if what is Fate.REFUSED:
        assert said.endswith(".")
    assert max(pool.memory().values()) < MOST_MEMORY
    pool.close(name)
    open_bytes(pool, "next", make_pdf([["Next."]]), name="a.pdf").result(PATIENCE)
    assert pool.page_text("next", 0).result(PATIENCE).text == "Next."
    key = TileKey("next", 0, 1.0)
    ends = time.monotonic() + PATIENCE
    while pool.picture(key) is None:
        pool.request(key, Priority.VISIBLE, 2)
        assert time.monotonic() < ends
    pool.close("next")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("title that turns about", "annexfdp.exe"),
        ("title with zeros", "ABC[31m"),
    ],
)
def test_a_title_can_not_deceive(pool: DocumentPool, name: str, title: str) -> None:
    data = HOSTILE[name].data
    assert open_bytes(pool, name, data, name="a.pdf").result(PATIENCE).title == title
    pool.close(name)
