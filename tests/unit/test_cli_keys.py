"""The keys that commands print as JSON are those the manual promises."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from glossator.bundled import resource
from glossator.cli.program import glossator as program
from glossator.domain.edits import Change, EditSet
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import ReportText
from glossator.storage.project import ProjectFile
from helpers.records import MADE_AT, make_annotation, make_report, make_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossator.domain.records import Record, Report

PASSAGE = {"citation", "paragraph", "page", "text"}
TEXTS = {
    "A/70/1": "Victims must never be punished in Mali for crimes that they were forced to commit.",
    "A/71/2": "Victims must not be punished in Mali for crimes which they were forced to commit.",
}
COMMANDS = {
    "similar PROJECT PLACE": ("similar", "A/70/1, para. 1 (a)"),
    "trace PROJECT --from REPORT --to REPORT": ("trace", "--from", "A/70/1", "--to", "A/71/2"),
    "trace PROJECT": ("trace",),
    "search PROJECT QUERY": ("search", "victims"),
    "suggest PROJECT PLACE": ("suggest", "A/71/2, para. 1 (a)"),
    "suggest PROJECT --theme THEME": ("suggest", "--theme", "Victims punished"),
    "mentions PROJECT": ("mentions",),
    "compare PROJECT": ("compare",),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports whose one paragraph has one item, and a theme."""
    path = tmp_path_factory.mktemp("keys") / "review.glossator"
    with ProjectFile.create(path) as made:
        theme = make_theme("Victims punished", definition="crimes they were forced to commit")
        reports: list[Report] = []
        for n, (symbol, text) in enumerate(TEXTS.items()):
            sha256 = made.store_document(symbol.encode(), media_type="", file_name="a.pdf")
            units = (
                Unit("para_1", UnitKind.PARAGRAPH, "1", label="para. 1", text=f"(a) {text}",
                     spans=((0, len(text)),)),
                Unit("para_1__point_a", UnitKind.ITEM, "(a)", label="para. 1 (a)", text=text,
                     parent="para_1", spans=((0, len(text)),)),
            )  # fmt: skip
            made.store_reading(sha256, ReportText((text,), labels=("iv",)), Structure(units=units))
            reports.append(make_report(symbol, sha256=sha256, position=n, date=f"201{n}-01-01"))
        tagged = make_annotation(reports[0], [theme], start=0, exact="Victims")
        records: list[Record] = [theme, *reports, tagged]
        made.apply(EditSet("Add", tuple(Change(None, one) for one in records)), at=MADE_AT)
    return path


@pytest.mark.parametrize("row", COMMANDS)
def test_a_command_prints_the_keys_of_the_manual(project: Path, row: str) -> None:
    name, *rest = COMMANDS[row]
    result = CliRunner().invoke(program, [name, str(project), *rest, "--json"])
    assert result.exit_code == 0, result.output
    printed = set(_keys(json.loads(result.stdout)))
    promised = _promised()[row]
    assert printed - PASSAGE == promised - PASSAGE - {"same", "old", "new"}
    if "passage" in _rows()[row]:
        assert printed >= PASSAGE


def test_the_manual_speaks_of_each_command_once() -> None:
    assert set(_rows()) == set(COMMANDS)


def test_an_item_is_cited_to_the_letter(project: Path) -> None:
    arguments = ["similar", str(project), "A/70/1, para. 1 (a)", "--json"]
    of = json.loads(CliRunner().invoke(program, arguments).stdout)["of"]
    assert of == {
        "symbol": "A/70/1",
        "citation": "A/70/1, para. 1 (a)",
        "paragraph": "1 (a)",
        "page": "iv",
        "text": TEXTS["A/70/1"],
    }


def test_the_pieces_of_a_word_diff_make_up_both_texts(project: Path) -> None:
    arguments = ["trace", str(project), "--from", "A/70/1", "--to", "A/71/2", "--json"]
    (one,) = json.loads(CliRunner().invoke(program, arguments).stdout)["traces"]
    for side, left_out in (("from", "new"), ("to", "old")):
        words = "".join(text for wording, text in one["diff"] if wording != left_out)
        assert words.split() == one[side]["text"].split()


def _rows() -> dict[str, str]:
    page = (resource("manual") / "85-commands.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z].*?) \| (.*) \|$", page, re.MULTILINE)
    return {command: document for command, document in rows if command != "command"}


def _promised() -> dict[str, set[str]]:
    return {command: set(re.findall(r"`(\w+)`", document)) for command, document in _rows().items()}


def _keys(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
