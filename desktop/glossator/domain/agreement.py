"""How far analysts agree: percentage, Cohen's kappa, Krippendorff's alpha, and where they differ.

Each analyst is taken to have read every report that is compared, and to have decided of each
unit whether a theme applies: a passage with the theme that touches the unit says yes. Units
are paragraphs, or single characters.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from glossator.domain.records import Annotation, Report, ReportId, ThemeId
    from glossator.domain.reports.structure import Structure, Unit

Pattern = tuple[bool, ...]
"""What each analyst says of a unit, in their order."""


class Over(StrEnum):
    """What is counted."""

    PARAGRAPHS = "paragraphs"
    CHARACTERS = "characters"


class Why(StrEnum):
    """Why a figure can't be given."""

    ONE_ANALYST = "Agreement needs two analysts."
    NO_UNITS = "There is nothing to compare."
    NO_VARIANCE = "All say the same of every unit: there is nothing that chance could explain."
    MORE_THAN_TWO = "Kappa is for two analysts."


@dataclass(frozen=True, slots=True)
class Figures:
    """How far analysts agree on one decision.

    Attributes:
        units: How many were compared.
        marked: How many of them at least one analyst has marked.
        percentage: Share of pairs of analysts that say the same of a unit, 0 to 1, or None.
        kappa: Cohen's kappa, or None; see `why`.
        alpha: Krippendorff's alpha, or None; see `why`.
        why: Why a figure is missing, or empty.
    """

    units: int
    marked: int
    percentage: float | None
    kappa: float | None
    alpha: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that some analysts have tagged with a theme and others have not.

    Attributes:
        report_id: The report.
        theme_id: The theme.
        start, end: Offsets of the paragraph.
        label: Its address within the report.
        text: Its words.
        said: What each analyst says, in their order.
        annotations: The annotations that say yes, of each analyst.
    """

    report_id: ReportId
    theme_id: ThemeId
    start: int
    end: int
    label: str
    text: str
    said: Pattern
    annotations: tuple[tuple[Annotation, ...], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far analysts agree.

    Attributes:
        analysts: Those compared, in order.
        reports: The reports compared: those in which at least one of them has marked.
        themes: Figures of each theme that any of them has used.
        overall: Figures of all decisions, of every theme on every unit, together.
        differences: The places where they differ, by report, place and theme; of paragraphs.
    """

    analysts: tuple[str, ...]
    reports: tuple[ReportId, ...]
    themes: Mapping[ThemeId, Mapping[Over, Figures]]
    overall: Mapping[Over, Figures]
    differences: tuple[Difference, ...]


def figures(counts: Mapping[Pattern, int]) -> Figures:
    """Return how far analysts agree.

    Args:
        counts: How many units each pattern of answers has; all have the same length.
    """
    units = sum(counts.values())
    marked = sum(number for pattern, number in counts.items() if any(pattern))
    analysts = len(next(iter(counts), ()))
    if units == 0:
        return Figures(units, marked, None, None, None, Why.NO_UNITS)
    if analysts < 2:
        return Figures(units, marked, None, None, None, Why.ONE_ANALYST)
    kappa = cohen_kappa(counts) if analysts == 2 else None
    alpha = krippendorff_alpha(counts)
    why = "" if analysts == 2 else Why.MORE_THAN_TWO
    if alpha is None:
        why = Why.NO_VARIANCE
    return Figures(units, marked, percentage(counts), kappa, alpha, why)


def percentage(counts: Mapping[Pattern, int]) -> float:
    """Return the share of pairs of analysts that say the same of a unit.

    For two analysts this is the proportion of units on which they agree, p_o in Cohen (1960).
    """
    same = total = 0
    for pattern, number in counts.items():
        pairs = list(combinations(pattern, 2))
        total += number * len(pairs)
        same += number * sum(one == other for one, other in pairs)
    return same / total


def cohen_kappa(counts: Mapping[Pattern, int]) -> float | None:
    """Return Cohen's kappa of two analysts, None where chance alone would always agree.

    kappa = (p_o - p_e) / (1 - p_e), where p_o is the share of units on which they agree and
    p_e the share expected if each gave their answers as often but independently: the sum over
    the answers of the product of both analysts' shares. J. Cohen, "A coefficient of agreement
    for nominal scales", Educational and Psychological Measurement 20 (1960), 37-46.
    """
    units = sum(counts.values())
    first = sum(number for pattern, number in counts.items() if pattern[0])
    second = sum(number for pattern, number in counts.items() if pattern[1])
    # In whole numbers, so that exact agreement of all is seen as such: times units squared.
    expected = first * second + (units - first) * (units - second)
    if expected == units * units:
        return None
    same = sum(number for pattern, number in counts.items() if pattern[0] == pattern[1])
    return (same * units - expected) / (units * units - expected)


def krippendorff_alpha(counts: Mapping[Pattern, int]) -> float | None:
    """Return Krippendorff's alpha for nominal data, None where all answers are the same.

    alpha = 1 - D_o / D_e = 1 - (n - 1) * sum of o_ck / sum of n_c * n_k, both over unlike
    answers c and k, where a unit with m answers adds (pairs of its answers c and k) / (m - 1)
    to o_ck, n_c counts the answers c, and n all answers. K. Krippendorff, "Computing
    Krippendorff's Alpha-Reliability" (2011), section C; "Content Analysis", 4th ed. (2019),
    chapter 12. No answer is missing here: who has not marked has said no.
    """
    yes = no = 0
    observed = 0.0
    for pattern, number in counts.items():
        here = sum(pattern)
        yes += number * here
        no += number * (len(pattern) - here)
        observed += number * 2 * here * (len(pattern) - here) / (len(pattern) - 1)
    expected = 2 * yes * no
    return 1 - (yes + no - 1) * observed / expected if expected else None


