"""REFI-QDA's XML, handed over element by element so that it is never in memory as a whole."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Protocol
from xml.etree.ElementTree import Element, SubElement
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import InputSource

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from glossator.domain.errors import InvalidInputError
from glossator.exchange.archives import BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.sax.xmlreader import AttributesImpl

DEEPEST = 200
"""How deep elements may stand in each other."""

_TAKEN = frozenset(
    ("PlainTextSelection", "PDFSelection", "TextSource", "PDFSource", "PictureSource",
     "AudioSource", "VideoSource", "Note", "Code", "User", "Variable", "Case", "Set", "Link",
     "Graph")
)  # fmt: skip
"""Elements that are done with once they have been handed over."""


class Visitor(Protocol):
    """Takes elements as they begin and as they are complete."""

    def begin(self, tag: str, element: Element, above: Sequence[str]) -> None:
        """Take an element that has its attributes and no children yet."""

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
    """
    source = InputSource()
    source.setByteStream(stream)
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(_Builder(name, visitor, root))
    try:
        parser.parse(source)
    except DefusedXmlException as error:
        what = "declares a document type or entities, which no exchange file needs"
        raise InvalidInputError(_refusal(name, what)) from error
    except (SAXException, LookupError, ValueError) as error:
        told = error.getMessage() if isinstance(error, SAXException) else error
        raise InvalidInputError(_refusal(name, f"holds XML that can't be read ({told})")) from error
    except BROKEN as error:
        raise InvalidInputError(_refusal(name, "is damaged and can't be unpacked")) from error


class _Builder(ContentHandler):
    """Makes elements, hands them over and lets go of those that are done with."""

    def __init__(self, name: str, visitor: Visitor, root: str) -> None:
        super().__init__()
        self._name = name
        self._visitor = visitor
        self._root = root
        self._path: list[Element] = []
        self._tags: list[str] = []
        self._text: list[str] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX
        """Make an element without its children."""
        tag = name.rpartition(":")[2]
        if not self._tags and tag != self._root:
            what = f"holds no “{self._root}” but “{tag}”"
            raise InvalidInputError(_refusal(self._name, what))
        if len(self._tags) >= DEEPEST:
            raise InvalidInputError(_refusal(self._name, "has elements in each other too deeply"))
        said = dict(attrs.items())
        element = SubElement(self._path[-1], tag, said) if self._path else Element(tag, said)
        self._visitor.begin(tag, element, self._tags)
        self._path.append(element)
        self._tags.append(tag)
        self._text.clear()

    def characters(self, content: str) -> None:
        """Take a piece of text; only that of elements without children counts."""
        self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX
        """Complete an element."""
        element, tag = self._path.pop(), self._tags.pop()
        element.text = "".join(self._text)
        self._text.clear()
        self._visitor.end(tag, element, self._tags)
        if tag in _TAKEN and self._path:
            self._path[-1].remove(element)


def children(element: Element, tag: str) -> Iterator[Element]:
    """Yield the children of a tag."""
    return element.iterfind(tag)


def text_of(element: Element, tag: str) -> str:
    """Return the text of the first child of a tag, or empty."""
    return element.findtext(tag) or ""


def _refusal(name: str, what: str) -> str:
    return f"“{name}” {what}. Nothing was imported."
