"""Why an answer came, in words that an officer can follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.console.trial import Asked
from knowledge.citation import label
from knowledge.documents import Citation
from knowledge.errors import SourceError
from knowledge.explain import Explanation, Influence, explain
from knowledge.search import CardHit, Hit, Library
from knowledge.text.reading import Step, understand

MOST_CARDS, MOST_ARTICLES, MOST_TERMS, MOST_INFLUENCES = 3, 5, 12, 8
LEAST_INFLUENCE = 0.005


@dataclass(frozen=True, slots=True)
class Found:
    """An article that was found, with its place in words and whether the answer rests on it."""

    hit: Hit
    place: str
    used: bool


@dataclass(frozen=True, slots=True)
class Reasons:
    """How the question was read, the cards and the articles that were found, and why the one that
    ``explained`` tells of stands where it stands (None where no article was found).
    """

    read_as: str
    steps: tuple[Step, ...]
    cards: tuple[CardHit, ...]
    articles: tuple[Found, ...]
    explained: Explanation | None
    place: str = ""

    @property
    def influences(self) -> list[Influence]:
        """What moved the article most in its rank, what lifted it first."""
        if self.explained is None:
            return []
        shown = self.explained.influences[:MOST_INFLUENCES]
        telling = (each for each in shown if abs(each.change) >= LEAST_INFLUENCE)
        return sorted(telling, key=lambda each: -each.change)


def reasons(library: Library, asked: Asked, article_id: str | None, on: date) -> Reasons:
    """Why the answer came; ``article_id`` is the article to explain, else the one that answers,
    else the one found first.
    """
    day = asked.day or on
    read = understand(asked.text)
    used = {each.article_id for each in asked.citations}
    hits = library.search(asked.text, limit=MOST_ARTICLES, as_of=day)
    articles = tuple(Found(hit, _place(hit), hit.article.id in used) for hit in hits)
    explained = _explained(library, asked, article_id or _meant(library, asked, hits), day)
    return Reasons(
        read.query,
        read.steps,
        tuple(library.match_cards(asked.text, limit=MOST_CARDS, as_of=day)),
        articles,
        explained,
        _of(explained) if explained else "",
    )


def _meant(library: Library, asked: Asked, hits: Sequence[Hit]) -> str | None:
    """The article that answers, where the library has it; else the one found first."""
    cited = (each.article_id for each in asked.citations)
    known = next((each for each in cited if library.article(each)), None)
    return known or (hits[0].article.id if hits else None)


def _explained(
    library: Library, asked: Asked, article_id: str | None, day: date
) -> Explanation | None:
    if article_id is None:
        return None
    try:
        return explain(library, asked.text, article_id, day)
    except SourceError:
        return None


def _place(hit: Hit) -> str:
    return label(Citation(hit.document.number, hit.article.number), hit.document)


def _of(explained: Explanation) -> str:
    return label(Citation(explained.document.number, explained.article.number), explained.document)
