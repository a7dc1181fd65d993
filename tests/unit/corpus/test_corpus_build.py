"""The committed edition is what the build makes of its sources, byte for byte."""

from __future__ import annotations

import json
from functools import partial
from importlib.metadata import version
from xml.etree import ElementTree as ET

import pytest

from edition.akn import NAMESPACE
from edition.catalogue import CORPUS, read_catalogue
from edition.reading import read_report

NAMES = [report.file for report in read_catalogue()]
REPORTS = {report.file: report for report in read_catalogue()}
FOLDERS = ("reports", "structure", "akn")


@pytest.mark.filterwarnings("default")
def test_a_rebuild_elsewhere_gives_the_same_bytes(tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("typst")
    made_with = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))["typesetter"]
    if made_with != f"typst {version('typst')}":
        pytest.skip(f"the edition was set with {made_with}")
    from edition.__main__ import main

    target = tmp_path_factory.mktemp("a folder with another name")
    main(target)
    made = {path.relative_to(target) for path in target.rglob("*.*")}
    assert len(made) == len(FOLDERS) * len(NAMES) + 1
    for path in made:
        assert (target / path).read_bytes() == (CORPUS / path).read_bytes(), path


@pytest.mark.parametrize("name", NAMES)
def test_akoma_ntoso_has_every_unit_once_under_its_id(name: str) -> None:
    document = read_report(REPORTS[name])
    root = ET.parse(CORPUS / "akn" / f"{name}.xml").getroot()
    tag = partial("{{{}}}{}".format, NAMESPACE)
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(ids) == len(set(ids))
    paragraphs = [element.get("eId") for element in root.iter(tag("paragraph"))]
    assert paragraphs == [paragraph.id for paragraph in document.paragraphs()]
    notes = [element.get("marker") for element in root.iter(tag("authorialNote"))]
    assert sorted(map(str, notes)) == sorted(note.number for note in document.footnotes)
    points = [element.get("wId") for element in root.iter(tag("point"))]
    assert points == [i for p in document.paragraphs() for i in p.item_ids() if i]
    headings = [
        h for name in ("section", "title", "chapter", "division") for h in root.iter(tag(name))
    ]
    assert len(headings) == len(document.headings())
