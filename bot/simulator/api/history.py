"""Old messages: of one person, of everybody, of a group. Newest first."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from bot.simulator.api.gate import data_parameter, guard, page_of, success
from bot.simulator.current import simulation
from bot.simulator.errors import ApiError
from bot.simulator.state import Author, Message

history = Blueprint("history", __name__)
guard(history)

_TYPES = {
    "image": "photo", "gif": "GIF", "audio": "voice", "business_card": "link", "article": "links",
}  # fmt: skip
"""That a broadcast article stands in the history as ``links`` is assumed: no source tells it."""


@history.get("/v2.0/oa/conversation")
def conversation() -> Response:
    """The conversation with one person, ten messages a call at most."""
    data = data_parameter()
    person = simulation().world.person_with_id(str(data.get("user_id", "")))
    if person is None:
        raise ApiError(-213, "User is not a follower of the OA")
    return success(_page(simulation().world.timeline(person.key), data, 10))


@history.get("/v2.0/oa/listrecentchat")
def recent() -> Response:
    """The newest messages with anybody."""
    world = simulation().world
    people = world.state.people
    messages = [m for key in people for m in world.timeline(key)]
    return success(_page(sorted(messages, key=lambda m: m.arrived_at), data_parameter(), 10))


@history.get("/v3.0/oa/group/conversation")
def group_conversation() -> Response:
    """The messages of one group; plain query parameters."""
    world = simulation().world
    group = world.group_with_id(request.args.get("group_id", ""))
    rows = _page(world.timeline(group.key), dict(request.args), 5)
    return success([{**row, "group_id": group.group_id} for row in rows])


def _page(messages: list[Message], data: dict[str, Any], default: int) -> list[dict[str, Any]]:
    offset, count = page_of(data, default=default, most=10)
    newest = messages[::-1]
    return [_row(message) for message in newest[offset : offset + count]]


def _row(message: Message) -> dict[str, Any]:
    account, person = _account_end(), _person_end(message)
    ends = (person, account) if message.author is Author.PERSON else (account, person)
    row: dict[str, Any] = {
        "src": 1 if message.author is Author.PERSON else 0,
        "time": message.sent_ms,
        "type": _TYPES.get(message.kind, message.kind),
        "message": message.text,
        "message_id": message.id,
    }
    for role, (identity, name) in zip(("from", "to"), ends, strict=True):
        row |= {f"{role}_id": identity, f"{role}_display_name": name, f"{role}_avatar": ""}
    if message.attachment is not None:
        row |= {"url": message.attachment.url, "thumb": message.attachment.thumbnail}
        if message.attachment.kind == "article":
            row["links"] = [{"title": message.text, "url": message.attachment.url}]
    return row


def _account_end() -> tuple[str, str]:
    options = simulation().options
    return options.oa_id, options.oa_name


def _person_end(message: Message) -> tuple[str, str]:
    state = simulation().world.state
    if message.sender:
        person = state.people[message.sender]
        return person.user_id, person.name
    if message.conversation in state.groups:
        group = state.groups[message.conversation]
        return group.group_id, group.name
    person = state.people[message.conversation]
    return person.user_id, person.name
