"""Tags a passage of one report as a passage of another is tagged."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from glossator.domain import intents
from glossator.domain.errors import GlossatorError, NotReadYetError
from glossator.domain.reports.address import unit_stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.app.library import Library
    from glossator.app.marker import Marker
    from glossator.app.workspace import Workspace
    from glossator.domain.records import Annotation, ReportId, Segment, ThemeId
    from glossator.domain.reports.structure import Unit


class _Wish(NamedTuple):
    """A passage to tag once its pages have been read."""

    report_id: ReportId
    unit: Unit
    theme_ids: tuple[ThemeId, ...]


class Likewise(QObject):
    """Gives whole units themes, as one action each.

    The pages of a report that no pane shows are read first; what is asked for meanwhile
    waits its turn.

    Signals:
        trouble: A sentence; a passage could not be tagged.
    """

    trouble = Signal(str)

    def __init__(self, workspace: Workspace, library: Library, marker: Marker) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._marker = marker
        self._wishes: deque[_Wish] = deque()
        library.opened.connect(self._go_on)
        library.text_ready.connect(self._go_on)
        library.failed.connect(self._give_up)

    def tag(self, report_id: ReportId, unit: Unit, theme_ids: Sequence[ThemeId]) -> None:
        """Tag a unit with themes; an annotation of just this unit gets those it lacks."""
        self._wishes.append(_Wish(report_id, unit, tuple(theme_ids)))
        self._library.open(report_id)
        self._go_on()

    def _go_on(self, *_: object) -> None:
        while self._wishes:
            try:
                self._grant(self._wishes[0])
            except NotReadYetError:
                return
            except GlossatorError as error:
                self.trouble.emit(str(error))
            self._wishes.popleft()

    def _give_up(self, report_id: ReportId, sentence: str) -> None:
        kept = [one for one in self._wishes if one.report_id != report_id]
        if len(kept) < len(self._wishes):
            self._wishes = deque(kept)
            self.trouble.emit(sentence)
            self._go_on()

    def _grant(self, wish: _Wish) -> None:
        reading = self._library.reading(wish.report_id)
        if reading is None:
            raise NotReadYetError("The report is still being read …")
        stretches = [
            (reading.caret(start), reading.caret(end))
            for start, end in unit_stretches(reading.structure, wish.unit)
        ]
        parts = self._marker.segments(wish.report_id, stretches)
        tree = self._workspace.tree
        themes = [tree[one] for one in wish.theme_ids if one in tree]
        known = self._known(wish.report_id, parts)
        made = known or self._marker.made(wish.report_id, parts)
        edits = intents.tag_with_all(made, themes, self._workspace.now(), is_new=known is None)
        self._workspace.do(edits)
        names = ", ".join(theme.name for theme in themes)
        self._marker.said.emit(f"Tagged {made.citation}: {names}")

    def _known(self, report_id: ReportId, parts: Sequence[Segment]) -> Annotation | None:
        """Return the annotation of just this passage, if there is one."""
        places = [(part.start, part.end) for part in parts]
        found = self._workspace.annotations(report_id)
        same = (one for one in found if [(a.start, a.end) for a in one.segments] == places)
        return next(same, None)
