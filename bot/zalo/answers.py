"""What Zalo's API answers, as typed values. Fields that Zalo leaves out are None or ''."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.zalo.wire import number


@dataclass(frozen=True, slots=True)
class Quota:
    """What a message was counted against: ``reply``, ``sub_quota`` …; '' for one that is billed."""

    kind: str = ""
    remaining: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that Zalo took."""

    message_id: str
    sent_at: datetime | None
    quota: Quota


@dataclass(frozen=True, slots=True)
class PastMessage:
    """A message in the history. ``kind`` is Zalo's word: text, photo, GIF, voice, sticker …;
    ``links`` is what it links to, as Zalo wrote it.
    """

    message_id: str
    from_us: bool
    sent_at: datetime
    kind: str
    text: str = field(repr=False)
    links: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class UserDetail:
    """A person as Zalo shows her to the account; the name may be a placeholder."""

    user_id: str
    display_name: str = field(repr=False)
    following: bool
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UserQuota:
    """When a person last interacted, and how many free answers are left where Zalo still counts."""

    last_interaction: datetime | None
    replies_remaining: int | None


@dataclass(frozen=True, slots=True)
class Asset:
    """A part of the account's quota: how many messages are left in it, None where Zalo does not
    tell; ``valid_through`` as Zalo writes it.
    """

    asset_id: str
    kind: str
    remaining: int | None
    total: int | None
    valid_through: str


@dataclass(frozen=True, slots=True)
class GroupInfo:
    """A group of the account as Zalo knows it."""

    group_id: str
    name: str
    members: int
    enabled: bool


@dataclass(frozen=True, slots=True)
class OaInfo:
    """An Official Account as Zalo knows it."""

    oa_id: str
    name: str
    verified: bool
    package: str
    package_valid_through: str
    followers: int | None


def sent(data: Any) -> Sent:
    """From the answer to a send."""
    fields = _object(data)
    quota = _object(fields.get("quota"))
    return Sent(
        _text(fields, "message_id"),
        _moment(fields.get("sent_time")),
        Quota(_text(quota, "quota_type"), number(quota.get("remain")), number(quota.get("total"))),
    )


def past_messages(data: Any) -> list[PastMessage]:
    """From the history; entries without a time are left out."""
    rows = data if isinstance(data, list) else []
    return [message for row in rows if (message := _past_message(_object(row))) is not None]


def user_detail(data: Any) -> UserDetail:
    """From ``user/detail``."""
    fields = _object(data)
    tags = _object(fields.get("tags_and_notes_info")).get("tag_names")
    return UserDetail(
        _text(fields, "user_id"),
        _text(fields, "display_name"),
        _yes(fields.get("user_is_follower")),
        tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
    )


def user_quota(data: Any) -> UserQuota:
    """From ``quota/message`` for one person."""
    fields = _object(data)
    remaining = number(_object(fields.get("cs_reply")).get("remain"))
    return UserQuota(_moment(fields.get("last_interaction")), remaining)


def assets(data: Any) -> list[Asset]:
    """From ``quota/message`` for the account."""
    rows = [_object(row) for row in data] if isinstance(data, list) else []
    return [
        Asset(
            _text(row, "asset_id"),
            _text(row, "quota_type"),
            number(row.get("remain")),
            number(row.get("total")),
            _text(row, "valid_through"),
        )
        for row in rows
    ]


def names(data: Any) -> list[str]:
    """From ``gettagsofoa``."""
    return [each for each in data if isinstance(each, str)] if isinstance(data, list) else []


def user_ids(data: Any) -> list[str]:
    """From ``user/getlist``."""
    rows = _object(data).get("users")
    found = [_text(_object(row), "user_id") for row in rows] if isinstance(rows, list) else []
    return [each for each in found if each]


def oa_info(data: Any) -> OaInfo:
    """From ``getoa``, which spells its id in two ways."""
    fields = _object(data)
    return OaInfo(
        _text(fields, "oa_id") or _text(fields, "oaid"),
        _text(fields, "name"),
        _yes(fields.get("is_verified")),
        _text(fields, "package_name"),
        _text(fields, "package_valid_through_date"),
        number(fields.get("num_follower")),
    )


def groups(data: Any) -> list[GroupInfo]:
    """From ``getgroupsofoa``; entries without an id are left out."""
    rows = _object(data).get("groups")
    found = [_object(row) for row in rows] if isinstance(rows, list) else []
    return [
        GroupInfo(
            _text(row, "group_id"),
            _text(row, "name"),
            number(row.get("total_member")) or 0,
            _text(row, "status") != "disabled",
        )
        for row in found
        if _text(row, "group_id")
    ]


def identifier(data: Any, name: str) -> str:
    """One id or token in an answer; '' where it is missing."""
    return _text(_object(data), name)


def _past_message(fields: dict[str, Any]) -> PastMessage | None:
    at = _moment(fields.get("time"))
    if at is None:
        return None
    return PastMessage(
        _text(fields, "message_id"),
        number(fields.get("src")) == 0,
        at,
        _text(fields, "type"),
        _text(fields, "message"),
        _links(fields.get("links")),
    )


def _links(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) and value else ""


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _yes(value: object) -> bool:
    return value is True or str(value).lower() == "true"


def _moment(milliseconds: object) -> datetime | None:
    count = number(milliseconds)
    try:
        return None if count is None else datetime.fromtimestamp(count / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None
