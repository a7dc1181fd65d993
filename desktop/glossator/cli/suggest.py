"""The command that suggests themes for a passage, and passages for a theme."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import click

from glossator.cli.documents import Reader
from glossator.cli.project import (
    clean,
    find_theme,
    json_option,
    password_option,
    print_json,
    project_argument,
)
from glossator.cli.ranked import find_place, find_unit_in, read_report
from glossator.domain import passage
from glossator.domain.errors import InvalidInputError
from glossator.domain.ranking.suggest import Suggester
from glossator.domain.records import ThemeId
from glossator.domain.reports.structure import UnitKind
from glossator.domain.themes import ThemeTree
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossator.cli.ranked import ReadReport
    from glossator.domain.ranking.suggest import Suggestion
    from glossator.domain.records import Annotation
    from glossator.domain.reports.structure import Unit

_KINDS = (UnitKind.PARAGRAPH, UnitKind.BOX, UnitKind.ITEM)


@click.command("suggest")
@project_argument
@click.argument("place", metavar="[PLACE]", type=clean, required=False)
@click.option("--theme", type=clean, help="List the passages that this theme may have missed.")
@click.option("--limit", type=click.IntRange(1, 100), help="At most so many.")
@password_option
@json_option
def suggest(
    path: Path,
    place: str | None,
    *,
    theme: str | None,
    limit: int | None,
    password: str,
    as_json: bool,
) -> None:
    """Suggest themes for a passage, or untagged passages for a theme; nothing is tagged.

    PLACE is a report and a paragraph, item or box of it: "A/79/322, para. 28". What is
    suggested rests on the themes' own words and on what was tagged in this project.

    The manual lists the keys of the JSON document.
    """
    if (place is None) == (theme is None):
        raise InvalidInputError("Give a passage (“A/79/322, para. 28”) or --theme, one of both.")
    with ProjectFile.open(path, who="command line") as project, Reader(password) as reader:
        known = _Known(project, reader)
        if theme is not None:
            known.print_passages(theme, limit or 20, as_json=as_json)
        elif place is not None:
            known.print_themes(place, limit or 3, as_json=as_json)


class _Known:
    """What a project holds, learned from."""

    def __init__(self, project: ProjectFile, reader: Reader) -> None:
        self._tree = ThemeTree(project.themes())
        self._read = [read_report(project, reader, one) for one in project.reports()]
        self._annotations = [one for batch in project.annotations() for one in batch]
        self._places = {
            f"{one.report.id} {unit.id}": (one, unit)
            for one in self._read
            for unit in one.structure.of_kind(*_KINDS)
            if unit.text
        }
        self._suggester = Suggester({name: unit.text for name, (_, unit) in self._places.items()})
        self._suggester.learn(self._tree, self._tagged())

    def print_themes(self, place: str, limit: int, *, as_json: bool) -> None:
        """Print the likeliest themes of a passage that it doesn't carry yet."""
        report, address = find_place([one.report for one in self._read], place)
        read = next(one for one in self._read if one.report.id == report.id)
        unit = find_unit_in(read, address)
        carried = {theme for one in self._on(read, unit) for theme in one.theme_ids}
        found = self._suggester.themes_for(unit.text, without=carried, limit=limit)
        listed = [(self._tree.path(ThemeId(one.id)), one) for one in found]
        if as_json:
            themes = [{"theme": path, **_fields(one)} for path, one in listed]
            of = {"symbol": report.symbol, **read.fields(unit)}
            print_json({"of": of, "themes": themes})
            return
        for path, one in listed:
            click.echo(f"{one.score:.2f}  {path}  ({', '.join(one.words)})")
        if not found:
            click.echo("No theme is like this passage.")

    def print_passages(self, path: str, limit: int, *, as_json: bool) -> None:
        """Print the passages most like a theme that don't carry it or a theme below it."""
        theme = find_theme(self._tree, path)
        ids = self._tree.with_descendants(theme.id)
        tagged = [one for one in self._annotations if not ids.isdisjoint(one.theme_ids)]
        without = {
            name
            for name, (read, unit) in self._places.items()
            if any(_stands_in(one, read, unit) for one in tagged)
        }
        found = self._suggester.passages_for(theme.id, without=without, limit=limit)
        listed = [(*self._places[one.id], one) for one in found]
        if as_json:
            passages = [{**read.fields(unit), **_fields(one)} for read, unit, one in listed]
            print_json({"theme": self._tree.path(theme.id), "passages": passages})
            return
        for read, unit, one in listed:
            words = ", ".join(one.words)
            click.echo(f"{one.score:.2f}  {read.citation(unit)}  ({words})\n      {unit.text}")
        if not found:
            click.echo("No untagged passage is like this theme.")

    def _tagged(self) -> dict[ThemeId, list[str]]:
        texts: dict[ThemeId, list[str]] = defaultdict(list)
        for one in self._annotations:
            for theme_id in one.theme_ids if one.quote else ():
                texts[theme_id].append(one.quote)
        return texts

    def _on(self, read: ReadReport, unit: Unit) -> Iterator[Annotation]:
        return (one for one in self._annotations if _stands_in(one, read, unit))


def _stands_in(annotation: Annotation, read: ReadReport, unit: Unit) -> bool:
    """Tell whether a passage touches a unit's own text."""
    return annotation.report_id == read.report.id and any(
        passage.stands_in(segment, unit) for segment in annotation.segments
    )


def _fields(suggestion: Suggestion) -> dict[str, object]:
    return {"score": round(suggestion.score, 3), "words": list(suggestion.words)}
