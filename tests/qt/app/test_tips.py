"""Words of documents are shown as they are, whatever tags they look like."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from glossator.app.tips import tip

PICTURE = '<img src="file://host/share/a.png">Annual report'


@pytest.mark.parametrize(
    "words", ["A/79/322", PICTURE, "<b>Bold</b> & <i>quick</i>", "1 < 2\nand 3 > 2", ""]
)
def test_a_tooltip_shows_words_as_they_are(words: str) -> None:
    document = QTextDocument()
    made = tip(words)
    if made.startswith("<qt>"):
        document.setHtml(made)
    else:
        document.setPlainText(made)
    assert document.toPlainText() == words
    assert "<img" not in made


def test_words_without_tags_stay_untouched() -> None:
    assert tip("Trafficking & women\nin two lines") == "Trafficking & women\nin two lines"
