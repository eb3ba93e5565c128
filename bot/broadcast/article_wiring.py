"""The parts of articles that go to followers, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.broadcast.article_clock import Around, ArticleClock
from bot.broadcast.article_life_cycle import ArticleLifeCycle, ArticleWays
from bot.broadcast.article_preview import ArticlePreviews
from bot.broadcast.attachments import BroadcastAttachments
from bot.broadcast.covers import Covers
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store.articles import ArticleRepository
from bot.store.database import Database
from bot.store.oas import OaRepository
from bot.zalo.client import Limits, ZaloClient
from knowledge.search import Library


@dataclass(frozen=True, slots=True)
class Web:
    """Where the server is reached from outside ('' where it is not), and what proves that an
    address is ours.
    """

    secret: str = ""
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class ArticleRoom:
    """What the worker, the command line and the pages use."""

    repository: ArticleRepository
    life_cycle: ArticleLifeCycle
    previews: ArticlePreviews
    clock: ArticleClock
    covers: Covers


@dataclass(frozen=True, slots=True)
class ArticleOutside:
    """What articles need of the rest; ``client`` has no limits of its own."""

    database: Database
    accounts: OaRepository
    roster: Roster
    messages: OfficerMessages
    library: Callable[[str], Library]
    client: ZaloClient
    limits: Limits
    attachments: BroadcastAttachments
    web: Web


def article_room(outside: ArticleOutside) -> ArticleRoom:
    """All of it over one database. Nothing is connected before it is used."""
    settings, library = outside.roster.settings, outside.library
    articles = ArticleRepository(outside.database)
    covers = Covers(articles, outside.attachments, outside.web.secret, outside.web.public_url)
    around = Around(library, covers.address, outside.accounts, outside.roster, outside.messages)
    return ArticleRoom(
        articles,
        ArticleLifeCycle(articles, ArticleWays(settings, library, covers.faults)),
        ArticlePreviews(articles, outside.client, settings, library, covers.faults),
        ArticleClock(articles, outside.client, outside.limits, around),
        covers,
    )
