"""A change that may have to wait until a report has been read or an area drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.errors import GlossatorError, NotReadYetError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance


class Attempt:
    """Makes the change that was asked for last, now or when what it needs has come."""

    def __init__(self, said: SignalInstance, trouble: SignalInstance) -> None:
        """Make it.

        Args:
            said: Gets the sentence that says what is waited for.
            trouble: Gets the sentence of a change that can't be made.
        """
        self._said = said
        self._trouble = trouble
        self._waiting: Callable[[], None] | None = None

    def make(self, change: Callable[[], None]) -> None:
        """Make a change; one that still waits is given up."""
        self._waiting = None
        try:
            change()
        except NotReadYetError as error:
            self._waiting = change
            self._said.emit(str(error))
        except GlossatorError as error:
            self._trouble.emit(str(error))

    def make_again(self) -> None:
        """Make the change that waits, if there is one: something has come."""
        if self._waiting is not None:
            self.make(self._waiting)
