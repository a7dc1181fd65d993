"""Which themes a passage is likely to carry, and which passages a theme may have missed.

A theme is a vector of word weights: its own words (name, definition, what to include,
examples, a little of the themes above it), moved towards the passages most like them, and
the passages that were tagged with it (Rocchio, "Relevance feedback in information
retrieval", in Salton (ed.), The SMART Retrieval System, 1971). The more passages are
tagged, the more they count. A passage is as like a theme as the cosine of the two.

Nothing here is applied by itself: each suggestion carries the words it rests on, so that an
analyst can judge it.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.domain.text.wording import surface, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from glossator.domain.records import ThemeId
    from glossator.domain.themes import ThemeTree

NAME, ABOVE = 2.0, 0.2
"""What words of a theme's name and of the themes above it count for."""

NEIGHBOURS, PULL = 8, 1.0
"""How many passages move a theme's own words, and how far."""

HALF = 3
"""Passages tagged with a theme from which they count for more than its own words."""

LEAST = 0.08
"""Likeness below which nothing is suggested: then it rests on one or two common words."""

REASONS = 4
"""Words given as the reason of a suggestion."""

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme for a passage, or a passage for a theme.

    Attributes:
        id: The theme's id, or the name of the passage.
        score: How like they are, 0 to 1.
        words: The words of the passage that count most, as it writes them.
    """

    id: str
    score: float
    words: tuple[str, ...]


HEAVIEST, CANDIDATES = 60, 10
"""Words of a theme by which passages are found, and how many are found for each that is
wanted; all of its words rank them."""


class Suggester:
    """The passages of a project, weighed, and the themes learned from them.

    Args:
        passages: The text of all paragraphs, boxes and items, by a name of the caller's.
        weigh: Counts the words of a text; one that remembers what it has counted saves most
            of the time.
    """

    def __init__(
        self,
        passages: Mapping[str, str],
        weigh: Callable[[str], Mapping[str, float]] = weigh,
    ) -> None:
        self._texts = dict(passages)
        self._weigh = weigh
        counts = {name: weigh(text) for name, text in self._texts.items()}
        self._frequency = Counter(word for one in counts.values() for word in one)
        self._vectors = {name: self._vector(one) for name, one in counts.items()}
        self._postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for name, vector in self._vectors.items():
            for word, weight in vector.items():
                self._postings[word].append((name, weight))
        self._themes: dict[ThemeId, Vector] = {}

    def learn(self, tree: ThemeTree, tagged: Mapping[ThemeId, Sequence[str]]) -> None:
        """Take in the themes as they stand.

        Args:
            tree: The themes; archived ones are never suggested.
            tagged: Texts of the passages tagged with each theme.
        """
        self._themes = {}
        for theme in tree:
            if theme.id in tree.archived:
                continue
            own = self._moved(self._vector(_own_words(tree, theme.id)))
            texts = tagged.get(theme.id, ())
            share = len(texts) / (len(texts) + HALF)
            vector: Counter[str] = Counter()
            _add(vector, own, 1.0 - share)
            for text in texts:
                _add(vector, self._vector(self._weigh(text)), share / len(texts))
            self._themes[theme.id] = _unit(vector)

    def themes_for(
        self, text: str, *, without: Container[str] = (), limit: int = 3
    ) -> tuple[Suggestion, ...]:
        """Return the likeliest themes of a passage, the likeliest first.

        Args:
            text: The passage.
            without: Themes it carries already.
            limit: At most so many.
        """
        vector = self._vector(weigh(text))
        scored = [
            (_product(vector, theme), theme_id)
            for theme_id, theme in self._themes.items()
            if theme_id not in without
        ]
        best = heapq.nlargest(limit, (one for one in scored if one[0] >= LEAST))
        return tuple(
            Suggestion(theme_id, score, _reasons(vector, self._themes[theme_id], text))
            for score, theme_id in best
        )

    def passages_for(
        self, theme_id: ThemeId, *, without: Container[str] = (), limit: int = 20
    ) -> tuple[Suggestion, ...]:
        """Return the passages most like a theme, the likest first.

        Args:
            theme_id: The theme.
            without: Passages that carry it already, or that the analyst set aside.
            limit: At most so many.
        """
        theme = self._themes.get(theme_id, {})
        # What has none of the heaviest words is not among the likest, and they are met soonest.
        heaviest = heapq.nlargest(HEAVIEST, theme.items(), key=lambda one: one[1])
        rough = ((score, name) for name, score in self._scores(dict(heaviest)).items())
        likely = heapq.nlargest(CANDIDATES * limit, (one for one in rough if one[1] not in without))
        scored = ((_product(theme, self._vectors[name]), name) for _, name in likely)
        best = heapq.nlargest(limit, (one for one in scored if one[0] >= LEAST))
        return tuple(
            Suggestion(name, score, _reasons(self._vectors[name], theme, self._texts[name]))
            for score, name in best
        )

    def _vector(self, counts: Mapping[str, float]) -> Vector:
        """Return counted words weighed by how rare they are, as a vector of length 1."""
        total = len(self._texts) + 1
        return _unit(
            {
                word: (1 + math.log(count) if count >= 1 else count)
                * math.log(total / (self._frequency.get(word, 0) + 0.5))
                for word, count in counts.items()
                if self._frequency.get(word, 0) + 0.5 < total
            }
        )

    def _moved(self, vector: Vector) -> Vector:
        """Return a vector moved towards the passages most like it."""
        scores = self._scores(vector)
        near = heapq.nlargest(NEIGHBOURS, ((score, name) for name, score in scores.items()))
        total = sum(score for score, _ in near)
        moved: Counter[str] = Counter(vector)
        for score, name in near:
            _add(moved, self._vectors[name], PULL * score / total)
        return _unit(moved)

    def _scores(self, vector: Vector) -> dict[str, float]:
        """Return how like all passages with a word in common are."""
        scores: dict[str, float] = defaultdict(float)
        for word, weight in vector.items():
            for name, other in self._postings.get(word, ()):
                scores[name] += weight * other
        return scores


def _own_words(tree: ThemeTree, theme_id: ThemeId) -> dict[str, float]:
    counts: Counter[str] = Counter()
    share = 1.0
    at: ThemeId | None = theme_id
    while at is not None:
        theme = tree[at]
        _add(counts, weigh(theme.name), NAME * share)
        for text in (theme.definition, theme.include, theme.examples):
            _add(counts, weigh(text), share)
        share, at = ABOVE, tree.parent_of(at)
    return dict(counts)


def _add(vector: Counter[str], other: Mapping[str, float], factor: float) -> None:
    for word, weight in other.items():
        vector[word] += factor * weight  # type: ignore[assignment]  # counts of fractions


def _unit(vector: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _product(one: Vector, other: Vector) -> float:
    few, many = (one, other) if len(one) < len(other) else (other, one)
    return sum(weight * many[word] for word, weight in few.items() if word in many)


def _reasons(passage: Vector, theme: Vector, text: str) -> tuple[str, ...]:
    shared: Iterable[tuple[float, str]] = (
        (weight * theme[word], word) for word, weight in passage.items() if word in theme
    )
    return tuple(surface(text, [word for _, word in heapq.nlargest(REASONS, shared)]))
