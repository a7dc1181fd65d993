"""Shows how far two analysts agree on each theme and, side by side, where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from glossator.app.agreeing import Agreeing
from glossator.app.tips import tip
from glossator.domain.agreement import (
    Agreement,
    Difference,
    Figures,
    Over,
    analysts_of,
    percent,
    rounded,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glossator.domain.records import ThemeId
    from glossator.ui.reading_room import ReadingRoom

FIGURES = ("Theme", "Paragraphs", "Kappa", "Alpha", "Characters", "Kappa", "Alpha")
NONE = "–"
UNNAMED = "(no name)"
THEME = 1
"""The column of the places that names the theme, where those of all are listed."""
ROLE = Qt.ItemDataRole.UserRole
SENTENCE_WIDTH = 440
"""Logical pixels of the dialog when it has only a sentence to show."""
SHORT = 160
"""Characters shown of what an analyst has marked."""


class AgreementDialog(QDialog):
    """Themes with their figures above, the places where two analysts differ below."""

    def __init__(self, room: ReadingRoom) -> None:
        super().__init__(room.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Agreement between analysts")
        self.resize(860, 620)
        self._room = room
        self._found: Agreement | None = None
        self.one, self.other = QComboBox(), QComboBox()
        self.themes = _tree("Agreement on each theme", FIGURES)
        self.places = _tree("Places where they differ", ("Place", "Theme", "", ""))
        self._and = QLabel("and")
        self._why = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._build()
        self._agreeing = Agreeing(room.workspace, room.library, self)
        self._agreeing.found.connect(self._show)
        self._agreeing.refused.connect(self._why.setText)
        self.finished.connect(self._agreeing.forget)
        self._fill()

    def text(self) -> str:
        """Return the sentence between the two lists."""
        return self._why.text()

    def _build(self) -> None:
        self.one.setAccessibleName("One analyst")
        self.other.setAccessibleName("The other analyst")
        row = QHBoxLayout()
        row.addWidget(self.one, 1)
        row.addWidget(self._and)
        row.addWidget(self.other, 1)
        row.addStretch(2)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self._why)
        column.addWidget(self.places)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.themes)
        parts.addWidget(below)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 14)
        whole.addLayout(row)
        whole.addWidget(parts, 1)
        whole.addWidget(buttons)
        self.themes.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.themes.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.themes.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.places.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head = self.themes.headerItem()
        for place in range(1, len(FIGURES)):
            head.setTextAlignment(place, Qt.AlignmentFlag.AlignRight)
        for place in (1, 4):
            head.setToolTip(place, tip(f"Share of {FIGURES[place].lower()} on which they agree"))
        for place, called in ((2, "Cohen's kappa"), (3, "Krippendorff's alpha")):
            head.setToolTip(place, tip(f"{called}, over paragraphs"))
            head.setToolTip(place + 3, tip(f"{called}, over characters"))
        self.themes.currentItemChanged.connect(self._show_places)
        self.places.itemClicked.connect(self._go)
        self.places.itemActivated.connect(self._go)

    def _fill(self) -> None:
        names = analysts_of(self._room.workspace.annotations())
        if len(names) < 2:
            for part in (self.one, self._and, self.other, self.themes, self.places):
                part.hide()
            self._why.setText(
                "Agreement needs two analysts. All passages of this project are by one: merge a "
                "colleague's project first."
            )
            self._why.setMinimumHeight(self._why.heightForWidth(SENTENCE_WIDTH))
            self.resize(SENTENCE_WIDTH, 0)
            return
        for box, first in ((self.one, 0), (self.other, 1)):
            for name in names:
                box.addItem(name or UNNAMED, name)
            box.setCurrentIndex(first)
            box.currentIndexChanged.connect(self._compare)
        self._compare()

    def _compare(self) -> None:
        self.themes.clear()
        self.places.clear()
        names = [str(self.one.currentData()), str(self.other.currentData())]
        if names[0] == names[1]:
            self._agreeing.forget()
            self._why.setText("Choose two analysts.")
            return
        self._why.setText("Comparing …")
        self._agreeing.compare(names)

    def _show(self, found: Agreement) -> None:
        self._found = found
        names = (name or UNNAMED for name in found.analysts)
        self.places.setHeaderLabels(["Place", "Theme", *names])
        tree = self._room.workspace.tree
        over_all = self._row("All themes", found.overall, None)
        for theme_id, figures in found.themes.items():
            self._row(tree.path(theme_id) if theme_id in tree else theme_id, figures, theme_id)
        self.themes.setCurrentItem(over_all)

    def _row(
        self, name: str, figures: Mapping[Over, Figures], theme_id: ThemeId | None
    ) -> QTreeWidgetItem:
        cells = [name]
        for over in Over:
            one = figures[over]
            cells.append(NONE if one.percentage is None else percent(one.percentage))
            both = (one.kappa, one.alpha)
            cells += (NONE if figure is None else rounded(figure, 2) for figure in both)
        row = QTreeWidgetItem(self.themes, cells)
        row.setData(0, ROLE, theme_id)
        row.setToolTip(0, tip(name))
        for column in range(1, len(cells)):
            row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        return row

    def _show_places(self, row: QTreeWidgetItem | None) -> None:
        found = self._found
        self.places.clear()
        if found is None or row is None:
            return
        theme_id = row.data(0, ROLE)
        places = [one for one in found.differences if theme_id in (None, one.theme_id)]
        figures = (found.themes.get(theme_id) or found.overall)[Over.PARAGRAPHS]
        differ = f"They differ in {len(places)} of {figures.units:,} paragraphs."
        if theme_id is None:
            differ = f"They differ in {len(places)} of {figures.units:,} decisions on a paragraph."
        self._why.setText(f"{differ} {figures.why}".strip())
        self.places.setColumnHidden(THEME, theme_id is not None)
        for place in places:
            self._add_place(place)

    def _add_place(self, place: Difference) -> None:
        workspace = self._room.workspace
        report = workspace.report(place.report_id)
        tree = workspace.tree
        where = f"{report.name if report else ''}, {place.label}"
        theme = tree.path(place.theme_id) if place.theme_id in tree else ""
        cells = [where, tree[place.theme_id].name if theme else ""]
        for marked in place.annotations:
            words = " … ".join(one.quote for one in marked)
            notes = " ".join(one.note for one in marked if one.note)
            said = " ".join(f"“{words}” {notes}".split()) if marked else "not tagged"
            cells.append(said if len(said) <= SHORT else said[: SHORT - 1].rstrip() + "…")
        item = QTreeWidgetItem(self.places, cells)
        item.setData(0, ROLE, place)
        for column, cell in enumerate(cells):
            said = f"{theme}\n{cell}" if column > THEME else f"{where}\n{theme}"
            item.setToolTip(column, tip(said))

    def _go(self, item: QTreeWidgetItem) -> None:
        place: Difference = item.data(0, ROLE)
        self._room.go_to_offset(place.report_id, place.start)


def _tree(name: str, heads: tuple[str, ...]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(name)
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setHeaderLabels(heads)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    tree.header().setStretchLastSection(False)
    return tree


def show_agreement(room: ReadingRoom) -> None:
    """Show how far the analysts of the open project agree."""
    room.flush()
    AgreementDialog(room).show()
