"""The two things no pure function may make up: the time and a fresh id."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> str:
    """Return the time as projects keep it: ISO 8601 UTC to the second, with a final Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id() -> str:
    """Return a fresh id: a UUID in upper case, as REFI-QDA has it."""
    import uuid  # not wanted at the start

    return str(uuid.uuid4()).upper()
