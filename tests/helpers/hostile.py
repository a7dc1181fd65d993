"""PDFs made to hang, crash, bloat or deceive a reader, each with what may become of it."""

from __future__ import annotations

import zlib
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F 12 Tf 40 300 Td (Some words.) Tj ET"


class Fate(Enum):
    """What may become of a document."""

    WHOLE = "whole"
    DAMAGED = "damaged"
    REFUSED = "refused"


class Hostile(NamedTuple):
    """A hostile document.

    Attributes:
        data: The file.
        fates: What may be said of it.
        file_name: With the suffix it comes with.
    """

    data: bytes
    fates: frozenset[Fate]
    file_name: str = "a.pdf"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a PDF stream that is not packed."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def packed(content: bytes, entries: bytes = b"") -> bytes:
    """Return a PDF stream packed by zlib."""
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode" + entries)


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF with these objects and a right table of them; 1 is its catalogue."""
    made = bytearray(b"%PDF-1.7\n%\xc2\xb5\xc2\xb6\n")
    size = max(objects) + 1
    table = [b"0000000000 65535 f \n"] * size
    for number, body in objects.items():
        table[number] = b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n%s" % (size, b"".join(table))
    made += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (size, trailer)
    made += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(made)


def one_page(
    content: bytes = WORDS,
    *,
    page: bytes = b"",
    resources: bytes = b"",
    catalogue: bytes = b"",
    more: Mapping[int, bytes] | None = None,
    box: bytes = b"0 0 300 400",
    trailer: bytes = b"",
) -> bytes:
    """Return a PDF of one page with words.

    Of the page, its resources, the catalogue and the trailer further entries can be given,
    further objects from 10 on.
    """
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>%s>>%s>>" % (box, resources, page),
            4: packed(content),
            5: FONT,
            **(more or {}),
        },
        trailer,
    )


def pages(kids: bytes, count: int, **others: bytes) -> bytes:
    """Return a PDF with one good page (3) and a page tree of one's own.

    Args:
        kids: Of the root.
        count: How many pages it claims.
        others: Further objects, named `o7` for 7.
    """
    more = {int(name[1:]): body for name, body in others.items()}
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>",
            4: packed(WORDS),
            5: FONT,
            **more,
        }
    )


def fan_out(depth: int, width: int) -> bytes:
    """Return a page of forms in forms, drawn `width` to the power of `depth` times."""
    more = {10: stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")}
    for level in range(depth):
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
        more[11 + level] = stream(b"/X Do " * width, entries % (10 + level))
    return one_page(b"/X Do", resources=b"/XObject<</X %d 0 R>>" % (10 + depth), more=more)


def quick_to_read(groups: int) -> bytes:
    """Return a page whose words are read at once, and which is drawn for a minute or more.

    Each of its transparent groups is as large as the page: 100,000 take minutes.
    """
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 300 400]/Group<</S/Transparency/I true>>"
    return one_page(
        WORDS + b" /G gs " + b"/X Do " * groups,
        resources=b"/XObject<</X 10 0 R>>/ExtGState<</G<</ca 0.5/BM/Multiply>>>>",
        more={10: stream(b"1 0 0 rg 0 0 300 400 re f", entries)},
    )


def form_in_itself() -> bytes:
    """Return a page with a form that draws itself."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 10 0 R>>>>"
    return one_page(
        WORDS + b" /X Do", resources=b"/XObject<</X 10 0 R>>", more={10: stream(b"/X Do", entries)}
    )


def large_picture(side: int) -> bytes:
    """Return a page with a blank picture of so many pixels a side, in a small file."""
    unpack = zlib.compressobj(9)
    row = bytes(side)
    data = b"".join([*(unpack.compress(row) for _ in range(side)), unpack.flush()])
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode" % (side, side)
    )
    return one_page(
        WORDS + b" q 300 0 0 400 0 0 cm /X Do Q",
        resources=b"/XObject<</X 10 0 R>>",
        more={10: stream(data, entries)},
    )


def bookmarks(next_of_last: bytes) -> bytes:
    """Return a page with bookmarks, the last of which leads on to one of one's own choice."""
    more = {
        10: b"<</Type/Outlines/First 11 0 R/Last 12 0 R>>",
        11: b"<</Title(One)/Parent 10 0 R/Next 12 0 R/Dest[3 0 R/Fit]>>",
        12: b"<</Title(Two)/Parent 10 0 R/Dest[3 0 R/Fit]/First 11 0 R%s>>" % next_of_last,
    }
    return one_page(catalogue=b"/Outlines 10 0 R", more=more)


def links(*actions: bytes) -> bytes:
    """Return a page with links above each other, 40 points high, that do these things."""
    more = {
        10 + at: b"<</Type/Annot/Subtype/Link/Rect[0 %d 300 %d]/Border[0 0 0]/A<<%s>>>>"
        % (360 - 40 * at, 400 - 40 * at, action)
        for at, action in enumerate(actions)
    }
    annotations = b"/Annots[%s]" % b" ".join(b"%d 0 R" % number for number in more)
    return one_page(page=annotations, more=more)


