"""What every API call passes: rate limit, token, faults; then headers and the log."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from bot.simulator.calls import Call
from bot.simulator.current import json_object, simulation
from bot.simulator.errors import ApiError, invalid
from bot.simulator.faults import Fault


def success(data: object = None) -> Response:
    """Zalo's envelope around an answer."""
    body = {} if data is None else {"data": data}
    return jsonify({**body, "error": 0, "message": "Success"})


def data_parameter() -> dict[str, Any]:
    """The ``data`` query parameter of a GET call: URL-encoded JSON, or -201."""
    try:
        data = json.loads(request.args.get("data", "{}"))
    except ValueError:
        raise invalid("data") from None
    if not isinstance(data, dict):
        raise invalid("data")
    return data


def page_of(data: dict[str, Any], default: int, most: int) -> tuple[int, int]:
    """``offset`` and ``count``, or -201 when they are no numbers or out of range."""
    try:
        offset, count = int(data.get("offset", 0)), int(data.get("count", default))
    except (TypeError, ValueError):
        raise invalid("offset or count") from None
    if offset < 0 or not 1 <= count <= most:
        raise invalid("offset or count")
    return offset, count


def guard(blueprint: Blueprint, *, public: bool = False) -> None:
    """Put the gate before a blueprint; a public one (OAuth) needs no token and has no limit."""
    if not public:
        blueprint.before_request(_count)
        blueprint.before_request(_check_token)
    blueprint.before_request(_strike)
    blueprint.after_request(_leave)
    blueprint.register_error_handler(ApiError, _refused)


def _count() -> None:
    g.remaining = simulation().rate.take()
    if g.remaining < 0:
        raise ApiError(-32, "Request rate limit is exceeded")


def _check_token() -> None:
    headers = request.headers
    proof = headers.get("appsecret_proof", "")
    simulation().tokens.check(headers.get("access_token", ""), proof)


def _strike() -> Response | None:
    fault = simulation().faults.take(request.path, addressed_user())
    g.fault = fault
    if fault is None:
        return None
    if fault.http_status != 200:
        return Response("upstream trouble", fault.http_status, mimetype="text/plain")
    if fault.code:
        raise ApiError(fault.code, "error set by the test")
    return None


def addressed_user() -> str:
    """Whom the call is about, as far as the body says."""
    recipient = json_object().get("recipient") if request.is_json else None
    return str(recipient.get("user_id", "")) if isinstance(recipient, dict) else ""


def _refused(error: ApiError) -> tuple[Response, int]:
    g.error = error.code
    return jsonify({"error": error.code, "message": error.message}), error.http_status


def _leave(response: Response) -> Response:
    here = simulation()
    fault: Fault | None = g.get("fault")
    dropped = fault is not None and fault.drop
    if "remaining" in g:
        response.headers["X-RateLimit-Limit"] = str(here.rate.limit)
        response.headers["X-RateLimit-Remain"] = str(max(g.remaining, 0))
    error = g.get("error", response.status_code if response.status_code >= 400 else 0)
    user_id = addressed_user()
    here.calls.add(Call(request.method, request.path, error, dropped, user_id, time.time()))
    if here.faults.latency_ms:
        time.sleep(here.faults.latency_ms / 1000)
    if dropped:
        _cut_connection()
    return response


def _cut_connection() -> None:
    environ = request.environ
    connection: socket.socket = environ.get("gunicorn.socket") or environ["werkzeug.socket"]
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
