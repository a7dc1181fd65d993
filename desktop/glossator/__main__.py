"""Starts the window: wires the layers together."""

from __future__ import annotations

import gc
import math
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from glossator.app.settings import Settings
    from glossator.documents.pool import DocumentPool
    from glossator.documents.spawning import Spawned
    from glossator.ui.frame import Frame
    from glossator.ui.main_window import MainWindow

NO_SCREEN = (
    "There is no screen to open a window on. Start it in a desktop session, or under "
    "“xvfb-run glossator”; “glossator screenshot PROJECT OUT.png” draws the window to a file."
)


HALF = 0.5
"""Of a processor: what must have been idle of them over the last minute for one to be free."""


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(project: Path | None = None) -> int:
    """Open the window on a project, the last one or the sample; return the exit code.

    The window shows how it was left before anything else is imported; the rest begins once
    that is on the screen.
    """
    if not has_screen():
        sys.stderr.write(NO_SCREEN + "\n")
        return 1
    with ExitStack() as to_end:
        early = _early(to_end)
        app, settings = _application(), _settings()
        frame = _frame(project, settings)
        frame.painted.connect(lambda: _fill(frame, project, settings, to_end, early))
        frame.show()
        return app.exec()


def _early(to_end: ExitStack) -> Spawned | None:
    """Start a document process where a processor is free, to import while this one does.

    Elsewhere it would take half of what the first paint has, and so waits for that. What goes
    wrong is told when it is tried again.
    """
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else math.inf
    if busy > (os.cpu_count() or 1) - HALF:
        return None
    from glossator.documents.spawning import spawn

    try:
        early = spawn()
    except OSError:
        return None
    to_end.callback(early.end.close)
    return early


def _frame(project: Path | None, settings: Settings) -> Frame:
    """Return the window with the picture of how it was left."""
    from glossator.storage import first_picture
    from glossator.ui.frame import Frame

    frame = Frame(settings.text("window"))
    path = project or Path(settings.text("last_project"))
    is_wanted = bool(path.name) and settings.flag("first_picture")
    picture = first_picture.read(path.absolute(), frame.fits) if is_wanted else None
    if picture is not None:
        frame.show_picture(picture)
    return frame


def _fill(
    frame: Frame,
    path: Path | None,
    settings: Settings,
    to_end: ExitStack,
    early: Spawned | None = None,
) -> None:
    """Put the program into its window. What goes wrong here ends it."""
    try:
        from glossator.app.written_code import quick_classes

        to_end.callback(quick_classes().keep)
        from glossator.documents.pool import DocumentPool

        pool = DocumentPool()
        to_end.callback(pool.shutdown)
        pool.start(early)
        window = _window(pool, settings)
        _catch_defects(window)
        frame.take_in(window, window.is_sharp)
        frame.closing.connect(lambda: _keep_picture(frame, window, settings))
        _open(window, path)
        _close_when_told()
    except BaseException:
        frame.close()
        raise


def _close_when_told() -> None:
    """Have what asks the program to end close its windows, so that what was typed is saved.

    Python gets to see a signal when it is next at work: within a second, as `Garbage` sees to.
    """
    import signal

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has not all
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as by nohup
            signal.signal(number, lambda *_: QTimer.singleShot(0, QApplication.closeAllWindows))


def _open(window: MainWindow, path: Path | None) -> None:
    from glossator.domain.errors import GlossatorError

    try:
        window.show_project(window.projects.open(path) if path else window.projects.last())
    except GlossatorError as error:
        window.show_refusal(str(error))


def _keep_picture(frame: Frame, window: MainWindow, settings: Settings) -> None:
    """Keep how the window stands, in the project that is open, unless it is still being drawn.

    Where no picture is wanted, one from before is taken away.
    """
    import logging

    from glossator.domain.errors import GlossatorError
    from glossator.storage import first_picture

    is_wanted = settings.flag("first_picture")
    if window.room is None or window.room.workspace.read_only:
        return
    if is_wanted and not window.is_sharp():
        return
    window.room.flush()
    project = window.room.workspace.project
    try:
        if is_wanted:
            kept = first_picture.kept(frame.fits, frame.picture())
            project.set_setting(first_picture.KEY, kept)
        elif project.setting(first_picture.KEY):
            project.set_setting(first_picture.KEY, "")
    except GlossatorError as error:
        logging.getLogger("glossator").info("the picture of the window was not kept: %s", error)


def _application() -> QApplication:
    # Collecting is taken over below; until then there is no garbage to speak of.
    gc.disable()
    from glossator.app.qt_enums import quick_enumerations
    from glossator.app.qt_import import quick_import

    quick_enumerations()
    with quick_import():
        from PySide6.QtWidgets import QApplication
    from glossator.app.garbage import Garbage

    # As an argument, since `setStyle` makes all that Python can know of styles.
    style = () if sys.platform in ("win32", "darwin") else ("-style", "Fusion")
    app = QApplication.instance() or QApplication([*sys.argv[:1], *style])
    assert isinstance(app, QApplication)
    app.setApplicationName("Glossator")
    app.setOrganizationName("Glossator")
    app.setApplicationDisplayName("Glossator")
    app.setDesktopFileName("glossator")
    Garbage(app)
    return app


def _settings() -> Settings:
    from PySide6.QtCore import QSettings

    from glossator.app.settings import Settings

    return Settings(QSettings())


def _window(pool: DocumentPool, settings: Settings) -> MainWindow:
    from glossator.app.projects import Projects
    from glossator.ui.main_window import MainWindow

    # What has been imported stays: nothing there is worth looking through for garbage.
    gc.freeze()
    return MainWindow(pool, settings, Projects(settings))


def _catch_defects(window: MainWindow) -> None:
    """Log what nobody expected, and show it with a way to copy it."""
    import logging
    import traceback

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        logging.getLogger("glossator").critical("unexpected", exc_info=(kind, error, trace))
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
        view: What to show: a name of `ui.screenshot.VIEWS`, `read` where it is empty.

    Raises:
        GlossatorError: The project can't be opened, a report or theme is not in it, or
            the picture can't be written.
    """
    from glossator.documents.pool import DocumentPool

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
    """Open the window, or run the command line; `python -m glossator` does the same.

    The command line imports much that the window can show itself without, so what it would
    only pass on goes there directly.
    """
    arguments = sys.argv[1:]
    if not arguments:
        sys.exit(run())
    named = arguments[1:] if arguments[0] == "open" else arguments
    if len(named) == 1 and named[0].endswith(".glossator"):
        path = Path(named[0])
        if path.is_file():
            sys.exit(run(path))
    from glossator.cli import main as cli

    cli()


if __name__ == "__main__":
    main()
