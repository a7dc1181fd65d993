"""Whether a file is whole: what its end, its parts and the reading of its pages give away.

MuPDF reads damaged files as far as it can, and says on the way what it could not make
sense of. Those warnings are the evidence here, except for a few that sound files give too.
What MuPDF never looks at is looked at besides: the end of the file, that every packed part
can be unpacked to its end (`packed`), and that all between them is written as PDF is (`grammar`).
"""

from __future__ import annotations

import re
import time
from functools import partial
from typing import TYPE_CHECKING

from glossator.documents.damage import UNREADABLE
from glossator.documents.engine import pymupdf
from glossator.documents.grammar import check_grammar
from glossator.documents.packed import can_be_unpacked, is_jpeg
from glossator.documents.watch import Step, Watch
from glossator.domain.reports.damage import Damage

if TYPE_CHECKING:
    import mmap

_TAIL = 1_100
_HEAD = 2_048
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,400}?/L\s+(\d{1,15})\b")
_END = b"%%EOF"
_HOLE = bytes(400)
"""Zeros as a disk leaves them where it has lost a block; only pictures and fonts hold as many."""
_ONES = b"\xff" * 400
"""What a disk of another make leaves."""
_JPEG_FILE = b"\xff\xd8\xff"
_FILTER = re.compile(r"/(\w+)")
_MOST_OBJECTS = 1_000_000
_SMALL = 200.0
"""Longer side in pixels of the pictures that are drawn only to see whether they can be."""

_SECONDS = 5.0
_PAGE_SECONDS = 0.1
"""What checking may take, and what for each page: well below `Limits.read_seconds`."""

_HARMLESS = re.compile(
    "|".join(
        (
            r"^$",
            r"^\.\.\. repeated \d+ times",
            # Odd, but nothing lacks.
            r"^unknown PDF version",
            r"^garbage bytes before version marker",
            r"^missing file identifier",
            r"^Trailer Size is off-by-one",
            r"^broken xref subsection, proceeding anyway",
            r"^line feed missing after stream begin",
            r"^invalid marked content sequence",
            r"^tiling pattern must have non-zero",
            r"^workaround for ",
            # Not shown by us, or not by anybody.
            r"cannot create appearance stream",
            r"^ignoring XObject with subtype PS",
            r"^invalid link destination",
            r"^repaired broken tree structure in outline",
            r"^Repairing missing parent \(P\) in parent tree",
            r"^format error: No default Layer config",
            r"^Ignoring broken Optional Content",
            # Fonts of invisible text under a scan have no outlines; many lack a map to letters.
            r"^FT_Load_Glyph\(",
            r"^ActualText with no position",
            r"^ignoring unknown CIDToGIDMap entry",
            r"^non-embedded font using identity encoding",
            r"no builtin cmap file",
            r"^cannot load system CMap",
            r"^CMap is missing codespace",
            r"^bfrange limits out of range",
            r"^freetype could not find any cmaps",
            # Colours, which may be a shade off.
            r"\bICC\b",
            r"^lcms: ",
            r"cmsOpenProfileFromMem",
            r"^JPX numcomps",
            r"^unknown JPX colorspace",
        )
    )
)
"""Warnings that say nothing about damage: what the maker of a sound file left out or did
oddly. They were found by reading some thousand files that are known to be sound."""


