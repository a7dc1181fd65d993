"""How the active pane shows its pages: what the actions of the View menu do with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from glossator.app.view_state import Fit
from glossator.domain.pages.layout import FULL_SCALE, PageMode
from glossator.ui.pages.moving import ZOOM_STEP
from glossator.ui.pages.view import PageView

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.ui.panes.panes import Panes

FITS = {Fit.PAGE: "fit_page", Fit.WIDTH: "fit_width", Fit.TEXT: "fit_text"}
"""The actions that keep something fitted."""

MODES = {
    PageMode.CONTINUOUS: "pages_continuous",
    PageMode.SINGLE: "pages_single",
    PageMode.FACING: "pages_facing",
}
"""The actions that choose how the pages are laid out."""


class Viewing:
    """Zooms, fits, lays out and turns the pages of the active pane."""

    def __init__(self, panes: Panes) -> None:
        self._panes = panes

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do."""
        acts: dict[str, Callable[[PageView], object]] = {
            "zoom_in": lambda view: view.zoom_by(ZOOM_STEP),
            "zoom_out": lambda view: view.zoom_by(1 / ZOOM_STEP),
            "actual_size": lambda view: view.zoom_by(FULL_SCALE / view.scale),
            "facing_cover": lambda view: view.arrange(cover=not view.layout_.cover),
            "turn_right": lambda view: view.arrange(turn=view.layout_.turn + 90),
            "turn_left": lambda view: view.arrange(turn=view.layout_.turn - 90),
        }
        for fit, name in FITS.items():
            acts[name] = partial(PageView.zoom_to, fit=fit)
        for mode, name in MODES.items():
            acts[name] = partial(PageView.arrange, mode=mode)
        return {name: partial(self._do, act) for name, act in acts.items()}

    def checked(self) -> dict[str, bool]:
        """Return for each action that is on or off which it is."""
        pane = self._panes.active
        found = dict.fromkeys((*FITS.values(), *MODES.values(), "facing_cover"), False)
        if pane is not None:
            layout = pane.view.layout_
            found[MODES[layout.mode]] = True
            found["facing_cover"] = layout.cover
            if pane.view.fit in FITS:
                found[FITS[pane.view.fit]] = True
        return found

    def zoom(self) -> str:
        """Return how large the pages are, in per cent, empty where there are none."""
        pane = self._panes.active
        return f"{round(pane.view.scale / FULL_SCALE * 100)} %" if pane else ""

    def _do(self, act: Callable[[PageView], object]) -> None:
        if self._panes.active is not None:
            act(self._panes.active.view)
