"""Where a view of a report stands: enough to show the same again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glossator.app.settings import Value


class Fit(StrEnum):
    """What is kept fitted to the width of the viewport."""

    FREE = "free"
    WIDTH = "width"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ViewState:
    """A place in a report and how large it is shown.

    Attributes:
        page: Zero-based page at the top of the viewport.
        y: Points from that page's upper edge to the top of the viewport.
        scale: Logical pixels a point; 0 where it follows from the fit.
        fit: What is fitted to the width.
    """

    page: int = 0
    y: float = 0.0
    scale: float = 0.0
    fit: Fit = Fit.TEXT

    def kept(self) -> dict[str, Value]:
        """Return it as the settings keep it."""
        return {
            "page": self.page,
            "y": round(self.y, 1),
            "scale": round(self.scale, 4),
            "fit": self.fit.value,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Value]) -> ViewState:
        """Return what the settings kept; what can't be read is as for a new view."""
        page, y = kept.get("page"), kept.get("y")
        scale, fit = kept.get("scale"), kept.get("fit")
        return cls(
            page if isinstance(page, int) else 0,
            float(y) if isinstance(y, int | float) else 0.0,
            float(scale) if isinstance(scale, int | float) else 0.0,
            Fit(fit) if fit in tuple(Fit) else Fit.TEXT,
        )
