"""REFI-QDA out: valid, as other programs want it, and whole when it comes back."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossator.domain.area import Area
from glossator.domain.errors import ExportError, InvalidInputError
from glossator.domain.pages.geometry import Rect
from glossator.exchange.outgoing import format_of
from glossator.exchange.refi import project as refi_project
from glossator.exchange.refi.common import PROJECT, colour_of, guid_of
from glossator.exchange.refi.reader import read_qdc, read_qdpx
from helpers.exchange import AT, BOX, PDF, REPORT, TEXT, Placed, annotated, outgoing, planned
from helpers.matrix import harm_is_seen
from helpers.records import fresh_id, make_annotation, make_theme

if TYPE_CHECKING:
    from glossator.domain.records import Annotation, Theme

SCHEMAS = Path(__file__).parents[4] / "shared" / "refi"
NS = {"q": PROJECT}

ROOT = make_theme("Rights", definition="What is owed.", include="All", colour="#1F77B4")
CHILD = make_theme("Finance", ROOT, memo="Ask Bo.\nTwice.", examples="money\nfunds")
OTHER = make_theme("Money", position=1)
TWIN = make_theme("Finance", OTHER)
THEMES = (ROOT, CHILD, OTHER, TWIN)

needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas are not here")

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)
# A note of nothing but spaces comes back as none.
NOTES = WORDS.filter(lambda words: not words or bool(words.strip())) | st.just(
    "two\nlines & <tags> “quoted” ]]> \r\n end"
)
LENGTH = len(TEXT.text)


@st.composite
def places(draw: st.DrawFn) -> Placed:
    if draw(st.booleans()):
        cuts = sorted(draw(st.sets(st.integers(0, LENGTH), min_size=2, max_size=4)))
        return Placed(tuple(zip(cuts[::2], cuts[1::2], strict=False)))
    x, y = draw(st.integers(0, 500)), draw(st.integers(0, 800))
    width, height = draw(st.integers(10, 90)), draw(st.integers(10, 40))
    return Placed(area=Area(draw(st.integers(0, 2)), Rect(x, y, x + width, y + height)))


@st.composite
def marked(draw: st.DrawFn) -> list[Annotation]:
    made = (
        annotated(
            draw(places()),
            draw(st.lists(st.sampled_from(THEMES), unique=True)),
            draw(NOTES),
            draw(st.sampled_from(["", "Anna", "Bo & Co"])),
        )
        for _ in range(draw(st.integers(1, 5)))
    )
    return [one for one in made if one is not None]


def written(path: Path, *annotations: Annotation, themes: tuple[Theme, ...] = THEMES) -> Path:
    target = path / "out.qdpx"
    format_of(target.name).write(outgoing(annotations, themes), target)
    return target


def tree_of(path: Path) -> Any:  # noqa: ANN401 - elements
    with zipfile.ZipFile(path) as archive:
        return ET.fromstring(archive.read("project.qde"))


def errors(data: bytes, schema: str) -> list[str]:
    from lxml import etree

    checked = etree.XMLSchema(etree.parse(SCHEMAS / schema))
    checked.validate(etree.fromstring(data))
    return [str(error) for error in checked.error_log]


@pytest.mark.fault(29)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marked())
def test_a_project_comes_back_as_it_went_out(tmp_path: Path, made: list[Annotation]) -> None:
    path = written(tmp_path, *made)
    plan = planned(read_qdpx(path.name, path.read_bytes()))
    back = {one.annotation.id: one.annotation for one in plan.verdicts if one.annotation}
    first = [one for one in made if not _alike(one, made)]
    assert [back[one.id] for one in first] == first
    assert [theme.id for theme in plan.new_themes] == [theme.id for theme in THEMES]
    assert plan.left_out == ()
    (report,) = plan.new_reports
    assert report == REPORT


def _alike(one: Annotation, made: list[Annotation]) -> bool:
    """Whether another says the same of the same words: it is taken in once."""
    before = made[: [other.id for other in made].index(one.id)]
    return any(
        (other.segments, set(other.theme_ids), other.note, other.analyst)
        == (one.segments, set(one.theme_ids), one.note, one.analyst)
        for other in before
    )


@pytest.mark.fault(29)
def test_guids_stay_the_same_on_their_way_out_and_back(tmp_path: Path) -> None:
    made = [whole(), whole()]
    first, second = (written(tmp_path, *made).read_bytes() for _ in range(2))
    assert first == second
    incoming = read_qdpx("out.qdpx", first)
    assert {one.id for one in incoming.passages} == {one.id for one in made}
    assert [one.id for one in planned(incoming).new_themes] == [one.id for one in THEMES]


@pytest.mark.fault(29, control=True)
def test_guids_made_anew_at_each_export_are_no_guids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refi_project, "own_guid", lambda _: fresh_id())
    with harm_is_seen(InvalidInputError, KeyError):
        test_guids_stay_the_same_on_their_way_out_and_back(tmp_path)


@pytest.mark.fault(29)
@needs_schemas
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marked())
def test_a_project_is_valid(tmp_path: Path, made: list[Annotation]) -> None:
    path = written(tmp_path, *made)
    with zipfile.ZipFile(path) as archive:
        assert errors(archive.read("project.qde"), "Project.xsd") == []


@needs_schemas
@pytest.mark.parametrize("themes", [THEMES, ()])
def test_so_is_one_without_passages_or_themes(tmp_path: Path, themes: tuple[Theme, ...]) -> None:
    with zipfile.ZipFile(written(tmp_path, themes=themes)) as archive:
        assert errors(archive.read("project.qde"), "Project.xsd") == []


@needs_schemas
def test_a_codebook_is_valid(tmp_path: Path) -> None:
    target = tmp_path / "themes.qdc"
    format_of(target.name).write(outgoing(themes=THEMES), target)
    assert errors(target.read_bytes(), "Codebook.xsd") == []


def test_a_codebook_comes_back_with_all_that_belongs_to_a_theme(tmp_path: Path) -> None:
    target = tmp_path / "themes.qdc"
    assert format_of(target.name).write(outgoing(themes=THEMES), target) == 4
    plan = planned(read_qdc(target.name, target.read_bytes()))
    assert list(plan.new_themes) == list(THEMES)


def test_a_codebook_without_themes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no themes"):
        format_of("a.qdc").write(outgoing(), tmp_path / "a.qdc")
    assert list(tmp_path.iterdir()) == []


def whole() -> Annotation:
    """Make a passage that goes over two page breaks."""
    start = TEXT.text.index("commit")
    made = annotated(Placed(((start, TEXT.text.index("police")),)), (CHILD, OTHER), "look")
    assert made is not None
    return made


def test_a_passage_over_pages_is_written_as_atlas_ti_has_it(tmp_path: Path) -> None:
    one = whole()
    tree = tree_of(written(tmp_path, one))
    on_pages = tree.findall(".//q:PDFSource/q:PDFSelection", NS)
    (in_text,) = tree.findall(".//q:PDFSource/q:Representation/q:PlainTextSelection", NS)
    assert [place.get("page") for place in on_pages] == ["0", "1", "2"]
    assert on_pages[0].get("guid") == in_text.get("guid") == one.id
    assert len({place.get("guid") for place in on_pages}) == 3
    assert [place.find(".//q:PlainTextContent", NS).text for place in on_pages] == [
        "commit,",
        "and should expunge records of such convictions.\n"
        "2. The identification of victims is a duty of all,",
        "of judges and prosecutors as much as of",
    ]
    assert (int(in_text.get("startPosition")), int(in_text.get("endPosition"))) == (
        one.start,
        one.end,
    )
    codings = tree.findall(".//q:Coding", NS)
    assert len(codings) == 8
    assert len({coding.get("guid") for coding in codings}) == 8
    assert in_text.find("q:Description", NS).text == "look"


def test_offsets_count_code_points_in_the_text_that_is_written(tmp_path: Path) -> None:
    one = whole()
    path = written(tmp_path, one)
    tree = tree_of(path)
    name = tree.find(".//q:PDFSource/q:Representation", NS).get("plainTextPath")
    with zipfile.ZipFile(path) as archive:
        data = archive.read("sources/" + name.removeprefix("internal://"))
        document = tree.find(".//q:PDFSource", NS).get("path").removeprefix("internal://")
        assert archive.read(f"sources/{document}") == PDF
    assert not data.startswith(b"\xef\xbb\xbf")
    assert not re.search(rb"[\r\f]", data)
    text = data.decode()
    assert len(text) == LENGTH
    assert text[one.start : one.end] == TEXT.text[one.start : one.end].replace("\f", "\n")


def test_rectangles_are_counted_from_the_lower_left_corner(tmp_path: Path) -> None:
    made = annotated(Placed(area=Area(1, Rect(72.4, 100.2, 200.0, 140.7))))
    assert made is not None
    (place,) = tree_of(written(tmp_path, made)).findall(".//q:PDFSelection", NS)
    corners = [int(place.get(name)) for name in ("firstX", "firstY", "secondX", "secondY")]
    assert corners == [72, 100, 200, 141]
    assert place.find("q:Representation", NS) is None


def test_guids_are_upper_case_and_what_needs_a_user_and_dates_has_them(tmp_path: Path) -> None:
    tree = tree_of(written(tmp_path, whole()))
    guids = [one.get("guid") for one in tree.iter() if one.get("guid")]
    assert all(guid_of(guid) == guid for guid in guids)
    assert tree.get("origin").startswith("Glossator")
    users = {one.get("guid") for one in tree.iterfind(".//q:User", NS)}
    for tag in ("PlainTextSelection", "PDFSelection", "PDFSource", "Note", "Representation"):
        for one in tree.iterfind(f".//q:{tag}", NS):
            assert one.get("creatingUser") in users
            assert one.get("creationDateTime") == one.get("modifiedDateTime") == AT


def test_variables_of_a_report_stand_at_the_pdf_and_at_its_text(tmp_path: Path) -> None:
    tree = tree_of(written(tmp_path, whole()))
    for path in (".//q:PDFSource", ".//q:PDFSource/q:Representation"):
        values = [one.text for one in tree.findall(f"{path}/q:VariableValue/q:TextValue", NS)]
        assert "A/79/322" in values
    assert all(
        one.get("color") == colour_of(one.get("color")) for one in tree.iterfind(".//q:Code", NS)
    )


def test_for_qualcoder_names_are_unique_and_only_areas_have_rectangles(tmp_path: Path) -> None:
    target = tmp_path / "a.qualcoder.qdpx"
    area = annotated(Placed(area=Area(1, Rect(72, 100, 200, 140))))
    assert area is not None
    format_of(target.name).write(outgoing([whole(), area], THEMES), target)
    tree = tree_of(target)
    names = [one.get("name") for one in tree.iterfind(".//q:Code", NS)]
    assert names == ["Rights", "Finance", "Money", "Finance (Money)"]
    (place,) = tree.findall(".//q:PDFSelection", NS)
    assert (place.get("firstY"), place.get("secondY")) == ("702", "742")
    plan = planned(read_qdpx(target.name, target.read_bytes()))
    back = {one.annotation.id: one.annotation for one in plan.verdicts if one.annotation}
    assert back[area.id].segments == area.segments


def test_for_qualcoder_areas_stand_as_their_page_is_shown_and_are_called_by_their_note(
    tmp_path: Path,
) -> None:
    area = annotated(Placed(area=Area(1, Rect(72, 100, 200, 140))), note="look")
    assert area is not None
    turned = replace(TEXT, boxes=(replace(BOX, rotation=90),) * len(TEXT.boxes))
    target = tmp_path / "a.qualcoder.qdpx"
    format_of(target.name).write(replace(outgoing([area]), text=lambda _: turned), target)
    (place,) = tree_of(target).findall(".//q:PDFSelection", NS)
    corners = [place.get(one) for one in ("firstX", "firstY", "secondX", "secondY")]
    assert corners == ["100", "72", "140", "200"]
    assert place.get("name") == "look"


@pytest.mark.fault(27)
def test_characters_that_xml_forbids_are_replaced(tmp_path: Path) -> None:
    one = make_annotation(REPORT, note="a\x00b\ud800c\uffff", quote="\x08")
    (back,) = read_qdpx("a.qdpx", written(tmp_path, one).read_bytes()).passages
    assert back.note == "a\ufffdb\ufffdc\ufffd"


def test_a_project_that_is_too_large_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossator.exchange.refi.writer.LARGEST", 100)
    with pytest.raises(ExportError, match="2 GiB"):
        written(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_names_nobody_is_named(tmp_path: Path) -> None:
    target = tmp_path / "a.qdpx"
    format_of(target.name).write(outgoing([whole()], THEMES).anonymous(), target)
    assert [one.get("name") for one in tree_of(target).iterfind(".//q:User", NS)] == ["Analyst"]
    (back,) = read_qdpx(target.name, target.read_bytes()).passages
    assert back.analyst == ""
