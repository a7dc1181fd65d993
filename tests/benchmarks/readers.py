"""Glossator beside other readers: time to the first page, memory, pages a second.

    make readers READERS="--rounds 5 --qtpdf /path/to/a/python/with/pyside6-addons"

Runs what is installed (Okular, zathura, QtPdf's QPdfView, pdftoppm) and names what is missing.
Every reader is started on the same report, on a screen of its own (Xvfb). A square of a colour
that nothing else has is put on the first page; the time runs from the start of the program
until the square is on the screen. Memory is the proportional share of all its processes.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from glossator.bundled import report_files
from glossator.clock import new_id, utc_now
from glossator.documents.engine import pymupdf
from glossator.domain.edits import Change, EditSet
from glossator.domain.records import Report, ReportId
from glossator.storage.project import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QScreen

MAGENTA = (1.0, 0.0, 1.0)
RUN = b"\xff\x00\xff\xff" * 12
"""Twelve pixels of it beside each other, as the screen has them: blue, green, red, 255."""
LATEST = 30.0
"""Seconds after which a page will not come any more."""
SETTLED = 3.0
"""Seconds after the first page at which memory is looked at."""
PAUSE = 0.02
"""Seconds between two looks, which would else take a processor from the reader."""
MB = 2**20
NO_PICTURE = "Glossator, no picture kept"

QPDFVIEW = """
import sys
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication
app = QApplication([])
view, document = QPdfView(), QPdfDocument()
view.setPageMode(QPdfView.PageMode.MultiPage)
view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
document.load(sys.argv[1])
view.setDocument(document)
view.resize(1000, 760)
view.show()
app.exec()
"""

QTPDF_RATE = """
import sys, time
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdf import QPdfDocument
app = QGuiApplication([])
document = QPdfDocument()
document.load(sys.argv[1])
start = time.perf_counter()
for page in range(document.pageCount()):
    points = document.pagePointSize(page)
    document.render(page, QSize(round(2 * points.width()), round(2 * points.height())))
print(document.pageCount() / (time.perf_counter() - start))
"""


def marked(folder: Path) -> Path:
    """Write a report with the square on its first page."""
    source = max((path for path, _ in report_files()), key=lambda path: path.stat().st_size)
    path = folder / "report.pdf"
    with pymupdf.open(source) as document:
        page = document[0]
        middle = page.rect.width / 2
        square = pymupdf.Rect(middle - 60, 250, middle + 60, 370)
        page.draw_rect(square, color=None, fill=MAGENTA)
        document.save(path)
    return path


def project(folder: Path, pdf: Path) -> Path:
    """Make a project of Glossator that holds the report."""
    path = folder / "compare.glossator"
    with pymupdf.open(pdf) as document:
        pages = document.page_count
    with ProjectFile.create(path) as made:
        kind = "application/pdf"
        sha256 = made.store_document(pdf.read_bytes(), media_type=kind, file_name=pdf.name)
        report = Report(
            id=ReportId(new_id()), sha256=sha256, symbol="Report", title="Report",
            file_name=pdf.name, media_type=kind, n_pages=pages,
        )  # fmt: skip
        made.apply(EditSet("Add a report", (Change(None, report),)), at=utc_now())
    return path


@contextlib.contextmanager
def own_screen() -> Iterator[None]:
    """Start a screen in memory and use it."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1280x900x24",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        os.environ |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        yield
    finally:
        server.terminate()
        server.wait()


def shows_square(screen: QScreen) -> bool:
    """Tell whether the square is on the screen."""
    picture = screen.grabWindow(0).toImage()
    return RUN in bytes(picture.constBits())


def memory(session: int) -> int:
    """Return the bytes of all processes of a session, what is shared counted by its share."""
    total = 0
    for folder in Path("/proc").iterdir():
        # A process may end while it is looked at.
        with contextlib.suppress(OSError, ValueError, IndexError):
            if os.getsid(int(folder.name)) == session:
                lines = (folder / "smaps_rollup").read_text(encoding="ascii").splitlines()
                total += sum(1024 * int(line.split()[1]) for line in lines if line[:4] == "Pss:")
    return total


