"""Figures and passages as they go out."""

from __future__ import annotations

from glossator.domain.compare.axes import Corpus
from glossator.domain.compare.figures import passages, tabulate
from glossator.domain.compare.rows import Arrangement, arranged
from glossator.domain.compare.table import Axis, Measure
from glossator.domain.compare.tally import Tally
from glossator.domain.reports.extents import entry
from glossator.domain.themes import ThemeTree
from glossator.exchange.sheets.compare import figures_sheet, passages_sheet
from helpers.records import make_annotation, make_report, make_theme

OLD = make_report("A/67/170", date="2012-07-23")
NEW = make_report("A/79/322", date="2024-08-23")
ROOT = make_theme("Access to justice", colour="#D8B424")
CHILD = make_theme("Non-punishment", ROOT, colour="#D8B424")
MARKS = [make_annotation(NEW, [CHILD], quote="Apply the principle", note="New") for _ in range(2)]
TREE = ThemeTree((ROOT, CHILD))
CORPUS = Corpus((NEW, OLD), TREE, Tally(entry(one, None) for one in MARKS))


def test_figures_go_out_in_the_order_and_number_of_the_rows_on_the_screen() -> None:
    table = tabulate(CORPUS, Axis.THEME, Axis.REPORT, Measure.PASSAGES)
    sheet = figures_sheet(table, arranged(table, Arrangement(shut=frozenset({ROOT.id}))))
    assert sheet.heading == ("Themes", "2012 A/67/170", "2024 A/79/322", "All")
    assert sheet.rows == (("Access to justice", 0, 2, 2), ("All", 0, 2, 2))
    whole = figures_sheet(table, arranged(table, Arrangement()))
    assert whole.rows[1] == ("Access to justice / Non-punishment", 0, 2, 2)
    assert whole.depths == (0, 1, 0)


def test_only_cells_with_passages_are_coloured() -> None:
    table = tabulate(CORPUS, Axis.THEME, Axis.REPORT, Measure.PASSAGES)
    (_, old, new, total), *_ = figures_sheet(table, (0,)).grounds
    assert (old, total) == ("", "")
    assert new.startswith("#")


def test_passages_go_out_oldest_first_and_an_empty_report_has_its_row() -> None:
    columns = passages(CORPUS, Axis.THEME, CHILD.id, Axis.REPORT)
    by_id = {one.id: one for one in MARKS}
    sheet = passages_sheet("Non-punishment", columns, by_id, {NEW.id: NEW, OLD.id: OLD}, TREE)
    assert sheet.rows[0] == ("2012 A/67/170", "", "", "", "", "", "")
    assert len(sheet.rows) == 3
    assert sheet.rows[1] == (
        "2024 A/79/322",
        "2024 A/79/322",
        "A/79/322, para. 57",
        "Apply the principle",
        "New",
        "Access to justice / Non-punishment",
        "Anna",
    )
