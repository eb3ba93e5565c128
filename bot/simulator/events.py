"""Webhook events as Zalo words them, and how it signs them."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from bot.simulator.state import Attachment, Group, Message, Person

Event = dict[str, Any]

_SUFFIXES = {"request_user_info": "template"}


def encode(event: Event) -> bytes:
    """The bytes that are signed and posted."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def signature(app_id: str, body: bytes, timestamp: str, oa_secret: str) -> str:
    """The value of ``X-ZEvent-Signature``: a plain SHA-256, not an HMAC."""
    parts = app_id.encode() + body + timestamp.encode() + oa_secret.encode()
    return "mac=" + hashlib.sha256(parts).hexdigest()


def attachment_payload(attachment: Attachment) -> Event:
    """The attachment as an element of ``message.attachments``."""
    return {"type": _wire_type(attachment.kind), "payload": _payload(attachment)}


def _wire_type(kind: str) -> str:
    return "link" if kind == "business_card" else kind


def _payload(attachment: Attachment) -> Event:
    match attachment.kind:
        case "image" | "gif":
            return {"thumbnail": attachment.thumbnail, "url": attachment.url}
        case "sticker":
            return {"id": attachment.sticker_id, "url": attachment.url}
        case "location":
            place = {"latitude": attachment.latitude, "longitude": attachment.longitude}
            return {"coordinates": place}
        case "file":
            return _file_payload(attachment)
        case "audio":
            return {"url": attachment.url}
        case _:
            return {
                "thumbnail": attachment.thumbnail,
                "description": attachment.description,
                "url": attachment.url,
            }


def _file_payload(attachment: Attachment) -> Event:
    return {
        "url": attachment.url,
        "size": str(attachment.size),
        "name": attachment.name,
        "checksum": attachment.checksum,
        "type": attachment.name.rpartition(".")[2].lower(),
    }


def message_part(message: Message) -> Event:
    """The ``message`` object of any message event."""
    part: Event = {"msg_id": message.id}
    if message.text:
        part = {"text": message.text, **part}
    if message.quote_id:
        part["quote_msg_id"] = message.quote_id
    if message.attachment is not None:
        part["attachments"] = [attachment_payload(message.attachment)]
    return part


def person_sends(message: Message, person: Person, oa_id: str) -> Event:
    """``user_send_*``, or ``anonymous_send_*`` for a visitor."""
    prefix = "anonymous_send" if person.anonymous else "user_send"
    part = message_part(message)
    if person.anonymous:
        part["conversation_id"] = person.conversation_id
    return {
        "sender": {"id": person.user_id},
        **_by_app(person),
        "recipient": {"id": oa_id},
        "event_name": f"{prefix}_{message.kind}",
        "message": part,
    }


def person_sends_to_group(message: Message, person: Person, group: Group, oa_id: str) -> Event:
    """``user_send_group_*``: the recipient is the group, the account stands beside."""
    return {
        "sender": {"id": person.user_id},
        "recipient": {"id": group.group_id},
        "oa_id": oa_id,
        "event_name": f"user_send_group_{message.kind}",
        "message": message_part(message),
    }


def echo(message: Message, person: Person, oa_id: str) -> Event:
    """``oa_send_*``: what the account said comes back; ``admin_id`` only when a human typed it."""
    prefix = "oa_send_anonymous" if person.anonymous else "oa_send"
    return {
        "sender": _account(message, oa_id),
        "recipient": {"id": person.user_id},
        **_by_app(person),
        "event_name": f"{prefix}_{_SUFFIXES.get(message.kind, message.kind)}",
        "message": message_part(message),
    }


def group_echo(message: Message, group: Group, oa_id: str) -> Event:
    """``oa_send_group_*``."""
    return {
        "sender": _account(message, oa_id),
        "recipient": {"id": group.group_id},
        "oa_id": oa_id,
        "event_name": f"oa_send_group_{message.kind}",
        "message": message_part(message),
    }


def _account(message: Message, oa_id: str) -> Event:
    return {"id": oa_id, **({"admin_id": message.admin_id} if message.admin_id else {})}


def _by_app(person: Person) -> Event:
    return {} if person.anonymous else {"user_id_by_app": person.user_id_by_app}


def relation(name: str, person: Person, oa_id: str) -> Event:
    """``follow`` and ``unfollow``: no sender, no recipient."""
    source = {"source": "oa_profile"} if name == "follow" else {}
    return {
        "oa_id": oa_id,
        "follower": {"id": person.user_id},
        "user_id_by_app": person.user_id_by_app,
        "event_name": name,
        **source,
    }


def about_person(name: str, person: Person, oa_id: str) -> Event:
    """``user_click_chatnow`` and ``user_withdraw``: the person stands in ``user_id``."""
    return {
        "oa_id": oa_id,
        "user_id": person.user_id,
        "user_id_by_app": person.user_id_by_app,
        "event_name": name,
    }


def received(message: Message, person: Person, oa_id: str) -> Event:
    """``user_received_message``: her phone has the message."""
    return _receipt("user_received_message", {"msg_id": message.id}, person, oa_id)


def seen(message_ids: list[str], person: Person, oa_id: str) -> Event:
    """``user_seen_message``: she has looked at these messages."""
    return _receipt("user_seen_message", {"msg_ids": message_ids}, person, oa_id)


def _receipt(name: str, part: Event, person: Person, oa_id: str) -> Event:
    return {
        "sender": {"id": oa_id},
        "recipient": {"id": person.user_id},
        "user_id_by_app": person.user_id_by_app,
        "event_name": name,
        "message": part,
    }


def reaction(name: str, message_id: str, icon: str, person: Person, oa_id: str) -> Event:
    """``user_reacted_message`` and ``oa_reacted_message``."""
    ids = (person.user_id, oa_id) if name.startswith("user_") else (oa_id, person.user_id)
    return {
        "sender": {"id": ids[0]},
        "recipient": {"id": ids[1]},
        "user_id_by_app": person.user_id_by_app,
        "event_name": name,
        "message": {"msg_id": message_id, "react_icon": icon},
    }


def submitted(info: Event, person: Person, oa_id: str) -> Event:
    """``user_submit_info``: she filled in the form that asks who she is."""
    return {
        "sender": {"id": person.user_id},
        "recipient": {"id": oa_id},
        "user_id_by_app": person.user_id_by_app,
        "event_name": "user_submit_info",
        "info": info,
    }
