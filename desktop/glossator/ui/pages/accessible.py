"""The pages of a view as text for assistive technology: what a screen reader reads.

Qt asks the factory for an interface of each widget; for a `PageView` it gets one whose text
is the canonical text of the whole report, the caret in it that of caret browsing. Three
things of PySide 6.11 shape this module:

- What `interface_cast` returns goes to C++ as a bare pointer. An object or None would be
  taken for one; only a `VoidPtr` made of the C++ address is safe.
- `QAccessibleTextInterface.selection` and `.attributes`, which return through pointers, are
  not in the binding, and their C++ stubs leave what they should fill as it was. So no
  selection is offered there; what is selected is said instead (`announce.py`).
- An interface belongs to Qt's cache, which frees it with its widget; it must not be freed by
  Python before, so it is kept here until then.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QAccessibleTextSelectionEvent,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken

from glossator.domain.text import selection
from glossator.domain.text.caret import Caret
from glossator.domain.text.page_text import PAGE_BREAK
from glossator.ui.pages.view import PageView

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

HOW_TO_READ = "Press F7 to read with a caret."
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
"""Characters that take two places in Qt's strings; each must stay one."""


class PagesAsText(QAccessibleTextInterface):
    """The text of a view's report, with offsets as in its canonical text."""

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self._view = view
        self._source = ""
        self._shown = ""

    def whole(self) -> str:
        """Return the report's text, empty while it is not read; each page ends a line."""
        searchable = self._view.library.searchable(self._view.report_id)
        source = searchable.text if searchable is not None else ""
        if source is not self._source:
            self._source = source
            self._shown = _BEYOND.sub("\ufffd", source.replace(PAGE_BREAK, "\n"))
        return self._shown

    def offset(self, caret: Caret) -> int:
        """Return where a caret stands in the whole text."""
        reading = self._view.library.reading(self._view.report_id)
        if reading is None or caret.page >= len(reading.starts):
            return 0
        return reading.starts[caret.page] + caret.offset

    def caret(self, offset: int) -> Caret | None:
        """Return the caret at an offset of the whole text."""
        reading = self._view.library.reading(self._view.report_id)
        if reading is None or not 0 <= offset <= len(self.whole()):
            return None
        return Caret(*reading.caret(offset))

    # What Qt asks for

    def text(self, startOffset: int, endOffset: int) -> str:  # noqa: N803 (Qt's own)
        """Override QAccessibleTextInterface.text."""
        end = None if endOffset < 0 else endOffset
        return self.whole()[max(startOffset, 0) : end]

    def characterCount(self) -> int:
        """Override QAccessibleTextInterface.characterCount."""
        return len(self.whole())

    def cursorPosition(self) -> int:
        """Override QAccessibleTextInterface.cursorPosition: else what is being read."""
        head = self._view.selecting.head
        if head is not None:
            return self.offset(head)
        reading = self._view.reading_offset()
        return self.offset(Caret(*reading)) if reading is not None else 0

    def setCursorPosition(self, position: int) -> None:
        """Override QAccessibleTextInterface.setCursorPosition."""
        caret = self.caret(position)
        if caret is not None:
            self._view.selecting.place(caret)
            self._view.caret.reveal()

    def selectionCount(self) -> int:
        """Override QAccessibleTextInterface.selectionCount: none can be told."""
        return 0

    def addSelection(self, startOffset: int, endOffset: int) -> None:  # noqa: N803
        """Override QAccessibleTextInterface.addSelection."""
        start, end = self.caret(startOffset), self.caret(endOffset)
        if start is not None and end is not None:
            self._view.selecting.select(start, end)
            self._view.caret.reveal()

    def setSelection(self, _index: int, startOffset: int, endOffset: int) -> None:  # noqa: N803
        """Override QAccessibleTextInterface.setSelection."""
        self.addSelection(startOffset, endOffset)

    def removeSelection(self, _index: int) -> None:
        """Override QAccessibleTextInterface.removeSelection."""
        self._view.selecting.clear()

    def characterRect(self, offset: int) -> QRect:
        """Override QAccessibleTextInterface.characterRect: on the screen; empty if unknown."""
        view, caret = self._view, self.caret(offset)
        text = view.library.known_text(view.report_id, caret.page) if caret else None
        if caret is None or text is None or caret.offset >= len(text.text):
            return QRect()
        rect = view.box(caret.page).rect_to_view(text.char_rect(caret.offset))
        shown = view.rect_on_viewport(caret.page, rect).toAlignedRect()
        return shown.translated(view.viewport().mapToGlobal(QPoint()))

    def offsetAtPoint(self, point: QPoint) -> int:
        """Override QAccessibleTextInterface.offsetAtPoint: -1 where there is no text."""
        view = self._view
        if not view.layout_.boxes:
            return -1
        place = view.place_at(view.viewport().mapFromGlobal(point))
        text = view.library.page_text(view.report_id, place.page)
        if text is None:
            return -1
        at = selection.character_at(text, *view.box(place.page).to_user(place.x, place.y))
        return -1 if at is None else self.offset(Caret(place.page, at))

    def scrollToSubstring(self, startIndex: int, _endIndex: int) -> None:  # noqa: N803
        """Override QAccessibleTextInterface.scrollToSubstring."""
        caret = self.caret(startIndex)
        if caret is not None:
            self._view.go_to_offset(caret.page, caret.offset)


