"""What is shown before it is done: each thing that would change, in no more room than it needs."""

from typing import TYPE_CHECKING

from glossator.app.previews import Preview, of_merge
from glossator.domain.incoming.merging import Whole, merge
from glossator.ui.dialogs.preview import PreviewDialog
from helpers.records import fresh_id, make_annotation, make_report

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_plan_lists_what_would_be_added_and_says_that_nothing_has_changed(
    qtbot: "QtBot",
) -> None:
    report = make_report()
    added = make_annotation(report, exact="States must act", analyst="Bruno")
    dialog = PreviewDialog("Merge Bruno's", "Merge")
    qtbot.addWidget(dialog)
    dialog.show()
    waiting = dialog.height()
    plan = merge(Whole("Ours", (report,)), Whole("Theirs", (report,), (), (added,)), fresh_id)
    dialog.show_preview(of_merge(plan))
    assert dialog.text() == "1 added. Nothing changes before you press “Merge”."
    top = dialog.list.topLevelItem(0)
    assert top is not None
    assert top.text(0) == "Added (1)"
    (line,) = [top.child(row) for row in range(top.childCount())]
    assert line is not None
    assert line.text(0) == f"{added.citation}, Bruno: “States must act”"
    assert dialog.list.isVisible()
    assert dialog.height() > waiting
    assert dialog.button.isEnabled()


def test_where_there_is_nothing_to_look_at_it_is_a_sentence_and_no_empty_list(
    qtbot: "QtBot",
) -> None:
    dialog = PreviewDialog("Merge Bruno's", "Merge", "Bruno's has nothing new.")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_preview(Preview((), (), changes=False))
    assert dialog.text() == "Bruno's has nothing new."
    assert not dialog.list.isVisible()
    assert not dialog.button.isEnabled()
    assert dialog.height() < 150
