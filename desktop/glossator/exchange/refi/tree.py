"""REFI-QDA's XML, handed over element by element so that it is never in memory as a whole."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Protocol
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from glossator.domain.errors import InvalidInputError
from glossator.domain.watching import tell
from glossator.exchange.archives import BROKEN

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from xml.sax.xmlreader import AttributesImpl

DEEPEST = 200
"""How deep elements may stand in each other."""

MOST_ELEMENTS = 5_000_000
"""Elements that are read; 100,000 passages have about a million."""

PIECE = 2**16
"""Bytes that are read at a time: few elements are in memory then, and they stay near."""

LARGEST_PIECE = 2**24
"""Bytes that are read while a tag goes on and on, which is looked at anew with each piece."""

_TAKEN = frozenset(
    ("PlainTextSelection", "PDFSelection", "TextSource", "PDFSource", "PictureSource",
     "AudioSource", "VideoSource", "Note", "Code", "User", "Variable", "Case", "Set", "Link",
     "Graph")
)  # fmt: skip
"""Elements that are done with once they have been handed over."""


class Visitor(Protocol):
    """Takes elements as they begin and as they are complete."""

    @property
    def begins(self) -> Container[str]:
        """Tags of the elements it takes as they begin; the outermost begins always."""

    @property
    def ends(self) -> Container[str]:
        """Tags of the elements it takes when they are complete."""

    def begin(self, tag: str, element: Element, above: Sequence[str]) -> None:
        """Take an element of which only the attributes count yet."""

    def end(self, tag: str, element: Element, above: Sequence[str]) -> None:
        """Take an element that is complete, but for what was handed over before."""


def parse(name: str, stream: IO[bytes], visitor: Visitor, root: str) -> None:
    """Hand over all elements of an XML file.

    Args:
        name: The file's name, for sentences.
        stream: Its bytes.
        visitor: Takes them; tags come without namespace, since some write it wrongly.
        root: Tag of the outermost element.

    Raises:
        InvalidInputError: It is not the XML of this format, or has entities in it.
        CancelledError: Whoever watches has ended it.
    """
    builder = _Builder(name, visitor, root)
    try:
        _read(stream, builder)
    except DefusedXmlException as error:
        what = "declares a document type or entities, which no exchange file needs"
        raise InvalidInputError(_refusal(name, what)) from error
    except (SAXException, ParseError, LookupError, ValueError) as error:
        told = error.getMessage() if isinstance(error, SAXException) else error
        raise InvalidInputError(_refusal(name, f"holds XML that can't be read ({told})")) from error
    except BROKEN as error:
        raise InvalidInputError(_refusal(name, "is damaged and can't be unpacked")) from error


def _read(stream: IO[bytes], builder: _Builder) -> None:
    """Parse a stream by what is written in C, once what comes before the root is known.

    A document type may stand nowhere else, and without one there are no entities.
    """
    guard, seen = create_parser(forbid_dtd=True), _Root()
    guard.setContentHandler(seen)
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    size = PIECE
    while piece := stream.read(size):
        if not seen.begun:
            guard.feed(piece)
        parser.feed(piece)
        size = PIECE if builder.take(parser) else min(2 * size, LARGEST_PIECE)
        tell(stream.tell(), 0)
    parser.close()
    builder.take(parser)


class _Root(ContentHandler):
    """Tells whether the outermost element has begun."""

    begun = False

    def startElement(self, _name: str, _attrs: AttributesImpl) -> None:  # noqa: N802 - SAX
        """Note it."""
        self.begun = True


class _Builder:
    """Hands elements over and lets go of those that are done with."""

    def __init__(self, name: str, visitor: Visitor, root: str) -> None:
        self._name = name
        self._visitor = visitor
        self._root = root
        self._path: list[Element] = []
        self._tags: list[str] = []
        self._plain: dict[str, str] = {}
        self._left = MOST_ELEMENTS

    def take(self, parser: XMLPullParser[Element]) -> bool:
        """Hand over what a parser has found since it was asked last; tell whether it was any."""
        path, tags, visitor = self._path, self._tags, self._visitor
        events: Any = parser.read_events()  # pairs, as it was told above
        event = None
        for event, element in events:
            if event == "start":
                element.tag = tag = self._tag(element.tag)
                if not tags or len(tags) >= DEEPEST:
                    self._refuse_strange(tag)
                if not tags or tag in visitor.begins:
                    visitor.begin(tag, element, tags)
                path.append(element)
                tags.append(tag)
                continue
            self._left -= 1
            path.pop()
            tag = tags.pop()
            if tag in visitor.ends:
                visitor.end(tag, element, tags)
            if tag in _TAKEN and path:
                path[-1].remove(element)
        if self._left < 0:
            what = f"has more than {MOST_ELEMENTS:,} elements"
            raise InvalidInputError(_refusal(self._name, what))
        return event is not None

    def _tag(self, name: str) -> str:
        """Return a tag without its namespace."""
        if name not in self._plain:
            self._plain[name] = name.rpartition("}")[2]
        return self._plain[name]

    def _refuse_strange(self, tag: str) -> None:
        if not self._tags and tag != self._root:
            what = f"holds no “{self._root}” but “{tag}”"
            raise InvalidInputError(_refusal(self._name, what))
        if self._tags:
            raise InvalidInputError(_refusal(self._name, "has elements in each other too deeply"))


def children(element: Element, tag: str) -> Iterator[Element]:
    """Yield the children of a tag."""
    return element.iterfind(tag)


def text_of(element: Element, tag: str) -> str:
    """Return the text of the first child of a tag, or empty; markup in it is left out."""
    found = element.find(tag)
    if found is None:
        return ""
    return "".join(found.itertext()) if len(found) else found.text or ""


def _refusal(name: str, what: str) -> str:
    return f"“{name}” {what}. Nothing was imported."
