"""A passage and what it became, side by side, the changed words marked."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from glossator.app.tips import tip
from glossator.domain.text.word_diff import Wording
from glossator.ui.compare.passage_text import NEW, NEW_SHARE, SERIF
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Unit
    from glossator.domain.text.word_diff import Piece

OLD = "#D0443E"
"""Ground of words that only the older wording has; they are struck through too."""

LEAST = 190


@dataclass(frozen=True, slots=True)
class Side:
    """A passage of a pair.

    Attributes:
        report: Its report.
        unit: The passage.
    """

    report: Report
    unit: Unit

    @property
    def citation(self) -> str:
        """How it is cited."""
        return f"{self.report.name}, {self.unit.label}"


@dataclass(frozen=True, slots=True)
class Pair:
    """What the two columns show.

    Attributes:
        said: What became of the passage, in words.
        old, new: The passages, None where a side has none.
        pieces: The difference of their wordings.
        absence: What the column says that has no passage.
        likest: What it shows all the same, below that.
    """

    said: str
    old: Side | None
    new: Side | None
    pieces: Sequence[Piece] = ()
    absence: str = ""
    likest: Side | None = None


class PairColumn(QWidget):
    """One side: its citation, its words, and what can be done with it.

    Signals:
        wanted: What is to be done (`go`, `tag`, `copy`) with the side shown.
    """

    wanted = Signal(str, object)

    def __init__(self, name: str, other: Wording) -> None:
        super().__init__()
        self._other = other
        self._side: Side | None = None
        self._pieces: Sequence[Piece] = ()
        self._absence = ""
        self.head = QLabel(textFormat=Qt.TextFormat.RichText, wordWrap=True)
        self.line = QFrame()
        self.line.setFixedHeight(2)
        self.text = QTextBrowser(openLinks=False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(2)
        self.text.setAccessibleName(name)
        self.setMinimumWidth(LEAST)
        self.buttons = {
            wish: QPushButton(words)
            for wish, words in (("go", "Go to page"), ("tag", "Tag …"), ("copy", "Copy"))
        }
        self.buttons["copy"].setToolTip("Copy the passage with its citation")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.line)
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.setSpacing(6)
        for wish, button in self.buttons.items():
            button.setAccessibleDescription(name)
            button.clicked.connect(lambda _=False, wish=wish: self.wanted.emit(wish, self._side))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def show_side(
        self, side: Side | None, pieces: Sequence[Piece], absence: str, *, can_tag: bool
    ) -> None:
        """Show a passage; where it is none of the two, or there is none, say so."""
        self._side, self._pieces, self._absence = side, pieces, absence
        for button in self.buttons.values():
            button.setVisible(side is not None)
        self.buttons["tag"].setEnabled(can_tag)
        self.take_look()

    def take_look(self) -> None:
        """Write in the colours of the palette."""
        palette = QGuiApplication.palette()
        quiet, ink = paint.muted(palette).name(), palette.color(QPalette.ColorRole.Text).name()
        colour = paint.hairline(palette) if self._absence else paint.accent(palette)
        self.line.setStyleSheet(f"background:{colour.name()};border:none")
        absence = f'<p style="color:{quiet}">{escape(self._absence)}</p>' if self._absence else ""
        if self._side is None:
            self.head.setText("&nbsp;")
            self.text.setHtml(absence)
            return
        side = self._side
        self.head.setText(
            f'<b style="color:{ink}">{escape(side.report.year)}</b> '
            f'<span style="color:{quiet}">{escape(side.citation)}</span>'
        )
        words = _words(self._pieces, self._other, palette) or escape(side.unit.text)
        section = escape(" › ".join(side.unit.section))
        self.text.setHtml(
            f'{absence}<p style="margin:0 0 8px 0;color:{quiet};font-size:small">{section}</p>'
            f'<p style="margin:0;font-family:{SERIF};color:{ink}">{words}</p>'
        )


def _words(pieces: Sequence[Piece], other: Wording, palette: QPalette) -> str:
    ground = palette.color(QPalette.ColorRole.Base)
    styles = {
        Wording.NEW: (NEW, "underline"),
        Wording.OLD: (OLD, "line-through"),
    }
    parts = []
    for piece in pieces:
        if piece.wording is other:
            continue
        if piece.wording is Wording.SAME:
            parts.append(escape(piece.text))
            continue
        colour, line = styles[piece.wording]
        mark = paint.mixed(ground, QColor(colour), NEW_SHARE).name()
        bare = piece.text.strip()
        before, _, after = piece.text.partition(bare)
        parts.append(
            f'{before}<span style="background-color:{mark};text-decoration:{line}">'
            f"{escape(bare)}</span>{after}"
        )
    return "".join(parts)


class PairView(QWidget):
    """Both sides, with a line above that says what became of the passage.

    Signals:
        wanted: What is to be done (`go`, `tag`, `copy`) with a side.
        step_wanted: The next (1) or the former (-1) link is asked for.
    """

    wanted = Signal(str, object)
    step_wanted = Signal(int)

    def __init__(self, *, steps: bool = True) -> None:
        super().__init__()
        self.said = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.old = PairColumn("The earlier passage", Wording.NEW)
        self.new = PairColumn("The later passage", Wording.OLD)
        self.pair: Pair | None = None
        self.can_tag = True
        self._shown: tuple[Pair | None, bool] = None, True
        top = QHBoxLayout()
        top.addWidget(self.said, 1)
        if steps:
            for words, name, step in (("‹", "Former link", -1), ("›", "Next link", 1)):
                button = QPushButton(words)
                button.setAccessibleName(name)
                button.setToolTip(tip(name))
                button.setFixedWidth(32)
                button.clicked.connect(lambda _=False, step=step: self.step_wanted.emit(step))
                top.addWidget(button)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for one in (self.old, self.new):
            columns.addWidget(one, 1)
            one.wanted.connect(self.wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 8, 14, 8)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addLayout(columns, 1)
        self.show_pair(None)

    def show_pair(self, pair: Pair | None) -> None:
        """Show two passages, or none; what is shown already is not written anew."""
        if pair is not None and (pair, self.can_tag) == self._shown:
            return
        self.pair, self._shown = pair, (pair, self.can_tag)
        self.said.setText(pair.said if pair else "")
        for column, side in (
            (self.old, pair.old if pair else None),
            (self.new, pair.new if pair else None),
        ):
            column.setVisible(pair is not None)
            if pair is None or side is not None:
                pieces = pair.pieces if pair else ()
                column.show_side(side, pieces, "", can_tag=self.can_tag)
            else:
                column.show_side(pair.likest, (), pair.absence, can_tag=self.can_tag)

    def event(self, event: QEvent) -> bool:
        """Override QObject::event: the colours follow the palette."""
        if event.type() == QEvent.Type.PaletteChange and self.pair is not None:
            for column in (self.old, self.new):
                column.take_look()
        return super().event(event)
