from __future__ import annotations

import csv
from io import StringIO

from glossator.domain.search.results import Hit, HitKind
from glossator.exchange.sheets.search import HEADING, search_sheet
from glossator.exchange.sheets.table import to_csv
from helpers.records import make_report

REPORT = make_report("A/79/322", date="2024-07-29")


def test_a_hit_is_a_row_with_its_citation_and_the_words_found() -> None:
    paragraph = Hit(
        place=1,
        kind=HitKind.PARAGRAPH,
        text="Protect data and labour.",
        marks=((8, 12), (17, 23)),
        label="para. 57 (d)",
        section=("IV. Findings", "B. Data"),
        page="14",
        report_id=REPORT.id,
    )
    heading = Hit(2, HitKind.HEADING, "=Data", ((1, 5),), "B.", page="13", report_id=REPORT.id)
    theme = Hit(0, HitKind.THEME, "Data · Of victims.", ((0, 4),), label="Rights / Data")
    sheet = search_sheet("data OR labour", [paragraph, heading, theme], {REPORT.id: REPORT})
    rows = list(csv.reader(StringIO(to_csv(sheet).decode("utf-8-sig"))))
    assert rows[0] == list(HEADING)
    assert rows[1] == [
        "A/79/322",
        "2024-07-29",
        "A/79/322, para. 57 (d)",
        "14",
        "paragraph",
        "IV. Findings > B. Data",
        "Protect data and labour.",
        "data; labour",
    ]
    assert rows[2][2:] == ["A/79/322, p. 13", "13", "heading", "", "'=Data", "Data"]
    assert rows[3][2] == "Rights / Data"
