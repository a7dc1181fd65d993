"""The command that makes an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossator.cli.documents import Reader
from glossator.cli.project import (
    clean,
    find_report,
    find_theme,
    json_option,
    password_option,
    print_json,
    project_argument,
    writing,
)
from glossator.clock import new_id, utc_now
from glossator.domain import area as areas
from glossator.domain import intents, passage
from glossator.domain.anchoring.anchor import body_spans, find_quote
from glossator.domain.area import Area
from glossator.domain.errors import InvalidInputError
from glossator.domain.pages.geometry import Rect
from glossator.domain.records import AnnotationId
from glossator.domain.reports.address import find_unit, unit_stretches
from glossator.domain.reports.structure import without_marks
from glossator.domain.text.page_text import page_of
from glossator.domain.text.quotation import known_words
from glossator.domain.themes import ThemeTree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from glossator.domain.records import Report, Segment
    from glossator.domain.reports.structure import Structure, Unit
    from glossator.domain.text.page_text import ReportText
    from glossator.storage.project import ProjectFile

Stretches = list[tuple[int, int]]
Place = tuple[int, float, float, float, float]


@click.command()
@project_argument
@click.option(
    "--report", "name", metavar="SYMBOL", required=True, type=clean, help="In which report."
)
@click.option("--quote", metavar="TEXT", type=clean, help="The words to mark.")
@click.option(
    "--paragraph",
    metavar="LABEL",
    type=clean,
    help="Where: 57, 57 (d), box 1, fn 21, p. 6, para. 2.",
)
@click.option(
    "--area",
    "place",
    metavar="PAGE X0 Y0 X1 Y1",
    type=(int, float, float, float, float),
    help="A rectangle of a page counted from 1, in points from its upper left corner.",
)
@click.option("--theme", "themes", metavar="PATH", multiple=True, type=clean, help="Tag with it.")
@click.option("--note", metavar="TEXT", default="", type=clean, help="What to note.")
@click.option("--analyst", metavar="NAME", type=clean, help="Who annotates.")
@password_option
@json_option
def annotate(
    path: Path,
    *,
    name: str,
    quote: str | None,
    paragraph: str | None,
    place: Place | None,
    themes: tuple[str, ...],
    note: str,
    analyst: str | None,
    password: str,
    as_json: bool,
) -> None:
    """Mark a passage, by its words, its paragraph or an area, and print its id and citation."""
    if (quote is None and paragraph is None) == (place is None):
        raise click.UsageError("Give --quote, --paragraph, or both; or --area.")
    with writing(path) as project, Reader(password) as reader:
        tree = ThemeTree(project.themes())
        theme_ids = dict.fromkeys(find_theme(tree, one).id for one in themes)
        report = find_report(project.reports(), name)
        text, structure = _reading(project, reader, report)
        if place is None:
            stretches = find_passage(text.text, structure, report.name, quote, paragraph)
            parts = _segments(project, reader, report, text, structure, stretches)
            picture = ""
        else:
            area = find_area(text, report.name, place)
            parts, png = _pictured(reader, report, text, structure, area)
            picture = project.store_picture(png)
        now = utc_now()
        annotation = passage.annotation(
            AnnotationId(new_id()),
            passage.Source(report, structure, known_words(text.text), text.labels),
            parts,
            theme_ids=tuple(theme_ids),
            note=note,
            analyst=project.setting("analyst") if analyst is None else analyst,
            now=now,
            picture=picture,
        )
        project.apply(intents.annotate(annotation, tree), analyst=annotation.analyst, at=now)
    if as_json:
        print_json(
            {"id": annotation.id, "citation": annotation.citation, "quote": annotation.quote}
        )
    else:
        click.echo(f"{annotation.id}  {annotation.citation}")


def find_area(text: ReportText, report: str, place: Place) -> Area:
    """Return the area of a page that four numbers from its upper left corner mean.

    Raises:
        InvalidInputError: The page does not exist, or nothing of the area lies on it.
    """
    number, *corners = place
    if not 1 <= number <= len(text.boxes):
        raise InvalidInputError(f"{report} has no page {number}. Nothing was marked.")
    box = text.boxes[number - 1]
    shown = Rect.around(((corners[0], corners[1]), (corners[2], corners[3])))
    area = Area(number - 1, box.rect_to_user(shown)).within(box)
    if not area.is_large_enough:
        raise InvalidInputError(
            f"There is nothing of this area on page {number} of {report}, which is"
            f" {box.width:.0f} points wide and {box.height:.0f} high. Nothing was marked."
        )
    return area


def find_passage(
    text: str, structure: Structure, report: str, quote: str | None, paragraph: str | None
) -> Stretches:
    """Return the stretches that a quotation, a paragraph's label, or both mean.

    Within a paragraph the first occurrence of the quotation is taken.

    Raises:
        InvalidInputError: The paragraph does not exist, or the quotation stands nowhere,
            or in several places and no paragraph says in which.
    """
    unit = None
    if paragraph is not None:
        unit = find_unit(structure, paragraph)
        if unit is None or not unit.spans:
            raise InvalidInputError(f"{report} has no paragraph “{paragraph}”. Nothing was marked.")
    if quote is None:
        assert unit is not None
        return unit_stretches(structure, unit)
    if not quote.strip():
        raise InvalidInputError("The quotation is empty. Nothing was marked.")
    if unit is not None:
        return [_in_unit(text, structure, report, quote, unit)]
    body = body_spans(structure)
    found = (
        find_quote(text, quote)
        or find_quote(text, quote, body)
        or find_quote(text, quote, without_marks(structure, body))
    )
    if not found:
        raise InvalidInputError(f"The quotation stands nowhere in {report}. Nothing was marked.")
    if len(found) > 1:
        raise InvalidInputError(_several(structure, report, found))
    return found


def _in_unit(
    text: str, structure: Structure, report: str, quote: str, unit: Unit
) -> tuple[int, int]:
    found = find_quote(text, quote, unit.spans) or find_quote(
        text, quote, without_marks(structure, unit.spans)
    )
    if not found:
        raise InvalidInputError(
            f"The quotation does not stand in {report}, {unit.label}. Nothing was marked."
        )
    return found[0]


def _several(structure: Structure, report: str, found: Stretches) -> str:
    """Return the sentence about a quotation in several places, with the first of them."""
    units = (structure.at(start) for start, _ in found)
    labels = list(dict.fromkeys(unit.label for unit in units if unit is not None and unit.label))
    places = ", ".join(labels[:6]) + (" and others" if len(labels) > 6 else "")
    where = f": {places}" if places else ""
    return (
        f"The quotation stands in {len(found)} places in {report}{where}."
        " Give --paragraph to say in which."
    )


def _reading(project: ProjectFile, reader: Reader, report: Report) -> tuple[ReportText, Structure]:
    """Return a report's text and structure; the document is opened and, if need be, read."""
    reader.open_report(project, report)
    text, structure = project.text(report.sha256), project.structure(report.sha256)
    if text is None or structure is None:
        text, structure = reader.read(report.sha256)
        project.store_reading(report.sha256, text, structure)
    return text, structure


def _segments(
    project: ProjectFile,
    reader: Reader,
    report: Report,
    text: ReportText,
    structure: Structure,
    stretches: Stretches,
) -> tuple[Segment, ...]:
    starts = text.starts()
    touched = {
        page
        for start, end in stretches
        for page in range(page_of(starts, start), page_of(starts, end - 1) + 1)
    }
    pages = {page: reader.page_text(report.sha256, page) for page in sorted(touched)}
    parts = passage.segments(stretches, pages, starts, structure)
    if not parts:
        raise InvalidInputError(f"There is no text at this place of {report.name}.")
    return parts


def _pictured(
    reader: Reader, report: Report, text: ReportText, structure: Structure, area: Area
) -> tuple[tuple[Segment, ...], bytes]:
    """Return the segment that stands for an area, and its picture as a PNG file."""
    box, base = text.boxes[area.page], text.starts()[area.page]
    words = reader.page_text(report.sha256, area.page)
    png = reader.clip(report.sha256, area.page, box.rect_to_view(area.rect))
    return (areas.segment(area, box, words, base, structure),), png


def _label(text: ReportText, page: int) -> str:
    labels: Sequence[str] = text.labels
    return labels[page] if page < len(labels) and labels[page] else str(page + 1)
