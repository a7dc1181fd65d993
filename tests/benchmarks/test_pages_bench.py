"""The pages: drawing in the background, scrolling, very large files, selecting, finding."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from glossator.bundled import report_files
from glossator.clock import new_id, utc_now
from glossator.documents.engine import pymupdf
from glossator.documents.pool import DocumentPool, Priority, TileKey, open_bytes
from glossator.domain.edits import Change, EditSet
from glossator.domain.following import Follow
from glossator.domain.records import Report, ReportId
from glossator.domain.reports.reading import Reading
from glossator.domain.text.caret import Caret
from glossator.domain.text.find import Query, Searchable
from glossator.domain.text.running import part_running
from glossator.storage.project import ProjectFile
from glossator.ui.pages.painter import PagePainter
from helpers.measuring import MB, Measured, Stalls, own_memory, share_below
from helpers.window import LONG, make_window, page_text, wait_loaded, wait_open

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

    from helpers.window import TestWindow

DPI_144 = (2.0, 2.01, 1.99)
"""Pixels a point; all but the same, so that each page is drawn three times."""
RANK = 5
"""By which the document processes yield to the window; what they are compared with does too."""
FRAME = 16
"""Milliseconds between two steps of a scroll."""
BUDGET = 256
"""Megabytes for pictures over all panes."""


# Files


def together(pages: int, first: int = 0) -> bytes:
    """Return a PDF of so many pages of the five reports, in turn, from one of them on."""
    paths = [path for path, _ in report_files()]
    whole = pymupdf.open()
    turn = first
    while whole.page_count < pages:
        with pymupdf.open(paths[turn % len(paths)]) as report:
            whole.insert_pdf(report, to_page=min(pages - whole.page_count, report.page_count) - 1)
        turn += 1
    made: bytes = whole.tobytes(garbage=3)
    whole.close()
    return made


def noisy(pages: int, size: int) -> bytes:
    """Return a PDF with a line of text and a picture that can't be packed on each page."""
    side = round((size / pages / 3) ** 0.5)
    chance = random.Random(0)
    whole = pymupdf.open()
    for number in range(pages):
        page = whole.new_page()
        page.insert_text((72, 72), f"{number + 1}. What a scanner gives.", fontsize=11)
        pixels = chance.randbytes(3 * side * side)
        picture = pymupdf.Pixmap(pymupdf.csRGB, side, side, pixels, False)
        page.insert_image(pymupdf.Rect(72, 100, 520, 700), pixmap=picture)
    made: bytes = whole.tobytes()
    whole.close()
    return made


def make_project(path: Path, files: Mapping[str, bytes]) -> Path:
    """Make a project with a report for each file, named by its symbol."""
    with ProjectFile.create(path) as project:
        reports = []
        for position, (symbol, data) in enumerate(files.items()):
            with pymupdf.open(stream=data) as doc:
                pages = doc.page_count
            name = f"{symbol}.pdf"
            sha256 = project.store_document(data, media_type="application/pdf", file_name=name)
            reports.append(
                Report(
                    id=ReportId(new_id()), sha256=sha256, symbol=symbol, title=symbol,
                    file_name=name, media_type="application/pdf", n_pages=pages,
                    position=position,
                )
            )  # fmt: skip
        edits = EditSet("Add reports", tuple(Change(None, report) for report in reports))
        project.apply(edits, at=utc_now())
    return path


# The window


@pytest.fixture
def show(
    qtbot: QtBot, pool: DocumentPool, tmp_path: Path
) -> Iterator[Callable[[Mapping[str, bytes]], TestWindow]]:
    """Show the window on a project with some files, none of which is in a pane."""
    shown: list[TestWindow] = []

    def make(files: Mapping[str, bytes]) -> TestWindow:
        window = make_window(pool, tmp_path)
        qtbot.addWidget(window)
        window.resize(1600, 1000)
        window.show()
        qtbot.waitExposed(window)
        path = make_project(tmp_path / "pages.glossator", files)
        window.show_project(window.projects.open(path))
        wait_loaded(qtbot, window)
        for pane in window.panes:
            window.opened.panes.close_pane(pane)
        shown.append(window)
        return window

    yield make
    for window in shown:
        window.close_project()


