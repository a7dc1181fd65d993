"""The parts of the window, gone round by F6, and the order in which Tab goes through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTabWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from glossator.ui.panes.pane import Pane


class Parts(QObject):
    """Goes round: left panel, each pane with its find bar, what is below them, right panel.

    Signals:
        came: QWidget; the keyboard came to it.
    """

    came = Signal(object)

    def __init__(
        self,
        room: QWidget,
        left: QTabWidget,
        notice: QWidget,
        panes: Callable[[], list[Pane]],
        below: QWidget,
        right: QTabWidget,
    ) -> None:
        super().__init__(room)
        self._room = room
        self._left = left
        self._notice = notice
        self._panes = panes
        self._below = below
        self._right = right
        self._last: dict[QWidget, QWidget] = {}

    def go(self, step: int) -> None:
        """Give the keyboard to the next part, or with -1 to the one before."""
        parts = [part for part in self._all() if part.isVisible()]
        here = QApplication.focusWidget()
        at = next((i for i, part in enumerate(parts) if _holds(part, here)), None)
        if not parts:
            return
        self._last = {part: last for part, last in self._last.items() if part in parts}
        if at is not None and here is not None:
            self._last[parts[at]] = here
        part = parts[((at if at is not None else -1 if step > 0 else 0) + step) % len(parts)]
        widget = self._entry(part)
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.came.emit(widget)

    def tab(self, *, back: bool) -> bool:
        """Give the keyboard to the next control from left to right; False if it is elsewhere.

        Panes come and go; Qt's own order is that in which controls were made.
        """
        here = QApplication.focusWidget()
        order = self._order()
        if here is None or here not in order:
            return False
        reason = Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason
        widget = order[(order.index(here) + (-1 if back else 1)) % len(order)]
        widget.setFocus(reason)
        self.came.emit(widget)
        return True

    def _order(self) -> list[QWidget]:
        """Return all that Tab stops at now, part by part."""
        containers: list[QWidget] = [self._left, self._notice]
        for pane in self._panes():
            containers += [pane.head, *_found(pane), pane.view, pane]
        containers += [self._below, self._right]
        chain = [one for one in _chain(self._room.window()) if one.isVisible() and one.isEnabled()]
        homes = {widget: _home(widget, containers) for widget in chain}
        return [one for home in containers for one in chain if homes[one] is home]

    def _all(self) -> list[QWidget]:
        parts: list[QWidget] = [self._left]
        for pane in self._panes():
            parts += [*_found(pane), pane.view]
        return [*parts, self._below, self._right]

    def _entry(self, part: QWidget) -> QWidget:
        """Return what of a part gets the keyboard: what had it last, else its list or field."""
        last = self._last.get(part)
        held = [one for one in self._order() if _holds(part, one)]
        lists = (one for one in held if isinstance(one, QAbstractItemView))
        if last is not None and last in held:
            return last
        return next(lists, held[0] if held else part)


def _chain(window: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at, in its order."""
    widget = cast("QWidget", window.nextInFocusChain())
    while widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            yield widget
        widget = cast("QWidget", widget.nextInFocusChain())


def _found(pane: Pane) -> list[QWidget]:
    return [pane.find_bar] if pane.find_bar is not None else []


def _home(widget: QWidget, containers: Sequence[QWidget]) -> QWidget | None:
    return next((one for one in containers if _holds(one, widget)), None)


def _holds(part: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is part or part.isAncestorOf(widget))
