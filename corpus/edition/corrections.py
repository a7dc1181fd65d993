"""The explicit corrections to a source text, each with its reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field

from edition.catalogue import CORPUS


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words of one source line that are read differently."""

    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything that the edition sets otherwise than one source has it.

    Attributes:
        restored: Lines of the masthead that the source lacks, by field.
        numbered: Line number to (kind, number) for lines that lost their number.
        replaced: Words read differently.
        bold: Numbers of paragraphs whose bold type is joined over a page break.
    """

    restored: dict[str, str] = field(default_factory=dict)
    numbered: dict[int, tuple[str, str]] = field(default_factory=dict)
    replaced: tuple[Replacement, ...] = ()
    bold: frozenset[str] = frozenset()

    def apply(self, number: int, line: str) -> str:
        """Return a source line with its words corrected.

        Raises:
            ValueError: The words to replace don't stand once on the line.
        """
        for change in self.replaced:
            if change.line != number:
                continue
            if line.count(change.old) != 1:
                raise ValueError(f"line {number} does not have {change.old!r} exactly once")
            line = line.replace(change.old, change.new)
        return line


def read_corrections(file: str) -> Corrections:
    """Return the corrections for one source, by the name of its file without suffix."""
    with (CORPUS / "corrections.toml").open("rb") as handle:
        table = tomllib.load(handle)
    own = {kind: [e for e in entries if e["file"] == file] for kind, entries in table.items()}
    return Corrections(
        restored={entry["field"]: entry["text"] for entry in own["restored"]},
        numbered={entry["line"]: (entry["kind"], entry["number"]) for entry in own["line"]},
        replaced=tuple(Replacement(e["line"], e["old"], e["new"]) for e in own["text"]),
        bold=frozenset(entry["paragraph"] for entry in own["bold"]),
    )
