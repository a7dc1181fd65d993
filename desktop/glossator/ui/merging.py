"""Brings another project in: shown as a plan first, then merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.merging import Merger
from glossator.app.previews import of_merge
from glossator.ui.preview_dialog import PreviewDialog
from glossator.ui.status_line import counted

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.merging import MergePlan
    from glossator.ui.ask import Ask
    from glossator.ui.reading_room import ReadingRoom


class MergeDialog(PreviewDialog):
    """Plans in a thread, and shows the plan."""

    def __init__(self, room: ReadingRoom, other: Path) -> None:
        super().__init__(f"Merge {other.stem}", "Merge", room.window())
        self._room = room
        self._other = other
        self._plan: MergePlan | None = None
        self._merger = Merger(room.workspace, room.library, other)
        self._merger.planned.connect(self._was_planned)
        self._merger.refused.connect(self.refuse)
        self.accepted.connect(self._merge)
        self.rejected.connect(self._merger.cancel)
        self._merger.start()

    def _was_planned(self, plan: MergePlan) -> None:
        self._plan = plan
        self.show_preview(of_merge(plan))

    def _merge(self) -> None:
        plan, room, name = self._plan, self._room, self._other.stem
        assert plan is not None
        self._merger.refused.disconnect(self.refuse)
        self._merger.refused.connect(room.notice.say)
        count = counted(len(plan.added), "passage")
        self._merger.merged.connect(
            lambda: room.notice.say(f"Merged {name}: {count} added. Undo takes all of it back.")
        )
        room.said.emit(f"Merging {name} …")
        self._merger.merge(plan)


def merge_project(room: ReadingRoom, ask: Ask) -> None:
    """Ask for a project and show what it would bring."""
    other = ask.other_project()
    if other is not None:
        room.flush()
        MergeDialog(room, other).open()
