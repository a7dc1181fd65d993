"""How well themes are suggested for passages, against plain TF-IDF, and how long it takes.

Two test sets are written by hand from the five reports (`helpers.judged`), one that the method
was tuned on and one it never saw: passages, and the starter themes of which any is right.
Nothing is tagged beforehand, so only the themes' own words and the reports help. The starter
themes' wordings come from the same reports, so this is easier than what an analyst's own
themes ask.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from glossator.domain.ranking.suggest import Suggester
from glossator.domain.records import ThemeId
from glossator.domain.reports.structure import UnitKind
from glossator.domain.themes import ThemeTree
from glossator.exchange.theme_tree import read_starter_themes
from helpers import judged
from helpers.edition import ROOT, structures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_benchmark.fixture import BenchmarkFixture


def passages() -> dict[str, str]:
    """Return the text of all paragraphs, boxes and items of the five reports."""
    kinds = (UnitKind.PARAGRAPH, UnitKind.BOX, UnitKind.ITEM)
    return {
        f"{symbol} {unit.id}": unit.text
        for symbol, structure in structures().items()
        for unit in structure.of_kind(*kinds)
    }


SETS = {"tuned on": judged.suggestions(), "held out": judged.held_suggestions()}
WANTED = {
    name: [(f"{report} {unit}", themes) for report, unit, themes in rows]
    for name, rows in SETS.items()
}
"""Passages, and the paths of the themes that are right for them, by the name of the set."""

NAMES = [name for rows in WANTED.values() for name, _ in rows]


def plain(texts: dict[str, str], tree: ThemeTree) -> dict[str, list[str]]:
    """Rank the themes by the cosine of TF-IDF with the same words of theirs."""
    counts = {name: Counter(re.findall(r"[a-z]{2,}", one.lower())) for name, one in texts.items()}
    spread = Counter(word for one in counts.values() for word in one)

    def vector(words: Counter[str]) -> dict[str, float]:
        found = {
            word: count * (math.log((1 + len(counts)) / (1 + spread[word])) + 1)
            for word, count in words.items()
        }
        length = math.sqrt(sum(weight * weight for weight in found.values())) or 1.0
        return {word: weight / length for word, weight in found.items()}

    themes = {}
    for theme in tree:
        own = f"{theme.name} {theme.definition} {theme.include} {theme.examples}"
        words = re.findall(r"[a-z]{2,}", own.lower())
        themes[tree.path(theme.id)] = vector(Counter(words))

    def rank(name: str) -> list[str]:
        ours = vector(counts[name])
        return sorted(
            themes,
            key=lambda path: -sum(w * themes[path].get(word, 0.0) for word, w in ours.items()),
        )

    return {name: rank(name) for name in NAMES}


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """Collect what is measured; print it when all is done."""
    lines = ["themes suggested         first   first 3  first 5  first 10   MRR"]
    yield lines
    print("\n" + "\n".join(lines))


def test_themes_are_suggested(benchmark: BenchmarkFixture, table: list[str]) -> None:
    texts = passages()
    tree = ThemeTree(read_starter_themes((ROOT / "resources/themes.json").read_bytes()))
    suggester = Suggester(texts)
    suggester.learn(tree, {})
    benchmark(suggester.themes_for, texts[NAMES[0]])
    ours = {
        name: [
            tree.path(ThemeId(one.id)) for one in suggester.themes_for(texts[name], limit=len(tree))
        ]
        for name in NAMES
    }
    baseline = plain(texts, tree)
    for name, wanted in WANTED.items():
        for who, ranking in (("this program", ours), ("plain TF-IDF", baseline)):
            table.append(f"{who:12} {name:9} {_figures(_places(ranking, wanted))}")
        assert _mean_reciprocal_rank(_places(ours, wanted)) > _mean_reciprocal_rank(
            _places(baseline, wanted)
        )


def test_the_reports_are_weighed(benchmark: BenchmarkFixture) -> None:
    benchmark(Suggester, passages())


def _places(ranking: dict[str, list[str]], wanted: list[tuple[str, frozenset[str]]]) -> list[float]:
    """Return the place, from one, of the first right theme for each passage."""
    return [
        next((n for n, path in enumerate(ranking[name], 1) if path in right), math.inf)
        for name, right in wanted
    ]


def _mean_reciprocal_rank(places: list[float]) -> float:
    return sum(1 / place for place in places) / len(places)


def _figures(places: list[float]) -> str:
    shares = [sum(place <= most for place in places) / len(places) for most in (1, 3, 5, 10)]
    first = "     ".join(f"{share:.2f}" for share in shares)
    return f"{first}      {_mean_reciprocal_rank(places):.2f}"


REPORTS, TAGGED = 200, 20_000


@pytest.fixture(scope="module")
def taught() -> Suggester:
    """A suggester of two hundred reports, the five again and again, with 20,000 passages tagged."""
    chance = random.Random(5)
    known = passages()
    per_report = max(len(known) // 5, 1)
    texts = {
        f"{n} {name}": f"{text} word{chance.randrange(30_000)}"
        for n in range(REPORTS // 5)
        for name, text in known.items()
    }
    assert len(texts) >= REPORTS * per_report
    tree = ThemeTree(read_starter_themes((ROOT / "resources/themes.json").read_bytes()))
    untaught = Suggester(known)
    untaught.learn(tree, {})
    tagged: dict[ThemeId, list[str]] = {}
    for theme in tree:
        like = [known[one.id][:200] for one in untaught.passages_for(theme.id, limit=30)]
        tagged[theme.id] = chance.choices(like, k=TAGGED // len(tree)) if like else []
    suggester = Suggester(texts)
    suggester.learn(tree, tagged)
    return suggester


def test_themes_are_suggested_among_two_hundred_reports(
    benchmark: BenchmarkFixture, taught: Suggester
) -> None:
    benchmark.extra_info["limit"] = 0.050
    assert benchmark(taught.themes_for, passages()[NAMES[0]])


def test_paragraphs_are_suggested_among_two_hundred_reports(
    benchmark: BenchmarkFixture, taught: Suggester
) -> None:
    benchmark.extra_info["limit"] = 0.050
    theme = next(iter(read_starter_themes((ROOT / "resources/themes.json").read_bytes())))
    assert benchmark(taught.passages_for, theme.id)
