"""The context menu of a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QActionGroup, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QMenu, QWidget

from glossator.domain.colours import PALETTE, kin
from glossator.ui.paint import draw_square

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.domain.records import Theme
    from glossator.ui.panels.themes import ThemePanel

KIN = 6
"""Shades of a child's parent that are offered as its colour."""


def build_menu(panel: ThemePanel, theme: Theme | None, parent_colour: str) -> QMenu:
    """Return the menu of a theme, or of the empty space below the themes.

    Args:
        panel: Does what is chosen.
        theme: The theme, None for the empty space.
        parent_colour: Colour of the theme above it, or empty.
    """
    menu = QMenu(panel)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction("New theme", panel.new_theme)
    if theme is None:
        return menu
    menu.addAction("New theme below", lambda: panel.new_theme_below(theme.id))
    menu.addSeparator()
    menu.addAction("Rename", lambda: panel.rename_theme(theme.id))
    _add_colours(menu.addMenu("Colour"), panel, theme, parent_colour)
    _add_keys(menu.addMenu("Key"), panel, theme)
    menu.addAction("Definition …", lambda: panel.define_theme(theme.id))
    menu.addSeparator()
    menu.addAction("Delete", lambda: panel.delete_theme(theme.id))
    return menu


def _add_colours(menu: QMenu, panel: ThemePanel, theme: Theme, parent_colour: str) -> None:
    offered = [kin(parent_colour, n) for n in range(KIN)] if parent_colour else []
    for colour in dict.fromkeys((*offered, *PALETTE)):
        action = menu.addAction(_swatch(colour, panel), colour, _recolour(panel, theme, colour))
        action.setCheckable(True)
        action.setChecked(colour == theme.colour)
        if offered and colour == offered[-1]:
            menu.addSeparator()
    menu.addSeparator()
    menu.addAction("Other …", lambda: _ask_colour(panel, theme))


def _add_keys(menu: QMenu, panel: ThemePanel, theme: Theme) -> None:
    group = QActionGroup(menu)
    for key in ("", *"123456789"):
        action = menu.addAction(key or "None", _assign(panel, theme, key))
        action.setCheckable(True)
        action.setChecked(key == theme.key)
        group.addAction(action)


def _recolour(panel: ThemePanel, theme: Theme, colour: str) -> Callable[[], None]:
    return lambda: panel.recolour_theme(theme.id, colour)


def _assign(panel: ThemePanel, theme: Theme, key: str) -> Callable[[], None]:
    return lambda: panel.assign_key(theme.id, key)


def _ask_colour(panel: ThemePanel, theme: Theme) -> None:
    colour = QColorDialog.getColor(QColor(theme.colour), panel, f"Colour of “{theme.name}”")
    if colour.isValid():
        panel.recolour_theme(theme.id, colour.name().upper())


def _swatch(colour: str, widget: QWidget) -> QIcon:
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(round(16 * ratio), round(16 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_square(painter, QPointF(8, 8), colour, 13)
    painter.end()
    return QIcon(picture)
