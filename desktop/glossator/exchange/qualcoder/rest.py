"""What a project of QualCoder holds and ours can't, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.themes import DEEPEST
from glossator.exchange.refi.common import VARIABLES
from glossator.exchange.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.exchange.tables import Tables

SHOWN = 10
"""Names that a sentence lists."""

_NAMED = (
    ("cases", "name", "case", "cases"),
    ("attribute_type", "name", "attribute", "attributes"),
    ("journal", "name", "journal", "journals"),
    ("stored_sql", "title", "stored query", "stored queries"),
    ("graph", "name", "graph", "graphs"),
)
"""Table, column of the name, and what its rows are called."""

_TAKEN = frozenset(name for name, _ in VARIABLES)
"""Attributes that are what a report has besides its file."""


def left_out(tables: Tables) -> Iterator[str]:
    """Yield a sentence on each kind of thing that is left out."""
    for table, column, one, many in _NAMED:
        names = [row.line(column) for row in rows_of(tables, table, column)]
        names = [name for name in names if table != "attribute_type" or name not in _TAKEN]
        if names:
            more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
            verb = "were" if len(names) > 1 else "was"
            what = many if len(names) > 1 else one
            listed = ", ".join(names[:SHOWN]) + more
            yield f"{len(names)} {what} {verb} left out: {listed}."
    heard = sum(1 for _ in rows_of(tables, "code_av", "avid"))
    if heard:
        yield f"Codings of sound and video were left out: {heard}."
    stressed = sum(
        row.number("important") == 1 for row in rows_of(tables, "code_text", "important")
    )
    if stressed:
        yield f"The mark “important” was left out: {stressed} times."
    yield from _loops(tables)
    for row in rows_of(tables, "project", "memo"):
        if memo := row.line("memo"):
            shown = memo if len(memo) <= 200 else memo[:199].rstrip() + "…"
            yield f"The memo of the project was left out: “{shown}”."


def _loops(tables: Tables) -> Iterator[str]:
    """Yield a sentence on each category that stands below itself; deeper trees are refused."""
    rows = list(rows_of(tables, "code_cat", "catid", "supercatid", "name"))
    above = {row.number("catid"): row.number("supercatid") for row in rows}
    for row in rows:
        here = row.number("catid")
        seen: set[int] = set()
        while here in above and here not in seen and len(seen) <= DEEPEST:
            seen.add(here)
            here = above[here]
        if here == row.number("catid") and here in seen:
            yield f"The category “{row.line('name')}” stands below itself: it was put at the top."
