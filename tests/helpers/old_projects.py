"""Projects of each format there has been, kept to be opened for ever.

`python -m helpers.old_projects` makes the one of the present format and what it holds, as JSON.
To be done once a format, when it is released: after that the file is never made anew.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast

from click.testing import CliRunner

from glossator.cli.program import glossator
from glossator.domain.edits import Change, EditSet
from glossator.storage.project import ProjectFile
from glossator.storage.schema import VERSION
from helpers.records import MADE_AT, make_bookmark, make_search, make_theme

if TYPE_CHECKING:
    from glossator.domain.records import Record

DATA = Path(__file__).parents[1] / "data"
FOLDER = DATA / "projects"
REPORTS = ("reportlab_numbered", "mupdf_scan")


def holdings(project: ProjectFile) -> dict[str, object]:
    """Return all that a project holds, as JSON gives it back."""
    reports = project.reports()
    annotations = [one for batch in project.annotations() for one in batch]
    held = {
        "reports": [asdict(one) for one in reports],
        "documents": [sha256(project.document_bytes(one.sha256)).hexdigest() for one in reports],
        "themes": sorted((asdict(one) for one in project.themes()), key=lambda one: one["id"]),
        "annotations": [asdict(one) for one in annotations],
        "pictures": [one.picture for one in annotations if one.picture],
        "bookmarks": [asdict(one) for one in project.bookmarks()],
        "searches": [asdict(one) for one in project.saved_searches()],
        "history": [[one.label, one.analyst, one.at, one.undone] for one in project.history()],
        "analyst": project.setting("analyst"),
    }
    return cast("dict[str, object]", json.loads(json.dumps(held)))


def make(path: Path) -> None:
    """Make a project with some of everything in it, by the commands of the program."""

    def run(*arguments: object) -> None:
        done = CliRunner().invoke(glossator, [str(one) for one in arguments])
        assert done.exit_code == 0, done.output

    water = make_theme("Water", definition="What flows.", key="1", memo="Ask Bo.")
    councils = make_theme("Councils", water, include="Elected ones", exclude="Others")
    money = make_theme("Money", position=1, examples="fees\nfunds", archived=False)
    ProjectFile.create(path, themes=[water, councils, money]).close()
    for name in REPORTS:
        run("add", path, "--beside", DATA / "reports" / f"{name}.pdf")
    for paragraph, theme, note in (
        ("3", "Water", "Who pays?"),
        ("5", "Water / Councils", "“Quoted”, naïve, 水, 𝔄"),
        ("7", "Money", ""),
    ):
        run("annotate", path, "--report", "reportlab_numbered.pdf", "--paragraph", paragraph,
            "--theme", theme, "--note", note, "--analyst", "Änne")  # fmt: skip
    run("annotate", path, "--report", "mupdf_scan.pdf", "--area", 1, 72, 120, 200, 200,
        "--theme", "Money", "--note", "A figure", "--analyst", "Bo")  # fmt: skip
    with ProjectFile.open(path) as project:
        project.set_setting("analyst", "Änne")
        report, *_ = project.reports()
        first, second, *_ = [one for batch in project.annotations() for one in batch]
        _do(project, "Bookmark", None, make_bookmark(report, "Findings", page=1, top=700.5))
        _do(project, "Save search", None, make_search("theme:Water council*"))
        _do(project, "Delete", second, None)
        last = _do(project, "Note", first, replace(first, note="Undone"))
        project.take_back(last, MADE_AT)


def _do(project: ProjectFile, label: str, before: Record | None, after: Record | None) -> int:
    edits = EditSet(label, (Change(before, after),))
    return project.apply(edits, analyst="Änne", at=MADE_AT)


def main() -> None:
    """Make the file of the present format and the list of what it holds."""
    path = FOLDER / f"version_{VERSION}.glossator"
    path.unlink(missing_ok=True)
    make(path)
    with ProjectFile.open(path, read_only=True) as project:
        held = json.dumps(holdings(project), ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(held + "\n", encoding="utf-8")
    sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