def agreement(
    annotations: Iterable[Annotation],
    structures: Mapping[ReportId, tuple[Structure, int]],
    reports: Sequence[Report],
    analysts: Sequence[str],
    themes: Sequence[ThemeId] = (),
) -> Agreement:
    """Return how far analysts agree on the themes of reports.

    Only reports in which at least one of them has marked something count, since nothing says
    that they have read the others.

    Args:
        annotations: Of the whole project; areas say nothing of characters and are left out.
        structures: Structure of each report, and the length of its text.
        reports: The project's reports, in order.
        analysts: Those to compare, as annotations name them.
        themes: Only these; all that one of them has used where it is empty.
    """
    names = tuple(analysts)
    chosen = [one for one in annotations if one.analyst in names and not one.is_area]
    used = dict.fromkeys(theme_id for one in chosen for theme_id in one.theme_ids)
    compared = [theme_id for theme_id in themes or used if theme_id in used]
    by_report: dict[ReportId, list[Annotation]] = {}
    for one in chosen:
        by_report.setdefault(one.report_id, []).append(one)
    order = [one.id for one in reports if one.id in by_report and one.id in structures]
    tallies = {theme_id: {over: Counter[Pattern]() for over in Over} for theme_id in compared}
    differences: list[Difference] = []
    for report_id in order:
        structure, length = structures[report_id]
        units = _paragraphs(structure)
        for theme_id, tally in tallies.items():
            said = _said(by_report[report_id], theme_id, names)
            tally[Over.CHARACTERS] += _characters(said, length)
            tally[Over.PARAGRAPHS] += Counter(_pattern(said, unit) for unit in units)
            differences += _differing(report_id, theme_id, said, units)
    ranks = {report_id: rank for rank, report_id in enumerate(order)}
    differences.sort(key=lambda one: (ranks[one.report_id], one.start))
    overall = {
        over: figures(sum((tally[over] for tally in tallies.values()), Counter[Pattern]()))
        for over in Over
    }
    by_theme = {
        one: {over: figures(tally[over]) for over in Over} for one, tally in tallies.items()
    }
    return Agreement(names, tuple(order), by_theme, overall, tuple(differences))


def percent(share: float) -> str:
    """Return a share in per cent, rounded down: only all is 100."""
    return f"{math.floor(share * 1000) / 10:.1f}%"


def rounded(figure: float, places: int) -> str:
    """Return kappa or alpha in words; a nought has no sign."""
    return f"{round(figure, places) + 0.0:.{places}f}"


def analysts_of(annotations: Iterable[Annotation]) -> list[str]:
    """Return the names of those who made annotations, those with most first."""
    return [name for name, _ in Counter(one.analyst for one in annotations).most_common()]


def _said(
    annotations: Sequence[Annotation], theme_id: ThemeId, names: Sequence[str]
) -> list[list[Annotation]]:
    """Return each analyst's annotations with a theme."""
    return [
        [one for one in annotations if one.analyst == name and theme_id in one.theme_ids]
        for name in names
    ]


def _pattern(said: Sequence[Sequence[Annotation]], unit: Unit) -> Pattern:
    return tuple(any(_touches(one, unit) for one in of) for of in said)


def _differing(
    report_id: ReportId,
    theme_id: ThemeId,
    said: Sequence[Sequence[Annotation]],
    units: Iterable[Unit],
) -> Iterator[Difference]:
    """Yield the units of which analysts say different things."""
    for unit in units:
        pattern = _pattern(said, unit)
        if len(set(pattern)) > 1:
            touching = tuple(tuple(one for one in of if _touches(one, unit)) for of in said)
            yield Difference(
                report_id, theme_id, unit.start, unit.end, unit.label, unit.text, pattern, touching
            )


def _paragraphs(structure: Structure) -> list[Unit]:
    """Return the paragraphs and boxes, items with the paragraph they belong to."""
    return [unit for unit in structure.of_kind(UnitKind.PARAGRAPH, UnitKind.BOX) if unit.spans]


def _touches(one: Annotation, unit: Unit) -> bool:
    return any(
        part.start < end and start < part.end for part in one.segments for start, end in unit.spans
    )


def _characters(said: Sequence[Sequence[Annotation]], length: int) -> Counter[Pattern]:
    """Count the patterns of a report's characters, from edge to edge of the passages."""
    edges = {0, length}
    stretches = [
        [(max(part.start, 0), min(part.end, length)) for one in of for part in one.segments]
        for of in said
    ]
    steps: list[Counter[int]] = []
    for of in stretches:
        step: Counter[int] = Counter()
        for start, end in of:
            if start < end:
                edges |= {start, end}
                step[start] += 1
                step[end] -= 1
        steps.append(step)
    counts: Counter[Pattern] = Counter()
    depths = [0] * len(said)
    for start, end in pairwise(sorted(edges)):
        depths = [depth + step[start] for depth, step in zip(depths, steps, strict=True)]
        counts[tuple(depth > 0 for depth in depths)] += end - start
    return counts
