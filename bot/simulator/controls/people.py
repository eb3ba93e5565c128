"""Speak and act as a person: write, send pictures, follow, look at the chat."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from bot.simulator import views
from bot.simulator.content import file_attachment
from bot.simulator.controls.blueprint import BadControlError, controls
from bot.simulator.current import json_object, simulation
from bot.simulator.state import Attachment, Author, Message, Person
from bot.simulator.world import Bubble

LONGEST_WAIT = 60.0
_KNOWN = frozenset({"age", "gender", "city", "platform"})
_ACTS = frozenset({"follow", "unfollow", "open-chat", "withdraw", "see"})


@controls.get("/people")
def people() -> Response:
    """Everybody, and the groups."""
    state = simulation().world.state
    everyone = [views.of_person(person) for person in list(state.people.values())]
    return jsonify(
        {"people": everyone, "groups": [views.of_group(g) for g in list(state.groups.values())]}
    )


@controls.post("/people")
def add_person() -> Response:
    """A new person: ``name``, and if wanted ``key``, ``follower``, ``anonymous``; ``age``,
    ``gender``, ``city``, ``platform`` as a broadcast's filters say it.
    """
    body = json_object()
    key, name = str(body.get("key", "")), str(body.get("name", "")).strip()
    if not (key or name):
        raise BadControlError("give a name or a key")
    person = simulation().world.add_person(
        name[:60] or key,
        key,
        follower=bool(body.get("follower", True)),
        anonymous=bool(body.get("anonymous", False)),
    )
    for known in _KNOWN & body.keys():
        setattr(person, known, str(body[known]))
    return jsonify(views.of_person(person))


@controls.post("/people/<key>/messages")
def send(key: str) -> Response:
    """She writes: ``kind`` (text by default) with its fields, ``group`` to write in a group."""
    return jsonify(views.of_message(_send(key, json_object(), _bubble(json_object()))))


@controls.post("/people/<key>/files")
def send_file(key: str) -> Response:
    """She sends the form's ``file`` as ``kind`` image, gif, audio, video or file, with ``text``."""
    part = request.files.get("file")
    if part is None:
        raise BadControlError("the form has no file")
    kind = request.form.get("kind", "image")
    here = simulation()
    asset = here.assets.keep(kind, part.filename or "file", part.read())
    url = here.media_url(asset)
    attachment = Attachment(kind, url=url, thumbnail=url, name=asset.name)
    if kind == "file":
        attachment = file_attachment(asset, url)
    bubble = Bubble(kind, request.form.get("text", ""), attachment)
    return jsonify(views.of_message(_send(key, dict(request.form), bubble)))


def _send(key: str, fields: dict[str, Any], bubble: Bubble) -> Message:
    here = simulation()
    person, group = here.world.person(key), str(fields.get("group", ""))
    if group:
        return here.phone.send_to_group(person, group, bubble)
    return here.phone.send(person, bubble)


def _bubble(body: dict[str, Any]) -> Bubble:
    kind, text = str(body.get("kind", "text")), str(body.get("text", ""))
    quote = str(body.get("quote", ""))
    if kind == "text":
        return Bubble("text", text, quote_id=quote)
    wanted = {"url", "thumbnail", "name", "sticker_id", "latitude", "longitude", "description"}
    fields: dict[str, Any] = {name: str(body[name]) for name in wanted & body.keys()}
    return Bubble(kind, text, Attachment(kind, **fields), quote)


@controls.post("/people/<key>/<act>")
def act(key: str, act: str) -> Response:
    """``follow``, ``unfollow``, ``open-chat``, ``withdraw`` or ``see`` (look at all messages)."""
    if act not in _ACTS:
        raise BadControlError(f"nobody can {act}")
    phone = simulation().phone
    getattr(phone, act.replace("-", "_"))(simulation().world.person(key))
    return jsonify(views.of_person(simulation().world.person(key)))


@controls.post("/people/<key>/reactions")
def react(key: str) -> Response:
    """She puts ``icon`` on message ``message_id``."""
    body = json_object()
    person = simulation().world.person(key)
    simulation().phone.react(person, str(body.get("message_id")), str(body.get("icon")))
    return jsonify({})


@controls.post("/people/<key>/information")
def submit(key: str) -> Response:
    """She fills in the form that asks who she is; the body becomes ``info``."""
    simulation().phone.submit(simulation().world.person(key), json_object())
    return jsonify({})


@controls.get("/conversations/<key>")
def conversation(key: str) -> Response:
    """All messages of a person or group, oldest first."""
    _must_exist(key)
    messages = simulation().world.timeline(key)
    return jsonify({"messages": [views.of_message(m) for m in messages]})


@controls.get("/conversations/<key>/arrived")
def arrived(key: str) -> Response:
    """What the account sent there. ``wait_for`` messages in all, for at most ``timeout`` seconds.

    ``author`` (bot or officer) narrows it. ``complete``: whether as many came as were waited for.
    """
    _must_exist(key)
    world = simulation().world
    author = Author(request.args["author"]) if "author" in request.args else None
    wanted = request.args.get("wait_for", 0, type=int)
    timeout = min(request.args.get("timeout", 10.0, type=float), LONGEST_WAIT)
    complete = world.wait_for(lambda: len(world.arrived(key, author)) >= wanted, timeout)
    messages = [views.of_message(m) for m in world.arrived(key, author)]
    return jsonify({"complete": complete, "count": len(messages), "messages": messages})


@controls.post("/conversations/<key>/officer")
def officer(key: str) -> Response:
    """An officer types ``text`` by hand; ``admin`` names her when there are several."""
    _must_exist(key)
    body = json_object()
    text = str(body.get("text", "")).strip()
    if not text:
        raise BadControlError("an officer types something or nothing at all")
    message = simulation().account.officer_types(key, text, str(body.get("admin", "officer")))
    return jsonify(views.of_message(message))


def _must_exist(key: str) -> Person | None:
    world = simulation().world
    if key in world.state.groups:
        return None
    return world.person(key)
