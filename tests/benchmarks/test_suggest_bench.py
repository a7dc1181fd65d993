"""How well themes are suggested for passages, against plain TF-IDF, and how long it takes.

The test set is written by hand from the five reports (`tests/data/theme_suggestions.json`):
passages, and the starter themes of which any is right. Nothing is tagged beforehand, so only
the themes' own words and the reports help. The starter themes' wordings come from the same
reports, so this is easier than what an analyst's own themes ask.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from glossator.domain.suggest import Suggester
from glossator.domain.themes import ThemeTree
from glossator.exchange.theme_tree import read_starter_themes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parents[2]


def passages() -> dict[str, str]:
    """Return the text of all paragraphs, boxes and items of the five reports."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "corpus" / "structure").glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        units = [(one["id"], one) for one in report["paragraphs"]]
        units += [(f"box_{one['number']}", one) for one in report["boxes"]]
        for unit_id, unit in units:
            name = f"{report['symbol']} {unit_id}"
            found[name] = unit["text"]
            for item in unit.get("items", ()):
                found[f"{name}__point_{item['label'].strip('()')}"] = item["text"]
    return found


def wanted() -> list[tuple[str, set[str]]]:
    """Return passages and the paths of the themes that are right for them."""
    listed = json.loads((ROOT / "tests/data/theme_suggestions.json").read_text("utf-8"))
    return [(f"{one['report']} {one['unit']}", set(one["themes"])) for one in listed]


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

    return {name: rank(name) for name, _ in wanted()}


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """Collect what is measured; print it when all is done."""
    lines = ["themes suggested      first 3  first 5  first 10   MRR"]
    yield lines
    print("\n" + "\n".join(lines))


def test_themes_are_suggested(benchmark: BenchmarkFixture, table: list[str]) -> None:
    texts = passages()
    tree = ThemeTree(read_starter_themes((ROOT / "resources/themes.json").read_bytes()))
    suggester = Suggester(texts)
    suggester.learn(tree, {})
    benchmark(suggester.themes_for, texts[wanted()[0][0]])
    ours = {
        name: [
            tree.path(theme.id)
            for one in suggester.themes_for(texts[name], limit=len(tree))
            for theme in tree
            if theme.id == one.id
        ]
        for name, _ in wanted()
    }
    for name, ranking in (("this program", ours), ("plain TF-IDF", plain(texts, tree))):
        table.append(f"{name:20}  {_figures(ranking)}")
    assert _mean_reciprocal_rank(ours) > _mean_reciprocal_rank(plain(texts, tree))


def test_the_reports_are_weighed(benchmark: BenchmarkFixture) -> None:
    benchmark(Suggester, passages())


def _places(ranking: dict[str, list[str]]) -> list[int]:
    """Return the place, from one, of the first right theme for each passage."""
    return [
        next((n for n, path in enumerate(ranking[name], 1) if path in right), 10_000)
        for name, right in wanted()
    ]


def _mean_reciprocal_rank(ranking: dict[str, list[str]]) -> float:
    places = _places(ranking)
    return sum(1 / place for place in places) / len(places)


def _figures(ranking: dict[str, list[str]]) -> str:
    places = _places(ranking)
    shares = [sum(place <= most for place in places) / len(places) for most in (3, 5, 10)]
    first = "     ".join(f"{share:.2f}" for share in shares)
    return f"   {first}      {_mean_reciprocal_rank(ranking):.2f}"
