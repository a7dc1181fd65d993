"""The lists and the table of the trace view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.models.mentions import MentionModel
from glossator.app.models.rows import Row, RowModel
from glossator.domain.trace.mentions import Entry, MentionKind
from helpers.records import make_report

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

REPORTS = (make_report("A/1", sha256="1" * 64), make_report("A/2", sha256="2" * 64))
ENTRIES = (
    Entry(MentionKind.STATE, "Côte d’Ivoire", {"1" * 64: ("para_1", "para_1", "para_3")}),
    Entry(MentionKind.BODY, "UNODC", {"1" * 64: ("para_1",), "2" * 64: ("para_9",)}),
)


def test_rows_are_replaced_as_a_whole(qtmodeltester: ModelTester) -> None:
    model = RowModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show([Row("dropped", "Words.", "para. 3", 7), Row("new", "Others.", key=8)])
    assert model.index(0).data() == "dropped. Words.. para. 3"
    assert model.find(8).row() == 1
    assert not model.find(9).isValid()
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show(model.rows)
    assert resets == []


def test_names_are_counted_by_report(qtmodeltester: ModelTester) -> None:
    model = MentionModel()
    model.show(ENTRIES, REPORTS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    cells = [[model.index(r, c).data() for c in range(4)] for r in range(2)]
    assert cells == [["Côte d’Ivoire", "3", "3", "·"], ["UNODC", "2", "1", "1"]]
    assert model.report(0) is None
    assert model.report(3) == REPORTS[1]


def test_names_are_filtered_by_kind_and_by_typing_without_accents() -> None:
    model = MentionModel()
    model.show(ENTRIES, REPORTS)
    model.narrow(None, "cote ivo")
    assert [one.name for one in model.entries] == ["Côte d’Ivoire"]
    model.narrow(MentionKind.BODY, "")
    assert [one.name for one in model.entries] == ["UNODC"]
    model.narrow(None, "")
    assert len(model.entries) == 2


def test_names_are_found_by_what_else_they_go_by() -> None:
    model = MentionModel()
    office, letter = "United Nations Office on Drugs and Crime", "S/RES/1325 (2000)"
    model.show(
        [
            Entry(MentionKind.STATE, "Türkiye", {}),
            Entry(MentionKind.BODY, office, {}),
            Entry(MentionKind.SYMBOL, letter, {}),
        ],
        REPORTS,
    )
    for words, name in (("turkey", "Türkiye"), ("unodc", office), ("1325", letter)):
        model.narrow(None, words)
        assert [one.name for one in model.entries] == [name]
    assert model.forms(model.entries[0]) == (letter, "1325 (2000)", "1325")
