"""From what a user types to a query.

    query  = both { OR both }
    both   = part { [AND] part }
    part   = NOT part | -part | "(" query ")" | near | field:term
    near   = term { NEAR[/n] term }
    term   = word | word* | "exact words" | "exact words and a beginning*"

Operators are written in capitals; `and`, `or`, `not` and `near` are words like others. A
minus is one only at the beginning of a part: it joins the halves of a word elsewhere.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from glossator.domain.errors import InvalidInputError
from glossator.domain.search.query import (
    FIELDS,
    NEAR,
    STATES,
    And,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    Word,
)
from glossator.domain.search.words import readings

LONGEST = 1_000
"""Characters of a query."""
DEEPEST = 40
"""Parentheses and NOTs within each other."""
FARTHEST = 99
"""Greatest distance of NEAR."""
SHORTEST_PREFIX = 2

_OPEN = '"“”„‟«»'
_TOKEN = re.compile(
    rf"\s*(?:(?P<open>\()|(?P<close>\))|(?P<quote>[{_OPEN}])|(?P<minus>(?<![^\s(])-(?=[\w({_OPEN}]))"
    rf"|(?P<field>[A-Za-z]+):(?=\S)|(?P<word>[^\s(){_OPEN}]+))"
)
_STAR_INSIDE = re.compile(r"\*+(?=\w)|\*+\s+\S*\w")
_QUOTED = re.compile(rf"[^{_OPEN}]*")
_NEAR = re.compile(r"NEAR(?:/(\d+))?$")
_FORMS = {
    "para": (re.compile(r"\d{1,4}(-\d{1,4})?$"), "a number or a range, such as 57 or 24-26"),
    "year": (
        re.compile(r"\d{4}$|\d{4}-(\d{4})?$|-\d{4}$"),
        "a year or a range, such as 2020, 2012-2020 or 2018-",
    ),
}


class QueryError(InvalidInputError):
    """A query that can't be understood.

    Attributes:
        start, end: Which of its characters are the trouble.
    """

    def __init__(self, sentence: str, start: int, end: int) -> None:
        super().__init__(sentence)
        self.start, self.end = start, end


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def parse(text: str) -> Node:
    """Return the query that a text means.

    Raises:
        QueryError: It means none; the sentence says why and where.
    """
    if len(text) > LONGEST:
        raise QueryError(
            f"This is too long for a search: {len(text)} characters, at most {LONGEST}.",
            LONGEST,
            len(text),
        )
    parser = _Parser(text)
    node = parser.query()
    parser.expect_end()
    return node


class _Parser:
    """Reads tokens from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0

    def query(self) -> Node:
        parts = [self._both()]
        while self._is_operator("OR"):
            self._advance()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(_flat(parts, Or))

    def expect_end(self) -> None:
        token = self._peek()
        if token.kind == "close":
            self._refuse(token, "closes what was never opened.")
        assert token.kind == "end"

    def _both(self) -> Node:
        parts = [self._part()]
        while True:
            if self._is_operator("AND"):
                self._advance()
            elif self._peek().kind in ("end", "close") or self._is_operator("OR"):
                return parts[0] if len(parts) == 1 else And(_flat(parts, And))
            parts.append(self._part())

    def _part(self) -> Node:
        token = self._peek()
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse(token, f"stands in more than {DEEPEST} parentheses.")
        try:
            if token.kind == "minus" or self._is_operator("NOT"):
                self._advance()
                return Not(self._part())
            if token.kind == "open":
                return self._group()
            if token.kind == "field":
                return self._field()
            return self._near()
        finally:
            self._depth -= 1

    def _group(self) -> Node:
        opening = self._advance()
        if self._peek().kind == "close":
            self._refuse(opening, "has nothing in it.", "parenthesis")
        node = self.query()
        if self._peek().kind != "close":
            self._refuse(opening, "is not closed.", "parenthesis")
        self._advance()
        return node

    def _near(self) -> Node:
        terms, distance = [self._term()], NEAR
        while (token := self._peek()).kind == "word" and (match := _NEAR.match(token.text)):
            distance = int(match[1]) if match[1] else NEAR
            if distance > FARTHEST:
                self._refuse(token, f"is too far: at most NEAR/{FARTHEST}.")
            self._advance()
            terms.append(self._term())
        return terms[0] if len(terms) == 1 else Near(tuple(terms), distance)

    def _field(self) -> Field:
        token = self._advance()
        name = token.text.lower()
        if name not in FIELDS:
            self._refuse(
                token,
                f"is no field. The fields are {_listed(FIELDS, ':')}; put words with a colon"
                " in quotation marks.",
                f"{token.text}:",
            )
        value_at = self._peek()
        value = self._term()
        if name == "is" and str(value) not in STATES:
            self._refuse(value_at, f"can't follow “is:”. It may be {_listed(STATES)}.")
        if name in _FORMS:
            pattern, form = _FORMS[name]
            if not isinstance(value, Word) or not pattern.match(value.text):
                self._refuse(value_at, f"can't follow “{name}:”. It takes {form}.")
        return Field(name, value)

    def _term(self) -> Term:
        token = self._peek()
        if token.kind == "end":
            self._refuse_missing()
        if token.kind == "close":
            self._refuse(token, "comes too soon: words are missing before it.")
        if token.kind not in ("word", "phrase"):
            self._refuse(token, "can't stand here; put it in parentheses with words of its own.")
        if token.kind == "word" and _is_sign(token.text):
            self._refuse(token, "needs words on both sides; in quotation marks it is a word.")
        self._advance()
        return self._made(token)

    def _made(self, token: _Token) -> Term:
        if not readings(token.text):
            self._refuse(token, "has no letters or digits to search for.")
        if _STAR_INSIDE.search(token.text):
            self._refuse(token, "has a * within it: it can only stand for the end of a word.")
        if not token.text.endswith("*"):
            return Phrase(token.text) if token.kind == "phrase" else Word(token.text)
        start = token.text.rstrip("*")
        last = start.split()[-1] if start.split() else ""
        if sum(map(str.isalnum, last)) < SHORTEST_PREFIX:
            self._refuse(token, f"is too short: write {SHORTEST_PREFIX} letters before the *.")
        return Prefix(start)

    def _peek(self) -> _Token:
        if self._at < len(self._tokens):
            return self._tokens[self._at]
        return _Token("end", "", len(self._text), len(self._text))

    def _advance(self) -> _Token:
        token = self._peek()
        self._at += 1
        return token

    def _is_operator(self, name: str) -> bool:
        token = self._peek()
        return token.kind == "word" and token.text == name

    def _refuse_missing(self) -> NoReturn:
        if not self._tokens:
            raise QueryError("There is nothing to search for: type some words.", 0, 0)
        self._refuse(self._tokens[-1], "needs words after it.")

    def _refuse(self, token: _Token, what: str, name: str = "") -> NoReturn:
        shown = name if name == "parenthesis" else f"“{name or token.text}”"
        where = f"The {shown}" if name == "parenthesis" else shown
        raise QueryError(f"{where} at character {token.start + 1} {what}", token.start, token.end)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while match := _TOKEN.match(text, at):
        kind = match.lastgroup or ""
        start, at = match.start(kind), match.end()
        if kind != "quote":
            found.append(_Token(kind, match[kind], start, at))
            continue
        quoted = _QUOTED.match(text, at)
        assert quoted is not None
        at = quoted.end() + 1
        if quoted.end() == len(text):
            raise QueryError(
                f"The quotation mark at character {start + 1} is not closed.", start, len(text)
            )
        found.append(_Token("phrase", quoted[0], start, at))
    return found


def _flat(parts: list[Node], kind: type[And] | type[Or]) -> tuple[Node, ...]:
    """Return parts with those of the same kind put in line: (a b) c is a b c."""
    return tuple(
        inner
        for part in parts
        for inner in (part.parts if isinstance(part, And | Or) and type(part) is kind else (part,))
    )


def _is_sign(text: str) -> bool:
    return text in ("AND", "OR", "NOT") or _NEAR.match(text) is not None


def _listed(names: dict[str, str], after: str = "") -> str:
    shown = [f"{name}{after}" for name in names]
    return (
        f"{', '.join(shown[:-1])} and {shown[-1]}"
        if after
        else " or ".join([", ".join(shown[:-1]), shown[-1]])
    )
