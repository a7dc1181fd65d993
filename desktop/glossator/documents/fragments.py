"""Pieces of printed lines as MuPDF finds them, brought upright and made canonical.

MuPDF cuts a printed line where the gap is wider than 0.8 em: between columns, behind a
paragraph's number, before a page number. `rows.py` puts together what belongs together.

Coordinates are (u, v) of the reading frame: u grows as the text runs, v from line to line,
in MuPDF's points; for upright text u is x and v is y pointing down.
"""

from __future__ import annotations

import math
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from glossator.documents.direction import with_numbers_turned
from glossator.documents.engine import mupdf, pymupdf
from glossator.documents.normalizer import canonical, canonical_units, split_raised
from glossator.domain.text.direction import has_leftward

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SPANS = "dict"
"""Reading with the places of runs only: what structure needs."""
CHARACTERS = "rawdict"
"""Reading with a box for every character: what selecting needs; three times the time."""

_FLAGS = 64  # TEXT_MEDIABOX_CLIP alone: no images, ligatures expanded, no text off the page
_SOFT = "\u00ad"
_ITALIC, _BOLD, _CHAR_BOLD = 2, 16, 8


class Extent(NamedTuple):
    """A rectangle of the reading frame."""

    u0: float
    v0: float
    u1: float
    v1: float


@dataclass(slots=True)
class Run:
    """Characters of one font and size that stand beside each other.

    Attributes:
        text: Canonical text, white space not yet collapsed.
        extent: Around it; v from the ascent to the descent of its size.
        baseline: v of its baseline.
        size: Font size in points.
        bold, italic: Of its font.
        raised: Whether its characters are superscript digits by themselves.
        boxes: (x0, y0, x1, y1) in MuPDF's page space of every character, or None.
    """

    text: str
    extent: Extent
    baseline: float
    size: float
    bold: bool
    italic: bool
    raised: bool = False
    boxes: list[tuple[float, float, float, float]] | None = None


@dataclass(slots=True)
class Fragment:
    """Runs on one line without a wide gap.

    Attributes:
        runs: As they stand.
        extent: Around them all.
        rotation: Clockwise degrees of the reading direction on the unrotated page.
        size: Of its longest run.
    """

    runs: list[Run]
    extent: Extent
    rotation: int
    size: float


def read_fragments(page: pymupdf.Page, mode: str = SPANS) -> Iterator[Fragment]:
    """Yield the fragments of a page in the order of its content."""
    return fragments_of(read_lines(page, mode))


def fragments_of(lines: Iterable[dict[str, Any]]) -> Iterator[Fragment]:
    """Yield the fragments that MuPDF's lines are."""
    for line in lines:
        if line["spans"]:
            _show_hyphen(line["spans"][-1])
            rotation = _rotation(line["dir"])
            runs = [run for span in line["spans"] for run in _runs(span, rotation)]
            if any(run.text and not run.text.isspace() for run in runs):
                longest = max(runs, key=lambda run: len(run.text))
                yield Fragment(runs, around(runs), rotation, longest.size)


def read_lines(page: pymupdf.Page, mode: str = SPANS) -> list[dict[str, Any]]:
    """Return the lines of a page as MuPDF finds them, what runs from right to left in order.

    Such writing takes the place of each character, whichever way the page is read.
    """
    lines = _raw_lines(page, mode)
    if mode == SPANS:
        texts = (span["text"] for line in lines for span in line["spans"])
        if not any(map(has_leftward, texts)):
            return lines
        lines = _raw_lines(page, CHARACTERS)
    for line in lines:
        for span in line["spans"]:
            span["chars"] = with_numbers_turned(span["chars"])
            if mode == SPANS:
                span["text"] = "".join(char["c"] for char in span.pop("chars"))
    return lines


def _raw_lines(page: pymupdf.Page, mode: str) -> list[dict[str, Any]]:
    try:
        blocks = page.get_text(mode, flags=_FLAGS, textpage=_textpage(page))["blocks"]
    except SystemError:
        if mode == SPANS:
            raise
        return _with_shared_boxes(_raw_lines(page, SPANS))
    return [line for block in blocks for line in block.get("lines", ())]


def _textpage(page: pymupdf.Page) -> pymupdf.TextPage:
    """Return the text of a page and its filled-in fields, without what readers have written on it.

    As PyMuPDF's own `get_textpage` makes it, which reads the notes of readers as text too.
    """
    rotation = page.rotation
    if rotation:
        page.set_rotation(0)
    try:
        found = mupdf.FzStextPage(mupdf.fz_bound_page(page.this))
        device = mupdf.fz_new_stext_device(found, mupdf.FzStextOptions(_FLAGS))
        mupdf.fz_run_page_contents(page.this, device, mupdf.FzMatrix(), mupdf.FzCookie())
        mupdf.fz_run_page_widgets(page.this, device, mupdf.FzMatrix(), mupdf.FzCookie())
        mupdf.fz_close_device(device)
    finally:
        if rotation:
            page.set_rotation(rotation)
    made = pymupdf.TextPage(found)
    made.parent = weakref.proxy(page)
    return made


