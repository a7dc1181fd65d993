"""The small box that opens at a passage: letters find a theme, Enter tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from glossator.app.actions import THEME_KEYS
from glossator.app.tips import tip
from glossator.domain.records import ThemeId
from glossator.ui.tagging.list import NEW_THEME, ROWS, ThemeChoices
from glossator.ui.tagging.row import THEME_ROLE, WIDTH
from glossator.ui.widgets.elided_label import ElidedLabel
from glossator.ui.widgets.line_keys import kept_for_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.domain.ranking.suggest import Suggestion
    from glossator.domain.records import Theme
    from glossator.domain.themes import ThemeTree

FEWEST = 3
"""Themes that are listed in the smallest window, those that are suggested among them."""
GAP = 8
"""Logical pixels between the box and the passage."""
CHARACTERS = 47
"""Width of the box where letters are large."""
LATER = 3
"""Rows that may come in while it is open: themes that are suggested."""
EDGE = 12
"""Logical pixels between the box and the edges of its window."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the box is open for.

    Attributes:
        citation: Shown at the foot.
        theme_ids: Themes the passage has, shown as chips.
        note: Its note.
        words: Its quotation, by which themes are suggested; empty for none.
    """

    citation: str
    theme_ids: tuple[ThemeId, ...] = ()
    note: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class BoxCallbacks:
    """What the box asks its owner to do.

    Each change returns the passage as it is then, or None where it was refused; the box
    then stays open with all that was typed.

    Attributes:
        tag: Give a theme to the passage; the target as it is then.
        untag: Take one away.
        new_theme: Make a theme of a name and tag with it.
        note: Write the note.
        tree: The themes as they stand.
        recent: Themes used last, newest first.
        suggest: Find the likeliest themes of a passage and give them to a function.
    """

    tag: Callable[[ThemeId], Target | None]
    untag: Callable[[ThemeId], Target | None]
    new_theme: Callable[[str], Target | None]
    note: Callable[[str], Target | None]
    tree: Callable[[], ThemeTree]
    recent: Callable[[], Sequence[ThemeId]] = field(default=tuple)
    suggest: Callable[[Target, Callable[[Sequence[Suggestion]], None]], None] | None = None


class TaggingBox(QFrame):
    """Tags a passage by a few letters, notes it, and goes away.

    Enter tags with the marked theme and closes; Ctrl+Enter tags and stays; Shift+Enter
    makes a new theme of what was typed; a digit tags with that key's theme, Alt and 1 to 3
    with one that is suggested; Tab goes to
    the note; Esc closes. A note that was typed is kept however the box is closed, except
    by Esc.

    Signals:
        closed: It went away; True when the user pressed Esc.
    """

    closed = Signal(bool)

    def __init__(self, parent: QWidget, callbacks: BoxCallbacks) -> None:
        super().__init__(parent)
        self._host = parent
        self._do = callbacks
        self._target = Target("")
        self._suggested: Sequence[Suggestion] = ()
        self._at = QRect()
        self._is_above = False
        self._room = 0
        self._field = QLineEdit(placeholderText="Theme …")
        self._field.setAccessibleName("Theme to tag with")
        self._field.setClearButtonEnabled(True)
        self._list = ThemeChoices()
        self._note = QPlainTextEdit(placeholderText="Note …", tabChangesFocus=True)
        self._note.setAccessibleName("Note on the passage")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._citation = ElidedLabel()
        self._citation.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._build()
        self._field.textChanged.connect(self._fill)
        self._list.itemClicked.connect(lambda item: self._take(item, stay=False))
        self._field.installEventFilter(self)
        self._note.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        self.setObjectName("tagging")
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        self._note.setFixedHeight(self.fontMetrics().lineSpacing() * 2 + 14)
        self._note.setFrameShape(QFrame.Shape.NoFrame)
        line = QFrame(frameShape=QFrame.Shape.HLine, frameShadow=QFrame.Shadow.Plain)
        line.setForegroundRole(QPalette.ColorRole.Midlight)
        copy = QLabel("Ctrl+Shift+C copies with citation")
        copy.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        small = copy.font()
        small.setPointSizeF(small.pointSizeF() * 0.88)
        copy.setFont(small)
        self._citation.setFont(small)
        foot = QHBoxLayout()
        foot.addWidget(self._citation, 1)
        foot.addWidget(copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addLayout(self._chips)
        column.addWidget(self._list)
        column.addWidget(line)
        column.addWidget(self._note)
        column.addLayout(foot)

    def open_for(self, target: Target, at: QRect, *, note: bool = False) -> None:
        """Open beside a rectangle of the parent, for a passage.

        Args:
            target: What to tag.
            at: The passage, in the parent's coordinates.
            note: Start in the note instead of the theme field.
        """
        self._note.setPlainText(target.note)
        self._field.clear()
        self._suggested = ()
        self._show_target(target)
        self._at = at
        wide = max(WIDTH, CHARACTERS * self.fontMetrics().averageCharWidth())
        self.setFixedWidth(min(wide, self._host.width() - 2 * EDGE))
        self._list.most = ROWS
        self._fill("")
        # Only what is shown knows its size.
        self.show()
        self.raise_()
        self._choose_side()
        self._stand()
        if self._do.suggest is not None and target.words:
            self._do.suggest(target, lambda found: self._show_suggested(target, found))
        (self._note if note else self._field).setFocus(Qt.FocusReason.PopupFocusReason)
        if note:
            self._note.selectAll()

    def move_with(self, at: QRect) -> None:
        """Stand beside the passage where it is now: its page was scrolled."""
        self._at = at
        self._stand()

    def keep_and_close(self) -> None:
        """Close, keeping a note that was typed."""
        if self.isHidden():
            return
        if self._keep_note():
            self._close(escaped=False)

    @property
    def target(self) -> Target:
        """What the box is open for, as it stands."""
        return self._target

    def suggested(self) -> list[ThemeId]:
        """Return the suggested themes, in the order of their keys."""
        return [ThemeId(one.id) for _, one in self._offered()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the keys of the field and the note."""
        if kept_for_text(event):
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._close(escaped=True)
                return True
            if watched is self._field:
                return self._field_key(event)
            if watched is self._note:
                return self._note_key(event)
        return super().eventFilter(watched, event)

    def _field_key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self._make_theme()
            else:
                stay = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
                self._take(self._list.currentItem(), stay=stay)
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if modifiers & Qt.KeyboardModifier.AltModifier and event.text():
            return self._take_suggested(event.text())
        if event.text() in THEME_KEYS and event.text() and not self._field.text():
            theme = self._do.tree().with_key(event.text())
            if theme is not None:
                self._tag(theme.id, stay=False)
            return True
        return False

    def _note_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return False
            self.keep_and_close()
            return True
        return False

    # What it lists

    def _fill(self, text: str) -> None:
        carried, offered = self._target.theme_ids, self._offered()
        self._list.fill(text, self._do.tree(), self._do.recent(), carried, offered)
        self._stand()

    def _show_suggested(self, target: Target, found: Sequence[Suggestion]) -> None:
        """Add what is suggested, if the box is still open for the same passage."""
        if self.isVisible() and target.words == self._target.words:
            self._suggested = found
            row = self._list.currentRow()
            self._leave_passage(0)
            self._list.setCurrentRow(max(row, 0))

    def _offered(self) -> list[tuple[str, Suggestion]]:
        """Return the suggestions that the passage doesn't carry, with their keys."""
        tree, carried = self._do.tree(), self._target.theme_ids
        found = [
            one for one in self._suggested if ThemeId(one.id) in tree and one.id not in carried
        ]
        return [(str(n), one) for n, one in enumerate(found, 1)]

    def _take_suggested(self, key: str) -> bool:
        theme_id = dict(self._offered()).get(key)
        if theme_id is not None:
            self._tag(ThemeId(theme_id.id), stay=False)
        return theme_id is not None

    def _show_target(self, target: Target) -> None:
        self._target = target
        while (entry := self._chips.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.deleteLater()
        tree = self._do.tree()
        for theme_id in target.theme_ids:
            if theme_id in tree:
                self._chips.addWidget(self._chip(tree[theme_id]))
        self._chips.addStretch(1)
        self._citation.setText(target.citation)

    def _chip(self, theme: Theme) -> QToolButton:
        chip = QToolButton()
        chip.setText(f"{theme.name}  ×")
        chip.setToolTip(tip(f"Remove the tag “{theme.name}”"))
        chip.setAutoRaise(True)
        chip.clicked.connect(lambda: self._untag(theme.id))
        return chip

    # What it does

    def _take(self, item: QListWidgetItem | None, *, stay: bool) -> None:
        if item is None:
            return
        theme_id = item.data(THEME_ROLE)
        if theme_id == NEW_THEME:
            self._make_theme()
        else:
            self._tag(theme_id, stay=stay)

    def _tag(self, theme_id: ThemeId, *, stay: bool) -> None:
        self._apply(lambda: self._do.tag(theme_id), stay=stay)

    def _untag(self, theme_id: ThemeId) -> None:
        self._apply(lambda: self._do.untag(theme_id), stay=True)

    def _make_theme(self) -> None:
        name = " ".join(self._field.text().split())
        if name:
            self._apply(lambda: self._do.new_theme(name), stay=False)

    def _apply(self, change: Callable[[], Target | None], *, stay: bool) -> None:
        target = change()
        if target is None:
            return
        self._show_target(target)
        if not self._keep_note():
            return
        if stay:
            self._field.clear()
            self._fill("")
            self._field.setFocus()
        else:
            self._close(escaped=False)

    def _keep_note(self) -> bool:
        """Write a note that was typed; tell whether nothing unwritten is left."""
        note = self._note.toPlainText().strip()
        if note == self._target.note:
            return True
        target = self._do.note(note)
        if target is not None:
            self._target = target
        return target is not None

    def _close(self, *, escaped: bool) -> None:
        last = self.focusWidget()
        if last is not None:  # else the keyboard would go by way of the next control
            last.clearFocus()
        self.hide()
        self.closed.emit(escaped)

    # Where it stands

    def _choose_side(self) -> None:
        """Stand below the passage where there is room for all that may be listed, else above."""
        self.adjustSize()
        later = LATER * self._list.sizeHintForRow(0) if self._do.suggest is not None else 0
        below = self._host.height() - self._at.bottom() - GAP - EDGE
        above = self._at.top() - GAP - EDGE
        self._is_above = below < self.height() + later and above > below
        self._room = max(above if self._is_above else below, 0)
        self._leave_passage(later)

    def _leave_passage(self, later: int) -> None:
        """List fewer themes where room is scarce, with so many pixels kept for what may come."""
        self._list.most = ROWS
        self._fill(self._field.text())
        lacking = self.height() + later - self._room
        if lacking > 0:
            rows = ROWS - ceil(lacking / max(self._list.sizeHintForRow(0), 1))
            self._list.most = max(rows, FEWEST - len(self._offered()), 1)
            self._fill(self._field.text())

    def _stand(self) -> None:
        """Stand beside the passage, whatever is listed now, and within the window."""
        self.adjustSize()
        host, at = self._host, self._at
        y = at.top() - GAP - self.height() if self._is_above else at.bottom() + GAP
        self.move(
            max(min(at.left(), host.width() - self.width() - EDGE), EDGE),
            max(min(y, host.height() - self.height() - EDGE), EDGE),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: a thin rounded edge."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()
