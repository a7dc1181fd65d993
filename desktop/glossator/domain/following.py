"""How one pane follows another: from a place in one report to a place in another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Follow(StrEnum):
    """The kinds of following."""

    OFF = "off"
    SAME_PLACE = "same place"


@dataclass(frozen=True, slots=True)
class SamePlace:
    """Keeps two panes at the same share of their reports, from where they stood.

    Attributes:
        offset: How far ahead the follower was when following was switched on, as a share
            of its report (-1 to 1).
    """

    offset: float = 0.0

    @classmethod
    def starting(cls, leader: float, follower: float) -> SamePlace:
        """Start from where the panes stand, as shares of their reports (0 to 1)."""
        return cls(follower - leader)

    def target(self, leader: float) -> float:
        """Return the follower's share for the leader's, held between 0 and 1."""
        return min(max(leader + self.offset, 0.0), 1.0)
