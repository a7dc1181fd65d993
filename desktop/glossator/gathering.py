"""What goes out of a project, gathered from its file; no format and no window is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.domain.themes import ThemeTree
from glossator.domain.watching import tell
from glossator.exchange.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossator.domain.records import Annotation, Report, ReportId
    from glossator.domain.reports.structure import Structure
    from glossator.storage.project import ProjectFile

STEP = 500
"""Annotations after which it is told how far the gathering is."""


def outgoing_of(project: ProjectFile, annotations: Iterable[Annotation], at: str) -> Outgoing:
    """Return annotations of a project with all that a format may want to know of them.

    Args:
        project: An open project.
        annotations: The annotations, in the order in which they are to go out.
        at: The time, ISO 8601 UTC.

    Raises:
        ProjectError: The project can't be read.
    """
    reports = project.reports()
    return Outgoing(
        name=project.path.stem,
        reports=reports,
        tree=ThemeTree(project.themes()),
        annotations=tuple(_counted(annotations, project.annotation_count())),
        labels=page_labels(project, reports),
        at=at,
        analyst=project.setting("analyst"),
        memo=project.setting("memo"),
        data=lambda report: project.document_bytes(report.sha256),
        text=lambda report: project.text(report.sha256),
        picture=project.picture,
    )


def _counted(annotations: Iterable[Annotation], total: int) -> Iterator[Annotation]:
    """Yield annotations, telling how far it is; fewer than the total may come."""
    for number, one in enumerate(annotations):
        if number % STEP == 0:
            tell(number, total)
        yield one


def page_labels(project: ProjectFile, reports: Sequence[Report]) -> dict[ReportId, Sequence[str]]:
    """Return the printed page labels of the reports that have been read."""
    texts = ((report.id, project.text(report.sha256)) for report in reports)
    return {report_id: text.labels for report_id, text in texts if text is not None}


def structures_of(
    project: ProjectFile, reports: Sequence[Report]
) -> dict[ReportId, tuple[Structure, int]]:
    """Return the structure and the length of the text of the reports that have been read."""
    found = {}
    for report in reports:
        text, structure = project.text(report.sha256), project.structure(report.sha256)
        if text is not None and structure is not None:
            found[report.id] = structure, len(text.text)
    return found
