"""Brings another project in: shown as a plan first, then merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.app.keeping import folder_in_use
from glossator.app.merging import Merger
from glossator.app.previews import of_merge
from glossator.domain.text.counted import counted
from glossator.ui.dialogs.preview import PreviewDialog
from glossator.ui.widgets.waiting import end_waiting, show_done, show_waiting

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.app.settings import Settings
    from glossator.domain.incoming.merging import MergePlan
    from glossator.ui.reading_room import ReadingRoom


class MergeDialog(PreviewDialog):
    """Plans in a thread, and shows the plan."""

    def __init__(self, room: ReadingRoom, other: Path, backups: Path | None) -> None:
        nothing = f"{other.stem} has nothing that this project does not have."
        super().__init__(f"Merge {other.stem}", "Merge", nothing, room.window())
        self._room = room
        self._other = other
        self._plan: MergePlan | None = None
        self._merger = Merger(room.workspace, room.library, other, backups)
        self._merger.progress.connect(self.show_progress)
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
        sentence = f"Merging {name} …"
        waiting = show_waiting(room.window(), "Merge", sentence, self._merger.cancel)
        self._merger.progress.disconnect(self.show_progress)
        self._merger.progress.connect(lambda done, total: show_done(waiting, sentence, done, total))
        self._merger.ended.connect(lambda: end_waiting(waiting))
        self._merger.merge(plan)


def merge_project(room: ReadingRoom, settings: Settings, other: Path | None) -> None:
    """Show what another project would bring.

    Args:
        room: The open project.
        settings: Where backups are kept.
        other: The project file; None where the user thought better of it.
    """
    if other is not None:
        room.flush()
        MergeDialog(room, other, folder_in_use(settings)).open()


def tell_of_conflict(room: ReadingRoom, settings: Settings, sentence: str, other: Path) -> None:
    """Say that a service has made a copy in a conflict, and offer to merge it."""
    if room.workspace.read_only:
        room.notice.say_quietly(sentence)
    else:
        room.notice.say_quietly(
            sentence, action="Merge …", run=lambda: merge_project(room, settings, other)
        )