def started(command: Sequence[str], screen: QScreen, home: Path) -> tuple[float, int] | None:
    """Start a reader; return milliseconds to its first page, and its bytes then."""
    places = {
        "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache"),
    }  # fmt: skip
    begun = time.perf_counter()
    reader = subprocess.Popen(
        command,
        env={**os.environ, **places},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not shows_square(screen):
            if time.perf_counter() - begun > LATEST or reader.poll() is not None:
                return None
            time.sleep(PAUSE)
        shown = 1000 * (time.perf_counter() - begun)
        with contextlib.suppress(subprocess.TimeoutExpired):
            reader.wait(SETTLED)
        return shown, memory(reader.pid)
    finally:
        # Told to end, and given the time to keep what it keeps.
        reader.terminate()
        try:
            reader.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(reader.pid, signal.SIGKILL)
            reader.wait()


def switch_picture_off(home: Path) -> None:
    """Have Glossator start without the picture of how it was left."""
    folder = home / "config" / "Glossator"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Glossator.conf").write_text("[General]\nfirst_picture=false\n", encoding="utf-8")


def compare_windows(pdf: Path, kept: Path, folder: Path, qtpdf: str, rounds: int) -> None:
    """Print time to the first page and memory of every reader there is."""
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication([])
    screen = app.primaryScreen()
    glossator = [sys.executable, "-m", "glossator", "open"]
    # The picture is in the project, and taken away where none is wanted.
    other = shutil.copy(kept, folder / "other.glossator")
    readers = {
        "Glossator": [*glossator, str(kept)],
        NO_PICTURE: [*glossator, str(other)],
        "QPdfView": [qtpdf, "-c", QPDFVIEW, str(pdf)] if qtpdf else [],
        "Okular": ["okular", str(pdf)] if shutil.which("okular") else [],
        "zathura": ["zathura", str(pdf)] if shutil.which("zathura") else [],
    }
    print(f"{'':<28}{'first page, ms':>16}{'memory, MB':>12}")
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in readers}
    for turn in range(rounds + 1):  # in turn, so that a busy machine slows all; the first warms
        for name, command in readers.items():
            home = folder / name
            home.mkdir(exist_ok=True)
            if name == NO_PICTURE:
                switch_picture_off(home)
            one = started(command, screen, home) if command else None
            if one and turn:
                found[name].append(one)
    for name, command in readers.items():
        if not found[name]:
            print(f"{name:<28}{'not installed' if not command else 'showed no page':>16}")
            continue
        shown, used = (statistics.median(column) for column in zip(*found[name], strict=True))
        print(f"{name:<28}{shown:>16.0f}{used / MB:>12.0f}")


def compare_rates(pdf: Path, folder: Path, qtpdf: str, rounds: int) -> None:
    """Print how many pages a second are drawn at 144 dpi."""
    from benchmarks.test_pages_bench import bare_rate, pool_rate

    def said(command: Sequence[str]) -> float:
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    def poppler() -> float:
        with pymupdf.open(pdf) as document:
            pages = int(document.page_count)
        start = time.perf_counter()
        subprocess.run(["pdftoppm", "-r", "144", str(pdf), str(folder / "page")], check=True)
        return pages / (time.perf_counter() - start)

    rates = {"two document processes of Glossator": pool_rate, "PyMuPDF in one process": bare_rate}
    if qtpdf:
        rates["QtPdf in one process"] = lambda: said([qtpdf, "-c", QTPDF_RATE, str(pdf)])
    if shutil.which("pdftoppm"):
        rates["Poppler in one process, files written"] = poppler
    print(f"\n{'':<44}{'pages a second at 144 dpi':>26}")
    for name, rate in rates.items():
        print(f"{name:<44}{statistics.median(rate() for _ in range(rounds)):>26.0f}")


def has_qtpdf(python: str) -> bool:
    """Tell whether an interpreter has QtPdf."""
    trial = [python, "-c", "import PySide6.QtPdfWidgets"]
    return subprocess.run(trial, check=False, capture_output=True).returncode == 0


def main() -> None:
    """Compare and print."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--qtpdf", default=sys.executable, help="a Python with pyside6-addons")
    options = asked.parse_args()
    qtpdf = options.qtpdf if has_qtpdf(options.qtpdf) else ""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pdf = marked(folder)
        if shutil.which("Xvfb"):
            with own_screen():
                compare_windows(pdf, project(folder, pdf), folder, qtpdf, options.rounds)
        else:
            print("Xvfb is not installed: no windows are compared.")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        compare_rates(pdf, folder, qtpdf, options.rounds)


if __name__ == "__main__":
    main()
