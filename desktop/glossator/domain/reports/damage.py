"""What is wrong with the file of a report, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from glossator.domain.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_RANGES = 6


@dataclass(frozen=True, slots=True)
class Damage:
    """What was found wrong with a file while it was read through. False where nothing was.

    Attributes:
        repaired: It was cut off, or its list of objects is broken; pages may lack.
        pages: Zero-based indices of the pages of which something can't be shown.
        parts: Parts that can't be read to their end, such as pictures, fonts or texts.
        unchecked: Not all of it could be checked: that takes too long, or fails.
    """

    repaired: bool = False
    pages: tuple[int, ...] = ()
    parts: int = 0
    unchecked: bool = False

    def __bool__(self) -> bool:
        return self != WHOLE

    @property
    def certain(self) -> bool:
        """Whether something is wrong, rather than not known to be right."""
        return bool(self.repaired or self.pages or self.parts)


WHOLE = Damage()
"""Of a file in which nothing wrong was found."""


def told(damage: Damage, n_pages: int) -> str:
    """Return what a user is told of a damaged file, empty if nothing is wrong with it.

    Args:
        damage: What was found.
        n_pages: How many pages it has.
    """
    return " ".join(_sentences(damage, n_pages))


def _sentences(damage: Damage, n_pages: int) -> Iterator[str]:
    if damage.repaired:
        yield (
            "This file was damaged and has been repaired as far as possible: "
            f"{counted(n_pages, 'page')} could be read; text or pages may be missing."
        )
    elif damage.certain:
        yield "This file is damaged."
    if damage.pages:
        yield f"Something is missing on {_pages(damage.pages)}."
    if damage.parts and not damage.pages:
        yield f"{counted(damage.parts, 'part')} of it can't be read in full."
    if damage.unchecked:
        yield "Not all of this file could be checked for damage."


def _pages(pages: Sequence[int]) -> str:
    """Return the numbers of pages, those in a row put together."""
    runs = [
        [page for _, page in run]
        for _, run in groupby(enumerate(sorted(pages)), key=lambda pair: pair[1] - pair[0])
    ]
    words = [f"{run[0] + 1}–{run[-1] + 1}" if run[1:] else f"{run[0] + 1}" for run in runs]
    if len(words) > _MOST_RANGES:
        return f"{len(pages)} of its pages"
    last = words.pop()
    what = "pages" if len(pages) > 1 else "page"
    return f"{what} {', '.join(words)} and {last}" if words else f"{what} {last}"
