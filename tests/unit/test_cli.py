"""The command line, from making a project to taking its data out."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pypdf
import pytest
from click.testing import CliRunner, Result

import glossator
from glossator.bundled import report_files
from glossator.cli import showing
from glossator.cli.program import glossator as program
from glossator.cli.project import find_report
from glossator.documents.engine import pymupdf
from glossator.domain.bookmarks import set_bookmark
from glossator.domain.edits import Change, EditSet
from glossator.domain.errors import InvalidInputError
from glossator.exchange.csv_export import COLUMNS, PER_THEME_COLUMNS
from glossator.storage.project import ProjectFile
from helpers.pdfs import RED_SQUARE, make_pdf
from helpers.records import MADE_AT, make_bookmark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PACKAGE_PARENT = Path(glossator.__file__).parents[1]
REPORT = next(path for path, listed in report_files() if listed.symbol == "A/79/322")


def run(*arguments: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(program, [str(one) for one in arguments])
    assert result.exit_code == exit_code, result.output
    return result


def refused(*arguments: object) -> str:
    """Run a command that must be refused; return its one sentence."""
    result = run(*arguments, exit_code=1)
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].endswith("."), lines[0]
    return lines[0]


def printed(*arguments: object) -> Any:  # noqa: ANN401 - JSON
    return json.loads(run(*arguments, "--json").stdout)


def process(
    *arguments: object, env: Mapping[str, str] | None = None, code: str = ""
) -> subprocess.CompletedProcess[bytes]:
    source = code or "from glossator.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", source, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(PACKAGE_PARENT), **(env or {})},
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with one report and three annotations, to be read only."""
    path = tmp_path_factory.mktemp("made") / "made.glossator"
    run("new", path)
    run("add", path, REPORT)
    annotate = ("annotate", path, "--report", "a/79/322", "--analyst", "Anna")
    run(*annotate, "--paragraph", "57 (d)", "--theme", "Access to justice", "--note", "=first")
    run(*annotate, "--paragraph", "16", "--theme", "Legal aid and information", "--theme", "Demand")
    run("annotate", path, "--report", "a/79/322", "--paragraph", "box 1", "--analyst", "Ben")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with the starter themes and nothing else."""
    path = tmp_path / "mine.glossator"
    run("new", path)
    return path


# Making


def test_a_new_project_has_the_starter_themes_unless_it_is_to_be_empty(tmp_path: Path) -> None:
    assert "90 themes, 0 reports" in run("new", tmp_path / "a.glossator").stdout
    assert printed("new", tmp_path / "b.glossator", "--empty")["themes"] == 0
    assert printed("themes", tmp_path / "b.glossator") == []
    themes = printed("themes", tmp_path / "a.glossator")
    assert len(themes) == 90
    assert themes[1]["path"] == f"{themes[0]['name']} / {themes[1]['name']}"
    assert themes[1]["parent_id"] == themes[0]["id"]


def test_the_sample_has_the_five_reports(tmp_path: Path) -> None:
    path = tmp_path / "sample.glossator"
    run("new", path, "--sample")
    reports = printed("reports", path)
    assert [one["symbol"] for one in reports] == [one.listed.symbol for one in report_files()]
    assert all(one["pages"] > 10 and one["date"] and one["url"] for one in reports)
    assert "All is well: 5 reports, 0 annotations." in run("check", path).stdout


def test_nothing_is_made_over_an_existing_file(project: Path) -> None:
    before = project.read_bytes()
    assert "already" in refused("new", project)
    assert project.read_bytes() == before


def test_nothing_is_made_in_a_missing_folder(tmp_path: Path) -> None:
    assert "no folder" in refused("new", tmp_path / "nowhere" / "x.glossator")


# Adding


def test_a_report_is_added_with_what_is_known_of_it(made: Path) -> None:
    (report,) = printed("reports", made)
    assert (report["symbol"], report["date"], report["file_name"]) == (
        "A/79/322",
        "2024-08-23",
        REPORT.name,
    )
    assert report["annotations"] == 3
    assert "A/79/322  2024-08-23" in run("reports", made).stdout


def test_what_the_user_says_of_a_report_wins(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.pdf"
    file.write_bytes(make_pdf([["A short report.", "It has two lines."]], title="Own title"))
    run("add", project, file, "--symbol", "X/1", "--title", "A title", "--date", "2020-05")
    (report,) = printed("reports", project)
    assert (report["symbol"], report["title"], report["date"]) == ("X/1", "A title", "2020-05")


def test_a_damaged_file_is_added_and_called_damaged(project: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.pdf", tmp_path / "cut.pdf"
    whole.write_bytes(make_pdf([["Some words."]]))
    cut.write_bytes(make_pdf([["Other words."]])[:-20])
    assert run("add", project, whole).stderr == ""
    said = run("add", project, cut).stderr
    assert said.startswith("“cut.pdf”: This file was damaged and has been repaired")
    assert "1 page could be read" in said
    assert len(said.splitlines()) == 1


def test_a_file_that_is_refused_does_not_stop_the_others(project: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(make_pdf([["Some words."]]))
    bad.write_bytes(b"no document at all")
    sentence = refused("add", project, bad, good)
    assert "bad.pdf" in sentence
    assert [one["file_name"] for one in printed("reports", project)] == ["good.pdf"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.pdf", b"", "empty"),
        ("noise.pdf", bytes(range(256)) * 9, "not a PDF"),
        ("cut.docx", b"PK\x03\x04", "noise|not"),
        ("missing.pdf", None, "no file"),
    ],
)
def test_what_is_no_document_is_refused(
    project: Path, tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    sentence = refused("add", project, tmp_path / name)
    assert name in sentence
    assert any(word in sentence for word in words.split("|"))
    assert printed("reports", project) == []
    assert "All is well" in run("check", project).stdout


def test_a_folder_is_refused(project: Path, tmp_path: Path) -> None:
    assert "is a folder" in refused("add", project, tmp_path)


def test_the_same_document_is_refused_the_second_time(project: Path, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        (tmp_path / name).write_bytes(make_pdf([["Some words."]]))
    (tmp_path / "two.pdf").write_bytes((tmp_path / "one.pdf").read_bytes())
    run("add", project, tmp_path / "one.pdf")
    assert "already has this document" in refused("add", project, tmp_path / "two.pdf")


def test_an_encrypted_document_needs_its_password(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "locked.pdf"
    file.write_bytes(make_pdf([["Secret words here."]], encrypt="open sesame"))
    assert "--password" in refused("add", project, file)
    assert "--password" in refused("add", project, file, "--password", "wrong")
    password = ("--password", "open sesame")
    run("add", project, file, *password)
    annotate = ("annotate", project, "--report", "locked", "--quote", "Secret words")
    assert "password" in refused(*annotate).casefold()
    assert printed(*annotate, *password)["quote"] == "Secret words"


@pytest.mark.parametrize(
    "options",
    [
        ("a.pdf", "b.pdf", "--title", "One title"),
        ("a.pdf", "--date", "23 August 2024"),
        ("a.pdf", "--date", "2024-13"),
        ("a.pdf", "--title", "bell\a"),
        ("--nonsense",),
        (),
    ],
)
def test_what_is_not_understood_exits_with_2(project: Path, options: Sequence[str]) -> None:
    run("add", project, *options, exit_code=2)


# Annotating


def test_an_annotation_by_paragraph_has_its_citation(made: Path) -> None:
    (box, item, whole) = sorted(
        printed("annotations", made), key=lambda one: str(one["paragraph"]), reverse=True
    )
    assert [one["citation"] for one in (box, item, whole)] == [
        "A/79/322, box 1",
        "A/79/322, para. 57 (d)",
        "A/79/322, para. 16",
    ]
    assert item["paragraph"] == "57 (d)"
    assert "\n" not in item["quote"]
    assert item["status"] == "attached"
    assert whole["themes"] == ["Access to justice / Legal aid and information", "Demand"]
    assert whole["section"][0].startswith("III.")


def test_a_quotation_is_found_in_other_typography_within_its_paragraph(
    project: Path, tmp_path: Path
) -> None:
    file = tmp_path / "typo.pdf"
    file.write_bytes(
        make_pdf([["1. The non-punish-", "ment principle binds all.", "2. The principle binds."]])
    )
    run("add", project, file, "--symbol", "X/1")
    annotate = ("annotate", project, "--report", "x/1", "--analyst", "Anna", "--quote")
    found = printed(*annotate, "the non\u2011punishment  principle")
    assert found["quote"].replace("-", "").casefold() == "the nonpunishment principle"
    assert found["citation"].startswith("X/1, ")
    assert "2 places" in refused(*annotate, "principle binds")
    assert "nowhere" in refused(*annotate, "the moon")
    assert "empty" in refused(*annotate, " ")


def test_a_quotation_must_stand_in_the_paragraph_that_is_given(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.glossator"
    copy.write_bytes(made.read_bytes())
    annotate = ("annotate", copy, "--report", "A/79/322", "--quote", "access to justice")
    places = refused(*annotate)
    assert "places" in places
    assert "--paragraph" in places
    assert "does not stand" in refused(*annotate, "--paragraph", "16")
    found = printed(*annotate[:-1], "victim-survivors", "--paragraph", "16")
    assert (found["citation"], found["quote"]) == ("A/79/322, para. 16", "victim-survivors")
    across = printed(*annotate[:-1], "restore individual autonomy. In order to conform")
    assert across["citation"] == "A/79/322, para. 16"
    assert "no paragraph “999”" in refused(*annotate, "--paragraph", "999")


def test_what_is_not_there_is_named(made: Path) -> None:
    annotate = ("annotate", made, "--paragraph", "16")
    assert "A/79/322" in refused(*annotate, "--report", "A/1/1")
    assert "no theme" in refused(*annotate, "--report", "A/79/322", "--theme", "Astronomy")
    run("annotate", made, "--report", "A/79/322", exit_code=2)
    assert len(printed("annotations", made)) == 3


def test_an_area_of_a_page_is_marked_with_its_picture(project: Path, tmp_path: Path) -> None:
    data = make_pdf([["One."], ["1. Some words."]], cropbox=(20, 30, 280, 390))
    (tmp_path / "a.pdf").write_bytes(data)
    run("add", project, tmp_path / "a.pdf")
    x0, y0, x1, y1 = (one - (30 if n % 2 else 20) for n, one in enumerate(RED_SQUARE))
    area = ("--area", 2, x0, y0, x1, y1)
    said = run("annotate", project, "--report", "a.pdf", *area, "--theme", "Demand").stdout
    assert said.rstrip().endswith("p. 2 (area)")
    (listed,) = printed("annotations", project)
    assert (listed["quote"], listed["page"]) == ("", "2")
    assert "(area)" in run("annotations", project).stdout
    with ProjectFile.open(project) as opened:
        ((one,),) = opened.annotations()
        png = opened.picture(one.picture)
        assert opened.check() == []
    picture = pymupdf.Pixmap(png)
    assert all(picture.pixel(x, 40) == (255, 0, 0) for x in (2, picture.width - 3))


@pytest.mark.parametrize("area", [(3, 0, 0, 50, 50), (0, 0, 0, 50, 50), (1, 400, 10, 500, 50)])
def test_an_area_off_the_pages_is_refused(
    project: Path, tmp_path: Path, area: tuple[int, ...]
) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf([["One."], ["Two."]]))
    run("add", project, tmp_path / "a.pdf")
    sentence = refused("annotate", project, "--report", "a.pdf", "--area", *area)
    assert sentence.endswith("Nothing was marked.")
    assert printed("annotations", project) == []
    run("annotate", project, "--report", "a.pdf", "--area", *area, "--quote", "x", exit_code=2)


def test_the_analyst_of_the_project_is_taken(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf([["Some words."]]))
    run("add", project, tmp_path / "a.pdf")
    with ProjectFile.open(project) as opened:
        opened.set_setting("analyst", "Clara")
    run("annotate", project, "--report", "a.pdf", "--quote", "some words")
    assert printed("annotations", project)[0]["analyst"] == "Clara"


def test_a_project_that_another_has_open_is_read_but_not_written(project: Path) -> None:
    with ProjectFile.open(project, who="Anna"):
        assert "can't be changed now" in refused("add", project, REPORT)
        assert len(printed("themes", project)) == 90


# Listing


@pytest.mark.parametrize(
    ("options", "paragraphs"),
    [
        ((), {"57 (d)", "16", "box 1"}),
        (("--theme", "access to justice"), {"57 (d)", "16"}),
        (("--theme", "Access to justice/Legal aid and information"), {"16"}),
        (("--theme", "Demand", "--theme", "Legal aid and information"), {"16"}),
        (("--analyst", "ben"), {"box 1"}),
        (("--text", "=FIRST"), {"57 (d)"}),
        (("--text", "survivor centred approach TO justice"), {"16"}),
        (("--text", "the moon"), set()),
        (("--report", "A_79_322.pdf"), {"57 (d)", "16", "box 1"}),
        (("--report", "strengthening access", "--analyst", "Anna"), {"57 (d)", "16"}),
    ],
)
def test_annotations_are_listed_as_asked(
    made: Path, options: Sequence[str], paragraphs: set[str]
) -> None:
    assert {one["paragraph"] for one in printed("annotations", made, *options)} == paragraphs


def test_annotations_are_listed_for_people(made: Path) -> None:
    lines = run("annotations", made, "--text", "=first").stdout.splitlines()
    assert lines[0] == "A/79/322, para. 57 (d)  [Access to justice]  Anna"
    assert lines[2] == "  > =first"
    assert "[]" not in run("annotations", made, "--analyst", "Ben").stdout


def test_themes_are_listed_as_a_tree_with_counts(made: Path) -> None:
    lines = run("themes", made).stdout.splitlines()
    assert "Access to justice [2]  1" in lines
    assert "  Legal aid and information  1" in lines


# Exporting


def table(data: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.removeprefix("\ufeff"), newline="")))


def test_the_table_goes_to_a_file(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert "Wrote 3 rows" in run("export", made, target).stdout
    found = table(target.read_bytes().decode())
    assert tuple(found[0]) == COLUMNS
    assert [one["note"] for one in found if one["note"]] == ["'=first"]
    assert {one["annotation_id"] for one in found} == {
        one["annotation_id"] for one in printed("annotations", made)
    }


def test_the_table_goes_to_standard_output(made: Path) -> None:
    result = run("export", made, "-", "--raw", "--per-theme")
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbf")
    found = table(result.stdout)
    assert tuple(found[0]) == PER_THEME_COLUMNS
    assert sorted(one["theme"] for one in found) == [
        "",
        "Access to justice",
        "Demand",
        "Legal aid and information",
    ]
    assert "=first" in {one["note"] for one in found}


def test_the_table_holds_what_is_asked_for(made: Path) -> None:
    result = run("export", made, "-", "--theme", "Demand", "--report", "a/79/322")
    assert [one["paragraph"] for one in table(result.stdout)] == ["16"]


def test_a_table_without_names_has_none(made: Path, tmp_path: Path) -> None:
    run("export", made, tmp_path / "with.csv")
    run("export", made, tmp_path / "without.csv", "--anonymous")
    assert "Anna" in (tmp_path / "with.csv").read_text("utf-8")
    assert "Anna" not in (tmp_path / "without.csv").read_text("utf-8")


def test_the_reports_go_out_as_a_bibliography(made: Path, tmp_path: Path) -> None:
    told = run("export", made, tmp_path / "out.bib").stdout
    assert told.startswith("Wrote ")
    assert "@techreport{" in (tmp_path / "out.bib").read_text("utf-8")


def test_a_table_that_can_not_be_written_is_refused(made: Path, tmp_path: Path) -> None:
    assert "ends in one of .bib" in refused("export", made, tmp_path / "out.doc")
    assert "folder does not exist" in refused("export", made, tmp_path / "no" / "out.csv")
    (tmp_path / "dir.csv").mkdir()
    assert "is a folder" in refused("export", made, tmp_path / "dir.csv")
    link = tmp_path / "link.csv"
    link.symlink_to(made)
    assert "the project itself" in refused("export", made, link)
    assert "no theme" in refused("export", made, tmp_path / "out.csv", "--theme", "Astronomy")
    assert not (tmp_path / "out.csv").exists()


# Projects that are none


@pytest.mark.parametrize("command", ["reports", "themes", "annotations", "check"])
def test_what_is_no_project_is_refused(tmp_path: Path, command: str) -> None:
    (tmp_path / "text.glossator").write_text("no project " * 100)
    (tmp_path / "empty.glossator").touch()
    for name in ("text.glossator", "empty.glossator", "missing.glossator", "."):
        refused(command, tmp_path / name)


def test_a_fault_in_a_project_is_told(made: Path, tmp_path: Path) -> None:
    data = made.read_bytes().replace(b"=first", b"=worst")
    hurt = tmp_path / "hurt.glossator"
    hurt.write_bytes(data)
    result = run("check", hurt, exit_code=1)
    assert result.stdout
    assert "fault" in result.stderr


# The window


class Window:
    """Stands for the module that wires the window; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def run(self, path: Path | None) -> int:
        self.asked.append(path)
        return 0

    def screenshot(self, path: Path, out: Path, **options: object) -> None:
        self.asked.append((path, out, options))


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Window:
    stand_in = Window()
    monkeypatch.setattr(showing, "_window", lambda: stand_in)
    return stand_in


