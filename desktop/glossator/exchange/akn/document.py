"""A report as Akoma Ntoso 3.0, after the guidelines of the United Nations system.

The reading edition of the five reports is written from its sources, which know emphasis
and every line of the front page; this is written from what the pages of any report give.
Both name their elements alike, so that `para_57__list_1__point_d` is the same place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from glossator.domain.reports.structure import UnitKind
from glossator.exchange.akn.note_marks import FRONT, mark_places, notes_by_host
from glossator.exchange.akn.words import Words, add_note, add_text, clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.reports.structure import Structure, Unit

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

_MIXED = {"p", "num", "heading", "docTitle"}
_HOLDERS = {"mainBody", "section", "title", "chapter", "division"}
_LANGUAGES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}
_ACTORS = (
    ("A/HRC/", "un-hrc", "Human Rights Council"),
    ("A/", "un-ga", "General Assembly"),
    ("S/", "un-sc", "Security Council"),
    ("E/", "un-ecosoc", "Economic and Social Council"),
    ("ST/", "un-secretariat", "Secretariat"),
)
_ROMAN = re.compile(r"[IVXLC]+")
_NOT_ID = re.compile(r"[^\w.-]+")
_NO_DATE = "0001-01-01"


class Point(NamedTuple):
    """An item's place in the words of its paragraph.

    Attributes:
        item: The item.
        start: Where its label begins.
        words: Where its own words begin.
        end: Behind its own words.
        next: Where the next item, or the paragraph's end, is.
    """

    item: Unit
    start: int
    words: int
    end: int
    next: int


def to_akn(structure: Structure, text: str, *, name: str) -> bytes:
    """Return a report as an Akoma Ntoso document, UTF-8, ending in a line feed.

    Args:
        structure: What was read from its pages.
        text: Its canonical text, which has the places of footnote marks.
        name: What to call it where it has no symbol.
    """
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
    doc = ET.SubElement(root, "doc", {"name": "report"})
    _add_meta(ET.SubElement(doc, "meta"), structure, name)
    body = _Body(structure, text)
    body.add_preface(ET.SubElement(doc, "preface"), name)
    body.add(ET.SubElement(doc, "mainBody"))
    _indent(root, 0)
    written = ET.tostring(root, encoding="unicode")
    data = f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()
    ET.fromstring(data)  # what can't be read back must not leave
    return data


def points(text: str, items: Sequence[Unit]) -> list[Point]:
    """Return the places of items in the words of their paragraph.

    An item that isn't found there is passed over: its words stay with the one before.
    """
    found: list[tuple[Unit, int, int, int]] = []
    at = 0
    for item in items:
        whole = f"{item.number} {item.text}".strip()
        start = text.find(whole, at)
        end = start + len(whole)
        if start < 0:
            # An item in two stretches: its words run up to whatever is next.
            first = " ".join(whole.split()[:4])
            start = text.find(first, at)
            end = start + len(first)
        if start < 0:
            continue
        found.append((item, start, min(start + len(item.number) + 1, end), end))
        at = end
    ends = [*(start for _, start, _, _ in found), len(text)][1:]
    return [Point(*one, following) for one, following in zip(found, ends, strict=True)]


class _Body:
    """Writes what stands on the pages."""

    def __init__(self, structure: Structure, text: str) -> None:
        self._structure = structure
        self._text = text
        self._notes = notes_by_host(structure)
        self._language = structure.language if structure.language in _LANGUAGES else "en"
        self._eids: set[str] = set()

    def add_preface(self, preface: ET.Element, name: str) -> None:
        known = self._structure
        if known.symbol:
            _add_line(preface, "docNumber", known.symbol)
        if known.date:
            _add_line(preface, "docDate", known.date).set("date", _day(known.date))
        if known.session:
            number = re.match(r"[AE]/(?:HRC/)?(\d+)/", known.symbol)
            value = number[1] if number else clean(known.session)
            _add_line(preface, "session", known.session).set("value", value)
        title = _add_line(preface, "docTitle", known.title or name)
        for note in self._notes.get(FRONT, ()):
            add_note(title, note, self._language)

    def add(self, body: ET.Element) -> None:
        path: list[tuple[int, ET.Element]] = [(0, body)]
        items: dict[str, list[Unit]] = {}
        for unit in self._structure.of_kind(UnitKind.ITEM):
            items.setdefault(unit.parent, []).append(unit)
        for unit in self._structure.units:
            if unit.kind is UnitKind.HEADING:
                path = [above for above in path if above[0] < unit.level] or path[:1]
                path.append((unit.level, self._add_heading(path[-1][1], unit)))
            elif unit.kind is UnitKind.PARAGRAPH:
                self._add_paragraph(path[-1][1], unit, items.get(unit.id, ()))
            elif unit.kind is UnitKind.BOX:
                self._add_box(path[-1][1], unit)
        for element in [one for one in body.iter() if one.tag in _HOLDERS]:
            self._fill(element)

    def _fill(self, element: ET.Element) -> None:
        """Put an empty paragraph where nothing is under a heading: the schema wants one."""
        if all(child.tag in ("num", "heading") for child in element):
            eid = "__".join(filter(None, (element.get("eId"), "para")))
            paragraph = ET.SubElement(element, "paragraph", {"eId": self._unique(eid)})
            ET.SubElement(ET.SubElement(paragraph, "content"), "p")

    def _add_heading(self, parent: ET.Element, unit: Unit) -> ET.Element:
        name, short = _level(unit)
        stem = "__".join(filter(None, (parent.get("eId"), short)))
        same = sum(child.tag == name for child in parent)
        number = _id(unit.number.rstrip(".")) or str(same + 1)
        element = ET.SubElement(parent, name, {"eId": self._unique(f"{stem}_{number}")})
        if unit.number:
            add_text(ET.SubElement(element, "num"), unit.number)
        self._words(unit, unit.title).write(ET.SubElement(element, "heading"))
        return element

    def _add_paragraph(self, parent: ET.Element, unit: Unit, items: Sequence[Unit]) -> None:
        element = ET.SubElement(parent, "paragraph", {"eId": self._unique(unit.id)})
        if unit.number:
            add_text(ET.SubElement(element, "num"), f"{unit.number}.")
        words = self._words(unit, unit.text)
        found = points(unit.text, items)
        if found:
            self._add_list(element, words, (0, found[0].start), found)
        else:
            _add_content(element, words, 0, len(unit.text))

    def _add_list(
        self, parent: ET.Element, words: Words, intro: tuple[int, int], found: list[Point]
    ) -> None:
        """Add items, each with the deeper ones that follow it."""
        eid = f"{parent.get('eId')}__list_1"
        element = ET.SubElement(parent, "list", {"eId": eid})
        if intro[0] < intro[1]:
            opening = ET.SubElement(element, "intro", {"eId": f"{eid}__intro_1"})
            words.write(ET.SubElement(opening, "p"), *intro)
        depth = found[0].item.level
        starts = [index for index, one in enumerate(found) if one.item.level <= depth]
        for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
            self._add_point(element, words, found[start:end])

    def _add_point(self, parent: ET.Element, words: Words, found: list[Point]) -> None:
        first = found[0]
        label = _id(first.item.number.strip("()")) or "x"
        eid = self._unique(f"{parent.get('eId')}__point_{label}")
        element = ET.SubElement(parent, "point", {"eId": eid, "wId": first.item.id})
        add_text(ET.SubElement(element, "num"), first.item.number)
        if len(found) > 1:
            self._add_list(element, words, (first.words, first.next), found[1:])
            return
        _add_content(element, words, first.words, first.end)
        if words.holds(first.end, first.next):
            more = ET.SubElement(parent, "alinea", {"eId": self._unique(f"{eid}__al_1")})
            _add_content(more, words, first.end, first.next)

    def _add_box(self, parent: ET.Element, unit: Unit) -> None:
        attributes = {"eId": self._unique(unit.id), "name": "box"}
        element = ET.SubElement(parent, "hcontainer", attributes)
        add_text(ET.SubElement(element, "num"), f"Box {unit.number}".strip())
        if unit.title:
            add_text(ET.SubElement(element, "heading"), unit.title)
        _add_content(element, self._words(unit, unit.text), 0, len(unit.text))

    def _words(self, unit: Unit, text: str) -> Words:
        notes = mark_places(unit, self._text, text, self._notes.get(unit.id, ()))
        return Words(text, notes, language=self._language)

    def _unique(self, wanted: str) -> str:
        eid, count = wanted, 1
        while eid in self._eids:
            count += 1
            eid = f"{wanted}-{count}"
        self._eids.add(eid)
        return eid


def _add_meta(meta: ET.Element, known: Structure, name: str) -> None:
    actor, organ = _author(known.symbol)
    number = _id(known.symbol or name) or "report"
    country = "un" if known.symbol else "zz"
    language = _LANGUAGES.get(known.language, "und")
    date = known.date or "undated"
    work = f"/akn/{country}/doc/report/{actor}/{date}/{number}"
    expression = f"{work}/{language}@{date}"
    identity = ET.SubElement(meta, "identification", {"source": "#glossator"})
    for tag, address in (
        ("FRBRWork", work),
        ("FRBRExpression", expression),
        ("FRBRManifestation", f"{expression}.akn"),
    ):
        level = ET.SubElement(identity, tag)
        ET.SubElement(level, "FRBRthis", {"value": f"{address}/!main"})
        ET.SubElement(level, "FRBRuri", {"value": address})
        kind = "distribution" if known.date else "unknown"
        ET.SubElement(level, "FRBRdate", {"date": _day(known.date), "name": kind})
        ET.SubElement(level, "FRBRauthor", {"href": f"#{actor}"})
        if tag == "FRBRWork":
            ET.SubElement(level, "FRBRcountry", {"value": country})
            ET.SubElement(level, "FRBRnumber", {"value": clean(known.symbol or name)})
        elif tag == "FRBRExpression":
            ET.SubElement(level, "FRBRlanguage", {"language": language})
    references = ET.SubElement(meta, "references", {"source": "#glossator"})
    for eid, shown in ((actor, organ), ("glossator", "Glossator")):
        attributes = {"eId": eid, "href": f"/akn/ontology/organizations/{eid}", "showAs": shown}
        ET.SubElement(references, "TLCOrganization", attributes)


def _author(symbol: str) -> tuple[str, str]:
    """Return the id and the name of the organ a symbol belongs to."""
    for prefix, actor, organ in _ACTORS:
        if symbol.startswith(prefix):
            return actor, organ
    series = clean(symbol.partition("/")[0])
    return (_id(series).lower(), series) if _id(series) else ("unknown", "Unknown")


def _level(unit: Unit) -> tuple[str, str]:
    """Return the element for a heading, by the form of its number, and its abbreviation."""
    number = unit.number.rstrip(".")
    if _ROMAN.fullmatch(number) and (unit.level == 1 or len(number) > 1):
        return "section", "sec"
    if re.fullmatch(r"[A-Z]", number):
        return "title", "title"
    if number.isdecimal():
        return "chapter", "chp"
    return "division", "dvs"


def _day(date: str) -> str:
    """Return a whole date, as the schema wants it, for one that may be a year or a month."""
    return date + _NO_DATE[len(date) :] if date else _NO_DATE


def _id(text: str) -> str:
    return _NOT_ID.sub("_", text.replace("/", "-")).strip("_")


def _add_line(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(ET.SubElement(parent, "p"), tag)
    add_text(element, text)
    return element


def _add_content(parent: ET.Element, words: Words, start: int, end: int) -> None:
    words.write(ET.SubElement(ET.SubElement(parent, "content"), "p"), start, end)


def _indent(element: ET.Element, depth: int) -> None:
    """Put each element on a line of its own, except within running words."""
    if element.tag in _MIXED or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
