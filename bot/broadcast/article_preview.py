"""An article as it will read, whom Zalo sends it to, what stands against it, what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.broadcast.article_content import paragraphs, problems
from bot.broadcast.article_filters import in_words
from bot.broadcast.article_life_cycle import ON_TRIAL
from bot.broadcast.eligibility import month_of
from bot.staff.account_settings import AccountSettings
from bot.store.article_records import Article, ArticleContent
from bot.store.articles import ArticleRepository
from bot.zalo.client import ZaloClient
from bot.zalo.errors import ZaloError
from knowledge.day import today
from knowledge.search import Library

NOBODY_LEFT_OUT = (
    "Zalo chọn người nhận, hệ thống không loại được ai: người đã thôi nhận tin qua OA vẫn có thể "
    "nhận bài. Chỉ gửi điều mà ai đọc cũng được."
)
NOT_COUNTED = "Zalo không cho biết có bao nhiêu người sẽ nhận."
NOT_TAKEN_BACK = "Đã giao cho Zalo thì không lấy lại được; Zalo bắt đầu gửi trong vòng 30 phút."


@dataclass(frozen=True, slots=True)
class ArticlePreview:
    """All of it as lines for officers; ``problems`` stop it, ``warnings`` do not."""

    paragraphs: tuple[str, ...]
    audience: tuple[str, ...]
    warnings: tuple[str, ...]
    problems: tuple[str, ...]
    quota: tuple[str, ...]


class ArticlePreviews:
    """Raises ``StateUnavailable`` when the database is away; what Zalo does not tell is left
    out.
    """

    def __init__(
        self,
        articles: ArticleRepository,
        client: ZaloClient,
        settings: Callable[[str], AccountSettings],
        library: Callable[[str], Library],
        cover_faults: Callable[[str, ArticleContent], list[str]],
    ) -> None:
        self._articles = articles
        self._client = client
        self._settings = settings
        self._library = library
        self._cover_faults = cover_faults

    def of(self, article: Article, at: datetime) -> ArticlePreview:
        """The preview for that time."""
        content, settings = article.content, self._settings(article.oa_id)
        library = self._library(article.oa_id)
        found = problems(content, article.filters, library, today(at))
        found += self._cover_faults(article.oa_id, content)
        found += [ON_TRIAL] if settings.trial_mode else []
        return ArticlePreview(
            paragraphs(content),
            tuple(in_words(article.filters)),
            (NOBODY_LEFT_OUT, NOT_COUNTED, NOT_TAKEN_BACK),
            tuple(found),
            tuple(self._quota(article.oa_id, settings, at)),
        )

    def _quota(self, oa_id: str, settings: AccountSettings, at: datetime) -> Iterator[str]:
        used = self._articles.handed_over(oa_id, month_of(at))
        most = settings.broadcast_articles_a_month
        if most:
            yield f"Tháng này đã gửi {used} trong {most} bài của gói."
        else:
            yield (
                f"Tháng này đã gửi {used} bài. Gói của OA cho bao nhiêu bài mỗi tháng thì Zalo "
                "không cho hệ thống hỏi: chị xem trên trang quản lý OA, rồi ghi vào mục cài đặt."
            )
        try:
            account = self._client.official_account(oa_id)
        except ZaloError:
            yield "Chưa hỏi được Zalo về gói của OA."
            return
        if account.package:
            until = account.package_valid_through
            yield f"Gói của OA: {account.package}{f', đến {until}' if until else ''}."
        if account.followers is not None:
            yield f"OA có {account.followers} người quan tâm."
