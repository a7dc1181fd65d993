"""Edges of boxes and fields that can be seen: Qt's style draws them hardly apart from the window.

Fusion makes the colour of an edge from that of the window behind it, a little darker: on a
dark window an empty check box can't be seen. Each kind of control that is known by its edge
gets a ground of its own, which colours nothing but the edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from glossator.domain.colours import contrast, mix

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

KINDS = (
    "QCheckBox",
    "QRadioButton",
    "QLineEdit",
    "QComboBox",
    "QAbstractSpinBox",
    "QPlainTextEdit",
    "QPushButton",
)
ENOUGH = 3.0
"""Contrast of an edge with what is on either side (WCAG 2.2, 1.4.11)."""
_AIM = 3.6
"""Contrast to look for: a circle loses some of it where its line is smoothed."""
_ROLES = QPalette.ColorRole


def draw_edges(app: QApplication) -> None:
    """Let the edges be seen in the palette that the program has now."""
    palette = app.palette()
    ground = QColor(_ground(palette))
    for kind in KINDS:
        before = app.palette(kind)  # type: ignore[call-overload]  # Qt takes text
        own = QPalette(before)
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            own.setColor(group, _ROLES.Window, ground)
        if own != before:
            app.setPalette(own, kind)  # type: ignore[arg-type]


def _ground(palette: QPalette) -> str:
    """Return the colour from which Fusion makes edges that stand out on both sides."""
    window, base, ink = (
        palette.color(role).name() for role in (_ROLES.Window, _ROLES.Base, _ROLES.WindowText)
    )
    sides = (window, base)
    grounds = (mix(window, ink, share / 20) for share in range(20))
    return next((one for one in grounds if _stands_out(one, sides)), ink)


def _stands_out(ground: str, sides: tuple[str, str]) -> bool:
    edge = QColor(ground).darker(140)
    # A check box has its edge lighter than a field.
    edges = (edge.name(), edge.lighter(110).name())
    return all(contrast(one, side) > _AIM for one in edges for side in sides)
