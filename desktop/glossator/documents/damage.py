"""What a damaged part of a file costs: that part, and nothing beside it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from glossator.documents.engine import mupdf
from glossator.documents.opening import DAMAGED, TOO_LARGE, as_document_error

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)
_Part = TypeVar("_Part")

UNREADABLE = (mupdf.FzErrorBase, RuntimeError, ValueError, IndexError, SystemError)
"""What PyMuPDF raises at damaged parts: MuPDF's own errors, and what it makes of some.

An `IndexError` comes where MuPDF mends a page tree while it is read, and finds fewer pages;
a `SystemError` comes from PyMuPDF's own C code, at characters beyond Unicode.
"""


def read_or(instead: _Part, read: Callable[[], _Part], part: str) -> _Part:
    """Return a part of a document, or something in its place where it is damaged.

    Args:
        instead: In its place.
        read: Calls PyMuPDF, and does nothing else.
        part: What it is, for the log.

    Raises:
        DocumentError: Memory ran out. The part may be sound, so nothing may take its place.
    """
    try:
        return read()
    except UNREADABLE as error:
        refused = as_document_error(error, DAMAGED)
        if str(refused) == TOO_LARGE:
            raise refused from error
        _log.warning("%s is damaged and left out: %s", part, error)
        return instead
