"""From everything that was read to what a compiled library holds: every article once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.citation import place_name
from knowledge.documents import Article, Card, Document
from knowledge.ingest.batch import Batch, Problem

TWO_VERSIONS = "Có hai bản khác nhau; giữ bản được trích dẫn, hoặc bản đọc trước."


@dataclass(frozen=True, slots=True)
class Selection:
    """Documents in the order of their numbers, their articles side by side in reading order, cards.

    Articles ``ranges[i][0]`` up to ``ranges[i][1]`` belong to ``documents[i]``.
    """

    documents: list[Document]
    articles: list[Article]
    ranges: list[tuple[int, int]]
    cards: list[Card]
    problems: list[Problem]
    repeated: int = 0


def select(batch: Batch) -> Selection:
    """Each article and card once: of two with one id the one that may be quoted, or the first.

    A card that is only an example is left out. An article that two sources give word for word is
    counted in ``repeated``; two that differ are a problem.
    """
    problems: list[Problem] = []
    articles = _once(batch.articles, problems)
    repeated = len(batch.articles) - len(articles) - len(problems)
    cards: dict[str, Card] = {}
    for card in (each for each in batch.cards if not each.example):
        if cards.setdefault(card.id, card) is not card:
            problems.append(Problem(card.id, "", "Thẻ này có hai lần."))
    by_document: dict[str, list[Article]] = {}
    for article in articles:
        by_document.setdefault(article.document, []).append(article)
    numbers = sorted(by_document.keys() | batch.documents.keys())
    documents = [batch.documents.get(number) or Document(number) for number in numbers]
    ordered, ranges = _side_by_side([by_document.get(number, []) for number in numbers])
    return Selection(documents, ordered, ranges, list(cards.values()), problems, repeated)


def _once(articles: Iterable[Article], problems: list[Problem]) -> list[Article]:
    kept: dict[str, Article] = {}
    for article in articles:
        known = kept.setdefault(article.id, article)
        if known is article:
            continue
        if article.answerable and not known.answerable:
            kept[article.id] = article
        if _words(article) != _words(known):
            problems.append(Problem(article.document, place_name(article.number), TWO_VERSIONS))
    return list(kept.values())


def _words(article: Article) -> list[str]:
    """What two sources must agree on; they break lines and set spaces differently."""
    return f"{article.title} {article.text}".split()


def _side_by_side(groups: list[list[Article]]) -> tuple[list[Article], list[tuple[int, int]]]:
    ordered: list[Article] = []
    ranges = []
    for group in groups:
        ranges.append((len(ordered), len(ordered) + len(group)))
        ordered.extend(group)
    return ordered, ranges
