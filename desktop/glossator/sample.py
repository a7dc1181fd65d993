"""The sample project: the starter themes and the five reports of `corpus/`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from glossator.bundled import bundled, resource
from glossator.clock import new_id
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import Report, ReportId
from glossator.exchange.theme_tree import read_starter_themes
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from pathlib import Path

PDF = "application/pdf"


def create_sample(path: Path, now: str) -> None:
    """Make a project file with the five reports, oldest first, and the starter themes.

    The reports are stored as they are; their text is read when they are first opened.
    A file that could not be finished is removed again.

    Raises:
        ProjectError: The file exists or can't be written.
        MissingFileError: The installation lacks a report.
    """
    themes = read_starter_themes(resource("themes.json").read_bytes())
    path.parent.mkdir(parents=True, exist_ok=True)
    manifest = json.loads(bundled("corpus/manifest.json").read_text("utf-8"))
    with ProjectFile.create(path, themes=themes) as project:
        changes = []
        for position, entry in enumerate(manifest["reports"]):
            name = entry["report"]
            data = bundled(f"corpus/reports/{name}").read_bytes()
            report = Report(
                id=ReportId(new_id()),
                sha256=project.store_document(data, media_type=PDF, file_name=name),
                symbol=entry["symbol"],
                title=entry["title"],
                date=entry["date"],
                session=entry["session"],
                url=entry["url"],
                file_name=name,
                media_type=PDF,
                n_pages=entry["pages"],
                position=position,
            )
            changes.append(Change(None, report))
        project.apply(EditSet("Add the five reports", tuple(changes)), at=now)
        # A new project has nothing to undo.
        project.compact()
