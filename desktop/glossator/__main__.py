"""Starts the window: wires the layers together."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from glossator.documents.pool import DocumentPool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from glossator.app.settings import Settings
    from glossator.ui.main_window import MainWindow

NO_SCREEN = (
    "There is no screen to open a window on. Start it in a desktop session, or under "
    "“xvfb-run glossator”; “glossator screenshot PROJECT OUT.png” draws the window to a file."
)

_log = logging.getLogger("glossator")


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(project: Path | None = None) -> int:
    """Open the window on a project, the last one or the sample; return the exit code."""
    if not has_screen():
        sys.stderr.write(NO_SCREEN + "\n")
        return 1
    # The document processes import while Qt does.
    pool = DocumentPool()
    pool.start()
    try:
        return _run(pool, project)
    finally:
        pool.shutdown()


def _run(pool: DocumentPool, path: Path | None) -> int:
    app = _application()
    from glossator.domain.errors import GlossatorError

    window = _window(pool, _settings())
    _catch_defects(window)
    window.show()
    try:
        window.show_project(window.projects.open(path) if path else window.projects.last())
    except GlossatorError as error:
        window.show_refusal(str(error))
    return app.exec()


def _application() -> QApplication:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from glossator.app.garbage import Garbage

    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Glossator")
    app.setOrganizationName("Glossator")
    app.setApplicationDisplayName("Glossator")
    app.setDesktopFileName("glossator")
    if sys.platform not in ("win32", "darwin"):
        app.setStyle("Fusion")
    Garbage(app)
    return app


def _settings() -> Settings:
    from PySide6.QtCore import QSettings

    from glossator.app.settings import Settings

    return Settings(QSettings())


def _window(pool: DocumentPool, settings: Settings) -> MainWindow:
    import platformdirs

    from glossator.app.projects import Projects
    from glossator.ui.main_window import MainWindow

    folder = Path(platformdirs.user_documents_dir()) / "Glossator"
    return MainWindow(pool, settings, Projects(settings, folder))


def _catch_defects(window: MainWindow) -> None:
    """Log what nobody expected, and show it with a way to copy it."""

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        _log.critical("unexpected", exc_info=(kind, error, trace))
        window.show_defect("".join(traceback.format_exception(kind, error, trace)))

    sys.excepthook = caught


def screenshot(
    project: Path,
    out: Path,
    *,
    panes: Sequence[str] = (),
    theme: str = "",
    size: tuple[int, int] = (1400, 860),
    dark: bool = False,
    view: str = "",
) -> None:
    """Draw the real window, without a screen, to a PNG file.

    Args:
        project: The project file; a copy is opened, so it stays as it is.
        out: Where the picture goes.
        panes: What to show side by side: `A/79/322` or `A/79/322:para. 28`.
        theme: Path of the theme to choose, or empty.
        size: Width and height in logical pixels.
        dark: In dark colours.
        view: `read` (the default), `palette`, `tagging`, `find`, `reports`, `contents`,
            `similar` or `night`.

    Raises:
        GlossatorError: The project can't be opened, a report or theme is not in it, or
            the picture can't be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The platform without a screen says for every window that it has no window manager.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    pool = DocumentPool()
    pool.start()
    try:
        _application()
        from glossator.ui.screenshot import draw

        draw(pool, project, out, panes=panes, theme=theme, size=size, dark=dark, view=view)
    finally:
        pool.shutdown()


def main() -> None:
    """Run the command line; `python -m glossator` does the same."""
    from glossator.cli import main as cli

    cli()


if __name__ == "__main__":
    main()
