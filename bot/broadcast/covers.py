"""The cover of an article, at an address that Zalo can reach.

Zalo fetches a cover by itself (reference, 7.1). The address bears a digest that only we can make,
so that nobody finds the pictures of articles that are not out yet.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from bot.broadcast.article_content import on_the_cover
from bot.broadcast.attachments import BroadcastAttachments, Shown
from bot.broadcast.pictures.words import CardDoesNotFit
from bot.broadcast.sending import AttachmentMissing
from bot.errors import BotError
from bot.store.article_records import Article, ArticleContent
from bot.store.articles import ArticleRepository, UnknownArticle

PATH = "/bia"
NO_ADDRESS = (
    "Máy chủ chưa có địa chỉ công khai nên Zalo không tải được ảnh bìa. Người phụ trách máy chủ "
    "đặt mục PUBLIC_URL."
)
LARGEST = 1024 * 1024
_NAME = re.compile(r"B(\d{1,9})-([0-9a-f]{32})\.(?:png|jpg)")


class CoverMissing(BotError):
    """There is no picture that could be the cover; ``code`` says why."""

    http_status = 404
    public_message = "Không có ảnh bìa này."

    def __init__(self, code: str = "cover_missing") -> None:
        super().__init__()
        self.code = code


class Covers:
    """Where covers are. ``base`` is the server's public address, '' where it has none."""

    def __init__(
        self,
        articles: ArticleRepository,
        attachments: BroadcastAttachments,
        secret: str,
        base: str,
    ) -> None:
        self._articles = articles
        self._attachments = attachments
        self._secret = secret.encode()
        self._base = base.rstrip("/")

    def faults(self, oa_id: str, content: ArticleContent) -> list[str]:
        """What stands against the cover, in words for officers."""
        if not self._base:
            return [NO_ADDRESS]
        return self._attachments.misfits(oa_id, on_the_cover(content)) if content.cover else []

    def address(self, article: Article) -> str:
        """Where Zalo fetches it. Raises ``CoverMissing``."""
        if not self._base:
            raise CoverMissing("no_public_url")
        shown = self.of(article)
        ending = "jpg" if shown.media_type == "image/jpeg" else "png"
        return f"{self._base}{PATH}/{article.code}-{self._proof(article)}.{ending}"

    def of(self, article: Article) -> Shown:
        """The picture. Raises ``CoverMissing``."""
        try:
            shown = self._attachments.picture(article.oa_id, on_the_cover(article.content))
        except (AttachmentMissing, CardDoesNotFit) as error:
            raise CoverMissing from error
        if len(shown.content) >= LARGEST or not shown.media_type.startswith("image/"):
            raise CoverMissing
        return shown

    def named(self, name: str) -> Shown:
        """The picture at the end of an address. Raises ``CoverMissing``."""
        found = _NAME.fullmatch(name)
        try:
            article = self._articles.get(int(found[1])) if found else None
        except UnknownArticle:
            article = None
        if not found or article is None:
            raise CoverMissing
        if not hmac.compare_digest(found[2], self._proof(article)):
            raise CoverMissing
        return self.of(article)

    def _proof(self, article: Article) -> str:
        said = article.content
        parts = (str(article.id), said.title, said.description, said.source, said.cover)
        message = "\x00".join(("cover", *parts)).encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()[:32]
