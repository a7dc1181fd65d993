"""Plans of what files of other tools would change in a project.

Planning reads reports and waits for them, so it belongs in a thread or a command, never in
the window's own thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from glossator.domain.incoming import Planner
from glossator.domain.records import Annotation, Theme
from glossator.domain.themes import ThemeTree
from glossator.placing import Placer

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.domain.incoming import Incoming, Plan
    from glossator.domain.page_text import PageText, ReportText
    from glossator.domain.records import AnnotationId, Report, ThemeId
    from glossator.domain.structure import Structure
    from glossator.storage.project import ProjectFile


class Documents(Protocol):
    """What opens and reads documents, and waits until that is done."""

    def open_report(self, project: ProjectFile, report: Report) -> object:
        """Open the document of a report; one that is open is not opened again."""

    def read(self, sha256: str) -> tuple[ReportText, Structure]:
        """Return the text and structure of an open document."""

    def page_text(self, sha256: str, page: int) -> PageText:
        """Return the text of a page of an open document."""


class Planning:
    """Plans for files one after the other, each on top of those before it.

    Args:
        project: An open project; what is read in its reports is kept if it can be written.
        documents: Opens and reads its reports.
        make_id: Gives a new id.
        now: The time, for what comes without.
        watch: Told how many passages of a file have been looked for and how many it has;
            what it raises ends the planning.
    """

    def __init__(
        self,
        project: ProjectFile,
        documents: Documents,
        make_id: Callable[[], str],
        now: str,
        watch: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self._project = project
        self._documents = documents
        self._make_id = make_id
        self._now = now
        self._watch = watch
        self._reports = project.reports()
        self._themes: dict[ThemeId, Theme] = {one.id: one for one in project.themes()}
        self._annotations: dict[AnnotationId, Annotation] = {
            one.id: one for batch in project.annotations() for one in batch
        }
        self._placer = Placer(self._read, self._page_text)

    def plan(self, incoming: Incoming) -> Plan:
        """Return what a file would change.

        Raises:
            DocumentError: A report can't be read.
            ProjectError: The project can't be read.
        """
        planner = Planner(
            ThemeTree(self._themes.values()),
            self._annotations.values(),
            self._placer.locate,
            self._make_id,
            self._now,
            lambda done: self._watch(done, len(incoming.passages)),
        )
        plan = planner.plan(incoming, self._reports)
        for _, theme in plan.edits.of(Theme):
            if theme is not None:
                self._themes[theme.id] = theme
        for _, annotation in plan.edits.of(Annotation):
            if annotation is not None:
                self._annotations[annotation.id] = annotation
        return plan

    def _read(self, report: Report) -> tuple[ReportText, Structure]:
        sha256 = report.sha256
        text, structure = self._project.text(sha256), self._project.structure(sha256)
        if text is None or structure is None:
            self._documents.open_report(self._project, report)
            text, structure = self._documents.read(sha256)
            if not self._project.read_only:
                self._project.store_reading(sha256, text, structure)
        return text, structure

    def _page_text(self, report: Report, page: int) -> PageText:
        self._documents.open_report(self._project, report)
        return self._documents.page_text(report.sha256, page)
