"""The way from other threads into the window's.

Qt's objects are made, used and ended in one thread. A thread that held one, if only in a
closure, could be the last to let go of it and would end it there. So other threads hold
nothing of Qt but the mailbox, which lives as long as the application, and leave numbers
and plain values in it.
"""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from PySide6.QtCore import SignalInstance

T = TypeVar("T")


class Mailbox(QObject):
    """Calls functions in the window's thread for what is done in others."""

    _came = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._numbers = count()
        self._waiting: dict[int, Callable[[], None]] = {}
        self._posts: dict[int, Callable[..., None]] = {}
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def of_application(cls) -> Mailbox:
        """Return the mailbox of the application, made when it is first asked for."""
        application = QCoreApplication.instance()
        assert application is not None
        return application.findChild(cls) or cls(application)

    def when_done(self, future: Future[T], then: Callable[[Future[T]], None]) -> None:
        """Call a function with a future once it is done, never before this returns."""
        number = next(self._numbers)
        self._waiting[number] = partial(then, future)
        future.add_done_callback(partial(_tell, self._came, number))

    def post(self, then: Callable[..., None]) -> Callable[..., None]:
        """Return what other threads call with plain values, which reach the function here."""
        number = next(self._numbers)
        self._posts[number] = then
        return partial(_leave, self._came, number)

    def close_post(self, then: Callable[..., None]) -> None:
        """Forget a function given to `post`; what still comes for it is dropped."""
        self._posts = {number: one for number, one in self._posts.items() if one != then}

    def _deliver(self, number: int, values: tuple[object, ...]) -> None:
        if number in self._waiting:
            self._waiting.pop(number)()
        elif number in self._posts:
            self._posts[number](*values)


def _tell(came: SignalInstance, number: int, _: object) -> None:
    came.emit(number, ())


def _leave(came: SignalInstance, number: int, *values: object) -> None:
    came.emit(number, values)