class Frames:
    """Watches the paints of all views of pages.

    Attributes:
        painted: How many there were.
        unsharp: In how many a page stood at another scale or blank.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.painted = self.unsharp = 0
        self._lacks = False
        paint, stand_in = PagePainter.paint, PagePainter._paint_stand_in

        def watched(painter: PagePainter, *arguments: object) -> None:
            self._lacks = False
            paint(painter, *arguments)  # type: ignore[arg-type]
            self.painted += 1
            self.unsharp += self._lacks

        def lacking(painter: PagePainter, *arguments: object) -> None:
            self._lacks = True
            stand_in(painter, *arguments)  # type: ignore[arg-type]

        patch.setattr(PagePainter, "paint", watched)
        patch.setattr(PagePainter, "_paint_stand_in", lacking)

    @property
    def is_sharp(self) -> bool:
        """Whether the last paint showed all as it should be."""
        return self.painted > 0 and not self._lacks

    def start(self) -> None:
        """Count from here on."""
        self.painted = self.unsharp = 0
        self._lacks = True


def settle(qtbot: QtBot, window: TestWindow) -> None:
    """Wait until nothing is asked of the document processes any more."""
    dispatch = window.opened.library.pool._dispatch
    qtbot.wait(150)
    qtbot.waitUntil(
        lambda: not len(dispatch.queue) and not any(one.in_flight for one in dispatch.processes),
        timeout=20 * LONG,
    )


def once(benchmark: BenchmarkFixture, work: Callable[[], object], rounds: int = 1) -> None:
    benchmark.pedantic(work, rounds=rounds)  # type: ignore[no-untyped-call]


def milliseconds(work: Callable[[], object], times: int = 15) -> float:
    """Return the median time of some work."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


# Drawing in the background

BARE = """
import os, sys, time
from glossator.documents.engine import pymupdf
os.nice(int(sys.argv[1]))
scales, pages = [float(scale) for scale in sys.argv[2].split()], 0
documents = [pymupdf.open(path) for path in sys.argv[3:]]
start = time.perf_counter()
for scale in scales:
    for document in documents:
        for page in document:
            page.get_pixmap(matrix=pymupdf.Matrix(scale, scale))
            pages += 1
print(pages / (time.perf_counter() - start))
"""


