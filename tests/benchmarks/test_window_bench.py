"""The window on a large project: time to store, list and open; stalls; memory."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from glossator.clock import utc_now
from glossator.documents.pool import open_bytes
from glossator.domain import passage
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import AnnotationId
from glossator.domain.text.caret import Caret
from glossator.domain.text.page_text import Role
from glossator.domain.text.quotation import known_words
from glossator.storage.project import ProjectFile
from helpers.measuring import MB, Measured, Stalls
from helpers.window import LONG, make_window, page_text, typed, wait_loaded, wheel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

    from glossator.documents.pool import DocumentPool
    from glossator.domain.records import Annotation
    from glossator.domain.text.page_text import PageText
    from helpers.window import TestWindow

ANNOTATIONS = 10_000
BATCH = 1_000
ROUNDS = 60
STALL = 50.0


@pytest.fixture(scope="module")
def large(sample: Path, pool: DocumentPool, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, read through, with ten thousand annotations."""
    path = tmp_path_factory.mktemp("large") / "large.glossator"
    path.write_bytes(sample.read_bytes())
    chance = random.Random(0)
    with ProjectFile.open(path) as project:
        made: list[Annotation] = []
        for report in project.reports():
            data = project.document_bytes(report.sha256)
            open_bytes(pool, report.sha256, data, name=report.file_name).result(30)
            text, structure = pool.read(report.sha256).result(30)
            project.store_reading(report.sha256, text, structure)
            pages = [pool.page_text(report.sha256, n).result(30) for n in range(len(text.pages))]
            pool.close(report.sha256)
            source = passage.Source(report, structure, known_words(text.text), text.labels)
            starts = tuple(text.starts())
            made += passages(source, dict(enumerate(pages)), starts, project, chance)
        for start in range(0, len(made), BATCH):
            changes = tuple(Change(None, one) for one in made[start : start + BATCH])
            project.apply(EditSet("Tag", changes), at=utc_now())
    return path


