"""The commands that look into a project."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from glossator.cli.project import (
    backup_folder,
    chosen,
    clean,
    count_of,
    json_option,
    print_json,
    project_argument,
    reading,
)
from glossator.cli.reattaching import print_doubts
from glossator.domain.errors import InvalidInputError
from glossator.domain.themes import ThemeTree
from glossator.doubting import Archive
from glossator.exchange.csv_export import columns, rows
from glossator.gathering import page_labels
from glossator.storage.project import ProjectFile
from glossator.storage.repair import repair

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.records import Annotation, Report, Theme

report_option = click.option(
    "--report", "names", metavar="SYMBOL", multiple=True, type=clean, help="Only of this report."
)
theme_option = click.option(
    "--theme",
    "themes",
    metavar="PATH",
    multiple=True,
    type=clean,
    help="Only with this theme or one below it.",
)


@click.command("reports")
@project_argument
@json_option
def list_reports(path: Path, *, as_json: bool) -> None:
    """List the reports of a project."""
    with reading(path) as project:
        found = project.reports()
        counts = Counter(one.report_id for batch in project.annotations() for one in batch)
    if as_json:
        print_json([_report_fields(one, counts[one.id]) for one in found])
        return
    width = max((len(one.symbol) for one in found), default=0)
    for one in found:
        marked = count_of(counts[one.id], "annotation")
        pages = count_of(one.n_pages, "page")
        click.echo(f"{one.symbol:{width}}  {one.date:10}  {one.title} ({pages}, {marked})")


@click.command("themes")
@project_argument
@json_option
def list_themes(path: Path, *, as_json: bool) -> None:
    """List the themes of a project as a tree, with the number of their annotations."""
    with reading(path) as project:
        tree = ThemeTree(project.themes())
        counts = Counter(
            theme_id
            for batch in project.annotations()
            for one in batch
            for theme_id in one.theme_ids
        )
    if as_json:
        print_json([_theme_fields(tree, one, counts[one.id]) for one in tree])
        return
    for one in tree:
        indent = "  " * (len(tree.names(one.id)) - 1)
        key = f" [{one.key}]" if one.key else ""
        click.echo(f"{indent}{one.name}{key}  {counts[one.id]}")


@click.command("annotations")
@project_argument
@report_option
@theme_option
@click.option("--text", metavar="WORDS", default="", type=clean, help="Only with these words.")
@click.option("--analyst", metavar="NAME", default="", type=clean, help="Only by this analyst.")
@json_option
def list_annotations(
    path: Path,
    *,
    names: tuple[str, ...],
    themes: tuple[str, ...],
    text: str,
    analyst: str,
    as_json: bool,
) -> None:
    """List annotations in the order of the reports and their pages."""
    with reading(path) as project:
        tree, known = ThemeTree(project.themes()), project.reports()
        found = chosen(project, tree, reports=names, themes=themes, text=text, analyst=analyst)
        labels = page_labels(project, known)
        by_id = {one.id: one for one in known}
        if as_json:
            listed = list(found)
            cells = rows(listed, by_id, tree, labels)
            print_json(
                [
                    _annotation_fields(tree, one, dict(zip(columns(), row, strict=True)))
                    for one, row in zip(listed, cells, strict=True)
                ]
            )
            return
        for one in found:
            _print_annotation(tree, one)


@click.command("check")
@project_argument
@click.option("--repair", "mend", is_flag=True, help="Save what can be read into a new file.")
@json_option
def check(path: Path, *, mend: bool, as_json: bool) -> None:
    """Compare everything in a project with what was saved; exit 1 if something is wrong.

    The project itself is never changed. Passages whose place is not sure are listed too, as
    `reattach` does; they are no fault.
    """
    if mend:
        _repair(path, as_json=as_json)
        return
    with ProjectFile.open(path, who="command line", backups=backup_folder) as project:
        for note in project.notes:
            click.echo(note, err=True)
        findings = project.check()
        n_reports, n_annotations = len(project.reports()), project.annotation_count()
        doubts = [] if as_json or findings else list(Archive(project).doubts())
    if as_json:
        print_json([{"kind": one.kind, "sentence": one.sentence} for one in findings])
    elif findings:
        for one in findings:
            click.echo(one.sentence)
    else:
        counted = f"{count_of(n_reports, 'report')}, {count_of(n_annotations, 'annotation')}"
        click.echo(f"All is well: {counted}.")
        if doubts:
            click.echo(f"The place of {count_of(len(doubts), 'passage')} is not sure:")
            print_doubts(doubts)
    if findings:
        raise InvalidInputError(
            f"“{path.name}” has {count_of(len(findings), 'fault')}. Nothing was changed;"
            " keep a copy of the file before you go on working in it."
        )


def _repair(path: Path, *, as_json: bool) -> None:
    done = repair(path)
    if as_json:
        print_json({"repaired": str(done.path), "lines": list(done.lines)})
        return
    for line in done.lines:
        click.echo(line)
    click.echo(f"The repaired copy is {done.path}. “{path.name}” was not changed.")


def _report_fields(report: Report, n_annotations: int) -> dict[str, object]:
    return {
        "id": report.id,
        "symbol": report.symbol,
        "title": report.title,
        "date": report.date,
        "session": report.session,
        "url": report.url,
        "file_name": report.file_name,
        "media_type": report.media_type,
        "pages": report.n_pages,
        "sha256": report.sha256,
        "annotations": n_annotations,
    }


def _theme_fields(tree: ThemeTree, theme: Theme, n_annotations: int) -> dict[str, object]:
    return {
        "id": theme.id,
        "path": tree.path(theme.id),
        "name": theme.name,
        "parent_id": tree.parent_of(theme.id),
        "definition": theme.definition,
        "include": theme.include,
        "exclude": theme.exclude,
        "colour": theme.colour,
        "key": theme.key,
        "annotations": n_annotations,
    }


def _annotation_fields(
    tree: ThemeTree, one: Annotation, cells: dict[str, str | int]
) -> dict[str, object]:
    """Return the cells of the table, those that are lists as lists."""
    paths = [tree.path(theme_id) for theme_id in one.theme_ids if theme_id in tree]
    return {**cells, "page": str(cells["page"]), "section": list(one.section), "themes": paths}


def _print_annotation(tree: ThemeTree, one: Annotation) -> None:
    paths = "; ".join(tree.path(theme_id) for theme_id in one.theme_ids if theme_id in tree)
    tags = f"[{paths}]" if paths else ""
    click.echo("  ".join(part for part in (one.citation, tags, one.analyst) if part))
    click.echo("  (area)" if one.is_area else f"  “{one.quote}”")
    for line in one.note.splitlines():
        click.echo(f"  > {line}")
    click.echo(f"  {one.id}")
