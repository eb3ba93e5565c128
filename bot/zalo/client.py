"""The client of Zalo's Official Account API.

Every method may raise any ``ZaloError``: ``RetryLater``, ``TokenRejected``, ``RequestRejected``
(``AttachmentExpired``, ``GroupUnavailable``, ``UnfitText``), ``UserUnreachable``,
``AccountStopped``, ``OutsideHours``, ``Reconnect``; sends also ``DeliveryUnknown``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import AbstractContextManager
from typing import Any, Protocol

from bot.zalo import answers
from bot.zalo.answers import Asset, GroupInfo, OaInfo, PastMessage, Sent, UserDetail, UserQuota
from bot.zalo.errors import Reconnect, RequestRejected, TokenRejected, UnfitText
from bot.zalo.text import LIMIT, normalise, without_mentions
from bot.zalo.wire import Allowance, Wire

CS = "/v3.0/oa/message/cs"
GROUP = "/v3.0/oa/group/message"
LEGACY = "/v2.0/oa/message"
"""Closed for messages to persons, current for visitors and reactions."""
MEGABYTE = 1024 * 1024
MOST_HISTORY = 10
LAST_OFFSET = 9951
"""Zalo lists no people beyond."""


class TokenSource(Protocol):
    """Where access tokens come from; ``TokenKeeper`` is one."""

    def access_token(self, oa_id: str) -> str:
        """A token to try."""

    def refresh(self, oa_id: str, *, if_current: str) -> str:
        """A token to try after ``if_current`` was refused."""

    def consent_lost(self, oa_id: str, reason: str) -> None:
        """Zalo says that the account no longer trusts the app."""


class Limits(Protocol):
    """What holds sends back; ``SendLimits`` is one."""

    def sending(self, oa_id: str) -> AbstractContextManager[None]:
        """Held while one message goes out; raises ``HeldBack`` when it must wait."""

    def noted(self, allowance: Allowance | None) -> None:
        """What Zalo says is left of the app's minute."""


