"""The undo stack: the actions of the project's history, as Qt shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand, QUndoStack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.storage.history import HistoryEntry


class EditCommand(QUndoCommand):
    """An action of the project's history as an entry of the undo stack.

    It does nothing itself: the workspace writes first and moves the stack after, because
    PySide keeps a command on the stack even when its `redo` raised.

    Attributes:
        number: The action's in the history.
        is_large: Whether it is undone and redone as a large one.
    """

    def __init__(self, label: str, number: int, *, is_large: bool) -> None:
        super().__init__(label)
        self.number = number
        self.is_large = is_large


class EditStack(QUndoStack):
    """The actions that can be undone, and redone."""

    def restore(self, history: Iterable[HistoryEntry]) -> None:
        """Take the actions of an earlier start, oldest first, undone ones last."""
        undone = 0
        for entry in history:
            self.push(EditCommand(entry.label, entry.number, is_large=entry.is_large))
            undone += entry.undone
        for _ in range(undone):
            self.undo()

    @property
    def last(self) -> EditCommand | None:
        """The last action that is done."""
        return self._command(self.index() - 1)

    @property
    def next(self) -> EditCommand | None:
        """The first action that can be redone."""
        return self._command(self.index())

    def _command(self, index: int) -> EditCommand | None:
        command = self.command(index)
        return command if isinstance(command, EditCommand) else None
