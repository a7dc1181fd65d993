"""What is said of a passage's counterparts: how much they are alike, and that there are none.

The bounds come from the pairs written by hand from the five reports (`make bench`): of
what people called counterparts one in twenty scores less than `ALIKE`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.passage import stands_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.ranking.counterparts import Match
    from glossator.domain.records import Annotation
    from glossator.domain.reports.structure import Unit

ALIKE = 0.15
"""The least score at which a passage counts as like another."""

MOST = 3
"""Passages shown of one report."""

NEAR_BEST = 0.6
"""Share of the best score in its report that a passage must have to be shown beside it."""

_DEGREES = (
    (0.6, "nearly the same"),
    (0.4, "much alike"),
    (0.25, "alike"),
    (ALIKE, "faintly alike"),
)


def degree(score: float) -> str:
    """Return a score (0 to 1) in words."""
    return next((words for least, words in _DEGREES if score >= least), "not alike")


def worth_showing(matches: Sequence[Match]) -> list[Match]:
    """Return the passages of one report that are like the one that is read, the best first.

    Args:
        matches: What was found in the report, the best first.
    """
    best = matches[0].score if matches else 0.0
    least = max(ALIKE, NEAR_BEST * best)
    return [match for match in matches[:MOST] if match.score >= least]


def touching(annotations: Iterable[Annotation], unit: Unit) -> list[Annotation]:
    """Return the annotations of a report that touch a unit's own words, in reading order."""
    found = [one for one in annotations if _touches(one, unit)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _touches(annotation: Annotation, unit: Unit) -> bool:
    apart = annotation.end <= unit.start or unit.end <= annotation.start
    if apart and not annotation.is_area:
        return False
    return any(stands_in(part, unit) for part in annotation.segments)
