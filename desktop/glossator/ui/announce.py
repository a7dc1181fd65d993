"""Says short sentences to assistive technology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from glossator.domain import spoken

if TYPE_CHECKING:
    from glossator.domain.edits import EditSet
    from glossator.domain.records import AnnotationId
    from glossator.ui.panes.pane import Pane
    from glossator.ui.reading_room import ReadingRoom


def announce(source: QObject, sentence: str) -> None:
    """Let a screen reader say what has happened, without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, sentence))


class Announcer(QObject):
    """Says what happens in a room: tags, undo, the passage or pane one comes to.

    One action often has several effects; what is said of them in one turn of the event loop
    is one announcement, the last, which knows most.

    Signals:
        announced: A sentence was said.
    """

    announced = Signal(str)

    def __init__(self, room: ReadingRoom) -> None:
        super().__init__(room)
        self._room = room
        self._sentence = ""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._announce)
        room.said.connect(self.say)
        room.workspace.changed.connect(self._edited)
        room.panes.active_changed.connect(self._came_to_pane)
        room.panes.turned.connect(self._came_to_page)
        room.desk.annotation_wanted.connect(self._came_to_passage)

    def say(self, sentence: str) -> None:
        """Say a sentence, unless another follows at once."""
        if sentence:
            self._sentence = sentence
            self._soon.start()

    def _edited(self, edits: EditSet) -> None:
        sentence = spoken.done(edits, self._room.workspace.tree)
        if sentence:
            self._room.said.emit(sentence)

    def _came_to_pane(self, pane: Pane | None) -> None:
        report = self._room.workspace.report(pane.report_id) if pane is not None else None
        if pane is not None and report is not None:
            self.say(spoken.place(report.name, pane.page_labels()))

    def _came_to_page(self, pane: Pane) -> None:
        self.say(spoken.pages(pane.page_labels()))

    def _came_to_passage(self, annotation_id: AnnotationId) -> None:
        annotation = self._room.workspace.annotation(annotation_id)
        if annotation is not None:
            self.say(spoken.passage(annotation))

    def _announce(self) -> None:
        announce(self._room, self._sentence)
        self.announced.emit(self._sentence)
