"""The pictures that a window showed last are asked for once, as far as there can be any."""

from typing import TYPE_CHECKING, cast

from glossator.app.left_pictures import BEFORE_ALL, LeftPictures, remembered
from glossator.documents.pool import Priority, TileKey
from glossator.domain.pages.geometry import PageBox

if TYPE_CHECKING:
    from glossator.documents.pool import DocumentPool

BOXES = (PageBox(0, 0, 595, 842),) * 3
KEYS = [TileKey("a", 1, 1.5), TileKey("a", 2, 1.5), TileKey("b", 0, 1.0)]


class FakePool:
    def __init__(self) -> None:
        self.asked: list[TileKey] = []

    def request(self, key: TileKey, priority: Priority, generation: int) -> None:
        assert (priority, generation) == (Priority.VISIBLE, BEFORE_ALL)
        self.asked.append(key)


def test_each_document_is_asked_for_what_showed_of_it_once() -> None:
    pool = FakePool()
    left = LeftPictures(cast("DocumentPool", pool))
    left.expect([*remembered(KEYS), "no name", ["a", 9, 1.5, 0, 0, 0, False]])
    left.ask("a", BOXES)
    assert pool.asked == KEYS[:2]
    left.ask("a", BOXES)
    left.ask("c", BOXES)
    assert pool.asked == KEYS[:2]
    left.ask("b", BOXES[:1])
    assert pool.asked == KEYS


def test_where_nothing_was_kept_nothing_is_asked() -> None:
    pool = FakePool()
    left = LeftPictures(cast("DocumentPool", pool))
    left.expect(None)
    left.ask("a", BOXES)
    assert not pool.asked
