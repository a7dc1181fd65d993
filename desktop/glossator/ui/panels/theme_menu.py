"""The context menu of themes, and the menu of how they are shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QColor, QIcon
from PySide6.QtWidgets import QColorDialog, QMenu

from glossator.app.models.theme_filter import ThemeOrder
from glossator.domain.colours import PALETTE, kin
from glossator.ui.widgets.paint import swatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.records import Theme
    from glossator.ui.panels.themes import ThemePanel

KIN = 6
"""Shades of a child's parent that are offered as its colour."""


def build_menu(panel: ThemePanel, themes: Sequence[Theme], parent_colour: str) -> QMenu:
    """Return the menu of themes, or of the empty space below them.

    Args:
        panel: Does what is chosen.
        themes: What is selected, nothing for the empty space.
        parent_colour: Colour of the theme above a single one, or empty.
    """
    menu = QMenu(panel)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction("New theme", panel.new_theme)
    if len(themes) == 1:
        _add_single(menu, panel, themes[0], parent_colour)
    elif themes:
        _add_several(menu, panel, themes)
    return menu


def build_view_menu(panel: ThemePanel) -> QMenu:
    """Return the menu that says how the themes are shown."""
    menu = QMenu(panel)
    orders = QActionGroup(menu)
    for order in ThemeOrder:
        action = menu.addAction(order.value, partial(panel.sort_themes, order))
        action.setCheckable(True)
        action.setChecked(order is panel.order)
        orders.addAction(action)
    menu.addSeparator()
    menu.addAction("Expand all", panel.view.expandAll)
    menu.addAction("Collapse all", panel.view.collapseAll)
    menu.addSeparator()
    archived = menu.addAction("Show archived themes")
    archived.setCheckable(True)
    archived.setChecked(panel.shows_archived)
    archived.toggled.connect(lambda shown: panel.show_archived(shown=shown))
    return menu


def _add_single(menu: QMenu, panel: ThemePanel, theme: Theme, parent_colour: str) -> None:
    edits = panel.edits
    menu.addAction("New theme below", lambda: panel.new_theme_below(theme.id))
    menu.addSeparator()
    menu.addAction("Rename", lambda: panel.rename_theme(theme.id))
    _add_colours(menu.addMenu("Colour"), panel, [theme], parent_colour)
    _add_keys(menu.addMenu("Key"), panel, theme)
    menu.addAction("Definition and memo …", lambda: panel.define_theme(theme.id))
    menu.addAction("Find what I missed", lambda: panel.missed_wanted.emit(theme.id))
    menu.addSeparator()
    menu.addAction("Merge into …", lambda: edits.ask_merge(theme))
    menu.addAction("Split …", lambda: edits.ask_split(theme))
    _add_last(menu, panel, [theme])


def _add_several(menu: QMenu, panel: ThemePanel, themes: Sequence[Theme]) -> None:
    menu.addSeparator()
    _add_colours(menu.addMenu("Colour"), panel, themes, "")
    merging = menu.addMenu(f"Merge {len(themes)} themes")
    for theme in themes:
        merging.addAction(f"Into “{theme.name}”", partial(panel.edits.merge, themes, theme))
    _add_last(menu, panel, themes)


def _add_last(menu: QMenu, panel: ThemePanel, themes: Sequence[Theme]) -> None:
    edits, hidden = panel.edits, panel.archived_ids()
    menu.addAction("Move below …", lambda: edits.ask_move(themes))
    if any(theme.id not in hidden for theme in themes):
        menu.addAction("Archive", lambda: edits.archive(themes))
    else:
        menu.addAction("Bring back", lambda: edits.restore(themes))
    menu.addSeparator()
    menu.addAction("Delete", lambda: edits.delete(themes))


def _add_colours(
    menu: QMenu, panel: ThemePanel, themes: Sequence[Theme], parent_colour: str
) -> None:
    offered = [kin(parent_colour, n) for n in range(KIN)] if parent_colour else []
    for colour in dict.fromkeys((*offered, *PALETTE)):
        recolour = partial(panel.edits.recolour, themes, colour)
        action = menu.addAction(QIcon(swatch(colour, panel)), colour, recolour)
        action.setCheckable(True)
        action.setChecked(all(colour == theme.colour for theme in themes))
        if offered and colour == offered[-1]:
            menu.addSeparator()
    menu.addSeparator()
    menu.addAction("Other …", lambda: _ask_colour(panel, themes))


def _add_keys(menu: QMenu, panel: ThemePanel, theme: Theme) -> None:
    group = QActionGroup(menu)
    for key in ("", *"123456789"):
        action = menu.addAction(key or "None", partial(panel.assign_key, theme.id, key))
        action.setCheckable(True)
        action.setChecked(key == theme.key)
        group.addAction(action)


def _ask_colour(panel: ThemePanel, themes: Sequence[Theme]) -> None:
    name = themes[0].name if len(themes) == 1 else f"{len(themes)} themes"
    colour = QColorDialog.getColor(QColor(themes[0].colour), panel, f"Colour of “{name}”")
    if colour.isValid():
        panel.edits.recolour(themes, colour.name().upper())
