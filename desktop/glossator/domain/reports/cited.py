"""Quotations with their citations, as they are copied into another text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.domain.records import Report

_PUBLIC = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation and where it stands.

    Attributes:
        quote: The words, on one line.
        citation: `A/79/322, para. 28`.
        symbol: Symbol of the report, or empty.
        url: Public address of the report, or empty.
    """

    quote: str
    citation: str
    symbol: str = ""
    url: str = ""

    @classmethod
    def of(cls, quote: str, citation: str, report: Report | None) -> Cited:
        """Return a quotation from a report."""
        return cls(quote, citation, report.symbol, report.url) if report else cls(quote, citation)

    @property
    def plain(self) -> str:
        """The quotation with its citation, `“quotation” (A/79/322, para. 28)`; of an area this."""
        return f"“{self.quote}” ({self.citation})" if self.quote else self.citation

    @property
    def rich(self) -> str:
        """The same as a paragraph of HTML, the symbol a link to the public address.

        Its direction is that of its words, so that it may be Arabic.
        """
        place = escape(self.citation)
        if self.url.startswith(_PUBLIC) and self.symbol and self.citation.startswith(self.symbol):
            link = f'<a href="{escape(self.url)}">{escape(self.symbol)}</a>'
            place = link + escape(self.citation.removeprefix(self.symbol))
        words = f"“{escape(self.quote, quote=False)}” ({place})" if self.quote else place
        return f'<p dir="auto">{words}</p>'


def plain(passages: Iterable[Cited], *, cited: bool = True) -> str:
    """Return quotations as text, an empty line between two; with their citations or without."""
    said = (one.plain if cited else one.quote for one in passages)
    return "\n\n".join(words for words in said if words)


def rich(passages: Iterable[Cited]) -> str:
    """Return quotations with their citations as HTML."""
    return "\n".join(one.rich for one in passages)
