"""Pages of text with a place for each character, made from lines."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from glossator.domain.pages.geometry import Rect
from glossator.domain.text.page_text import Line, PageText, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

CHAR, LEADING, HEIGHT = 6.0, 14.0, 10.0
LEFT, TOP = 72.0, 720.0


def make_page(
    lines: Sequence[str | tuple[str, Role] | tuple[str, Role, int]], page: int = 0
) -> PageText:
    """Make a page of a fixed-width face; a line may be followed by its role and its block."""
    text, boxes, made = "", array("f"), []
    for number, entry in enumerate(lines):
        words, role, block = (
            (entry, Role.BODY, 0)
            if isinstance(entry, str)
            else (entry[0], entry[1], entry[2] if len(entry) > 2 else 0)
        )
        if text:
            boxes.extend((0.0, 0.0, 0.0, 0.0))
            text += "\n"
        y1 = TOP - number * LEADING
        for column in range(len(words)):
            x0 = LEFT + column * CHAR
            boxes.extend((x0, y1 - HEIGHT, x0 + CHAR, y1))
        rect = Rect(LEFT, y1 - HEIGHT, LEFT + len(words) * CHAR, y1)
        made.append(Line(len(text), len(text) + len(words), rect, role, block, 11.0))
        text += words
    return PageText(page, text, boxes, tuple(made))


def point_in(page: PageText, offset: int) -> tuple[float, float]:
    """Return a point in the left half of a character."""
    rect = page.char_rect(offset)
    return rect.x0 + rect.width / 4, (rect.y0 + rect.y1) / 2
