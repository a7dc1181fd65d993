"""Which reports and themes of a project are meant by those that come in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.domain.edits import Change
from glossator.domain.records import Theme, ThemeId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from glossator.domain.incoming.plan import IncomingReport, IncomingTheme
    from glossator.domain.records import Report
    from glossator.domain.themes import ThemeTree

COLOUR = "#888888"
"""Of a theme that comes without one."""

DIGITS = tuple("123456789")
"""What can tag with a theme."""


def match_reports(
    incoming: Iterable[IncomingReport], reports: Sequence[Report]
) -> dict[str, Report]:
    """Return which report of the project each incoming one is, by its key.

    The same bytes are the same report; else the same symbol, file name or title, letter case
    ignored, where only one report has it.
    """
    found: dict[str, Report] = {}
    for one in incoming:
        report = _only(reports, "sha256", one.sha256)
        for name in ("symbol", "file_name", "title"):
            report = report or _only(reports, name, getattr(one, name))
        if report is not None:
            found[one.key] = report
    return found


def match_themes(
    incoming: Sequence[IncomingTheme],
    tree: ThemeTree,
    make_id: Callable[[], str],
    *,
    under: ThemeId | None = None,
) -> tuple[dict[str, ThemeId], list[Theme]]:
    """Find the themes that come in, and make those that are not here.

    A theme is here if one has its id, else its path, letter case ignored.

    Args:
        incoming: The themes; one whose parent is missing or below itself stands at the root.
        tree: The project's themes.
        make_id: Gives a new id.
        under: Theme below which new root themes are put.

    Returns:
        The ids by the keys of the file, and the themes to be made, each before those below.
    """
    by_key = {one.key: one for one in incoming}
    here = {_folded(tree.names(theme.id)): theme.id for theme in tree}
    ids: dict[str, ThemeId] = {}
    made: list[Theme] = []

    def settle(one: IncomingTheme, above: frozenset[str]) -> ThemeId:
        if one.key in ids:
            return ids[one.key]
        above |= {one.key}
        parent = by_key.get(one.parent)
        parent_id = settle(parent, above) if parent and parent.key not in above else under
        path = (*paths.get(parent_id, ()), one.name) if parent_id else (one.name,)
        known = ThemeId(one.id) if ThemeId(one.id) in tree else here.get(_folded(path))
        if known is None:
            theme = _made(one, parent_id, make_id, _end(tree, made, parent_id))
            free = all(theme.key != other.key for other in (*tree, *made))
            made.append(theme if free else replace(theme, key=""))
            known = made[-1].id
            here[_folded(path)] = known
        paths.setdefault(known, path)
        ids[one.key] = known
        return known

    paths: dict[ThemeId | None, tuple[str, ...]] = {
        theme.id: tree.names(theme.id) for theme in tree
    }
    for one in incoming:
        settle(one, frozenset())
    return ids, made


def report_memos(
    incoming: Iterable[IncomingReport], found: Mapping[str, Report], new: Mapping[str, Report]
) -> tuple[list[Change], list[str]]:
    """Return the notes on reports that have none here, and a sentence for each other one."""
    changes: list[Change] = []
    differing = []
    for one in incoming:
        here = found.get(one.key)
        if here is None or one.key in new or one.memo in ("", here.memo):
            continue
        if here.memo:
            differing.append(f"The note on {here.name} was left out, since there is one here.")
        else:
            changes.append(Change(here, replace(here, memo=one.memo)))
    return changes, differing


def _only(reports: Sequence[Report], name: str, value: str) -> Report | None:
    found = [one for one in reports if value and getattr(one, name).casefold() == value.casefold()]
    return found[0] if len(found) == 1 else None


def _folded(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(name.split()).casefold() for name in path)


def _end(tree: ThemeTree, made: Iterable[Theme], parent_id: ThemeId | None) -> int:
    """Return the position behind the last theme under a parent."""
    known = tree.children(parent_id) if parent_id is None or parent_id in tree else []
    siblings = [*known, *(one for one in made if one.parent_id == parent_id)]
    return 1 + max((one.position for one in siblings), default=-1)


def _made(
    one: IncomingTheme, parent_id: ThemeId | None, make_id: Callable[[], str], position: int
) -> Theme:
    return Theme(
        ThemeId(one.id or make_id()),
        " ".join(one.name.split()) or "Unnamed theme",
        parent_id,
        one.definition,
        one.include,
        one.exclude,
        one.colour or COLOUR,
        one.digit if one.digit in DIGITS else "",
        position=position,
        examples=one.examples,
        memo=one.memo,
    )
