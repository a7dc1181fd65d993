"""Words in Akoma Ntoso: with notes at their marks, and links for symbols and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

from glossator.domain.reports.symbols import SYMBOL, normal_symbol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from glossator.domain.reports.structure import Unit

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”‘’\"|\\^`{}]*[^\s<>“”‘’\"|\\^`{}.,;:)\]]")
_PUBLIC_ADDRESS = "https://docs.un.org"


class Words:
    """The words of a unit, written stretch by stretch from their beginning.

    Args:
        text: The words.
        notes: The notes that hang on them, by the place of their marks, ascending. Each is
            written once: with the first stretch that reaches its place.
        language: Code of the language of the documents that links lead to.
    """

    def __init__(
        self, text: str, notes: Iterable[tuple[int, Unit]] = (), *, language: str = "en"
    ) -> None:
        self._text = text
        self._notes = list(notes)
        self._language = language
        self._links = list(_links(text, language))

    def holds(self, start: int, end: int) -> bool:
        """Tell whether there are words from start to end."""
        return bool(self._text[start:end].strip())

    def write(self, parent: ET.Element, start: int = 0, end: int | None = None) -> None:
        """Write the words from start to end, or to their end."""
        end = len(self._text) if end is None else end
        while start < end and self._text[start].isspace():
            start += 1
        while start < end and self._text[end - 1].isspace():
            end -= 1
        at = start
        for low, high, address in [one for one in self._links if start <= one[0] < one[1] <= end]:
            self._write_plain(parent, at, low)
            add_text(ET.SubElement(parent, "ref", {"href": address}), self._text[low:high])
            at = high
        self._write_plain(parent, at, end)

    def _write_plain(self, parent: ET.Element, start: int, end: int) -> None:
        at = start
        while self._notes and self._notes[0][0] <= end:
            place, note = self._notes.pop(0)
            if place > at:
                add_text(parent, self._text[at:place])
                at = place
            add_note(parent, note, self._language)
        add_text(parent, self._text[at:end])


def add_note(parent: ET.Element, note: Unit, language: str = "en") -> None:
    """Add a footnote where its mark stands."""
    element = ET.SubElement(parent, "authorialNote", {"eId": note.id.replace("fn_", "ftn_", 1)})
    element.set("marker", clean(note.number))
    element.set("placement", "bottom")
    if note.mark < 0:
        element.set("class", "unanchored")
    Words(note.text, language=language).write(ET.SubElement(element, "p"))


def add_text(parent: ET.Element, text: str) -> None:
    """Add words behind what an element has."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + clean(text)
    else:
        parent.text = (parent.text or "") + clean(text)


def clean(text: str) -> str:
    """Return a text without the characters that XML forbids."""
    return _NOT_XML.sub("", text)


def _links(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield the start, end and address of each web address and document symbol, in order."""
    found = [(one.start(), one.end(), _whole(one[0])) for one in _ADDRESS.finditer(text)]
    for one in SYMBOL.finditer(text):
        # A symbol within a web address is no citation.
        if not any(low <= one.start() < high for low, high, _ in found):
            path = quote(normal_symbol(one[0]), safe="/")
            found.append((one.start(), one.end(), f"{_PUBLIC_ADDRESS}/{language}/{path}"))
    yield from sorted(found)


def _whole(address: str) -> str:
    return f"https://{address}" if address.startswith("www.") else address
