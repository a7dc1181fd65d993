"""Panes that follow each other: when one is scrolled by hand, the others go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.domain.following import (
    Follow,
    SamePlace,
    paragraph_at,
    passage_at,
    same_paragraph,
    same_section,
    same_theme,
    section_at,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.app.desk import Desk
    from glossator.app.library import Library
    from glossator.app.matching import Matching
    from glossator.app.workspace import Workspace
    from glossator.domain.following import SameSection
    from glossator.domain.ranking.counterparts import Match
    from glossator.domain.records import Annotation, ReportId, ThemeId
    from glossator.domain.reports.reading import Reading
    from glossator.domain.reports.structure import Unit
    from glossator.ui.panes.pane import Pane

STEP = 30
"""Milliseconds between two looks at what is being read while a pane is scrolled."""


class Following(QObject):
    """The link between the panes.

    By place, the others keep the share of their report by which they were ahead or behind
    when following was switched on. By section, paragraph number, theme or matching passage
    they go where the leader's reading line points; a pane with nothing to follow to says
    so and stays.

    Signals:
        changed: The kind of following is another one.
    """

    changed = Signal()

    def __init__(
        self,
        panes: Callable[[], Sequence[Pane]],
        workspace: Workspace,
        library: Library,
        desk: Desk,
        matching: Matching | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._panes = panes
        self._workspace = workspace
        self._library = library
        self._desk = desk
        self.mode = Follow.OFF
        self.last_mode = Follow.SAME_PLACE
        self._places: dict[Pane, SamePlace] = {}
        self._goals: dict[Pane, object] = {}
        self._matching = matching
        self._found: dict[Pane, list[Match]] = {}
        self._sections: dict[tuple[ReportId, str, ReportId], SameSection | None] = {}
        self._at: dict[Pane, int] = {}
        self._leader: Pane | None = None
        self._is_leading = False
        self._soon = QTimer(self, singleShot=True, interval=STEP)
        self._soon.timeout.connect(self._lead)
        library.text_ready.connect(self._text_came)
        desk.theme_chosen.connect(lambda _: self._again(Follow.SAME_THEME))
        library.read.connect(lambda _: self._sections.clear())
        if matching is not None:
            matching.grown.connect(self._compared)

    def set_mode(self, mode: Follow, leader: Pane | None = None) -> None:
        """Follow in another way, from where the panes stand now."""
        self.mode = mode
        if mode is not Follow.OFF:
            self.last_mode = mode
        self._found.clear()
        for pane in self._panes():
            pane.head.say_following("")
            pane.show_match(None)
        self.start_again()
        self.changed.emit()
        if leader is not None and mode not in (Follow.OFF, Follow.SAME_PLACE):
            self._leader = leader
            self._lead()

    def start_again(self) -> None:
        """Take where the panes stand as the start: panes came, went, or moved alone."""
        self._goals.clear()
        shares = [(pane, pane.view.share) for pane in self._panes()]
        first = shares[0][1] if shares else 0.0
        self._places = {pane: SamePlace.starting(first, share) for pane, share in shares}

    def scrolled(self, leader: Pane, *, alone: bool) -> None:
        """A pane was scrolled by hand; the others go along unless it moves alone."""
        if self.mode is Follow.OFF or self._is_leading:
            return
        if alone:
            self.start_again()
        elif self.mode is Follow.SAME_PLACE:
            self._lead_by_place(leader)
        else:
            self._leader = leader
            if not self._soon.isActive():
                self._soon.start()

    def step(self, pane: Pane) -> None:
        """Show the next of the passages that match, round to the best."""
        found, reading = self._found.get(pane, []), self._library.reading(pane.report_id)
        if self.mode is not Follow.MATCHING or not found or reading is None:
            return
        at = self._at[pane] = (self._at.get(pane, 0) + 1) % len(found)
        unit = _unit(reading, found[at])
        if unit is not None:
            self._goals[pane] = unit.id
            pane.head.say_following(_which(at, found), more=len(found) > 1)
            pane.show_unit(unit)

    def _again(self, mode: Follow) -> None:
        if self.mode is mode and self._leader in self._panes():
            self._goals.clear()
            self._lead()

    def _compared(self) -> None:
        """More reports have been compared: what had to wait for that can be followed to."""
        self._sections.clear()
        if self.mode in (Follow.MATCHING, Follow.SAME_SECTION):
            self._lead()

    def _text_came(self, report_id: ReportId) -> None:
        """The page the leader stands on can be read only now."""
        leader = self._leader
        by_text = self.mode not in (Follow.OFF, Follow.SAME_PLACE)
        if by_text and leader in self._panes() and leader and leader.report_id == report_id:
            self._soon.start()

    def _lead_by_place(self, leader: Pane) -> None:
        if leader not in self._places:
            self.start_again()
        base = leader.view.share - self._places[leader].offset
        self._is_leading = True
        for pane, place in self._places.items():
            if pane is not leader:
                pane.view.go_to_share(place.target(base))
        self._is_leading = False

    def _lead(self) -> None:
        leader = self._leader
        offset = leader.reading_offset() if leader in self._panes() and leader else None
        if leader is None or offset is None:
            return
        self._is_leading = True
        for pane in self._panes():
            if pane is not leader:
                self._bring(pane, leader, offset)
        self._is_leading = False

    def _bring(self, pane: Pane, leader: Pane, offset: int) -> None:
        """Bring a pane to where it follows to, unless it stands there already."""
        if self.mode is Follow.MATCHING:
            goal, said = self._best_match(pane, leader, offset)
        else:
            goal, said = self._goal(pane.report_id, leader.report_id, offset)
        pane.head.say_following(said, more=len(self._found.get(pane, ())) > 1)
        if goal is None:
            self._goals.pop(pane, None)
            pane.show_match(None)
            return
        if self._goals.get(pane) == goal.id:
            return
        self._goals[pane] = goal.id
        pane.show_unit(goal)

    def _goal(self, follower: ReportId, leader: ReportId, offset: int) -> tuple[Unit | None, str]:
        """Return the unit a report follows to and what its pane says of it."""
        here, there = self._library.reading(leader), self._library.reading(follower)
        if here is None or there is None:
            return None, "not read yet"
        match self.mode:
            case Follow.SAME_SECTION:
                section = self._section(follower, leader, offset)
                said = section.ground.value if section else "no such section here"
                return section.heading if section else None, said
            case Follow.SAME_PARAGRAPH:
                unit = same_paragraph(here.structure, offset, there.structure)
                asked = paragraph_at(here.structure, offset)
                label = asked.label if asked else "such paragraph"
                return unit, "same number" if unit else f"no {label} here"
            case Follow.SAME_THEME:
                return self._themed(follower, leader, offset)
            case _:
                return None, ""

    def _best_match(self, pane: Pane, leader: Pane, offset: int) -> tuple[Unit | None, str]:
        """Return the passage of a pane most like the one read in the leader."""
        here = self._library.reading(leader.report_id)
        there = self._library.reading(pane.report_id)
        if here is None or there is None or self._matching is None:
            return None, "not read yet"
        unit = passage_at(here.structure, offset)
        if unit is None:
            return None, "no passage to match"
        found = self._matching.matches(leader.report_id, unit.id, pane.report_id)
        if found is None:
            return None, "not compared yet"
        if found != self._found.get(pane):
            self._found[pane], self._at[pane] = found, 0
        if not found:
            return None, "nothing like it here"
        at = self._at[pane]
        return _unit(there, found[at]), _which(at, found)

    def _section(self, follower: ReportId, leader: ReportId, offset: int) -> SameSection | None:
        """Return the follower's section for what is read, worked out once for a section."""
        here, there = self._library.reading(leader), self._library.reading(follower)
        heading = section_at(here.structure, offset) if here else None
        if here is None or there is None or heading is None:
            return None
        key, matching = (leader, heading.id, follower), self._matching
        if key not in self._sections:
            self._sections[key] = same_section(
                here.structure,
                heading.start,
                there.structure,
                lambda unit: matching.matches(leader, unit.id, follower) or () if matching else (),
            )
        return self._sections[key]

    def _themed(self, follower: ReportId, leader: ReportId, offset: int) -> tuple[Unit | None, str]:
        theme_id = self._desk.theme_id
        reading = self._library.reading(follower)
        if theme_id is None or theme_id not in self._workspace.tree or reading is None:
            return None, "choose a theme to follow"
        name = self._workspace.tree[theme_id].name
        found = same_theme(self._with(theme_id, leader), offset, self._with(theme_id, follower))
        unit = reading.structure.at(found.start) if found else None
        return unit, f"{name}" if unit else f"no passage with {name} here"

    def _with(self, theme_id: ThemeId, report_id: ReportId) -> list[Annotation]:
        wanted = self._workspace.tree.with_descendants(theme_id)
        annotations = self._workspace.annotations(report_id)
        return [one for one in annotations if not wanted.isdisjoint(one.theme_ids)]


def _unit(reading: Reading, match: Match) -> Unit | None:
    return next((one for one in reading.structure.units if one.id == match.unit_id), None)


def _which(at: int, found: Sequence[Match]) -> str:
    """Return how much the match shown is alike, and how many others there are."""
    from glossator.domain.ranking.similar import degree

    which = f" · {at + 1} of {len(found)}" if at else f" · {len(found) - 1} more"
    return degree(found[at].score) + (which if len(found) > 1 else "")
