"""The pool with real processes: what comes back, and what is said of bad files."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from glossator.documents import opening
from glossator.documents.dispatch import CLOSED, NO_SUCH_PAGE
from glossator.documents.engine import pymupdf
from glossator.documents.jobs import Job
from glossator.documents.pool import (
    DocumentPool,
    Limits,
    Picture,
    Priority,
    TileKey,
    open_bytes,
)
from glossator.documents.protocol import Op
from glossator.documents.shelf import EMPTY, NOT_OPEN
from glossator.domain.errors import DocumentError, PasswordNeededError
from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.pages.tiling import tiles
from helpers.hostile import bookmarks, pages
from helpers.pdfs import HEIGHT, RED_SQUARE, WIDTH, make_pdf, make_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 20
RED = b"\x00\x00\xff\xff"
WHITE = b"\xff\xff\xff\xff"


class Reader:
    """A pool with its callbacks turned into something a test can wait for."""

    def __init__(self, **options: object) -> None:
        self.pool = DocumentPool(**options)  # type: ignore[arg-type]
        self.pool.on_picture = lambda _key: self._tell()
        self.pool.on_trouble = self._trouble
        self.troubles: list[tuple[str, int | None, str]] = []
        self._told = threading.Condition()

    def _tell(self) -> None:
        with self._told:
            self._told.notify_all()

    def _trouble(self, document: str, page: int | None, sentence: str) -> None:
        self.troubles.append((document, page, sentence))
        self._tell()

    def wait(self, condition: Callable[[], bool]) -> None:
        with self._told:
            assert self._told.wait_for(condition, SECONDS)

    def draw(self, key: TileKey) -> Picture:
        self.pool.request(key, Priority.VISIBLE, 1)
        self.wait(lambda: self.pool.picture(key) is not None)
        picture = self.pool.picture(key)
        assert picture is not None
        return picture

    def open(self, document: str, data: bytes, name: str = "a.pdf", password: str = "") -> None:
        open_bytes(self.pool, document, data, name=name, password=password).result(SECONDS)


@pytest.fixture(scope="module")
def shared() -> Iterator[Reader]:
    reader = Reader(renderers=1, arena_bytes=64 * 2**20)
    with reader.pool:
        yield reader


@pytest.fixture
def reader(shared: Reader) -> Iterator[Reader]:
    yield shared
    for name in list(shared.pool._shelf._sources):
        shared.pool.close(name)
    shared.troubles.clear()


def pixel(picture: Picture, x: float, y: float) -> bytes:
    start = int(y) * picture.stride + int(x) * 4
    return bytes(picture.buffer[start : start + 4])


def assert_red_exactly_in(picture: Picture, rect: Rect, scale: float) -> None:
    """The square is red up to its edges and white around them, a pixel's grace apart."""
    x0, y0, x1, y1 = (edge * scale for edge in rect)
    for x, y in ((x0 + 1, y0 + 1), (x1 - 2, y0 + 1), (x0 + 1, y1 - 2), (x1 - 2, y1 - 2)):
        assert pixel(picture, x, y) == RED
    for x, y in ((x0 - 2, y0), (x0, y0 - 2), (x1 + 1, y0), (x0, y1 + 1)):
        if 0 <= x < picture.width and 0 <= y < picture.height:
            assert pixel(picture, x, y) == WHITE


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("cropbox", [None, (20.0, 30.0, 280.0, 390.0)])
def test_the_square_is_drawn_where_the_box_says(
    reader: Reader, rotate: int, cropbox: tuple[float, float, float, float] | None, turn: int
) -> None:
    future = open_bytes(reader.pool, "d", make_pdf(rotate=rotate, cropbox=cropbox), name="a.pdf")
    box = future.result(SECONDS).boxes[0]
    assert box.rotation == rotate
    assert (box.x0, box.y1) == ((20, HEIGHT - 30) if cropbox else (0, HEIGHT))
    picture = reader.draw(TileKey("d", 0, 1.5, turn))
    x0, y0, x1, y1 = RED_SQUARE
    user = Rect(x0, HEIGHT - y1, x1, HEIGHT - y0)
    shown = box.turned(turn)
    assert (picture.width, picture.height) == (
        round(shown.width * 1.5),
        round(shown.height * 1.5),
    )
    assert_red_exactly_in(picture, shown.rect_to_view(user), 1.5)


