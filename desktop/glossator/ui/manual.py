"""The manual: a page a task, written in Markdown under `resources/manual`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from glossator.app.actions import ACTIONS, Menu
from glossator.bundled import resource
from glossator.domain.text.folding import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

KEYS_MARK = "<!-- keys -->"
"""Where a page has the list of keys."""

PAGES_OF = {
    "ThemePanel": "40-themes.md",
    "ToTagPanel": "40-themes.md",
    "PassagePanel": "30-tag.md",
    "NoteEditor": "30-tag.md",
    "TaggingBox": "30-tag.md",
    "SearchPanel": "50-search.md",
    "SimilarPanel": "20-follow.md",
    "CompareView": "55-compare.md",
    "TraceView": "60-trace.md",
    "MentionsPage": "62-mentions.md",
    "DoubtPanel": "64-editions.md",
}
"""Which page tells of a part of the window, by the name of its class."""

PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for a picture in a text of Qt's."""

SMOOTH = Qt.TransformationMode.SmoothTransformation

MARGIN = 18.0
"""Between the text of a page and the edge, in logical pixels."""


@dataclass(frozen=True, slots=True)
class ManualPage:
    """One page: its file's name, its heading, and its text in Markdown."""

    name: str
    title: str
    text: str


def manual_pages() -> list[ManualPage]:
    """Return the pages in their order, which is that of their files' names."""
    found = []
    for path in sorted(resource("manual").glob("*.md")):
        text = path.read_text("utf-8").replace(KEYS_MARK, keys_table())
        heading = text.partition("\n")[0]
        found.append(ManualPage(path.name, heading.removeprefix("# "), text))
    return found


def keys_table() -> str:
    """Return the actions with their keys as a table in Markdown, from the table of actions."""
    rows = ["| Key | What it does |", "| --- | --- |"]
    for menu in Menu:
        for action in (row for row in ACTIONS if row.menu is menu and row.shortcuts):
            keys = " or ".join(
                QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
                for keys in action.shortcuts
            )
            said = f"{action.plain_text}. {action.help}".replace("|", "\\|")
            rows.append(f"| {keys} | {said} |")
    return "\n".join(rows)


class PageText(QTextBrowser):
    """The text of a page; its pictures are as wide as they are, or as there is room."""

    def __init__(self) -> None:
        super().__init__(openLinks=False)
        self.setSearchPaths([str(resource("manual"))])

    def show_text(self, text: str) -> None:
        """Show a page in Markdown."""
        self.setMarkdown(text)
        self.document().setDocumentMargin(MARGIN)
        self._fit_pictures()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent."""
        super().resizeEvent(event)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        room = self.viewport().width() - 2 * MARGIN
        text = self.document().toRawText()
        cursor = QTextCursor(self.document())
        for at in (at for at, one in enumerate(text) if one == PICTURE):
            cursor.setPosition(at)
            cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
            picture = cursor.charFormat().toImageFormat()
            own = QImage(str(resource("manual") / picture.name()))
            width = min(own.width(), room)
            # Qt would leave out lines of it instead of making it smaller.
            drawn = own.scaledToWidth(round(width * self.devicePixelRatioF()), SMOOTH)
            kind = QTextDocument.ResourceType.ImageResource
            self.document().addResource(kind, QUrl(picture.name()), drawn)
            picture.setWidth(width)
            cursor.setCharFormat(picture)


class Manual(QDialog):
    """Shows the pages, a list of them, and a field that finds words in all of them.

    It stands beside the window and does not block it.
    """

    def __init__(self, parent: QWidget, pages: Sequence[ManualPage]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Glossator: manual")
        self.resize(940, 660)
        self._pages = {page.name: page for page in pages}
        self._words = QLineEdit(placeholderText="Find in the manual", clearButtonEnabled=True)
        self._words.setAccessibleName("Find in the manual")
        self._words.textChanged.connect(self._filter)
        self._list = QListWidget()
        self._list.setAccessibleName("Pages of the manual")
        self._list.setFixedWidth(250)
        self._list.currentItemChanged.connect(self._show)
        self._text = PageText()
        self._text.setAccessibleName("Page of the manual")
        self._text.anchorClicked.connect(self._follow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        left = QVBoxLayout()
        left.addWidget(self._words)
        left.addWidget(self._list)
        middle = QHBoxLayout()
        middle.addLayout(left)
        middle.addWidget(self._text, 1)
        column = QVBoxLayout(self)
        column.addLayout(middle)
        column.addWidget(buttons)
        for page in pages:
            item = QListWidgetItem(page.title, self._list)
            item.setData(Qt.ItemDataRole.UserRole, page.name)
        self._list.setCurrentRow(0)
        self._words.setFocus()

    @property
    def page(self) -> ManualPage:
        """The page that is shown."""
        return self._pages[self._list.currentItem().data(Qt.ItemDataRole.UserRole)]

    def listed(self) -> list[str]:
        """Return the titles of the pages that hold the words looked for."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return [item.text() for item in items if not item.isHidden()]

    def _show(self) -> None:
        self._text.show_text(self.page.text)
        self._find_word()

    def open_page(self, name: str) -> None:
        """Show a page by its file's name; the one that is shown stays where there is none."""
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self._list.setCurrentRow(row)

    def _follow(self, target: QUrl) -> None:
        """Go to another page; a manual has no other links."""
        self.open_page(target.path())

    def _filter(self, words: str) -> None:
        wanted = [folded(word, case=True) for word in words.split()]
        first = -1
        for row in range(self._list.count()):
            item = self._list.item(row)
            page = folded(self._pages[item.data(Qt.ItemDataRole.UserRole)].text, case=True)
            item.setHidden(not all(word in page for word in wanted))
            if first < 0 and not item.isHidden():
                first = row
        if first >= 0 and self._list.currentItem().isHidden():
            self._list.setCurrentRow(first)
        else:
            self._find_word()

    def _find_word(self) -> None:
        """Bring the first of the words looked for into view, selected."""
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        words = self._words.text().split()
        if words:
            self._text.find(words[0])


def page_of(widget: QWidget | None) -> str:
    """Return the page that tells of the part of the window a widget is in; empty if none does."""
    while widget is not None:
        if name := PAGES_OF.get(type(widget).__name__):
            return name
        widget = widget.parentWidget()
    return ""


def show_manual(parent: QWidget) -> Manual:
    """Show the manual beside the window, open at what the keyboard is in."""
    manual = Manual(parent, manual_pages())
    manual.open_page(page_of(QApplication.focusWidget()))
    manual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    manual.show()
    return manual
