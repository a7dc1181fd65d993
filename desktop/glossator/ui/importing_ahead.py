"""What works unseen is imported a little at a time, so that the window goes on meanwhile."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TO_TAG = (
    "glossator.domain.coverage",
    "glossator.domain.ranking.suggest",
    "glossator.app.suggesting",
    "glossator.ui.panels.similar_card",
    "glossator.ui.panels.to_tag",
)
"""What `glossator.ui.flows.to_tag` imports, parted where it takes longest: 60 ms in one turn."""


def import_in_turns(names: Sequence[str], then: Callable[[], object], parent: QObject) -> None:
    """Import modules, each in a turn of the event loop of its own.

    Args:
        names: The modules.
        then: Called in the turn after the last one.
        parent: Nothing more is imported once it is gone.
    """
    if not names:
        then()
        return
    import_module(names[0])
    QTimer.singleShot(0, parent, partial(import_in_turns, names[1:], then, parent))
