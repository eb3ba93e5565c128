"""The parts of broadcasts, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from redis import Redis

from bot.broadcast.article_life_cycle import ArticleLifeCycle
from bot.broadcast.article_preview import ArticlePreview
from bot.broadcast.article_wiring import ArticleOutside, ArticleRoom, Web, article_room
from bot.broadcast.attachments import Around, BroadcastAttachments
from bot.broadcast.clock import BroadcastClock
from bot.broadcast.keeping import Keeping
from bot.broadcast.labelling import Labelling
from bot.broadcast.life_cycle import BroadcastLifeCycle, Ways
from bot.broadcast.media_keeping import MediaKeeping
from bot.broadcast.preview import Previews
from bot.broadcast.quotas import PaidQuota
from bot.broadcast.receipts import Receipts
from bot.broadcast.results import BroadcastResults
from bot.broadcast.runner import Runner
from bot.broadcast.sending import Sending
from bot.broadcast.series import WeeklySeries
from bot.broadcast.series_acts import SeriesActs
from bot.broadcast.subscribing import Subscribing
from bot.requests import Requests
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store.article_records import Article
from bot.store.articles import ArticleRepository
from bot.store.audiences import AudienceRepository
from bot.store.broadcast_forgetting import LedgerForgetting
from bot.store.broadcast_ledger import Ledger
from bot.store.broadcast_receipts import ReceiptRepository
from bot.store.broadcast_results import ResultRepository
from bot.store.broadcast_series import SeriesRepository
from bot.store.broadcasts import BroadcastRepository
from bot.store.database import Database
from bot.store.labels import LabelRepository
from bot.store.media import CardRepository, MediaRepository
from bot.store.oas import OaRepository
from bot.store.people import PeopleRepository
from bot.store.trial_people import TrialPeople
from bot.zalo.client import Limits, ZaloClient
from bot.zalo.wire import Allowance
from handlers.actions import ChooseTopics
from knowledge.search import Library
from knowledge.tips import Tip, read_tips


@dataclass(frozen=True, slots=True)
class BroadcastRoom:
    """What the worker, the command line and the pages use."""

    broadcasts: BroadcastRepository
    audiences: AudienceRepository
    series_repository: SeriesRepository
    life_cycle: BroadcastLifeCycle
    previews: Previews
    series: WeeklySeries
    sending: Sending
    clock: BroadcastClock
    runner: Runner
    receipts: Receipts
    subscribing: Subscribing
    roster: Roster
    results: BroadcastResults
    keeping: Keeping
    attachments: BroadcastAttachments
    media_keeping: MediaKeeping
    labels: LabelRepository
    labelling: Labelling
    article_room: ArticleRoom

    @property
    def articles(self) -> ArticleLifeCycle:
        """What officers do to articles."""
        return self.article_room.life_cycle

    @property
    def article_repository(self) -> ArticleRepository:
        """The articles that are kept."""
        return self.article_room.repository

    def article_preview(self, article: Article, at: datetime) -> ArticlePreview:
        """An article as it will read, whom it goes to, what stands against it."""
        return self.article_room.previews.of(article, at)

    def tick(self, now: datetime) -> None:
        """What of broadcasts and articles comes due."""
        self.clock.tick(now)
        self.article_room.clock.tick(now)

    def zalo_id(self, oa_id: str, admin_id: int) -> str:
        """Where an officer of the account reads Zalo; '' when not known."""
        officers = self.roster.officers(oa_id)
        return next((each.zalo_user_id for each in officers if each.admin_id == admin_id), "")

    def may_approve_alone(self, oa_id: str) -> bool:
        """Whether the account lets an officer approve what she wrote."""
        return self.roster.settings(oa_id).broadcast_self_approval

    @property
    def series_acts(self) -> SeriesActs:
        """What officers do to weekly series."""
        return SeriesActs(self.series_repository, self.roster.settings)


@dataclass(frozen=True, slots=True)
class Outside:
    """What broadcasts need of the rest: ``plain`` is a client without limits of its own, ``limits``
    are those of broadcasts, ``senders`` how many threads an account gets. Without ``redis`` nobody
    counts what the package holds.
    """

    database: Database
    accounts: OaRepository
    roster: Roster
    messages: OfficerMessages
    library: Callable[[str], Library]
    plain: ZaloClient
    limits: Limits
    senders: int = 4
    redis: Redis | None = None
    web: Web = Web()


class AlreadyHeld:
    """Limits for a client whose caller holds the real ones."""

    def __init__(self, limits: Limits) -> None:
        self.noted: Callable[[Allowance | None], None] = limits.noted

    @contextmanager
    def sending(self, oa_id: str) -> Iterator[None]:
        """Nothing more is held."""
        yield


@cache
def shipped_tips() -> tuple[Tip, ...]:
    """The tips that come with the program, in the order they are sent."""
    return read_tips()


def broadcast_room(outside: Outside) -> BroadcastRoom:
    """All of it over one database. Nothing is connected before it is used."""
    database, roster, library = outside.database, outside.roster, outside.library
    broadcasts, ledger = BroadcastRepository(database), Ledger(database)
    audiences, series_repository = AudienceRepository(database), SeriesRepository(database)
    labels = LabelRepository(database)
    labelling = Labelling(labels, outside.plain)
    quota = PaidQuota(outside.redis, outside.plain) if outside.redis else None
    attachments, media_keeping = _attachments(outside)
    testers = partial(_testers, roster, TrialPeople(database))
    sending = Sending(
        ledger, broadcasts, audiences, PeopleRepository(database), outside.accounts,
        outside.plain, attachments,
    )  # fmt: skip
    series = WeeklySeries(
        series_repository, shipped_tips, library, roster.closed_for, roster.settings
    )
    clock = BroadcastClock(
        broadcasts, ledger, audiences, outside.accounts, outside.plain, library, roster,
        outside.messages, series, labelling,
    )  # fmt: skip
    return BroadcastRoom(
        broadcasts,
        audiences,
        series_repository,
        BroadcastLifeCycle(broadcasts, Ways(roster.settings, library, attachments=attachments)),
        Previews(
            audiences, roster.settings, testers, library, attachments,
            quota.left if quota else lambda oa_id: None,
        ),
        series,
        sending,
        clock,
        Runner(
            ledger, broadcasts, sending, outside.limits, roster.settings, testers,
            outside.senders, quota=quota,
        ),
        Receipts(ReceiptRepository(database), audiences),
        Subscribing(audiences),
        roster,
        BroadcastResults(ResultRepository(database)),
        Keeping(LedgerForgetting(database), roster.settings),
        attachments,
        media_keeping,
        labels,
        labelling,
        article_room(_for_articles(outside, attachments)),
    )  # fmt: skip


def _attachments(outside: Outside) -> tuple[BroadcastAttachments, MediaKeeping]:
    """What goes along with broadcasts, and what ends it."""
    media, cards = MediaRepository(outside.database), CardRepository(outside.database)
    around = Around(outside.library, partial(_organisation, outside.accounts))
    return BroadcastAttachments(media, cards, around), MediaKeeping(media, cards)


def _testers(roster: Roster, trial_people: TrialPeople, oa_id: str) -> frozenset[str]:
    """Who gets broadcasts of an account on trial."""
    officers = (officer.zalo_user_id for officer in roster.officers(oa_id))
    return frozenset(filter(None, officers)) | {e.user_id for e in trial_people.list(oa_id)}


def _for_articles(outside: Outside, attachments: BroadcastAttachments) -> ArticleOutside:
    return ArticleOutside(
        outside.database, outside.accounts, outside.roster, outside.messages, outside.library,
        outside.plain, outside.limits, attachments, outside.web,
    )  # fmt: skip


def _organisation(accounts: OaRepository, oa_id: str) -> str:
    """What the account is called on cards."""
    account = accounts.recent(oa_id)
    return account.name if account else ""


def carry_broadcasts(requests: Requests, room: BroadcastRoom) -> Requests:
    """Adds the carriers of subscriptions to the table."""
    return requests.on(ChooseTopics, room.subscribing.choose)
