"""The clipboard, with and without citations."""

import os
import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication

from glossator.domain.reports.cited import Cited
from glossator.ui.pages.copying import put_on_clipboard

ONE = Cited("q", "A/79/322, para. 28", "A/79/322", "https://docs.un.org/en/A/79/322")
ENDING = """
from PySide6.QtGui import QGuiApplication
from glossator.domain.reports.cited import Cited
from glossator.ui.pages.copying import put_on_clipboard

app = QGuiApplication([])
put_on_clipboard([Cited("q", "A, p. 1")], cited=True)
"""


@pytest.mark.usefixtures("qapp")
def test_with_its_citation_a_quotation_is_rich_and_plain_text() -> None:
    put_on_clipboard([ONE], cited=True)
    data = QGuiApplication.clipboard().mimeData()
    assert sorted(data.formats()) == ["text/html", "text/plain"]
    assert data.text() == ONE.plain
    assert data.html() == ONE.rich


@pytest.mark.usefixtures("qapp")
def test_alone_it_is_plain_text() -> None:
    put_on_clipboard([ONE], cited=False)
    data = QGuiApplication.clipboard().mimeData()
    assert data.formats() == ["text/plain"]
    assert data.text() == "q"


def test_the_program_ends_well_with_a_quotation_on_the_clipboard() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", ENDING],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
