"""Plans of what files of other tools would change in a project.

Planning reads reports and waits for them, so it belongs in a thread or a command, never in
the window's own thread.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.arriving import Arrivals
from glossator.domain.incoming.fit import fit
from glossator.domain.incoming.match import match_reports
from glossator.domain.incoming.plan import Planner
from glossator.domain.records import Annotation, Report, Theme
from glossator.domain.themes import ThemeTree
from glossator.placing import Placer

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.arriving import Documents
    from glossator.domain.incoming.outcome import Plan
    from glossator.domain.incoming.plan import Incoming
    from glossator.domain.records import AnnotationId, ThemeId
    from glossator.storage.project import ProjectFile


class Planning:
    """Plans for files one after the other, each on top of those before it.

    Args:
        project: An open project; what is read in its reports is kept if it can be written.
        documents: Opens and reads its reports.
        make_id: Gives a new id.
        now: The time, for what comes without.
        ask: Whether a missing password ends the planning, see `Arrivals`.
    """

    def __init__(
        self,
        project: ProjectFile,
        documents: Documents,
        make_id: Callable[[], str],
        now: str,
        *,
        ask: bool = False,
    ) -> None:
        self._make_id = make_id
        self._now = now
        self._reports = project.reports()
        self._themes: dict[ThemeId, Theme] = {one.id: one for one in project.themes()}
        self._annotations: dict[AnnotationId, Annotation] = {
            one.id: one for batch in project.annotations() for one in batch
        }
        self._arrivals = Arrivals(project, documents, make_id, ask=ask)
        arrivals = self._arrivals
        self._placer = Placer(arrivals.text, arrivals.page_text, arrivals.picture)

    def plan(self, incoming: Incoming) -> Plan:
        """Return what a file would change.

        Raises:
            CancelledError: Whoever watches has ended it.
            InvalidInputError: Its themes stand too deep in each other.
            DocumentError: A report can't be read.
            PasswordNeededError: A document that comes along is encrypted.
            ProjectError: The project can't be read.
        """
        incoming = fit(incoming)
        planner = Planner(
            ThemeTree(self._themes.values()),
            self._annotations.values(),
            self._placer.locate,
            self._make_id,
            self._now,
            self._placer.box,
        )
        known = match_reports(incoming.reports, self._reports)
        arriving = self._arrivals.read(incoming, known, self._reports)
        incoming = replace(incoming, reports=self._arrivals.known)
        plan = planner.plan(incoming, self._reports, arriving)
        for before, report in plan.edits.of(Report):
            if before is None and report is not None:
                self._reports.append(report)
        for _, theme in plan.edits.of(Theme):
            if theme is not None:
                self._themes[theme.id] = theme
        for _, annotation in plan.edits.of(Annotation):
            if annotation is not None:
                self._annotations[annotation.id] = annotation
        return replace(plan, left_out=(*plan.left_out, *self._arrivals.refused))

    @property
    def has_stores(self) -> bool:
        """Whether documents or pictures must be stored before the plans are applied."""
        return not self._arrivals.is_empty

    def store(self) -> None:
        """Store the documents and pictures that the plans speak of.

        Raises:
            CancelledError: Whoever watches has ended it; none is kept.
            ProjectError: The project can't be written; none is kept.
        """
        self._arrivals.store()
