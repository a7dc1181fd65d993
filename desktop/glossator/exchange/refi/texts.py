"""The texts that a REFI-QDA project brings along, and what its offsets mean in them.

The standard counts Unicode code points from 0, the end excluded. Some programs count the
byte order mark, or the two characters of a line end as one, or UTF-16 units: what most
selections' names agree with is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.text.folding import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Range: TypeAlias = tuple[int, int]

BOM = "\ufeff"
CONTEXT = 64
"""Characters of a text that are kept on either side of a selection."""

TRIED = 200
"""Selections that are looked at to find out how a text is counted."""

NAMED = 12
"""Characters at least that a selection's name must have to tell anything."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a text: its words, and those around it, with its offsets in `text`."""

    exact: str
    before: str
    after: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CountedText:
    """A text, and how offsets in it are counted.

    Attributes:
        text: As passages are cut from it.
        offset: Turns an offset of the file into one of the text, -1 where it is outside.
    """

    text: str
    offset: Callable[[int], int]

    def cut(self, start: int, end: int) -> Cut | None:
        """Return the stretch between two offsets of the file, None where it is none."""
        low, high = self.offset(start), self.offset(end)
        if not 0 <= low < high <= len(self.text):
            return None
        before = self.text[max(low - CONTEXT, 0) : low]
        return Cut(self.text[low:high], before, self.text[high : high + CONTEXT], low, high)


def decoded(data: bytes) -> str | None:
    """Return a text file's text with its byte order mark, None where it is no UTF text."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return BOM + text if encoding == "utf-16" else text


def counted(text: str, named: Iterable[tuple[int, int, str]]) -> CountedText:
    """Return a text counted as the names of its selections agree best with.

    Args:
        text: With its byte order mark, if it has one.
        named: Start, end and name of selections.
    """
    known = [one for one in named if len(folded(one[2])) >= NAMED][:TRIED]
    ways = list(_ways(text))
    return (
        max(ways, key=lambda way: sum(_agreement(way, *one) for one in known)) if known else ways[0]
    )


def _ways(text: str) -> Iterator[CountedText]:
    """Yield how a text may be counted, the likeliest first."""
    plain = text.removeprefix(BOM)
    yield CountedText(plain, int)
    if plain != text:
        yield CountedText(plain, lambda offset: offset - 1)
    if "\r\n" in plain:
        unix = plain.replace("\r\n", "\n")
        yield CountedText(unix, int)
    elif "\n" in plain:
        yield CountedText(plain.replace("\n", "\r\n"), int)
    if not plain.isascii() and max(plain) > "\uffff":
        units = plain.encode("utf-16-le")
        yield CountedText(plain, lambda offset: _of_units(units, offset))


def _of_units(units: bytes, offset: int) -> int:
    if not 0 <= 2 * offset <= len(units):
        return -1
    return len(units[: 2 * offset].decode("utf-16-le", "replace"))


def _agreement(way: CountedText, start: int, end: int, name: str) -> int:
    """Return how well a selection's words agree with its name, 0 to 3."""
    cut = way.cut(start, end)
    if cut is None:
        return 0
    words, wanted = folded(cut.exact), folded(name).rstrip("…")
    if words == wanted:
        return 3
    return 2 if words.startswith(wanted) else int(wanted.endswith(words))
