"""What a hostile or unlucky file can do to a process, and how little comes of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from glossator.documents import opening
from glossator.documents.jobs import OPENING, Source
from glossator.documents.memory import Block
from glossator.documents.pool import DocumentPool, Limits, Priority, TileKey, open_bytes
from glossator.documents.protocol import Op
from glossator.domain.errors import DocumentError
from helpers.matrix import harm_is_seen
from helpers.pdfs import make_pdf, make_slow_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

resource = pytest.importorskip("resource")

SECONDS = 20
ARENA = 8 * 2**20
SLOW = make_slow_pdf(5, pages=3)
ENDLESS = make_slow_pdf(8, pages=3)


def eventually(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < end
        pause.wait(0.005)


def pid_of(pool: DocumentPool, name: str) -> int:
    pid = pool.pids()[name]
    assert pid is not None
    return pid


def busy(pool: DocumentPool, name: str) -> bool:
    """Whether a process has a job in hand that isn't just the opening."""
    process = next(p for p in pool._dispatch.processes if p.name == name)
    return bool(process.in_flight) and process.in_flight[0].page is not None


def test_an_endless_page_is_left_out_and_named_and_the_others_are_read() -> None:
    limits = Limits(open_seconds=SECONDS, page_seconds=1.0)
    with DocumentPool(renderers=0, limits=limits, arena_bytes=ARENA) as pool:
        open_bytes(pool, "d", ENDLESS).result(SECONDS)
        text, structure = pool.read("d").result(2 * SECONDS)
    assert [bool(page.strip()) for page in text.pages] == [False, True, True]
    assert structure.damage.pages == (0,)
    assert not structure.damage.parts


@pytest.fixture
def troubles() -> list[tuple[str, int | None, str]]:
    return []


def small_pool(
    troubles: list[tuple[str, int | None, str]], limits: Limits | None = None
) -> DocumentPool:
    pool = DocumentPool(renderers=1, limits=limits or Limits(), arena_bytes=ARENA, all_at_once=True)
    pool.on_trouble = lambda *trouble: troubles.append(trouble)
    return pool


@pytest.mark.fault(22)
def test_a_process_killed_while_drawing_is_replaced_and_the_picture_arrives(
    troubles: list[tuple[str, int | None, str]],
) -> None:
    with small_pool(troubles) as pool:
        open_bytes(pool, "d", SLOW, name="a.pdf").result(SECONDS)
        keys = [TileKey("d", page, 1.0) for page in range(3)]
        for key in keys:
            pool.request(key, Priority.VISIBLE, 1)
        eventually(lambda: busy(pool, "renderer 1"))
        first = pid_of(pool, "renderer 1")
        os.kill(first, signal.SIGKILL)
        for key in keys:
            eventually(lambda key=key: pool.picture(key) is not None)  # type: ignore[misc]
        assert pid_of(pool, "renderer 1") != first
        assert troubles == []


@pytest.mark.fault(22)
def test_a_page_that_brings_down_two_processes_is_refused(
    troubles: list[tuple[str, int | None, str]],
) -> None:
    with small_pool(troubles) as pool:
        open_bytes(pool, "d", ENDLESS, name="a.pdf").result(SECONDS)
        bad, good = TileKey("d", 0, 1.0), TileKey("d", 1, 1.0)
        pool.request(bad, Priority.VISIBLE, 1)
        pool.request(good, Priority.VISIBLE, 1)
        for _ in range(2):
            eventually(lambda: busy(pool, "renderer 1"))
            os.kill(pid_of(pool, "renderer 1"), signal.SIGSEGV)
            died = pid_of(pool, "renderer 1")
            eventually(lambda died=died: pid_of(pool, "renderer 1") != died)  # type: ignore[misc]
        eventually(lambda: pool.picture(good) is not None)
        expected = "This page makes the document reader fail; it is left out."
        assert troubles == [("d", 0, expected)]
        pool.request(bad, Priority.VISIBLE, 2)
        assert len(pool._dispatch.queue) == 0


