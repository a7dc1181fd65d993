"""The command that shows what of a report comes back in later ones."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

import click

from glossator.cli.documents import Reader
from glossator.cli.project import (
    clean,
    find_report,
    json_option,
    password_option,
    print_json,
    project_argument,
)
from glossator.cli.ranked import ReadReport, pair_matches, rank_missing, read_report
from glossator.domain.errors import InvalidInputError
from glossator.domain.ranking.counterparts import passages
from glossator.domain.ranking.similar import degree
from glossator.domain.text.folding import folded
from glossator.domain.text.word_diff import Wording, word_diff
from glossator.domain.trace.book import likest
from glossator.domain.trace.families import families
from glossator.domain.trace.pairs import Change, Trace, Traceable, trace
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from glossator.domain.ranking.counterparts import Match
    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Unit
    from glossator.domain.text.word_diff import Piece

_MARKS = {Wording.SAME: "{}", Wording.OLD: "[-{}-]", Wording.NEW: "{{+{}+}}"}
"""How changed words are marked on a terminal, as `git diff --word-diff` does."""


@click.command("trace")
@project_argument
@click.option("--from", "earlier", metavar="REPORT", type=clean, help="The earlier report.")
@click.option("--to", "later", metavar="REPORT", type=clean, help="The later report.")
@click.option(
    "--section",
    type=clean,
    default="",
    help="Only passages of the earlier report under a heading with these words.",
)
@password_option
@json_option
def trace_reports(
    path: Path,
    earlier: str | None,
    later: str | None,
    *,
    section: str,
    password: str,
    as_json: bool,
) -> None:
    """Show which passages come back, reworded or hardly changed, which are new, which dropped.

    With --from and --to it compares two reports passage by passage. Without, it lists the
    families of passages that come from each other across all reports.

    The manual lists the keys of the JSON document.
    """
    if (earlier is None) != (later is None):
        raise InvalidInputError("Give both --from and --to, or neither for all reports.")
    with ProjectFile.open(path, who="command line") as project, Reader(password) as reader:
        tracer = _Tracer(project, reader)
        if earlier is None or later is None:
            tracer.print_families(as_json=as_json)
        else:
            reports = project.reports()
            pair = (find_report(reports, earlier), find_report(reports, later))
            tracer.print_pair(*pair, section=section, as_json=as_json)


class _Tracer:
    """Reads, ranks and traces the reports of a project."""

    def __init__(self, project: ProjectFile, reader: Reader) -> None:
        self._project = project
        self._reader = reader
        # Of two without a date the one that was added first counts as the earlier.
        self._reports = sorted(project.reports(), key=lambda one: one.date)
        self._read = {one.sha256: read_report(project, reader, one) for one in self._reports}
        self._units = {
            name: {unit.id: unit for unit in one.structure.units}
            for name, one in self._read.items()
        }
        self._traceable = {
            name: Traceable(passages(one.structure)) for name, one in self._read.items()
        }
        if not project.read_only:
            rank_missing(project, reader)

    def print_pair(self, earlier: Report, later: Report, *, section: str, as_json: bool) -> None:
        """Print what became of each passage between two reports."""
        if earlier.id == later.id:
            raise InvalidInputError("Give two different reports to compare.")
        old = self._traceable[earlier.sha256]
        if section:
            old = old.only(self._under(earlier, section))
        ranked = self._ranked(earlier, later)
        traces = trace(old, self._traceable[later.sha256], ranked)
        like = likest(traces, ranked)
        if section:  # what is new in the later report belongs to no section of the earlier
            traces = tuple(one for one in traces if one.old is not None)
        if as_json:
            print_json(
                {
                    "from": earlier.symbol,
                    "to": later.symbol,
                    "traces": [self._fields(earlier, later, one, like) for one in traces],
                }
            )
            return
        click.echo(
            f"{earlier.name} ({earlier.year}) → {later.name} ({later.year}): {_summary(traces)}"
        )
        for one in traces:
            click.echo(self._shown(earlier, later, one, like))

    def print_families(self, *, as_json: bool) -> None:
        """Print the passages that come back in one report after the other."""
        traces = {
            (n, m): trace(
                self._traceable[one.sha256], self._traceable[other.sha256], self._ranked(one, other)
            )
            for (n, one), (m, other) in combinations(enumerate(self._reports), 2)
        }
        found = families(traces)
        listed = [
            [
                (self._reports[one.report], self._unit(self._reports[one.report], one.unit_id))
                for one in family.members
            ]
            for family in found
        ]
        if as_json:
            print_json(
                {
                    "families": [
                        [
                            {
                                "symbol": report.symbol,
                                "date": report.date,
                                **self._read[report.sha256].fields(unit),
                            }
                            for report, unit in members
                        ]
                        for members in listed
                    ]
                }
            )
            return
        for members in listed:
            click.echo("")
            for report, unit in members:
                click.echo(
                    f"{report.year}  {self._read[report.sha256].citation(unit)}\n      {unit.text}"
                )
        if not found:
            click.echo("No passage comes back in another report.")

    def _ranked(self, earlier: Report, later: Report) -> dict[str, list[Match]]:
        return pair_matches(self._project, self._reader, self._read, later.sha256, earlier.sha256)

    def _under(self, report: Report, words: str) -> frozenset[str]:
        """Return the ids of the units under the headings that hold some words."""
        wanted = folded(words, case=True)
        found = frozenset(
            unit.id
            for unit in self._units[report.sha256].values()
            if any(wanted in folded(heading, case=True) for heading in unit.section)
        )
        if not found:
            raise InvalidInputError(f"{report.name} has no heading with the words “{words}”.")
        return found

    def _unit(self, report: Report, unit_id: str) -> Unit:
        return self._units[report.sha256][unit_id]

    def _sides(
        self, earlier: Report, later: Report, one: Trace
    ) -> list[tuple[ReadReport, Unit] | None]:
        return [
            None if unit_id is None else (self._read[report.sha256], self._unit(report, unit_id))
            for report, unit_id in ((earlier, one.old), (later, one.new))
        ]

    def _fields(
        self, earlier: Report, later: Report, one: Trace, like: _Likest
    ) -> dict[str, object]:
        old, new = self._sides(earlier, later, one)
        fields: dict[str, object] = {
            "kind": one.change.value,
            "score": round(one.score, 3),
            "from": old and old[0].fields(old[1]),
            "to": new and new[0].fields(new[1]),
        }
        if old and new:
            pieces = word_diff(old[1].text, new[1].text)
            fields["diff"] = [[piece.wording.value, piece.text] for piece in pieces]
        fields["likest"] = None
        if match := like.get((one.old, one.new)):
            report = earlier if one.old is None else later
            unit = self._unit(report, match.unit_id)
            likeness = round(match.score, 3)
            fields["likest"] = {**self._read[report.sha256].fields(unit), "score": likeness}
        return fields

    def _shown(self, earlier: Report, later: Report, one: Trace, like: _Likest) -> str:
        old, new = self._sides(earlier, later, one)
        labels = " → ".join(side[1].label for side in (old, new) if side)
        if old and new:
            pieces = word_diff(old[1].text, new[1].text)
            text = "".join(_marked(piece) for piece in pieces)
            return f"\n{one.change.value} {one.score:.2f}  {labels}\n  {text}"
        (side,) = [side for side in (old, new) if side]
        shown = f"\n{one.change.value}  {labels}\n  {side[1].text}"
        if match := like.get((one.old, one.new)):
            report = earlier if one.old is None else later
            label = self._unit(report, match.unit_id).label
            shown += f"\n  {degree(match.score)} {match.score:.2f}: {report.name}, {label}"
        return shown


_Likest: TypeAlias = "Mapping[tuple[str | None, str | None], Match]"


def _marked(piece: Piece) -> str:
    """Return a piece with its mark, the spaces at its ends left outside."""
    words = piece.text.strip()
    before, _, after = piece.text.partition(words)
    return before + _MARKS[piece.wording].format(words) + after


def _summary(traces: Sequence[Trace]) -> str:
    counts = Counter(one.change for one in traces)
    return ", ".join(f"{counts[change]} {change.value}" for change in Change if counts[change])