def test_tiles_of_a_large_page_meet_without_a_seam(reader: Reader) -> None:
    reader.open("d", make_pdf([["Words across the seam between tiles, all of them"] * 15]))
    whole = reader.draw(TileKey("d", 0, 6.0))
    assert (whole.width, whole.height) == (1800, 2400)
    scale = 6.1
    columns, rows = tiles(PageBox(0, 0, WIDTH, HEIGHT), scale)
    assert (columns, rows) == (2, 3)
    for column in range(columns):
        for row in range(rows):
            reader.draw(TileKey("d", 0, scale, 0, column, row))
    x, y = RED_SQUARE[2] * scale - 3, RED_SQUARE[3] * scale - 3
    assert pixel(reader.draw(TileKey("d", 0, scale, 0, 0, 0)), x, y) == RED


def test_annotations_of_the_file_are_drawn(reader: Reader) -> None:
    document = pymupdf.Document(stream=make_pdf())
    document[0].add_highlight_annot(pymupdf.Rect(150, 200, 250, 230))
    reader.open("d", document.tobytes())
    assert pixel(reader.draw(TileKey("d", 0, 1.0)), 200, 215) not in (WHITE, RED)


def test_the_nearest_whole_page_stands_in(reader: Reader) -> None:
    reader.open("d", make_pdf())
    assert reader.pool.nearest("d", 0) is None
    reader.draw(TileKey("d", 0, 1.0))
    reader.draw(TileKey("d", 0, 3.0))
    for scale, expected in ((1.4, 1.0), (2.5, 3.0), (9.0, 3.0)):
        found = reader.pool.nearest("d", 0, 0, scale)
        assert found is not None
        assert found.key.scale == expected
    largest = reader.pool.nearest("d", 0)
    assert largest is not None
    assert largest.key.scale == 3.0
    assert reader.pool.nearest("d", 0, 90) is None
    assert reader.pool.nearest("d", 9) is None


def test_a_document_tells_of_itself(reader: Reader) -> None:
    data = make_pdf(
        [["one"], ["two"]], toc=[(1, "First", 1), (2, "Sec\u202eond\x07", 2)], title="A\ttitle"
    )
    info = open_bytes(reader.pool, "d", data, name="a.pdf").result(SECONDS)
    assert info.n_pages == 2
    assert info.media_type == "application/pdf"
    assert info.boxes == (PageBox(0, 0, WIDTH, HEIGHT),) * 2
    assert info.labels == ("1", "2")
    assert info.title == "A title"
    assert [(e.level, e.title, e.page) for e in info.outline] == [(1, "First", 0), (2, "Second", 1)]
    assert not info.repaired


def test_labels_are_the_printed_ones(reader: Reader) -> None:
    document = pymupdf.Document(stream=make_pdf([["x"]] * 30))
    document.set_page_labels(
        [
            {"startpage": 0, "style": "r"},
            {"startpage": 3, "prefix": "É-", "style": "D", "firstpagenum": 7},
            {"startpage": 5, "style": "A", "firstpagenum": 26},
        ]
    )
    info = open_bytes(reader.pool, "d", document.tobytes(), name="a.pdf").result(SECONDS)
    assert info.labels[:8] == ("i", "ii", "iii", "É-7", "É-8", "Z", "AA", "BB")


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_links_stand_in_user_space(reader: Reader, rotate: int) -> None:
    document = pymupdf.Document(stream=make_pdf([["a"], ["b"]]))
    place = pymupdf.Rect(50, 60, 90, 100)
    document[0].insert_link({"kind": pymupdf.LINK_URI, "from": place, "uri": "file:///etc/passwd"})
    below = pymupdf.Rect(50, 160, 90, 200)
    document[0].insert_link(
        {"kind": pymupdf.LINK_GOTO, "from": below, "page": 1, "to": pymupdf.Point(50, 80)}
    )
    document[0].set_rotation(rotate)
    reader.open("d", document.tobytes())
    out, within = reader.pool.links("d", 0).result(SECONDS)
    assert out.uri == "file:///etc/passwd"
    assert out.page is None
    assert out.rect == pytest.approx((50, HEIGHT - 100, 90, HEIGHT - 60))
    assert within.page == 1
    assert within.point == pytest.approx((50, 80))
    assert within.uri == ""