@pytest.mark.fault(21)
def test_processes_that_go_down_at_once_are_one_strike_against_a_page() -> None:
    source = Source("d", "a.pdf", "", Block(1), Future())
    try:
        target = (Op.DRAW, 0)
        assert source.strike(target, sent=10.0, now=11.0) == 1
        assert source.strike(target, sent=10.5, now=11.1) == 1
        assert source.strike(target, sent=11.2, now=12.0) == 2
    finally:
        source.block.close()


def test_what_went_wrong_before_a_document_was_opened_again_counts_no_more(
    troubles: list[tuple[str, int | None, str]],
) -> None:
    with small_pool(troubles) as pool:
        open_bytes(pool, "d", make_pdf(), name="a.pdf").result(SECONDS)
        strikes = pool._shelf._sources["d"].strikes
        strikes[OPENING] = 1, 0.0
        before = set(filter(None, pool.pids().values()))
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        eventually(lambda: before.isdisjoint(pool.pids().values()))
        key = TileKey("d", 0, 1.0)
        pool.request(key, Priority.VISIBLE, 1)  # by a new process, which has to open it first
        eventually(lambda: pool.picture(key) is not None)
        assert OPENING not in strikes


def test_a_page_that_never_ends_is_given_up_and_its_neighbours_are_not(
    troubles: list[tuple[str, int | None, str]],
) -> None:
    with small_pool(troubles, Limits(page_seconds=0.6)) as pool:
        open_bytes(pool, "d", ENDLESS, name="a.pdf").result(SECONDS)
        open_bytes(pool, "e", make_pdf(), name="a.pdf").result(SECONDS)
        pool.request(TileKey("d", 0, 1.0), Priority.VISIBLE, 1)
        others = [TileKey("d", 1, 1.0), TileKey("d", 2, 1.0), TileKey("e", 0, 1.0)]
        for key in others:
            pool.request(key, Priority.VISIBLE, 1)
        eventually(lambda: all(pool.picture(key) is not None for key in others))
        eventually(lambda: bool(troubles))
        expected = "This page takes longer than 0.6 seconds to read; it is left out."
        assert troubles == [("d", 0, expected)]


def test_the_text_of_a_page_that_never_ends_fails_in_time(
    troubles: list[tuple[str, int | None, str]],
) -> None:
    with small_pool(troubles, Limits(page_seconds=0.6)) as pool:
        open_bytes(pool, "d", ENDLESS, name="a.pdf").result(SECONDS)
        began = time.monotonic()
        with pytest.raises(DocumentError, match="takes longer than"):
            pool.page_text("d", 0).result(SECONDS)
        assert time.monotonic() - began < 5
        assert pool.links("d", 1).result(SECONDS) == ()


def test_a_stopped_process_is_replaced_and_its_work_done(
    troubles: list[tuple[str, int | None, str]],
) -> None:
    with small_pool(troubles, Limits(page_seconds=1, open_seconds=1)) as pool:
        open_bytes(pool, "d", make_pdf([["Hello"]]), name="a.pdf").result(SECONDS)
        eventually(lambda: all(process.ready for process in pool._dispatch.processes))
        for name in ("reader 1", "renderer 1"):
            os.kill(pid_of(pool, name), signal.SIGSTOP)
        key = TileKey("d", 0, 1.0)
        pool.request(key, Priority.VISIBLE, 1)
        assert pool.page_text("d", 0).result(SECONDS).text == "Hello"
        eventually(lambda: pool.picture(key) is not None)
        assert troubles == []


def memory_is_held(troubles: list[tuple[str, int | None, str]], limits: Limits) -> None:
    with small_pool(troubles, limits) as pool:
        open_bytes(pool, "d", ENDLESS, name="a.pdf").result(SECONDS)
        pool.request(TileKey("d", 0, 1.0), Priority.VISIBLE, 1)
        eventually(lambda: bool(troubles))
        assert troubles == [("d", 0, opening.TOO_LARGE)]
        assert pool.memory()["renderer 1"] < 130 * 2**20
        key = TileKey("d", 1, 1.0)
        pool.request(key, Priority.VISIBLE, 1)
        eventually(lambda: pool.picture(key) is not None)


