"""Nothing goes to the network by itself: nothing that could is imported, and nothing tries."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import glossator
from glossator.clock import utc_now
from glossator.sample import create_sample
from unit.test_contracts import run

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(glossator.__file__).parent
NETWORK = {
    "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets", "aiohttp", "asyncio",
    "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socketserver", "ssl",
    "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
SOCKETS = {
    "documents/channel.py",
    "documents/spawning.py",
    "documents/worker.py",
    "storage/lock.py",
}
"""They pass frames between our own processes, over a pair of sockets without an address; the last
asks what this machine is called."""

WATCHED = """
import sys
from pathlib import Path

tried = []
NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.sendto", "urllib.Request", "http.client.connect", "webbrowser.open", "ftplib.connect")

def watch(event, arguments):
    if event in NETWORK:
        tried.append(f"{event} {arguments}")

sys.addaudithook(watch)
if "control" in sys.argv:
    import socket
    try:
        socket.create_connection(("127.0.0.1", 9), 1)
    except OSError:
        pass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from glossator.documents.pool import DocumentPool
from helpers.window import make_window

app = QApplication([])
with DocumentPool(renderers=1, arena_bytes=32 * 2**20) as pool:
    window = make_window(pool, Path(sys.argv[1]))
    window.show()
    window.show_project(window.projects.open(Path(sys.argv[2])))
    read = set()
    def note(report_id):
        read.add(report_id)
        if len(read) == 5:
            window.run("manual")
            window.run("about")
            QTimer.singleShot(100, app.quit)
    window.opened.library.read.connect(note)
    QTimer.singleShot(30_000, app.quit)
    app.exec()
    assert len(read) == 5
    window.close()
print(*tried, *(f"loaded {name}" for name in ("PySide6.QtNetwork", "ssl", "http.client")
    if name in sys.modules), sep="\\n")
"""


def imported(path: Path) -> Iterator[str]:
    """Yield the names of all that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_nothing_is_imported_that_could_use_the_network() -> None:
    for path in PACKAGE.rglob("*.py"):
        names = set(imported(path))
        assert not names & NETWORK, path
        if path.relative_to(PACKAGE).as_posix() not in SOCKETS:
            assert "socket" not in names, path


def test_a_window_at_work_asks_nothing_of_the_network(tmp_path: Path) -> None:
    project = tmp_path / "a.glossator"
    create_sample(project, utc_now())
    assert run(WATCHED, tmp_path, project).split() == []


def test_a_window_that_did_would_be_seen(tmp_path: Path) -> None:
    project = tmp_path / "a.glossator"
    create_sample(project, utc_now())
    assert "socket.connect" in run(WATCHED, tmp_path, project, "control")
