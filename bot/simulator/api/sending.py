"""Sending: consultation messages, group messages, reactions and answers to anonymous visitors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request

from bot.simulator.api.gate import guard, success
from bot.simulator.content import object_of, reaction_icon
from bot.simulator.current import simulation
from bot.simulator.errors import ApiError, invalid, unsupported
from bot.simulator.state import Message, Person

sending = Blueprint("sending", __name__)
guard(sending)


@sending.post("/v3.0/oa/message/cs")
def consultation() -> Response:
    """A consultation message to one person."""
    body = _body()
    here = simulation()
    person = here.account.addressee(_recipient(body, "user_id"))
    bubble = here.reader.read(body.get("message"))
    quota = here.account.pay(person)
    message = here.account.send(person, bubble)
    return success(_sent(message, person) | {"quota": quota})


@sending.post("/v2.0/oa/message")
def legacy_message() -> Response:
    """Reactions, anonymous visitors and broadcasts only; consultation moved to v3."""
    body = _body()
    recipient = _recipient_object(body)
    if "sender_action" in body:
        return _react(body)
    if "anonymous_id" in recipient:
        return _answer_visitor(body, recipient)
    if "target" in recipient:
        return _broadcast(body, recipient["target"])
    raise ApiError(-240, "Message API v2 is closed, use v3")


@sending.post("/v3.0/oa/group/message")
def group_message() -> Response:
    """A message to one of the account's own groups."""
    body = _body()
    here = simulation()
    group = here.world.group_with_id(_recipient(body, "group_id"))
    message = here.account.send_to_group(group, here.reader.read(body.get("message")))
    return success({"message_id": message.id, "group_id": group.group_id})


@sending.post("/v3.0/oa/quota/message")
def quota() -> Response:
    """What may still be sent, to a person or by the account."""
    body = object_of(request.get_json(silent=True))
    if "user_id" not in body:
        return success(_assets(body))
    person = simulation().world.person_with_id(str(body["user_id"]))
    if person is None:
        raise ApiError(-213, "User is not a follower of the OA")
    return success({"last_interaction": str(person.last_interaction_ms)})


@sending.post("/v3.0/oa/quota/group")
def group_quota() -> Response:
    """The places for groups that the account has: one in use for each group."""
    body = object_of(request.get_json(silent=True))
    kind = str(body.get("product_type", ""))
    if body.get("quota_owner") != "OA" or not kind.startswith("gmf"):
        raise invalid("quota_owner or product_type")
    used = [group.group_id for group in simulation().world.state.groups.values()]
    same = {"product_type": kind, "quota_type": "sub_quota", "auto_renew": True}
    through = _valid_through()
    return success(
        [
            {**same, "asset_id": f"gmf-{n}", "valid_through": through, "status": "used",
             "used_id": group_id}
            for n, group_id in enumerate(used, 1)
        ]
    )  # fmt: skip


def _assets(body: dict[str, Any]) -> list[dict[str, Any]]:
    if body.get("quota_owner") not in {"OA", "App", "APP"}:
        raise invalid("quota_owner")
    if body.get("product_type") not in {"cs", "transaction"}:
        raise invalid("product_type")
    if body.get("quota_type") != "sub_quota" or body["quota_owner"] != "OA":
        return []
    here = simulation()
    total, used = here.options.paid_messages, here.world.state.paid_messages
    asset = {"product_type": body["product_type"], "quota_type": "sub_quota"}
    left = {"total": total, "remain": max(total - used, 0), "valid_through": _valid_through()}
    return [{"asset_id": "package", **asset, **left}]


def _valid_through() -> str:
    return (simulation().clock.now() + timedelta(days=30)).strftime("%d/%m/%Y")


def _broadcast(body: dict[str, Any], target: object) -> Response:
    message = body.get("message")
    attachment = message.get("attachment") if isinstance(message, dict) else None
    payload = attachment.get("payload") if isinstance(attachment, dict) else None
    elements = payload.get("elements") if isinstance(payload, dict) else None
    if not isinstance(target, dict) or not isinstance(elements, list) or len(elements) != 1:
        raise invalid("target or elements")
    if not isinstance(elements[0], dict) or elements[0].get("media_type") != "article":
        raise unsupported("only articles can be broadcast")
    article_id = str(elements[0].get("attachment_id", ""))
    sent = simulation().articles.broadcast(target, article_id)
    return success({"message_id": sent.message_id})


def _body() -> dict[str, Any]:
    if "data" in request.args:
        raise unsupported("data parameter")
    return object_of(request.get_json(silent=True))


def _recipient_object(body: dict[str, Any]) -> dict[str, Any]:
    recipient = body.get("recipient")
    if not isinstance(recipient, dict):
        raise invalid("recipient")
    return recipient


def _recipient(body: dict[str, Any], field: str) -> str:
    value = _recipient_object(body).get(field)
    if not isinstance(value, str) or not value:
        raise invalid(field)
    return value


def _sent(message: Message, person: Person) -> dict[str, Any]:
    return {
        "message_id": message.id,
        "user_id": person.user_id,
        "sent_time": str(message.sent_ms),
    }


def _react(body: dict[str, Any]) -> Response:
    action = body["sender_action"]
    if not isinstance(action, dict):
        raise invalid("sender_action")
    icon = reaction_icon(action.get("react_icon"))
    user_id, target = _recipient(body, "user_id"), str(action.get("react_message_id", ""))
    message = simulation().account.react(user_id, target, icon)
    return success({"message_id": message.id, "user_id": user_id})


def _answer_visitor(body: dict[str, Any], recipient: dict[str, Any]) -> Response:
    here = simulation()
    visitor = here.world.person_with_id(str(recipient["anonymous_id"]))
    if visitor is None or not visitor.anonymous:
        raise invalid("anonymous_id")
    if recipient.get("conversation_id") != visitor.conversation_id:
        raise invalid("conversation_id")
    message = here.account.send(visitor, here.reader.read(body.get("message")))
    return success({"message_id": message.id, **recipient})
