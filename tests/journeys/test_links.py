"""Links and actions in documents: a click shows where one leads, and nothing else happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from glossator.domain.pages.geometry import Rect
from glossator.ui.pages.reading_aids import ReadingAids
from helpers.hostile import LAUNCH, SCRIPT, at_once, links
from helpers.window import LONG, click, wait_open

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from helpers.window import TestWindow

REFUSES = "Glossator does not open such links."


class Case(NamedTuple):
    """A link: what it does, what is said of it, and which address may be opened."""

    action: bytes
    said: str = ""
    opened: str = ""


CASES = {
    "web": Case(b"/S/URI/URI(https://www.un.org/en)", "www.un.org", "https://www.un.org/en"),
    "web, behind a name": Case(
        b"/S/URI/URI(https://www.un.org@evil.example/)",
        "leads to evil.example:",
        "https://www.un.org@evil.example/",
    ),
    "web, in foreign letters": Case(
        b"/S/URI/URI(https://xn--n-xgb.example/)",
        "leads to xn--n-xgb.example:",
        "https://xn--n-xgb.example/",
    ),
    "web, with tags": Case(b"/S/URI/URI(http://a.example/<img src=x>)", "%3Cimg%20src=x%3E", "-"),
    "web, without its scheme": Case(
        b"/S/URI/URI(www.un.org/en)", "leads to www.un.org:", "https://www.un.org/en"
    ),
    "mail": Case(b"/S/URI/URI(mailto:a@example.org)", REFUSES),
    "file": Case(b"/S/URI/URI(file:///etc/passwd)", REFUSES),
    "file, on a machine called www": Case(b"/S/URI/URI(file://www.host/share/a.exe)", REFUSES),
    "file, called like a machine": Case(b"/S/GoToR/F(www.un.org/a.pdf)/D[0/Fit]", REFUSES),
    "network share, of a public machine": Case(rb"/S/URI/URI(\\\\www.un.org\\a\\b.exe)", REFUSES),
    "network share": Case(rb"/S/URI/URI(\\\\host\\share\\a.exe)", REFUSES),
    "other protocol": Case(b"/S/URI/URI(smb://host/share)", REFUSES),
    "script as an address": Case(rb"/S/URI/URI(javascript:alert\(1\))", REFUSES),
    "web without a host": Case(b"/S/URI/URI(http:///etc/passwd)", REFUSES),
    "program": Case(LAUNCH, REFUSES),
    "program called like a machine": Case(b"/S/Launch/F(www.un.org)", REFUSES),
    "program on a share": Case(rb"/S/Launch/F(\\\\host\\share\\a.exe)", REFUSES),
    "other document": Case(b"/S/GoToR/F(other.pdf)/D[0/Fit]", REFUSES),
    "script": Case(SCRIPT),
    "enclosed document": Case(b"/S/GoToE/T<</R/C/N(inner.pdf)>>/D[0/Fit]"),
    "form sent": Case(b"/S/SubmitForm/F(http://a.example/)"),
    "within the document": Case(b"/S/GoTo/D[3 0 R/Fit]"),
}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked to open."""
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()))
    return found


def follow(qtbot: QtBot, window: TestWindow, path: Path, data: bytes) -> None:
    """Add a document and click its link, at the top of its page."""
    path.write_bytes(data)
    window.add_files([path])
    qtbot.waitUntil(lambda: len(window.panes) == 3, timeout=LONG)
    pane = window.active
    wait_open(qtbot, window, pane)
    window.opened.notice.hide()
    place = pane.view.rect_on_viewport(0, Rect(0, 0, 300, 40)).center().toPoint()
    aids = pane.findChild(ReadingAids)
    assert aids is not None
    click(pane.view.viewport(), place)  # asks for the links of the page
    qtbot.waitUntil(lambda: 0 in aids._links, timeout=LONG)
    click(pane.view.viewport(), place)
    QApplication.processEvents()


@pytest.mark.parametrize("name", CASES)
def test_an_analyst_who_clicks_a_link_sees_where_it_leads_and_is_asked(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, opened: list[str], name: str
) -> None:
    case = CASES[name]
    follow(qtbot, window, tmp_path / "a.pdf", links(case.action))
    assert opened == []
    assert case.said in window.said
    button = window.opened.notice._button
    assert (button.isVisible(), bool(case.opened)) in ((True, True), (False, False))
    if case.opened:
        click(button)
        assert [QUrl(one) for one in opened] == [
            QUrl(case.opened if case.opened != "-" else "http://a.example/<img src=x>")
        ]


@pytest.mark.parametrize("action", [LAUNCH, SCRIPT, b"/S/URI/URI(http://127.0.0.1:9/)"])
def test_nothing_happens_by_itself_when_a_document_is_opened(
    qtbot: QtBot, window: TestWindow, tmp_path: Path, opened: list[str], action: bytes
) -> None:
    follow(qtbot, window, tmp_path / "a.pdf", at_once(action))
    assert opened == []
    assert window.said == ""
