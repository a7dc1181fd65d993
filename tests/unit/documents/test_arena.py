from __future__ import annotations

from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from glossator.documents.arena import ALIGNMENT, Arena

SIZE = 20 * ALIGNMENT
KEYS = st.integers(0, 30)


class ArenaMachine(RuleBasedStateMachine):
    """Any use of an arena keeps its places apart, inside, and the kept ones alive."""

    def __init__(self) -> None:
        super().__init__()
        self.arena: Arena[int] = Arena(SIZE)

    @rule(key=KEYS, size=st.integers(0, SIZE + ALIGNMENT), kept=st.sets(KEYS, max_size=4))
    def reserve(self, key: int, size: int, kept: set[int]) -> None:
        if key in self.arena:
            return
        before = {place.key: place.ready for place in self.arena.places()}
        place = self.arena.reserve(key, size, kept)
        after = {place.key for place in self.arena.places()}
        assert {k for k, ready in before.items() if not ready or k in kept} <= after
        if place is None:
            assert after == set(before)
        else:
            assert place.size >= size

    @rule(key=KEYS)
    def drawn(self, key: int) -> None:
        place = self.arena.find(key)
        if place is not None:
            place.ready = True

    @rule(key=KEYS)
    def use(self, key: int) -> None:
        place = self.arena.get(key)
        if place is not None:
            assert list(self.arena.places())[-1] is place

    @rule(key=KEYS)
    def release(self, key: int) -> None:
        self.arena.release(key)
        assert key not in self.arena

    @rule(odd=st.booleans())
    def release_some(self, odd: bool) -> None:
        self.arena.release_where(lambda key: key % 2 == odd)
        assert not any(p.ready and p.key % 2 == odd for p in self.arena.places())

    @invariant()
    def apart_and_inside(self) -> None:
        taken = [(p.offset, p.offset + p.size) for p in self.arena.places()]
        spans = sorted(taken + [(start, start + room) for start, room in self.arena._free])
        assert sum(end - start for start, end in spans) == SIZE
        at = 0
        for start, end in spans:
            assert start == at
            at = end

    @invariant()
    def holes_are_joined(self) -> None:
        holes = self.arena._free
        assert all(a + n < b for (a, n), (b, _) in pairwise(holes))


TestArena = ArenaMachine.TestCase
TestArena.settings = settings(max_examples=30, stateful_step_count=40)


def drawn(arena: Arena[str], key: str, size: int) -> None:
    place = arena.reserve(key, size)
    assert place is not None
    place.ready = True


def test_the_picture_used_longest_ago_goes_first() -> None:
    arena: Arena[str] = Arena(3 * ALIGNMENT)
    for key in "abc":
        drawn(arena, key, ALIGNMENT)
    arena.get("a")
    drawn(arena, "d", ALIGNMENT)
    assert [place.key for place in arena.places()] == ["c", "a", "d"]


def test_nothing_is_evicted_for_what_can_not_fit() -> None:
    arena: Arena[str] = Arena(3 * ALIGNMENT)
    drawn(arena, "a", ALIGNMENT)
    drawn(arena, "b", ALIGNMENT)
    assert arena.reserve("c", 3 * ALIGNMENT, kept={"b"}) is None
    assert arena.reserve("d", 4 * ALIGNMENT) is None
    assert "a" in arena


def test_a_picture_being_drawn_is_not_handed_out() -> None:
    arena: Arena[str] = Arena(ALIGNMENT)
    arena.reserve("a", 1)
    assert arena.get("a") is None
    assert arena.reserve("b", 1) is None
