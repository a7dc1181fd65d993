"""What a document may cost before it is given up."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Time and memory that one document process may take.

    Attributes:
        start_seconds: For a process to start and import its libraries.
        open_seconds: For opening a document.
        page_seconds: For one page: its picture, text or links.
        read_page_seconds: Added to `open_seconds` for each page of a whole reading.
        find_seconds: For finding a regular expression in a report's text.
        memory_bytes: Address space of a process; 0 sets no limit.
        strikes: How many processes a page may bring down before it is refused.
        reply_bytes: Longest answer that is taken from a process.
    """

    start_seconds: float = 30.0
    open_seconds: float = 20.0
    page_seconds: float = 10.0
    read_page_seconds: float = 0.25
    find_seconds: float = 3.0
    memory_bytes: int = 2 * 2**30
    strikes: int = 2
    reply_bytes: int = 128 * 2**20

    def read_seconds(self, pages: int) -> float:
        """Return the time for reading the text and structure of so many pages."""
        return self.open_seconds + pages * self.read_page_seconds
