"""REFI-QDA's XML, handed over element by element so that it is never in memory as a whole."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Protocol

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from glossator.domain.errors import InvalidInputError
from glossator.exchange.archives import BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

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
    path: list[Element] = []
    tags: list[str] = []
    try:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            tag = local(element)
            if event == "start":
                if not tags and tag != root:
                    raise InvalidInputError(_refusal(name, f"holds no “{root}” but “{tag}”"))
                if len(tags) >= DEEPEST:
                    raise InvalidInputError(_refusal(name, "has elements in each other too deeply"))
                visitor.begin(tag, element, tags)
                path.append(element)
                tags.append(tag)
                continue
            path.pop()
            tags.pop()
            visitor.end(tag, element, tags)
            if tag in _TAKEN and path:
                path[-1].remove(element)
    except DefusedXmlException as error:
        what = "declares a document type or entities, which no exchange file needs"
        raise InvalidInputError(_refusal(name, what)) from error
    except (ParseError, LookupError, UnicodeError, ValueError) as error:
        raise InvalidInputError(
            _refusal(name, f"holds XML that can't be read ({error})")
        ) from error
    except BROKEN as error:
        raise InvalidInputError(_refusal(name, "is damaged and can't be unpacked")) from error


def local(element: Element) -> str:
    """Return an element's tag without namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, tag: str) -> Iterator[Element]:
    """Yield the children of a tag."""
    return (one for one in element if local(one) == tag)


def text_of(element: Element, tag: str) -> str:
    """Return the text of the first child of a tag, or empty."""
    return next((one.text or "" for one in children(element, tag)), "")


def _refusal(name: str, what: str) -> str:
    return f"“{name}” {what}. Nothing was imported."
