"""Files of other tools, read with what their formats need: nothing of the project is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.exchange.readers import reader_of
from glossator.storage.foreign import ForeignTables

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.domain.incoming.plan import Incoming
    from glossator.exchange.pdf_import import OpenMarked


def read_file(path: Path, open_marked: OpenMarked) -> Incoming:
    """Return what a file holds, by the ending of its name.

    Args:
        path: The file, or the folder of a project that is one.
        open_marked: Opens a PDF, as `marked_pdfs.opener` does.

    Raises:
        InvalidInputError: It can't be read, or there is no reader for it.
        DocumentError: It is a PDF that can't be read.
    """
    return reader_of(path.name).read(path, ForeignTables, open_marked)
