"""Which reports and themes of a project are meant by those that come in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.domain.edits import Change
from glossator.domain.errors import InvalidInputError
from glossator.domain.records import Theme, ThemeId
from glossator.domain.themes import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from glossator.domain.incoming.plan import IncomingReport, IncomingTheme
    from glossator.domain.records import Report
    from glossator.domain.themes import ThemeTree

COLOUR = "#888888"
"""Of a theme that comes without one."""

_TEXTS = ("definition", "include", "exclude", "examples", "memo")

_NAMES = ("symbol", "file_name", "title")

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
        for name in _NAMES:
            report = report or _only(reports, name, getattr(one, name))
        if report is not None:
            found[one.key] = report
    return found


def unmatched_reports(
    incoming: Iterable[IncomingReport], missed: Mapping[str, int], reports: Sequence[Report]
) -> list[str]:
    """Return a sentence for each incoming report whose passages have no place.

    Args:
        incoming: What comes in.
        missed: How many passages by the key of their report.
        reports: The project's reports.
    """
    told = []
    for one in incoming:
        count = missed.get(one.key, 0)
        if not count or one.is_unnamed:
            continue
        twins = any(_having(reports, name, getattr(one, name)) for name in _NAMES)
        told.append(
            f"More than one report of the project is called “{one.name}”: it is not clear which is"
            f" meant. Its passages were left out: {count}."
            if twins
            else f"“{one.name}” is not in the project. Its passages were left out: {count}. Add the"
            " report and import again."
        )
    return told


def match_themes(
    incoming: Sequence[IncomingTheme],
    tree: ThemeTree,
    make_id: Callable[[], str],
) -> tuple[dict[str, ThemeId], list[Theme]]:
    """Find the themes that come in, and make those that are not here.

    A theme is here if one has its id, else its path, letter case ignored.

    Args:
        incoming: The themes; one whose parent is missing or below itself stands at the root.
        tree: The project's themes.
        make_id: Gives a new id.

    Returns:
        The ids by the keys of the file, and the themes to be made, each before those below.

    Raises:
        InvalidInputError: More than `DEEPEST` would stand in each other.
    """
    by_key = {one.key: one for one in incoming}
    settling = _Settling(tree, make_id)
    for one in incoming:
        chain: dict[str, IncomingTheme] = {}
        above: IncomingTheme | None = one
        while above is not None and above.key not in settling.ids and above.key not in chain:
            chain[above.key] = above
            above = by_key.get(above.parent) if above.parent else None
        for each in reversed(chain.values()):
            settling.settle(each)
    return settling.ids, settling.made


class _Settling:
    """Finds or makes one theme after the other, those above before those below."""

    def __init__(self, tree: ThemeTree, make_id: Callable[[], str]) -> None:
        self.ids: dict[str, ThemeId] = {}
        self.made: list[Theme] = []
        self._tree = tree
        self._make_id = make_id
        self._paths = {theme.id: tree.names(theme.id) for theme in tree}
        self._here = {_folded(path): theme_id for theme_id, path in self._paths.items()}
        self._keys = {theme.key for theme in tree}
        self._ends: dict[ThemeId | None, int] = {}

    def settle(self, one: IncomingTheme) -> None:
        """Find or make a theme; one whose parent was not settled before stands at the root."""
        parent_id = self.ids.get(one.parent) if one.parent else None
        path = (*self._paths.get(parent_id, ()), one.name) if parent_id else (one.name,)
        if len(path) > DEEPEST:
            raise InvalidInputError(
                f"There are themes more than {DEEPEST} deep in each other, down to"
                f" “{one.name[:60]}”. Nothing was imported."
            )
        known = ThemeId(one.id) if ThemeId(one.id) in self._tree else self._here.get(_folded(path))
        if known is None:
            theme = _made(one, parent_id, self._make_id, self._end(parent_id))
            self.made.append(theme if theme.key not in self._keys else replace(theme, key=""))
            self._keys.add(theme.key)
            known = self._here[_folded(path)] = theme.id
        self._paths.setdefault(known, path)
        self.ids[one.key] = known

    def _end(self, parent_id: ThemeId | None) -> int:
        """Return the position behind the last theme under a parent, and count it as taken."""
        if parent_id not in self._ends:
            known = self._tree.children(parent_id)
            self._ends[parent_id] = 1 + max((one.position for one in known), default=-1)
        self._ends[parent_id] += 1
        return self._ends[parent_id] - 1


def theme_texts(
    incoming: Iterable[IncomingTheme], ids: Mapping[str, ThemeId], tree: ThemeTree
) -> tuple[list[Change], list[str]]:
    """Return what is said of themes of which nothing is said here, and a sentence for the rest."""
    told: dict[ThemeId, Theme] = {}
    differing: dict[str, None] = {}
    for one in incoming:
        theme_id = ids.get(one.key)
        if theme_id is None or theme_id not in tree:
            continue
        here = told.get(theme_id, tree[theme_id])
        coming = {field: getattr(one, field) for field in _TEXTS if getattr(one, field).strip()}
        taken = {field: text for field, text in coming.items() if not getattr(here, field).strip()}
        if taken:
            told[theme_id] = replace(here, **taken)
        for field in coming.keys() - taken.keys():
            if coming[field].split() != getattr(here, field).split():
                what = f"{tree.path(theme_id)}: {field} differs; the one of this project stays."
                differing[what] = None
    return [Change(tree[one], after) for one, after in told.items()], sorted(differing)


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
    found = _having(reports, name, value)
    return found[0] if len(found) == 1 else None


def _having(reports: Sequence[Report], name: str, value: str) -> list[Report]:
    wanted = value.casefold()
    return [one for one in reports if value and getattr(one, name).casefold() == wanted]


def _folded(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(name.split()).casefold() for name in path)


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
