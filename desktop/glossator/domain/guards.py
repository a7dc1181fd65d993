"""What keeps a hostile document from doing harm on this machine, and how that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Guards(NamedTuple):
    """What the processes that read documents have given up, besides being apart.

    Attributes:
        calls: The network, other programs and changes to files, as the kernel sees to it.
        files: All files but those of the program and the system's libraries.
        memory: Memory beyond a limit.
    """

    calls: bool = False
    files: bool = False
    memory: bool = False


def all_of(each: Iterable[Guards | None]) -> Guards | None:
    """Return what holds for each of several processes; None of one that has not started."""
    found = [one for one in each if one is not None]
    if not found:
        return None
    return Guards(
        all(one.calls for one in found),
        all(one.files for one in found),
        all(one.memory for one in found),
    )


def told(guards: Guards) -> str:
    """Return what protects from hostile documents on this machine, and what doesn't."""
    said = ["Documents are read by processes of their own, which are ended if they take too long."]
    held: list[str] = []
    missing: list[str] = []
    for holds, deeds in (
        (guards.calls, ("use the network", "start programs", "change files")),
        (guards.files, ("read your files",)),
        (guards.memory, ("take more memory than allowed",)),
    ):
        (held if holds else missing).extend(deeds)
    if held:
        said.append(f"The system sees to it that they can’t {_joined(held)}.")
    if missing:
        said.append(f"This system can’t keep them from trying to {_joined(missing)}.")
    return " ".join(said)


def _joined(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
