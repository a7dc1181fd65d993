"""Dates of other programs as projects keep them."""

from __future__ import annotations

from datetime import UTC, datetime


def time_of(text: str) -> str:
    """Return a date and time as projects keep it, or empty where it is none."""
    try:
        found = datetime.fromisoformat(text.strip())
        aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):  # the latter at either end of the calendar
        return ""
