"""Answers queries from a project: which units, notes and themes they find, and what is in them.

A query is a tree of conditions. Each finds a set; AND, OR and NOT are those of sets. Words
are asked of the full-text indexes, fields of what is read of the project once and kept in
memory until the project changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.errors import ProjectError
from glossator.domain.search.query import And, Field, Near, Not, Or, Phrase, Prefix, Word, wanted
from glossator.domain.search.query import wanted_fields as wanted_in
from glossator.domain.search.results import Found, Group, Hit
from glossator.domain.search.terms import alternatives, has, near_alternatives
from glossator.domain.search.words import SearchText
from glossator.storage import search_index
from glossator.storage.search_facts import Facts
from glossator.storage.search_hits import read_hits, theme_hit
from glossator.storage.search_places import near, near_stems, phrase

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from glossator.domain.search.query import Node, Term
    from glossator.storage.connection import Connection


class _Sets(NamedTuple):
    """What a condition finds: numbers of units and annotations, ids of themes."""

    units: set[int]
    notes: set[int]
    themes: set[str]


KEPT = 16
"""Words whose places are kept: all but the last stay while a query is typed."""


class Searcher:
    """Searches a project through a reading connection of its own; for one thread at a time.

    Make it with `ProjectFile.searcher`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._facts = Facts()
        self._known: dict[Term | Near, _Sets] = {}

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        self._connection.close()

    def __enter__(self) -> Searcher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def find(self, query: Node) -> Found:
        """Return what a query finds, by report.

        Raises:
            ProjectError: The project can't be read, or its index is another program's.
        """
        with self._connection.reading() as sqlite:
            self._refresh(sqlite)
            return _Search(sqlite, self._facts, self._known).find(query)

    def hits(self, query: Node, places: Sequence[int]) -> list[Hit]:
        """Return what some of the places found hold; those that are gone are left out.

        Raises:
            ProjectError: The project can't be read.
        """
        with self._connection.reading() as sqlite:
            self._refresh(sqlite)
            return read_hits(sqlite, query, places)

    def theme_hits(self, found: Found) -> list[Hit]:
        """Return what the themes found hold."""
        with self._connection.reading() as sqlite:
            self._refresh(sqlite)
            return [theme_hit(self._facts.tree, theme, found.query) for theme in found.themes]

    def _refresh(self, sqlite: sqlite3.Connection) -> None:
        if self._facts.refresh(sqlite):
            self._known.clear()
        if not search_index.is_current(sqlite):
            raise ProjectError(
                "The words of this project were indexed by another version of Glossator, so it"
                " can't be searched as it is. Open it once where it can be written."
            )


