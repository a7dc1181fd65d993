"""No words that somebody wrote become markup: Qt would load the pictures that it names."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

import glossator.ui
from glossator.app.models.bookmarks import BookmarkModel
from glossator.app.models.mentions import MentionModel
from glossator.app.models.passages import ThemeMark
from glossator.app.models.themes import ThemeModel
from glossator.app.models.ticked import Passage, TickedPassages
from glossator.app.previews import Preview
from glossator.domain.trace.mentions import Entry, MentionKind
from glossator.ui.dialogs.preview import PreviewDialog
from glossator.ui.panels.theme_chips import ThemeChip
from glossator.ui.panels.theme_foot import DefinitionBox
from helpers.fake_project import make_workspace
from helpers.records import make_bookmark, make_report, make_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

BAIT = '<img src="//host/x">'
UI = Path(glossator.ui.__file__).parent
MODULES = sorted(UI.rglob("*.py"))

SHOWN_AT = {"setToolTip": -1, "showText": 1}
"""Functions that show a tooltip, and which of their arguments are its words."""


def plain(said: str) -> str:
    """Return what is read in a tooltip, even if Qt takes it for markup."""
    document = QTextDocument()
    document.setHtml(said)
    return document.toPlainText()


def is_own(words: ast.expr) -> bool:
    """Whether words are the program's, or kept from being markup: `tip`, or a helper's so named."""
    match words:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name.isupper() or name == "tip"
        case ast.Call(func=ast.Name(id="tip")):
            return True
        case ast.Subscript(value=value):
            return is_own(value)
        case ast.BinOp(left=left, right=right):
            return is_own(left) and is_own(right)
        case ast.IfExp(body=one, orelse=other):
            return is_own(one) and is_own(other)
    return False


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name, node


def guessed_labels(tree: ast.Module) -> Iterator[int]:
    """Yield the lines of labels that leave it to Qt what words of others are."""
    set_later = {
        ast.unparse(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "setText"
    }
    targets = {
        node.value: {ast.unparse(one) for one in node.targets}
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
    }
    for name, label in calls(tree):
        if name != "QLabel" or any(one.arg == "textFormat" for one in label.keywords):
            continue
        is_known = all(is_own(one) for one in label.args)
        if not is_known or targets.get(label, set()) & set_later:
            yield label.lineno


def guessed_tooltips(tree: ast.Module) -> Iterator[int]:
    """Yield the lines of tooltips that leave it to Qt what words of others are."""
    for name, call in calls(tree):
        if name in SHOWN_AT and not is_own(call.args[SHOWN_AT[name]]):
            yield call.lineno


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(UI).as_posix())
def test_every_label_and_tooltip_says_whether_its_words_are_markup(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert [*guessed_labels(tree), *guessed_tooltips(tree)] == []


def test_words_that_are_left_to_qt_are_found() -> None:
    tree = ast.parse(
        "self.one = QLabel()\nself.one.setText(name)\nQLabel(theme.name)\n"
        "row.setToolTip(0, theme.name)\nQToolTip.showText(at, said, self)\n"
        "QLabel('Own')\nrow.setToolTip(tip(theme.name))\n"
    )
    assert [*guessed_labels(tree), *guessed_tooltips(tree)] == [1, 3, 4, 5]


def test_no_list_gives_words_of_others_as_markup(qtbot: QtBot) -> None:
    theme = make_theme(BAIT, definition=BAIT)
    report = make_report(title=BAIT)
    bookmark = make_bookmark(report, BAIT)
    workspace = make_workspace(theme, report, bookmark)
    mentions = MentionModel()
    mentions.show([Entry(next(iter(MentionKind)), BAIT, {})], [])
    ticked = TickedPassages([Passage(1, "A/79/322, para. 1", BAIT)])
    bookmarks = BookmarkModel(workspace)
    bookmarks.show_report(report.id)
    themes = ThemeModel(workspace)
    for model in (themes, mentions, ticked, bookmarks):
        said = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
        assert plain(said).startswith(BAIT), model


def test_no_widget_gives_words_of_others_as_markup(qtbot: QtBot) -> None:
    theme = make_theme(BAIT, definition=BAIT, memo=BAIT)
    box = DefinitionBox(read_only=True)
    chip = ThemeChip(ThemeMark(theme.id, BAIT, ""), fixed=True, parent=box)
    preview = PreviewDialog("Merge", "Merge")
    for widget in (box, preview):
        qtbot.addWidget(widget)
    box.show_theme(theme)
    preview.show_preview(Preview((), ((BAIT, (BAIT,)),), changes=True))
    heading = preview.list.topLevelItem(0)
    line = heading.child(0) if heading else None
    assert line is not None
    for said in (box.toolTip(), chip.toolTip(), line.toolTip(0)):
        assert plain(said).startswith(BAIT)
    assert "<img" not in box.text()
