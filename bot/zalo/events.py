"""A webhook event, typed: who wrote what to which account, read from the bytes that Zalo sent."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NoReturn

from bot import keys
from bot.errors import BotError
from bot.zalo import strict_json
from bot.zalo.event_names import (
    ATTACHMENTS,
    TEMPLATE_RECEIPT,
    Content,
    EventKind,
    Meaning,
    Sides,
    meaning,
)

_ID = re.compile(r"[!-9;-~]{1,64}", re.ASCII)
_NAME = re.compile(r"[\w.\-]{1,64}", re.ASCII)
_TIMESTAMP = re.compile(r"[0-9]{1,14}")
_WRITTEN_BY_SOMEONE = {EventKind.MESSAGE, EventKind.ANONYMOUS_MESSAGE, EventKind.GROUP_MESSAGE}
_SHAPE_NOT_ESTABLISHED = {EventKind.UNKNOWN, EventKind.PERMISSION_REVOKED, EventKind.SHOP}


class InvalidEvent(BotError):
    """The body is not an event; ``str()`` names the rule it breaks, never its content."""

    http_status = 400


@dataclass(frozen=True, slots=True)
class Attachment:
    """What came with a message. Addresses are temporary; ``size`` is bytes, 0 if not told.

    ``latitude`` and ``longitude`` are degrees, None if it is no location. The telephone number of a
    contact card is left out on purpose.
    """

    content: Content
    url: str = field(default="", repr=False)
    thumbnail: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    description: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    size: int = 0
    checksum: str = field(default="", repr=False)
    sticker_id: str = ""
    latitude: float | None = field(default=None, repr=False)
    longitude: float | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """One event. Ids are opaque strings, empty if the event has none; ``timestamp`` is aware UTC.

    ``signed_timestamp`` is the field's text as the signature covers it. ``user_id`` is the person,
    ``group_id`` the group it happened in, ``members`` the people a group or tag event is about.
    ``admin_id`` is set on an echo that a human officer typed. ``key`` is the same for every
    delivery of the same event; ``conversation_id`` is a chat-widget visitor's. ``msg_ids`` are the
    messages that were seen or received, ``msg_id`` among them; ``reaction`` is the icon that was
    put on ``msg_id``.
    """

    kind: EventKind
    name: str
    app_id: str
    oa_id: str
    user_id: str
    timestamp: datetime
    signed_timestamp: str
    key: str
    content: Content = Content.NONE
    group_id: str = ""
    msg_id: str = ""
    text: str = field(default="", repr=False)
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)
    admin_id: str = ""
    quote_msg_id: str = ""
    reaction: str = ""
    conversation_id: str = ""
    members: tuple[str, ...] = field(default=(), repr=False)
    msg_ids: tuple[str, ...] = ()

    @property
    def mentions_account(self) -> bool:
        """Whether the text mentions the account, ``[@oa_id]``."""
        return bool(self.oa_id) and f"[@{self.oa_id}]" in self.text

    @property
    def mailbox(self) -> str:
        """The mailbox of the conversation the event belongs to."""
        return keys.mailbox_name(self.oa_id, self.user_id, self.group_id)


def parse(raw: bytes) -> Event:
    """The event in these bytes; a name we do not know gives kind ``UNKNOWN``.

    Raises ``InvalidEvent``, and nothing else, for anything that is not an event.
    """
    try:
        body = strict_json.loads(raw)
    except strict_json.InvalidJson as error:
        raise InvalidEvent(str(error)) from None
    if not isinstance(body, dict):
        raise InvalidEvent("the body is not an object")
    return _event(body)


@dataclass(slots=True)
class _Fields:
    """An object of the body. A wrong type is refused, or read as absent if ``lenient``."""

    values: dict[str, Any]
    lenient: bool = False

    def inner(self, name: str) -> _Fields:
        value = self.values.get(name)
        if isinstance(value, dict):
            return _Fields(value, self.lenient)
        self._absent(name, value)
        return _Fields({}, self.lenient)

    def items(self, name: str) -> list[Any]:
        value = self.values.get(name)
        if isinstance(value, list):
            return value
        self._absent(name, value)
        return []

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if isinstance(value, str):
            return value.replace("\x00", "") if "\x00" in value else value
        self._absent(name, value)
        return ""

    def scalar(self, name: str) -> str:
        """Text, also where a number was sent."""
        value = self.values.get(name)
        return str(value) if _is_number(value) else self.text(name)

    def id(self, *names: str) -> str:
        """The first of these fields that holds an id."""
        return next(filter(None, map(self._id, names)), "")

    def _id(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return ""
        text = str(value) if _is_integer(value) else self.text(name)
        if not text or _ID.fullmatch(text):
            return text
        self._absent(name, value)
        return ""

    def _absent(self, name: str, value: Any) -> None:
        if value is not None and not self.lenient:
            _refuse(name)


def _event(values: dict[str, Any]) -> Event:
    name = _name(values)
    strict = _Fields(values)
    stamp, moment = _moment(strict)
    what = _meaning(name, values)
    body = _Fields(values, lenient=what.kind in _SHAPE_NOT_ESTABLISHED)
    message = body.inner("message")
    oa_id, user_id, group_id = _parties(body, what.sides)
    if what.kind in _WRITTEN_BY_SOMEONE and not user_id:
        _refuse("sender")
    msg_id = message.scalar("msg_id") or body.scalar("msg_id")
    app_id = strict.id("app_id")
    return Event(
        kind=what.kind,
        name=name,
        app_id=app_id,
        oa_id=oa_id,
        user_id=user_id,
        timestamp=moment,
        signed_timestamp=stamp,
        key=_key(what.kind, (oa_id, name, msg_id), (stamp, user_id, group_id, app_id)),
        content=what.content,
        group_id=group_id,
        msg_id=msg_id,
        text=message.text("text"),
        attachments=tuple(_attachments(message, what.content)),
        admin_id=body.inner("sender").id("admin_id"),
        quote_msg_id=message.scalar("quote_msg_id"),
        reaction=message.scalar("react_icon"),
        conversation_id=message.scalar("conversation_id"),
        members=tuple(_members(body)),
        msg_ids=tuple(dict.fromkeys(filter(None, (msg_id, *_message_ids(message))))),
    )


def _name(values: dict[str, Any]) -> str:
    name = values.get("event_name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        _refuse("event_name")
    return name


def _moment(body: _Fields) -> tuple[str, datetime]:
    """The timestamp as it was signed, and the moment it stands for."""
    stamp = body.id("timestamp")
    if not _TIMESTAMP.fullmatch(stamp):
        _refuse("timestamp")
    return stamp, datetime.fromtimestamp(int(stamp) / 1000, UTC)


def _meaning(name: str, values: dict[str, Any]) -> Meaning:
    message = values.get("message")
    if name == "user_received_message" and isinstance(message, dict):
        if "delivery_time" in message or "tracking_id" in message:
            return TEMPLATE_RECEIPT
    return meaning(name)


def _parties(body: _Fields, sides: Sides) -> tuple[str, str, str]:
    """Account, person, group."""
    sender, recipient = body.inner("sender").id("id"), body.inner("recipient").id("id")
    account, person = body.id("oa_id"), _named_person(body)
    match sides:
        case Sides.FROM_USER:
            return recipient or account, sender or person, ""
        case Sides.FROM_ACCOUNT:
            return sender or account, recipient or person, ""
        case Sides.IN_GROUP:
            return account, sender, recipient or body.id("group_id")
        case Sides.TO_GROUP:
            return account or sender, "", recipient or body.id("group_id")
        case Sides.PHONE:
            return sender or account, "", ""
        case Sides.NAMED:
            return account or recipient, person or sender, body.id("group_id")


def _named_person(body: _Fields) -> str:
    return body.inner("follower").id("id") or body.id("user_id") or body.inner("data").id("user_id")


def _members(body: _Fields) -> Iterator[str]:
    for user in body.items("users"):
        yield _Fields({"user": user}, body.lenient).inner("user").id("id")
    for user_id in body.inner("tag").items("user_ids"):
        yield _Fields({"id": user_id}, body.lenient).id("id")


def _message_ids(message: _Fields) -> Iterator[str]:
    for item in message.items("msg_ids"):
        yield _Fields({"id": item}, lenient=True).id("id")


def _attachments(message: _Fields, content: Content) -> Iterator[Attachment]:
    for item in message.items("attachments"):
        attachment = _Fields({"attachment": item}, message.lenient).inner("attachment")
        payload = attachment.inner("payload")
        yield _attachment(payload, _attachment_content(attachment.text("type"), content))
    place = message.inner("location")
    if place.values:
        yield _attachment(place, Content.LOCATION)


def _attachment_content(wire_type: str, content: Content) -> Content:
    if content is Content.CONTACT:
        return content
    return ATTACHMENTS.get(wire_type, Content.NONE)


def _attachment(payload: _Fields, content: Content) -> Attachment:
    latitude, longitude = _coordinates(payload) if content is Content.LOCATION else (None, None)
    is_card = content is Content.CONTACT or _is_contact_card(payload)
    return Attachment(
        content=Content.CONTACT if is_card else content,
        url=payload.text("url"),
        thumbnail=payload.text("thumbnail"),
        title=payload.text("title"),
        description="" if is_card else payload.text("description"),
        name=payload.text("name"),
        size=_size(payload.scalar("size")),
        checksum=payload.text("checksum"),
        sticker_id=payload.id("id") if content is Content.STICKER else "",
        latitude=latitude,
        longitude=longitude,
    )


def _is_contact_card(payload: _Fields) -> bool:
    """A contact card is a link whose description is a JSON object with a telephone number."""
    description = payload.values.get("description")
    if not isinstance(description, str) or not description.lstrip().startswith("{"):
        return False
    try:
        card = strict_json.loads(description.encode("utf-8", "replace"))
    except strict_json.InvalidJson:
        return False
    return isinstance(card, dict) and "phone" in card


def _size(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else 0


def _coordinates(payload: _Fields) -> tuple[float | None, float | None]:
    """Degrees; both None unless both are on the globe."""
    place = payload.inner("coordinates") if "coordinates" in payload.values else payload
    latitude, longitude = _degrees(place, "latitude", 90), _degrees(place, "longitude", 180)
    return (None, None) if latitude is None or longitude is None else (latitude, longitude)


def _degrees(place: _Fields, name: str, limit: float) -> float | None:
    try:
        value = float(place.scalar(name))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= limit else None


def _key(kind: EventKind, event: tuple[str, ...], circumstances: tuple[str, ...]) -> str:
    """By message id and name; by the circumstances too where a message may see the event again."""
    has_msg_id = bool(event[-1]) and kind is not EventKind.REACTION
    parts = event if has_msg_id else event + circumstances
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return _is_integer(value) or isinstance(value, float)


def _refuse(name: str) -> NoReturn:
    raise InvalidEvent(f"{name} is missing or of the wrong type")