class _Search:
    """One search.

    Args:
        sqlite: The project.
        facts: What fields ask for.
        known: What words asked for lately find; of this project as it is.
    """

    def __init__(
        self, sqlite: sqlite3.Connection, facts: Facts, known: dict[Term | Near, _Sets]
    ) -> None:
        self._sqlite = sqlite
        self._facts = facts
        self._known = known

    def find(self, query: Node) -> Found:
        """Return what a query finds, by report."""
        sets = self._listed(query, self._sets(query))
        scope = self._scope(query)
        facts = self._facts
        groups = [
            Group(report, facts.ordered(report, sets.units, sets.notes))
            for report in facts.reports
            if report.id in scope and facts.is_read(report)
        ]
        unread = [
            report for report in facts.reports if report.id in scope and not facts.is_read(report)
        ]
        themes = tuple(theme for theme in facts.tree if theme.id in sets.themes)
        return Found(query, tuple(groups), themes, tuple(unread))

    def _listed(self, query: Node, sets: _Sets) -> _Sets:
        """Leave out what only stands beside what was asked for.

        Where no words are asked for, those with a theme or by an analyst are paragraphs, not
        again the notes on them; where words of notes are asked for, it is the notes.
        """
        if any(wanted(query)):
            return sets
        if any(wanted_in(query, "note")):
            return _Sets(set(), sets.notes, set())
        asked = {value.text for value in wanted_in(query, "is")}
        if "note" in asked:
            return sets._replace(themes=set())
        if "theme" in asked:
            return sets
        return _Sets(sets.units, set(), set())

    def _scope(self, query: Node) -> set[str]:
        """Return the reports that a query is about: all that its fields don't exclude."""
        scope = {str(report.id) for report in self._facts.reports}
        for part in query.parts if isinstance(query, And) else (query,):
            if isinstance(part, Field) and part.name in ("report", "year"):
                scope &= self._reports(part)
        return scope

    def _sets(self, node: Node) -> _Sets:
        match node:
            case Word() | Phrase() | Prefix() | Near():
                return self._words(node)
            case Field():
                return self._field(node)
            case And(parts):
                found = [self._sets(part) for part in parts]
                return _Sets(*(set.intersection(*kind) for kind in zip(*found, strict=True)))
            case Or(parts):
                found = [self._sets(part) for part in parts]
                return _Sets(*(set.union(*kind) for kind in zip(*found, strict=True)))
            case Not(part):
                without, every = self._sets(part), self._all()
                return _Sets(
                    every.units - without.units,
                    every.notes - without.notes,
                    every.themes - without.themes,
                )

    def _all(self) -> _Sets:
        facts = self._facts
        themes = {str(theme.id) for theme in facts.tree}
        return _Sets(set(facts.units.all), set(facts.passages.notes), themes)

    # Words

    def _words(self, term: Term | Near) -> _Sets:
        found = self._known.pop(term, None) or self._looked_up(term)
        self._known[term] = found
        if len(self._known) > KEPT:
            del self._known[next(iter(self._known))]
        return found

    def _looked_up(self, term: Term | Near) -> _Sets:
        facts = self._facts
        themes = {str(one.id) for one in facts.tree if has(term, facts.theme_text(one))}
        units, notes = (self._asked(one, term) for one in (search_index.UNITS, search_index.NOTES))
        return _Sets(units, notes, themes)

    def _asked(self, index: str, term: Term | Near) -> set[int]:
        if isinstance(term, Near) and any(isinstance(one, Prefix) for one in term.terms):
            return near(self._sqlite, index, term)
        return self._matching(index, _match(term))

    def _matching(self, index: str, match: str) -> set[int]:
        rows = self._sqlite.execute(
            f"SELECT rowid FROM {index} WHERE {index} MATCH ?",  # noqa: S608 - constants
            (match,),
        ).fetchall()
        return {row[0] for row in rows}

    # Fields

    def _field(self, field: Field) -> _Sets:
        conditions: dict[str, Callable[[Field], _Sets]] = {
            "report": self._of_reports,
            "year": self._of_reports,
            "section": self._of_section,
            "para": self._of_paragraphs,
            "theme": self._of_theme,
            "note": self._of_note,
            "analyst": self._of_analyst,
            "is": self._of_state,
        }
        return conditions[field.name](field)

    def _reports(self, field: Field) -> set[str]:
        facts = self._facts
        if field.name == "year":
            first, last = _range(field.value.text)
            return {str(one.id) for one in facts.reports if first <= (one.year or "?") <= last}
        return {
            str(one.id)
            for one in facts.reports
            if has(field.value, SearchText(f"{one.symbol} {one.title} {one.session}"))
        }

    def _of_reports(self, field: Field) -> _Sets:
        ids, facts = self._reports(field), self._facts
        units = facts.units.of_documents(one.sha256 for one in facts.reports if one.id in ids)
        notes = {note for one in ids for note in facts.passages.of_report.get(one, ())}
        return _Sets(units, notes & facts.passages.notes, set())

    def _of_section(self, field: Field) -> _Sets:
        # Headings are indexed by stems alone, so a phrase is one of stems here.
        value = field.value if isinstance(field.value, Prefix) else Word(field.value.text)
        match = " OR ".join(
            f"{{section}} : {phrase(words, prefix=prefix)}"
            for words, _, prefix in alternatives(value)
        )
        return self._with_notes(self._matching(search_index.UNITS, match))

    def _of_paragraphs(self, field: Field) -> _Sets:
        first, _, last = field.value.text.partition("-")
        return self._with_notes(self._facts.units.of_paragraphs(int(first), int(last or first)))

    def _with_notes(self, units: set[int]) -> _Sets:
        return _Sets(units, self._facts.passages.notes_on(units), set())

    def _of_theme(self, field: Field) -> _Sets:
        facts = self._facts
        themes = {
            str(theme.id)
            for theme in facts.tree
            if has(field.value, SearchText(facts.tree.path(theme.id)))
        }
        return self._of_annotations(facts.passages.with_themes(themes))._replace(themes=themes)

    def _of_note(self, field: Field) -> _Sets:
        return self._of_annotations(self._asked(search_index.NOTES, field.value))

    def _of_analyst(self, field: Field) -> _Sets:
        return self._of_annotations(
            self._facts.passages.by_analyst(lambda name: has(field.value, SearchText(name)))
        )

    def _of_annotations(self, annotations: set[int]) -> _Sets:
        passages = self._facts.passages
        return _Sets(passages.units_of(annotations), annotations & passages.notes, set())

    def _of_state(self, field: Field) -> _Sets:
        kinds, passages = self._facts.units.kinds, self._facts.passages
        match field.value.text:
            case "tagged":
                return self._of_annotations(passages.tagged)
            case "untagged":
                units = kinds["paragraph"] | kinds["box"]
                notes = passages.notes - passages.tagged
                return _Sets(units - passages.tagged_units, notes, set())
            case "noted":
                return self._of_annotations(passages.notes)
            case "note":
                return _Sets(set(), set(passages.notes), set())
            case "theme":
                return _Sets(set(), set(), set(self._all().themes))
            case kind:
                return _Sets(set(kinds[kind]), set(), set())


def _match(term: Term | Near) -> str:
    """Return the expression that asks a full-text index for a term."""
    if isinstance(term, Near):
        choices = ([row.words for row in rows] for rows in near_alternatives(term))
        return near_stems(choices, term.distance)
    asked = []
    for words, stems, prefix in alternatives(term):
        column = "stems" if stems else "words"
        columns = f"{column} joined" if len(words) == 1 else column
        asked.append(f"{{{columns}}} : {phrase(words, prefix=prefix)}")
    return " OR ".join(asked)


def _range(text: str) -> tuple[str, str]:
    first, dash, last = text.partition("-")
    return (first or "0000", (last or "9999") if dash else first)
