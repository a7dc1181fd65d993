"""The dialog that splits a theme: a name, and which of its passages go there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from glossator.app.models.ticked import Passage, TickedPassages
from glossator.ui.panels.ticked_list import TickedList

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from glossator.domain.records import Annotation, AnnotationId, Theme


class Split(NamedTuple):
    """What the user answered.

    Attributes:
        name: Of the new theme.
        chosen: The passages that go to it.
    """

    name: str
    chosen: tuple[AnnotationId, ...]


class SplitDialog(QDialog):
    """Lists the passages that carry a theme itself; those checked go to the new one."""

    def __init__(
        self,
        theme: Theme,
        passages: Sequence[Annotation],
        checked: Collection[AnnotationId],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Split “{theme.name}”")
        self.name = QLineEdit(placeholderText="Name of the new theme")
        self.name.setAccessibleName("Name of the new theme")
        self.count = QLabel(textFormat=Qt.TextFormat.PlainText)
        listed = [Passage(one.id, one.citation, one.quote) for one in passages]
        ticked = checked if len(checked) < len(passages) else ()
        self.list = TickedList(TickedPassages(listed, ticked), "Passages that go to the new theme")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        column = QVBoxLayout(self)
        for widget in (self.name, self.count, self.list, buttons):
            column.addWidget(widget)
        self.name.textChanged.connect(self._say)
        self.list.passages.dataChanged.connect(self._say)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.resize(520, 420)
        self._say()

    def values(self) -> Split:
        """Return the name and the checked passages."""
        ids = cast("tuple[AnnotationId, ...]", self.list.passages.ticked)
        return Split(" ".join(self.name.text().split()), ids)

    @classmethod
    def ask(
        cls,
        theme: Theme,
        passages: Sequence[Annotation],
        checked: Collection[AnnotationId],
        parent: QWidget,
    ) -> Split | None:
        """Ask how a theme is split; None where the user thought better of it.

        Args:
            theme: The theme.
            passages: Those that carry it.
            checked: Passages that are checked to begin with, unless that is all of them.
            parent: The widget it stands over.
        """
        dialog = cls(theme, passages, checked, parent)
        return dialog.values() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def _say(self, *_: object) -> None:
        answer, total = self.values(), self.list.passages.rowCount()
        self.count.setText(f"{len(answer.chosen)} of {total} passages go to the new theme:")
        self._ok.setEnabled(bool(answer.name and answer.chosen))
