"""The start: how soon the window shows and can be used, against an empty window of Qt's.

Both are processes of their own, started in turn, so that a busy machine is busy for both.
Besides the time on the clock the processor's time of the window's process is told, which
other work on the machine leaves nearly alone.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.measuring import Measured

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parents[2]
ROUNDS = 7
FIRST_PAINT, USABLE = 1.15, 2.5
"""Limits, as multiples of the empty window's first paint."""

SCREEN = {"name": "laptop", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96}
"""Of which the window takes what it would; Qt's own screen in memory is smaller."""

COMMON = """
import json, os, sys, time
begun, found = int(sys.argv[1]), {}

def note(what):
    own = [line.split() for line in open("/proc/self/status")]
    resident = next(int(line[1]) for line in own if line and line[0] == "VmRSS:")
    found[what] = (
        (time.monotonic_ns() - begun) / 1e6, time.process_time() * 1e3, resident / 1024
    )
"""

EMPTY = f"""{COMMON}
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    note("painted")
    print(json.dumps(found), flush=True)
    app.quit()

app = QApplication([])
window = Window()
window.resize(1400, 860)
window.show()
app.exec()
"""

GLOSSATOR = f"""{COMMON}
from glossator import __main__ as program
made_frame, made_window = program._frame, program._window

def frame(project, settings):
    made = made_frame(project, settings)
    made.painted.connect(lambda: note("painted"))
    found["picture"] = made._picture is not None
    return made

def window(pool, settings):
    from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    made = made_window(pool, settings)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    class Answer(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, usable)
            return False

    answer = Answer(made)

    def look():
        if made.room is None or not made.is_sharp():
            return
        timer.stop()
        themes = made.room.themes.view
        at = QPointF(themes.visualRect(themes.model().index(1, 0)).center())
        there = QPointF(themes.viewport().mapToGlobal(at.toPoint()))
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            pressed = QMouseEvent(kind, at, there, left, left, none)
            QApplication.sendEvent(themes.viewport(), pressed)
        assert made.room.desk.theme_id is not None
        themes.viewport().installEventFilter(answer)

    def usable():
        note("usable")
        print(json.dumps(found), flush=True)
        QTimer.singleShot(0, made.window().close)

    timer = made.looking = QTimer(interval=4)
    timer.timeout.connect(look)
    timer.start()
    return made

program._frame, program._window = frame, window
from pathlib import Path
program.run(Path(sys.argv[2]))
"""


def started(code: str, project: Path) -> dict[str, list[float]]:
    """Start a process; return clock time, processor time and memory at what it notes."""
    screen = project.with_name("screen.json")
    screen.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "desktop"),
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
        "XDG_CONFIG_HOME": str(project.parent),
    }
    # An installed program is compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", code, str(time.monotonic_ns()), str(project)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def test_the_window_starts(
    sample: Path, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    # The first start reads the reports, the second finds them read and keeps the picture.
    for _ in range(2):
        started(GLOSSATOR, sample)
    empty: list[list[float]] = []
    ours: list[dict[str, list[float]]] = []

    def start_both() -> None:
        empty.append(started(EMPTY, sample)["painted"])
        ours.append(started(GLOSSATOR, sample))

    benchmark.pedantic(start_both, rounds=ROUNDS)  # type: ignore[no-untyped-call]
    assert all(one["picture"] for one in ours)
    base = medians(empty)
    tell(table, "an empty window painted", base, base, 0)
    tell(table, "first painted", medians(one["painted"] for one in ours), base, FIRST_PAINT)
    tell(
        table,
        "usable: sharp, the answer to a click painted",
        medians(one["usable"] for one in ours),
        base,
        USABLE,
    )


def medians(runs: Iterable[list[float]]) -> list[float]:
    """Return the medians of clock time, processor time and memory."""
    return [statistics.median(column) for column in zip(*runs, strict=True)]


def tell(
    table: list[Measured], what: str, found: list[float], base: list[float], limit: float
) -> None:
    """Add what was found, in milliseconds, as multiples of the empty window's, and in MB."""
    clock, processor, memory = found
    table.append(Measured(f"{what}, ms (processor alone: {processor:.0f})", clock))
    if limit:
        shares = (100 * clock / base[0], 100 * processor / base[1])
        table.append(Measured("  % of the empty window's, by the clock", shares[0], 100 * limit))
        table.append(Measured("  % of it by the processor's time", shares[1], 100 * limit))
    table.append(Measured("  memory of the window's process, MB", memory))
