"""The figures of passages that are divided in two ways, kept as passages change.

Every figure, the totals too, measures a set of passages: a passage with two themes below
the same one counts once for that one, and once in each total.

A passage, its section and its paragraphs belong to one report, so each figure is the sum of
what it is in each report. Where passages of a report change, what the report had is taken
away and what it has now is added; the other reports aren't looked at.
"""

from __future__ import annotations

from itertools import count, repeat
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.compare.table import Axis, Measure, Value
from glossator.domain.compare.tally import NOTHING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from glossator.domain.compare.axes import Corpus, Division, Place
    from glossator.domain.compare.table import Head
    from glossator.domain.compare.tally import Listed, Tally
    from glossator.domain.records import ReportId

Lines: TypeAlias = "Sequence[Sequence[Value]]"
"""Figures row by row; last the totals, of each row and of each column."""

KEPT = 20
"""Tables whose figures are kept: themes by everything in each measure, and a few others."""

_WITH_PARAGRAPHS = (Axis.REPORT, Axis.YEAR)
"""What each paragraph has one of."""


class Ledger:
    """Keeps figures from one count to the next, so that only what changed is counted."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Axis, Axis, Measure], _Sums] = {}
        self._divisions: dict[Axis, Division] = {}

    def counting(
        self, corpus: Corpus, rows: Axis, columns: Axis, measure: Measure
    ) -> Generator[None, None, Lines]:
        """Count in steps of a few milliseconds.

        A passage that stands in no column is in no row either.
        """
        down = self._known(corpus.divided(rows))
        yield
        across = self._known(corpus.divided(columns))
        yield
        counted = Measure.PASSAGES if measure is Measure.PER_1000 else measure
        sums = self._kept.pop((rows, columns, counted), None)
        if sums is None or not sums.fits(down, across):
            sums = _Sums(down, across, counted)
        self._kept[rows, columns, counted] = sums
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        yield from sums.follow(corpus.tally)
        return sums.lines()

    def counting_ahead(self, corpus: Corpus) -> Generator[None]:
        """Count what is most likely to be looked at, so that it is there when it is."""
        for measure in (Measure.PASSAGES, Measure.WORDS, Measure.PARAGRAPHS):
            for columns in Axis:
                yield from self.counting(corpus, Axis.THEME, columns, measure)

    def _known(self, division: Division) -> Division:
        """Return what passages were divided by before, where they are divided in the same way.

        It knows already for which heads themes count together; its names may be old.
        """
        known = self._divisions.get(division.axis)
        if known is not None and known.numbers == division.numbers:
            return known
        self._divisions[division.axis] = division
        return division


class _Sums:
    """The figures of one pair of properties."""

    def __init__(self, down: Division, across: Division, measure: Measure) -> None:
        self._down, self._across, self._measure = down, across, measure
        self._adds_up = across.axis in _WITH_PARAGRAPHS or (
            across.axis is not Axis.THEME and measure is not Measure.PARAGRAPHS
        )
        width = len(down.heads) + 1
        # Column by column, since a passage has many themes and most often one column.
        self._lines = [[0] * width for _ in range(len(across.heads) + 1)]
        # For each figure the paragraph that was added last; each has a mark of its own.
        by_paragraph = measure is Measure.PARAGRAPHS
        self._last = [[0] * width for _ in self._lines] if by_paragraph else []
        self._marks = count(1)
        self._counted: dict[ReportId, Listed] = {}

    def fits(self, down: Division, across: Division) -> bool:
        """Tell whether passages are still divided as they were."""
        return (down.numbers, across.numbers) == (self._down.numbers, self._across.numbers)

    def follow(self, tally: Tally) -> Generator[None]:
        """Count what changed, a report in each step."""
        for report_id in list(tally.report_ids):
            before, now = self._counted.get(report_id, NOTHING), tally.of_report(report_id)
            if before is not now:
                self._add(before, -1)
                self._add(now, 1)
                self._counted[report_id] = now
                yield

    def lines(self) -> Lines:
        """Return the figures."""
        lines = zip(*self._lines, strict=True)
        return [(*line[:-1], sum(line)) for line in lines] if self._adds_up else list(lines)

    def _add(self, listed: Listed, sign: int) -> None:
        """Add what the passages of a report are, or take it away."""
        down = self._down.places(listed.entries, total=True)
        across = self._across.places(listed.entries, total=not self._adds_up)
        if self._measure is Measure.PARAGRAPHS:
            self._add_paragraphs(listed.by_paragraph, down, across, sign)
            return
        by_words = self._measure is Measure.WORDS
        weights = [one.words * sign for one in listed.entries] if by_words else repeat(sign)
        for row, column, weight in zip(down, across, weights, strict=False):
            for place in column:
                line = self._lines[place]
                for number in row:
                    line[number] += weight

    def _add_paragraphs(
        self,
        by_paragraph: Iterable[Sequence[int]],
        down: Sequence[Place],
        across: Sequence[Place],
        sign: int,
    ) -> None:
        """Add each paragraph once to each figure, however many passages touch it there."""
        for touching in by_paragraph:
            mark = next(self._marks)
            for one in touching:
                row = down[one]
                for place in across[one]:
                    line, last = self._lines[place], self._last[place]
                    for number in row:
                        if last[number] != mark:
                            last[number] = mark
                            line[number] += sign


def per_1000(
    lines: Lines, rows: Sequence[Head], columns: Sequence[Head], words: int | None
) -> Lines:
    """Divide figures by the text they were found in.

    Sections lie within reports and reports within years, so the text of a cell is the
    smaller of its row's and its column's.
    """
    across = [*(head.words for head in columns), inf]
    down = [*(head.words for head in rows), inf]
    texts = {row: [_text(row, column, words) for column in across] for row in set(down)}
    nothing = {row: [0.0 if text else None for text in found] for row, found in texts.items()}
    return [
        [
            1000 * figure / text if figure and text else none
            for figure, text, none in zip(line, texts[row], nothing[row], strict=True)
        ]
        for line, row in zip(lines, down, strict=True)
    ]


def _text(row: float | None, column: float | None, words: int | None) -> float | None:
    """Return the words of the text that a cell stands for."""
    if row is None or column is None:
        return None
    return words if row == column == inf else min(row, column)
