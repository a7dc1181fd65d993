"""Which pages are meant by what people write: `1-4, 9, 12-`."""

from __future__ import annotations

import re

from glossator.domain.errors import InvalidInputError

_RANGE = re.compile(r"(\d*)\s*[-–]\s*(\d*)")


def parse_pages(text: str, count: int) -> tuple[int, ...]:
    """Return zero-based pages in ascending order, each once; nothing written means all.

    Args:
        text: Pages counted from 1 and ranges of them, between commas or blanks; a range
            may lack its beginning or its end.
        count: Pages there are.

    Raises:
        InvalidInputError: It is not such a list, or a page is not there.
    """
    joined = re.sub(r"\s*([-–])\s*", r"\1", text.strip())
    parts = [part for part in re.split(r"[,;\s]+", joined) if part]
    found: set[int] = set()
    for part in parts:
        first, last = _ends(part, count)
        if not 1 <= first <= last <= count:
            raise InvalidInputError(f"There are no pages “{part}”: the report has {count}.")
        found.update(range(first - 1, last))
    return tuple(sorted(found)) if parts else tuple(range(count))


def _ends(part: str, count: int) -> tuple[int, int]:
    if part.isdecimal():
        return int(part), int(part)
    ends = _RANGE.fullmatch(part)
    if ends is None or part in ("-", "–"):
        raise InvalidInputError(f"“{part}” is no page. Write pages as in 1-4, 9.")
    return int(ends[1] or 1), int(ends[2] or count)
