"""The actions of the table as Qt has them: menus, toolbar, shortcuts, icons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from glossator.app.actions import ACTIONS, BY_ID, Action, Menu, enabled
from glossator.app.tips import tip
from glossator.ui.widgets.find_button import FindButton
from glossator.ui.widgets.follow_button import FollowButton
from glossator.ui.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QMenuBar

    from glossator.app.actions import Needs

TOOLBAR = (
    ("toggle_left", "read", "compare", "trace"),
    ("undo", "redo"),
    ("tag", "edit_note", "previous_passage", "next_passage"),
    ("zoom_out", "zoom_in", "fit_page", "fit_text", "fit_width", "pages_facing"),
    ("add_report", "export_all"),
)
FOLLOWING = ("follow_place", "follow_section", "follow_paragraph", "follow_theme", "follow_match")
"""What the button for following offers, which stands before the last group."""
PANE_MENU = (
    ("fit_page", "fit_text", "fit_width", "actual_size"),
    ("pages_continuous", "pages_single", "pages_facing", "facing_cover"),
    ("turn_right", "turn_left"),
    ("same_report", "swap_panes", "maximize_pane", "stack_panes", "close_pane"),
)
"""What the menu in the head of a pane offers, of the actions that act on the active pane."""

NAMED = {"read": "Read", "compare": "Compare", "trace": "Trace"}
"""Buttons of the toolbar that have a word beside the picture."""


class Commands(QObject):
    """All actions of the window.

    Signals:
        wanted: Id of an action that was chosen.
        recent_wanted: The menu of recent projects is about to be shown.
    """

    wanted = Signal(str)
    recent_wanted = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.by_id = {row.id: self._made(row) for row in ACTIONS}
        self.letters = {keys: row.id for row in ACTIONS for keys in row.shortcuts if len(keys) == 1}
        """Single letters that are keys of the pages; elsewhere they are typed."""
        self.recent = QMenu("Open &recent", window)
        self.recent.aboutToShow.connect(self.recent_wanted)
        self.zoom = QLabel("", alignment=Qt.AlignmentFlag.AlignCenter)
        self.zoom.setMinimumWidth(window.fontMetrics().horizontalAdvance("1000 %"))
        self.zoom.setAccessibleName("Zoom")

    def __getitem__(self, name: str) -> QAction:
        """Return an action by its id."""
        return self.by_id[name]

    def fill_menus(self, bar: QMenuBar) -> None:
        """Put the actions into their menus, groups apart."""
        for menu in Menu:
            rows = [row for row in ACTIONS if row.menu is menu]
            entries = bar.addMenu(menu.value)
            for before, row in zip([None, *rows], rows, strict=False):
                if before is not None and before.group != row.group:
                    entries.addSeparator()
                entries.addAction(self.by_id[row.id])
                if row.id == "open_project":
                    entries.addMenu(self.recent)

    def pane_menu(self) -> QMenu:
        """Return the menu of a pane, to be thrown away when it closes."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for index, group in enumerate(PANE_MENU):
            if index:
                menu.addSeparator()
            for name in group:
                menu.addAction(self.by_id[name])
        return menu

    def toolbar(self) -> QToolBar:
        """Return the toolbar, with the field that finds anything."""
        self.draw_icons()  # first: each that changes in a toolbar has it laid out anew
        bar = QToolBar("Tools")
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(18, 18))
        for index, group in enumerate(TOOLBAR):
            if index:
                bar.addSeparator()
            if group is TOOLBAR[-1]:
                kinds = (self.by_id[name] for name in FOLLOWING)
                bar.addWidget(FollowButton(self.by_id["follow"], kinds))
                bar.addSeparator()
            for name in group:
                bar.addAction(self.by_id[name])
        bar.insertWidget(self.by_id["zoom_in"], self.zoom)
        for name, words in NAMED.items():
            button = bar.widgetForAction(self.by_id[name])
            assert isinstance(button, QToolButton)
            self.by_id[name].setIconText(words)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spring)
        find = FindButton()
        find.clicked.connect(lambda: self.wanted.emit("palette"))
        bar.addWidget(find)
        bar.addAction(self.by_id["toggle_right"])
        return bar

    def draw_icons(self) -> None:
        """Draw the icons in the text colour of the palette there is."""
        colour = self._window.palette().color(QPalette.ColorRole.WindowText).name()
        for row in ACTIONS:
            if row.icon:
                self.by_id[row.id].setIcon(icon(row.icon, colour))

    def enable(self, context: frozenset[Needs]) -> None:
        """Enable the actions that have all they need."""
        for row in ACTIONS:
            self.by_id[row.id].setEnabled(enabled(row, context))

    def name_undo(self, undo: str, redo: str) -> None:
        """Say in the menu what would be undone and redone."""
        self.by_id["undo"].setText(_with_what(BY_ID["undo"], undo))
        self.by_id["redo"].setText(_with_what(BY_ID["redo"], redo))

    def name_following(self, words: str) -> None:
        """Say in the toolbar how panes follow each other; empty if they don't."""
        self.by_id["follow"].setIconText(f"Follow: {words}" if words else "Follow")

    def _made(self, row: Action) -> QAction:
        command = QAction(row.text, self._window)
        command.setObjectName(row.id)
        keys = [QKeySequence(keys) for keys in row.shortcuts if len(keys) > 1]
        command.setShortcuts(keys)
        shown = command.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        command.setToolTip(tip(f"{row.plain_text} ({shown})" if shown else row.plain_text))
        command.setStatusTip(row.help)
        command.setCheckable(row.checkable)
        command.triggered.connect(lambda _checked=False, name=row.id: self.wanted.emit(name))
        self._window.addAction(command)
        return command


def _with_what(action: Action, what: str) -> str:
    return f"{action.text} {what[0].lower()}{what[1:]}" if what else action.text
