"""The passages of one column as rich text: a link each, words that changed marked."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from glossator.domain.text.word_diff import Wording
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.compare.neighbours import Compared
    from glossator.domain.records import Annotation

SERIF = "'Noto Serif','Source Serif 4',Charter,Georgia,'DejaVu Serif'"
LINK = "passage:"
MORE = "more:"

NEW = "#1F9D55"
NEW_SHARE = 0.26
"""Ground of words that the neighbour has not; they are underlined too."""


@dataclass(frozen=True, slots=True)
class Item:
    """A passage to be shown.

    Attributes:
        annotation: The passage.
        place: Its citation, as short as it is plain in its column.
        compared: Its words beside the neighbour's, None where they are not to be marked.
        neighbour: What the column to the left is called.
    """

    annotation: Annotation
    place: str
    compared: Compared | None = None
    neighbour: str = ""


def quotation(annotation: Annotation) -> str:
    """Return the words of a passage, or what stands for an area that has none."""
    return annotation.quote.strip() or f"Area of page {annotation.page + 1}"


def to_html(items: Sequence[Item], more: int, palette: QPalette) -> str:
    """Return passages as rich text.

    Args:
        items: The passages.
        more: How many others there are.
        palette: The colours of the text.
    """
    ground = palette.color(QPalette.ColorRole.Base)
    text = palette.color(QPalette.ColorRole.Text).name()
    quiet = paint.muted(palette).name()
    link = palette.color(QPalette.ColorRole.Link).name()
    mark = paint.mixed(ground, QColor(NEW), NEW_SHARE).name()
    parts = [_passage(one, text, quiet, mark) for one in items]
    if more:
        parts.append(f'<p><a href="{MORE}" style="color:{link}">Show {more:,} more</a></p>')
    return "".join(parts)


def _passage(item: Item, text: str, quiet: str, mark: str) -> str:
    place = escape(item.place)
    words = _words(item, mark)
    note = ""
    found = item.compared
    if found is not None and found.neighbour is None:
        said = f" · nothing like it in {escape(item.neighbour)}"
        note = f'<span style="color:{quiet};font-size:small">{said}</span>'
    own = item.annotation.note.strip()
    written = ""
    if own:
        lines = escape(own).replace("\n", "<br>")
        written = f'<p style="margin:0 0 14px 8px;color:{quiet}">{lines}</p>'
    below = 4 if own else 14
    return (
        f'<p style="margin:0 0 {below}px 0">'
        f'<a href="{LINK}{escape(item.annotation.id)}" style="color:{text};text-decoration:none">'
        f'<span style="font-family:{SERIF}">{words}</span><br>'
        f'<span style="color:{quiet};font-size:small">{place}</span></a>{note}</p>{written}'
    )


def _words(item: Item, mark: str) -> str:
    if item.compared is None:
        return escape(quotation(item.annotation))
    parts = []
    for piece in item.compared.pieces:
        if piece.wording is not Wording.NEW:
            parts.append(escape(piece.text))
            continue
        bare = piece.text.lstrip()
        space = " " * (len(piece.text) > len(bare))
        parts.append(
            f'{space}<span style="background-color:{mark};text-decoration:underline">'
            f"{escape(bare)}</span>"
        )
    return "".join(parts)