def passages(
    source: passage.Source,
    pages: dict[int, PageText],
    starts: tuple[int, ...],
    project: ProjectFile,
    chance: random.Random,
) -> Iterator[Annotation]:
    """Yield a fifth of all annotations, in one report."""
    themes = [theme.id for theme in project.themes()]
    for _ in range(ANNOTATIONS // 5):
        page = pages[chance.randrange(len(pages))]
        lines = [line for line in page.lines if line.role is Role.BODY and line.end > line.start]
        first = chance.choice(lines)
        start = starts[page.page] + first.start
        parts = passage.segments(
            [(start, start + chance.randint(5, first.end - first.start + 5))],
            {page.page: page},
            starts,
            source.structure,
        )
        yield passage.annotation(
            AnnotationId(f"{chance.getrandbits(128):032X}"),
            source,
            parts,
            theme_ids=tuple(chance.sample(themes, chance.randint(0, 3))),
            note="Compare with the earlier reports." if chance.random() < 0.2 else "",
            analyst="Anna",
            now=utc_now(),
        )


@pytest.fixture
def window(qtbot: QtBot, pool: DocumentPool, large: Path, tmp_path: Path) -> TestWindow:
    """The window on the large project, all of it read."""
    window = shown(qtbot, pool, large, tmp_path)
    window.show_project(window.projects.open(window_file(large, tmp_path)))
    wait_loaded(qtbot, window)
    qtbot.wait(500)
    return window


def window_file(project: Path, folder: Path) -> Path:
    """Copy a project into a folder."""
    path = folder / project.name
    path.write_bytes(project.read_bytes())
    return path


def shown(qtbot: QtBot, pool: DocumentPool, large: Path, folder: Path) -> TestWindow:
    """Show the window without a project."""
    del large
    window = make_window(pool, folder)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


def select_line(qtbot: QtBot, window: TestWindow, number: int) -> None:
    """Select a line of the page that shows in the second pane."""
    pane = window.panes[1]
    text = page_text(qtbot, pane, pane.view.page)
    lines = [line for line in text.lines if line.role is Role.BODY]
    line = lines[number % len(lines)]
    pane.view.selecting.select(Caret(text.page, line.start), Caret(text.page, line.end))


def median_of(
    benchmark: BenchmarkFixture,
    work: Callable[[], object],
    *,
    setup: Callable[[], object] | None = None,
    rounds: int = 1,
) -> float:
    """Time some work; return the median in milliseconds."""
    benchmark.pedantic(work, setup=setup, rounds=rounds)  # type: ignore[no-untyped-call]
    assert benchmark.stats is not None
    return 1000 * float(statistics.median(benchmark.stats.stats.sorted_data))


def test_a_mark_is_stored(
    qtbot: QtBot, window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    pane, numbers = window.panes[1], iter(range(10 * ROUNDS))
    apply, stored = window.project.apply, []

    def timed(edits: EditSet, *, analyst: str = "", at: str) -> int:
        before = time.perf_counter()
        number = apply(edits, analyst=analyst, at=at)
        stored.append(1000 * (time.perf_counter() - before))
        return number

    window.project.apply = timed  # type: ignore[method-assign]

    def select() -> None:
        qtbot.wait(10)
        select_line(qtbot, window, next(numbers))

    took = median_of(benchmark, lambda: typed(pane.view, "1"), setup=select, rounds=ROUNDS)
    assert len(window.annotations()) == ANNOTATIONS + ROUNDS
    table.append(Measured("a mark stored in the file (median), ms", statistics.median(stored), 10))
    table.append(Measured("a mark from the key to stored and shown (median), ms", took))


@pytest.mark.parametrize("words", ["traf", "women girls", "nothing like it"])
def test_the_passages_are_filtered(
    window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured], words: str
) -> None:
    field = window.opened.passages.head.field

    def all_again() -> None:
        field.clear()
        QApplication.processEvents()

    def narrow() -> None:
        field.setText(words)
        QApplication.processEvents()

    took = median_of(benchmark, narrow, setup=all_again, rounds=15)
    count = len(window.opened.passages.listed_annotations())
    what = f"10,000 passages filtered by “{words}”, {count} left, painted, ms"
    table.append(Measured(what, took, 50))


def test_the_filter_is_cleared(
    window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    field = window.opened.passages.head.field

    def clear() -> None:
        field.clear()
        QApplication.processEvents()

    took = median_of(benchmark, clear, setup=lambda: field.setText("traf"), rounds=15)
    table.append(Measured("10,000 passages listed again, painted, ms", took, 50))


def test_a_large_project_is_opened(
    qtbot: QtBot,
    pool: DocumentPool,
    large: Path,
    tmp_path: Path,
    benchmark: BenchmarkFixture,
    table: list[Measured],
) -> None:
    window = shown(qtbot, pool, large, tmp_path)
    path = window_file(large, tmp_path)
    stalls = Stalls()
    firsts: list[float] = []

    def open_project() -> None:
        QApplication.processEvents()
        with stalls:
            before = time.perf_counter()
            window.show_project(window.projects.open(path))
            firsts.append(1000 * (time.perf_counter() - before))
            qtbot.waitUntil(lambda: window.opened.workspace.is_loaded, timeout=10 * LONG)
        window.close_project()

    took = median_of(benchmark, open_project, rounds=5)
    table.append(Measured("a project of 10,000 opened, all read (median), ms", took))
    table.append(
        Measured("  until the event loop turns (median), ms", statistics.median(firsts), STALL)
    )
    table.append(Measured("  longest stall of the event loop, ms", stalls.longest, STALL))


def test_the_sample_is_opened_the_first_time(
    qtbot: QtBot,
    pool: DocumentPool,
    sample: Path,
    tmp_path: Path,
    benchmark: BenchmarkFixture,
    table: list[Measured],
) -> None:
    window = shown(qtbot, pool, sample, tmp_path)
    path, stalls = window_file(sample, tmp_path), Stalls()
    after: list[float] = []

    def open_project() -> None:
        QApplication.processEvents()
        with stalls:
            window.show_project(window.projects.open(path))
            QApplication.processEvents()
            begin = len(stalls.gaps)
            library = window.opened.library
            reports = window.opened.workspace.reports()
            qtbot.waitUntil(lambda: all(library.reading(one.id) for one in reports), timeout=LONG)
            qtbot.wait(200)
        after.append(max(stalls.gaps[begin:]))

    took = median_of(benchmark, open_project)
    table.append(Measured("the sample opened, five reports read, ms", took))
    table.append(Measured("  longest stall of the event loop, ms", stalls.longest, STALL))
    table.append(Measured("  longest stall once it shows, ms", after[0], STALL))


def test_the_pages_are_scrolled(
    qtbot: QtBot, window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    window.run("follow_place")
    stalls = Stalls()

    def scroll() -> None:
        with stalls:
            for step in range(150):
                wheel(window.panes[0], -2 if step < 120 else 6)
                qtbot.wait(8)

    median_of(benchmark, scroll, rounds=2)
    table.append(Measured("two panes scrolled together: longest stall, ms", stalls.longest, STALL))


def test_the_pages_are_zoomed(
    qtbot: QtBot, window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    stalls = Stalls()

    def zoom() -> None:
        with stalls:
            for step in range(40):
                control = Qt.KeyboardModifier.ControlModifier
                wheel(window.panes[0], 1 if step % 10 < 5 else -1, control)
                qtbot.wait(15)

    median_of(benchmark, zoom)
    table.append(Measured("a pane zoomed: longest stall, ms", stalls.longest, STALL))


def test_passages_are_tagged_and_undone_one_after_the_other(
    qtbot: QtBot, window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    stalls = Stalls()

    def tag() -> None:
        for number in range(30):
            select_line(qtbot, window, number)
            with stalls:
                typed(window.panes[1].view, "1")
                qtbot.wait(30)
        with stalls:
            for _ in range(10):
                window.run("undo")
                qtbot.wait(20)

    median_of(benchmark, tag)
    table.append(Measured("passages tagged and undone: longest stall, ms", stalls.longest, STALL))


def test_themes_are_chosen_and_passages_walked(
    qtbot: QtBot, window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    stalls = Stalls()

    def walk() -> None:
        with stalls:
            for theme in window.opened.workspace.tree.children(None)[:6]:
                window.opened.desk.choose_theme(theme.id)
                qtbot.wait(20)
                for _ in range(4):
                    window.run("next_passage")
                    qtbot.wait(40)

    median_of(benchmark, walk)
    table.append(
        Measured("themes chosen, passages walked: longest stall, ms", stalls.longest, STALL)
    )


def test_a_theme_is_renamed_and_moved(
    qtbot: QtBot, window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    stalls, themes = Stalls(), window.opened.themes

    def change() -> None:
        for number, theme in enumerate(window.opened.workspace.tree.children(None)[:5]):
            with stalls:
                themes.edits.recolour([theme], f"#30{number}0A0")
                qtbot.wait(30)

    median_of(benchmark, change)
    table.append(Measured("themes recoloured: longest stall, ms", stalls.longest, STALL))


def test_the_list_is_sorted_another_way(
    qtbot: QtBot, window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    stalls, sort = Stalls(), window.opened.passages.head.sort

    def orders() -> None:
        for number in range(2 * sort.count()):
            with stalls:
                sort.setCurrentIndex(number % sort.count())
                qtbot.wait(100)

    qtbot.wait(2_000)  # what they are sorted by is made meanwhile
    median_of(benchmark, orders)
    longest = max(stalls.work)
    table.append(Measured("passages sorted another way: longest turn, ms of work", longest, STALL))


def test_further_panes_are_opened(
    qtbot: QtBot, window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    stalls, room = Stalls(), window.opened
    shown = {pane.report_id for pane in window.panes}

    def further() -> None:
        for report in room.workspace.reports():
            if report.id not in shown:
                with stalls:
                    room.desk.report_wanted.emit(report.id)
                    qtbot.wait(1_000)

    median_of(benchmark, further)
    longest = max(stalls.work)
    table.append(Measured("a further pane opened: longest turn, ms of work", longest, STALL))


def test_themes_of_thousands_of_passages_are_deleted_and_merged(
    qtbot: QtBot, window: TestWindow, benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    stalls, edits, workspace = Stalls(), window.opened.themes.edits, window.opened.workspace
    one, *others = workspace.tree.children(None)[:5]

    steps: list[Callable[[], object]] = [
        lambda: edits.delete(others),
        lambda: window.run("undo"),
        lambda: edits.merge(others, one),
        lambda: window.run("undo"),
    ]

    def change() -> None:
        for step in steps:
            with stalls:
                step()
                qtbot.waitUntil(lambda: not workspace.is_busy, timeout=LONG)
                qtbot.wait(100)

    median_of(benchmark, change)
    longest = max(stalls.work)
    table.append(Measured("themes deleted, merged, undone: longest turn, ms", longest, STALL))


MEMORY = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from glossator.documents.pool import DocumentPool
from helpers.measuring import MB, Measured, Stalls
from helpers.window import make_window, wheel

def own():
    lines = Path("/proc/self/status").read_text().splitlines()
    kilobytes = {line.partition(":")[0]: line.split()[1] for line in lines if "kB" in line}
    return (int(kilobytes["VmRSS"]) - int(kilobytes["RssShmem"])) * 1024

app = QApplication([])
with DocumentPool() as pool:
    window = make_window(pool, Path(sys.argv[1]))
    window.show()
    window.show_project(window.projects.open(Path(sys.argv[2])))
    for report in window.opened.workspace.reports():
        window.opened.library.open(report.id)
    def tell():
        reports = window.opened.workspace.reports()
        assert all(window.opened.library.info(one.id) for one in reports)
        print(json.dumps({"window": own(), **pool.memory()}))
    steps = iter(range(300))
    def scroll():
        if next(steps, None) is None:
            timer.stop()
            tell()
            app.quit()
            return
        for pane in window.panes:
            wheel(pane, -1)
    timer = QTimer(interval=20)
    timer.timeout.connect(scroll)
    timer.start()
    app.exec()
"""


@pytest.mark.parametrize("which", ["sample", "large"])
def test_memory(
    sample: Path,
    large: Path,
    tmp_path: Path,
    benchmark: BenchmarkFixture,
    table: list[Measured],
    which: str,
) -> None:
    path = window_file(sample if which == "sample" else large, tmp_path)

    found: dict[str, int] = {}

    def measure() -> None:
        said = subprocess.run(
            [sys.executable, "-c", MEMORY, str(tmp_path), str(path)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        found.update(json.loads(said))

    median_of(benchmark, measure)
    of = "the sample" if which == "sample" else "10,000 passages"
    for name, size in found.items():
        table.append(Measured(f"memory with {of}, five reports, two panes: {name}, MB", size / MB))
    total = sum(found.values()) / MB
    table.append(Measured(f"memory with {of}, five reports, two panes: all, MB", total))
