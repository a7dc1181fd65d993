"""What was read out of a document: the text of its pages and its structure."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from hashlib import sha256 as sha256_of
from typing import TYPE_CHECKING, Any

from glossator.domain.pages.geometry import PageBox
from glossator.domain.reports.damage import WHOLE, Damage
from glossator.domain.reports.reading import Pages
from glossator.domain.reports.structure import Structure, Unit, UnitKind
from glossator.domain.text.page_text import NORMALIZER, ReportText
from glossator.storage import search_index
from glossator.storage.encoding import to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

_UNIT_COLUMNS = (
    "id, kind, printed_number, title, label, section, level, parent, page, page_end, spans,"
    " text, footnotes, refers_to, mark"
)
_DAMAGES = {field.name for field in fields(Damage)}
_KINDS = {kind.value: kind for kind in UnitKind}


def store(
    sqlite: sqlite3.Connection,
    sha256: str,
    text: ReportText,
    structure: Structure,
    indexed: Iterable[search_index.IndexRow],
) -> None:
    """Keep a reading of a document in place of an older one.

    Args:
        sqlite: The project, in a transaction.
        sha256: The document.
        text: Its canonical text.
        structure: Its units.
        indexed: What `search_index.prepared` made of them.
    """
    digest = _digest(text, structure)
    if _is_kept(sqlite, sha256, digest):
        return
    _remove(sqlite, sha256)
    sqlite.execute(
        "INSERT INTO reading (sha256, normalizer, symbol, title, session, date, language,"
        " symbols_cited, numbered, has_text, damage, content_hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            sha256, NORMALIZER, structure.symbol, structure.title, structure.session,
            structure.date, structure.language, to_json(structure.symbols_cited),
            int(structure.numbered), int(structure.has_text), _damage_column(structure.damage),
            digest,
        ),
    )  # fmt: skip
    _store_pages(sqlite, sha256, text)
    _store_units(sqlite, sha256, structure)
    search_index.add_units(sqlite, sha256, indexed)


def is_read(sqlite: sqlite3.Connection, sha256: str) -> bool:
    """Tell whether a document has been read by today's rules."""
    row = sqlite.execute("SELECT normalizer FROM reading WHERE sha256 = ?", (sha256,)).fetchone()
    return row is not None and row[0] == NORMALIZER


def text(sqlite: sqlite3.Connection, sha256: str) -> ReportText | None:
    """Return a document's canonical text; None when it was not read by the present rules."""
    if not is_read(sqlite, sha256):
        return None
    pages = sqlite.execute(
        "SELECT text, box, label FROM page_text WHERE sha256 = ? ORDER BY page", (sha256,)
    ).fetchall()
    return ReportText(tuple([row[0] for row in pages]), *_pages([row[1:] for row in pages]))


def pages(sqlite: sqlite3.Connection, sha256: str) -> Pages:
    """Return what is known of a document's pages; nothing when it was not read by these rules."""
    if not is_read(sqlite, sha256):
        return Pages()
    return _pages(
        sqlite.execute(
            "SELECT box, label FROM page_text WHERE sha256 = ? ORDER BY page", (sha256,)
        ).fetchall()
    )


def _pages(rows: list[tuple[str | None, str | None]]) -> Pages:
    boxes = _all_json([box for box, _ in rows if box is not None])
    labels = tuple([label for _, label in rows if label is not None])
    return Pages(tuple([PageBox(*box) for box in boxes]), labels)


def structure(sqlite: sqlite3.Connection, sha256: str) -> Structure | None:
    """Return a document's structure; None when it was not read by the present rules."""
    row = sqlite.execute(
        "SELECT symbol, title, session, date, language, symbols_cited, numbered, has_text,"
        " damage FROM reading WHERE sha256 = ? AND normalizer = ?",
        (sha256, NORMALIZER),
    ).fetchone()
    if row is None:
        return None
    units = sqlite.execute(
        f"SELECT {_UNIT_COLUMNS} FROM unit WHERE sha256 = ? ORDER BY position",  # noqa: S608
        (sha256,),
    ).fetchall()
    symbol, title, session, date, language, symbols_cited, numbered, has_text, damage = row
    return Structure(
        symbol=symbol,
        title=title,
        session=session,
        date=date,
        language=language,
        units=_units(units),
        symbols_cited=tuple(json.loads(symbols_cited)),
        numbered=bool(numbered),
        has_text=bool(has_text),
        damage=_damage(damage),
    )


def damages(sqlite: sqlite3.Connection) -> dict[str, Damage]:
    """Return what is wrong with the damaged documents, by their SHA-256."""
    rows = sqlite.execute("SELECT sha256, damage FROM reading WHERE damage IS NOT NULL").fetchall()
    return {sha256: _damage(column) for sha256, column in rows}


