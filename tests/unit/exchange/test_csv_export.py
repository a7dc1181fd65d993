"""The table of annotations: its cells, its guard against formulas, its file."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.errors import ExportError, ProjectError
from glossator.domain.records import Status
from glossator.domain.themes import ThemeTree
from glossator.exchange import csv_export
from glossator.exchange.csv_export import COLUMNS, guarded, line_of, rows, write_csv
from helpers.matrix import harm_is_seen
from helpers.records import make_annotation, make_report, make_segment, make_theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from glossator.domain.records import Annotation, ReportId

REPORT = make_report(title="Trafficking in women, and girls")
JUSTICE = make_theme("Access to justice")
LEGAL_AID = make_theme("Legal aid; advice", JUSTICE)
THEMES = (JUSTICE, LEGAL_AID)
ISSUE_ORDER = (
    "annotation_id, symbol, title, date, page, section, paragraph, citation, quote, note, "
    "themes, analyst, created, modified, before, after, start, end, status, report_sha256, link"
)

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


def written(
    *annotations: Annotation,
    labels: Mapping[ReportId, Sequence[str]] | None = None,
    per_theme: bool = False,
    raw: bool = False,
) -> bytes:
    stream = io.BytesIO()
    count = write_csv(
        stream, annotations, [REPORT], THEMES, labels or {}, per_theme=per_theme, raw=raw
    )
    assert count == len(read(stream.getvalue()))
    return stream.getvalue()


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def row(
    annotation: Annotation,
    labels: Mapping[ReportId, Sequence[str]] | None = None,
    *,
    raw: bool = False,
) -> dict[str, str]:
    (found,) = read(written(annotation, labels=labels, raw=raw))
    return found


def test_the_columns_stand_in_the_order_that_is_promised() -> None:
    heading = written().decode("utf-8-sig").removesuffix("\r\n")
    assert heading == ISSUE_ORDER.replace(" ", "")


def test_the_file_begins_with_a_byte_order_mark_and_ends_lines_as_rfc_4180_says() -> None:
    data = written(make_annotation(REPORT))
    assert data.startswith(b"\xef\xbb\xbfannotation_id,")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert data.count(b"\xef\xbb\xbf") == 1


def test_every_cell_says_what_its_column_promises() -> None:
    annotation = make_annotation(
        REPORT,
        (LEGAL_AID, JUSTICE),
        page=3,
        start=1200,
        exact="the right\nto legal aid",
        quote="the right to legal aid",
        paragraph="para. 57 (d)",
        note="See\nbelow",
        status=Status.CHECK,
    )
    assert row(annotation) == {
        "annotation_id": annotation.id,
        "symbol": "A/79/322",
        "title": "Trafficking in women, and girls",
        "date": "2024-08-23",
        "page": "4",
        "section": "IV. Findings > B. Non-punishment",
        "paragraph": "57 (d)",
        "citation": "A/79/322, para. 57",
        "quote": "the right to legal aid",
        "note": "See\nbelow",
        "themes": "Access to justice / Legal aid\\; advice; Access to justice",
        "analyst": "Anna",
        "created": "2024-08-23T10:00:00Z",
        "modified": "2024-08-23T10:00:00Z",
        "before": "States must apply",
        "after": "to all victims.",
        "start": "1200",
        "end": "1222",
        "status": "please check",
        "report_sha256": REPORT.sha256,
        "link": f"glossator://annotation/{annotation.id}",
    }


def test_a_printed_page_label_stands_before_the_counted_page() -> None:
    annotation = make_annotation(REPORT, page=1)
    assert row(annotation, labels={REPORT.id: ["i", "ii"]})["page"] == "ii"
    assert row(annotation, labels={REPORT.id: ["i"]})["page"] == "2"
    assert row(annotation, labels={REPORT.id: ["i", ""]})["page"] == "2"


def test_quote_and_context_stand_on_one_line() -> None:
    segment = make_segment(before="of the non-\npunishment", after="in\fall\ncases")
    found = row(make_annotation(REPORT, segments=(segment,), quote="traf-\nficking in\npersons"))
    assert found["before"] == "of the non-punishment"
    assert found["after"] == "in all cases"
    assert "\n" not in found["quote"]


def test_context_is_that_before_the_first_and_after_the_last_segment() -> None:
    segments = (make_segment(before="one", after="two"), make_segment(before="three", after="4"))
    found = row(make_annotation(REPORT, segments=segments))
    assert (found["before"], found["after"]) == ("one", "4")


def test_an_area_has_no_quotation_and_no_context() -> None:
    segment = make_segment("", before="", after="First words of its page")
    area = make_annotation(REPORT, segments=(segment,), citation="A, p. 4 (area)", picture="ab")
    found = row(area)
    assert (found["quote"], found["before"], found["after"]) == ("", "", "")
    assert found["citation"] == "A, p. 4 (area)"


def test_one_row_a_theme() -> None:
    tagged = make_annotation(REPORT, (LEGAL_AID, JUSTICE))
    untagged = make_annotation(REPORT)
    found = read(written(tagged, untagged, per_theme=True))
    assert [(one["theme"], one["theme_path"]) for one in found] == [
        ("Legal aid; advice", "Access to justice / Legal aid\\; advice"),
        ("Access to justice", "Access to justice"),
        ("", ""),
    ]
    at = COLUMNS.index("themes")
    assert list(found[0]) == [*COLUMNS[:at], "theme", "theme_path", *COLUMNS[at + 1 :]]
    assert found[2]["annotation_id"] == untagged.id


def test_an_annotation_of_an_unknown_report_or_theme_keeps_its_row() -> None:
    stray = make_annotation(make_report(), (make_theme("Gone"),))
    found = row(stray)
    assert (found["annotation_id"], found["symbol"], found["themes"]) == (stray.id, "", "")


@pytest.mark.fault(30)
@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", " =", "\n @", "\u00a0-", " \t"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(begin: str) -> None:
    note = begin + "1+1"
    annotation = make_annotation(REPORT, note=note)
    assert row(annotation)["note"] == "'" + note
    assert row(annotation, raw=True)["note"] == note


@pytest.mark.fault(30, control=True)
@pytest.mark.parametrize("begin", ["+", "-", "@", "\t", "\r", " ="])
def test_who_guards_the_equals_sign_alone_lets_formulas_through(
    begin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_export, "_FORMULA", re.compile("="))
    with harm_is_seen():
        test_what_a_spreadsheet_would_run_gets_an_apostrophe(begin)


@pytest.mark.parametrize("note", ["", "a=b", "'=1", "(-1)", "1-2", "“=”"])
def test_what_no_spreadsheet_would_run_stays(note: str) -> None:
    assert row(make_annotation(REPORT, note=note))["note"] == note


@given(st.lists(st.tuples(words, words, words), max_size=5), st.booleans(), st.booleans())
def test_the_file_gives_back_the_cells(
    texts: list[tuple[str, str, str]], per_theme: bool, raw: bool
) -> None:
    reports = [replace(REPORT, title=title) for _, _, title in texts[:1]] or [REPORT]
    annotations = [
        make_annotation(REPORT, THEMES, note=note, analyst=analyst) for note, analyst, _ in texts
    ]
    stream = io.BytesIO()
    write_csv(stream, annotations, reports, THEMES, {}, per_theme=per_theme, raw=raw)
    known = {one.id: one for one in reports}
    cells = rows(annotations, known, ThemeTree(THEMES), {}, per_theme=per_theme)
    found = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))
    keep = (lambda cell: cell) if raw else guarded
    assert found[1:] == [[str(keep(cell)) for cell in line] for line in cells]


@given(st.lists(st.text(alphabet='a,"\r\n\t =', max_size=5) | words | st.integers(), min_size=2))
def test_a_line_is_what_the_standard_library_writes(cells: list[str | int]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    assert line_of(cells, raw=True) == stream.getvalue()


@pytest.mark.fault(30)
@given(words)
def test_no_guarded_cell_begins_as_a_formula_and_nothing_is_lost(text: str) -> None:
    cell = guarded(text)
    assert isinstance(cell, str)
    assert not re.match(r"\s*[=+\-@\t\r]", cell)
    assert cell in (text, "'" + text)


def test_half_a_surrogate_pair_does_not_stop_the_export() -> None:
    assert row(make_annotation(REPORT, note="a\ud800b"))["note"] == "a\\ud800b"


# The file


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def save(target: Path, annotations: Iterator[Annotation] | None = None) -> None:
    write_csv(target, annotations or iter([make_annotation(REPORT)]), [REPORT], THEMES, {})


def test_the_file_replaces_the_old_one_and_leaves_no_other(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    target.chmod(0o640)
    save(target)
    assert read(target.read_bytes())[0]["symbol"] == "A/79/322"
    assert names(tmp_path) == ["out.csv"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_can_be_read_by_whom_the_user_lets(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    save(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to("real.csv")
    save(tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert read((tmp_path / "real.csv").read_bytes())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "it is a folder"),
        ("nowhere/out.csv", "the folder does not exist"),
        ("file/out.csv", "the folder does not exist"),
        ("x" * 300 + ".csv", "the name is too long"),
    ],
)
def test_a_place_that_can_hold_no_file_is_refused(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match=sentence):
        save(tmp_path / name)
    assert names(tmp_path) == ["file"]


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out.csv")
    with pytest.raises(ExportError, match="no ordinary file"):
        save(tmp_path / "out.csv")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_place_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("old")
    (tmp_path / "old.csv").chmod(0o400)
    with pytest.raises(ExportError, match="may not write"):
        save(tmp_path / "old.csv")
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match="may not write"):
        save(tmp_path / "new.csv")


@pytest.mark.fault(5)
@pytest.mark.parametrize(
    ("code", "sentence"), [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "may not write")]
)
def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    (tmp_path / "out.csv").write_text("old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match=sentence):
        save(tmp_path / "out.csv")
    assert names(tmp_path) == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "old"


def test_a_project_that_fails_while_it_is_read_leaves_the_old_file(tmp_path: Path) -> None:
    def broken() -> Iterator[Annotation]:
        yield make_annotation(REPORT)
        raise ProjectError("The project can't be read.")

    (tmp_path / "out.csv").write_text("old")
    with pytest.raises(ProjectError):
        save(tmp_path / "out.csv", broken())
    assert names(tmp_path) == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "old"


def test_a_full_stream_is_told_and_a_closed_one_is_left_to_the_caller() -> None:
    class Refusing(io.BytesIO):
        def __init__(self, code: int) -> None:
            super().__init__()
            self.code = code

        def write(self, _: object) -> int:
            raise OSError(self.code, os.strerror(self.code))

    with pytest.raises(ExportError, match="the disk is full"):
        write_csv(Refusing(errno.ENOSPC), [], [], (), {})
    with pytest.raises(BrokenPipeError):
        write_csv(Refusing(errno.EPIPE), [], [], (), {})


def test_annotations_are_read_as_they_are_written() -> None:
    stream, held, known = io.BytesIO(), 0, 0

    def lazy() -> Iterator[Annotation]:
        nonlocal held, known
        for count in range(1_000):
            held = max(held, known - stream.tell())
            one = make_annotation(REPORT, note=str(count))
            known += len(one.quote)
            yield one

    write_csv(stream, lazy(), [REPORT], THEMES, {})
    assert known > 3 * io.DEFAULT_BUFFER_SIZE
    assert held <= 2 * io.DEFAULT_BUFFER_SIZE
