"""Bookmarks: what a user can do to them, what they are called, which comes next.

As in `intents`, nothing here reads a clock or makes an id.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import InvalidInputError
from glossator.domain.intents import quoted
from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.domain.records import Bookmark
    from glossator.domain.reports.structure import Unit

HERE = 36.0
"""Points within which a bookmark stands at a place: three lines."""

LONGEST = 200
"""Characters of a name; what is longer is cut off."""


def set_bookmark(bookmark: Bookmark) -> EditSet:
    """Set a bookmark.

    Raises:
        InvalidInputError: Its name is empty.
    """
    made = replace(bookmark, name=_checked(bookmark.name))
    return EditSet(f"Bookmark {quoted(made.name)}", (Change(None, made),))


def rename_bookmark(bookmark: Bookmark, name: str) -> EditSet:
    """Call a bookmark something else.

    Raises:
        InvalidInputError: The name is empty.
    """
    renamed = replace(bookmark, name=_checked(name))
    label = f"Rename bookmark {quoted(bookmark.name)}"
    return EditSet(label, (Change(bookmark, renamed),) if renamed != bookmark else ())


def delete_bookmark(bookmark: Bookmark) -> EditSet:
    """Take a bookmark away."""
    return EditSet(f"Delete bookmark {quoted(bookmark.name)}", (Change(bookmark, None),))


def name_of_place(unit: Unit | None, page_label: str) -> str:
    """Return what a bookmark is called by default: paragraph and section, else the page.

    Args:
        unit: The unit the place stands in, None where there is none.
        page_label: Printed label of its page.
    """
    page = f"p. {page_label}"
    if unit is None:
        return page
    if unit.kind is UnitKind.HEADING:
        return f"{unit.number} {unit.title}".strip() or page
    section = unit.section[-1] if unit.section else ""
    return " · ".join(part for part in (unit.label or page, section) if part)


def at_place(bookmarks: Iterable[Bookmark], page: int, top: float) -> Bookmark | None:
    """Return the bookmark nearest to a place of its report, if it stands there."""
    near = [one for one in bookmarks if one.page == page and abs(one.top - top) <= HERE]
    return min(near, key=lambda one: abs(one.top - top), default=None)


def neighbour(bookmarks: Sequence[Bookmark], page: int, top: float, step: int) -> Bookmark | None:
    """Return the bookmark after (1) or before (-1) a place, round to the other end.

    A bookmark at the place itself is neither.

    Args:
        bookmarks: Those of one report in order of their places.
        page: Where the reader stands, counted from 0.
        top: Where on it, as in a bookmark.
        step: 1 or -1.
    """
    if step > 0:
        later = (one for one in bookmarks if (one.page, one.top - 1) > (page, top))
        return next(later, bookmarks[0] if bookmarks else None)
    earlier = [one for one in bookmarks if (one.page, one.top + 1) < (page, top)]
    return earlier[-1] if earlier else bookmarks[-1] if bookmarks else None


def _checked(name: str) -> str:
    name = " ".join(name.split())[:LONGEST].rstrip()
    if not name:
        raise InvalidInputError("A bookmark needs a name.")
    return name
