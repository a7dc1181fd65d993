"""Lets the user say which theme the marks of each colour in a PDF get."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QWidget,
)

from glossator.domain.incoming.colours import usual_meanings
from glossator.domain.records import Theme
from glossator.domain.text.counted import counted
from glossator.ui.widgets.paint import swatch

if TYPE_CHECKING:
    from glossator.domain.incoming.colours import Meaning
    from glossator.domain.incoming.plan import Incoming
    from glossator.domain.themes import ThemeTree

NO_THEME = "No theme"
SHOWN = 5
"""Colours that are seen at once; for more one scrolls."""


class ColourChoice(QScrollArea):
    """A line for each colour: the colour, its marks, and a field for the theme.

    In the field a theme of the project is found by a few letters; any other words are the name
    of a new one.

    Signals:
        changed: A colour means something else now.
    """

    changed = Signal()

    def __init__(self, incoming: Incoming, tree: ThemeTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = tree
        self._paths = {tree.path(one.id): one for one in tree if not one.archived}
        self.fields: dict[str, QComboBox] = {}
        self._hints: dict[str, QLabel] = {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 4, 8)
        grid.setColumnStretch(2, 1)
        names = {theme.key: theme.name for theme in incoming.themes}
        usual = usual_meanings(incoming, tree)
        for row, colour in enumerate(incoming.colours):
            count = sum(colour in one.themes for one in incoming.passages)
            square = QLabel()
            square.setPixmap(swatch(colour, self))
            field = self.fields[colour] = self._field(names[colour], usual[colour])
            called = names[colour].removesuffix(" marks")
            said = QLabel(
                f"{called}, {counted(count, 'mark')}:", textFormat=Qt.TextFormat.PlainText
            )
            said.setBuddy(field)
            field.setAccessibleName(f"Theme of {counted(count, 'mark')} in {names[colour]}")
            hint = self._hints[colour] = QLabel(textFormat=Qt.TextFormat.PlainText)
            hint.setMinimumWidth(hint.fontMetrics().horizontalAdvance("new theme"))
            for column, widget in enumerate((square, said, field, hint)):
                grid.addWidget(widget, row, column)
            field.editTextChanged.connect(partial(self._chosen, colour))
            self._hint(colour)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        rows = min(len(incoming.colours), SHOWN)
        height = next(iter(self.fields.values())).sizeHint().height() + grid.verticalSpacing()
        self.setFixedHeight(rows * height + 12)

    @property
    def boxes(self) -> list[QComboBox]:
        """The fields in their order."""
        return list(self.fields.values())

    def meanings(self) -> dict[str, Meaning]:
        """Return what each colour means."""
        return {colour: self._meaning(colour) for colour in self.fields}

    def _meaning(self, colour: str) -> Meaning:
        said = self.fields[colour].currentText().strip()
        if not said or said.casefold() == NO_THEME.casefold():
            return None
        found = self._tree.find(said)
        return found[0] if len(found) == 1 else said

    def _field(self, name: str, usual: Meaning) -> QComboBox:
        field = QComboBox()
        field.setEditable(True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.addItems([name, NO_THEME, *self._paths])
        field.insertSeparator(2)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(24)
        completer = field.completer()
        if isinstance(completer, QCompleter):
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        if isinstance(usual, Theme):
            field.setCurrentText(self._tree.path(usual.id))
        return field

    def _chosen(self, colour: str, _: str) -> None:
        self._hint(colour)
        self.changed.emit()

    def _hint(self, colour: str) -> None:
        self._hints[colour].setText("new theme" if isinstance(self._meaning(colour), str) else "")
