"""Where an analyst wants to be led from a section of one of the five reports to another.

Judged by hand from the headings and what stands under them. For each section: any of the
sections of the other report that would do.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest

from glossator.domain.following import same_section
from glossator.domain.ranking.counterparts import passages
from glossator.domain.ranking.likeness import Index
from glossator.domain.ranking.similar import worth_showing
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from helpers.edition import ROOT, structures

R12, R18, R20, R24 = "A/67/170", "A/73/263", "A/75/289", "A/79/322"
GR38 = "CEDAW/C/GC/38"

JUDGED = [
    (R12, "III. Global legal", R18, ["II. Global and regional normative"]),
    (R12, "IV. Measures reported", R18, ["IV. Actions taken"]),
    (R12, "IV. Measures reported", R24, ["IV. Actions taken"]),
    (R12, "D. Prevention", R24, ["B. Prevention of trafficking"]),
    (R12, "F. Protection", R18, ["C. Provision of services"]),
    (R12, "F. Protection", R24, ["C. Multisectoral services"]),
    (R12, "H. Data collection", R18, ["D. Data and research"]),
    (R18, "IV. Actions taken", R12, ["IV. Measures reported"]),
    (R18, "B. Addressing root causes", GR38, ["IV. Root causes", "A. Addressing the root causes"]),
    (R18, "C. Technological advances", GR38, ["E. Use of digital", "5. Use of digital"]),
    (R18, "D. Data and research", R24, ["D. Data and monitoring", "Data"]),
    (R20, "A. Women's economic inequality", GR38, ["A. Socioeconomic", "1. Socioeconomic"]),
    (R20, "C. Addressing the demand", GR38, ["C. Demand", "3. Demand"]),
    (R20, "D. Ensuring access to compensation", GR38, ["5. Right to remedy", "A. Remedies"]),
    (GR38, "V. Assistance and protection", R12, ["F. Protection and services"]),
    (GR38, "VI. Access for victims to justice", R24, ["III. Improving", "Access to justice"]),
    (GR38, "E. Use of digital technology", R18, ["C. Technological advances"]),
    (GR38, "3. Non-criminalization", R24, ["Inadequate or", "Full implementation"]),
    (R24, "IV. Actions taken", R12, ["IV. Measures reported"]),
    (R24, "B. Prevention of trafficking", R12, ["D. Prevention measures"]),
    (R24, "C. Lessons for increasing", GR38, ["VI. Access for victims", "4. Right to information"]),
    (R24, "C. Multisectoral services", GR38, ["V. Assistance", "B. Victim assistance"]),
    (R24, "D. Data and monitoring", R12, ["H. Data collection"]),
    (R24, "Full implementation", GR38, ["3. Non-criminalization"]),
]
APART = 9
"""Places between two paragraphs, for the headings that stand there."""
ENOUGH = 22
"""Of these so many lead where they should."""


@cache
def headed() -> dict[str, Structure]:
    """Return the five reports with their headings before their first paragraphs.

    Boxes are left out: the edition doesn't tell where they stand.
    """
    found = {}
    for symbol, structure in structures().items():
        path = ROOT / "corpus/structure" / f"{symbol.replace('/', '_')}.json"
        units = [
            unit._replace(spans=tuple((APART * low, APART * high) for low, high in unit.spans))
            for unit in structure.of_kind(UnitKind.PARAGRAPH, UnitKind.ITEM)
        ]
        first = {unit.number: unit.start for unit in units if unit.kind is UnitKind.PARAGRAPH}
        for at, one in enumerate(json.loads(path.read_text("utf-8"))["outline"]):
            start = first[one["first_paragraph"]] - APART + one["level"]
            units.append(
                Unit(
                    f"heading_{at}", UnitKind.HEADING, one["number"], one["title"],
                    level=one["level"], spans=((start, start + 1),),
                )
            )  # fmt: skip
        found[symbol] = replace(structure, units=tuple(sorted(units, key=lambda one: one.start)))
    return found


@cache
def index() -> Index:
    return Index.of({symbol: passages(structure) for symbol, structure in structures().items()})


def leads_to(report: str, section: str, other: str) -> str:
    """Return the heading to which a section of a report leads in another."""
    leader = headed()[report]
    heading = next(
        one
        for one in leader.of_kind(UnitKind.HEADING)
        if f"{one.number} {one.title}".strip().startswith(section)
    )
    found = same_section(
        leader,
        heading.start,
        headed()[other],
        lambda unit: worth_showing(index().similar(report, unit.id).get(other, [])),
    )
    return f"{found.heading.number} {found.heading.title}".strip() if found else ""


def test_sections_lead_where_an_analyst_wants_to_be() -> None:
    misses = []
    for report, section, other, wanted in JUDGED:
        to = leads_to(report, section, other)
        if not any(to.startswith(one) for one in wanted):
            misses.append(f"{report} {section} -> {other}: {to}")
    assert len(JUDGED) - len(misses) >= ENOUGH, "\n".join(misses)


@pytest.mark.parametrize("report", [R12, R18, R20, R24])
def test_introductions_conclusions_and_recommendations_lead_to_each_other(report: str) -> None:
    for other in {R12, R18, R20, R24} - {report}:
        for section in ("I. Introduction", "A. Conclusions", "B. Recommendations"):
            assert leads_to(report, section, other) == section
