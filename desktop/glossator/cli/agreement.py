"""The command that tells how far analysts agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossator.cli.listing import theme_option
from glossator.cli.project import (
    clean,
    find_theme,
    json_option,
    print_json,
    project_argument,
    reading,
)
from glossator.cli.ranked import read_missing
from glossator.domain import agreement as agreeing
from glossator.domain.agreement import Agreement, Figures, Over, analysts_of
from glossator.domain.errors import InvalidInputError
from glossator.domain.themes import ThemeTree
from glossator.gathering import structures_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from glossator.domain.records import Report, ReportId, ThemeId


@click.command()
@project_argument
@click.option(
    "--analyst", "analysts", metavar="NAME", multiple=True, type=clean,
    help="Compare this analyst; all of the project by default.",
)  # fmt: skip
@theme_option
@json_option
def agreement(
    path: Path, *, analysts: tuple[str, ...], themes: tuple[str, ...], as_json: bool
) -> None:
    """Tell how far analysts agree, for each theme and over all, and where they differ.

    Over paragraphs and over characters of the reports in which one of them has marked
    something: percentage, Cohen's kappa (of two), Krippendorff's alpha.
    """
    with reading(path) as project:
        read_missing(project)
        annotations = [one for batch in project.annotations() for one in batch]
        tree, reports = ThemeTree(project.themes()), project.reports()
        structures = structures_of(project, reports)
    names = _names(analysts, analysts_of(annotations))
    only = [find_theme(tree, name).id for name in themes]
    found = agreeing.agreement(annotations, structures, reports, names, only)
    by_id = {one.id: one for one in reports}
    if as_json:
        print_json(_fields(found, tree, by_id))
        return
    click.echo(f"{', '.join(names)}; {len(found.reports)} of {len(reports)} reports")
    _print("Over all", found.overall)
    for theme_id, figures in found.themes.items():
        _print(tree.path(theme_id) if theme_id in tree else theme_id, figures)
    for one in found.differences:
        said = ", ".join(name for name, yes in zip(names, one.said, strict=True) if yes)
        theme = tree.path(one.theme_id) if one.theme_id in tree else one.theme_id
        click.echo(f"  {by_id[one.report_id].name}, {one.label}: {theme}: only {said}")


def _names(wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the analysts to compare, as annotations name them.

    Raises:
        InvalidInputError: One has marked nothing, or there is only one.
    """
    by_name = {name.casefold(): name for name in known}
    missing = [name for name in wanted if name.casefold() not in by_name]
    listed = ", ".join(f"“{name}”" for name in sorted(known)) or "nobody"
    if missing:
        raise InvalidInputError(f"“{missing[0]}” has marked nothing. Passages are by {listed}.")
    names = list(dict.fromkeys(by_name[name.casefold()] for name in wanted)) or sorted(known)
    if len(names) < 2:
        raise InvalidInputError(f"Agreement needs two analysts; passages are by {listed}.")
    return names


def _print(name: str, figures: Mapping[Over, Figures]) -> None:
    click.echo(name)
    for over, one in figures.items():
        words = [f"{one.units:,} {over}, {one.marked:,} marked"]
        if one.percentage is not None:
            words.append(f"agreement {agreeing.percent(one.percentage)}")
        if one.kappa is not None:
            words.append(f"kappa {agreeing.rounded(one.kappa, 3)}")
        if one.alpha is not None:
            words.append(f"alpha {agreeing.rounded(one.alpha, 3)}")
        click.echo(f"  {', '.join(words)}. {one.why}".rstrip())


def _fields(
    found: Agreement, tree: ThemeTree, reports: Mapping[ReportId, Report]
) -> dict[str, object]:
    def listed(figures: Mapping[Over, Figures]) -> dict[str, object]:
        return {
            over.value: {
                "units": one.units,
                "marked": one.marked,
                "percentage": one.percentage,
                "kappa": one.kappa,
                "alpha": one.alpha,
                "why": str(one.why),
            }
            for over, one in figures.items()
        }

    def path(theme_id: ThemeId) -> str:
        return tree.path(theme_id) if theme_id in tree else theme_id

    return {
        "analysts": list(found.analysts),
        "reports": [reports[one].name for one in found.reports],
        "overall": listed(found.overall),
        "themes": {path(one): listed(figures) for one, figures in found.themes.items()},
        "differences": [
            {
                "report": reports[one.report_id].name,
                "place": one.label,
                "theme": path(one.theme_id),
                "tagged_by": [
                    name for name, yes in zip(found.analysts, one.said, strict=True) if yes
                ],
                "annotations": [each.id for of in one.annotations for each in of],
            }
            for one in found.differences
        ],
    }
