"""The picture of the window as it was left, kept in the project to be shown at once.

It shows what the project holds anyway, so it is kept there and nowhere else: a picture in
a folder of the user's would leave confidential reports behind on a machine they were only
read on. It is no fact of the work: nothing is lost with it, and compacting removes it.

Reading it is all that happens before the window shows, so this imports nothing more.
"""

from __future__ import annotations

import sqlite3
from base64 import b64decode, b64encode
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEY = "first_picture"
"""The setting of the project: what the picture fits, a space, and the picture in base 64."""

LARGEST = 2_000_000
"""Bytes of a picture that is kept."""


def read(path: Path, fits: str) -> bytes | None:
    """Return the picture a project keeps, packed; None where there is none that fits.

    Whatever keeps it from being read (another program writes, the file is damaged, it is
    no project) will be found again, and said, when the project is opened.

    Args:
        path: The project file; it is not changed.
        fits: Size and colours of the window it must have been drawn for.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0)) as sqlite:
            row = sqlite.execute("SELECT value FROM setting WHERE key = ?", (KEY,)).fetchone()
        drawn_for, _, picture = str(row[0]).partition(" ") if row else ("", "", "")
        return b64decode(picture, validate=True) if drawn_for == fits else None
    except (sqlite3.Error, ValueError):
        return None


def kept(fits: str, picture: bytes) -> str:
    """Return what is kept of a picture, as the value of the setting; nothing of a large one.

    Args:
        fits: Size and colours of the window it was drawn for.
        picture: The picture, packed.
    """
    return f"{fits} {b64encode(picture).decode()}" if len(picture) <= LARGEST else ""
