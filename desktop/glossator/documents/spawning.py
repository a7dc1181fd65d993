"""Starting a document process, which imports for a quarter of a second before it is of use.

So the window starts one first of all, and whoever opens documents takes it over. Everything
that this imports holds up the window's first picture.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_BOOT = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from glossator.documents.worker import main; main(int(sys.argv[2]))"
)
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "LD_LIBRARY_PATH", "TZ")
_OWN_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}
"""What numpy computes with would start a thread a core, which the process has given up."""


class Spawned(NamedTuple):
    """A process that has just been started, and our end of the socket to it.

    It ends when that end is closed.
    """

    process: subprocess.Popen[bytes]
    end: socket.socket


def spawn() -> Spawned:
    """Start a process; what it may take is told it afterwards.

    Raises:
        OSError: It can't be started.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        path = [entry or str(Path.cwd()) for entry in sys.path]
        try:
            process = subprocess.Popen(
                [sys.executable, "-I", "-c", _BOOT, json.dumps(path), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                pass_fds=(theirs.fileno(),),
                process_group=0,  # Ctrl+C in the terminal is the window's to handle
            )
        except OSError:
            ours.close()
            raise
    return Spawned(process, ours)


def _environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ}
    return {**kept, **_OWN_ENVIRONMENT}
