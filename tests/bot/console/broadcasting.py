"""A ward that sends broadcasts: people who want tips, groups, broadcasts in every state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from bot.broadcast.life_cycle import BroadcastLifeCycle, Ways
from bot.broadcast.series import content_of
from bot.broadcast.wiring import shipped_tips
from bot.staff.account_settings import AccountSettings
from bot.store.admins import Admin
from bot.store.article_records import ArticleContent, Filters
from bot.store.articles import ArticleRepository
from bot.store.audiences import AudienceRepository
from bot.store.broadcast_ledger import Ledger
from bot.store.broadcast_models import RecipientKind, SeriesState
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent, Series
from bot.store.broadcast_series import SeriesRepository
from bot.store.broadcasts import BroadcastRepository
from bot.store.consents import Consent, ConsentRepository
from bot.store.models import Role
from bot.store.people import PeopleRepository
from bot.store.times import utc_now
from handlers.people import Purpose
from knowledge.day import VIETNAM, today
from tests.bot.console.office import Office

WORDS = BroadcastContent(
    "Lịch tiêm phòng", "Sáng thứ bảy trạm y tế phường tiêm phòng cho các cháu."
)


@dataclass
class Sender:
    """Does what the worker and officers did yesterday at ten, whatever the hour is now."""

    office: Office

    def __post_init__(self) -> None:
        database = self.office.database
        self.now = utc_now().replace(microsecond=0)
        yesterday = today(self.now) - timedelta(days=1)
        self.ten = datetime.combine(yesterday, time(10), VIETNAM).astimezone(UTC)
        self.broadcasts, self.ledger = BroadcastRepository(database), Ledger(database)
        self.series, self.audiences = SeriesRepository(database), AudienceRepository(database)
        self._people, self._consents = PeopleRepository(database), ConsentRepository(database)
        self.life = BroadcastLifeCycle(
            self.broadcasts,
            Ways(lambda _: AccountSettings(), self.office.parts.library, lambda: self.ten),
        )

    @property
    def writer(self) -> Admin:
        """Who writes."""
        return self.office.officers[Role.OFFICER]

    @property
    def second(self) -> Admin:
        """Who approves."""
        return self.office.officers[Role.APPROVER]

    def person(self, user_id: str, *, wants: bool | None = True, hours: float = 1) -> None:
        """Somebody who wrote so long ago, and said yes, no or nothing to tips."""
        self._people.touch_inbound(self.office.oa_id, user_id, self.now - timedelta(hours=hours))
        if wants is not None:
            self.says(user_id, wants)

    def says(self, user_id: str, wants: bool) -> None:
        """She agrees to tips, or takes it back."""
        key = f"{user_id}-{wants}-{utc_now().timestamp()}"
        consent = Consent(self.office.oa_id, user_id, Purpose.TIPS, wants, "1:x", key, self.now)
        self._consents.add(consent)

    def group(self, group_id: str, name: str, members: int = 40, trouble: str = "") -> None:
        """A Zalo group of the account."""
        self.audiences.note_group(self.office.oa_id, group_id, self.now, name, members)
        if trouble:
            self.audiences.group_trouble(self.office.oa_id, group_id, trouble)

    def draft(self, content: BroadcastContent = WORDS, whom: Audience | None = None) -> Broadcast:
        """Written only."""
        return self.life.draft(self.office.oa_id, content, whom or Audience(), self.writer)

    def checked(self, content: BroadcastContent = WORDS) -> Broadcast:
        """It waits for its approval."""
        return self.life.check(self.draft(content).id, self.second)

    def approved(
        self, content: BroadcastContent = WORDS, whom: Audience | None = None
    ) -> Broadcast:
        """It waits for its time."""
        made = self.draft(content, whom)
        self.life.check(made.id, self.second)
        return self.life.approve(made.id, self.second)

    def scheduled(
        self,
        content: BroadcastContent = WORDS,
        whom: Audience | None = None,
        at: datetime | None = None,
    ) -> Broadcast:
        """It goes out at that time."""
        made = self.approved(content, whom)
        return self.life.schedule(made.id, at or self.ten, self.second)

    def running(
        self,
        content: BroadcastContent = WORDS,
        whom: Audience | None = None,
        *,
        sent: int = 0,
        refused: int = 0,
    ) -> Broadcast:
        """It has begun; so many got it, so many were refused."""
        made = self.scheduled(content, whom)
        self.ledger.begin(made.id, self.ten)
        for n in range(sent + refused):
            claimed = self.ledger.claim(made.id, self.ten, self.ten, lambda _: "")
            assert claimed is not None
            if n < sent:
                self.ledger.sent(claimed, f"m{made.id}-{n}", self.ten)
            else:
                self.ledger.refused(claimed, "declines_this_kind", self.ten)
        return self.broadcasts.get(made.id)

    def stopped(self, reason: str) -> Broadcast:
        """It stopped by itself."""
        made = self.running()
        return self.life.pause(made.id, self.second, reason)

    def weekly(self, name: str = "Mẹo luật sáng thứ hai") -> Series:
        """A series that nobody approved yet."""
        by = self.writer
        return self.series.add(
            self.office.oa_id, name, Audience(), (0, "08:00", 180), by.email, by.id
        )


def busy(office: Office) -> Sender:
    """A ward in the middle of its work: a broadcast in every state, two groups, a series."""
    sender = Sender(office)
    for n in range(46):
        sender.person(f"tin-{n}", hours=1 + n * 5, wants=None if n % 9 == 8 else n % 7 != 6)
    sender.group("g1", "Chi hội tổ dân phố 3", 86)
    sender.group("g2", "Chi hội tổ dân phố 5", 54, "not_in_group")
    tips = [_fit(office, content_of(tip)) for tip in shipped_tips()[:6]]
    sender.draft(WORDS)
    sender.checked(tips[0])
    sender.approved(tips[1])
    sender.scheduled(tips[2], at=sender.ten + timedelta(days=4))
    sender.running(tips[3], sent=14, refused=2)
    sender.stopped("out_of_quota")
    groups = Audience(RecipientKind.GROUP, every_group=True)
    done = sender.running(tips[4], groups, sent=1)
    sender.ledger.claim(done.id, sender.ten, sender.ten, lambda _: "")  # passes the dead one over
    sender.ledger.finish(done.id, sender.ten)
    sender.life.cancel(sender.draft(tips[5]).id, sender.writer)
    series = sender.weekly()
    sender.series.move(
        series.id, SeriesState.APPROVED, "approved", sender.second.email, sender.second.id,
        alone=False,
    )  # fmt: skip
    office_wide = ArticleContent(
        "Luật mới về hộ tịch", "Ba điều cần nhớ.", "Đoạn một.\n\nĐoạn hai."
    )
    ArticleRepository(office.database).add(
        office.oa_id, office_wide, Filters(everyone=True), sender.writer.email, sender.writer.id
    )
    return sender


def _fit(office: Office, content: BroadcastContent) -> BroadcastContent:
    """Without its source where the library that is shown does not have it."""
    cited = content.citation
    known = cited and office.parts.library(office.oa_id).article(cited.article_id)
    return content if known else replace(content, citation=None)
