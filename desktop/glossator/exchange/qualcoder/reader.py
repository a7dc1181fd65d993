"""Projects of QualCoder (database versions 1 to 17): a folder `NAME.qda` with `data.qda` in it.

`data.qda` is an SQLite database. A source has its text there and its file in the folder
`documents`; a coding is a range of that text, counted in code points, or a rectangle of a page
in points from the upper left corner of the page as it is shown. (Tables as QualCoder's
`__main__.py` makes them.)
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.plan import (
    Incoming,
    IncomingPassage,
    IncomingReport,
    IncomingSegment,
    IncomingTheme,
)
from glossator.domain.pages.geometry import Quad, Rect
from glossator.domain.reports.symbols import SYMBOL
from glossator.domain.text.folding import folded
from glossator.exchange.qualcoder.rest import left_out
from glossator.exchange.refi.common import VARIABLES, colour_of, derived, undescribed
from glossator.exchange.refi.texts import counted
from glossator.exchange.tables import rows_of
from glossator.exchange.times import time_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.exchange.folders import Files
    from glossator.exchange.refi.texts import CountedText
    from glossator.exchange.tables import OpenTables, Row, Tables

DATABASE = "data.qda"
_NEEDED = {
    "source": {"id", "name", "fulltext"},
    "code_name": {"cid", "name"},
    "code_text": {"cid", "fid", "pos0", "pos1"},
}
_INSIDE = "/docs/"
"""Begins the path of a document that lies in the folder; others lie elsewhere on the disk."""

_MEDIA = {"images": "Pictures", "audio": "Sound recordings", "video": "Videos"}
"""What lies in the folders of what is no text."""

_CODING = ("seltext", "pos0", "pos1", "owner", "date", "memo")
_AREA = ("id", "x1", "y1", "width", "height", "cid", "memo", "date", "owner", "pdf_page")


def read_qualcoder(name: str, files: Files, open_tables: OpenTables) -> Incoming:
    """Read the sources, codes and codings of a project.

    Raises:
        InvalidInputError: It is no project of QualCoder, or can't be read.
    """
    found = [one for one in files if one.rpartition("/")[2] == DATABASE]
    if len(found) != 1:
        what = f"several projects ({DATABASE})" if found else f"no {DATABASE}"
        raise InvalidInputError(
            f"“{name}” is no project of QualCoder: it has {what} in it. Nothing was imported."
        )
    with open_tables(name, files.read(found[0])) as tables:
        if any(not columns <= set(tables.columns(table)) for table, columns in _NEEDED.items()):
            raise InvalidInputError(
                f"“{name}” is no project of QualCoder: its tables are other ones."
                " Nothing was imported."
            )
        return _Project(name, tables, files, found[0].removesuffix(DATABASE)).incoming()


@dataclass(slots=True)
class _Place:
    """A stretch or area with all that one coder says of it."""

    source: int
    segment: IncomingSegment
    owner: str
    key: tuple[str, ...]
    themes: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    dates: list[str] = field(default_factory=list)

    def add(self, theme: str, note: str, date: str) -> None:
        """Add what a coding or an annotation says."""
        if theme:
            self.themes[theme] = None
        if note.strip():
            self.notes[note.strip()] = None
        self.dates += [date] if date else []


class _Project:
    """Gathers what the tables and files hold."""

    def __init__(self, name: str, tables: Tables, files: Files, folder: str) -> None:
        self._name = name
        self._tables = tables
        self._files = files
        self._folder = folder
        self._members = set(files)
        self._lost: list[str] = []
        self._texts: dict[int, CountedText] = {}
        self._themes: dict[str, IncomingTheme] = {}
        self._reports: dict[int, IncomingReport] = {}
        self._places: dict[tuple[object, ...], _Place] = {}
        self._uncoded = 0

    def incoming(self) -> Incoming:
        self._themes = {one.key: one for one in self._codes()}
        codings: dict[int, list[Row]] = defaultdict(list)
        for row in rows_of(self._tables, "code_text", "fid", "cid", *_CODING):
            codings[row.number("fid")].append(row)
        for number, report, text in self._sources():
            self._reports[number] = report
            if text:
                named = [(*_range(row), row.text("seltext")) for row in codings[number]]
                self._texts[number] = counted(text, named)
        for row in (row for rows in codings.values() for row in rows):
            self._coding(row, self._theme(row))
        for row in rows_of(self._tables, "annotation", "fid", *_CODING):
            self._coding(row, "")
        for row in rows_of(self._tables, "code_image", *_AREA):
            self._area(row)
        passages = tuple(self._passage(one) for one in self._places.values())
        if self._uncoded:
            self._lost.append(f"Codings without a code came without a theme: {self._uncoded}.")
        self._lost += left_out(self._tables)
        return Incoming(
            self._name,
            tuple(self._reports.values()),
            tuple(self._themes.values()),
            passages,
            tuple(self._lost),
        )

    # Codes

    def _codes(self) -> Iterator[IncomingTheme]:
        for row in rows_of(self._tables, "code_cat", "catid", "name", "memo", "supercatid"):
            above = row.number("supercatid")
            yield _made(row, f"category {row.number('catid')}", f"category {above}")
        columns = ("cid", "name", "memo", "catid", "color", "supercid")
        for row in rows_of(self._tables, "code_name", *columns):
            above = row.number("supercid")
            parent = f"code {above}" if above > 0 else f"category {row.number('catid')}"
            made = _made(row, f"code {row.number('cid')}", parent)
            yield replace(made, colour=colour_of(row.text("color")))

    # Sources

    def _sources(self) -> Iterator[tuple[int, IncomingReport, str]]:
        """Yield each source that is a text: its number, the report, its text."""
        others: dict[str, list[str]] = defaultdict(list)
        known, references = self._known(), self._references()
        columns = ("id", "name", "fulltext", "mediapath", "memo", "risid")
        for row in rows_of(self._tables, "source", *columns):
            number, name, path = row.number("id"), row.line("name"), row.text("mediapath")
            kind = next((one for one in _MEDIA if path.strip("/").startswith(one)), "")
            text = row.text("fulltext")
            if kind or not (text.strip() or path):
                others[kind or "empty"].append(name)
                continue
            data, ending = self._document(name, path), ".pdf"
            if not data:
                data, ending = text.removeprefix("\ufeff").encode("utf-8", "replace"), ".txt"
            file_name = name if name.casefold().endswith(ending) else name + ending
            report = IncomingReport(
                str(number),
                hashlib.sha256(data).hexdigest() if data else "",
                name if SYMBOL.fullmatch(name) else "",
                file_name=file_name if data else name,
                data=data,
                memo=row.text("memo").strip(),
            )
            said = references.get(row.number("risid"), {}) | known.get(number, {})
            yield number, replace(report, **said), text  # type: ignore[arg-type]  # texts all
        for kind, found in others.items():
            what = _MEDIA.get(kind, "Sources without text")
            self._lost.append(f"{what} were left out: {', '.join(found)}.")

    def _document(self, name: str, path: str) -> bytes:
        """Return the PDF of a source, empty where it has none in the folder."""
        if not path or not name.casefold().endswith(".pdf"):
            return b""
        if not path.startswith(_INSIDE):
            self._lost.append(
                f"{name}: its document lies outside of the project and was not read; its text was."
            )
            return b""
        member = f"{self._folder}documents/{path.removeprefix(_INSIDE)}"
        if member not in self._members:
            self._lost.append(f"{name}: its document is not in the project; its text is.")
            return b""
        return self._files.read(member)

    def _references(self) -> dict[int, dict[str, str]]:
        """Return what references (RIS) say of their sources, by fields of a report."""
        fields = {"TI": "title", "T1": "title", "UR": "url", "PY": "date", "Y1": "date"}
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for row in rows_of(self._tables, "ris", "risid", "tag", "value"):
            known, value = fields.get(row.line("tag")), row.line("value")
            if known == "date":
                value = value[:4] if value[:4].isdecimal() else ""
            if known and value:
                found[row.number("risid")].setdefault(known, value)
        return found

    def _known(self) -> dict[int, dict[str, str]]:
        """Return what attributes as we write them say of sources, by fields of a report."""
        fields = dict(VARIABLES)
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for row in rows_of(self._tables, "attribute", "name", "attr_type", "value", "id"):
            if row.line("name") in fields and row.line("attr_type") == "file" and row.line("value"):
                found[row.number("id")][fields[row.line("name")]] = row.line("value")
        return found

    # Codings

    def _theme(self, row: Row) -> str:
        key = f"code {row.number('cid')}"
        self._uncoded += key not in self._themes
        return key if key in self._themes else ""

    def _coding(self, row: Row, theme: str) -> None:
        """Put a coding or an annotation of a text to what its coder says of the same words."""
        source, owner = row.number("fid"), row.line("owner")
        key = (source, *_range(row), owner)
        if key not in self._places:
            segment = self._segment(source, row)
            if segment is None:
                return
            self._places[key] = _Place(source, segment, owner, tuple(map(str, _range(row))))
        self._places[key].add(theme, row.text("memo"), time_of(row.text("date")))

    def _segment(self, source: int, row: Row) -> IncomingSegment | None:
        words = row.text("seltext")
        start, end = _range(row)
        cut = self._texts[source].cut(start, end) if source in self._texts else None
        if cut is not None and (not words.strip() or folded(words) == folded(cut.exact)):
            return IncomingSegment(cut.exact, cut.before, cut.after, cut.start, cut.end)
        if words.strip() and source in self._reports:
            return IncomingSegment(words)
        name = self._reports[source].file_name if source in self._reports else f"source {source}"
        self._lost.append(
            f"What is coded from {start} to {end} of {name} was left out: there is no text there."
        )
        return None

    def _area(self, row: Row) -> None:
        """Put the coding of an area of a page to what its coder says of the same area."""
        source, page, owner = row.number("id"), row.number("pdf_page"), row.line("owner")
        report = self._reports.get(source)
        if report is None or not report.file_name.casefold().endswith(".pdf"):
            self._lost.append("The coding of an area of a picture was left out.")
            return
        x, y, width, height = (row.number(one) for one in ("x1", "y1", "width", "height"))
        place = (max(page, 0), x, y, max(width, 0), max(height, 0))  # none is the first page
        key = (source, "area", *place, owner)
        if key not in self._places:
            quad = Quad.of(Rect(x, y, x + max(width, 0), y + max(height, 0)))
            segment = IncomingSegment("", page=place[0], quads=(quad,), from_top=True)
            self._places[key] = _Place(source, segment, owner, tuple(map(str, place)))
        note, date = row.text("memo"), time_of(row.text("date"))
        self._places[key].add(self._theme(row), note, date)

    def _passage(self, place: _Place) -> IncomingPassage:
        report = self._reports[place.source]
        return IncomingPassage(
            report.key,
            (place.segment,),
            tuple(place.themes),
            derived("qualcoder", report.file_name, *place.key, place.owner),
            "\n\n".join(place.notes),
            place.owner,
            min(place.dates, default=""),
            max(place.dates, default=""),
        )


def _range(row: Row) -> tuple[int, int]:
    return row.number("pos0"), row.number("pos1")


def _made(row: Row, key: str, parent: str) -> IncomingTheme:
    definition, details = undescribed(row.text("memo").strip())
    return IncomingTheme(key, row.line("name"), parent, definition=definition, **details)
