"""The project as an Excel workbook: annotations, themes, and themes compared by report.

The annotations have the columns of the table (CSV), what people read first: ids stand last.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from glossator.domain.compare.axes import Corpus
from glossator.domain.compare.figures import tabulate
from glossator.domain.compare.rows import Arrangement, arranged
from glossator.domain.compare.table import Axis, Measure
from glossator.domain.compare.tally import Tally
from glossator.domain.reports.extents import entry
from glossator.domain.watching import each
from glossator.exchange.csv_export import columns, rows
from glossator.exchange.replacing import replacing
from glossator.exchange.sheets.compare import figures_sheet
from glossator.exchange.sheets.workbook import BookSheet, workbook_of
from glossator.exchange.theme_paths import path_of

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.exchange.outgoing import Outgoing

THEME_COLUMNS = (
    "theme", "passages", "definition", "include", "exclude", "examples", "memo", "key", "colour",
    "theme_id",
)  # fmt: skip


def write_workbook(outgoing: Outgoing, target: Path) -> int:
    """Write three sheets and return the number of annotations.

    Raises:
        ExportError: It can't be written; what was at the target is untouched.
    """
    sheets = [_annotations(outgoing), _themes(outgoing), _compared(outgoing)]
    data = workbook_of(sheets, title=outgoing.name)
    with replacing(target) as stream:
        stream.write(data)
    return len(outgoing.annotations)


def _annotations(outgoing: Outgoing) -> BookSheet:
    by_id = {report.id: report for report in outgoing.reports}
    found = rows(each(outgoing.annotations), by_id, outgoing.tree, outgoing.labels)
    name, *others = columns()
    cells = [(*others, name) for name, *others in found]
    return BookSheet("Annotations", (*others, name), cells, filters=True)


def _themes(outgoing: Outgoing) -> BookSheet:
    tree = outgoing.tree
    counts = Counter(theme_id for one in outgoing.annotations for theme_id in one.theme_ids)
    cells = [
        (
            path_of(tree.names(theme.id)),
            counts[theme.id],
            theme.definition,
            theme.include,
            theme.exclude,
            theme.examples,
            theme.memo,
            theme.key,
            theme.colour,
            theme.id,
        )
        for theme in tree
    ]
    return BookSheet("Themes", THEME_COLUMNS, cells, filters=True)


def _compared(outgoing: Outgoing) -> BookSheet:
    tally = Tally(entry(one, None) for one in outgoing.annotations)
    corpus = Corpus(outgoing.reports, outgoing.tree, tally)
    table = tabulate(corpus, Axis.THEME, Axis.REPORT, Measure.PASSAGES)
    sheet = figures_sheet(table, arranged(table, Arrangement()))
    return BookSheet("Themes by reports", sheet.heading, sheet.rows, sheet.depths, sheet.grounds)
