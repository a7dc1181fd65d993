"""Where a view of a report stands: enough to show the same again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from glossator.domain.pages.layout import PageMode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glossator.app.settings import Value


class Fit(StrEnum):
    """What is kept fitted to the viewport."""

    FREE = "free"
    WIDTH = "width"
    TEXT = "text"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class ViewState:
    """A place in a report and how it is shown.

    Attributes:
        page: Zero-based page at the top of the viewport.
        y: Points from that page's upper edge to the top of the viewport.
        scale: Logical pixels a point; 0 where it follows from the fit.
        fit: What is fitted.
        x: Points from the page's left edge; it tells the place where the page is turned.
        mode: How the pages are laid out.
        cover: Of facing pages, the first stands alone on the right.
        turn: Clockwise degrees by which the pages are turned: 0, 90, 180 or 270.
        edges: Left and right edge of the text in points, as the pages are seen; none where
            they are not known. By them the text fits before its pages are read.
    """

    page: int = 0
    y: float = 0.0
    scale: float = 0.0
    fit: Fit = Fit.TEXT
    x: float = 0.0
    mode: PageMode = PageMode.CONTINUOUS
    cover: bool = True
    turn: int = 0
    edges: tuple[float, ...] = ()

    def kept(self) -> dict[str, Value]:
        """Return it as the settings keep it."""
        return {
            "page": self.page,
            "y": round(self.y, 1),
            "scale": round(self.scale, 4),
            "fit": self.fit.value,
            "x": round(self.x, 1),
            "mode": self.mode.value,
            "cover": self.cover,
            "turn": self.turn,
            "edges": [round(edge, 1) for edge in self.edges],
        }

    @classmethod
    def of(cls, kept: Mapping[str, Value]) -> ViewState:
        """Return what the settings kept; what can't be read is as for a new view."""
        page, fit, mode = kept.get("page"), kept.get("fit"), kept.get("mode")
        cover, turn = kept.get("cover"), kept.get("turn")
        return cls(
            page=page if isinstance(page, int) else 0,
            y=_number(kept.get("y")),
            scale=_number(kept.get("scale")),
            fit=Fit(fit) if fit in tuple(Fit) else Fit.TEXT,
            x=_number(kept.get("x")),
            mode=PageMode(mode) if mode in tuple(PageMode) else PageMode.CONTINUOUS,
            cover=cover if isinstance(cover, bool) else True,
            turn=turn if isinstance(turn, int) and turn in (90, 180, 270) else 0,
            edges=_edges(kept.get("edges")),
        )


def _edges(value: Value | None) -> tuple[float, ...]:
    edges = tuple(_number(edge) for edge in value) if isinstance(value, list) else ()
    return edges if len(edges) == 2 and 0 <= edges[0] < edges[1] else ()


def _number(value: Value | None) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
