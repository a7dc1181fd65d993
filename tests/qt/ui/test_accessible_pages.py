"""What assistive technology gets of the pages."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

from glossator.domain.text.caret import Caret
from glossator.domain.text.page_text import Role
from glossator.ui.pages import accessible as accessible_pages
from glossator.ui.pages.view import PageView
from helpers.library import FakeLibrary
from helpers.pages import make_page
from helpers.records import make_report

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleInterface, QAccessibleTextInterface
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library

REPORT = make_report()
PAGES = [
    make_page([("28. The principle \U0001f54a is one", Role.BODY, 1)], page=0),
    make_page([("recommended since 2002.", Role.BODY, 0), ("9 Ibid.", Role.FOOTNOTE, 1)], page=1),
]
WHOLE = "28. The principle \ufffd is one\nrecommended since 2002.\n9 Ibid."


@pytest.fixture
def view(qtbot: "QtBot") -> PageView:
    accessible_pages.install()
    library = FakeLibrary([REPORT], PAGES)
    made = PageView(cast("Library", library), REPORT.id)
    made.library_kept = library  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.setAccessibleName("Pages of A/79/322")
    made.resize(700, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[tuple[QAccessible.Event, int]]:
    """The events sent while assistive technology listens, with where the caret is."""
    sent: list[tuple[QAccessible.Event, int]] = []

    class Listened(QAccessible):
        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            sent.append((event.type(), event.cursorPosition()))  # type: ignore[attr-defined]

    monkeypatch.setattr(accessible_pages, "QAccessible", Listened)
    return sent


def interface(view: PageView) -> "QAccessibleInterface":
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    return found


def text_of(view: PageView) -> "QAccessibleTextInterface":
    found = interface(view).textInterface()
    assert found is not None
    return found


def test_the_pages_are_a_document_with_the_text_of_the_report(view: PageView) -> None:
    pages, text = interface(view), text_of(view)
    assert pages.role() == QAccessible.Role.Document
    assert pages.text(QAccessible.Text.Name) == "Pages of A/79/322"
    assert pages.text(QAccessible.Text.Description) == accessible_pages.HOW_TO_READ
    assert pages.state().readOnly
    assert text.characterCount() == len(WHOLE)
    assert text.text(0, -1) == WHOLE
    assert text.text(4, 7) == "The"


def test_only_addresses_go_to_qt(view: PageView) -> None:
    made = interface(view)
    assert isinstance(made, accessible_pages.AccessiblePages)
    pages = Shiboken.getCppPointer(made.pages)[0]
    for kind in QAccessible.InterfaceType:
        found = made.interface_cast(kind)
        assert isinstance(found, Shiboken.VoidPtr)
        assert (int(found) == pages) == (kind == QAccessible.InterfaceType.TextInterface)


def test_the_caret_is_told_and_can_be_set(
    view: PageView, events: list[tuple[QAccessible.Event, int]]
) -> None:
    text = text_of(view)
    view.selecting.place(Caret(1, 4))
    moved = QAccessible.Event.TextCaretMoved
    at = len(PAGES[0].text) + 1 + 4
    assert text.cursorPosition() == at
    assert events[-1] == (moved, at)
    text.setCursorPosition(4)
    assert view.selecting.head == Caret(0, 4)
    text.setCursorPosition(4000)
    assert view.selecting.head == Caret(0, 4)


def test_a_selection_is_announced_and_can_be_made(
    view: PageView, events: list[tuple[QAccessible.Event, int]]
) -> None:
    text = text_of(view)
    text.addSelection(4, 7)
    assert view.selecting.stretches == [(Caret(0, 4), Caret(0, 7), Role.BODY)]
    assert QAccessible.Event.TextSelectionChanged in [kind for kind, _ in events]
    # PySide can't say which text is selected, so none is offered.
    assert text.selectionCount() == 0
    text.removeSelection(0)
    assert not view.selecting


def test_letters_are_found_on_the_screen(view: PageView) -> None:
    text = text_of(view)
    for offset in (4, WHOLE.index("since")):
        rect = text.characterRect(offset)
        assert rect.width() > 2
        assert text.offsetAtPoint(rect.center()) == offset
    assert text.characterRect(4000) == QRect()
    assert text.offsetAtPoint(view.mapToGlobal(view.rect().bottomLeft())) in range(-1, len(WHOLE))


def test_with_the_caret_on_the_keys_are_followed(
    view: PageView, events: list[tuple[QAccessible.Event, int]]
) -> None:
    text_of(view)
    view.selecting.place(Caret(0, 0))
    view.caret.switch(on=True)
    assert interface(view).text(QAccessible.Text.Description) == ""
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert events[-1] == (QAccessible.Event.TextCaretMoved, 4)
