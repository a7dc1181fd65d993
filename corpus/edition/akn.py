"""A report as Akoma Ntoso 3.0, after the guidelines of the United Nations system."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from edition.inline import style_line
from edition.model import (
    Block,
    BlockKind,
    Box,
    Document,
    Heading,
    Paragraph,
    Run,
    Runs,
)

if TYPE_CHECKING:
    from edition.catalogue import Report

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_LEVELS = {1: ("section", "sec"), 2: ("title", "title"), 3: ("chapter", "chp")}
_MIXED = {"p", "num", "heading", "docTitle"}


def to_akn(report: Report, document: Document) -> bytes:
    """Return a report as an Akoma Ntoso document, UTF-8, ending in a line feed."""
    return _Writer(report, document).write()


class _Writer:
    """Builds the tree from the top down."""

    def __init__(self, report: Report, document: Document) -> None:
        self._report = report
        self._document = document
        self._eids: dict[str, int] = {}

    def write(self) -> bytes:
        root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
        doc = ET.SubElement(root, "doc", {"name": "report"})
        self._add_meta(doc)
        self._add_preface(doc)
        self._add_body(ET.SubElement(doc, "mainBody"))
        _indent(root, 0)
        text = ET.tostring(root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()

    def _add_meta(self, doc: ET.Element) -> None:
        meta = ET.SubElement(doc, "meta")
        identity = ET.SubElement(meta, "identification", {"source": "#edition"})
        actor = "cedaw" if self._report.symbol.startswith("CEDAW") else "un-ga"
        day = self._report.distributed.isoformat()
        number = self._report.symbol.replace("/", "-")
        work = f"/akn/un/doc/report/{actor}/{day}/{number}"
        expression = f"{work}/eng@{day}"
        for name, uri in (
            ("FRBRWork", work),
            ("FRBRExpression", expression),
            ("FRBRManifestation", f"{expression}.akn"),
        ):
            self._add_level(ET.SubElement(identity, name), uri, actor)
        references = ET.SubElement(meta, "references", {"source": "#edition"})
        _organization(references, actor, self._report.organ)
        _organization(references, "edition", "Glossator reading edition")

    def _add_level(self, level: ET.Element, uri: str, actor: str) -> None:
        """Identify the work, its English expression or this file."""
        ET.SubElement(level, "FRBRthis", {"value": f"{uri}/!main"})
        ET.SubElement(level, "FRBRuri", {"value": uri})
        day = self._report.distributed.isoformat()
        ET.SubElement(level, "FRBRdate", {"date": day, "name": "distribution"})
        ET.SubElement(level, "FRBRauthor", {"href": f"#{actor}"})
        if level.tag == "FRBRWork":
            ET.SubElement(level, "FRBRcountry", {"value": "un"})
            ET.SubElement(level, "FRBRnumber", {"value": self._report.symbol})
        elif level.tag == "FRBRExpression":
            ET.SubElement(level, "FRBRlanguage", {"language": "eng"})

    def _add_preface(self, doc: ET.Element) -> None:
        preface = ET.SubElement(doc, "preface")
        lines = self._document.front.lines
        first = ET.SubElement(preface, "p")
        _text(first, "United Nations ")
        ET.SubElement(first, "docNumber").text = self._report.symbol
        authority = ET.SubElement(ET.SubElement(preface, "p"), "docAuthority")
        authority.text = lines["organ"]
        date = ET.SubElement(ET.SubElement(preface, "p"), "docDate")
        date.set("date", self._report.distributed.isoformat())
        date.text = f"{lines['distribution']} {lines.get('date', '')}".strip()
        self._add_line(preface, lines["original"])
        if self._report.session:
            session = ET.SubElement(ET.SubElement(preface, "p"), "session")
            session.set("value", self._report.session)
            session.text = lines["session"]
        self._add_title(preface)

    def _add_title(self, preface: ET.Element) -> None:
        lines = self._document.front.lines
        for field in ("item", "subject", "body"):
            if field in lines:
                self._add_line(preface, lines[field])
        title = ET.SubElement(ET.SubElement(preface, "p"), "docTitle")
        title.text = lines["title"]
        for field in ("author", "summary"):
            if field in lines:
                self._add_line(preface, lines[field])
        if self._document.front.summary:
            self._add_words(ET.SubElement(preface, "p"), self._document.front.summary)

    def _add_line(self, parent: ET.Element, line: str) -> None:
        self._add_words(ET.SubElement(parent, "p"), style_line(line))

    def _add_body(self, body: ET.Element) -> None:
        path: list[tuple[int, ET.Element]] = [(0, body)]
        for unit in self._document.units:
            if isinstance(unit, Heading):
                path = [above for above in path if above[0] < unit.level]
                path.append((unit.level, self._add_heading(path[-1][1], unit)))
            elif isinstance(unit, Paragraph):
                self._add_paragraph(path[-1][1], unit)
            else:
                self._add_box(path[-1][1], unit)

    def _add_heading(self, parent: ET.Element, heading: Heading) -> ET.Element:
        name, short = _LEVELS[heading.level] if heading.number else ("division", "dvs")
        above = parent.get("eId")
        stem = f"{above}__{short}" if above else short
        self._eids[stem] = self._eids.get(stem, 0) + 1
        number = heading.number.rstrip(".") or str(self._eids[stem])
        element = ET.SubElement(parent, name, {"eId": f"{stem}_{number}"})
        if heading.number:
            ET.SubElement(element, "num").text = heading.number
        ET.SubElement(element, "heading").text = heading.title
        return element

    def _add_paragraph(self, parent: ET.Element, unit: Paragraph) -> None:
        element = ET.SubElement(parent, "paragraph", {"eId": unit.id})
        ET.SubElement(element, "num").text = f"{unit.number}."
        items = [block for block in unit.blocks if block.kind is BlockKind.ITEM]
        if items:
            self._add_list(element, unit.blocks[0].runs, _items_with_ids(unit), 1)
        else:
            self._add_blocks(ET.SubElement(element, "content"), unit.blocks)

    def _add_list(
        self, parent: ET.Element, intro: Runs, items: list[tuple[Block, str]], depth: int
    ) -> None:
        eid = f"{parent.get('eId')}__list_1"
        element = ET.SubElement(parent, "list", {"eId": eid})
        opening = ET.SubElement(element, "intro", {"eId": f"{eid}__intro_1"})
        self._add_words(ET.SubElement(opening, "p"), intro)
        starts = [index for index, (item, _) in enumerate(items) if item.depth == depth]
        for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
            item, short = items[start]
            name = item.label.strip("()")
            point = ET.SubElement(element, "point", {"eId": f"{eid}__point_{name}", "wId": short})
            ET.SubElement(point, "num").text = item.label
            if end > start + 1:
                self._add_list(point, item.runs, items[start + 1 : end], depth + 1)
            else:
                words = ET.SubElement(ET.SubElement(point, "content"), "p")
                self._add_words(words, item.runs)

    def _add_box(self, parent: ET.Element, box: Box) -> None:
        element = ET.SubElement(parent, "hcontainer", {"eId": box.id, "name": "box"})
        ET.SubElement(element, "num").text = f"Box {box.number}"
        ET.SubElement(element, "heading").text = box.title
        self._add_blocks(ET.SubElement(element, "content"), box.blocks)

    def _add_blocks(self, parent: ET.Element, blocks: list[Block]) -> None:
        for block in blocks:
            element = ET.SubElement(parent, "p")
            if block.kind in (BlockKind.QUOTE, BlockKind.BULLET):
                element.set("class", block.kind.value)
            if block.label:
                _text(element, f"{block.label} ")
            self._add_words(element, block.runs)

    def _add_words(self, parent: ET.Element, runs: Runs) -> None:
        for run in runs:
            if run.mark:
                self._add_notes(parent, run.text)
            else:
                _add_run(parent, run)

    def _add_notes(self, parent: ET.Element, number: str) -> None:
        """Add the note of a mark, and before it the notes whose marks are lost."""
        for note in self._document.footnotes:
            if note.number != number and note.before != number:
                continue
            name = note.number.replace("*", "star")
            element = ET.SubElement(parent, "authorialNote", {"eId": f"ftn_{name}"})
            element.set("marker", note.number)
            element.set("placement", "bottom")
            if not note.anchored:
                element.set("class", "unanchored")
            self._add_words(ET.SubElement(element, "p"), note.runs)


def _items_with_ids(unit: Paragraph) -> list[tuple[Block, str]]:
    return list(zip(unit.blocks, unit.item_ids(), strict=True))[1:]


def _organization(parent: ET.Element, eid: str, name: str) -> None:
    attributes = {"eId": eid, "href": f"/akn/ontology/organizations/{eid}", "showAs": name}
    ET.SubElement(parent, "TLCOrganization", attributes)


def _add_run(parent: ET.Element, run: Run) -> None:
    outer = parent
    if run.href:
        outer = ET.SubElement(outer, "ref", {"href": run.href})
    if run.strong:
        outer = ET.SubElement(outer, "b")
    if run.emphasis:
        outer = ET.SubElement(outer, "i")
    _text(outer, run.text)


def _text(parent: ET.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _indent(element: ET.Element, depth: int) -> None:
    """Put each element on a line of its own, except within running words."""
    if element.tag in _MIXED or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