def _damage_column(damage: Damage) -> str | None:
    return to_json(asdict(damage)) if damage else None


def _damage(column: str | None) -> Damage:
    if column is None:
        return WHOLE
    values = {name: value for name, value in json.loads(column).items() if name in _DAMAGES}
    return Damage(**{**values, "pages": tuple(values["pages"])})


def _digest(text: ReportText, structure: Structure) -> str:
    """Return the hash of a reading, the same for later versions that know more of it."""
    said = {field.name: getattr(structure, field.name) for field in fields(structure)}
    said["units"] = [_said(zip(Unit._fields, unit, strict=True)) for unit in structure.units]
    said["damage"] = asdict(structure.damage, dict_factory=_said)
    values = (NORMALIZER, asdict(text, dict_factory=_said), _said(said.items()))
    return sha256_of(to_json(values).encode()).hexdigest()


def _said(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the fields that hold something: one more, or one less, changes no older hash."""
    return {name: value for name, value in pairs if value}


def hashes(sqlite: sqlite3.Connection) -> Iterator[tuple[str, str, str, str]]:
    """Yield (document, symbol or title, hash kept, hash of what is there) of today's readings."""
    for sha256, name, kept in sqlite.execute(
        "SELECT sha256, coalesce(nullif(symbol, ''), title), content_hash FROM reading"
        " WHERE normalizer = ?",
        (NORMALIZER,),
    ).fetchall():
        known, built = text(sqlite, sha256), structure(sqlite, sha256)
        yield sha256, name, kept, _digest(known, built) if known and built else ""


def _is_kept(sqlite: sqlite3.Connection, sha256: str, digest: str) -> bool:
    row = sqlite.execute("SELECT content_hash FROM reading WHERE sha256 = ?", (sha256,)).fetchone()
    return row is not None and row[0] == digest


def _remove(sqlite: sqlite3.Connection, sha256: str) -> None:
    search_index.remove_units(sqlite, sha256)
    sqlite.execute("DELETE FROM reading WHERE sha256 = ?", (sha256,))


def remove_orphans(sqlite: sqlite3.Connection) -> None:
    """Remove the readings of documents that the project no longer holds."""
    orphans = sqlite.execute(
        "SELECT sha256 FROM reading WHERE sha256 NOT IN (SELECT sha256 FROM document)"
    ).fetchall()
    for (sha256,) in orphans:
        _remove(sqlite, sha256)


def _store_pages(sqlite: sqlite3.Connection, sha256: str, text: ReportText) -> None:
    boxes = [to_json((b.x0, b.y0, b.x1, b.y1, b.rotation)) for b in text.boxes]
    missing = [None] * len(text.pages)
    pages = zip(text.pages, [*boxes, *missing], [*text.labels, *missing], strict=False)
    sqlite.executemany(
        "INSERT INTO page_text (sha256, page, text, box, label) VALUES (?, ?, ?, ?, ?)",
        [(sha256, page, *values) for page, values in enumerate(pages)],
    )


def _store_units(sqlite: sqlite3.Connection, sha256: str, structure: Structure) -> None:
    sqlite.executemany(
        f"INSERT INTO unit (sha256, position, {_UNIT_COLUMNS})"  # noqa: S608 - constant
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                sha256, position, unit.id, unit.kind.value, unit.number, unit.title, unit.label,
                to_json(unit.section), unit.level, unit.parent, unit.page, unit.page_end,
                to_json(unit.spans), unit.text, to_json(unit.footnotes), unit.refers_to,
                unit.mark,
            )
            for position, unit in enumerate(structure.units)
        ],
    )  # fmt: skip


def _units(rows: list[tuple[Any, ...]]) -> tuple[Unit, ...]:
    """Return the units of rows with `_UNIT_COLUMNS`."""
    # Many units stand in the same section, and most have no footnotes.
    distinct = {row[5] for row in rows} | {row[12] for row in rows}
    lists = {cell: tuple(json.loads(cell)) for cell in distinct}
    spans = _all_json([row[10] for row in rows])
    return tuple(
        [
            Unit(
                id_, _KINDS[kind], number, title, label, lists[section], level, parent, page,
                page_end, tuple([(start, end) for start, end in stretches]), words,
                lists[footnotes], refers_to, mark,
            )
            for (
                id_, kind, number, title, label, section, level, parent, page, page_end, _, words,
                footnotes, refers_to, mark,
            ), stretches in zip(rows, spans, strict=True)
        ]
    )  # fmt: skip


def _all_json(cells: list[str]) -> list[Any]:
    """Return what many cells hold: read together, which takes a third of the time."""
    found: list[Any] = json.loads(f"[{','.join(cells)}]")
    return found