def _with_shared_boxes(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every character an equal share of its span.

    PyMuPDF can't say the places of the characters of a page with one beyond Unicode, which a
    damaged font makes, but it can say its text.
    """
    for line in lines:
        for span in line["spans"]:
            text = span.pop("text")
            x0, y0, x1, y1 = span["bbox"]
            step = (x1 - x0) / max(len(text), 1)
            span["chars"] = [
                {"c": char, "bbox": (x0 + i * step, y0, x0 + (i + 1) * step, y1)}
                for i, char in enumerate(text)
            ]
    return lines


def _show_hyphen(span: dict[str, Any]) -> None:
    """Make a soft hyphen at the end of a line, where it is printed, a hyphen."""
    chars = span.get("chars")
    if chars is None:
        if span["text"].endswith(_SOFT):
            span["text"] = span["text"][:-1] + "-"
    elif chars and chars[-1]["c"] == _SOFT:
        chars[-1]["c"] = "-"


def around(runs: list[Run]) -> Extent:
    """Return the extent around some runs, those of spaces left out where others are."""
    inked = [run.extent for run in runs if not run.text.isspace()] or [r.extent for r in runs]
    return Extent(
        min(e.u0 for e in inked),
        min(e.v0 for e in inked),
        max(e.u1 for e in inked),
        max(e.v1 for e in inked),
    )


def upright(x0: float, y0: float, x1: float, y1: float, rotation: int) -> Extent:
    """Return a rectangle of the page in the frame in which its text reads left to right."""
    if rotation == 90:
        return Extent(y0, -x1, y1, -x0)
    if rotation == 180:
        return Extent(-x1, -y1, -x0, -y0)
    if rotation == 270:
        return Extent(-y1, x0, -y0, x1)
    return Extent(x0, y0, x1, y1)


def turned_back(extent: Extent, rotation: int) -> tuple[float, float, float, float]:
    """Return the rectangle of the page that `upright` made into the extent."""
    u0, v0, u1, v1 = extent
    if rotation == 90:
        return -v1, u0, -v0, u1
    if rotation == 180:
        return -u1, -v1, -u0, -v0
    if rotation == 270:
        return v0, -u1, v1, -u0
    return u0, v0, u1, v1


def _rotation(direction: tuple[float, float]) -> int:
    if direction == (1.0, 0.0):
        return 0
    degrees = round(math.degrees(math.atan2(direction[1], direction[0]))) % 360
    nearest = round(degrees / 90) % 4 * 90
    return nearest if abs((degrees - nearest + 180) % 360 - 180) <= 5 else degrees


def _runs(span: dict[str, Any], rotation: int) -> Iterator[Run]:
    chars = span.get("chars")
    units: list[str] | None = None
    if chars is None:
        source = span["text"]
    else:
        letters = [char["c"] for char in chars]
        source = "".join(letters)
        units = canonical_units(letters) if canonical(source) != source else letters
    if not source:
        return
    if source.isascii():
        yield _run(span, rotation, canonical(source), units, chars)
        return
    for start, end, raised in split_raised(source):
        whole = start == 0 and end == len(source)
        part = None if chars is None else chars[start:end]
        share = None if units is None else units[start:end]
        run = _run(span, rotation, canonical(source[start:end]), share, part)
        run.raised = raised
        if not whole:
            run.extent = _share(run.extent, start / len(source), end / len(source))
        yield run


def _run(
    span: dict[str, Any],
    rotation: int,
    text: str,
    units: list[str] | None,
    chars: list[dict[str, Any]] | None,
) -> Run:
    size = span["size"]
    left, top, right, bottom = span["bbox"]
    extent = upright(left, top, right, bottom, rotation)
    x, y = span["origin"]
    baseline = upright(x, y, x, y, rotation).v0
    ascent = min(max(span["ascender"], 0.7), 0.95) * size
    descent = min(max(-span["descender"], 0.18), 0.3) * size
    if rotation % 90 == 0:
        extent = Extent(extent.u0, baseline - ascent, extent.u1, baseline + descent)
    flags = span["flags"]
    bold = bool(flags & _BOLD or span["char_flags"] & _CHAR_BOLD)
    boxes = None
    if chars is not None and units is not None:
        boxes = _boxes(chars, units, extent, rotation)
    return Run(text, extent, baseline, size, bold, bool(flags & _ITALIC), boxes=boxes)


def _boxes(
    chars: list[dict[str, Any]], units: list[str], extent: Extent, rotation: int
) -> list[tuple[float, float, float, float]]:
    """Return one box for each canonical character; what a ligature became shares its width."""
    if rotation == 0 and all(len(unit) == 1 for unit in units):
        return [(char["bbox"][0], extent.v0, char["bbox"][2], extent.v1) for char in chars]
    boxes: list[tuple[float, float, float, float]] = []
    for char, unit in zip(chars, units, strict=True):
        if not unit:
            continue
        if rotation % 90:
            boxes.extend([tuple(char["bbox"])] * len(unit))
            continue
        x0, y0, x1, y1 = char["bbox"]
        across = upright(x0, y0, x1, y1, rotation)
        step = (across.u1 - across.u0) / len(unit)
        for index in range(len(unit)):
            left = across.u0 + index * step
            box = Extent(left, extent.v0, left + step, extent.v1)
            boxes.append(turned_back(box, rotation))
    return boxes


def _share(extent: Extent, start: float, end: float) -> Extent:
    width = extent.u1 - extent.u0
    return Extent(extent.u0 + start * width, extent.v0, extent.u0 + end * width, extent.v1)
