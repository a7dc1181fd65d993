"""What SQLite and the system report, as sentences for the user."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from glossator.domain.errors import ProjectError, ProjectLockedError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Doing(StrEnum):
    """What the program was about when it failed."""

    MAKING = "made"
    OPENING = "opened"
    READING = "read"
    SAVING = "saved"
    BACKING_UP = "backed up"
    RESTORING = "restored"


_KEPT = {
    Doing.MAKING: "Nothing was made.",
    Doing.OPENING: "The file was not changed.",
    Doing.READING: "Nothing was changed.",
    Doing.BACKING_UP: "The project and its older backups are as they were.",
    Doing.RESTORING: "The backup and the project are as they were.",
    Doing.SAVING: "This change was not saved; everything before it is kept.",
}

_CAUSES = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Free some space and try again."),
    sqlite3.SQLITE_IOERR: (
        "the disk reported an error",
        "Check that the disk is still connected and try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        "the file or its folder can't be written",
        "Make them writable, or copy the project to another folder.",
    ),
    sqlite3.SQLITE_PERM: ("access was denied", "Check who may read and write the file."),
    sqlite3.SQLITE_BUSY: (
        "another program is using it",
        "Close it there, or try again in a moment.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "another program is using it",
        "Close it there, or try again in a moment.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the file is damaged",
        "Keep it, and go on with the last good copy of it.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "it is not a Glossator project, or its beginning is damaged",
        "Keep it, and go on with the last good copy of it.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the file can't be opened there",
        "Check that it exists, that you may read it, and that its path is not too long.",
    ),
    sqlite3.SQLITE_TOOBIG: ("it is too large for a project file", "Leave it out."),
}

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def sentence_for(code: int, name: str, doing: Doing) -> str | None:
    """Say in plain words what a SQLite error code means for a project.

    Args:
        code: Primary or extended result code.
        name: Name of the project file.
        doing: What was attempted.

    Returns:
        What happened, what is kept, what to do; None where the code means a defect of the
        program.
    """
    cause = _CAUSES.get(code & 0xFF)
    if cause is None:
        return None
    why, remedy = cause
    return f"“{name}” could not be {doing}: {why}. {_KEPT[doing]} {remedy}"


@contextmanager
def told(name: str, doing: Doing) -> Iterator[None]:
    """Turn what can go wrong outside the program into errors with a sentence.

    Defects of the program (a wrong statement, a broken constraint) pass through as they are.

    Raises:
        ProjectLockedError: Another program holds the file.
        ProjectError: Everything else that the user can understand.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        sentence = sentence_for(code, name, doing)
        if sentence is None:
            raise
        kind = ProjectLockedError if code & 0xFF in _LOCKED else ProjectError
        raise kind(sentence) from error
    except UnicodeDecodeError as error:  # what SQLite says of a damaged schema may be no text
        sentence = sentence_for(sqlite3.SQLITE_CORRUPT, name, doing)
        raise ProjectError(str(sentence)) from error
    except UnicodeEncodeError as error:
        raise ProjectError(
            f"“{name}” could not be {doing}: the text holds half a character (a lone"
            f" surrogate). {_KEPT[doing]} Take the odd character out."
        ) from error
    except OSError as error:
        raise ProjectError(_system_sentence(error, name, doing)) from error


_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


_NO_SUCH_PLACE = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP}


def _system_sentence(error: OSError, name: str, doing: Doing) -> str:
    code = sqlite3.SQLITE_IOERR
    if error.errno in _DISK_FULL:
        code = sqlite3.SQLITE_FULL
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        code = (
            sqlite3.SQLITE_READONLY
            if doing in (Doing.SAVING, Doing.MAKING, Doing.RESTORING)
            else sqlite3.SQLITE_PERM
        )
    elif error.errno in _NO_SUCH_PLACE:
        code = sqlite3.SQLITE_CANTOPEN
    why, remedy = _CAUSES[code]
    return f"“{name}” could not be {doing}: {why}. {_KEPT[doing]} {remedy}"