def at_once(action: bytes) -> bytes:
    """Return a page with something that is to happen as soon as the file or page is opened."""
    return one_page(
        catalogue=b"/OpenAction<<%s>>/AA<</WC<<%s>>>>" % (action, action),
        page=b"/AA<</O<<%s>>>>" % action,
    )


def named(title: str) -> bytes:
    """Return a page whose file calls itself something, in UTF-16."""
    code = title.encode("utf-16-be", "surrogatepass").hex().encode()
    return one_page(trailer=b"/Info 10 0 R", more={10: b"<</Title<FEFF%s>>>" % code})


LAUNCH = b"/S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>"
SCRIPT = b"/S/JavaScript/JS(app.launchURL\\('http://example.org/'\\); app.alert\\(1\\))"

_W, _D, _R = Fate.WHOLE, Fate.DAMAGED, Fate.REFUSED


def _of(make: Callable[[], bytes] | bytes, *fates: Fate, name: str = "a.pdf") -> Hostile:
    return Hostile(make if isinstance(make, bytes) else make(), frozenset(fates), name)


def hostile() -> dict[str, Hostile]:
    """Return hostile documents by what they do."""
    good = one_page()
    return {
        "nothing wrong": _of(good, _W),
        # Page trees
        "page tree that loops": _of(pages(b"3 0 R 2 0 R", 2), _D, _R),
        "page tree that loops below": _of(
            pages(b"3 0 R 7 0 R", 3, o7=b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 2>>"), _D, _R
        ),
        "page that is missing": _of(pages(b"3 0 R 9 0 R", 2), _D),
        "page that is nothing": _of(pages(b"3 0 R null", 2), _D),
        "page that is no page": _of(pages(b"3 0 R 5 0 R", 2), _D),
        "more pages claimed than there are": _of(pages(b"3 0 R", 4), _D),
        "more pages claimed than objects": _of(pages(b"3 0 R", 7), _D, _R),
        "a billion pages claimed": _of(pages(b"3 0 R", 10**9), _D, _R),
        "fewer pages claimed than there are": _of(pages(b"3 0 R 3 0 R 3 0 R", 1), _W, _D),
        "no pages": _of(pages(b"", 0), _R),
        "less than no pages": _of(pages(b"3 0 R", -5), _D, _R),
        # Size
        "page as large as a town": _of(one_page(box=b"0 0 2000000 2000000"), _W, _D),
        "page beyond numbers": _of(one_page(box=b"-1e38 -1e38 1e38 1e38"), _W, _D, _R),
        "page without size": _of(one_page(box=b"7 7 7 7"), _W, _D),
        "picture of 400 million pixels": _of(lambda: large_picture(20_000), _W, _D),
        "two million lines": _of(
            lambda: one_page(b"0 0 m " + b"9 9 l 1 2 l " * 1_000_000 + b"S"), _W, _D
        ),
        "packed a thousand times smaller": _of(
            lambda: one_page(WORDS + b"\n" * 200_000_000), _W, _D, _R
        ),
        "text in ten thousand brackets": _of(
            one_page(b"[" * 10_000 + b"]" * 10_000 + WORDS), _W, _D
        ),
        "saved a hundred thousand times": _of(one_page(b"q " * 100_000 + WORDS), _W, _D),
        # Without end
        "forms in forms without end": _of(fan_out(9, 10), _D, _R),
        "form in itself": _of(form_in_itself, _W, _D),
        "bookmarks in a circle": _of(bookmarks(b"/Next 11 0 R"), _W, _D),
        "bookmarks in themselves": _of(bookmarks(b""), _W, _D),
        # Not what they are called
        "empty": _of(b"", _R),
        "noise": _of(bytes(range(256)) * 20, _R),
        "web page called PDF": _of(b"<html><body><p>Words</p></body></html>", _R),
        "drawing called PDF": _of(b"<svg xmlns='http://www.w3.org/2000/svg'/>", _R),
        "book called PDF": _of(b"PK\x03\x04" + b"mimetypeapplication/epub+zip" * 9, _R),
        "picture called PDF": _of(b"\x89PNG\r\n\x1a\n" + bytes(200), _R),
        "only the head of a PDF": _of(b"%PDF-1.7\n", _R),
        "program called text": _of(b"\x7fELF" + bytes(400), _R, name="a.txt"),
        # What would happen by itself
        "program started at once": _of(at_once(LAUNCH), _W),
        "script run at once": _of(at_once(SCRIPT), _W),
        "page fetched at once": _of(at_once(b"/S/URI/URI(http://127.0.0.1:9/)"), _W),
        "form sent at once": _of(at_once(b"/S/SubmitForm/F(http://127.0.0.1:9/)"), _W),
        "other file opened at once": _of(
            at_once(b"/S/GoToR/F(\\\\\\\\host\\\\share\\\\a.pdf)/D[0/Fit]"), _W
        ),
        # Characters
        "title with half characters": _of(named("A\ud800B\udfffC"), _W),
        "title that turns about": _of(named("annex\u202efdp.exe"), _W),
        "title with zeros": _of(named("A\0B\x01C\x1b[31m"), _W),
        "text with zeros": _of(one_page(b"BT /F 12 Tf 40 300 Td (a\\000b\\001c\\033) Tj ET"), _W),
    }
