"""The catalogue of the five reports, and where their files are."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

CORPUS = Path(__file__).resolve().parent.parent
SOURCES = CORPUS / "sources"


@dataclass(frozen=True, slots=True)
class Report:
    """What is known about a report besides its text.

    Attributes:
        file: Name of its files without suffix, as `A_79_322`.
        symbol: Document symbol, as `A/79/322`.
        title: Title as printed.
        running: Title as it stands at the head of each page, on one line.
        session: Number of the session, or empty.
        session_name: The session as printed, or empty.
        agenda_item: Number of the agenda item, or empty.
        distributed: Date on the masthead.
        organ: The body that the report was made for or by.
    """

    file: str
    symbol: str
    title: str
    running: str
    session: str
    session_name: str
    agenda_item: str
    distributed: date
    organ: str

    @property
    def url(self) -> str:
        """Address of the official document."""
        return f"https://docs.un.org/en/{self.symbol}"

    @property
    def source(self) -> Path:
        """The source text."""
        return SOURCES / f"{self.file}.txt"


def read_catalogue() -> list[Report]:
    """Return the reports in order of date."""
    with (CORPUS / "catalogue.toml").open("rb") as file:
        return [Report(**entry) for entry in tomllib.load(file)["report"]]