def test_the_text_of_a_page_comes_with_its_boxes(reader: Reader) -> None:
    reader.open("d", make_pdf([["Hello there"]]))
    text = reader.pool.page_text("d", 0).result(SECONDS)
    assert text.text == "Hello there"
    assert len(text.boxes) == 4 * len(text.text)


@pytest.mark.parametrize("kind", ["png", "jpg", "pnm"])
def test_a_picture_is_a_document_of_one_page(reader: Reader, kind: str) -> None:
    future = open_bytes(reader.pool, "d", make_picture(kind), name=f"a.{kind}")
    info = future.result(SECONDS)
    assert info.n_pages == 1
    assert info.media_type.startswith("image/")
    red = pixel(reader.draw(TileKey("d", 0, 1.0)), 5, 5)
    assert red[2] > 250
    assert max(red[:2]) < 5


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


EPUB = zipped(
    {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": b"""<container version="1.0"
            xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
            <rootfile full-path="b.opf" media-type="application/oebps-package+xml"/>
            </rootfiles></container>""",
        "b.opf": b"""<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata/>
            <manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
            <spine><itemref idref="a"/></spine></package>""",
        "a.xhtml": b"""<html xmlns="http://www.w3.org/1999/xhtml"><body><p>A book</p></body>
            </html>""",
    }
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text/></svg>'


@pytest.mark.parametrize(
    ("name", "data", "media_type", "pages"),
    [
        ("a.epub", EPUB, "application/epub+zip", 1),
        ("a.cbz", zipped({"1.png": make_picture(), "2.png": make_picture()}), None, 2),
        ("a.html", b"<p>Hello</p>", "text/html", 1),
        ("a.fb2", b"<FictionBook><body><p>Hello</p></body></FictionBook>", None, 1),
        ("a.svg", SVG, "image/svg+xml", 1),
        ("a.txt", "Grüße".encode("utf-16"), "text/plain", 1),
        ("without", make_pdf(), "application/pdf", 1),
    ],
)
def test_other_formats_open(
    reader: Reader, name: str, data: bytes, media_type: str | None, pages: int
) -> None:
    info = open_bytes(reader.pool, "d", data, name=name).result(SECONDS)
    assert info.n_pages == pages
    assert media_type in (None, info.media_type)
    reader.draw(TileKey("d", pages - 1, 1.0))


def test_plain_text_is_laid_out_on_pages_of_fixed_size(reader: Reader) -> None:
    data = "\n".join(f"Line {n}" for n in range(200)).encode()
    info = open_bytes(reader.pool, "d", data, name="a.txt").result(SECONDS)
    assert info.n_pages > 1
    assert info.boxes[0] == PageBox(0, 0, opening.REFLOW_WIDTH, opening.REFLOW_HEIGHT)


PDF = make_pdf([["Some words on a page."]] * 3)
NO_PAGES = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"  # fmt: skip # noqa: E501


@pytest.mark.fault(26)
@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.pdf", EMPTY),
        (b"Just words.", "a.pdf", opening.NOT_A_PDF),
        (b"PK\x03\x04" + bytes(100), "a.docx", opening.NOT_A_DOCUMENT),
        (b"\x7fELF" + bytes(100), "a.txt", opening.NOT_A_DOCUMENT),
        (b"\x7fELF" + bytes(100), "", opening.NOT_A_DOCUMENT),
        (b"%PDF-1.7\n" + bytes(range(256)) * 8, "a.pdf", opening.DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.png", opening.DAMAGED),
        (NO_PAGES, "a.pdf", opening.NO_PAGES),
        (b"PK\x03\x04" + bytes(100), "a.epub", opening.DAMAGED),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(
    reader: Reader, data: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        reader.open("d", data, name)
    assert str(caught.value) == sentence
    assert reader.pool._shelf.find("d") is None


@pytest.mark.fault(24)
def test_a_file_that_was_cut_short_is_repaired_and_says_so(reader: Reader) -> None:
    info = open_bytes(reader.pool, "d", PDF[: len(PDF) * 9 // 10], name="a.pdf").result(SECONDS)
    assert info.repaired


def test_a_document_is_opened_though_a_page_and_its_bookmarks_are_damaged(reader: Reader) -> None:
    lost = pages(b"3 0 R 9 0 R", 2)
    info = open_bytes(reader.pool, "d", lost, name="a.pdf").result(SECONDS)
    assert (info.n_pages, info.boxes[0]) == (2, PageBox(0, 0, 300, 400))
    circle = bookmarks(b"/Next 11 0 R")
    info = open_bytes(reader.pool, "e", circle, name="a.pdf").result(SECONDS)
    assert (info.n_pages, info.outline) == (1, ())


def test_a_password_is_asked_for_and_checked(reader: Reader) -> None:
    data = make_pdf([["Secret"]], encrypt="sesame")
    for password, sentence in (("", opening.PASSWORD_NEEDED), ("no", opening.PASSWORD_WRONG)):
        with pytest.raises(PasswordNeededError) as caught:
            reader.open("d", data, password=password)
        assert str(caught.value) == sentence
    reader.open("d", data, password="sesame")
    assert pixel(reader.draw(TileKey("d", 0, 1.0)), 70, 80) == RED


def test_what_is_not_there_is_refused(reader: Reader) -> None:
    with pytest.raises(DocumentError, match=NOT_OPEN):
        reader.pool.page_text("nowhere", 0).result(SECONDS)
    reader.open("d", make_pdf())
    with pytest.raises(DocumentError, match=NO_SUCH_PAGE):
        reader.pool.links("d", 7).result(SECONDS)
    reader.pool.request(TileKey("d", 7, 1.0), Priority.VISIBLE, 1)
    reader.pool.request(TileKey("d", 0, 1.0, 0, 5, 5), Priority.VISIBLE, 1)
    reader.pool.request(TileKey("nowhere", 0, 1.0), Priority.VISIBLE, 1)
    reader.draw(TileKey("d", 0, 1.0))


def test_a_document_opens_once_and_closes_for_good(reader: Reader) -> None:
    first = open_bytes(reader.pool, "d", make_pdf(), name="a.pdf")
    assert open_bytes(reader.pool, "d", b"other bytes", name="a.pdf") is first
    first.result(SECONDS)
    key = TileKey("d", 0, 1.0)
    reader.draw(key)
    reader.pool.close("d")
    reader.pool.close("d")
    assert reader.pool.picture(key) is None
    reader.open("d", make_pdf(rotate=90))
    assert reader.draw(key).width == HEIGHT


def test_a_fault_in_the_data_reaches_the_caller(reader: Reader) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"%PDF"
        raise OSError("disk gone")

    with pytest.raises(OSError, match="disk gone"):
        reader.pool.open("d", pieces(), 10)
    for wrong in (b"short", b"longer than ten"):
        with pytest.raises(ValueError, match="10"):
            reader.pool.open("d", (wrong,), 10)
    reader.open("d", make_pdf())


def test_pictures_give_way_to_newer_ones_but_not_while_visible() -> None:
    reader = Reader(renderers=1, arena_bytes=3 * WIDTH * HEIGHT * 4 + 1000)
    with reader.pool as pool:
        reader.open("d", make_pdf([["x"]] * 5))
        keys = [TileKey("d", page, 1.0) for page in range(5)]
        pool.visible = frozenset(keys[:2])
        for key in keys:
            reader.draw(key)
        assert [pool.picture(key) is not None for key in keys] == [True, True, False, False, True]
        pool.visible = frozenset(keys[:2] + keys[4:])
        pool.request(keys[2], Priority.VISIBLE, 2)
        pool.links("d", 0).result(SECONDS)
        assert pool.picture(keys[2]) is None
        pool.visible = frozenset(keys[2:4])
        reader.wait(lambda: pool.picture(keys[2]) is not None)


def test_results_come_by_way_of_deliver() -> None:
    calls: list[Callable[[], None]] = []
    arrived = threading.Semaphore(0)

    def deliver(call: Callable[[], None]) -> None:
        calls.append(call)
        arrived.release()

    with DocumentPool(renderers=0, deliver=deliver) as pool:
        future = open_bytes(pool, "d", make_pdf(), name="a.pdf")
        assert arrived.acquire(timeout=SECONDS)
        assert not future.done()
        calls.pop()()
        assert future.result(0).n_pages == 1


def test_a_cancelled_future_stays_cancelled(reader: Reader) -> None:
    reader.open("d", make_pdf())
    future = reader.pool.links("d", 0)
    cancelled = future.cancel()
    reader.pool.page_text("d", 0).result(SECONDS)
    if cancelled:
        with pytest.raises(CancelledError):
            future.result(SECONDS)


def test_shutting_down_fails_what_is_still_asked_for() -> None:
    pool = DocumentPool(renderers=0)
    future = open_bytes(pool, "d", make_pdf(), name="a.pdf")  # never started
    pool.shutdown()
    pool.shutdown()
    with pytest.raises(DocumentError, match=CLOSED):
        future.result(SECONDS)
    with pytest.raises(DocumentError, match=CLOSED):
        open_bytes(pool, "e", make_pdf(), name="a.pdf").result(SECONDS)


def test_the_first_wish_of_the_newest_generation_is_drawn_first() -> None:
    reader = Reader(renderers=1)
    drawn: list[int] = []
    with reader.pool as pool:
        reader.open("d", make_pdf([["x"]] * 8))
        pool.on_picture = lambda key: (drawn.append(key.page), reader._tell())[0]  # type: ignore[func-returns-value]
        with pool._lock:  # so that nothing is begun before all is asked for
            for page, priority, generation in (
                (0, Priority.BACKGROUND, 3),
                (1, Priority.VISIBLE, 1),
                (2, Priority.VISIBLE, 2),
                (3, Priority.NEAR, 3),
                (4, Priority.VISIBLE, 3),
                (5, Priority.VISIBLE, 3),
                (4, Priority.NEAR, 3),
            ):
                pool._dispatch.queue.add(_wish(pool, page, priority, generation))
            pool.drop_before(2)
            pool._dispatch.pump()
        reader.wait(lambda: len(drawn) == 5)
    assert drawn == [4, 5, 2, 3, 0]


def _wish(pool: DocumentPool, page: int, priority: Priority, generation: int) -> Job:
    key = TileKey("d", page, 1.0)
    source = pool._shelf.find("d")
    assert source is not None
    return Job(Op.DRAW, source, page, key=key, priority=priority, generation=generation)


SCRIPT = """
import sys, warnings
from glossator.documents.pool import DocumentPool, open_bytes
with DocumentPool(renderers=1) as pool:
    data = sys.stdin.buffer.read()
    print(open_bytes(pool, "d", data, name="a.pdf").result(20).n_pages)
unwanted = {"pymupdf", "PySide6", "numpy", "sqlite3"} & set(sys.modules)
print(sorted(unwanted))
"""


def test_the_parent_never_imports_pymupdf_and_leaves_nothing_behind(tmp_path: Path) -> None:
    before = set(Path("/dev/shm").iterdir()) if Path("/dev/shm").exists() else set()
    package = Path(opening.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT],
        input=PDF,
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(package), "PATH": ""},
    )
    assert done.stderr == b""
    assert done.stdout.split() == [b"3", b"[]"]
    after = set(Path("/dev/shm").iterdir()) if Path("/dev/shm").exists() else set()
    assert after <= before


def test_the_layout_model_stays_away() -> None:
    code = (
        "import sys; import glossator.documents.engine, glossator.documents.worker; "
        "print(sorted({n.split('.')[0] for n, m in sys.modules.items() if m is not None} "
        "& {'onnxruntime', 'numpy', 'networkx', 'pymupdf4llm', 'PySide6'}))"
    )
    package = Path(opening.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(package)},
    )
    assert done.stdout.strip() == b"[]"


def test_a_process_that_can_not_be_started_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with DocumentPool(renderers=1, limits=Limits(start_seconds=2)) as pool:
        future: Future[object] = open_bytes(pool, "d", PDF, name="a.pdf")  # type: ignore[assignment]
        with pytest.raises(DocumentError, match="can't be started"):
            future.result(SECONDS)
        with pytest.raises(DocumentError, match="can't be started"):
            open_bytes(pool, "e", PDF, name="a.pdf").result(SECONDS)
