"""What is shown of a plan before the user says yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.domain.incoming.merging import ALSO, WORDS
from glossator.domain.incoming.outcome import Fate, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.incoming.merging import MergePlan
    from glossator.domain.incoming.outcome import Plan, Verdict
    from glossator.domain.records import Annotation

LISTED = (
    Fate.DOUBTFUL,
    Fate.NO_PLACE,
    Fate.NO_REPORT,
    Fate.REPLACED,
    Fate.KEPT,
    Fate.ADDED,
)
"""Fates of which each passage is listed; of what is here already the number is enough."""

SHORT = 120
"""Characters shown of a passage."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan in words.

    Attributes:
        counts: How many of what, the most important first.
        groups: Headings, each with the lines below it.
        changes: Whether anything would change.
    """

    counts: tuple[tuple[int, str], ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    changes: bool


def of_plans(plans: Sequence[Plan]) -> Preview:
    """Return what files would change, in words."""
    verdicts = [one for plan in plans for one in plan.verdicts]
    counts = [(sum(one.fate is fate for one in verdicts), fate.value) for fate in Fate]
    themes = sum(len(plan.new_themes) for plan in plans)
    counts.append((themes, "new theme" if themes == 1 else "new themes"))
    words = sum(plan.told for plan in plans)
    counts.append((words, WORDS if words == 1 else ALSO[WORDS]))
    reports = [one for plan in plans for one in plan.new_reports]
    counts.append((len(reports), "new report" if len(reports) == 1 else "new reports"))
    groups = [
        (fate.value.capitalize(), tuple(_line(one) for one in verdicts if one.fate is fate))
        for fate in LISTED
    ]
    groups[-1:-1] = [
        ("Left out", tuple(line for plan in plans for line in plan.left_out)),
        ("New reports", tuple(one.name for one in reports)),
        ("New themes", tuple(one.name for plan in plans for one in plan.new_themes)),
    ]
    return Preview(
        tuple(count for count in counts if count[0]),
        tuple(group for group in groups if group[1]),
        any(plan.edits for plan in plans),
    )


def _line(verdict: Verdict) -> str:
    said = verdict.said(SHORT)
    return f"{verdict.annotation.citation}: {said}" if verdict.annotation is not None else said


def of_merge(plan: MergePlan) -> Preview:
    """Return what another project would bring, in words."""
    counts = (
        (len(plan.new_reports), "new report" if len(plan.new_reports) == 1 else "new reports"),
        (len(plan.new_themes), "new theme" if len(plan.new_themes) == 1 else "new themes"),
        (len(plan.added), "added"),
        (len(plan.replaced), "newer there"),
        (len(plan.kept), "newer here"),
        (plan.known, "already here"),
        *plan.also(),
    )
    groups = (
        ("Conflicts", plan.conflicts),
        ("New reports", tuple(one.name for one in plan.new_reports)),
        ("New themes", tuple(one.name for one in plan.new_themes)),
        ("Newer there", tuple(map(_annotated, plan.replaced))),
        ("Added", tuple(map(_annotated, plan.added))),
    )
    return Preview(
        tuple(count for count in counts if count[0]),
        tuple(group for group in groups if group[1]),
        bool(plan.edits),
    )


def _annotated(annotation: Annotation) -> str:
    by = f", {annotation.analyst}" if annotation.analyst else ""
    return f"{annotation.citation}{by}: {told(annotation.quote, annotation.note, SHORT)}"
