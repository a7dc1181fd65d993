"""Emitting signals costs no references.

PySide 6.12.0 on Python 3.11 gives back a reference to True that it never took, each time
a signal is emitted. Below Python 3.12 such an object ends at last, and the process with it.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

EMITTING = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

class Source(QObject):
    told = Signal(object)
    asked = Signal(bool)
    moved = Signal()

app = QCoreApplication([])
source = Source()
heard = []
source.told.connect(heard.append)
source.asked.connect(heard.append)
source.moved.connect(lambda: heard.append(None))
before = sys.getrefcount(True)
for number in range(5_000):
    source.told.emit(number)
    source.asked.emit(number % 2 == 0)
    source.moved.emit()
    if number % 500 == 0:
        QTimer.singleShot(0, source, lambda: None)
        app.processEvents()
assert len(heard) == 15_000
heard.clear()
print(sys.getrefcount(True) - before)
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True lives for ever there")
def test_signals_by_the_thousand_keep_every_reference() -> None:
    done = subprocess.run(
        [sys.executable, "-c", EMITTING], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < 100
