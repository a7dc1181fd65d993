"""The dialog that splits a theme: a name, and which of its passages go there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from glossator.domain.records import AnnotationId

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from glossator.domain.records import Annotation, Theme


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
        self.count = QLabel()
        self.list = QListWidget()
        self.list.setAccessibleName("Passages that go to the new theme")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for one in passages:
            words = f"{one.citation}: {one.quote}" if one.quote else one.citation
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setCheckState(_state(on=one.id in checked and len(checked) < len(passages)))
            self.list.addItem(item)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        column = QVBoxLayout(self)
        for widget in (self.name, self.count, self.list, buttons):
            column.addWidget(widget)
        self.name.textChanged.connect(self._say)
        self.list.itemChanged.connect(self._say)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.resize(520, 420)
        self._say()

    def values(self) -> Split:
        """Return the name and the checked passages."""
        rows = (self.list.item(n) for n in range(self.list.count()))
        checked = (row for row in rows if row.checkState() is Qt.CheckState.Checked)
        ids = (AnnotationId(row.data(Qt.ItemDataRole.UserRole)) for row in checked)
        return Split(" ".join(self.name.text().split()), tuple(ids))

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

    def _say(self) -> None:
        answer, total = self.values(), self.list.count()
        self.count.setText(f"{len(answer.chosen)} of {total} passages go to the new theme:")
        self._ok.setEnabled(bool(answer.name and answer.chosen))


def _state(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
