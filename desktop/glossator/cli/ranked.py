"""Reports read and ranked for the commands that compare their passages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from glossator.cli.documents import Reader
from glossator.cli.project import find_report, names_of
from glossator.domain.errors import InvalidInputError
from glossator.domain.ranking.counterparts import Match, matches_of, passages
from glossator.domain.reports.address import find_unit, short
from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from glossator.documents.protocol import Matched
    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Structure, Unit
    from glossator.domain.text.page_text import ReportText
    from glossator.storage.project import ProjectFile

_GAP = re.compile(r"[,:]\s*|\s+")
_RANGE = re.compile(r"\d\W*(?:[-\u2010-\u2014]|\band\b|,|\bto\b)\W*\d")


class ReadReport(NamedTuple):
    """A report that has been read."""

    report: Report
    text: ReportText
    structure: Structure

    def fields(self, unit: Unit) -> dict[str, object]:
        """Return what is printed of a unit as JSON."""
        labels = self.text.labels
        page = labels[unit.page] if unit.page < len(labels) else str(unit.page + 1)
        return {
            "citation": self.citation(unit),
            "paragraph": short(unit.label),
            "page": page,
            "text": unit.text,
        }

    def citation(self, unit: Unit) -> str:
        """Return how a unit is cited."""
        return f"{self.report.name}, {unit.label}"


def read_report(project: ProjectFile, reader: Reader, report: Report) -> ReadReport:
    """Return a report's text and structure, read first if need be."""
    text, structure = project.text(report.sha256), project.structure(report.sha256)
    if text is None or structure is None:
        reader.open_report(project, report)
        text, structure = reader.read(report.sha256)
        if not project.read_only:
            project.store_reading(report.sha256, text, structure)
    return ReadReport(report, text, structure)


def read_missing(project: ProjectFile, password: str = "") -> None:
    """Read the reports of a project that were not read yet, where it can be written.

    Raises:
        DocumentError: One can't be opened or read.
        ProjectError: The project can't be read or written.
    """
    unread = [one for one in project.reports() if not project.is_read(one.sha256)]
    if unread and not project.read_only:
        with Reader(password) as reader:
            for report in unread:
                read_report(project, reader, report)


def rank_missing(project: ProjectFile, reader: Reader) -> None:
    """Rank the documents that were not ranked yet, and keep the result."""
    todo = project.unmatched()
    if not todo:
        return
    structures = {one.sha256: project.structure(one.sha256) for one in project.reports()}
    reader.offer({sha256: one for sha256, one in structures.items() if one is not None})
    for sha256, others in todo.items():
        matched = reader.match(sha256, others)
        project.store_matches(sha256, matched.pairs, matched.among)


def ranked_matches(
    project: ProjectFile, reader: Reader, read: Mapping[str, ReadReport], sha256: str, unit_id: str
) -> dict[str, list[Match]]:
    """Return a unit's matches: kept ones, or found for this time if they can't be kept."""
    if not project.read_only:
        rank_missing(project, reader)
    kept = project.matches(sha256, unit_id)
    others = [one for one in read if one != sha256]
    if kept.keys() >= set(others):
        return kept
    structures = {name: one.structure for name, one in read.items()}
    reader.offer(structures)
    return _unpacked(reader.match(sha256, others), structures, sha256, unit_id)


def pair_matches(
    project: ProjectFile, reader: Reader, read: Mapping[str, ReadReport], sha256: str, other: str
) -> dict[str, list[Match]]:
    """Return the matches of all units of a report in one other, kept or found for this time."""
    kept = project.document_matches(sha256, other)
    if kept is not None:
        return kept
    structures = {name: one.structure for name, one in read.items()}
    reader.offer(structures)
    pair = reader.match(sha256, [other]).pairs[0]
    ours, theirs = passages(structures[sha256]), passages(structures[other])
    return {one.unit_id: matches_of(pair.there, ours, one.unit_id, theirs) for one in ours}


def _unpacked(
    matched: Matched, structures: Mapping[str, Structure], sha256: str, unit_id: str
) -> dict[str, list[Match]]:
    ours = passages(structures[sha256])
    return {
        pair.other: matches_of(pair.there, ours, unit_id, passages(structures[pair.other]))
        for pair in matched.pairs
    }


def find_place(reports: Sequence[Report], place: str) -> tuple[Report, str]:
    """Return the report that the beginning of a place names, and the rest.

    Raises:
        InvalidInputError: No beginning names a report, or nothing follows.
    """
    place = place.strip()
    for gap in sorted(_GAP.finditer(place), key=lambda gap: "," not in gap.group()):
        name, address = place[: gap.start()], place[gap.end() :]
        try:
            report = find_report(reports, name)
        except InvalidInputError:
            continue
        # Without a comma only a whole name will do: any word may be part of a title.
        whole = {report.symbol.casefold(), *names_of(report)}
        if "," in gap.group() or name.casefold() in whole:
            return report, address
    if place:
        find_report(reports, place.partition(",")[0])
    raise InvalidInputError(f"“{place}” names no paragraph: give it as “A/79/322, para. 28”.")


def find_unit_in(read: ReadReport, address: str) -> Unit:
    """Return the paragraph, item or box that an address means.

    Raises:
        InvalidInputError: There is none, or it is of a kind that is not compared.
    """
    unit = find_unit(read.structure, address)
    if unit is None:
        raise InvalidInputError(_missing(read, address))
    if all(unit.id != passage.unit_id for passage in passages(read.structure)):
        parent = next((one.label for one in read.structure.units if one.id == unit.parent), "")
        raise InvalidInputError(
            f"{read.citation(unit)} is not compared with others: only paragraphs, items and"
            f" boxes are.{f' It belongs to {parent}.' if parent else ''}"
        )
    return unit


def _missing(read: ReadReport, address: str) -> str:
    """Return the sentence that says why an address means no unit of a report."""
    name, units = read.report.name, read.structure.of_kind(UnitKind.PARAGRAPH)
    if not units:
        return f"{name} has no “{address}”: no paragraphs could be read from its pages."
    if _RANGE.search(address):
        return f"“{address}” names several paragraphs of {name}: give one, as “{units[0].label}”."
    return (
        f"{name} has no “{address}”: its paragraphs are cited as “{units[0].label}” to"
        f" “{units[-1].label}”."
    )
