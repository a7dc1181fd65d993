"""Draw pages with dark paper and light ink, the pictures on them as they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from glossator.documents import engine
from glossator.documents.engine import mupdf
from glossator.documents.night_profile import night_profile
from glossator.domain.pages.geometry import Rect

if TYPE_CHECKING:
    from collections.abc import Iterable

_Bare: TypeAlias = Any
"""A structure of MuPDF as a device is handed it, which has no type in Python."""

_untyped: Any = engine.mupdf
"""The engine where its hints for types are wrong: of functions rewritten in Python."""

BGR = 3
"""MuPDF's number for colours of blue, green and red, which its module has no name for."""

SCAN = 0.85
"""Share of a page from which on a picture is the page itself, scanned, and turns dark."""

MOST_PICTURES = 40
"""Places of pictures kept by day on one page; a page with more is made of them."""


@cache
def night_space() -> mupdf.FzColorspace:
    """Return the colour space of a screen at night."""
    profile = _untyped.fz_new_buffer_from_copied_data(night_profile())
    space: mupdf.FzColorspace = mupdf.fz_new_icc_colorspace(BGR, 0, "Night", profile)
    return space


@cache
def night_paper() -> bytes:
    """Return the pixel that white paper is at night: blue, green, red and 255."""
    parts = _untyped.fz_convert_color(
        mupdf.FzColorspace(mupdf.FzColorspace.Fixed_RGB),
        (1.0, 1.0, 1.0),
        night_space(),
        mupdf.FzColorspace(),
        mupdf.FzColorParams(),
    )
    return bytes((*(int(255 * part) for part in parts[:3]), 255))  # cut off, as MuPDF does


def pictures_of(display_list: mupdf.FzDisplayList) -> tuple[Rect, ...]:
    """Return where photographs and other pictures stand on a page, in view space.

    Drawings of two colours are counted as writing, and so is what covers the page: a scan.
    Pictures that touch are one.
    """
    plain = _PictureDevice()
    _run(display_list, plain)
    if not plain.found:
        return ()
    clipped = _ClippedPictureDevice()  # a page with many clips takes longer: only if need be
    _run(display_list, clipped)
    page = mupdf.fz_bound_display_list(display_list)
    whole = Rect(page.x0, page.y0, page.x1, page.y1)
    seen = (cut for rect in clipped.found if (cut := _cut(rect, whole)) is not None)
    area = whole.width * whole.height
    places = [one for one in _joined(seen) if one.width * one.height < SCAN * area]
    return tuple(places) if len(places) <= MOST_PICTURES else ()


def _run(display_list: mupdf.FzDisplayList, device: mupdf.FzDevice2) -> None:
    everywhere = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE)
    try:
        mupdf.fz_run_display_list(
            display_list, device, mupdf.FzMatrix(), everywhere, mupdf.FzCookie()
        )
    finally:
        mupdf.fz_close_device(device)


def _joined(rects: Iterable[Rect]) -> list[Rect]:
    """Return the rectangles with those that meet made one."""
    joined: list[Rect] = []
    for rect in rects:
        whole, apart = rect, joined
        while True:
            meeting = [one for one in apart if _cut(one, whole) is not None]
            if not meeting:
                break
            apart = [one for one in apart if one not in meeting]
            for one in meeting:
                whole = whole.united(one)
        joined = [*apart, whole]
    return joined


def _cut(one: Rect, other: Rect) -> Rect | None:
    """Return what two rectangles share, a common edge included, or None."""
    x0, y0 = max(one.x0, other.x0), max(one.y0, other.y0)
    x1, y1 = min(one.x1, other.x1), min(one.y1, other.y1)
    return Rect(x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


class _PictureDevice(mupdf.FzDevice2):  # type: ignore[misc, unused-ignore]
    """Notes where pictures are drawn."""

    def __init__(self) -> None:
        _untyped.FzDevice2.__init__(self)
        self._call_back("fill_image")
        self.found: list[Rect] = []

    def _call_back(self, *names: str) -> None:
        """Let MuPDF call the methods of these names; it skips the others."""
        for name in names:
            getattr(self, f"use_virtual_{name}")()

    def fill_image(self, _context: object, image: _Bare, matrix: _Bare, *_: object) -> None:
        """Override FzDevice2.fill_image."""
        if image.bpc > 1 or image.n > 1:
            self.found.append(_unit_square(matrix))


class _ClippedPictureDevice(_PictureDevice):
    """Notes where pictures are drawn and not cut off by a clip or a mask."""

    def __init__(self) -> None:
        super().__init__()
        self._clips: list[Rect | None] = []
        self._masks = 0
        self._call_back(
            "clip_path",
            "clip_stroke_path",
            "clip_text",
            "clip_stroke_text",
            "clip_image_mask",
            "begin_mask",
            "end_mask",
            "pop_clip",
        )

    def fill_image(self, _context: object, image: _Bare, matrix: _Bare, *_: object) -> None:
        """Override FzDevice2.fill_image."""
        if self._masks or (image.bpc == 1 and image.n == 1):
            return
        rect: Rect | None = _unit_square(matrix)
        for clip in self._clips:
            rect = _cut(rect, clip) if rect is not None and clip is not None else rect
        if rect is not None:
            self.found.append(rect)

    def clip_path(
        self,
        _context: object,
        path: _Bare,
        _even_odd: int,
        matrix: _Bare,
        *_: object,
    ) -> None:
        """Override FzDevice2.clip_path."""
        bounds = mupdf.ll_fz_bound_path(path, None, matrix)
        self._clips.append(Rect(bounds.x0, bounds.y0, bounds.x1, bounds.y1))

    def clip_image_mask(self, _context: object, _image: object, matrix: _Bare, *_: object) -> None:
        """Override FzDevice2.clip_image_mask."""
        self._clips.append(_unit_square(matrix))

    def clip_stroke_path(self, *_: object) -> None:
        """Override FzDevice2.clip_stroke_path."""
        self._clips.append(None)

    def clip_text(self, *_: object) -> None:
        """Override FzDevice2.clip_text."""
        self._clips.append(None)

    def clip_stroke_text(self, *_: object) -> None:
        """Override FzDevice2.clip_stroke_text."""
        self._clips.append(None)

    def begin_mask(self, *_: object) -> None:
        """Override FzDevice2.begin_mask: what is drawn until its end is not seen itself."""
        self._masks += 1

    def end_mask(self, *_: object) -> None:
        """Override FzDevice2.end_mask: from here on it clips."""
        self._masks -= 1
        self._clips.append(None)

    def pop_clip(self, *_: object) -> None:
        """Override FzDevice2.pop_clip."""
        if self._clips:
            self._clips.pop()


def _unit_square(matrix: _Bare) -> Rect:
    """Return the place of a picture, which is drawn in the unit square."""
    rect = mupdf.fz_transform_rect(mupdf.FzRect(mupdf.FzRect.Fixed_UNIT), mupdf.FzMatrix(matrix))
    return Rect(rect.x0, rect.y0, rect.x1, rect.y1)
