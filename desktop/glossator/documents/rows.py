"""Printed lines: the fragments that stand beside each other, joined to one text."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from glossator.documents.columns import in_columns
from glossator.documents.fragments import Extent, Fragment, Run, around, turned_back
from glossator.documents.normalizer import collapsed
from glossator.domain.text.direction import runs_leftward
from glossator.domain.text.page_text import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossator.documents.pageframe import PageFrame

_SPACE = 0.15
"""Least gap that parts two words, in font sizes; MuPDF's own limit."""
_RAISED = 0.82
"""A superscript is at most this part of its line's size."""

_FAR = ((0, 2), (3, 1), (2, 0), (1, 3))
"""For each quarter turn: which side of a box falls on which, to leave its far edge."""


@dataclass(slots=True)
class Row:
    """A printed line of a page in the reading frame.

    Attributes:
        text: Canonical text.
        extent: Around it; v from the ascent to the descent of its dominant size.
        baseline: v of the baseline of its dominant size.
        size: Dominant size in points.
        bold, italic: Whether all its letters are.
        rotation: Clockwise degrees of its direction on the unrotated page.
        group: Number of the column part it belongs to.
        marks: (start, end) of its superscript digits and signs.
        bold_to: Length of its bold beginning.
        boxes: Page-space boxes of its characters, or None if read without.
        role, block: As in `glossator.domain.text.page_text.Line`.
    """

    text: str
    extent: Extent
    baseline: float
    size: float
    bold: bool
    italic: bool
    rotation: int
    group: int
    marks: tuple[tuple[int, int], ...]
    bold_to: int
    boxes: list[tuple[float, float, float, float]] | None
    role: Role = Role.BODY
    block: int = 0


def ordered_rows(fragments: Iterable[Fragment]) -> list[Row]:
    """Return the rows of a page in reading order, the dominant direction first."""
    turned: dict[int, list[Fragment]] = {}
    for fragment in fragments:
        turned.setdefault(fragment.rotation, []).append(fragment)
    weight = {r: sum(len(run.text) for f in fs for run in f.runs) for r, fs in turned.items()}
    rows: list[Row] = []
    for rotation in sorted(turned, key=lambda r: (-weight[r], r)):
        for column in in_columns(turned[rotation]):
            group = rows[-1].group + 1 if rows else 0
            for runs in _beside(column):
                row = _row(runs, rotation, group)
                if row.text:
                    rows.append(row)
    return rows


def place(row: Row, frame: PageFrame) -> tuple[float, float, float, float]:
    """Return the rectangle of a row in user space."""
    return frame.to_user(*turned_back(row.extent, row.rotation))


