"""Room for pictures in one block of bytes: an allocator and a cache in one.

The arena only counts: it holds no bytes itself and starts no processes. Places are given
first fit and joined with their free neighbours when they are given back. When there is
no room, the pictures used longest ago go, except those that are visible or still being
drawn.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator

K = TypeVar("K")

ALIGNMENT = 64
"""Places begin at multiples of this many bytes."""


@dataclass(slots=True)
class Place(Generic[K]):
    """Bytes that belong to one key.

    Attributes:
        key: The picture's name.
        offset, size: First byte and number of bytes.
        ready: Whether the picture is drawn; until then the place can't be evicted.
    """

    key: K
    offset: int
    size: int
    ready: bool = False


class Arena(Generic[K]):
    """The places in a block of a fixed size.

    Args:
        size: In bytes.
        group: What keys have in common, by which places can be listed.
    """

    def __init__(self, size: int, group: Callable[[K], Hashable] = lambda key: key) -> None:
        self._group = group
        self._groups: dict[Hashable, dict[K, Place[K]]] = {}
        self.size = size - size % ALIGNMENT
        self._free: list[tuple[int, int]] = [(0, self.size)] if self.size else []
        self._places: dict[K, Place[K]] = {}  # least recently used first

    def __contains__(self, key: K) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    def places(self) -> Iterator[Place[K]]:
        """Yield all places, the one used longest ago first."""
        return iter(self._places.values())

    def group(self, like: K) -> Iterable[Place[K]]:
        """Return the places of the keys that are grouped with one, the oldest first."""
        return self._groups.get(self._group(like), {}).values()

    def find(self, key: K) -> Place[K] | None:
        """Return a key's place, drawn or not, without counting it as used."""
        return self._places.get(key)

    def get(self, key: K) -> Place[K] | None:
        """Return a drawn picture's place and count it as used, or None."""
        place = self._places.get(key)
        if place is None or not place.ready:
            return None
        self._places[key] = self._places.pop(key)
        return place

    def reserve(self, key: K, size: int, kept: Collection[K] = ()) -> Place[K] | None:
        """Give a new place to a key, evicting others if need be.

        Args:
            key: A key without a place.
            size: Bytes wanted.
            kept: Keys that must not be evicted.

        Returns:
            The place, or None if there is no room even without the evictable ones; then
            nothing has been evicted.
        """
        wanted = max(ALIGNMENT, -(-size // ALIGNMENT) * ALIGNMENT)
        if self._hole(self._free, wanted) is None and not self._make_room(wanted, kept):
            return None
        index = self._hole(self._free, wanted)
        if index is None:
            return None
        start, room = self._free.pop(index)
        if room > wanted:
            self._free.insert(index, (start + wanted, room - wanted))
        place = self._places[key] = Place(key, start, wanted)
        self._groups.setdefault(self._group(key), {})[key] = place
        return place

    def release(self, key: K) -> None:
        """Take a key's place back, if it has one."""
        place = self._places.pop(key, None)
        if place is not None:
            self._free = _with_hole(self._free, place.offset, place.size)
            group = self._groups[self._group(key)]
            del group[key]
            if not group:
                del self._groups[self._group(key)]

    def release_where(self, condition: Callable[[K], bool]) -> None:
        """Take back the places of all drawn pictures whose key meets the condition."""
        for key in [place.key for place in self.places() if place.ready and condition(place.key)]:
            self.release(key)

    def _make_room(self, wanted: int, kept: Collection[K]) -> bool:
        """Evict the least recently used until a hole is large enough."""
        free, going = self._free, []
        for place in self.places():
            if not place.ready or place.key in kept:
                continue
            free = _with_hole(free, place.offset, place.size)
            going.append(place.key)
            if self._hole(free, wanted) is not None:
                break
        else:
            return False
        for key in going:
            self.release(key)
        return True

    @staticmethod
    def _hole(free: list[tuple[int, int]], wanted: int) -> int | None:
        """Return the index of the first hole that is large enough."""
        return next((i for i, (_, room) in enumerate(free) if room >= wanted), None)


def _with_hole(free: list[tuple[int, int]], start: int, room: int) -> list[tuple[int, int]]:
    """Return the holes with one more, joined with its neighbours."""
    holes = list(free)
    insort(holes, (start, room))
    joined: list[tuple[int, int]] = []
    for begin, length in holes:
        if joined and joined[-1][0] + joined[-1][1] == begin:
            joined[-1] = (joined[-1][0], joined[-1][1] + length)
        else:
            joined.append((begin, length))
    return joined
