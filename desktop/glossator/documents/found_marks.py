"""Read the marks that people and other programs have put into a PDF (ISO 32000-1, 12.5).

The entries are read as they stand in the file, in PDF user space, so that a turned page or a
crop box away from the origin changes nothing. What is damaged costs that mark alone.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from glossator.documents.annotating import AREA, THEMES
from glossator.documents.damage import read_or
from glossator.documents.engine import mupdf
from glossator.domain.colours import text as colour_text
from glossator.domain.incoming.found_marks import HIDDEN, FoundMark, FoundMarks, LeftMark, MarkKind
from glossator.domain.pages.geometry import Quad, Rect
from glossator.domain.text.cleaning import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.documents.engine import pymupdf

MOST = 100_000
"""Marks of a document that are read."""

MOST_QUADS = 2_000
"""Lines of a mark."""

LONGEST_ID = 128
"""Digits of a file's identifier that are kept."""

LONGEST = 100_000
"""Characters of a note."""

FURTHEST = 1e6
"""Points from the origin that a mark may stand."""

FIRST_YEAR = 1993
"""When the first PDF was made; some programs write a year like 0122 for 2022."""

DRIFT = 4.0
"""Points by which other programs may round or widen a frame of ours without having moved it."""

_KINDS = {
    "Highlight": MarkKind.TEXT,
    "Underline": MarkKind.TEXT,
    "Squiggly": MarkKind.TEXT,
    "StrikeOut": MarkKind.TEXT,
    "Text": MarkKind.NOTE,
    "FreeText": MarkKind.NOTE,
    "Square": MarkKind.AREA,
    "Circle": MarkKind.AREA,
}
_NO_MARKS = frozenset(("Link", "Popup", "Widget", "PrinterMark", "TrapNet", "Watermark"))
_HIDDEN = 1 << 1
_DATE = re.compile(
    r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(?:(\d\d)'?)?|Z.*)?"
)


def found_marks(document: pymupdf.Document) -> FoundMarks:
    """Return the marks of a document; one that is no PDF has none."""
    if not document.is_pdf:
        return FoundMarks()
    pdf = mupdf.PdfDocument(document.this)
    marks: list[FoundMark] = []
    left: list[LeftMark] = []
    for page in range(document.page_count):
        none: tuple[FoundMark | LeftMark, ...] = ()
        for one in read_or(none, partial(_page, pdf, page), f"Page {page + 1}"):
            (marks if isinstance(one, FoundMark) else left).append(one)  # type: ignore[arg-type]
        if len(marks) + len(left) >= MOST:
            break
    identity = read_or("", lambda: _file_id(pdf), "The name of the file")
    return FoundMarks(identity, tuple(marks[:MOST]), tuple(left[:MOST]))


def _file_id(pdf: mupdf.PdfDocument) -> str:
    """Return the first half of the file's identifier, which no change alters (14.4)."""
    pair = mupdf.pdf_dict_gets(mupdf.pdf_trailer(pdf), "ID")
    first: bytes = mupdf.pdf_to_str_buf(mupdf.pdf_array_get(pair, 0)).encode(
        "utf-8", "surrogatepass"
    )
    return first.hex()[:LONGEST_ID]


def _page(pdf: mupdf.PdfDocument, page: int) -> tuple[FoundMark | LeftMark, ...]:
    """Return the marks of a page, each with the answers to it."""
    listed = mupdf.pdf_dict_gets(mupdf.pdf_lookup_page_obj(pdf, page), "Annots")
    count = min(mupdf.pdf_array_len(listed), MOST)
    entries = [mupdf.pdf_array_get(listed, at) for at in range(count)]
    threads = _Threads([one for one in entries if mupdf.pdf_is_dict(one)])
    found: list[FoundMark | LeftMark] = []
    for one in threads.marks:
        kind = _kind(one)
        if kind in _NO_MARKS:
            continue
        hidden = mupdf.pdf_to_int(mupdf.pdf_dict_gets(one, "F")) & _HIDDEN
        mark = None if hidden else read_or(None, partial(_mark, one, page, kind), "A mark")
        if mark is None:
            found.append(LeftMark(page, HIDDEN if hidden else clean_line(kind) or "mark"))
            continue
        parts = (mark.contents, *threads.said_of(one))
        found.append(replace(mark, contents="\n\n".join(part for part in parts if part)))
    return tuple(found)


class _Threads:
    """What belongs together of the marks of a page (12.5.6.2).

    An answer belongs to a mark, also through other answers. Words that are struck out to be
    replaced belong to the mark of insertion that has the new ones: there the two are one.

    Attributes:
        marks: The marks that are no part of another.
    """

    def __init__(self, entries: Sequence[mupdf.PdfObj]) -> None:
        self._entries = {mupdf.pdf_to_num(one): one for one in entries}
        self._answers: dict[int, list[str]] = defaultdict(list)
        self._instead: dict[int, int] = {}
        self.marks = [one for one in entries if not self._belongs(one)]
        parts = set(self._instead.values())
        self.marks = [one for one in self.marks if mupdf.pdf_to_num(one) not in parts]

    def said_of(self, mark: mupdf.PdfObj) -> list[str]:
        """Return what is said of a mark by others, and what stands instead of its words."""
        number = mupdf.pdf_to_num(mark)
        inserted = self._instead.get(number)
        if inserted is None:
            return self._answers[number]
        new = _contents(self._entries[inserted])
        return [new, *self._answers[inserted], *self._answers[number]]

    def _belongs(self, one: mupdf.PdfObj) -> bool:
        """Tell whether an entry is no mark of its own, and keep what it says."""
        target = self._target(one)
        if not target:
            return False
        if mupdf.pdf_to_name(mupdf.pdf_dict_gets(one, "RT")) == "Group":
            number, is_text = mupdf.pdf_to_num(one), _KINDS.get(_kind(one)) is MarkKind.TEXT
            if number and is_text and _kind(self._entries[target]) == "Caret":
                self._instead[number] = target
            return False
        said, who = _contents(one), clean_line(_text(one, "T"))
        if said and not mupdf.pdf_dict_gets(one, "State").m_internal:
            self._answers[target].append(f"{who}: {said}" if who else said)
        return True

    def _target(self, one: mupdf.PdfObj) -> int:
        """Return the number of the mark that an entry answers to, 0 where there is none."""
        seen: set[int] = set()
        number = _answered(one)
        while number in self._entries and number not in seen:
            seen.add(number)
            above = _answered(self._entries[number])
            if above not in self._entries:
                return number
            number = above
        return 0


def _answered(one: mupdf.PdfObj) -> int:
    number: int = mupdf.pdf_to_num(mupdf.pdf_dict_gets(one, "IRT"))
    return number or -1


def _kind(one: mupdf.PdfObj) -> str:
    kind: str = mupdf.pdf_to_name(mupdf.pdf_dict_gets(one, "Subtype"))
    return kind


def _mark(one: mupdf.PdfObj, page: int, kind: str) -> FoundMark | None:
    """Return a mark, None where there is nothing like it here."""
    contents = _contents(one)
    known = _KINDS.get(kind, MarkKind.NOTE if contents else None)
    if known is None or (known is MarkKind.NOTE and not contents):
        return None
    quads = _quads(one) if known is MarkKind.TEXT else ()
    rect = _rect(one, "Rect") if not quads else None
    if known is MarkKind.AREA and rect is not None:
        rect = _ours(one, rect)
    if rect is not None:
        quads = (Quad.of(rect),)
    if not quads:
        return None
    return FoundMark(
        page,
        known,
        quads,
        _colour(_reals(one, "C", 4)),
        contents,
        clean_line(_text(one, "NM")),
        clean_line(_text(one, "T")).rstrip(" ,"),
        _time(_text(one, "CreationDate")) or _time(_text(one, "M")),
        _time(_text(one, "M")) or _time(_text(one, "CreationDate")),
        _themes(one),
    )


def _contents(one: mupdf.PdfObj) -> str:
    """Return what is said of a mark, from its rich text where it has no plain one."""
    plain = _text(one, "Contents") or _Words(_text(one, "RC")).text
    return clean_text(plain.replace("\r\n", "\n").replace("\r", "\n")).strip()[:LONGEST]


def _quads(one: mupdf.PdfObj) -> tuple[Quad, ...]:
    numbers = _reals(one, "QuadPoints", 8 * MOST_QUADS)
    whole = len(numbers) // 8 * 8
    return tuple(Quad(*numbers[at : at + 8]) for at in range(0, whole, 8))


def _rect(one: mupdf.PdfObj, key: str) -> Rect | None:
    numbers = _reals(one, key, 4)
    if len(numbers) != 4:
        return None
    return Rect.around(((numbers[0], numbers[1]), (numbers[2], numbers[3])))


def _ours(one: mupdf.PdfObj, rect: Rect) -> Rect:
    """Return the frame that we have written, unless it was moved since."""
    written = _rect(one, AREA)
    if written is None or max(abs(a - b) for a, b in zip(written, rect, strict=True)) > DRIFT:
        return rect
    return written


def _themes(one: mupdf.PdfObj) -> tuple[tuple[str, ...], ...] | None:
    """Return the names of each theme of a mark of ours, from the root."""
    listed = mupdf.pdf_dict_gets(one, THEMES)
    if not mupdf.pdf_is_array(listed):
        return None
    themes = (tuple(filter(None, map(_name, _listed(theme)))) for theme in _listed(listed))
    return tuple(filter(None, themes))


def _listed(array: mupdf.PdfObj) -> list[mupdf.PdfObj]:
    """Return what stands in an array; what is none has nothing."""
    count = min(mupdf.pdf_array_len(array), MOST_QUADS)
    return [mupdf.pdf_array_get(array, at) for at in range(count)]


def _name(one: mupdf.PdfObj) -> str:
    said = mupdf.pdf_to_text_string(one) if mupdf.pdf_is_string(one) else ""
    return " ".join(clean_line(said).split())


def _colour(parts: Sequence[float]) -> str:
    """Return a colour of grey, red-green-blue or four inks; none is empty."""
    shares = [min(max(part, 0.0), 1.0) for part in parts]
    match shares:
        case [grey]:
            rgb = [grey] * 3
        case [red, green, blue]:
            rgb = [red, green, blue]
        case [*inks, black] if len(inks) == 3:
            rgb = [(1 - ink) * (1 - black) for ink in inks]
        case _:
            return ""
    return colour_text([255 * part for part in rgb])


def _time(date: str) -> str:
    """Return a date of a PDF (7.9.4) as projects keep times, or empty where it is none."""
    match = _DATE.match(date.strip())
    if match is None:
        return ""
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    if year < FIRST_YEAR:
        return ""
    sign, hours, minutes = match.groups()[6:]
    zone = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        found = datetime(
            year, month or 1, day or 1, hour, minute, min(second, 59),
            tzinfo=timezone(-zone if sign == "-" else zone),
        )  # fmt: skip
        return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return ""


def _text(one: mupdf.PdfObj, key: str) -> str:
    found: str = mupdf.pdf_to_text_string(mupdf.pdf_dict_gets(one, key))
    return found


def _reals(one: mupdf.PdfObj, key: str, most: int) -> list[float]:
    """Return the numbers of an array; those that are none, or far off, are put to bounds."""
    listed = mupdf.pdf_dict_gets(one, key)
    count = min(mupdf.pdf_array_len(listed), most)
    found = (float(mupdf.pdf_array_get_real(listed, at)) for at in range(count))
    return [min(max(n, -FURTHEST), FURTHEST) if math.isfinite(n) else 0.0 for n in found]


class _Words(HTMLParser):
    """The words of a rich text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(markup[:LONGEST])
        self.close()

    def handle_data(self, data: str) -> None:
        """Override HTMLParser.handle_data."""
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        """Override HTMLParser.handle_endtag."""
        if tag == "p":
            self.text += "\n"
