"""What changed: once for the asking, or as a stream of server-sent events."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Response, jsonify, request

from bot.simulator import views
from bot.simulator.controls.blueprint import controls
from bot.simulator.current import simulation
from bot.simulator.simulation import Simulation

HEARTBEAT = 10.0


@controls.get("/changes")
def changes() -> Response:
    """Everything that changed after the ``cursor`` given as ``since``."""
    return jsonify(views.changes(simulation(), _revision(request.args.get("since", ""))))


@controls.get("/stream")
def stream() -> Response:
    """The same as a stream; goes on after ``Last-Event-ID`` or ``since``."""
    cursor = request.headers.get("Last-Event-ID", request.args.get("since", ""))
    body = _events(simulation(), _revision(cursor))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Response(body, mimetype="text/event-stream", headers=headers)


def _revision(cursor: str) -> int:
    epoch, _, revision = cursor.partition(":")
    known = epoch == simulation().world.epoch and revision.isdecimal()
    return int(revision) if known else 0


def _events(here: Simulation, since: int) -> Iterator[str]:
    yield "retry: 1000\n\n"
    while not here.closed.is_set():
        if _wait_for_more(here, since):
            changed = views.changes(here, since)
            since = changed["revision"]
            yield f"id: {changed['cursor']}\ndata: {json.dumps(changed, ensure_ascii=False)}\n\n"
        else:
            yield ": still here\n\n"


def _wait_for_more(here: Simulation, since: int) -> bool:
    return here.world.wait_for(lambda: here.world.revision > since, HEARTBEAT)
