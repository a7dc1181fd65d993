"""What a REFI-QDA file holds, gathered as its elements come by."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.domain.errors import InvalidInputError
from glossator.domain.incoming.plan import Incoming, IncomingReport, IncomingTheme
from glossator.exchange.refi.common import OURS, VARIABLES, colour_of, derived, guid_of, undescribed
from glossator.exchange.refi.selections import Joiner, Selection, key_of, selection_of, united
from glossator.exchange.refi.texts import counted, decoded
from glossator.exchange.refi.tree import children, text_of
from glossator.exchange.times import time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from xml.etree.ElementTree import Element

    from glossator.domain.incoming.plan import IncomingPassage
    from glossator.exchange.archives import Archive
    from glossator.exchange.refi.texts import CountedText

SHOWN = 10
"""Names that a sentence on what is left out lists."""

_KINDS = {
    "PictureSource": "picture",
    "AudioSource": "sound recording",
    "VideoSource": "video",
    "Case": "case",
    "Set": "set",
    "Link": "link",
    "Graph": "graph",
}
"""What this program has nothing like, by its element."""


class Walk:
    """Gathers a codebook or project; `refi_tree.parse` hands the elements over.

    Args:
        name: The file's name.
        archive: The project's files; None for a codebook.

    Attributes:
        begins, ends: What it takes as it begins, and when it is complete.
    """

    begins = ("Code",)

    def __init__(self, name: str, archive: Archive | None = None) -> None:
        self._name = name
        self._archive = archive
        self._members: dict[str, str] = {}
        for member in archive or ():
            self._members.setdefault(member.rpartition("/")[2].casefold(), member)
        self._origin = ""
        self._users: dict[str, str] = {}
        self._strangers: Counter[str] = Counter()
        self._codes: dict[str, IncomingTheme] = {}
        self._above: list[str] = []
        self._variables: dict[str, str] = {}
        self._in_text: list[Selection] = []
        self._on_pages: list[Selection] = []
        self._reports: dict[str, IncomingReport] = {}
        self._passages: list[IncomingPassage] = []
        self._noted: dict[int, list[str]] = {}
        self._notes_of: dict[str, list[str]] = {}
        self._notes: dict[str, tuple[str, str]] = {}
        self._others: dict[str, list[str]] = defaultdict(list)
        self._lost: list[str] = []
        self._plain: list[str] = []
        self._in_note: list[Selection] = []
        self._texts: dict[str, CountedText] = {}
        self.ends: dict[str, Callable[[Element, Sequence[str]], None]] = {
            "User": self._user,
            "Code": self._code,
            "Variable": self._variable,
            "PlainTextSelection": self._selection,
            "PDFSelection": self._selection,
            "TextSource": self._source,
            "PDFSource": self._source,
            "Note": self._note,
            "Project": self._project,
            **dict.fromkeys(_KINDS, self._other),
        }

    def begin(self, tag: str, element: Element, above: Sequence[str]) -> None:
        """Take an element that has its attributes only."""
        if not above:
            self._origin = element.get("origin", "")
        elif tag == "Code":
            self._begin_code(element)

    def end(self, tag: str, element: Element, above: Sequence[str]) -> None:
        """Take a complete element."""
        self.ends[tag](element, above)

    def incoming(self) -> Incoming:
        """Return all that was gathered."""
        passages = [
            self._with_notes(one, self._noted.get(nth, ()))
            for nth, one in enumerate(self._passages)
        ]
        reports = [self._described(one) for one in self._reports.values()]
        themes = [self._themed(one) for one in self._codes.values()]
        left_out = [*self._lost, *self._unknown(), *self._unused_notes(), *self._left_out_others()]
        if self._plain:
            told = "Documents that came as plain text, without their layout"
            left_out.append(f"{told}: {len(self._plain)}: {_listed(self._plain)}.")
        return Incoming(self._name, tuple(reports), tuple(themes), tuple(passages), tuple(left_out))

    # Users, codes, variables

    def _user(self, element: Element, _: Sequence[str]) -> None:
        key = key_of(element.get("guid", ""))
        name = " ".join((element.get("name") or element.get("id") or "").split())
        unnamed = self._is_ours and key == derived("analyst", "")
        if name:
            self._users[key] = "" if unnamed else name

    def _analyst(self, one: Selection) -> str:
        """Return who made a selection, empty where the file doesn't say who that is."""
        if one.analyst and one.analyst not in self._users:
            self._strangers[one.analyst] += 1
        return self._users.get(one.analyst, "")

    def _begin_code(self, element: Element) -> None:
        key = key_of(element.get("guid", ""))
        name = " ".join(element.get("name", "").split())
        if key in self._codes:
            raise InvalidInputError(
                f"“{self._name}” has two codes with the GUID {key or '(empty)'}:"
                f" “{self._codes[key].name}” and “{name}”. Which one is meant can't be known,"
                " so nothing was imported."
            )
        colour = element.get("color", "")
        if colour and not colour_of(colour):
            self._lost.append(f"The colour “{colour}” of “{name}” was left out: it is none.")
        parent = self._above[-1] if self._above else ""
        self._codes[key] = IncomingTheme(key, name, parent, guid_of(key), colour=colour_of(colour))
        self._above.append(key)

    def _code(self, element: Element, _: Sequence[str]) -> None:
        key = self._above.pop()
        definition, details = undescribed(text_of(element, "Description"))
        self._codes[key] = replace(self._codes[key], definition=definition, **details)
        self._notes_of[key] = _references(element)

    def _themed(self, theme: IncomingTheme) -> IncomingTheme:
        return replace(theme, memo=self._joined(theme.memo, self._notes_of.get(theme.key, ())))

    def _variable(self, element: Element, _: Sequence[str]) -> None:
        self._variables[key_of(element.get("guid", ""))] = element.get("name", "")

    # Sources and selections

    def _selection(self, element: Element, above: Sequence[str]) -> None:
        if not {"PDFSource", "TextSource", "Note"} & set(above):
            return
        try:
            one = selection_of(element)
        except ValueError:
            name = element.get("name") or element.get("guid", "")
            self._lost.append(f"A selection “{name}” was left out: its place is no number.")
            return
        if "Note" in above:
            self._in_note.append(one)
        else:
            (self._in_text if one.rect is None else self._on_pages).append(one)

    def _source(self, element: Element, _: Sequence[str]) -> None:
        key = key_of(element.get("guid", ""))
        name = " ".join(element.get("name", "").split()) or _file_name(element) or key
        if key in self._reports:
            raise InvalidInputError(
                f"“{self._name}” has two sources with the GUID {key or '(empty)'}."
                " Which one is meant can't be known, so nothing was imported."
            )
        is_pdf = element.tag == "PDFSource"
        holder = next(children(element, "Representation"), None) if is_pdf else element
        text = self._text(holder, name)
        self._reports[key] = self._report(element, key, name, None if is_pdf else text)
        self._notes_of[key] = _references(element)
        self._left_out_of_source(element, name)
        named = [(one.start, one.end, one.name) for one in self._in_text if not self._is_ours]
        base = 1 if "magnolia" in self._origin.casefold() else 0
        whole = counted(text, named) if text else None
        joiner = Joiner(whole, self._from_top, base)
        in_text, on_pages = self._in_text, self._on_pages
        if self._is_qualcoder:
            in_text, on_pages = united(in_text), united(on_pages)
        for joined in joiner.joined(in_text, on_pages):
            one = joined.first
            created = time_of(one.created)
            passage = joined.passage(
                key, self._analyst(one), created, time_of(one.modified) or created
            )
            self._keep(passage, joined.notes)
        self._lost += (f"{name}: {sentence}" for sentence in joiner.lost)
        self._in_text, self._on_pages = [], []
        if whole is not None and self._is_qualcoder:
            self._texts[key] = whole

    def _keep(self, passage: IncomingPassage, notes: list[str]) -> None:
        unknown = [key for key in passage.themes if key not in self._codes]
        if unknown:
            words = passage.segments[0].exact[:60]
            self._lost.append(f"A code of “{words}” was left out: it is not in the codebook.")
        if notes:
            self._noted[len(self._passages)] = notes
        self._passages.append(passage)

    def _report(self, element: Element, key: str, name: str, text: str | None) -> IncomingReport:
        path = element.get("path") or element.get("richTextPath") or ""
        data, ending = self._file(path), "." + path.rpartition(".")[2]
        if text is not None and b"%PDF-" not in data[:1024]:
            self._plain += [name] if data else []
            data, ending = text.removeprefix("\ufeff").encode(), ".txt"
        if path and not data:
            self._lost.append(f"{name}: the document is not in the file ({path}).")
        sha256 = hashlib.sha256(data).hexdigest() if data else ""
        file_name = name if not data or name.casefold().endswith(ending) else name + ending
        memo = text_of(element, "Description").strip()
        report = IncomingReport(key, sha256, "", "", file_name, data, guid_of(key), memo=memo)
        if not self._is_ours:
            return report
        known = self._known_variables(element)
        return replace(report, **known)  # type: ignore[arg-type]  # texts all

    def _described(self, report: IncomingReport) -> IncomingReport:
        return replace(report, memo=self._joined(report.memo, self._notes_of.get(report.key, ())))

    def _known_variables(self, element: Element) -> dict[str, str]:
        fields = dict(VARIABLES)
        values = ((name, value) for name, value in self._values(element) if name in fields)
        return {fields[name]: value for name, value in values}

    def _values(self, element: Element) -> Iterable[tuple[str, str]]:
        for one in children(element, "VariableValue"):
            parts = {part.tag: part for part in one}
            reference = parts.pop("VariableRef", None)
            key = key_of(reference.get("targetGUID", "")) if reference is not None else ""
            yield (
                self._variables.get(key, key),
                next((part.text or "" for part in parts.values()), ""),
            )

    def _left_out_of_source(self, element: Element, name: str) -> None:
        codings = [
            self._codes[key].name
            for coding in children(element, "Coding")
            for one in children(coding, "CodeRef")
            if (key := key_of(one.get("targetGUID", ""))) in self._codes
        ]
        if codings:
            self._lost.append(
                f"{name}: the codes of the whole document were left out: {_listed(codings)}."
            )
        if not self._is_ours:
            values = [f"{variable} = {value}" for variable, value in self._values(element) if value]
            if values:
                self._lost.append(f"{name}: variables were left out: {_listed(values)}.")

    # Files

    def _file(self, path: str) -> bytes:
        """Return a file that the project has inside, empty where it has none."""
        member = self._members.get(path.replace("\\", "/").rpartition("/")[2].casefold())
        if member is None or self._archive is None:
            return b""
        return self._archive.read(member)

    def _text(self, holder: Element | None, name: str) -> str | None:
        """Return the text of a source, None where there is none that can be read."""
        if holder is None:
            return None
        path = holder.get("plainTextPath")
        if not path:
            return text_of(holder, "PlainTextContent") or None
        data = self._file(path)
        text = decoded(data) if data else None
        if text is None:
            why = "is not written in UTF-8" if data else "is not in the file"
            self._lost.append(f"{name}: its text {why} ({path}).")
        return text

    # Notes

    def _note(self, element: Element, _: Sequence[str]) -> None:
        key, name = key_of(element.get("guid", "")), element.get("name", "")
        text = (self._text(element, name) or "").removeprefix("\ufeff")
        marked, self._in_note = self._in_note, []
        about = next((one for one in self._texts if key in self._notes_of[one]), None)
        if marked and about is None and len(self._texts) == len(self._reports) == 1:
            (about,) = self._texts  # of a PDF QualCoder doesn't say it
        if marked and about is not None:
            self._notes_of[about] = [one for one in self._notes_of[about] if one != key]
            self._annotated(about, [replace(one, note=text) for one in marked])
            return
        if any(one.themes for one in marked):
            self._lost.append(f"What is coded within the note “{name}” was left out.")
        self._notes[key] = (name, text)

    def _annotated(self, report: str, marked: Sequence[Selection]) -> None:
        """Keep what QualCoder calls annotations: notes whose selections mean the source."""
        joiner = Joiner(self._texts[report])
        for joined in joiner.joined(marked, ()):
            one = joined.first
            analyst, created = self._analyst(one), time_of(one.created)
            self._keep(joined.passage(report, analyst, created, created), joined.notes)
        self._lost += joiner.lost

    def _project(self, element: Element, _: Sequence[str]) -> None:
        if description := text_of(element, "Description").strip():
            self._lost.append(f"The project's description was left out: “{_start(description)}”.")

    def _with_notes(self, passage: IncomingPassage, keys: Iterable[str]) -> IncomingPassage:
        return replace(passage, note=self._joined(passage.note, keys)) if keys else passage

    def _joined(self, text: str, keys: Iterable[str]) -> str:
        notes = (self._notes.get(key, ("", ""))[1] for key in keys)
        return "\n\n".join(part for part in dict.fromkeys((text, *notes)) if part)

    def _used_notes(self) -> set[str]:
        return {key for keys in (*self._noted.values(), *self._notes_of.values()) for key in keys}

    def _unknown(self) -> Iterable[str]:
        """Yield what is referred to and not there."""
        for key, count in self._strangers.items():
            passages = "1 passage" if count == 1 else f"{count:,} passages"
            yield f"Who made {passages} was left out: the file names no user {key}."
        for key in sorted(self._used_notes() - self._notes.keys()):
            yield f"A note was left out: the file refers to {key}, and holds no such note."

    def _unused_notes(self) -> Iterable[str]:
        used = self._used_notes()
        for key, (name, text) in self._notes.items():
            if key not in used and text.strip():
                called = f"The note “{name}”" if name.strip() else "A note"
                yield f"{called} stands by itself and was left out: “{_start(text)}”."

    # What there is nothing like here

    def _other(self, element: Element, _: Sequence[str]) -> None:
        name = element.get("name") or element.get("guid") or ""
        self._others[element.tag].append(name)

    def _left_out_others(self) -> Iterable[str]:
        for tag, names in self._others.items():
            kind = _KINDS[tag] + ("s" if len(names) > 1 else "")
            verb = "were" if len(names) > 1 else "was"
            yield f"{len(names)} {kind} {verb} left out: {_listed(names)}."

    @property
    def _is_ours(self) -> bool:
        return self._origin.startswith(OURS)

    @property
    def _is_qualcoder(self) -> bool:
        return self._origin.casefold().startswith("qualcoder")

    @property
    def _from_top(self) -> bool:
        """Whether rectangles are counted from the upper left corner, as some programs do."""
        return any(name in self._origin.casefold() for name in ("qualcoder", "magnolia"))


def _file_name(element: Element) -> str:
    """Return the name of the file that a source lies in, for one that has none itself."""
    paths = (element.get(path, "") for path in ("path", "richTextPath", "plainTextPath"))
    return next(filter(None, paths), "").replace("\\", "/").rpartition("/")[2]


def _references(element: Element) -> list[str]:
    return [key_of(one.get("targetGUID", "")) for one in children(element, "NoteRef")]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _start(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 200 else words[:199].rstrip() + "…"
