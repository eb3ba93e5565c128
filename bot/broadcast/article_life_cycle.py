"""The way of an article: draft → checked → approved by a second person → scheduled, and what
officers may do to it from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.broadcast import hours
from bot.broadcast.article_content import problems, tidy
from bot.broadcast.article_states import WrongArticleState
from bot.broadcast.content import InvalidBroadcast, written_source
from bot.broadcast.life_cycle import JUST_NOW, LASTS, OFFICER, NeedsSecondPerson, UnfitTime
from bot.faq.life_cycle import Author
from bot.staff.account_settings import AccountSettings
from bot.store.article_models import ArticleState
from bot.store.article_records import Article, ArticleContent, Filters
from bot.store.articles import ArticleRepository, OpenArticle
from bot.store.times import utc_now
from knowledge.day import today
from knowledge.search import Library

ZALO_TAKES = timedelta(minutes=30)
"""So long Zalo may work on a broadcast before it begins to send it."""
ON_TRIAL = (
    "OA đang chạy thử. Bài gửi qua Zalo đến mọi người quan tâm OA, không chỉ người dùng thử, nên "
    "chưa gửi được."
)


@dataclass(frozen=True, slots=True)
class ArticleWays:
    """What the life-cycle asks others: settings and library of an account, and what stands against
    a cover.
    """

    settings: Callable[[str], AccountSettings]
    library: Callable[[str], Library]
    cover_faults: Callable[[str, ArticleContent], list[str]] = lambda oa_id, content: []
    clock: Callable[[], datetime] = utc_now


class ArticleLifeCycle:
    """Every act of officers. Each is one transaction with its line in the audit log.

    Acts raise ``UnknownArticle``, ``WrongArticleState``; ``StateUnavailable`` when the database is
    away. ``seen`` is the version that she had before her: ``ChangedMeanwhile`` where it is another
    one now. Whether somebody's role allows an act is asked before.
    """

    def __init__(self, articles: ArticleRepository, ways: ArticleWays) -> None:
        self._articles = articles
        self._ways = ways

    def draft(self, oa_id: str, content: ArticleContent, filters: Filters, by: Author) -> Article:
        """A new draft; what is wrong with it is told by ``check``."""
        fresh = tidy(content, self._ways.library(oa_id))
        return self._articles.add(oa_id, fresh, filters, by.email, by.id)

    def edit(
        self,
        article_id: int,
        content: ArticleContent,
        filters: Filters,
        by: Author,
        *,
        seen: str | None = None,
    ) -> Article:
        """Other words or other followers: a draft again, of whoever changed it."""
        with self._articles.changing(article_id, by.email, seen) as opened:
            if opened.row.state is not ArticleState.DRAFT:
                opened.move(ArticleState.DRAFT, "edited", "sửa")
            opened.put(tidy(content, self._ways.library(opened.row.oa_id)), filters)
            opened.row.written_by, opened.row.checked_by = by.id, None
            opened.row.approved_by, opened.row.self_approved = None, False
            opened.row.scheduled_for = opened.row.not_after = None
            opened.row.made = ""  # what Zalo may have of it is changed
            return opened.article()

    def check(self, article_id: int, by: Author, *, seen: str | None = None) -> Article:
        """Somebody read it, and nothing that can be found out stands against it. Raises
        ``InvalidBroadcast``.
        """
        with self._articles.changing(article_id, by.email, seen) as opened:
            opened.move(ArticleState.CHECKED, "checked", "soát")
            self._require_fit(opened, self._ways.clock())
            opened.row.checked_by = by.id
            return opened.article()

    def approve(self, article_id: int, by: Author, *, seen: str | None = None) -> Article:
        """A second person agrees. Raises ``NeedsSecondPerson``, ``InvalidBroadcast``."""
        with self._articles.changing(article_id, by.email, seen) as opened:
            opened.move(ArticleState.APPROVED, "approved", "duyệt")
            self._require_fit(opened, self._ways.clock())
            alone = by.id is None or by.id == opened.row.written_by
            if by.id is not None and alone:
                if not self._ways.settings(opened.row.oa_id).broadcast_self_approval:
                    raise NeedsSecondPerson
            if alone:
                opened.note("self_approved")
            opened.row.approved_by, opened.row.self_approved = by.id, alone
            return opened.article()

    def schedule(
        self, article_id: int, at: datetime, by: Author, not_after: datetime | None = None
    ) -> Article:
        """It is handed over to Zalo at that time, and not after ``not_after``. Raises
        ``UnfitTime``, and ``InvalidBroadcast`` where the law will not be in force that day.
        """
        with self._articles.changing(article_id, by.email) as opened:
            opened.move(ArticleState.SCHEDULED, "scheduled", "hẹn giờ gửi")
            end = not_after or at + LASTS
            self._require_fit_time(opened.row.oa_id, at, end)
            self._require_fit(opened, at)
            opened.row.scheduled_for, opened.row.not_after = at, end
            opened.row.try_after, opened.row.lookups = None, 0
            return opened.article()

    def pause(self, article_id: int, by: Author) -> Article:
        """It is not handed over from this moment on; what Zalo has, it has."""
        with self._articles.changing(article_id, by.email) as opened:
            opened.move(ArticleState.PAUSED, "paused", "tạm dừng", OFFICER)
            return opened.article()

    def resume(self, article_id: int, by: Author) -> Article:
        """It is scheduled again for its hour. Raises ``InvalidBroadcast``."""
        with self._articles.changing(article_id, by.email) as opened:
            opened.move(ArticleState.SCHEDULED, "resumed", "gửi tiếp")
            self._require_fit(opened, self._ways.clock())
            opened.row.try_after, opened.row.to_tell, opened.row.attempts = None, False, 0
            return opened.article()

    def cancel(self, article_id: int, by: Author) -> Article:
        """It ends; what Zalo made of it is taken away."""
        with self._articles.changing(article_id, by.email) as opened:
            opened.move(ArticleState.CANCELLED, "cancelled", "hủy")
            return opened.article()

    def settle(self, article_id: int, arrived: bool, by: Author) -> Article:
        """An officer looked on Zalo's page what became of a broadcast of which nobody knew: it went
        out, or it did not and may be scheduled again.
        """
        with self._articles.changing(article_id, by.email) as opened:
            if opened.row.state is not ArticleState.UNKNOWN:
                raise WrongArticleState(opened.row.state, "ghi kết quả")
            if arrived:
                opened.move(ArticleState.SENT, "settled_sent", "ghi kết quả")
            else:
                reason = "did_not_arrive"
                opened.move(ArticleState.APPROVED, "settled_not_sent", "ghi kết quả", reason)
                opened.row.sent_at = opened.row.scheduled_for = opened.row.not_after = None
            opened.row.to_tell = False
            return opened.article()

    def _require_fit(self, opened: OpenArticle, at: datetime) -> None:
        article = opened.article()
        library = self._ways.library(article.oa_id)
        found = problems(article.content, article.filters, library, today(at))
        found += self._ways.cover_faults(article.oa_id, article.content)
        if found:
            raise InvalidBroadcast(found)
        opened.row.library = library.version
        opened.row.source = written_source(article.content.citation, library)

    def _require_fit_time(self, oa_id: str, at: datetime, not_after: datetime) -> None:
        settings = self._ways.settings(oa_id)
        if settings.trial_mode:
            raise UnfitTime(public_message=ON_TRIAL)
        if at < self._ways.clock() - JUST_NOW:
            raise UnfitTime(public_message="Giờ gửi đã qua. Chị chọn giờ khác.")
        if not fits(settings, at):
            told = (
                f"OA chỉ gửi tin {hours.written(settings)}, và Zalo cần đến 30 phút mới bắt đầu "
                "gửi bài. Chị chọn giờ trong khoảng ấy."
            )
            raise UnfitTime(public_message=told)
        if not_after <= at:
            raise UnfitTime(public_message="Giờ thôi gửi cần sau giờ gửi.")


def fits(settings: AccountSettings, at: datetime) -> bool:
    """Whether an article that is handed over at that time is sent in the hours of broadcasts."""
    return hours.is_open(settings, at) and hours.is_open(settings, at + ZALO_TAKES)
