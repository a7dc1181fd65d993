"""What one state of a project has that another has not, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.domain.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from glossator.domain.records import Annotation, Report, Theme


@dataclass(frozen=True, slots=True)
class State:
    """The records of a project at one moment.

    Attributes:
        reports: By id.
        themes: By id.
        annotations: By id.
    """

    reports: Mapping[str, Report]
    themes: Mapping[str, Theme]
    annotations: Mapping[str, Annotation]

    @classmethod
    def of(
        cls, reports: Iterable[Report], themes: Iterable[Theme], annotations: Iterable[Annotation]
    ) -> State:
        """Arrange records by id."""
        return cls(
            {one.id: one for one in reports},
            {one.id: one for one in themes},
            {one.id: one for one in annotations},
        )


def changed_since(before: State, now: State) -> list[str]:
    """Return a line for each kind of change; none where the two are the same.

    Args:
        before: The earlier state.
        now: The later one.
    """
    notes = _n_other(before.annotations, now.annotations, "note")
    tags = _n_other(before.annotations, now.annotations, "theme_ids")
    return [
        *_named("report", _added(before.reports, now.reports), "added since"),
        *_named("report", _added(now.reports, before.reports), "removed since"),
        *_told("passage", len(_added(before.annotations, now.annotations)), "tagged since"),
        *_told("passage", len(_added(now.annotations, before.annotations)), "deleted since"),
        *_told("note", notes, "changed since"),
        *_told("passage", tags, "tagged otherwise since"),
        *_named("theme", _added(before.themes, now.themes), "added since"),
        *_named("theme", _added(now.themes, before.themes), "removed since"),
        *_told("theme", _n_changed(before.themes, now.themes), "changed since"),
    ]


_NAMES = 3
"""So many are named, the rest counted."""


def _added(before: Mapping[str, object], now: Mapping[str, object]) -> list[object]:
    return [one for key, one in now.items() if key not in before]


def _n_changed(before: Mapping[str, object], now: Mapping[str, object]) -> int:
    return sum(1 for key, one in now.items() if key in before and before[key] != one)


def _n_other(before: Mapping[str, Annotation], now: Mapping[str, Annotation], field: str) -> int:
    return sum(
        1
        for key, one in now.items()
        if key in before and getattr(before[key], field) != getattr(one, field)
    )


def _told(noun: str, number: int, what: str) -> list[str]:
    return [f"{counted(number, noun)} {what}"] if number else []


def _named(noun: str, records: list[object], what: str) -> list[str]:
    if not records:
        return []
    names = ", ".join(str(getattr(one, "name", "")) for one in records[:_NAMES])
    more = f" and {len(records) - _NAMES} more" if len(records) > _NAMES else ""
    return [f"{counted(len(records), noun)} {what}: {names}{more}"]
