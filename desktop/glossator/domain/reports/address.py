"""Find the unit that an address means: `57`, `para. 57 (d)`, `box 1`, `fn 21`, `p. 6, para. 2`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.reports.structure import Structure, Unit

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\*+|[¶§]")
_WORD = re.compile(r"^paras?\. ")
_SAME = {
    "footnote": "note",
    "footnotes": "note",
    "fn": "note",
    "n": "note",
    "page": "p",
    "pp": "p",
    "boxes": "box",
}
_SILENT = {"para", "paras", "paragraph", "paragraphs", "par", "item", "point", "no", "¶", "§"}

_CITABLE = (UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.BOX, UnitKind.FOOTNOTE)


def find_unit(structure: Structure, address: str) -> Unit | None:
    """Return the unit an address means, however it is written; None if there is none.

    The words for a paragraph, brackets, full stops and letter case don't count: `57d`,
    `57 (d)` and `Paragraph 57(d)` are the same. Of units with the same label the first
    is meant.
    """
    wanted = _key(address)
    if not wanted:
        return None
    units = structure.of_kind(*_CITABLE)
    return next((unit for unit in units if _key(unit.label) == wanted), None)


def short(label: str) -> str:
    """Return an address without its word for a paragraph: `57 (d)`, `box 1`, `p. 6, para. 2`."""
    return _WORD.sub("", label)


def find_page(address: str, labels: Sequence[str]) -> int | None:
    """Return the zero-based page an address means: `p. 6`, `page iv`, `12`; None if none.

    Args:
        address: What was typed.
        labels: Printed label of each page.
    """
    wanted = [part for part in _key(address) if part != "p"]
    if len(wanted) != 1:
        return None
    printed = [label.casefold() for label in labels]
    return printed.index(wanted[0]) if wanted[0] in printed else None


def unit_stretches(structure: Structure, unit: Unit) -> list[tuple[int, int]]:
    """Return what to mark for a whole unit: its spans, joined where nothing is left out.

    What runs from one page to the next is one stretch, although a running head or a
    footnote lies between; a box or a heading in the midst of a paragraph parts it.
    """
    others = [
        other.start
        for other in structure.of_kind(UnitKind.BOX, UnitKind.HEADING, UnitKind.PARAGRAPH)
        if other.id != unit.id and other.spans
    ]
    stretches: list[tuple[int, int]] = []
    for start, end in unit.spans:
        if stretches and not any(stretches[-1][1] <= other < start for other in others):
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


_Key: TypeAlias = tuple[str, ...]


def _key(address: str) -> _Key:
    """Return the parts of an address that tell units apart."""
    tokens = (token.casefold() for token in _TOKEN.findall(address))
    return tuple(_SAME.get(token, token) for token in tokens if token not in _SILENT)
