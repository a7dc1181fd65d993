"""Backups of a project: copies of the file, and once a week one that needs no program of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.clock import utc_now
from glossator.domain.errors import GlossatorError
from glossator.domain.incoming.differences import State, changed_since
from glossator.domain.thinning import week_of
from glossator.exchange.web_annotation import write_web_annotation
from glossator.gathering import outgoing_of
from glossator.storage.backups import QUIET, Backup, BackupStore
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAIN_KEPT = 8
"""Weeks of which the plain copy stays."""


def back_up(
    project: Path,
    folder: Path,
    reason: str = QUIET,
    *,
    at: str = "",
    stopped: Callable[[], bool] = lambda: False,
) -> Backup:
    """Take a copy of a project and, where this week has none yet, a plain one (JSON-LD).

    To be called before anything that changes a project at large, such as a merge.

    Args:
        project: The project, open or not.
        folder: Where backups are kept, see `storage.backups.default_folder`.
        reason: A key of `storage.backups.REASONS`.
        at: The time, ISO 8601 UTC; now where it is empty.
        stopped: Asked often; once it says yes, nothing is kept.

    Raises:
        StoppedError: It was stopped.
        GlossatorError: It can't be made; a sentence. Older backups stay.
    """
    at = at or utc_now()
    backup = BackupStore(folder).take(project, reason, at=at, stopped=stopped)
    if not backup.faults:
        _keep_plain(backup, week_of(at))
    return backup


def plain_folder(backup: Backup) -> Path:
    """Return where the plain copies of a project lie."""
    return backup.path.parent / "plain"


def state_of(path: Path) -> State:
    """Return the records of a project or of a backup.

    Raises:
        ProjectError: It can't be read.
    """
    with ProjectFile.open(path, read_only=True) as project:
        annotations = (one for batch in project.annotations() for one in batch)
        return State.of(project.reports(), project.themes(), annotations)


def changes_since(project: Path, backup: Backup) -> list[str]:
    """Return what was done in a project since a backup, a line each, for the user."""
    try:
        before = state_of(backup.path)
    except GlossatorError as error:
        return [str(error)]
    try:
        now = state_of(project)
    except GlossatorError as error:
        return [f"What changed since can't be told. {error}"]
    return changed_since(before, now) or ["Nothing has changed since."]


def _keep_plain(backup: Backup, week: str) -> None:
    """Write a plain copy unless the last one is of the same week; drop the oldest.

    The last one is that with the highest number, which the backup gives it: a clock set back
    or forward for a while hinders none.
    """
    folder = plain_folder(backup)
    written = sorted(folder.glob("*.jsonld"))
    if written and written[-1].stem.endswith(week):
        return
    folder.mkdir(exist_ok=True, mode=0o700)
    target = folder / f"{backup.number:06} {week}.jsonld"
    with ProjectFile.open(backup.path, read_only=True) as project:
        annotations = (one for batch in project.annotations() for one in batch)
        write_web_annotation(outgoing_of(project, annotations, backup.at), target)
    for old in written[: 1 - PLAIN_KEPT]:
        old.unlink()
