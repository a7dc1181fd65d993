"""Writes a report with its annotations in it, for the command that exports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from glossator.cli.documents import Reader
from glossator.cli.project import chosen, count_of, find_report, reading
from glossator.domain.errors import InvalidInputError
from glossator.domain.pdf_marks import pdf_marks
from glossator.domain.themes import ThemeTree
from glossator.exchange.marked_copy import write_marked_copy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from glossator.domain.records import Report


def write_marked(
    path: Path,
    out: Path,
    *,
    names: Sequence[str],
    themes: Sequence[str],
    password: str,
    anonymous: bool = False,
) -> None:
    """Write a copy of one report as a PDF with its annotations in it.

    Args:
        path: The project.
        out: Where the PDF goes.
        names: The report; may be left out where there is only one.
        themes: Only annotations with one of these, or a theme below it.
        password: For an encrypted report.
        anonymous: Leave the names of analysts out.

    Raises:
        InvalidInputError: It is not clear which report is meant.
        GlossatorError: The report can't be read, or the file not be written.
    """
    with reading(path) as project, Reader(password) as reader:
        report = _report(project.reports(), names)
        tree = ThemeTree(project.themes())
        found = list(chosen(project, tree, reports=(report.id,), themes=themes))
        if anonymous:
            found = [replace(one, analyst="") for one in found]
        marks = pdf_marks(found, tree)
        reader.open_report(project, report)
        write_marked_copy(out, reader.annotated(report.sha256, marks))
    written = len({mark.name for mark in marks})
    click.echo(f"Wrote {report.name} with {count_of(written, 'annotation')} to {out}.")
    if written < len(found):
        missing = count_of(len(found) - written, "annotation")
        click.echo(f"{missing} could not be placed and is not in the copy.", err=True)


def _report(reports: Sequence[Report], names: Sequence[str]) -> Report:
    if len(names) == 1:
        return find_report(reports, names[0])
    if names or len(reports) != 1:
        listed = ", ".join(one.name for one in reports[:8])
        raise InvalidInputError(
            f"A PDF holds one report: say which with --report. The project has {listed or 'none'}."
        )
    return reports[0]
