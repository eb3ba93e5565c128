"""Make trouble on purpose: faults, slow answers, doubled events, a clock wound forward."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from flask import Response, jsonify, request

from bot.simulator import views
from bot.simulator.controls.blueprint import BadControlError, controls
from bot.simulator.current import json_object, simulation
from bot.simulator.events import Event, encode, signature
from bot.simulator.faults import Fault

LONGEST_WAIT = 60.0


@controls.get("/health")
def health() -> Response:
    """Answers as soon as the stand-in is up."""
    return jsonify({"status": "ok", "epoch": simulation().world.epoch})


@controls.get("/faults")
def faults() -> Response:
    """The faults still to come and the latency."""
    here = simulation().faults
    waiting = [asdict(fault) for fault in here.waiting()]
    return jsonify({"latency_ms": here.latency_ms, "waiting": waiting})


@controls.post("/faults")
def add_fault() -> Response:
    """Set a fault; the fields are those of ``Fault``."""
    body = json_object()
    known = {field.name for field in fields(Fault)}
    if not body or body.keys() - known:
        raise BadControlError(f"a fault has the fields {', '.join(sorted(known))}")
    simulation().faults.add(Fault(**body))
    return faults()


@controls.delete("/faults")
def clear_faults() -> Response:
    """Take all faults back."""
    simulation().faults.clear()
    return faults()


@controls.post("/latency")
def latency() -> Response:
    """Hold every API answer back for ``milliseconds``."""
    simulation().faults.latency_ms = max(0, int(json_object().get("milliseconds", 0)))
    return faults()


@controls.post("/clock")
def clock() -> Response:
    """Wind the clock forward by ``seconds``; retries that fall due then are made."""
    here = simulation()
    try:
        here.clock.advance(float(json_object().get("seconds", 0)))
    except ValueError as error:
        raise BadControlError(str(error)) from None
    here.postman.wake()
    return jsonify({"now_ms": here.clock.now_ms()})


@controls.post("/token/expire")
def expire() -> Response:
    """The living access token expires now."""
    simulation().tokens.expire_access()
    return jsonify({})


@controls.post("/reset")
def reset() -> Response:
    """Everything as at the start."""
    simulation().reset()
    return jsonify({"epoch": simulation().world.epoch})


@controls.post("/webhook")
def webhook() -> Response:
    """Set the webhook's ``enabled``, ``unwanted`` (event names), ``copies``, ``shuffle_ms``."""
    postman, body = simulation().postman, json_object()
    postman.enabled = bool(body.get("enabled", postman.enabled))
    postman.unwanted = set(body.get("unwanted", postman.unwanted))
    postman.copies = max(1, int(body.get("copies", postman.copies)))
    postman.shuffle_ms = max(0, int(body.get("shuffle_ms", postman.shuffle_ms)))
    simulation().world.touch("account", "")
    return jsonify(
        {
            "enabled": postman.enabled,
            "unwanted": sorted(postman.unwanted),
            "copies": postman.copies,
            "shuffle_ms": postman.shuffle_ms,
        }
    )


@controls.post("/events")
def post_event() -> Response:
    """Post any ``event`` or ``raw`` text, signed for you unless ``signature`` is given."""
    here, body = simulation(), json_object()
    event: Event = dict(body.get("event") or {})
    event = {"app_id": here.options.app_id, "timestamp": str(here.clock.now_ms())} | event
    raw = str(body["raw"]).encode() if "raw" in body else encode(event)
    sign = body.get("signature")
    if sign is None:
        sign = signature(here.options.app_id, raw, _timestamp(raw), here.options.oa_secret)
    name = str(event.get("event_name", "raw"))
    here.postman.post_raw(name, raw, str(sign), str(body.get("conversation", "")))
    return jsonify({})


def _timestamp(raw: bytes) -> str:
    try:
        body = json.loads(raw)
    except ValueError:
        return ""
    return str(body.get("timestamp", "")) if isinstance(body, dict) else ""


@controls.get("/deliveries")
def deliveries() -> Response:
    """The newest webhook deliveries; with ``quiet_within`` waits until each was tried once."""
    postman = simulation().postman
    seconds = request.args.get("quiet_within", 0.0, type=float)
    quiet = postman.wait_until_quiet(min(seconds, LONGEST_WAIT))
    log = [views.of_delivery(delivery) for delivery in list(postman.log)]
    return jsonify({"quiet": quiet, "enabled": postman.enabled, "deliveries": log})


@controls.get("/calls")
def calls() -> Response:
    """The API calls the bot made whose path ends in ``endpoint``, with their error numbers."""
    found = simulation().calls.of(request.args.get("endpoint", ""))
    return jsonify({"count": len(found), "calls": [asdict(call) for call in found]})
