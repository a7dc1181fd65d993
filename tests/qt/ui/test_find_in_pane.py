from concurrent.futures import Future
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from glossator.app.desk import Desk
from glossator.domain.errors import DocumentError
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.find import Query
from glossator.domain.text.page_text import Role, page_starts
from glossator.ui.panes.pane import Pane
from helpers.fake_project import make_workspace
from helpers.library import FakeLibrary
from helpers.pages import make_page
from helpers.records import make_report

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.app.library import Library

REPORT = make_report()
PAGES = [
    make_page(
        [("A/79/322", Role.RUNNING, 0), (f"{number}. The non-punishment of victims", Role.BODY, 1)],
        page=number,
    )
    for number in range(5)
]


@pytest.fixture
def pane(qtbot: "QtBot") -> Pane:
    library = FakeLibrary([REPORT], PAGES)
    workspace = make_workspace(REPORT)
    desk = Desk()
    made = Pane(workspace, cast("Library", library), desk, REPORT.id)
    made.kept = (library, workspace, desk)  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    qtbot.waitExposed(made)
    made.finder.open()
    return made


def type_words(pane: Pane, words: str, qtbot: "QtBot") -> None:
    QTest.keyClicks(pane.finder.bar.field, words)
    qtbot.waitUntil(lambda: pane.finder.bar.counter.text() != "")


def test_every_hit_is_counted_and_marked_as_one_types(pane: Pane, qtbot: "QtBot") -> None:
    type_words(pane, "nonpunish", qtbot)
    qtbot.waitUntil(lambda: pane.finder.bar.counter.text() == "1 of 5")
    assert sorted(pane.view.hits) == [0, 1, 2, 3, 4]
    assert [current for *_, current in pane.view.hits[0]] == [True]


def test_enter_walks_through_the_hits_and_round(pane: Pane, qtbot: "QtBot") -> None:
    type_words(pane, "victims", qtbot)
    field = pane.finder.bar.field
    for expected in ("2 of 5", "3 of 5", "4 of 5", "5 of 5", "1 of 5"):
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert pane.finder.bar.counter.text() == expected
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pane.finder.bar.counter.text() == "5 of 5"
    assert pane.view.page == 4


def test_opening_the_list_keeps_the_current_hit(pane: Pane, qtbot: "QtBot") -> None:
    type_words(pane, "victims", qtbot)
    QTest.keyClick(pane.finder.bar.field, Qt.Key.Key_Return)
    pane.finder.bar._list_switch.setChecked(True)
    assert pane.finder.bar.counter.text() == "2 of 5"
    assert pane.finder.bar._list.item(1).text().startswith("p. 2")
    pane.finder.bar._list.setCurrentRow(3)
    assert pane.finder.bar.counter.text() == "4 of 5"


def test_hits_in_heads_are_told_and_not_walked_through(pane: Pane, qtbot: "QtBot") -> None:
    library = cast("FakeLibrary", pane._library)
    starts = page_starts([len(page.text) for page in PAGES])
    units = [
        Unit(f"para_{at}", UnitKind.PARAGRAPH, "", spans=((start + 9, start + len(page.text)),))
        for at, (start, page) in enumerate(zip(starts, PAGES, strict=True))
    ]
    library._reading = library._reading._replace(structure=Structure(units=tuple(units)))
    type_words(pane, "A", qtbot)
    qtbot.waitUntil(lambda: pane.finder.bar.counter.text().endswith(" of 5"))
    pane.finder.bar._regex.setChecked(True)
    pane.finder.bar.field.setText("9|The")
    qtbot.waitUntil(lambda: pane.finder.bar.counter.text().endswith("of 5 · 5 in heads"))
    assert pane.finder.bar.counter.shortened(60).endswith("of 5")
    last = pane.finder.bar._list.item(5)
    assert last.text() == "5 more in heads and feet of pages"
    assert not last.flags() & Qt.ItemFlag.ItemIsSelectable


def test_escape_takes_the_marks_away(pane: Pane, qtbot: "QtBot") -> None:
    type_words(pane, "victims", qtbot)
    QTest.keyClick(pane.finder.bar.field, Qt.Key.Key_Escape)
    assert pane.view.hits == {}
    assert pane.finder.bar.isHidden()


def test_what_is_not_there_is_said_plainly(pane: Pane, qtbot: "QtBot") -> None:
    type_words(pane, "smuggling", qtbot)
    qtbot.waitUntil(lambda: pane.finder.bar.counter.text() == "no hits")
    pane.finder.bar._regex.setChecked(True)
    pane.finder.bar.field.setText("(")
    qtbot.waitUntil(lambda: "regular expression" in pane.finder.bar.trouble)


def test_a_regular_expression_is_found_elsewhere_and_only_the_newest_is_asked_for(
    pane: Pane, qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = cast("FakeLibrary", pane._library).pool
    asked: list[str] = []
    find = pool.find

    def noted(document: str, text: str, query: Query) -> Future[list[tuple[int, int]]]:
        asked.append(query.words)
        return find(document, text, query)

    monkeypatch.setattr(pool, "find", noted)
    patterns = pane.finder._patterns
    pane.finder.bar._regex.setChecked(True)
    for words in ("v", "vi", r"vic\w+"):
        patterns.find(Query(words, regex=True))
    pane.finder.bar.field.setText(r"vic\w+")
    qtbot.waitUntil(lambda: pane.finder.bar.counter.text() == "1 of 5")
    assert asked == ["v", r"vic\w+"]


def test_a_pattern_that_is_given_up_says_so(
    pane: Pane, qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up: Future[list[tuple[int, int]]] = Future()
    monkeypatch.setattr(cast("FakeLibrary", pane._library).pool, "find", lambda *_: given_up)
    pane.finder.bar._regex.setChecked(True)
    pane.finder.bar.field.setText("(a+)+b")
    qtbot.waitUntil(lambda: pane.finder.bar.counter.text() == "finding …")
    given_up.set_exception(DocumentError("This takes longer than 2 seconds to find."))
    qtbot.waitUntil(lambda: pane.finder.bar.trouble.startswith("This takes longer"))
    assert pane.view.hits == {}


def test_the_words_to_find_have_room_in_a_narrow_pane_and_beside_a_long_sentence(
    pane: Pane, qtbot: "QtBot"
) -> None:
    bar = pane.finder.bar
    for width in (230, 600):
        pane.resize(width, 500)
        bar.show_trouble("This takes longer than 3 seconds to find. Make the pattern simpler.")
        qtbot.waitUntil(lambda width=width: bar.width() <= width)  # type: ignore[misc]
        qtbot.waitUntil(lambda: bar.field.width() > 150)
