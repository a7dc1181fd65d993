"""What is painted for annotations: highlights, margin bars and ticks in the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from glossator.domain.geometry import PageBox, Quad, Rect
    from glossator.domain.records import Annotation, AnnotationId, ThemeId

NO_THEME_COLOUR = "#8A8F98"
"""Of a passage that has a note but no theme."""

LANES = 6
"""Margin bars beside each other before they share a lane."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation's part on one page, in the page's view space.

    Attributes:
        annotation_id: Whose mark it is.
        page: Zero-based page index.
        rects: One rectangle a line.
        colours: One for each theme, `#RRGGBB`; at least one.
        theme_ids: The annotation's themes.
        lane: Index of its first margin bar, 0 next to the text.
        is_area: Whether it is an area of the page rather than text.
        left, top, bottom: Edges of the whole, in points.
    """

    annotation_id: AnnotationId
    page: int
    rects: tuple[Rect, ...]
    colours: tuple[str, ...]
    theme_ids: tuple[ThemeId, ...]
    lane: int = 0
    is_area: bool = False
    left: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        """Measure it once; it is painted at every step of a scroll."""
        object.__setattr__(self, "left", min(rect.x0 for rect in self.rects))
        object.__setattr__(self, "top", min(rect.y0 for rect in self.rects))
        object.__setattr__(self, "bottom", max(rect.y1 for rect in self.rects))

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point of the page's view space lies on the highlight."""
        return any(rect.contains(x, y) for rect in self.rects)


class Tick(NamedTuple):
    """Where a passage begins on a page, for those who don't need its lines.

    Attributes:
        page: Zero-based page index.
        y: Upper edge of its first line there, in points of view space.
        colour: Of its first theme.
        theme_ids: The annotation's themes.
        annotation_id: Whose it is.
    """

    page: int
    y: float
    colour: str
    theme_ids: tuple[ThemeId, ...]
    annotation_id: AnnotationId


class Marks(Mapping[int, tuple[Mark, ...]]):
    """The marks of a report by page, in reading order; it never changes.

    Those of a page are made when they are first asked for: of the thousands of passages
    that a report may have, few show at a time.
    """

    def __init__(
        self,
        on_page: Mapping[int, Mapping[AnnotationId, _Held]] | None = None,
        made: Mapping[int, tuple[Mark, ...]] | None = None,
    ) -> None:
        self._on_page = on_page or {}
        self._made = dict(made or {})

    def __getitem__(self, page: int) -> tuple[Mark, ...]:
        marks = self._made.get(page)
        if marks is None:
            marks = self._made[page] = _with_lanes(page, self._on_page[page].values())
        return marks

    def __iter__(self) -> Iterator[int]:
        return iter(self._on_page)

    def __len__(self) -> int:
        return len(self._on_page)

    def count(self) -> int:
        """Return how many passages there are, those on two pages twice."""
        return sum(map(len, self._on_page.values()))

    def find(self, page: int, annotation_id: AnnotationId) -> Mark | None:
        """Return an annotation's mark on a page."""
        return next((m for m in self.get(page, ()) if m.annotation_id == annotation_id), None)

    def ticks(self) -> Iterator[Tick]:
        """Yield where each passage begins on each of its pages."""
        for page, held in self._on_page.items():
            for one in held.values():
                annotation = one.annotation
                y = one.parts[page].y
                yield Tick(page, y, one.colours[0], annotation.theme_ids, annotation.id)

    def with_pages(self, changed: Mapping[int, Mapping[AnnotationId, _Held]]) -> Marks:
        """Return the marks with some pages anew; one that has none any more is left out."""
        on_page = {page: held for page, held in {**self._on_page, **changed}.items() if held}
        made = {page: marks for page, marks in self._made.items() if page not in changed}
        return Marks(on_page, made)

    def page(self, page: int) -> dict[AnnotationId, _Held]:
        """Return what stands on a page, for putting something in or taking it out."""
        return dict(self._on_page.get(page, {}))


class _Part:
    """An annotation's part on one page; its lines are computed when they are asked for."""

    __slots__ = ("_box", "_lines", "_quads")

    def __init__(self, box: PageBox, quads: tuple[Quad, ...]) -> None:
        self._box = box
        self._quads = quads
        self._lines: tuple[Rect, ...] = ()

    @property
    def y(self) -> float:
        """Upper edge of the first line in view space."""
        first = self._quads[0]
        return self._box.to_view(first.x_ul, first.y_ul)[1]

    @property
    def lines(self) -> tuple[Rect, ...]:
        """All lines in view space."""
        if not self._lines:
            self._lines = tuple(self._box.rect_to_view(quad.bounds) for quad in self._quads)
        return self._lines


