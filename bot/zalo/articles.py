"""Zalo's articles, and broadcasting one to followers (reference, sections 7.1 and 7.2).

Every method may raise any ``ZaloError``; -223 here is ``article_quota``. A broadcast has no key by
which a second one would be known as the same: ``broadcast`` raises ``DeliveryUnknown`` where it may
have gone out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.zalo.answers import identifier
from bot.zalo.client import LEGACY, ZaloClient
from bot.zalo.wire import number

MOST_LISTED = 10
"""So many articles Zalo lists at a time."""
_SAFE = ":/?&=%#~,;@!$'()*+"


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """What Zalo makes an article of: ``paragraphs`` are plain text; ``cover`` is an address that
    everybody can reach.
    """

    title: str
    author: str
    description: str
    cover: str
    paragraphs: Sequence[str]

    def body(self) -> dict[str, Any]:
        """As Zalo takes it; shown, without comments."""
        return {
            "type": "normal",
            "title": self.title,
            "author": self.author,
            "description": self.description,
            "cover": {"cover_type": "photo", "photo_url": _encoded(self.cover), "status": "show"},
            "body": [{"type": "text", "content": each} for each in self.paragraphs],
            "status": "show",
            "comment": "hide",
        }


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article in Zalo's list. ``views`` is None where Zalo does not tell; ``created`` is a
    number of Zalo's clock, milliseconds or seconds, None where it does not tell.
    """

    article_id: str
    title: str
    views: int | None
    created: int | None
    link: str


class ArticleClient:
    """Articles of any account that the client knows."""

    def __init__(self, client: ZaloClient) -> None:
        self._client = client

    def create(self, oa_id: str, draft: ArticleDraft) -> str:
        """Have it made; the token under which ``made`` asks for it."""
        path = "/v2.0/article/create"
        return _token(self._call(oa_id, "POST", path, json=draft.body()))

    def update(self, oa_id: str, article_id: str, draft: ArticleDraft) -> str:
        """Have it changed; a token where Zalo gives one, '' where it is done."""
        body = {"id": article_id, **draft.body()}
        return _token(self._call(oa_id, "POST", "/v2.0/article/update", json=body))

    def made(self, oa_id: str, token: str) -> str:
        """The id of an article that was to be made. Raises ``RetryLater`` while Zalo makes it."""
        path = "/v2.0/article/verify"
        data = self._call(oa_id, "POST", path, repeatable=True, json={"token": token})
        return identifier(data, "id")

    def listed(self, oa_id: str, offset: int = 0) -> list[ListedArticle]:
        """The account's articles, ten at a time."""
        asked = {"offset": str(offset), "limit": str(MOST_LISTED), "type": "normal"}
        path = "/v2.0/article/getslice"
        data = self._call(oa_id, "GET", path, repeatable=True, params=asked)
        rows = data.get("medias") if isinstance(data, dict) else None
        found = [_listed(row) for row in rows if isinstance(row, dict)] if rows else []
        return [each for each in found if each.article_id]

    def remove(self, oa_id: str, article_id: str) -> None:
        """Take it from the account's page."""
        path = "/v2.0/article/remove"
        self._call(oa_id, "POST", path, repeatable=True, json={"id": article_id})

    def broadcast(self, oa_id: str, article_id: str, target: Mapping[str, str]) -> str:
        """Hand it over to Zalo for all followers that fit; the message's id. An empty ``target`` is
        everybody.
        """
        element = {"media_type": "article", "attachment_id": article_id}
        payload = {"template_type": "media", "elements": [element]}
        message = {"attachment": {"type": "template", "payload": payload}}
        body = {"recipient": {"target": dict(target)}, "message": message}
        return identifier(self._call(oa_id, "POST", LEGACY, json=body), "message_id")

    def _call(
        self, oa_id: str, method: str, path: str, *, repeatable: bool = False, **options: Any
    ) -> Any:
        return self._client.call(
            oa_id, method, path, repeatable=repeatable, article=True, **options
        )


def _token(data: Any) -> str:
    return identifier(data, "token")


def _listed(row: dict[str, Any]) -> ListedArticle:
    return ListedArticle(
        identifier(row, "id"),
        identifier(row, "title"),
        number(row.get("total_view")),
        number(row.get("create_date")),
        identifier(row, "link_view"),
    )


def _encoded(address: str) -> str:
    """Percent-encoded, as Zalo demands; what is encoded already stays."""
    return quote(address, safe=_SAFE)
