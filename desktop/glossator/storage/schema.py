"""What marks a file as a Glossator project, and which of its formats this program writes."""

APPLICATION_ID = 0x476C6F73
"""`Glos`, at byte 68 of the file; `file` and `PRAGMA application_id` show it."""

VERSION = 1
"""The format this program writes: the number of steps in `glossator.storage.migrations`.

It stands here, apart from the steps, so that opening a current file does not import
sqlite-utils (a third of a second).
"""

SUFFIX = ".glossator"
