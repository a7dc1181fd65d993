"""Projects of Taguette (1.0 to 1.5): the SQLite file that it exports, or keeps by itself.

A document is HTML made of whatever was uploaded. A highlight is a range of it in bytes of
UTF-8, tags not counted, and has the HTML of its words beside it (Taguette, `extract.py`). Who
made a highlight, and when, stands in the log of commands.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.plan import (
    Incoming,
    IncomingPassage,
    IncomingReport,
    IncomingSegment,
    IncomingTheme,
)
from glossator.domain.reports.symbols import SYMBOL
from glossator.domain.text.folding import folded
from glossator.exchange.html_text import HtmlText
from glossator.exchange.refi.common import derived, undescribed
from glossator.exchange.refi.texts import CONTEXT
from glossator.exchange.tables import rows_of
from glossator.exchange.theme_paths import names_of, path_of, themes_of
from glossator.exchange.times import time_of

if TYPE_CHECKING:
    from glossator.exchange.tables import Row, Tables

LARGEST_HTML = 32 * 2**20
"""Characters of a document's HTML; Taguette itself takes 2 MB."""

LONGEST = 30.0
"""Seconds of processor time that reading may take."""

_NEEDED = {
    "documents": {"id", "name", "contents"},
    "highlights": {"id", "document_id", "start_offset", "end_offset", "snippet"},
    "tags": {"id", "path"},
    "highlight_tags": {"highlight_id", "tag_id"},
}


def read_taguette(name: str, tables: Tables) -> Incoming:
    """Read the documents, tags and highlights of all projects of a database.

    Raises:
        InvalidInputError: It is no database of Taguette, or can't be read.
    """
    if any(not columns <= set(tables.columns(table)) for table, columns in _NEEDED.items()):
        raise InvalidInputError(
            f"“{name}” is no project of Taguette: its tables are other ones. Nothing was imported."
        )
    try:
        return _Database(name, tables).incoming()
    except TimeoutError as error:
        raise InvalidInputError(
            f"“{name}” holds HTML that takes more than {LONGEST:.0f} seconds to read."
            " Nothing was imported."
        ) from error


@dataclass(frozen=True, slots=True)
class _Document:
    report: IncomingReport
    html: HtmlText
    created: str


@dataclass(slots=True)
class _Making:
    """Who made a highlight, and when it was made and last changed."""

    analyst: str
    created: str
    modified: str


class _Database:
    """Gathers what the tables hold."""

    def __init__(self, name: str, tables: Tables) -> None:
        self._name = name
        self._tables = tables
        self._until = time.process_time() + LONGEST
        self._lost: list[str] = []

    def incoming(self) -> Incoming:
        documents = self._documents()
        themes, tags = self._themes()
        passages = self._passages(documents, tags)
        self._left_out_descriptions()
        reports = tuple(one.report for one in documents.values())
        return Incoming(self._name, reports, tuple(themes.values()), passages, tuple(self._lost))

    def _documents(self) -> dict[int, _Document]:
        columns = ("id", "name", "description", "filename", "contents", "created")
        found = {}
        for row in rows_of(self._tables, "documents", *columns):
            contents, name = row.text("contents"), row.line("name")
            if len(contents) > LARGEST_HTML:
                raise InvalidInputError(
                    f"“{self._name}” has a document of more than {LARGEST_HTML // 2**20} MB:"
                    f" “{name}”. Nothing was imported."
                )
            html = HtmlText(contents, self._until)
            data = html.text.encode("utf-8", "replace")
            report = IncomingReport(
                str(row.number("id")),
                hashlib.sha256(data).hexdigest() if data.strip() else "",
                name if SYMBOL.fullmatch(name) else "",
                name,
                row.line("filename"),
                data if data.strip() else b"",
                memo=row.text("description").strip(),
            )
            found[row.number("id")] = _Document(report, html, row.text("created"))
        return found

    def _themes(self) -> tuple[dict[str, IncomingTheme], dict[int, str]]:
        """Return the themes of the tags' paths, and the path of each tag."""
        themes: dict[str, IncomingTheme] = {}
        tags = {}
        for row in rows_of(self._tables, "tags", "id", "path", "description"):
            names = names_of(row.text("path")) or ["Unnamed tag"]
            tags[row.number("id")] = key = path_of(names)
            for above in themes_of((key,)):
                themes.setdefault(above.key, above)
            definition, details = undescribed(row.text("description").strip())
            themes[key] = replace(themes[key], definition=definition, **details)
        return themes, tags

    def _passages(
        self, documents: dict[int, _Document], tags: dict[int, str]
    ) -> tuple[IncomingPassage, ...]:
        tagged: dict[int, list[str]] = {}
        for row in rows_of(self._tables, "highlight_tags", "highlight_id", "tag_id"):
            if row.number("tag_id") in tags:
                paths = tagged.setdefault(row.number("highlight_id"), [])
                paths.append(tags[row.number("tag_id")])
        makings = self._makings()
        taken: set[str] = set()
        found = []
        columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
        for row in rows_of(self._tables, "highlights", *columns):
            document = documents.get(row.number("document_id"))
            segment = self._segment(row, document)
            if document is None or segment is None:
                continue
            made = makings.get(row.number("id"), _Making("", "", ""))
            place = (document.report.title, document.created, *map(str, _range(row)))
            guid = derived("taguette", *place)
            passage = IncomingPassage(
                document.report.key,
                (segment,),
                tuple(tagged.get(row.number("id"), ())),
                "" if guid in taken else guid,
                analyst=made.analyst,
                created=made.created,
                modified=made.modified,
            )
            taken.add(guid)
            found.append(passage)
        return tuple(found)

    def _segment(self, row: Row, document: _Document | None) -> IncomingSegment | None:
        words = HtmlText(row.text("snippet"), self._until).text.strip()
        shown = f"The highlight {row.number('id')}" + (f" “{words[:60]}”" if words else "")
        if document is None:
            self._lost.append(f"{shown} was left out: its document is not in the file.")
            return None
        html = document.html
        start, end = (html.index_of(position) for position in _range(row))
        if not 0 <= start < end:
            if words:
                return IncomingSegment(words)
            self._lost.append(f"{shown} was left out: it lies outside of {document.report.name}.")
            return None
        exact = html.text[start:end].strip()
        # What its author saw is believed where the document was put together otherwise.
        if words and folded(words) != folded(exact):
            exact = words
        before = html.text[max(start - CONTEXT, 0) : start]
        return IncomingSegment(exact, before, html.text[end : end + CONTEXT], start, end)

    def _makings(self) -> dict[int, _Making]:
        """Return who made each highlight, and when; a change is logged like the making."""
        found: dict[int, _Making] = {}
        for row in rows_of(self._tables, "commands", "date", "user_login", "payload"):
            try:
                payload = json.loads(row.text("payload"))
            except (ValueError, RecursionError):
                continue
            if not isinstance(payload, dict) or payload.get("type") != "highlight_add":
                continue
            number = payload.get("highlight_id", payload.get("id"))
            if isinstance(number, int):
                date = time_of(row.text("date"))
                first = found.setdefault(number, _Making(row.line("user_login"), date, date))
                first.modified = max(first.modified, date)
        return found

    def _left_out_descriptions(self) -> None:
        for row in rows_of(self._tables, "projects", "name", "description"):
            if said := row.line("description"):
                self._lost.append(
                    f"The description of the project {row.line('name')} was left out: “{said}”."
                )


def _range(row: Row) -> tuple[int, int]:
    return row.number("start_offset"), row.number("end_offset")
