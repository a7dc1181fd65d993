"""The manual and what the program says of itself."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from glossator import __version__
from glossator.app.actions import ACTIONS, Menu
from glossator.bundled import resource

KEYS_MARK = "<!-- keys -->"


def about_text() -> str:
    """Return a sentence about the program."""
    return (
        f"Glossator {__version__}, free software under the GNU Affero General Public License, "
        "version 3. It reads documents on this machine and sends nothing anywhere."
    )


def keys_table() -> str:
    """Return the actions with their keys as an HTML table, from the table of actions."""
    rows = []
    for menu in Menu:
        for action in (row for row in ACTIONS if row.menu is menu and row.shortcuts):
            keys = " or ".join(
                QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
                for keys in action.shortcuts
            )
            rows.append(
                f"<tr><td><b>{escape(keys)}</b>&nbsp;&nbsp;</td>"
                f"<td>{escape(action.plain_text)}. {escape(action.help)}</td></tr>"
            )
    return f"<table cellspacing='4'>{''.join(rows)}</table>"


def show_manual(parent: QWidget) -> QDialog:
    """Show the manual beside the window; it does not block it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("Glossator: manual")
    dialog.resize(720, 640)
    text = QTextBrowser(openExternalLinks=False)
    page = resource("manual/manual.html").read_text("utf-8")
    text.setHtml(page.replace(KEYS_MARK, keys_table()))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(text)
    column.addWidget(buttons)
    dialog.show()
    return dialog
