"""Does a ranker that learned from questions of 2021 push newer laws down?

Two sets of questions, made from the texts when the benchmark runs: headings of articles with the
name of their document, and the questions of our own cards, which the ranker never saw. Each is
asked about laws numbered 2015–2019 and about laws numbered 2022–2026, once with the first stage
alone and once with the ranker behind it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from math import hypot, sqrt
from statistics import fmean
from typing import NamedTuple

from knowledge.documents import Article, Card, Document
from knowledge.evaluate import LabelledQuestion, ndcg
from knowledge.index.question import Question
from knowledge.search import Library

OLDER, NEWER = range(2015, 2020), range(2022, 2027)
HEADINGS_EACH = 300
SEED = 20261121
HEADING = ("questions", "laws of", "n", "first stage", "ranker", "difference")

_YEAR = re.compile(r"/(\d{4})/")
_SHORTEST_HEADING = 3
_DEPTH = 10

#: Questions that hang together, because one card answers them.
Group = list[LabelledQuestion]

#: nDCG@10 of one question by the first stage alone, and with the ranker.
Pair = tuple[float, float]


def rows(
    library: Library,
    articles: Sequence[Article],
    documents: Mapping[str, Document],
    cards: Sequence[Card],
) -> Iterator[list[str]]:
    """The rows under ``HEADING``; the last of each set says how much more the ranker gives the
    newer laws than the older ones.
    """
    older, newer = (headings(articles, documents, years) for years in (OLDER, NEWER))
    yield from _compare(library, "heading and document", older, newer)
    older, newer = (of_cards(library, cards, years) for years in (OLDER, NEWER))
    yield from _compare(library, "our cards'", older, newer)


def headings(
    articles: Sequence[Article], documents: Mapping[str, Document], years: range
) -> list[Group]:
    """Headings with the names of their documents, a random sample of those years."""
    fitting = [
        article
        for article in articles
        if year(article.document) in years and len(article.title.split()) >= _SHORTEST_HEADING
    ]
    chosen = random.Random(SEED).sample(fitting, min(HEADINGS_EACH, len(fitting)))
    return [
        [
            LabelledQuestion(
                question=f"{article.title} {documents[article.document].name}",
                relevant=frozenset([article.id]),
            )
        ]
        for article in chosen
    ]


def of_cards(library: Library, cards: Sequence[Card], years: range) -> list[Group]:
    """The questions of those cards all of whose laws are of those years, as far as the library has
    an article that they cite.
    """
    groups = []
    for card in cards:
        cited = frozenset(c.article_id for c in card.citations if library.article(c.article_id))
        if cited and _years(card) <= {*years}:
            asked = [LabelledQuestion(question=each, relevant=cited) for each in card.questions]
            groups.append(asked)
    return groups


def _years(card: Card) -> set[int]:
    return {year(citation.document) for citation in card.citations} or {0}


def year(number: str) -> int:
    """The year in a document's number; 0 where it has none."""
    found = _YEAR.search(number)
    return int(found[1]) if found else 0


def _compare(
    library: Library, name: str, older: list[Group], newer: list[Group]
) -> Iterator[list[str]]:
    before, after = (
        [[_ask(library, item) for item in group] for group in groups] for groups in (older, newer)
    )
    for years, asked in ((OLDER, before), (NEWER, after)):
        yield _row(name, f"{years[0]}–{years[-1]}", asked)
    if before and after:
        gains = [_gain(asked) for asked in (before, after)]
        error = hypot(*(each.error for each in gains))
        difference = f"{gains[1].mean - gains[0].mean:+.3f} ± {error:.3f}"
        yield [name, "newer against older", "", "", "", difference]


def _ask(library: Library, item: LabelledQuestion) -> Pair:
    found = library.index.candidates(Question.of(item.question), _DEPTH)
    first = [library.id_at(int(row)) for row in found.rows]
    ranked = [hit.article.id for hit in library.search(item.question, limit=_DEPTH)]
    return ndcg(first, item.relevant), ndcg(ranked, item.relevant)


def _row(name: str, years: str, asked: Sequence[Sequence[Pair]]) -> list[str]:
    pairs = [pair for group in asked for pair in group]
    if not pairs:
        return [name, years, "0", "", "", ""]
    before, after = (fmean(column) for column in zip(*pairs, strict=True))
    gain = _gain(asked)
    difference = f"{gain.mean:+.3f} ± {gain.error:.3f}"
    return [name, years, str(len(pairs)), f"{before:.3f}", f"{after:.3f}", difference]


class _Gain(NamedTuple):
    mean: float
    error: float


def _gain(asked: Sequence[Sequence[Pair]]) -> _Gain:
    """The mean gain of a question, and its standard error: questions of a card hang together."""
    gains = [[after - before for before, after in group] for group in asked]
    count = sum(map(len, gains))
    mean = sum(map(sum, gains)) / count
    spread = sum(sum(gain - mean for gain in group) ** 2 for group in gains)
    return _Gain(mean, sqrt(spread) / count)
