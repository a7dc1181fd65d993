"""The context menu of passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.domain.records import Annotation, Theme
    from glossator.domain.themes import ThemeTree
    from glossator.ui.panels.passages import PassagePanel


def build_menu(
    panel: PassagePanel, chosen: Sequence[Annotation], tree: ThemeTree, *, read_only: bool
) -> QMenu:
    """Return the menu of the selected passages."""
    menu = QMenu(panel)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction("Go to", lambda: panel.go_to(chosen[0].id))
    menu.addAction("Copy", lambda: panel.copy(chosen, cited=False))
    menu.addAction("Copy with citation", lambda: panel.copy(chosen, cited=True))
    if read_only:
        return menu
    menu.addAction("Edit note", lambda: panel.edit_note(chosen[0].id))
    menu.addSeparator()
    carried = dict.fromkeys(one for annotation in chosen for one in annotation.theme_ids)
    removing = menu.addMenu("Remove tag")
    removing.setEnabled(bool(carried))
    for theme_id in carried:
        if theme_id in tree:
            removing.addAction(tree.path(theme_id), _call(panel.untag, chosen, tree[theme_id]))
    adding = menu.addMenu("Add tag")
    for theme in tree.children(None):
        _add_theme(adding, tree, theme, chosen, panel)
    menu.addSeparator()
    menu.addAction("Delete", lambda: panel.delete(chosen))
    return menu


def _add_theme(
    menu: QMenu, tree: ThemeTree, theme: Theme, chosen: Sequence[Annotation], panel: PassagePanel
) -> None:
    """Add a theme to a menu; one with themes below it becomes a menu of its own."""
    if theme.id in tree.archived:
        return
    children = tree.children(theme.id)
    if children:
        menu = menu.addMenu(theme.name)
    action = menu.addAction(theme.name, _call(panel.tag, chosen, theme))
    action.setEnabled(any(theme.id not in one.theme_ids for one in chosen))
    if children:
        menu.addSeparator()
    for child in children:
        _add_theme(menu, tree, child, chosen, panel)


def _call(
    change: Callable[[Sequence[Annotation], Theme], None],
    chosen: Sequence[Annotation],
    theme: Theme,
) -> Callable[[], None]:
    return lambda: change(chosen, theme)
