"""Which project files there are: opened, made, remembered, and the sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from glossator.bundled import resource
from glossator.clock import utc_now
from glossator.domain.errors import ProjectError
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from glossator.app.settings import Settings

RECENT = 10
SAMPLE_NAME = "Trafficking in women and girls.glossator"


class Projects:
    """Opens and makes project files and remembers the last ones.

    Args:
        settings: Where the list is kept.
        folder: Where the sample project is made; None stands for a folder of the program's
            among the user's documents.
    """

    def __init__(self, settings: Settings, folder: Path | None = None) -> None:
        self._settings = settings
        self._folder = folder

    def open(self, path: Path) -> ProjectFile:
        """Open a project file, read-only where it can't be written.

        Raises:
            ProjectError: It can't be opened.
        """
        backups = self._backup_folder if self._settings.flag("backups") else None
        return ProjectFile.open(path, backups=backups)

    def _backup_folder(self) -> Path:
        from glossator.app.keeping import backup_folder  # not wanted at the start

        return backup_folder(self._settings)

    def create(self, path: Path) -> ProjectFile:
        """Make a project with the starter themes.

        Raises:
            ProjectError: It can't be made; an existing file is never replaced.
        """
        from glossator.exchange.theme_tree import read_starter_themes  # not wanted at the start

        themes = read_starter_themes(resource("themes.json").read_bytes())
        return ProjectFile.create(path, themes=themes)

    def sample(self) -> ProjectFile:
        """Open the project with the five reports; it is made the first time.

        Raises:
            ProjectError: It can't be opened or made.
        """
        path = (self._folder or _usual_folder()) / SAMPLE_NAME
        if not path.exists():
            from glossator.sample import create_sample

            create_sample(path, utc_now())
        return self.open(path)

    def last(self) -> ProjectFile:
        """Open the project that was open last, else the sample.

        Raises:
            ProjectError: The sample can't be opened either.
        """
        path = Path(self._settings.text("last_project"))
        if path.name and path.exists():
            try:
                return self.open(path)
            except ProjectError:
                self._settings.set("last_project", "")
                raise
        return self.sample()

    def remember(self, path: Path) -> None:
        """Note that a project is open now."""
        paths = [str(path), *(str(one) for one in self.recent() if one != path)]
        self._settings.set("recent_projects", list(paths[:RECENT]))
        self._settings.set("last_project", str(path))

    def recent(self) -> list[Path]:
        """Return the projects opened last that are still there, newest first."""
        paths = self._settings.get("recent_projects")
        found = [Path(str(one)) for one in paths] if isinstance(paths, list) else []
        return [path for path in found if path.exists()]


def _usual_folder() -> Path:
    import platformdirs  # not wanted at the start

    return Path(platformdirs.user_documents_dir()) / "Glossator"