class ZaloClient:
    """Sends and asks on behalf of any Official Account whose tokens are known.

    ``proof_secret`` is the app secret where the app demands ``appsecret_proof``, else ''.
    """

    def __init__(
        self, wire: Wire, tokens: TokenSource, limits: Limits, proof_secret: str = ""
    ) -> None:
        self._wire = wire
        self._tokens = tokens
        self._limits = limits
        self._proof_secret = proof_secret.encode()

    def send_text(self, oa_id: str, user_id: str, text: str, quote: str = "") -> Sent:
        """Send a consultation text, NFC, at most 2000 characters; ``quote`` is a message's id."""
        message = {"text": _fitting(text)} | ({"quote_message_id": quote} if quote else {})
        return self._send(oa_id, CS, {"recipient": {"user_id": user_id}, "message": message})

    def send_text_to_group(self, oa_id: str, group_id: str, text: str) -> Sent:
        """Send a text to a group of the account; mentions are taken out."""
        message = {"text": _fitting(without_mentions(text))}
        return self._send(oa_id, GROUP, {"recipient": {"group_id": group_id}, "message": message})

    def send_text_to_visitor(
        self, oa_id: str, anonymous_id: str, conversation_id: str, text: str
    ) -> Sent:
        """Send a text to a visitor of the chat widget, into her open conversation."""
        recipient = {"anonymous_id": anonymous_id, "conversation_id": conversation_id}
        message = {"text": _fitting(text)}
        return self._send(oa_id, LEGACY, {"recipient": recipient, "message": message})

    def send_image(self, oa_id: str, user_id: str, attachment_id: str, caption: str = "") -> Sent:
        """Send an uploaded picture with a caption of at most 2000 characters."""
        message = _picture(attachment_id, caption)
        return self._send(oa_id, CS, {"recipient": {"user_id": user_id}, "message": message})

    def send_image_to_group(
        self, oa_id: str, group_id: str, attachment_id: str, caption: str = ""
    ) -> Sent:
        """Send an uploaded picture to a group; mentions in the caption are taken out."""
        message = _picture(attachment_id, without_mentions(caption))
        return self._send(oa_id, GROUP, {"recipient": {"group_id": group_id}, "message": message})

    def send_file(self, oa_id: str, user_id: str, token: str) -> Sent:
        """Send an uploaded file."""
        return self._send(oa_id, CS, {"recipient": {"user_id": user_id}, "message": _file(token)})

    def send_file_to_group(self, oa_id: str, group_id: str, token: str) -> Sent:
        """Send an uploaded file to a group."""
        body = {"recipient": {"group_id": group_id}, "message": _file(token)}
        return self._send(oa_id, GROUP, body)

    def react(self, oa_id: str, user_id: str, message_id: str, icon: str) -> None:
        """Put a reaction such as ``/-heart`` on a message of hers; the same one twice is one."""
        action = {"react_icon": icon, "react_message_id": message_id}
        body = {"recipient": {"user_id": user_id}, "sender_action": action}
        self.call(oa_id, "POST", LEGACY, repeatable=True, json=body)

    def recent_messages(
        self, oa_id: str, user_id: str, count: int = MOST_HISTORY
    ) -> list[PastMessage]:
        """The last messages of both sides, newest first, at most ten."""
        asked = {"user_id": user_id, "offset": 0, "count": min(count, MOST_HISTORY)}
        return answers.past_messages(self._ask(oa_id, "/v2.0/oa/conversation", asked))

    def recent_group_messages(
        self, oa_id: str, group_id: str, count: int = MOST_HISTORY
    ) -> list[PastMessage]:
        """The last messages in a group, newest first, at most ten."""
        asked = {"group_id": group_id, "offset": "0", "count": str(min(count, MOST_HISTORY))}
        path = "/v3.0/oa/group/conversation"
        found = self.call(oa_id, "GET", path, repeatable=True, params=asked)
        return answers.past_messages(found)

    def groups(self, oa_id: str, offset: int = 0, count: int = 50) -> list[GroupInfo]:
        """The groups that the account made, a page."""
        asked = {"offset": str(offset), "count": str(count)}
        path = "/v3.0/oa/group/getgroupsofoa"
        return answers.groups(self.call(oa_id, "GET", path, repeatable=True, params=asked))

    def upload_image(self, oa_id: str, name: str, content: bytes, media_type: str) -> str:
        """Upload a JPEG or PNG of at most 1 MB; the attachment id holds for seven days."""
        return self._upload(oa_id, "image", (name, content, media_type), MEGABYTE)

    def upload_gif(self, oa_id: str, name: str, content: bytes) -> str:
        """Upload a GIF of at most 5 MB; the attachment id holds for seven days."""
        return self._upload(oa_id, "gif", (name, content, "image/gif"), 5 * MEGABYTE)

    def upload_file(self, oa_id: str, name: str, content: bytes, media_type: str) -> str:
        """Upload a PDF or Word file of at most 5 MB; the token holds for seven days."""
        return self._upload(oa_id, "file", (name, content, media_type), 5 * MEGABYTE)

    def user_detail(self, oa_id: str, user_id: str) -> UserDetail:
        """What Zalo shows of a person who follows or recently interacted."""
        return answers.user_detail(self._ask(oa_id, "/v3.0/oa/user/detail", {"user_id": user_id}))

    def official_account(self, oa_id: str) -> OaInfo:
        """The account itself; a good check that the token works."""
        return answers.oa_info(self.call(oa_id, "GET", "/v2.0/oa/getoa", repeatable=True))

    def tags(self, oa_id: str) -> list[str]:
        """The tags that the account has for people."""
        found = self.call(oa_id, "GET", "/v2.0/oa/tag/gettagsofoa", repeatable=True)
        return answers.names(found)

    def people_with_tag(self, oa_id: str, tag: str, offset: int = 0, count: int = 50) -> list[str]:
        """The ids of people with that tag, a page."""
        asked = {"offset": offset, "count": count, "tag_name": tag}
        return answers.user_ids(self._ask(oa_id, "/v3.0/oa/user/getlist", asked))

    def account_quota(self, oa_id: str, kind: str = "sub_quota") -> list[Asset]:
        """What the account's package (or what it bought: ``purchase_quota``) still holds of
        messages to people.
        """
        body = {"quota_owner": "OA", "product_type": "cs", "quota_type": kind}
        path = "/v3.0/oa/quota/message"
        return answers.assets(self.call(oa_id, "POST", path, repeatable=True, json=body))

    def quota(self, oa_id: str, user_id: str) -> UserQuota:
        """When she last interacted, and what may still be sent to her for free."""
        body = {"user_id": user_id}
        path = "/v3.0/oa/quota/message"
        return answers.user_quota(self.call(oa_id, "POST", path, repeatable=True, json=body))

    def close(self) -> None:
        """Close all connections."""
        self._wire.close()

    def _send(self, oa_id: str, path: str, body: dict[str, Any]) -> Sent:
        with self._limits.sending(oa_id):
            return answers.sent(self.call(oa_id, "POST", path, repeatable=False, json=body))

    def _ask(self, oa_id: str, path: str, asked: dict[str, Any]) -> Any:
        data = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
        return self.call(oa_id, "GET", path, repeatable=True, params={"data": data})

    def _upload(self, oa_id: str, kind: str, part: tuple[str, bytes, str], largest: int) -> str:
        if len(part[1]) > largest:
            raise RequestRejected(-210, f"{kind}_too_large")
        path = f"/v2.0/oa/upload/{kind}"
        data = self.call(oa_id, "POST", path, repeatable=True, files={"file": part})
        found = answers.identifier(data, "token" if kind == "file" else "attachment_id")
        if not found:
            raise RequestRejected(0, "upload_without_id", alert=True)
        return found

    def call(self, oa_id: str, method: str, path: str, *, repeatable: bool, **options: Any) -> Any:
        """Ask with the access token; a refused one is refreshed, and the call repeated once. What
        stands under ``data`` in the answer; ``options`` are those of ``requests``, and ``article``
        where Zalo's number -223 speaks of a quota of articles and not of the consent.
        """
        token = self._tokens.access_token(oa_id)
        try:
            try:
                return self._once(token, method, path, repeatable, options)
            except TokenRejected:
                token = self._tokens.refresh(oa_id, if_current=token)
                return self._once(token, method, path, repeatable, options)
        except Reconnect as error:
            if error.code:  # Zalo said so; without a number the token source did, and knows
                self._tokens.consent_lost(oa_id, error.reason)
            raise

    def _once(
        self, token: str, method: str, path: str, repeatable: bool, options: dict[str, Any]
    ) -> Any:
        article = options.get("article", False)
        options = {name: value for name, value in options.items() if name != "article"}
        headers = {"access_token": token}
        if self._proof_secret:
            proof = hmac.new(self._proof_secret, token.encode(), hashlib.sha256).hexdigest()
            headers["appsecret_proof"] = proof
        answer = self._wire.exchange(
            method, path, repeatable=repeatable, headers=headers, **options
        )
        self._limits.noted(answer.allowance)
        return answer.data(article=article)


def _picture(attachment_id: str, caption: str) -> dict[str, Any]:
    element = {"media_type": "image", "attachment_id": attachment_id}
    payload = {"template_type": "media", "elements": [element]}
    message: dict[str, Any] = {"attachment": {"type": "template", "payload": payload}}
    return message | ({"text": _fitting(caption)} if caption else {})


def _file(token: str) -> dict[str, Any]:
    return {"attachment": {"type": "file", "payload": {"token": token}}}


def _fitting(text: str) -> str:
    """The text in NFC. Raises ``UnfitText`` when Zalo would refuse it for its length."""
    normal = normalise(text)
    if not normal.strip():
        raise UnfitText(0, "text_empty")
    if len(normal) > LIMIT:
        raise UnfitText(-210, "text_too_long")
    return normal