class AccessiblePages(QAccessibleWidget):
    """A view of pages as a document with text.

    Attributes:
        kept: All that Qt has been given and still holds.
    """

    kept: ClassVar[list[AccessiblePages]] = []

    def __init__(self, view: PageView) -> None:
        super().__init__(view, QAccessible.Role.Document)
        self._view = view
        self.pages = PagesAsText(view)
        self._address = Shiboken.VoidPtr(Shiboken.getCppPointer(self.pages)[0])
        view.caret_moved.connect(self._caret_moved)
        view.selection_changed.connect(self._selection_changed)

    def interface_cast(self, t: QAccessible.InterfaceType) -> int:
        """Override QAccessibleInterface.interface_cast: this has text."""
        if t == QAccessible.InterfaceType.TextInterface:
            return cast("int", self._address)
        found = cast("int | None", super().interface_cast(t))
        return cast("int", Shiboken.VoidPtr(0)) if found is None else found

    def state(self) -> QAccessible.State:
        """Override QAccessibleInterface.state."""
        state = super().state()
        state.readOnly = state.multiLine = state.selectableText = 1
        return state

    def text(self, t: QAccessible.Text) -> str:
        """Override QAccessibleInterface.text: say how to read while there is no caret."""
        if t == QAccessible.Text.Description and not self._view.caret.is_on:
            return HOW_TO_READ
        return super().text(t)

    def _caret_moved(self) -> None:
        head = self._view.selecting.head
        if head is not None and QAccessible.isActive():
            event = QAccessibleTextCursorEvent(self._view, self.pages.offset(head))
            QAccessible.updateAccessibility(event)

    def _selection_changed(self) -> None:
        if not QAccessible.isActive():
            return
        stretches = self._view.selecting.stretches
        ends = [self.pages.offset(caret) for caret in stretches[-1][:2]] if stretches else [-1, -1]
        QAccessible.updateAccessibility(QAccessibleTextSelectionEvent(self._view, *ends))


@cache
def install() -> None:
    """Let Qt make the interface of every view of pages from now on; once is enough."""
    QAccessible.installFactory(_made)


def _made(_class: str, widget: QObject) -> QAccessibleInterface | None:
    if not isinstance(widget, PageView):
        return None
    made = AccessiblePages(widget)
    kept = AccessiblePages.kept
    kept[:] = [one for one in kept if Shiboken.isValid(one)]
    kept.append(made)
    return made
