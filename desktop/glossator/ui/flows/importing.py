"""Takes files of other tools in: chosen, shown as a plan, and only then taken over."""

from __future__ import annotations

from itertools import pairwise
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget, QWidget

from glossator.app.importing import Importer, edits_of
from glossator.app.previews import of_plans
from glossator.domain.records import Annotation
from glossator.domain.text.counted import counted
from glossator.exchange.csv_import import guess_columns
from glossator.ui.dialogs.colour_choice import ColourChoice
from glossator.ui.dialogs.column_choice import ColumnChoice
from glossator.ui.dialogs.preview import PreviewDialog
from glossator.ui.widgets.waiting import end_waiting, show_waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from glossator.app.importing import Arrived
    from glossator.domain.errors import GlossatorError
    from glossator.domain.incoming.outcome import Plan
    from glossator.ui.ask import Ask
    from glossator.ui.reading_room import ReadingRoom

AGAIN = 300
"""Milliseconds after which a new choice of columns is planned."""

OURS = {"id", "quote", "sha256"}
"""What the columns of our own tables hold, so that there is nothing to choose."""


class ImportDialog(PreviewDialog):
    """Reads and plans in a thread, and shows the plan."""

    def __init__(self, room: ReadingRoom, ask: Ask, paths: Sequence[Path]) -> None:
        super().__init__("Import", "Import", parent=room.window())
        self._room = room
        self._ask = ask
        self._paths = paths
        self._files: list[Arrived] = []
        self._plans: list[Plan] = []
        self._password: str | None = ""
        self.choices: dict[int, ColumnChoice] = {}
        self.colours: dict[int, ColourChoice] = {}
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._again.timeout.connect(self._plan)
        self._importer = Importer(room.workspace, room.library)
        self._importer.read.connect(self._was_read)
        self._importer.progress.connect(self.show_progress)
        self._importer.planned.connect(self._was_planned)
        self._importer.refused.connect(self.refuse)
        self._importer.password_wanted.connect(self._ask_password)
        self.accepted.connect(self._apply)
        self.finished.connect(self._end)
        self._importer.start(paths)

    def _ask_password(self, sentence: str) -> None:
        name = self._paths[0].name if len(self._paths) == 1 else "Import"
        password = self._ask.password(name, sentence)
        if self._files:  # of a report that comes along
            self._password = password
            self._plan()
        elif password is None:
            self.reject()
        else:
            self._importer.start(self._paths, password)

    def _was_read(self, files: list[Arrived]) -> None:
        self._files = files
        tabs = QTabWidget()
        boxes: list[QWidget] = []
        for number, file in enumerate(files):
            choice = self._choice(number, file)
            if choice is not None:
                choice.changed.connect(self._again.start)
                tabs.addTab(choice, file.name)
                boxes += choice.boxes
        if tabs.count():
            tabs.setDocumentMode(True)
            tabs.setTabBarAutoHide(True)
            self.column.insertWidget(0, tabs)
            for before, after in pairwise((tabs, *boxes, self.list, self.button)):
                self.setTabOrder(before, after)
            boxes[0].setFocus()
        self._plan()

    def _choice(self, number: int, file: Arrived) -> ColumnChoice | ColourChoice | None:
        """Return what lets the user say what a file means, None where there is no question."""
        if file.table is not None and not guess_columns(file.table.heading).keys() >= OURS:
            columns = self.choices[number] = ColumnChoice(file.table)
            return columns
        if file.incoming is not None and file.incoming.colours:
            colours = ColourChoice(file.incoming, self._room.workspace.tree)
            self.colours[number] = colours
            return colours
        return None

    def _plan(self) -> None:
        columns = [
            self.choices[number].columns()
            if number in self.choices
            else guess_columns(file.table.heading if file.table else ())
            for number, file in enumerate(self._files)
        ]
        if any("quote" not in columns[number] for number in self.choices):
            self._importer.cancel()
            self.refuse("Choose the column that holds the quotation.")
            return
        self.wait("Looking for the passages in the reports …")
        meanings = [
            self.colours[number].meanings() if number in self.colours else {}
            for number in range(len(self._files))
        ]
        self._importer.plan(self._files, columns, meanings, self._password)

    def _was_planned(self, plans: list[Plan]) -> None:
        self._plans = plans
        self.show_preview(of_plans(plans))

    def _apply(self) -> None:
        room, edits, stop = self._room, edits_of(self._plans), Event()
        waiting = None
        if self._importer.has_stores:
            waiting = show_waiting(room.window(), "Import", "Importing …", stop.set)

        def stored(error: GlossatorError | None) -> None:
            if waiting is not None:
                end_waiting(waiting)
            if error is None:
                room.workspace.carry_out(edits, told)
            else:
                room.notice.say(str(error))

        def told(error: GlossatorError | None) -> None:
            count = sum(1 for _ in edits.of(Annotation))
            done = f"Imported {counted(count, 'passage')}. Undo takes all of it back."
            room.notice.say(str(error) if error is not None else done)

        self._importer.store(stop, stored)

    def _end(self) -> None:
        self._importer.cancel()
        self._importer.deleteLater()