@dataclass(frozen=True, slots=True)
class _Held:
    """An annotation as it was when its marks were made, with its part on each page."""

    annotation: Annotation
    colours: tuple[str, ...]
    parts: Mapping[int, _Part]


class MarkBook:
    """The marks of one report by page, kept up to date annotation by annotation.

    Only what has changed is made anew: with thousands of passages in a report the whole
    takes longer than a key may.
    """

    def __init__(self, boxes: Sequence[PageBox]) -> None:
        self._boxes = boxes
        self._known: dict[AnnotationId, _Held] = {}
        self._marks = Marks()

    def update(
        self, annotations: Iterable[Annotation], colour_of: Callable[[ThemeId], str]
    ) -> Marks:
        """Return the marks of a report's annotations by page, in reading order.

        Args:
            annotations: All of the report, in any order.
            colour_of: The colour of a theme.
        """
        changed: dict[int, dict[AnnotationId, _Held]] = {}
        gone = set(self._known)
        for annotation in annotations:
            gone.discard(annotation.id)
            colours = tuple(map(colour_of, annotation.theme_ids)) or (NO_THEME_COLOUR,)
            known = self._known.get(annotation.id)
            if known is None or known.annotation is not annotation or known.colours != colours:
                self._take_out(annotation.id, changed)
                self._put_in(annotation, colours, known, changed)
        for annotation_id in gone:
            self._take_out(annotation_id, changed)
        if changed:
            self._marks = self._marks.with_pages(changed)
        return self._marks

    def _take_out(
        self, annotation_id: AnnotationId, changed: dict[int, dict[AnnotationId, _Held]]
    ) -> None:
        known = self._known.pop(annotation_id, None)
        for page in known.parts if known else ():
            del self._page(page, changed)[annotation_id]

    def _put_in(
        self,
        annotation: Annotation,
        colours: tuple[str, ...],
        known: _Held | None,
        changed: dict[int, dict[AnnotationId, _Held]],
    ) -> None:
        if known is not None and known.annotation.segments == annotation.segments:
            parts = known.parts  # a theme's colour has changed, not the place
        else:
            parts = _parts(annotation, self._boxes)
        held = self._known[annotation.id] = _Held(annotation, colours, parts)
        for page in parts:
            self._page(page, changed)[annotation.id] = held

    def _page(
        self, page: int, changed: dict[int, dict[AnnotationId, _Held]]
    ) -> dict[AnnotationId, _Held]:
        if page not in changed:
            changed[page] = self._marks.page(page)
        return changed[page]


def _parts(annotation: Annotation, boxes: Sequence[PageBox]) -> dict[int, _Part]:
    quads: dict[int, tuple[Quad, ...]] = {}
    for part in annotation.segments:
        if part.page < len(boxes) and part.quads:
            quads[part.page] = quads.get(part.page, ()) + part.quads
    return {page: _Part(boxes[page], on_page) for page, on_page in quads.items()}


def _mark(page: int, held: _Held) -> Mark:
    annotation = held.annotation
    return Mark(
        annotation.id,
        page,
        held.parts[page].lines,
        held.colours,
        annotation.theme_ids,
        is_area=annotation.is_area,
    )


def _with_lanes(page: int, held: Iterable[_Held]) -> tuple[Mark, ...]:
    """Return the marks of a page in reading order, their bars beside each other."""
    ends = [float("-inf")] * LANES
    placed: list[Mark] = []
    marks = (_mark(page, one) for one in held)
    for mark in sorted(marks, key=lambda one: (one.top, -one.bottom, one.annotation_id)):
        lane = _free_lane(ends, mark.top, len(mark.colours))
        for taken in range(lane, min(lane + len(mark.colours), LANES)):
            ends[taken] = mark.bottom
        placed.append(replace(mark, lane=lane) if lane else mark)
    return tuple(placed)


def _free_lane(ends: Sequence[float], top: float, width: int) -> int:
    for lane in range(LANES):
        if all(end <= top for end in ends[lane : lane + width]):
            return lane
    return 0