def test_the_window_opens_with_and_without_a_project(made: Path, window: Window) -> None:
    run()
    run(made)
    run("open", made)
    run("open")
    assert window.asked == [None, made, made, None]


def test_a_project_that_is_not_there_is_not_opened(tmp_path: Path, window: Window) -> None:
    assert "no project" in refused(tmp_path / "none.glossator")
    run("exprot", exit_code=2)
    run("--nonsense", exit_code=2)
    assert window.asked == []


def test_a_screenshot_is_asked_for_as_said(made: Path, tmp_path: Path, window: Window) -> None:
    out = tmp_path / "a.png"
    panes = ("A/79/322:para. 57 (d)", "A/75/289")
    options = [word for pane in panes for word in ("--pane", pane)]
    run("screenshot", made, out, *options, "--theme", "Demand", "--size", "800x600", "--dark")
    asked = {"panes": panes, "theme": "Demand", "size": (800, 600), "dark": True, "view": ""}
    assert window.asked == [(made, out, asked)]
    assert "ends in .png" in refused("screenshot", made, tmp_path / "a.jpg")
    assert "no folder" in refused("screenshot", made, tmp_path / "no" / "a.png")
    run("screenshot", made, out, "--size", "big", exit_code=2)


# The program itself


def test_every_command_of_the_requirements_is_there_with_help() -> None:
    wanted = [
        *("open", "new", "add", "reports", "structure", "themes"),
        *("annotate", "annotations", "export", "similar", "check", "screenshot"),
    ]
    assert set(wanted) <= set(program.commands)
    for name in program.commands:
        assert isinstance(program.commands[name], click.Command)
        assert program.commands[name].help
        run(name, "--help")
    assert run("--version").stdout == f"glossator, version {glossator.__version__}\n"
    said = run("--version", "--verbose").stdout
    for part in ("Python 3", "Qt (PySide) 6", "PyMuPDF 2", "SQLite 3", "Documents are read by"):
        assert part in said


