"""The program started again shows at once how it was left."""

import importlib.util
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from glossator import __main__ as program
from glossator.app.left_pictures import BEFORE_ALL
from glossator.app.settings import Settings
from glossator.documents.pool import DocumentPool, Priority, TileKey
from glossator.ui.main_window import MainWindow
from glossator.ui.reading_room import PUT_OFF, ReadingRoom
from helpers.window import LONG, TestWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from glossator.ui.frame import Frame

ROOT = Path(__file__).parents[2]


def start(qtbot: "QtBot", sample: Path, settings: Settings, to_end: ExitStack) -> "Frame":
    frame = program._frame(sample, settings)
    qtbot.addWidget(frame)
    frame.resize(700, 600)
    frame.painted.connect(lambda: program._fill(frame, sample, settings, to_end))
    frame.show()
    qtbot.waitUntil(lambda: bool(windows(frame)) and windows(frame)[0].is_sharp(), timeout=LONG)
    return frame


def windows(frame: "Frame") -> list[MainWindow]:
    return frame.findChildren(MainWindow)


def test_the_window_comes_back_as_it_was_left(
    qtbot: "QtBot", sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    settings.set("tips_seen", value=True)
    # With both sides the window is wider than the screen that tests have.
    settings.set("right_shown", value=False)
    with ExitStack() as to_end:
        frame = start(qtbot, sample, settings, to_end)
        assert frame.windowTitle().endswith(" — Glossator")
        seen = frame.grab().toImage()
        frame.close()
    again = program._frame(sample, settings)
    qtbot.addWidget(again)
    assert again.grab().toImage() == seen


def test_the_pages_that_showed_are_drawn_before_there_are_views(
    qtbot: "QtBot", sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    settings.set("tips_seen", value=True)
    settings.set("right_shown", value=False)
    with ExitStack() as to_end:
        start(qtbot, sample, settings, to_end).close()
    asked: list[tuple[object, int]] = []
    request = DocumentPool.request

    def noted(pool: DocumentPool, key: TileKey, priority: Priority, generation: int) -> None:
        asked.append((key, generation))
        request(pool, key, priority, generation)

    monkeypatch.setattr(DocumentPool, "request", noted)
    with ExitStack() as to_end:
        frame = start(qtbot, sample, settings, to_end)
        room = windows(frame)[0].room
        assert room is not None
        assert {
            key for key, generation in asked if generation == BEFORE_ALL
        } == room.library.shown()
        frame.close()


def test_a_project_that_is_only_read_keeps_no_picture(
    qtbot: "QtBot", sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from glossator.storage.project import ProjectFile

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    before = sample.read_bytes()
    with ProjectFile.open(sample), ExitStack() as to_end:
        start(qtbot, sample, settings, to_end).close()
    assert sample.read_bytes() == before


def test_who_wants_no_picture_has_none_kept(
    qtbot: "QtBot", sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from glossator.storage import first_picture
    from glossator.storage.project import ProjectFile

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    settings.set("first_picture", value=False)
    with ProjectFile.open(sample) as project:
        project.set_setting(first_picture.KEY, "kept before")
    with ExitStack() as to_end:
        start(qtbot, sample, settings, to_end).close()
    with ProjectFile.open(sample, read_only=True) as project:
        assert not project.setting(first_picture.KEY)
    kept: list[str] = []
    monkeypatch.setattr(ProjectFile, "set_setting", lambda _, key, value: kept.append(key))
    with ExitStack() as to_end:
        start(qtbot, sample, settings, to_end).close()
    assert first_picture.KEY not in kept


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [
        ([], [None]),
        (["p.glossator"], [Path("p.glossator")]),
        (["open", "p.glossator"], [Path("p.glossator")]),
        (["open"], []),
        (["gone.glossator"], []),
        (["x"], []),
    ],
)
def test_what_means_the_window_goes_there_without_the_command_line(
    arguments: list[str],
    opened: list[Path | None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.glossator").touch()
    monkeypatch.setattr(sys, "argv", ["glossator", *arguments])
    ran: list[Path | None] = []
    commanded: list[int] = []

    def run(path: Path | None = None) -> int:
        ran.append(path)
        return 0

    monkeypatch.setattr(program, "run", run)
    monkeypatch.setattr("glossator.cli.main", lambda: commanded.append(1))
    if opened:
        with pytest.raises(SystemExit):
            program.main()
    else:
        program.main()
    assert ran == opened
    assert bool(commanded) == (not opened)


def test_the_first_picture_waits_for_nothing_it_does_not_need(tmp_path: Path) -> None:
    code = (
        "import json, sys; from contextlib import ExitStack; from pathlib import Path;"
        "from glossator import __main__ as m; m.os.getloadavg = lambda: (0.0, 0.0, 0.0);"
        "to_end = ExitStack(); to_end.__enter__(); m._early(to_end);"
        "m._application(); m._frame(Path(sys.argv[1]), m._settings());"
        "print(json.dumps(sorted({one.split('.')[0] for one in sys.modules}"
        " | {one for one in sys.modules if one.startswith('glossator.')}))); to_end.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "none.glossator")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "XDG_CONFIG_HOME": str(tmp_path),
             "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & {"click", "pymupdf", "rapidfuzz", "sqlite_utils", "openpyxl", "concurrent"}
    assert {one for one in loaded if one.startswith("glossator.")} == {
        "glossator.__main__",
        "glossator.app",
        "glossator.app.bytecode",
        "glossator.app.garbage",
        "glossator.app.qt_enums",
        "glossator.app.qt_import",
        "glossator.app.settings",
        "glossator.documents",
        "glossator.documents.spawning",
        "glossator.storage",
        "glossator.storage.first_picture",
        "glossator.ui",
        "glossator.ui.frame",
    }


SELDOM = {
    "click", "numpy", "openpyxl", "pymupdf", "rapidfuzz", "snowballstemmer", "sqlite_utils",
    "PySide6.QtPrintSupport", "glossator.sample", "glossator.app.comparison",
    "glossator.app.exporting", "glossator.domain.compare.figures",
    "glossator.exchange.sheets.compare", "glossator.exchange.outgoing",
    "glossator.exchange.readers", "glossator.exchange.sheets.table",
    "glossator.ui.compare.plot", "glossator.ui.compare.view", "glossator.ui.finding",
    "glossator.ui.manual", "glossator.ui.palette", "glossator.ui.dialogs.preferences",
    "glossator.ui.dialogs.print", "glossator.ui.trace.view",
}  # fmt: skip
"""What is imported when it is first wanted, for each module holds the start up."""

OPENED = """
import json, sys
from pathlib import Path
from glossator import __main__ as program

opened = program._open

def look(window, path):
    from PySide6.QtCore import QTimer

    opened(window, path)
    print(json.dumps([window.room is not None, sorted(sys.modules)]))
    QTimer.singleShot(0, window.window().close)

program._open = look
program.run(Path(sys.argv[1]))
"""


def test_a_project_opens_without_what_is_seldom_wanted(sample: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPENED, str(sample)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "XDG_CONFIG_HOME": str(tmp_path),
             "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )  # fmt: skip
    is_open, loaded = json.loads(done.stdout.splitlines()[-1])
    assert is_open
    assert SELDOM & set(loaded) == set()


def test_what_is_not_in_front_is_made_when_it_is_wanted(window: TestWindow) -> None:
    room = window.opened
    hidden = ("reports", "contents", "pages", "similar", "search", "printing", "replacing")
    assert not [name for name in hidden if getattr(ReadingRoom, name).made(room) is not None]
    window.run("search")
    assert room.search.panel.isVisible()
    room.show_tab("contents")
    assert room.contents.view.model().rowCount()
    room.show_tab("pages")
    assert room.pages.list.model().rowCount()


def test_what_works_unseen_waits_for_the_pages(
    qtbot: "QtBot", window: TestWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = window.opened
    ranked: list[int] = []
    monkeypatch.setattr(type(room.library.pool), "is_sharp", False)
    monkeypatch.setattr(room.matching, "begin", lambda: ranked.append(1))
    room.settled.connect(lambda: ranked.append(2))
    for _ in range(PUT_OFF):
        room._begin_unseen()
        assert ReadingRoom.to_tag.made(room) is None
        assert not ranked
    room._begin_unseen()
    assert ranked == [1, 2], "a page that is never drawn holds it up"
    qtbot.waitUntil(lambda: ReadingRoom.to_tag.made(room) is not None)


USABLE = """
import builtins, enum, json, sys
from pathlib import Path
from glossator import __main__ as program

made_window = program._window

def window(pool, settings):
    from PySide6.QtCore import QTimer

    made = made_window(pool, settings)
    from glossator.ui import reading_room

    reading_room.AFTERWARDS = 600_000

    def look():
        if made.room is not None and made.is_sharp():
            timer.stop()
            loaded = [name for name in sys.modules if not name.startswith("shibokensupport")]
            widgets = vars(sys.modules["PySide6.QtWidgets"])
            creating = vars(enum.EnumType)["_create_"].__module__
            importing = builtins.__import__.__name__
            waits = not made.room.matching._soon.isActive() and not made.room.matching._is_busy
            print(json.dumps([importing, creating, "QWizard" in widgets, waits, loaded]))
            sys.stdout.flush()
            made.window().close()

    timer = made.looking = QTimer(interval=5)
    timer.timeout.connect(look)
    timer.start()
    return made

program._window = window
sys.exit(program.run(Path(sys.argv[1])))
"""

NOT_WANTED = """
    app.bulk_tagging app.exporting app.importing app.intake app.printing app.replacing
    app.searching app.suggesting app.trace_work app.tracing app.untagged documents.annotating
    documents.finding documents.suggesting domain.anchoring.anchor domain.anchoring.edition
    domain.coverage domain.incoming.found_marks domain.pdf_marks domain.ranking.suggest
    domain.reports.cited domain.reports.describe domain.reports.symbols domain.search.query
    domain.search.words domain.text.find domain.text.hit_places domain.text.spelling
    domain.text.word_diff domain.trace.pairs exchange.csv_export exchange.readers sample
    storage.backups storage.check storage.migrations storage.searcher storage.surroundings
    ui.compare.view
    ui.dialogs.coming_box ui.dialogs.preferences ui.finding ui.flows.printing ui.flows.searching
    ui.flows.similar ui.flows.to_tag ui.manual ui.pages.copying ui.palette ui.panels.contents
    ui.panels.dialogs ui.panels.pages ui.panels.reports ui.panels.search ui.panels.search_tag
    ui.panels.similar ui.panels.split_dialog ui.panels.theme_menu ui.panels.theme_picker
    ui.panels.to_tag ui.panes.find ui.panes.find_bar ui.tagging.box ui.trace.view
"""
"""What nobody has asked for when a project has just opened; each would hold that up."""

MOST = 211
"""Modules of the program that may be imported until it can be used: each costs a millisecond."""


def test_the_window_is_usable_before_what_nobody_has_asked_for(
    sample: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", USABLE, str(sample)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "XDG_CONFIG_HOME": str(tmp_path),
             "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )  # fmt: skip
    importing, creating, all_widgets, ranking_waits, loaded = json.loads(
        done.stdout.splitlines()[-1]
    )
    assert not all_widgets, "PySide makes all classes of widgets to know one it was given"
    assert ranking_waits, "reports are ranked against each other before they can be read"
    assert creating == "glossator.app.qt_enums", "Python makes Qt's enumerations"
    assert importing == "__import__", "PySide reads the source of each module that is imported"
    unwanted = {f"glossator.{name}" for name in NOT_WANTED.split()}
    unwanted |= {"openpyxl", "platform", "rapidfuzz", "Stemmer", "uuid"}
    assert sorted(unwanted & set(loaded)) == []
    assert len([name for name in loaded if name.startswith("glossator")]) <= MOST


def test_every_module_that_is_not_wanted_at_the_start_is_there() -> None:
    for name in NOT_WANTED.split():
        assert importlib.util.find_spec(f"glossator.{name}") is not None, name


@pytest.mark.parametrize(("busy", "starts"), [(0.2, True), (1.6, False), (9.0, False)])
def test_a_document_process_starts_before_the_first_paint_where_a_processor_is_free(
    busy: float, starts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (busy, 0.0, 0.0))
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with ExitStack() as to_end:
        early = program._early(to_end)
        assert (early is not None) == starts
    if early is not None:
        early.process.wait(20)
