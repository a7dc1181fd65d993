"""A document process that a file has taken over can do nothing: each way is tried from inside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from glossator.documents import landlock, sandbox
from glossator.documents.pool import DocumentPool, open_bytes
from helpers.matrix import harm_is_seen
from helpers.pdfs import make_pdf

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the rules are those of Linux")

TRY = """
import ctypes, json, os, socket, subprocess, sys
from pathlib import Path
from glossator.documents.sandbox import confine, own_memory

folder, theirs = Path(sys.argv[2]), int(sys.argv[3])
port, local = int(sys.argv[4]), socket.socketpair()
PTRACE_ATTACH, PTRACE_DETACH = 16, 17
libc = ctypes.CDLL(None, use_errno=True)
guards = confine(2**31) if sys.argv[1] == "confined" else None

def called(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")

def connect():
    with socket.create_connection(("127.0.0.1", port), 2):
        pass

def datagram():
    return socket.socket(type=socket.SOCK_DGRAM)

def trace():
    called(libc.ptrace(PTRACE_ATTACH, theirs, 0, 0))
    libc.ptrace(PTRACE_DETACH, theirs, 0, 0)

TRIED = {
    "open a socket": lambda: socket.socket().close(),
    "connect": connect,
    "send without connecting": lambda: datagram().sendto(b"", ("127.0.0.1", port)),
    "start a program": lambda: subprocess.run(["/bin/true"], check=True),
    "become a program": lambda: called(libc.execv(b"/nowhere", None) if guards else 0),
    "fork": lambda: os.fork() or os._exit(0),
    "make a file": lambda: (folder / "new").write_text(""),
    "open a file for writing": lambda: open(folder / "kept", "r+").close(),
    "remove a file": lambda: (folder / "spare").unlink(),
    "rename a file": lambda: (folder / "named").rename(folder / "other"),
    "make a folder": lambda: (folder / "folder").mkdir(),
    "change rights": lambda: (folder / "kept").chmod(0o600),
    "read a file": lambda: (folder / "kept").read_text(),
    "list a folder": lambda: os.listdir(folder),
    "trace a process": trace,
    "read another's memory": lambda: open(f"/proc/{theirs}/environ", "rb").close(),
    "end a process": lambda: os.kill(theirs, 0),
}

def outcome(deed):
    try:
        deed()
    except PermissionError:
        return "refused"
    except Exception as error:
        return repr(error)
    return "done"

results = {name: outcome(deed) for name, deed in TRIED.items()}
local[0].sendall(b"x")
results["use what is open"] = local[1].recv(1).decode()
results["own memory"] = own_memory() > 0
import xml.dom.minidom
import sqlite3
print(json.dumps(results))
"""
"""Each deed that must fail; then what must still work, imports among it."""


def tried(how: str, folder: Path) -> dict[str, Any]:
    """Do everything in a process, confined or not, and return how each deed went."""
    for name in ("kept", "spare", "named"):
        (folder / name).write_text("secret", "utf-8")
    package = str(Path(sandbox.__file__).parents[2])
    listener = (
        "import socket, sys; s = socket.create_server(('127.0.0.1', 0)); "
        "print(s.getsockname()[1], flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", listener], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as victim:
        assert victim.stdout is not None
        port = victim.stdout.readline().strip()
        done = subprocess.run(
            [sys.executable, "-c", TRY, how, str(folder), str(victim.pid), port],
            env={"PYTHONPATH": package},
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        victim.kill()
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def all_refused(results: dict[str, Any]) -> None:
    """Check that every deed was refused and what a process needs still works."""
    assert results.pop("use what is open") == "x"
    assert results.pop("own memory") is True
    assert {name for name, how in results.items() if how != "refused"} == set()


def here() -> bool:
    """Tell whether this system has what is tested, by starting a process."""
    with DocumentPool(renderers=0) as pool:
        open_bytes(pool, "d", make_pdf(), name="a.pdf").result(30)
        guards = pool.guards()
    return guards is not None and guards.calls and guards.files


@pytest.fixture(scope="module")
def guarded() -> None:
    """Skip where the kernel, or what this runs in, has neither Landlock nor seccomp."""
    if not here():
        pytest.skip("no Landlock or seccomp here")


@pytest.mark.fault(22)
@pytest.mark.usefixtures("guarded")
def test_a_process_taken_over_can_do_nothing(tmp_path: Path) -> None:
    all_refused(tried("confined", tmp_path))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kept", "named", "spare"]


@pytest.mark.fault(22, control=True)
def test_a_process_that_is_not_confined_can_do_all_of_it(tmp_path: Path) -> None:
    with harm_is_seen():
        all_refused(tried("free", tmp_path))


def test_a_kernel_without_landlock_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "_call", lambda *_: -1)
    assert landlock.version() == 0
    assert not landlock.give_up_files(["/"])


@pytest.mark.usefixtures("guarded")
def test_every_process_of_the_pool_is_confined(qtbot: QtBot) -> None:
    with DocumentPool(renderers=1, arena_bytes=2**22, all_at_once=True) as pool:
        processes = pool._dispatch.processes
        qtbot.waitUntil(lambda: all(one.ready for one in processes), timeout=60_000)
        for pid in pool.pids().values():
            status = Path(f"/proc/{pid}/status").read_text("ascii")
            assert "NoNewPrivs:\t1" in status
            assert "Seccomp:\t2" in status
