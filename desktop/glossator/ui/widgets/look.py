"""The two palettes, for where the system gives none: a screenshot, a bare desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_ROLES = QPalette.ColorRole
_LIGHT = {
    _ROLES.Window: "#F3F4F6",
    _ROLES.WindowText: "#1F2328",
    _ROLES.Base: "#FFFFFF",
    _ROLES.AlternateBase: "#F7F8FA",
    _ROLES.Text: "#1F2328",
    _ROLES.Button: "#F3F4F6",
    _ROLES.ButtonText: "#1F2328",
    _ROLES.BrightText: "#B42318",
    _ROLES.Highlight: "#2F6FDE",
    _ROLES.HighlightedText: "#FFFFFF",
    _ROLES.PlaceholderText: "#656D78",
    _ROLES.ToolTipBase: "#FFFBEA",
    _ROLES.ToolTipText: "#1F2328",
    _ROLES.Link: "#1D5BC4",
    _ROLES.Light: "#FFFFFF",
    _ROLES.Midlight: "#E3E6EA",
    _ROLES.Mid: "#C4C9D1",
    _ROLES.Dark: "#9AA1AC",
    _ROLES.Shadow: "#6B7280",
}
_DARK = {
    _ROLES.Window: "#24272C",
    _ROLES.WindowText: "#E6E8EB",
    _ROLES.Base: "#1C1F23",
    _ROLES.AlternateBase: "#22262B",
    _ROLES.Text: "#E6E8EB",
    _ROLES.Button: "#2E3238",
    _ROLES.ButtonText: "#E6E8EB",
    _ROLES.BrightText: "#FF8A80",
    _ROLES.Highlight: "#4C8BF5",
    _ROLES.HighlightedText: "#FFFFFF",
    _ROLES.PlaceholderText: "#9BA3AE",
    _ROLES.ToolTipBase: "#3A3527",
    _ROLES.ToolTipText: "#F0EAD6",
    _ROLES.Link: "#8AB4F8",
    _ROLES.Light: "#3A3F46",
    _ROLES.Midlight: "#33383F",
    _ROLES.Mid: "#4A5059",
    _ROLES.Dark: "#15171A",
    _ROLES.Shadow: "#0B0C0E",
}


def palette(*, dark: bool) -> QPalette:
    """Return the light or the dark palette."""
    made = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        made.setColor(role, QColor(colour))
    for role in (_ROLES.Text, _ROLES.WindowText, _ROLES.ButtonText):
        faded = QColor(made.color(_ROLES.PlaceholderText))
        faded.setAlphaF(0.6)
        made.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return made


def set_look(app: QApplication, *, dark: bool) -> None:
    """Draw the whole program in the light or the dark palette."""
    app.setPalette(palette(dark=dark))
