"""The manual: a page a task."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget

from glossator.app.actions import ACTIONS
from glossator.bundled import resource
from glossator.ui.manual import KEYS_MARK, Manual, keys_table, manual_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def manual(qtbot: QtBot) -> Iterator[Manual]:
    parent = QWidget()
    qtbot.addWidget(parent)
    yield Manual(parent, manual_pages())
    parent.deleteLater()


def test_every_page_begins_with_its_title() -> None:
    pages = manual_pages()
    assert len(pages) > 3
    assert all(page.text.startswith(f"# {page.title}\n") for page in pages)
    assert len({page.title for page in pages}) == len(pages)


def test_a_page_leads_only_to_pages_that_are_there() -> None:
    names = {page.name for page in manual_pages()}
    for page in manual_pages():
        assert set(re.findall(r"(?<!!)\[[^]]*\]\(([^)]+)\)", page.text)) <= names


def test_a_picture_is_shown_as_wide_as_there_is_room(manual: Manual) -> None:
    shown = 0
    for page in manual_pages():
        for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.text):
            assert (resource("manual") / name).exists()
            shown += 1
    assert shown
    manual.open_page("55-compare.md")
    manual.show()
    manual.resize(1300, 700)
    wide = manual._text.document().size().height()
    assert not manual._text.horizontalScrollBar().maximum()
    manual.resize(600, 700)
    assert not manual._text.horizontalScrollBar().maximum()
    assert manual._text.document().size().height() < 2 * wide


def test_the_manual_lists_every_key() -> None:
    table = keys_table()
    for action in ACTIONS:
        if action.shortcuts:
            assert action.plain_text in table
    assert any(KEYS_MARK in path.read_text("utf-8") for path in resource("manual").glob("*.md"))
    assert any(table in page.text for page in manual_pages())


def test_the_pages_with_all_words_looked_for_are_listed(manual: Manual) -> None:
    everything = manual.listed()
    manual._words.setText("Formula apostrophe")
    assert manual.listed() == ["Take passages out"]
    assert manual.page.title == "Take passages out"
    assert manual._text.textCursor().selectedText() == "formula"
    manual._words.setText("no such word anywhere")
    assert manual.listed() == []
    manual._words.clear()
    assert manual.listed() == everything


def test_a_link_goes_to_the_page_it_names(manual: Manual) -> None:
    manual._follow(QUrl("40-themes.md"))
    assert manual.page.name == "40-themes.md"
    manual._follow(QUrl("https://example.org/40-themes.html"))
    assert manual.page.name == "40-themes.md"