def bare_rate() -> float:
    """Return the pages a second that PyMuPDF draws by itself, in one process of the same rank."""
    scales, paths = " ".join(map(str, DPI_144)), [str(path) for path, _ in report_files()]
    said = subprocess.run(
        [sys.executable, "-c", BARE, str(RANK), scales, *paths],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return float(said)


def pool_rate() -> float:
    """Return the pages a second that two document processes draw for a window that waits."""
    with DocumentPool(readers=0, all_at_once=True) as pool:
        pages: list[tuple[str, int]] = []
        for path, _ in report_files():
            info = open_bytes(pool, path.name, path.read_bytes(), name=path.name).result(30)
            pages += [(path.name, page) for page in range(info.n_pages)]
        keys = [TileKey(name, page, scale) for scale in DPI_144 for name, page in pages]
        left, done = set(keys), threading.Event()

        def came(key: TileKey) -> None:
            left.discard(key)
            if not left:
                done.set()

        pool.on_picture = came
        start = time.perf_counter()
        for key in keys:
            pool.request(key, Priority.BACKGROUND, 1)
        assert done.wait(60)
        return len(keys) / (time.perf_counter() - start)


def test_pages_are_drawn_in_the_background(
    benchmark: BenchmarkFixture, table: list[Measured]
) -> None:
    bare: list[float] = []
    ours: list[float] = []

    def both() -> None:  # in turn, so that a busy machine slows both
        bare.append(bare_rate())
        ours.append(pool_rate())

    once(benchmark, both, rounds=5)
    limit = min(140.0, 0.9 * statistics.median(bare))
    rate = statistics.median(ours)
    table.append(
        Measured("bare PyMuPDF in one process, 144 dpi, pages a second", statistics.median(bare))
    )
    table.append(Measured("two document processes, pages a second", rate, limit, at_least=True))


# Scrolling


def test_four_panes_are_scrolled(
    qtbot: QtBot,
    show: Callable[[Mapping[str, bytes]], TestWindow],
    benchmark: BenchmarkFixture,
    table: list[Measured],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Four reports of a hundred pages, all at once."""
    window = show({f"R/{turn}": together(100, turn) for turn in range(4)})
    library = window.opened.library
    for turn in range(4):
        pane = window.opened.panes.open(window.report(f"R/{turn}").id)
        qtbot.waitUntil(
            lambda pane=pane: library.reading(pane.report_id) is not None,  # type: ignore[misc]
            timeout=20 * LONG,
        )
        wait_open(qtbot, window, pane)
    settle(qtbot, window)
    idle = Stalls()
    with idle:
        qtbot.wait(3_000)
    frames = Frames(monkeypatch)

    def scroll(step: int, steps: int) -> Stalls:
        stalls = Stalls()
        frames.start()
        with stalls:
            for _ in range(steps):
                for pane in window.panes:
                    bar = pane.view.verticalScrollBar()
                    bar.setValue((bar.value() + step) % bar.maximum())
                qtbot.wait(FRAME)
        return stalls

    def report(name: str, stalls: Stalls) -> None:
        p99 = share_below(stalls.gaps, 0.99) - share_below(idle.gaps, 0.99)
        worst = stalls.longest - idle.longest
        table.append(Measured(f"four panes at {name} speed: gap beyond idle, p99, ms", p99, 16.7))
        table.append(Measured("  the worst, ms", worst, 33))
        table.append(Measured("  most of the processor in one turn, ms", max(stalls.work), 33))
        unsharp = 100 * frames.unsharp / max(frames.painted, 1)
        table.append(Measured(f"  of {frames.painted:,} paints not yet sharp, %", unsharp))

    def both() -> None:
        report("reading", scroll(4, 400))
        report("fling", scroll(150, 500))

    once(benchmark, both)


def test_a_page_gets_sharp(
    qtbot: QtBot,
    show: Callable[[Mapping[str, bytes]], TestWindow],
    benchmark: BenchmarkFixture,
    table: list[Measured],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Jump from page to page with nothing else to do, and draw each page barely beside it."""
    data = together(100)
    window = show({"R/1": data})
    pane = window.opened.panes.open(window.report("R/1").id)
    wait_open(qtbot, window, pane)
    settle(qtbot, window)
    frames = Frames(monkeypatch)
    ratios: list[float] = []
    over: list[float] = []
    raw_times: list[float] = []

    def jump(page: int, doc: pymupdf.Document) -> None:
        frames.start()
        start = time.perf_counter()
        pane.view.go_to_page(page)
        while not frames.is_sharp:
            QApplication.processEvents()
        sharp = 1000 * (time.perf_counter() - start)
        shown = pane.view.visible_pages()
        start = time.perf_counter()
        for number in shown:
            doc[number].get_pixmap(matrix=pymupdf.Matrix(pane.view.scale, pane.view.scale))
        raw = 1000 * (time.perf_counter() - start)
        raw_times.append(raw)
        ratios.append(sharp / raw)
        over.append(sharp - 1.5 * raw - 10)
        settle(qtbot, window)

    def all_pages(doc: pymupdf.Document) -> None:
        for page in range(5, 95, 5):
            jump(page, doc)

    with pymupdf.open(stream=data) as doc:
        once(benchmark, lambda: all_pages(doc))
    raw, ratio = statistics.median(raw_times), statistics.median(ratios)
    table.append(Measured("the pages that show drawn by get_pixmap (median), ms", raw))
    table.append(Measured("  sharp in the window after so many times that (median)", ratio))
    late = 100 * sum(one > 0 for one in over) / len(over)
    table.append(Measured("  later than 1.5 times and 10 ms, % of the pages", late))
    table.append(Measured("  beyond 1.5 times (median), ms", statistics.median(over) + 10, 10))


# A very large file


def test_a_file_of_a_hundred_megabytes(
    qtbot: QtBot,
    show: Callable[[Mapping[str, bytes]], TestWindow],
    benchmark: BenchmarkFixture,
    table: list[Measured],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = {"small": noisy(10, MB), "large": noisy(1_000, 100 * MB)}
    window = show(files)
    path = window.project.path
    for symbol in files:  # so that it is read, as every report is from its second opening on
        report_id = window.report(symbol).id
        window.opened.library.open(report_id)
        qtbot.waitUntil(
            lambda one=report_id: window.opened.library.reading(one) is not None,  # type: ignore[misc]
            timeout=20 * LONG,
        )
    frames = Frames(monkeypatch)
    took: dict[str, list[float]] = {"small": [], "large": []}

    def first_page(symbol: str) -> None:
        window.close_project()
        window.show_project(window.projects.open(path))
        wait_loaded(qtbot, window)
        for pane in window.panes:
            window.opened.panes.close_pane(pane)
        settle(qtbot, window)
        frames.start()
        start = time.perf_counter()
        pane = window.opened.panes.open(window.report(symbol).id)
        qtbot.waitUntil(lambda: bool(pane.view.layout_.boxes) and frames.is_sharp, timeout=LONG)
        took[symbol].append(1000 * (time.perf_counter() - start))

    def both() -> None:
        first_page("small")
        first_page("large")

    once(benchmark, both, rounds=5)
    before = own_memory()
    bar = window.panes[0].view.verticalScrollBar()
    for step in range(400):
        bar.setValue(bar.maximum() * step // 400)
        qtbot.wait(10)
    settle(qtbot, window)
    grown = (own_memory() - before + window.opened.library.pool.memory()["pictures"]) / MB
    size = len(files["large"]) / MB
    small, large = statistics.median(took["small"]), statistics.median(took["large"])
    table.append(Measured("10 pages, 1 MB, from the project: first page sharp, ms", small))
    table.append(Measured(f"1,000 pages, {size:.0f} MB, from the project, ms", large))
    table.append(Measured("  memory of window and pictures after scrolling it, MB", grown, BUDGET))


# Selecting, finding, following


def test_twenty_pages_are_selected(
    qtbot: QtBot,
    show: Callable[[Mapping[str, bytes]], TestWindow],
    benchmark: BenchmarkFixture,
    table: list[Measured],
) -> None:
    window = show({"R/1": together(40)})
    pane = window.opened.panes.open(window.report("R/1").id)
    wait_open(qtbot, window, pane)
    last = [page_text(qtbot, pane, page) for page in range(20)][-1]
    settle(qtbot, window)
    ends = iter(range(10**6))

    def select() -> None:
        end = len(last.text) - 1 - next(ends) % 50
        pane.view.selecting.select(Caret(0, 0), Caret(last.page, end))
        pane.view.viewport().repaint()

    taken: list[float] = []
    once(benchmark, lambda: taken.append(milliseconds(select, 30)))
    table.append(Measured("20 pages selected and painted (median), ms", taken[0], 16))


def test_words_are_found_in_a_thousand_pages(
    benchmark: BenchmarkFixture, table: list[Measured], pool: DocumentPool
) -> None:
    open_bytes(pool, "long", together(1_000), name="long.pdf").result(60)
    text, structure = pool.read("long").result(300)
    pool.close("long")
    start = time.perf_counter()
    searchable = Searchable(text.text)
    searchable.find(Query("x"))
    prepared = 1000 * (time.perf_counter() - start)
    queries = {
        "“trafficking”": Query("trafficking"),
        "“victims of trafficking”, whole words": Query("victims of trafficking", whole_words=True),
        "“re-victimization”": Query("re-victimization"),
        "a regular expression": Query(r"articles? \d+", regex=True),
    }
    taken: dict[str, float] = {}
    reading, hits = Reading.of(text, structure), searchable.find(queries["“trafficking”"])
    parting = f"  {len(hits):,} hits parted from those in heads and feet"
    elsewhere = "  the same expression in a document process, there and back"

    def there_and_back() -> None:
        pool.find("long", text.text, queries["a regular expression"]).result(60)

    def all_queries() -> None:
        for name, query in queries.items():
            taken[name] = milliseconds(lambda query=query: searchable.find(query), 7)  # type: ignore[misc]
        taken[parting] = milliseconds(lambda: part_running(searchable.text, reading, hits), 7)
        there_and_back()  # the text is handed over once
        taken[elsewhere] = milliseconds(there_and_back, 7)

    once(benchmark, all_queries)
    table.append(Measured("1,000 pages made ready for finding, once, ms", prepared))
    for name in (elsewhere, parting):
        table.append(Measured(f"{name}, ms", taken.pop(name), 50))
    for name, took in taken.items():
        found = len(searchable.find(queries[name]))
        table.append(Measured(f"  {name}: {found:,} hits, ms", took, 50))


def test_panes_follow_by_matching_passage(
    qtbot: QtBot,
    pool: DocumentPool,
    sample: Path,
    tmp_path: Path,
    benchmark: BenchmarkFixture,
    table: list[Measured],
) -> None:
    window = make_window(pool, tmp_path)
    qtbot.addWidget(window)
    window.show()
    path = tmp_path / "follow.glossator"
    path.write_bytes(sample.read_bytes())
    window.show_project(window.projects.open(path))
    wait_loaded(qtbot, window)
    leader, follower = window.panes[0], window.panes[1]
    with qtbot.waitSignal(window.opened.matching.ready, timeout=10 * LONG):
        pass
    pages = len(leader.view.layout_.boxes)
    for page in range(pages):
        page_text(qtbot, leader, page)
    following = window.opened.panes.following
    following.set_mode(Follow.MATCHING, leader)
    settle(qtbot, window)
    steps = iter(range(10**6))
    taken: list[float] = []
    goals = set()

    def step() -> None:
        bar = leader.view.verticalScrollBar()
        bar.setValue(next(steps) * 37 % bar.maximum())
        start = time.perf_counter()
        following._leader = leader
        following._lead()
        taken.append(1000 * (time.perf_counter() - start))
        goals.add(following._goals.get(follower))

    def walk() -> None:
        for _ in range(200):
            step()

    once(benchmark, walk)
    assert len(goals) > 10
    table.append(Measured("a step of following by match (median), ms", statistics.median(taken), 5))
    table.append(Measured("  95 % of them below, ms", share_below(taken, 0.95), 5))