@pytest.mark.fault(23)
def test_a_page_beyond_the_memory_limit_is_refused_and_the_pool_goes_on(
    troubles: list[tuple[str, int | None, str]],
) -> None:
    memory_is_held(troubles, Limits(memory_bytes=130 * 2**20))


@pytest.mark.fault(23, control=True)
def test_a_page_without_a_limit_takes_all_the_memory_it_wants(
    troubles: list[tuple[str, int | None, str]],
) -> None:
    with harm_is_seen():
        memory_is_held(troubles, Limits(memory_bytes=4 * 2**30, page_seconds=1.5))


@pytest.mark.skipif(sys.platform != "linux", reason="reads the limits of another process")
def test_a_process_is_confined() -> None:
    with DocumentPool(renderers=0) as pool:
        open_bytes(pool, "d", make_pdf(), name="a.pdf").result(SECONDS)
        pid = pid_of(pool, "reader 1")
        assert resource.prlimit(pid, resource.RLIMIT_AS)[1] == Limits().memory_bytes
        assert resource.prlimit(pid, resource.RLIMIT_CORE) == (0, 0)
        assert resource.prlimit(pid, resource.RLIMIT_FSIZE) == (0, 0)
        assert os.getpriority(os.PRIO_PROCESS, pid) >= 5
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        assert "NoNewPrivs:\t1" in status


@pytest.mark.skipif(sys.platform != "linux", reason="seals are Linux's")
def test_shared_memory_can_not_be_pulled_from_under_the_window() -> None:
    arena = Block(4096)
    document = Block.holding((b"hel", b"lo"), 5)
    try:
        for block in (arena, document):
            with pytest.raises(OSError, match="permitted"):
                os.ftruncate(block.fd, 1)
        with pytest.raises(OSError, match="permitted"):
            os.write(document.fd, b"other")
        with pytest.raises(OSError, match="permitted"):
            document.map()
    finally:
        arena.close()
        document.close()


SCRIPT = """
import sys, threading
sys.path.insert(0, sys.argv[1])
from glossator.documents.pool import DocumentPool, Limits, Priority, TileKey, open_bytes
pool = DocumentPool(renderers=1, limits=Limits(page_seconds=1), all_at_once=True)
pool.start()
data = sys.stdin.buffer.read()
open_bytes(pool, "d", data, name="a.pdf").result(20)
pool.request(TileKey("d", 0, 1.0), Priority.VISIBLE, 1)
print(*pool.pids().values(), flush=True)
threading.Event().wait()
"""


def test_the_processes_end_with_a_window_that_is_killed() -> None:
    """Even the one that is stuck in a page, and can't see that the window has gone."""
    package = str(Path(opening.__file__).parents[2])
    before = set(Path("/dev/shm").iterdir()) if Path("/dev/shm").exists() else set()
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, package], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as window:
        assert window.stdin is not None
        assert window.stdout is not None
        window.stdin.write(ENDLESS)
        window.stdin.close()
        pids = [int(pid) for pid in window.stdout.readline().split()]
        window.kill()
    eventually(lambda: not any(map(alive, pids)))
    after = set(Path("/dev/shm").iterdir()) if Path("/dev/shm").exists() else set()
    assert after <= before


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be noticed doesn't."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_descriptors_are_not_lost() -> None:
    """Opening, closing and replacing leave no descriptor open."""

    def count() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    if not Path("/proc/self/fd").exists():
        pytest.skip("descriptors can't be counted here")
    before = count()
    with DocumentPool(renderers=1, arena_bytes=ARENA, all_at_once=True) as pool:
        for _ in range(3):
            open_bytes(pool, "d", make_pdf(), name="a.pdf").result(SECONDS)
            eventually(lambda: all(process.ready for process in pool._dispatch.processes))
            died = pid_of(pool, "reader 1")
            os.kill(died, signal.SIGKILL)
            eventually(lambda died=died: pid_of(pool, "reader 1") != died)  # type: ignore[misc]
            pool.close("d")
    assert count() == before