def character_boxes(rows: Iterable[Row], frame: PageFrame) -> array[float]:
    """Return the boxes of the rows' characters and line feeds in user space, four floats each.

    Raises:
        ValueError: The rows were read without boxes.
    """
    flat = array("f")
    for row in rows:
        if row.boxes is None:
            raise ValueError("rows read without character boxes")
        if flat:
            flat.extend(flat[-4:])
            flat[_FAR[row.rotation // 90 % 4][0] - 4] = flat[_FAR[row.rotation // 90 % 4][1] - 4]
        flat.extend(frame.flat_to_user(row.boxes))
    return flat


def _beside(fragments: Sequence[Fragment]) -> list[list[Run]]:
    """Group the runs of fragments whose heights overlap by half, from top to bottom.

    Small fragments (footnote marks set apart by the maker) join the line they stand in.
    """
    typical = median(fragment.size for fragment in fragments)
    lines: list[tuple[Extent, list[Run]]] = []
    small = [f for f in fragments if f.size < 0.75 * typical]
    for batch in ([f for f in fragments if f.size >= 0.75 * typical], small):
        for fragment in sorted(batch, key=lambda f: f.extent.v0 + f.extent.v1):
            _put(lines, fragment, len(lines) if batch is small else 3)
        lines.sort(key=lambda line: line[0].v0 + line[0].v1)
    return [_in_order(runs) for _, runs in lines]


def _in_order(runs: list[Run]) -> list[Run]:
    """Return the runs of a line as they are read, from the right where its words run so."""
    if runs_leftward("".join(run.text for run in runs)):
        return sorted(runs, key=lambda run: -run.extent.u1)
    return sorted(runs, key=lambda run: run.extent.u0)


def _put(lines: list[tuple[Extent, list[Run]]], fragment: Fragment, depth: int) -> None:
    _, v0, _, v1 = fragment.extent
    for extent, runs in lines[: -depth - 1 : -1]:
        overlap = min(v1, extent.v1) - max(v0, extent.v0)
        if overlap >= 0.5 * min(v1 - v0, extent.v1 - extent.v0) and not _strange(runs, fragment):
            runs.extend(fragment.runs)
            return
    lines.append((fragment.extent, list(fragment.runs)))


def _strange(runs: list[Run], fragment: Fragment) -> bool:
    """Tell whether a fragment is of another size and far off: a masthead's other side."""
    nearest = min(runs, key=lambda run: abs(run.extent.u0 - fragment.extent.u0))
    low, high = sorted((nearest.size, fragment.size))
    if low > 0.75 * high:
        return False
    gap = max(fragment.extent.u0 - nearest.extent.u1, nearest.extent.u0 - fragment.extent.u1)
    return gap > 1.5 * high


def _row(runs: list[Run], rotation: int, group: int) -> Row:
    runs = _without_doubles(runs)
    main = _dominant(runs)
    pieces: list[str] = []
    boxes: list[tuple[float, float, float, float]] | None = [] if main.boxes is not None else None
    marks: list[tuple[int, int]] = []
    at = 0
    for index, run in enumerate(runs):
        if index and _needs_space(runs[index - 1], run):
            pieces.append(" ")
            at += 1
            if boxes is not None:
                boxes.append(_between(runs[index - 1], run, rotation))
        if run is not main and (run.raised or _is_raised(run, main)):
            marks.append((at, at + len(run.text)))
        pieces.append(run.text)
        at += len(run.text)
        if boxes is not None:
            boxes.extend(run.boxes or ())
    text, kept = collapsed("".join(pieces))
    bold_to = sum(len(run.text) for run in runs[: _first_light(runs)])
    if kept is not None:
        marks = [(bisect_left(kept, start), bisect_left(kept, end)) for start, end in marks]
        bold_to = bisect_left(kept, bold_to)
        boxes = None if boxes is None else [boxes[index] for index in kept]
    extent = around(runs)
    lettered = [run for run in runs if any(map(str.isalpha, run.text))] or runs
    return Row(
        text=text,
        extent=Extent(extent.u0, main.extent.v0, extent.u1, main.extent.v1),
        baseline=main.baseline,
        size=main.size,
        bold=all(run.bold for run in lettered),
        italic=all(run.italic for run in lettered),
        rotation=rotation,
        group=group,
        marks=tuple(mark for mark in marks if mark[0] < mark[1]),
        bold_to=bold_to,
        boxes=boxes,
    )


def _without_doubles(runs: list[Run]) -> list[Run]:
    """Drop runs printed a second time at the same place, as some makers fake bold type."""
    kept: list[Run] = []
    for run in runs:
        double = any(
            run.text == other.text
            and not run.text.isspace()
            and abs(run.extent.u0 - other.extent.u0) < 0.25 * run.size
            and abs(run.baseline - other.baseline) < 0.25 * run.size
            for other in kept[-3:]
        )
        if not double:
            kept.append(run)
    return kept


def _dominant(runs: list[Run]) -> Run:
    weight: dict[float, int] = {}
    for run in runs:
        size = round(run.size, 1)
        weight[size] = weight.get(size, 0) + len(run.text.strip())
    size = max(weight, key=lambda s: (weight[s], s))
    return max((r for r in runs if round(r.size, 1) == size), key=lambda r: len(r.text.strip()))


def _needs_space(left: Run, right: Run) -> bool:
    if left.text.endswith(" ") or right.text.startswith(" "):
        return False
    gap = max(right.extent.u0 - left.extent.u1, left.extent.u0 - right.extent.u1)
    return gap > _SPACE * min(left.size, right.size)


def _between(left: Run, right: Run, rotation: int) -> tuple[float, float, float, float]:
    inner = sorted((left.extent.u0, left.extent.u1, right.extent.u0, right.extent.u1))[1:3]
    gap = Extent(inner[0], left.extent.v0, inner[1], left.extent.v1)
    return turned_back(gap, rotation)


def _is_raised(run: Run, main: Run) -> bool:
    return run.size <= _RAISED * main.size and run.baseline < main.baseline - 0.1 * main.size


def _first_light(runs: list[Run]) -> int:
    return next((i for i, run in enumerate(runs) if not run.bold and run.text.strip()), len(runs))
