from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from glossator.domain.ranking.suggest import Suggestion
from glossator.domain.themes import ThemeTree
from glossator.ui.tagging.box import BoxCallbacks, TaggingBox, Target
from helpers.records import make_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

JUSTICE = make_theme("Access to justice", key="2")
NPU = make_theme("Non-punishment", JUSTICE, key="1")
TREE = ThemeTree([JUSTICE, NPU])
TARGET = Target("A/79/322, para. 28")


class Owner:
    """Remembers what the box asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.target = TARGET
        self.refuses = False

    def did(self, what: str, value: str) -> Target | None:
        if self.refuses:
            return None
        self.asked.append((what, value))
        if what == "tag":
            self.target = Target(TARGET.citation, (*self.target.theme_ids, value), self.target.note)  # type: ignore[arg-type]
        if what == "note":
            self.target = Target(TARGET.citation, self.target.theme_ids, value)
        return self.target


@pytest.fixture
def owner() -> Owner:
    return Owner()


@pytest.fixture
def box(qtbot: "QtBot", owner: Owner) -> TaggingBox:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    made = TaggingBox(
        host,
        BoxCallbacks(
            tag=lambda one: owner.did("tag", one),
            untag=lambda one: owner.did("untag", one),
            new_theme=lambda name: owner.did("new", name),
            note=lambda note: owner.did("note", note),
            tree=lambda: TREE,
        ),
    )
    made.host_kept = host  # type: ignore[attr-defined]
    host.show()
    qtbot.waitExposed(host)
    made.open_for(TARGET, QRect(300, 300, 80, 14))
    return made


def test_three_letters_and_enter_tag(box: TaggingBox, owner: Owner) -> None:
    QTest.keyClicks(box._field, "non")
    QTest.keyClick(box._field, Qt.Key.Key_Return)
    assert owner.asked == [("tag", NPU.id)]
    assert box.isHidden()


def test_a_digit_tags_while_nothing_is_typed(box: TaggingBox, owner: Owner) -> None:
    QTest.keyClicks(box._field, "2")
    assert owner.asked == [("tag", JUSTICE.id)]


def test_a_screen_reader_hears_what_enter_takes(
    box: TaggingBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("glossator.ui.tagging.list.announce", lambda _, words: said.append(words))
    QTest.keyClicks(box._field, "acc")
    assert said[-1] == "Access to justice, 1 of 3"
    QTest.keyClick(box._field, Qt.Key.Key_Down)
    assert said[-1] == "Access to justice / Non-punishment, 2 of 3"


def test_the_keyboard_leaves_the_box_without_going_by_way_of_another_control(
    box: TaggingBox, qtbot: "QtBot"
) -> None:
    other = QLineEdit(box._host)
    other.show()
    seen: list[QWidget | None] = []
    box.activateWindow()
    box._field.setFocus()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.focusChanged.connect(lambda _, now: seen.append(now))
    QTest.keyClick(box._field, Qt.Key.Key_Escape)
    assert other not in seen


def test_ctrl_enter_tags_and_stays_for_another(box: TaggingBox, owner: Owner) -> None:
    QTest.keyClicks(box._field, "non")
    QTest.keyClick(box._field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert box.isVisible()
    QTest.keyClicks(box._field, "acc")
    QTest.keyClick(box._field, Qt.Key.Key_Return)
    assert owner.asked == [("tag", NPU.id), ("tag", JUSTICE.id)]


def test_shift_enter_makes_a_theme_of_what_was_typed(box: TaggingBox, owner: Owner) -> None:
    QTest.keyClicks(box._field, " Survivor  leadership ")
    QTest.keyClick(box._field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert owner.asked == [("new", "Survivor leadership")]


def test_enter_makes_the_theme_when_nothing_matches(box: TaggingBox, owner: Owner) -> None:
    QTest.keyClicks(box._field, "xyzzy")
    QTest.keyClick(box._field, Qt.Key.Key_Return)
    assert owner.asked == [("new", "xyzzy")]


def test_escape_leaves_no_mark(box: TaggingBox, owner: Owner, qtbot: "QtBot") -> None:
    box._note.setPlainText("not meant")
    with qtbot.waitSignal(box.closed) as closed:
        QTest.keyClick(box._field, Qt.Key.Key_Escape)
    assert closed.args == [True]
    assert owner.asked == []


def test_a_note_is_kept_when_the_user_clicks_elsewhere(box: TaggingBox, owner: Owner) -> None:
    QTest.keyClick(box._field, Qt.Key.Key_Tab)
    QTest.keyClicks(box._note, "compare 2012")
    box.keep_and_close()
    assert owner.asked == [("note", "compare 2012")]


def test_a_note_typed_before_the_theme_is_kept_with_it(box: TaggingBox, owner: Owner) -> None:
    QTest.keyClicks(box._note, "new in 2024")
    QTest.keyClicks(box._field, "non")
    QTest.keyClick(box._field, Qt.Key.Key_Return)
    assert owner.asked == [("tag", NPU.id), ("note", "new in 2024")]


def test_clicking_elsewhere_without_a_note_leaves_no_mark(box: TaggingBox, owner: Owner) -> None:
    box.keep_and_close()
    assert owner.asked == []


def test_the_box_stays_inside_the_window(box: TaggingBox) -> None:
    for corner in (QRect(880, 590, 10, 10), QRect(0, 0, 10, 10), QRect(-50, 700, 10, 10)):
        box.open_for(TARGET, corner)
        host = box.parentWidget()
        assert host is not None
        assert host.rect().contains(box.geometry())


def test_the_box_leaves_the_passage_to_be_read(box: TaggingBox) -> None:
    likely = [Suggestion(theme.id, 1.0, ("law",)) for theme in TREE]
    box._do = replace(box._do, suggest=lambda _, then: then(likely))
    for top in (30, 280, 340, 420, 560):
        passage = QRect(300, top, 200, 28)
        box.open_for(replace(TARGET, words="law"), passage)
        for words in ("non", "nothing is called like this", ""):
            assert not box.geometry().intersects(passage), (top, words)
            box._field.setText(words)


def test_a_small_window_lists_fewer_themes_and_leaves_the_passage(box: TaggingBox) -> None:
    themes = ThemeTree([make_theme(f"Theme {number}") for number in range(9)])
    box._do = replace(box._do, tree=lambda: themes)
    box._host.resize(600, 460)
    passage = QRect(100, 150, 200, 28)
    box.open_for(TARGET, passage)
    assert not box.geometry().intersects(passage)
    assert 3 <= box._list.count() < 7
    box._host.resize(600, 900)
    box.open_for(TARGET, passage)
    assert box._list.count() == 7


@pytest.mark.parametrize("height", [470, 600])
def test_themes_that_are_suggested_later_leave_the_passage_too(
    box: TaggingBox, height: int
) -> None:
    themes = ThemeTree([make_theme(f"Theme {number}") for number in range(9)])
    likely = [Suggestion(theme.id, 1.0, ("law",)) for theme in list(themes)[:3]]
    come: list[Callable[[list[Suggestion]], None]] = []
    box._do = replace(box._do, tree=lambda: themes, suggest=lambda _, then: come.append(then))
    box._host.resize(600, height)
    passage = QRect(100, 170, 200, 28)
    box.open_for(replace(TARGET, words="law"), passage)
    come[0](likely)
    assert len(box.suggested()) == 3
    assert not box.geometry().intersects(passage)
    themes_beside_them = box._list.count() - 3
    come[0]([])
    assert box._list.count() > themes_beside_them
    assert not box.geometry().intersects(passage)


def test_large_letters_have_a_wider_box(box: TaggingBox) -> None:
    usual, font = box.width(), box.font()
    font.setPointSizeF(2 * font.pointSizeF())
    box.setFont(font)
    box.open_for(TARGET, QRect(300, 300, 80, 14))
    assert box.width() > 1.3 * usual


def test_themes_it_has_are_chips_and_not_offered_again(box: TaggingBox, owner: Owner) -> None:
    box.open_for(Target("x", (NPU.id,)), QRect(300, 300, 80, 14))
    assert [box._list.item(row).text() for row in range(box._list.count())] == ["Access to justice"]
    entry = box._chips.itemAt(0)
    assert entry is not None
    chip = entry.widget()
    assert chip is not None
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert owner.asked == [("untag", NPU.id)]


def test_what_is_refused_stays_in_the_box(box: TaggingBox, owner: Owner) -> None:
    owner.refuses = True
    QTest.keyClicks(box._note, "compare 2012")
    QTest.keyClicks(box._field, "non")
    QTest.keyClick(box._field, Qt.Key.Key_Return)
    assert box.isVisible()
    box.keep_and_close()
    assert box.isVisible()
    assert box._note.toPlainText() == "compare 2012"
    owner.refuses = False
    QTest.keyClick(box._field, Qt.Key.Key_Return)
    assert box.isHidden()
    assert owner.target == Target(TARGET.citation, (NPU.id,), "compare 2012")
