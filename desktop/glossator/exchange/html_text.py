"""The text of an HTML document, with offsets counted in the bytes of its text alone."""

from __future__ import annotations

import time
from bisect import bisect_right
from html.parser import HTMLParser
from math import inf

_BREAKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt",
        "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
        "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
    )
)  # fmt: skip
"""Elements that stand on lines of their own."""

_SILENT = frozenset(("script", "style", "title"))
"""Elements whose text is not read."""


_PIECE = 4096
"""Characters of text that are kept together, so that a place within them is counted quickly."""


class HtmlText(HTMLParser):
    """Reads a document; what is no HTML is taken as well as it can be.

    Args:
        html: The document.
        until: Processor time at which reading ends; tags that never end can be made to take hours.

    Attributes:
        text: Its text; where an element stands on a line of its own there is a line end.

    Raises:
        TimeoutError: It takes longer.
    """

    def __init__(self, html: str, until: float = inf) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._length = 0
        self._bytes = 0
        self._pieces: list[tuple[int, int, str]] = []
        self._silent = 0
        self._until = until
        self.feed(html)
        self.close()
        self.text = "".join(self._parts)
        self._starts = [start for start, _, _ in self._pieces]

    def index_of(self, position: int) -> int:
        """Return the offset in the text of a position in the bytes of the document's text.

        Args:
            position: Bytes of UTF-8, tags and what `text` has for them not counted.

        Returns:
            The offset; -1 where the position is outside. Within a character its beginning.
        """
        if not 0 <= position <= self._bytes or not self._pieces:
            return -1
        start, at, piece = self._pieces[max(bisect_right(self._starts, position) - 1, 0)]
        return at + len(
            piece.encode("utf-8", "replace")[: position - start].decode("utf-8", "ignore")
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Override HTMLParser.handle_starttag."""
        self._silent += tag in _SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """Override HTMLParser.handle_endtag."""
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Override HTMLParser.handle_startendtag."""
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Override HTMLParser.handle_data."""
        for start in range(0, 0 if self._silent else len(data), _PIECE):
            piece = data[start : start + _PIECE]
            self._pieces.append((self._bytes, self._length, piece))
            self._bytes += len(piece.encode("utf-8", "replace"))
            self._add(piece)

    def updatepos(self, i: int, j: int) -> int:
        """Override ParserBase.updatepos, which is called with every step; lines are not counted."""
        if time.process_time() > self._until:
            raise TimeoutError
        return j

    def _break(self, tag: str) -> None:
        if tag in _BREAKS and self._parts and not self._parts[-1].endswith("\n"):
            self._add("\n")

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
