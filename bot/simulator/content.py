"""Reads the ``message`` object of a send call as strictly as Zalo does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.simulator.assets import Asset, AssetStore
from bot.simulator.errors import ApiError, invalid, too_large, unsupported
from bot.simulator.state import Attachment
from bot.simulator.world import Bubble

LONGEST_TEXT = 2000
LONGEST_TITLE = 100
LONGEST_SUBTITLE = 500
REACTIONS = frozenset(
    {":>", "--b", ":-((", "/-strong", "/-heart", ":-h", ":o", "/-remove"},
)

Json = dict[str, Any]


class MessageReader:
    """Turns a ``message`` object into a bubble, or raises the ApiError that Zalo would answer."""

    def __init__(self, assets: AssetStore, media_url: Callable[[Asset], str]) -> None:
        self._assets = assets
        self._media_url = media_url

    def read(self, message: object) -> Bubble:
        """The bubble for ``POST /v3.0/oa/message/cs`` and its relatives."""
        if not isinstance(message, dict):
            raise invalid("message")
        if "attachment" in message:
            return self._with_attachment(message)
        quote = message.get("quote_message_id", "")
        if not isinstance(quote, str):
            raise invalid("quote_message_id")
        return Bubble("text", _text(message, required=True), quote_id=quote)

    def _with_attachment(self, message: Json) -> Bubble:
        attachment = message["attachment"]
        payload = attachment.get("payload") if isinstance(attachment, dict) else None
        if not isinstance(payload, dict):
            raise invalid("attachment")
        if attachment.get("type") == "file":
            return self._file(payload)
        if attachment.get("type") != "template":
            raise unsupported("attachment type")
        return self._template(message, payload)

    def _template(self, message: Json, payload: Json) -> Bubble:
        if "buttons" in payload:
            raise unsupported("buttons")
        match payload.get("template_type"):
            case "media":
                return self._media(message, _only_element(payload))
            case "request_user_info":
                return _request_user_info(_only_element(payload))
            case _:
                raise unsupported("template_type")

    def _media(self, message: Json, element: Json) -> Bubble:
        match element.get("media_type"):
            case "image":
                return self._picture("image", _text(message, required=False), element)
            case "gif":
                if not (element.get("width") and element.get("height")):
                    raise invalid("width or height")
                return self._picture("gif", _text(message, required=False), element)
            case "sticker":
                return _sticker(message, element)
            case _:
                raise unsupported("media_type")

    def _picture(self, kind: str, caption: str, element: Json) -> Bubble:
        url, asset_id = element.get("url"), element.get("attachment_id")
        if bool(url) == bool(asset_id):
            raise invalid("url or attachment_id")
        if asset_id:
            url = self._media_url(self._assets.require(str(asset_id), kind))
        if not str(url).startswith(("http://", "https://")):
            raise invalid("url")
        return Bubble(kind, caption, Attachment(kind, url=str(url), thumbnail=str(url)))

    def _file(self, payload: Json) -> Bubble:
        token = payload.get("token")
        if not isinstance(token, str) or not token:
            raise invalid("token")
        asset = self._assets.require(token, "file")
        return Bubble("file", attachment=file_attachment(asset, self._media_url(asset)))


def file_attachment(asset: Asset, url: str) -> Attachment:
    """A stored file as an attachment."""
    return Attachment(
        "file", url=url, name=asset.name, size=len(asset.content), checksum=asset.checksum
    )


def _text(message: Json, *, required: bool) -> str:
    text = message.get("text", "")
    if not isinstance(text, str) or (required and not text.strip()):
        raise invalid("text")
    if len(text) > LONGEST_TEXT:
        raise too_large("text")
    return text


def _only_element(payload: Json) -> Json:
    elements = payload.get("elements")
    if not isinstance(elements, list) or len(elements) != 1 or not isinstance(elements[0], dict):
        raise invalid("elements")
    return elements[0]


def _sticker(message: Json, element: Json) -> Bubble:
    sticker_id = element.get("attachment_id")
    if message.get("text") or not isinstance(sticker_id, str) or not sticker_id:
        raise invalid("text" if message.get("text") else "attachment_id")
    return Bubble("sticker", attachment=Attachment("sticker", sticker_id=sticker_id))


def _request_user_info(element: Json) -> Bubble:
    title, subtitle = str(element.get("title", "")), str(element.get("subtitle", ""))
    if not title or not subtitle or not element.get("image_url"):
        raise invalid("elements")
    if len(title) > LONGEST_TITLE or len(subtitle) > LONGEST_SUBTITLE:
        raise too_large("title or subtitle")
    return Bubble("request_user_info", f"{title}\n{subtitle}")


def reaction_icon(icon: object) -> str:
    """One of the eight icons, or -201."""
    if not isinstance(icon, str) or icon not in REACTIONS:
        raise invalid("react_icon")
    return icon


def object_of(body: object) -> Json:
    """The request's JSON as an object, or -201."""
    if not isinstance(body, dict):
        raise ApiError(-201, "body is not a JSON object")
    return body
