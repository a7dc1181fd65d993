"""Secondary text that can be read: many systems have it paler than eyes can take.

Qt's own palette gives it half of the text's opacity, a contrast of 3.9 on its window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette

from glossator.domain.colours import contrast, mix

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QApplication, QWidget

LEGIBLE = 4.5
"""Least contrast of text with its ground (WCAG 2.2, 1.4.3)."""
_ROLES = QPalette.ColorRole


def deepen(app: QApplication) -> None:
    """Let secondary text be read on windows and in fields, in the palette there is now."""
    palette = app.palette()
    grounds = [palette.color(role).name() for role in (_ROLES.Window, _ROLES.Base)]
    quiet = palette.color(_ROLES.PlaceholderText)
    if all(contrast(_seen(quiet, ground), ground) >= LEGIBLE for ground in grounds):
        return
    ink = palette.color(_ROLES.WindowText).name()
    shades = (mix(grounds[0], ink, share / 50) for share in range(25, 50))
    enough = (s for s in shades if all(contrast(s, ground) >= LEGIBLE for ground in grounds))
    palette.setColor(_ROLES.PlaceholderText, next(enough, ink))
    app.setPalette(palette)


def keep_legible(button: QWidget, palette: QPalette) -> None:
    """Let a button that only says something be read, though it can't be pressed."""
    palette = QPalette(palette)
    quiet = palette.color(_ROLES.PlaceholderText)
    palette.setColor(QPalette.ColorGroup.Disabled, _ROLES.ButtonText, quiet)
    button.setPalette(palette)


def _seen(colour: QColor, ground: str) -> str:
    return mix(ground, colour.name(), colour.alphaF())
