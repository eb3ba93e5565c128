"""Articles that are broadcast to followers, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from bot.store.article_models import ArticleRow, ArticleState
from knowledge.documents import Citation


@dataclass(frozen=True, slots=True)
class Filters:
    """Which followers Zalo picks, by Zalo's own numbers; () asks for nothing. ``cities`` go before
    ``locations``. ``everyone``: somebody expressly wants all followers.
    """

    ages: tuple[str, ...] = ()
    gender: str = ""
    locations: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    everyone: bool = False

    @property
    def narrow(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.target())

    def target(self) -> dict[str, str]:
        """As Zalo takes it: numbers with commas; {} is everybody."""
        lists = {name: getattr(self, name) for name in ("ages", "locations", "cities", "platform")}
        told = {name: ",".join(values) for name, values in lists.items() if values}
        return told | ({"gender": self.gender} if self.gender not in ("", "0") else {})

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return {name: _plain(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class ArticleContent:
    """What the article says. ``text`` is paragraphs apart by empty lines; ``cover`` our own name of
    its picture (a kept one, or "card:square", "card:portrait" for one that is drawn), ``source``
    the citation as it was written out when somebody last checked it, ``tip`` where it came from.
    """

    title: str
    description: str
    text: str
    cover: str = "card:square"
    author: str = ""
    citation: Citation | None = None
    tip: str = ""
    source: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """One after the other."""
        return tuple(filter(None, (each.strip() for each in self.text.split("\n\n"))))


@dataclass(frozen=True, slots=True)
class Article:
    """One article and its broadcast. Times are aware UTC; persons are numbers of officers."""

    id: int
    oa_id: str
    content: ArticleContent
    filters: Filters
    library: str
    state: ArticleState
    reason: str = ""
    written_by: int | None = None
    checked_by: int | None = None
    approved_by: int | None = None
    self_approved: bool = False
    scheduled_for: datetime | None = None
    not_after: datetime | None = None
    try_after: datetime | None = None
    begun_at: datetime | None = None
    attempts: int = 0
    lookups: int = 0
    made: str = ""
    token: str = ""
    article_id: str = ""
    link: str = ""
    views: int | None = None
    message_id: str = ""
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    created_at: datetime | None = None

    @property
    def code(self) -> str:
        """What people call it: "B7"."""
        return f"B{self.id}"


def article_of(row: ArticleRow) -> Article:
    """From a row."""
    same = {each.name for each in fields(Article)} - {"content", "filters"}
    return Article(
        content=_content(row),
        filters=filters_of(row.filters),
        **{name: getattr(row, name) for name in same},
    )


def filters_of(stored: Mapping[str, Any]) -> Filters:
    """From JSON."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    return Filters(**values)


def content_values(content: ArticleContent) -> dict[str, Any]:
    """The columns of what is said."""
    values = {each.name: getattr(content, each.name) for each in fields(content)}
    return values | {"citation": asdict(content.citation) if content.citation else {}}


def _content(row: ArticleRow) -> ArticleContent:
    values = {each.name: getattr(row, each.name) for each in fields(ArticleContent)}
    cited = Citation(**row.citation) if row.citation else None
    return ArticleContent(**(values | {"citation": cited}))


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
