"""The pictures that a window showed when it was left, asked for before it has views again.

A view asks for pictures when it is first painted. Those it showed last are known before it
is made, so that a document process draws them meanwhile: 60 milliseconds in which the window
would only wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.documents.protocol import Priority
from glossator.domain.pages.tiling import TileKey, is_tile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.app.settings import Value
    from glossator.documents.pool import DocumentPool
    from glossator.domain.pages.geometry import PageBox

BEFORE_ALL = 0
"""The generation of what is asked for here: the first view that asks drops the rest of it."""


class LeftPictures:
    """Asks for pictures once, document by document."""

    def __init__(self, pool: DocumentPool) -> None:
        self._pool = pool
        self._keys: dict[str, list[TileKey]] = {}

    def expect(self, kept: Value | None) -> None:
        """Take what `remembered` has returned when the window was left."""
        entries = kept if isinstance(kept, list) else []
        for key in map(TileKey.of, entries):
            if key is not None:
                self._keys.setdefault(key.document, []).append(key)

    def ask(self, document: str, boxes: Sequence[PageBox]) -> None:
        """Ask for the pictures of a document that has just been opened, from any thread.

        Args:
            document: Its name in the pool.
            boxes: Of its pages, as far as they are known.
        """
        for key in self._keys.pop(document, ()):
            if is_tile(key, boxes):
                self._pool.request(key, Priority.VISIBLE, BEFORE_ALL)


def remembered(shown: Iterable[TileKey]) -> list[Value]:
    """Return names of pictures, as the settings keep them."""
    return [list(key) for key in sorted(shown)]