def test_nothing_but_the_window_needs_qt(made: Path) -> None:
    code = (
        "import sys\n"
        "for name in ('PySide6', 'shiboken6', 'pymupdf'): sys.modules[name] = None\n"
        "from glossator.cli import main; main()"
    )
    result = process("annotations", made, "--json", code=code)
    assert result.returncode == 0, result.stderr
    assert len(json.loads(result.stdout)) == 3


def test_output_is_utf_8_whatever_the_locale(made: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = process("annotations", made, env=plain)
    assert result.returncode == 0
    assert "“" in result.stdout.decode()
    missing = process("reports", "möwe.glossator", env=plain)
    assert missing.returncode == 1
    missing.stderr.decode()


def test_a_reader_that_goes_away_is_no_error_worth_words(made: Path) -> None:
    for command in (("export", made, "-"), ("annotations", made)):
        reading, writing = os.pipe()
        os.close(reading)
        result = subprocess.run(
            [sys.executable, "-c", "from glossator.cli import main; main()", *map(str, command)],
            env={**os.environ, "PYTHONPATH": str(PACKAGE_PARENT)},
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
        os.close(writing)
        assert result.stderr == b""


def test_a_report_is_written_with_its_annotations_in_it(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    before = made.read_bytes()
    wanted = printed("annotations", made, "--report", "A/79/322")
    said = run("export", made, out, "--report", "A/79/322").stdout
    assert said.startswith(f"Wrote A/79/322 with {len(wanted)} annotation")
    found = {
        one.get_object()["/NM"]
        for page in pypdf.PdfReader(out).pages
        for one in page.get("/Annots", ())
        if one.get_object()["/Subtype"] == "/Highlight"
    }
    assert found == {one["annotation_id"] for one in wanted}
    assert made.read_bytes() == before


def test_a_pdf_holds_one_report(project: Path, tmp_path: Path) -> None:
    assert "--report" in refused("export", project, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_reports_of_one_symbol_are_told_apart_by_their_files_or_ids(
    project: Path, tmp_path: Path
) -> None:
    for folder, name in (("a", "one.pdf"), ("b", "two.pdf"), ("c", "two.pdf")):
        file = tmp_path / folder / name
        file.parent.mkdir()
        file.write_bytes(make_pdf([[f"1. What {folder} says of its own accord."]]))
        run("add", project, file, "--symbol", "A/79/322", "--beside")
    ids = [one["id"] for one in printed("reports", project)]
    with ProjectFile.open(project) as opened:
        first, second, third = opened.reports()
    assert find_report((first, second), "two") == second
    with pytest.raises(InvalidInputError, match=r": one\.pdf, two\.pdf\. Give .* file names\."):
        find_report((first, second), "79/322")
    with pytest.raises(InvalidInputError, match=rf"report: {ids[1]}, {ids[2]}\. Give .* ids\."):
        find_report((first, second, third), "two.pdf")
    assert (
        "Wrote A/79/322"
        in run("export", project, tmp_path / "out.pdf", "--report", ids[2].lower()).stdout
    )


def test_a_backup_that_was_asked_for_says_so(project: Path, tmp_path: Path) -> None:
    said = run("backups", project, "--now", "--folder", tmp_path / "kept").stdout
    assert said.startswith("1  ")
    assert "when asked for" in said


def test_what_was_deleted_goes_for_good_when_it_is_said_twice(project: Path) -> None:
    with ProjectFile.open(project, who="test") as file:
        theme = file.themes()[-1]
        file.apply(EditSet("Delete", (Change(theme, None),)), at=MADE_AT)
    run("compact", project, exit_code=1)
    with ProjectFile.open(project, read_only=True) as file:
        assert file.history()
    assert " MB, before " in run("compact", project, "--yes").stdout
    with ProjectFile.open(project, read_only=True) as file:
        assert not file.history()
        assert theme not in file.themes()


def test_bookmarks_are_listed_report_by_report(tmp_path: Path) -> None:
    path = tmp_path / "sample.glossator"
    run("new", path, "--sample")
    with ProjectFile.open(path, who="test") as file:
        late, early = file.reports()[-1], file.reports()[0]
        for mark in (make_bookmark(late, "Justice", page=3), make_bookmark(early, "Causes")):
            file.apply(set_bookmark(mark), analyst="Anna", at=mark.created)
    assert run("bookmarks", path).stdout.splitlines() == [
        f"{early.name}, p. 1  Causes",
        f"{late.name}, p. 4  Justice",
    ]
    (only,) = printed("bookmarks", path, "--report", late.symbol)
    assert (only["name"], only["report"], only["page"]) == ("Justice", late.symbol, 3)