def find_damage(
    document: pymupdf.Document, data: bytes | mmap.mmap, pages: int, *, drawing: bool = True
) -> Damage:
    """Return what is wrong with a document whose text has just been read.

    Args:
        document: It, opened and read since `forget_warnings`.
        data: Its bytes.
        pages: How many it had when it was opened; MuPDF forgets those it does not find.
        drawing: Whether its pages are drawn too; not if that has ended a process before.
    """
    parts = int(_warned())
    ends = time.process_time() + _SECONDS + _PAGE_SECONDS * pages
    unchecked = not drawing
    if document.is_pdf:
        found, done = _broken_streams(document, data, ends)
        unchecked = unchecked or not done
        if not document.is_repaired:
            written = check_grammar(data, partial(_number, document), ends)
            found, unchecked = found + written.faults, unchecked or not written.done
        parts = max(parts, found)
    elif data[:3] == _JPEG_FILE:
        parts = max(parts, int(not is_jpeg(bytes(data))))
    watch = Watch.of(document)
    amiss = watch.without_text
    if not drawing:
        amiss += range(document.page_count, pages)
    for page in sorted(set(range(pages) if drawing else ()) - set(amiss)):
        if time.process_time() > ends:
            unchecked = True
            break
        if not watch.begin(Step.DRAWING, page):
            unchecked = True
        elif not _can_be_drawn(document, page):
            amiss.append(page)
    watch.leave_pages()
    return Damage(
        repaired=bool(document.is_repaired) or is_cut_off(document, data),
        pages=tuple(sorted(amiss)),
        parts=parts,
        unchecked=unchecked,
    )


def forget_warnings() -> None:
    """Let only what is read from here on count."""
    pymupdf.TOOLS.reset_mupdf_warnings()


def is_cut_off(document: pymupdf.Document, data: bytes | mmap.mmap) -> bool:
    """Tell whether a PDF lacks its end, by the marks that stand there and at its beginning."""
    if not document.is_pdf:
        return False
    size = len(data)
    end = data.rfind(_END)
    # An object after the end is of a change that was saved to the file, but not to its end.
    if end < max(0, size - _TAIL) or b"obj" in data[end:]:
        return True
    linearized = _LINEARIZED.search(data[:_HEAD])
    return linearized is not None and int(linearized[1]) > size


def _warned() -> bool:
    """Tell whether MuPDF has warned of damage since it was last asked."""
    said: str = pymupdf.TOOLS.mupdf_warnings(reset=1)
    return any(not _HARMLESS.search(line) for line in said.splitlines())


def _can_be_drawn(document: pymupdf.Document, page: int) -> bool:
    """Tell whether a page can be drawn without anything amiss."""
    try:
        loaded = document[page]
        bounds = loaded.rect
        scale = min(1.0, _SMALL / max(bounds.width, bounds.height, 1.0))
        loaded.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY)
    except UNREADABLE:
        _warned()
        return False
    return not _warned()


def _broken_streams(
    document: pymupdf.Document, data: bytes | mmap.mmap, ends: float
) -> tuple[int, bool]:
    """Return how many streams of a PDF are broken, and whether all were looked at.

    Lost blocks outside of all streams count as one.
    """
    broken, held = 0, {_HOLE: False, _ONES: False}
    objects = document.xref_length()
    for number in range(1, min(objects, _MOST_OBJECTS)):
        if time.process_time() > ends:
            return broken, False
        try:
            if document.xref_is_stream(number):
                packed = document.xref_stream_raw(number)
                for hole in held:
                    held[hole] |= packed is not None and hole in packed
                broken += packed is None or not _is_whole(document, number, packed)
        except UNREADABLE:
            broken += 1
    broken += any(data.find(hole) >= 0 for hole, is_held in held.items() if not is_held)
    return broken + _warned(), objects <= _MOST_OBJECTS


def _is_whole(document: pymupdf.Document, number: int, packed: bytes) -> bool:
    """Tell whether a stream can be unpacked to its end."""
    filters = _filters(document, number)
    if filters:
        return can_be_unpacked(filters, packed)
    words = set(document.xref_get_keys(number)) == {"Length"}
    return not (words and (_HOLE in packed or _ONES in packed))


def _number(document: pymupdf.Document, number: int) -> int | None:
    """Return an object that is a number."""
    try:
        return int(document.xref_object(number))
    except UNREADABLE:
        return None


def _filters(document: pymupdf.Document, number: int) -> list[str]:
    """Return the names of the ways in which a stream is packed."""
    return _FILTER.findall(document.xref_get_key(number, "Filter")[1])
