"""What comes due by itself with articles: making them, handing them over once, and finding out what
became of one that got no answer.

Zalo gives a broadcast no key and tells no recipients. So it is claimed before it is handed over; a
process that dies there leaves it ``unknown``. Only Zalo's own word (it stands in the history of an
officer) or an officer's decision leads on from there: it is never sent again by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.broadcast.article_content import digest, draft
from bot.broadcast.article_life_cycle import fits
from bot.broadcast.article_lookup import CLOCKS_DIFFER, LOOK_AGAIN, ArticleLookup
from bot.broadcast.content import of_law
from bot.broadcast.covers import CoverMissing
from bot.broadcast.eligibility import month_of
from bot.broadcast.sending import LOOK_AFTER, SERVICE
from bot.staff.messages import OfficerMessages
from bot.staff.permissions import Permission
from bot.staff.roster import Roster
from bot.store.article_models import ArticleState
from bot.store.article_records import Article
from bot.store.articles import LEASE, ArticleRepository, OpenArticle
from bot.store.models import OaStatus
from bot.store.oas import OaRepository
from bot.store.times import utc_now
from bot.zalo.articles import ArticleClient, ArticleDraft
from bot.zalo.client import Limits, ZaloClient
from bot.zalo.errors import (
    DeliveryUnknown,
    OutsideHours,
    RequestRejected,
    RetryLater,
    ServerFault,
    TokenRejected,
    ZaloError,
)
from handlers.texts import broadcast as texts
from knowledge.day import today
from knowledge.errors import KnowledgeError
from knowledge.search import Library

log = structlog.get_logger(__name__)

A = ArticleState
SOON = timedelta(seconds=3)
"""Zalo makes an article within some tries so far apart."""
LATER = timedelta(minutes=1)
ATTEMPTS = 3
"""So often making one is tried again after an error that may pass."""
MOST_TRIES = 6
"""So often anything of it is tried: then a person must look."""
PATIENCE = timedelta(minutes=15)
"""An article that Zalo works on for longer needs a person."""
FRESH = LEASE / 3


class ClaimLost(Exception):
    """Somebody did something to the article meanwhile: it is not ours to act on any more."""


@dataclass(frozen=True, slots=True)
class Around:
    """What articles ask others: the library of an account, where a cover is, who is in the account,
    and who is told.
    """

    library: Callable[[str], Library]
    cover: Callable[[Article], str]
    accounts: OaRepository
    roster: Roster
    messages: OfficerMessages
    clock: Callable[[], datetime] = utc_now


class ArticleClock:
    """May run in several processes at once, and as often as one likes. ``client`` has no limits of
    its own. Raises ``StateUnavailable`` when the database is away.
    """

    def __init__(
        self, articles: ArticleRepository, client: ZaloClient, limits: Limits, around: Around
    ) -> None:
        self._articles = articles
        self._zalo = ArticleClient(client)
        self._lookup = ArticleLookup(articles, client, around.roster)
        self._limits = limits
        self._around = around

    def tick(self, now: datetime) -> None:
        """Everything that is due at ``now``."""
        for article in self._articles.to_act_on(now):
            self._step(article, now)
        self._tell()

    def _step(self, article: Article, now: datetime) -> None:
        late = article.not_after is not None and now >= article.not_after
        match article.state:
            case A.CANCELLED | A.EXPIRED:
                self._take_away(article, now)
            case A.SCHEDULED | A.MAKING | A.PAUSED if late:
                self._if_still(article, lambda row: row.move(A.EXPIRED, "expired", "kết thúc"))
            case A.SCHEDULED:
                self._begin(article, now)
            case A.MAKING:
                self._make(article, now)
            case A.SENDING:
                self._lost(article, now)
            case A.UNKNOWN:
                self._lookup.look(article, now)

    # -- Before it is handed over --

    def _begin(self, article: Article, now: datetime) -> None:
        due = article.scheduled_for is not None and article.scheduled_for <= now
        account = self._around.accounts.get(article.oa_id)
        if not due or account is None or account.status is not OaStatus.ACTIVE:
            return  # it waits for its hour, or for the account until its time is over
        if reason := self._why_not(article, now):
            self._stop(article, reason)
        elif self._open(article, now):
            self._if_still(article, lambda row: _begun(row, now))
            self._make(article, now)

    def _why_not(self, article: Article, now: datetime) -> str:
        """What an officer must put right first; '' where nothing stands against it."""
        settings = self._around.roster.settings(article.oa_id)
        library, cited = self._around.library(article.oa_id), article.content.citation
        try:
            lawful = not [*of_law(cited, library, today(now))]
        except KnowledgeError:  # a law that nobody can look up
            lawful = False
        if not lawful:
            return "law_not_in_force"
        if settings.trial_mode:
            return "trial_mode"
        most = settings.broadcast_articles_a_month
        used = self._articles.handed_over(article.oa_id, month_of(now)) if most else 0
        return "monthly_articles" if most and used >= most else ""

    def _open(self, article: Article, now: datetime) -> bool:
        return fits(self._around.roster.settings(article.oa_id), now)

    def _make(self, article: Article, now: datetime) -> None:
        """One step further: made by Zalo, and then handed over."""
        if not self._open(article, now):
            return
        claim = self._articles.claim(article.id, A.MAKING, now)
        if not claim:
            return
        try:
            self._further(article, claim, now)
        except ClaimLost:
            return  # paused or cancelled meanwhile

    def _further(self, article: Article, claim: str, now: datetime) -> None:
        try:
            article_id = self._made(self._articles.get(article.id), claim)
            self._hand_over(article, claim, article_id)
        except CoverMissing as error:
            self._pause(article, claim, error.code)
        except ZaloError as error:
            log.warning("article_not_made", oa_id=article.oa_id, **error.log_fields)
            self._not_made(article, claim, error, now)

    def _made(self, article: Article, claim: str) -> str:
        """Zalo's number of the article as it stands. Raises ``ZaloError``, ``CoverMissing``."""
        if not (article.token or (article.article_id and article.made)):
            article = self._ask(article, claim)
        if article.token:
            article_id = self._zalo.made(article.oa_id, article.token)
            self._keep(article, claim, token="", article_id=article_id)
            article = self._articles.get(article.id)
        return article.article_id if article.made else self._made(article, claim)

    def _ask(self, article: Article, claim: str) -> Article:
        """Have it made, or changed; one that was made by a process that died is taken up."""
        account = self._around.accounts.get(article.oa_id)
        cover, name = self._around.cover(article), account.name if account else ""
        wanted = draft(article.content, cover, name)
        known = article.article_id or self._left_behind(article, wanted)
        self._keep(article, claim, attempts=article.attempts + 1)
        if known:
            token = self._zalo.update(article.oa_id, known, wanted)
        else:
            token = self._zalo.create(article.oa_id, wanted)
        self._keep(article, claim, token=token, article_id=known, made=digest(wanted))
        return self._articles.get(article.id)

    def _left_behind(self, article: Article, wanted: ArticleDraft) -> str:
        """The article that an earlier try may have left with Zalo; '' where there is none."""
        since = article.begun_at
        others = {each.article_id for each in self._articles.page(article.oa_id)}
        found = (
            each.article_id
            for each in self._zalo.listed(article.oa_id)
            if each.title == wanted.title and since and _since(each.created, since)
        )
        return next((each for each in found if each not in others), "")

    def _not_made(self, article: Article, claim: str, error: ZaloError, now: datetime) -> None:
        fresh = self._articles.get(article.id)
        begun = max(filter(None, (fresh.begun_at, fresh.scheduled_for)), default=now)
        slow = now - begun > PATIENCE
        match error:
            case RetryLater() if error.reason == "still_processing":
                if slow:
                    self._pause(article, claim, "made_too_slowly")
                else:
                    self._keep(article, claim, try_after=now + SOON, done=True)
            case RetryLater() | TokenRejected() | OutsideHours() | DeliveryUnknown():
                self._again(fresh, claim, error, now)
            case _:
                self._pause(article, claim, error.reason)

    def _again(self, article: Article, claim: str, error: ZaloError, now: datetime) -> None:
        """A call that may work later; a cover that Zalo cannot fetch never does."""
        nothing_yet = not (article.token or article.article_id)
        if article.attempts >= ATTEMPTS and nothing_yet:
            uncovered = error.reason == "sending_failed"
            self._pause(article, claim, "cover_refused" if uncovered else error.reason)
        else:
            wait = error.wait or LATER
            self._keep(article, claim, try_after=now + wait, done=True)

    # -- Handing it over, once --

    def _hand_over(self, article: Article, claim: str, article_id: str) -> None:
        """Raises ``ZaloError`` where Zalo surely did nothing and the article stays as it was."""
        now = self._around.clock()
        if reason := self._why_not(article, now):
            self._pause(article, claim, reason)
            return
        with self._limits.sending(article.oa_id):
            with self._articles.mine(article.id, claim, SERVICE) as opened:
                if opened is None:
                    return  # paused or cancelled meanwhile
                _sending(opened, claim, now)
            try:
                message_id = self._broadcast(article, article_id, now)
            except ZaloError as error:
                self._not_sent(article, claim, error)
                return
        with self._articles.mine(article.id, claim, SERVICE) as opened:
            if opened is not None:
                opened.row.message_id = message_id
                opened.move(A.SENT, "handed_over", "gửi")

    def _broadcast(self, article: Article, article_id: str, since: datetime) -> str:
        if self._around.clock() - since > FRESH:  # it may have slept: somebody else may look by now
            raise RetryLater(0, "claim_grew_old")
        return self._zalo.broadcast(article.oa_id, article_id, article.filters.target())

    def _not_sent(self, article: Article, claim: str, error: ZaloError) -> None:
        now = self._around.clock()
        log.warning("article_not_sent", oa_id=article.oa_id, **error.log_fields)
        with self._articles.mine(article.id, claim, SERVICE) as opened:
            if opened is None:
                return
            match error:
                case DeliveryUnknown() | ServerFault():
                    _in_doubt(opened, now)
                case RetryLater() | TokenRejected() | OutsideHours() if _tries(opened):
                    opened.move(A.MAKING, "waits", "chờ", error.reason)
                    opened.row.try_after = now + (error.wait or LATER)
                    opened.row.sent_at = None
                case _:
                    opened.move(A.PAUSED, "stopped", "dừng", error.reason)
                    opened.row.to_tell, opened.row.sent_at = True, None

    # -- What is not known --

    def _lost(self, article: Article, now: datetime) -> None:
        """Whoever handed it over is gone."""
        with self._articles.changing(article.id, SERVICE) as opened:
            until = opened.row.claimed_until
            if opened.row.state is A.SENDING and (until is None or until <= now):
                _in_doubt(opened, now)

    # -- Parts --

    def _take_away(self, article: Article, now: datetime) -> None:
        """What Zalo made of an article that ended is no use."""
        if article.try_after is not None and now < article.try_after:
            return
        try:
            known = article.article_id or self._zalo.made(article.oa_id, article.token)
            self._zalo.remove(article.oa_id, known)
        except RequestRejected:
            pass  # it is not there
        except ZaloError:
            with self._articles.changing(article.id, SERVICE) as opened:
                opened.row.try_after = now + LOOK_AGAIN
            return
        with self._articles.changing(article.id, SERVICE) as opened:
            opened.row.article_id = opened.row.token = opened.row.made = ""
            opened.note("taken_away")

    def _if_still(self, article: Article, change: Callable[[OpenArticle], None]) -> None:
        """Change it, unless somebody did something to it meanwhile."""
        with self._articles.changing(article.id, SERVICE) as opened:
            if opened.row.state is article.state:
                change(opened)

    def _keep(self, article: Article, claim: str, *, done: bool = False, **values: object) -> None:
        """Write down what is known now; ``done``: another process may go on with it. Raises
        ``ClaimLost``.
        """
        with self._articles.mine(article.id, claim, SERVICE) as opened:
            if opened is None:
                raise ClaimLost
            for name, value in values.items():
                setattr(opened.row, name, value)
            if done:
                opened.row.claim, opened.row.claimed_until = None, None

    def _stop(self, article: Article, reason: str) -> None:
        def stop(opened: OpenArticle) -> None:
            opened.move(A.PAUSED, "stopped", "dừng", reason)
            opened.row.to_tell = True

        self._if_still(article, stop)

    def _pause(self, article: Article, claim: str, reason: str) -> None:
        with self._articles.mine(article.id, claim, SERVICE) as opened:
            if opened is not None:
                opened.move(A.PAUSED, "stopped", "dừng", reason)
                opened.row.to_tell = True

    def _tell(self) -> None:
        for article in self._articles.to_tell():
            told = texts.article_in_doubt if article.state is A.UNKNOWN else texts.article_stopped
            words = told(article.code, article.content.title, article.reason)
            for officer in self._around.roster.officers(article.oa_id):
                if officer.may(Permission.ADMINISTER):
                    self._around.messages.send(article.oa_id, officer, words)


def _begun(opened: OpenArticle, now: datetime) -> None:
    opened.move(A.MAKING, "begun", "gửi")
    opened.row.begun_at = opened.row.begun_at or now


def _sending(opened: OpenArticle, claim: str, now: datetime) -> None:
    opened.move(A.SENDING, "handing_over", "gửi")
    opened.row.claim, opened.row.claimed_until = claim, now + LEASE
    opened.row.sent_at = now


def _tries(opened: OpenArticle) -> bool:
    """Count a hand-over that failed; whether there may be another."""
    opened.row.attempts += 1
    return opened.row.attempts < MOST_TRIES


def _in_doubt(opened: OpenArticle, now: datetime) -> None:
    claim = opened.row.claim
    opened.move(A.UNKNOWN, "in_doubt", "ghi kết quả", "not_answered")
    opened.row.claim = claim  # whoever slept may still tell what became of it
    opened.row.to_tell, opened.row.try_after = True, now + LOOK_AFTER


def _since(created: int | None, since: datetime) -> bool:
    """Zalo's number of a moment, in milliseconds or seconds, is not before another."""
    if created is None:
        return False
    seconds = created / 1000 if created > 10**11 else float(created)
    return seconds >= (since - CLOCKS_DIFFER).timestamp()
