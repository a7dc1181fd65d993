"""Dates of other programs as projects keep them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache


@lru_cache(maxsize=4096)
def time_of(text: str) -> str:
    """Return a date and time as projects keep it, or empty where it is none.

    Passages are made and changed at the same time, and many at one.
    """
    try:
        found = datetime.fromisoformat(text.strip())
        aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="seconds")[:-6] + "Z"
    except (ValueError, OverflowError):  # the latter at either end of the calendar
        return ""
