"""How each project was left, as the settings keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.app.settings import Settings, Value

MOST = 30
"""Projects of which it is kept; the one left longest ago goes."""


def view_of(settings: Settings, project: Path) -> dict[str, Value] | None:
    """Return how a project was left, None where that is not known."""
    view = _views(settings).get(str(project))
    return view if isinstance(view, dict) else None


def keep_view(settings: Settings, project: Path, view: dict[str, Value]) -> None:
    """Keep how a project stands."""
    kept = _views(settings)
    kept.pop(str(project), None)
    kept[str(project)] = view
    for oldest in list(kept)[:-MOST]:
        del kept[oldest]
    settings.set("views", kept)


def _views(settings: Settings) -> dict[str, Value]:
    views = settings.get("views")
    return dict(views) if isinstance(views, dict) else {}
