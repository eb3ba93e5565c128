"""What Zalo shows of an article's broadcast that got no answer.

Zalo has no call that tells it (reference, 7.2). An officer who follows the account has it in her
conversation, where it went to her; how often the article was read is a hint and no more, because
it can be read on the account's page too.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from bot.broadcast.sending import SERVICE
from bot.staff.roster import Roster
from bot.store.article_models import ArticleState
from bot.store.article_records import Article
from bot.store.articles import ArticleRepository
from bot.zalo.answers import PastMessage
from bot.zalo.articles import ArticleClient
from bot.zalo.client import ZaloClient
from bot.zalo.errors import ZaloError

LOOK_AGAIN = timedelta(minutes=5)
LOOKUPS = 9
"""Zalo begins to send within half an hour: it is looked for a little longer than that."""
CLOCKS_DIFFER = timedelta(minutes=1)


class ArticleLookup:
    """Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, articles: ArticleRepository, client: ZaloClient, roster: Roster) -> None:
        self._articles = articles
        self._client = client
        self._zalo = ArticleClient(client)
        self._roster = roster

    def look(self, article: Article, now: datetime) -> None:
        """Found: it went out. What is not found proves nothing, and stays unknown."""
        claim = "" if article.lookups >= LOOKUPS else self._claim(article, now)
        if not claim:
            return
        self._note_views(article, claim)
        found = self._in_a_history(self._articles.get(article.id), now)
        with self._articles.mine(article.id, claim, SERVICE) as opened:
            if opened is None:
                return  # an officer decided meanwhile
            opened.row.claimed_until = None
            if found:
                opened.move(ArticleState.SENT, "found", "ghi kết quả")
                opened.row.to_tell = False

    def _claim(self, article: Article, now: datetime) -> str:
        claim = self._articles.claim(article.id, ArticleState.UNKNOWN, now)
        if claim:
            with self._articles.mine(article.id, claim, SERVICE) as opened:
                if opened is not None:
                    opened.row.lookups += 1
                    opened.row.try_after = now + LOOK_AGAIN
        return claim

    def _note_views(self, article: Article, claim: str) -> None:
        """A hint for the officer who decides."""
        with suppress(ZaloError):
            listed = self._zalo.listed(article.oa_id)
            shown = next((e for e in listed if e.article_id == article.article_id), None)
            if shown is None:
                return
            with self._articles.mine(article.id, claim, SERVICE) as opened:
                if opened is not None:
                    opened.row.views, opened.row.link = shown.views, shown.link

    def _in_a_history(self, article: Article, now: datetime) -> bool:
        """Whether an officer who follows the account got it."""
        since = (article.sent_at or now) - CLOCKS_DIFFER
        for officer in self._roster.officers(article.oa_id):
            if not officer.zalo_user_id:
                continue
            with suppress(ZaloError):
                history = self._client.recent_messages(article.oa_id, officer.zalo_user_id)
                if any(_is_it(each, article, since) for each in history):
                    return True
        return False


def _is_it(message: PastMessage, article: Article, since: datetime) -> bool:
    if not message.from_us or message.sent_at < since or not message.links:
        return False
    known = [each for each in (article.link, article.content.title) if each]
    return any(each in message.links for each in known)
