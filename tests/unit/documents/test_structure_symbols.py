from __future__ import annotations

import pytest

from glossator.domain.reports.symbols import symbols_cited


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("see A/HRC/44/45 and E/CN.6/2024/L.3", ["A/HRC/44/45", "E/CN.6/2024/L.3"]),
        ("CEDAW/C/GC/38 and CTOC/COP/WG.4/2023/2", ["CEDAW/C/GC/38", "CTOC/COP/WG.4/2023/2"]),
        ("A/67/170/Add.1 (A/81/6 (Sect. 5))", ["A/67/170/Add.1", "A/81/6 (Sect. 5)"]),
        ("General Assembly resolution 77/194", ["A/RES/77/194"]),
        ("General Assembly resolutions 71/167, 73/146 and 75/158",
         ["A/RES/71/167", "A/RES/73/146", "A/RES/75/158"]),
        ("Security Council resolutions 2331 (2016) and 2388 (2017)",
         ["S/RES/2331 (2016)", "S/RES/2388 (2017)"]),
        ("the Human Rights Council, in its resolution 32/3,", ["A/HRC/RES/32/3"]),
        ("In its resolution 71/167, on women, the General Assembly urged", ["A/RES/71/167"]),
        ("S/RES/1325(2000)", ["S/RES/1325 (2000)"]),
        ("https://undocs.org/A/79/322 only", []),
        ("and/or 24/7, S/he, A/B testing, 3/4", []),
    ],
)  # fmt: skip
def test_symbols_are_found(text: str, symbols: list[str]) -> None:
    assert list(symbols_cited(text)) == symbols
