"""Brings another project's work into an open one: read whole, planned, then written.

The other file is opened for reading only and never changed.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from glossator.domain.errors import InvalidInputError, ProjectError
from glossator.domain.incoming.merging import Whole, merge
from glossator.domain.watching import each, tell
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from glossator.domain.incoming.merging import MergePlan
    from glossator.domain.records import Annotation


def whole(project: ProjectFile) -> Whole:
    """Return all that a project holds.

    Raises:
        CancelledError: Whoever watches has ended it.
        ProjectError: The project can't be read.
    """
    annotations: list[Annotation] = []
    total = project.annotation_count()
    for batch in project.annotations():
        tell(len(annotations), total)
        annotations.extend(batch)
    return Whole(
        project.path.stem,
        tuple(project.reports()),
        tuple(project.themes()),
        tuple(annotations),
        tuple(project.bookmarks()),
        tuple(project.saved_searches()),
        tuple(project.facts()),
    )


def merge_plan(
    project: ProjectFile,
    other: Path,
    make_id: Callable[[], str],
) -> MergePlan:
    """Return what another project file would bring into a project.

    Raises:
        InvalidInputError: It is the project itself.
        ProjectError: It is no project, damaged, or of a newer version.
        CancelledError: Whoever watches has ended it.
    """
    if other.exists() and other.samefile(project.path):
        raise InvalidInputError(f"“{other.name}” is the project itself. Nothing was changed.")
    with ProjectFile.open(other, read_only=True) as source:
        return merge(whole(project), whole(source), make_id)


def bring_documents(project: ProjectFile, other: Path, plan: MergePlan) -> None:
    """Bring over what the records of a plan rest on: documents, readings, pictures.

    What is brought over stays after an undo, as when a report is added.

    Raises:
        ProjectError: One can't be read or written, or is not what its hash says.
        CancelledError: Whoever watches has ended it; nothing has come over.
    """
    try:
        _bring(project, other, plan)
    except BaseException:
        leave_documents(project, plan)
        raise


def leave_documents(project: ProjectFile, plan: MergePlan) -> None:
    """Take back what `bring_documents` has brought for a merge that did not come about."""
    with suppress(ProjectError):  # what was wrong before is told
        project.discard([one.sha256 for one in plan.new_reports], plan.pictures)


def _bring(project: ProjectFile, other: Path, plan: MergePlan) -> None:
    with ProjectFile.open(other, read_only=True) as source:
        for report in each(plan.new_reports):
            kept = project.store_document(
                source.document_bytes(report.sha256),
                media_type=report.media_type,
                file_name=report.file_name,
            )
            if kept != report.sha256:
                raise ProjectError(
                    f"{report.name} is damaged in “{other.name}”. Nothing was merged."
                )
            text, structure = source.text(report.sha256), source.structure(report.sha256)
            if text is not None and structure is not None:
                project.store_reading(report.sha256, text, structure)
        for digest in each(plan.pictures):
            picture = source.picture(digest)
            if picture is not None and project.store_picture(picture) != digest:
                raise ProjectError(f"A picture is damaged in “{other.name}”. Nothing was merged.")
