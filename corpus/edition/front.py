"""The first page of a report: masthead, title, summary, printed table of contents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edition.lines import read_contents, strip_heading_marks
from edition.model import ContentsEntry, Front

if TYPE_CHECKING:
    from collections.abc import Callable

_DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}$")

# Each field of the masthead with the form of its line; the first that is free takes it.
_FIELDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("nations", lambda text: text.startswith("United Nations ")),
    ("distribution", lambda text: text.startswith("Distr.:")),
    ("date", lambda text: _DATE.match(text) is not None),
    ("original", lambda text: text.startswith("Original:")),
    ("session", lambda text: text.endswith(" session")),
    ("item", lambda text: text.startswith("Item ")),
    ("author", lambda text: text.startswith("Report of ")),
)


class FrontReader:
    """Takes the lines before the first heading, one after the other."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._part = "masthead"

    def take(self, line: str, *, first_heading: bool) -> str:
        """Return the place of a line, or an empty string where the body begins."""
        text = strip_heading_marks(line).strip()
        entry = read_contents(text)
        if entry:
            self._front.contents.append(ContentsEntry(f"{entry[0]}.", entry[1], entry[2]))
            return "contents"
        if first_heading:
            return ""
        if text in {"Summary", "Contents"}:
            self._part = text.lower()
            self._front.lines[self._part] = text
            return self._part
        if self._part == "summary":
            self._front.summary_raw += (" " if self._front.summary_raw else "") + text
            return "summary"
        if self._part == "contents":
            self._front.lines["page"] = re.sub(r"</?i>", "", text)
            return "contents"
        return self._take_masthead(text)

    def _take_masthead(self, text: str) -> str:
        lines = self._front.lines
        for field, matches in _FIELDS:
            if field not in lines and matches(text):
                lines[field] = text
                return field
        for field in self._unmarked():
            if field not in lines:
                lines[field] = text
                return field
        return ""

    def _unmarked(self) -> tuple[str, ...]:
        """Fields without a form of their own, by what has been read so far."""
        lines = self._front.lines
        if "distribution" not in lines:
            return ("organ",)
        if "item" in lines:
            return ("subject", "title")
        return ("body", "title") if "session" not in lines else ()
