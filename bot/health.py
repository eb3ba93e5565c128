"""``/healthz``, ``/readyz``, ``/metrics``: is it up, may it be given work, what did it count."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import wait as wait_for

import structlog
from flask import Blueprint, Response, jsonify

from bot import metrics

log = structlog.get_logger(__name__)

Check = Callable[[], object]
"""Returns when the thing may be used, raises when not."""

TIME_LIMIT = 2.0
OK = "ok"
LATE = "no answer in time"


class Readiness:
    """Runs all checks side by side, for ``time_limit`` seconds in total, however they hang.

    A check that hangs is not started again before it ended, so hanging checks do not pile up.
    """

    def __init__(self, checks: Mapping[str, Check], time_limit: float = TIME_LIMIT) -> None:
        self._checks = dict(checks)
        self._time_limit = time_limit
        self._running: dict[str, Future[object]] = {}
        self._lock = threading.Lock()

    def report(self) -> dict[str, str]:
        """Each check's name with ``ok``, the type of its error, or that it was late."""
        deadline = time.monotonic() + self._time_limit
        with self._lock:
            futures = {name: self._future(name, check) for name, check in self._checks.items()}
        wait_for(futures.values(), timeout=max(0.0, deadline - time.monotonic()))
        return {name: _verdict(future) for name, future in futures.items()}

    def _future(self, name: str, check: Check) -> Future[object]:
        running = self._running.get(name)
        if running is not None and not running.done():
            return running
        future: Future[object] = Future()
        self._running[name] = future
        threading.Thread(
            target=_run, args=(check, future), name=f"check-{name}", daemon=True
        ).start()
        return future


def _run(check: Check, future: Future[object]) -> None:
    try:
        future.set_result(check())
    except Exception as error:
        future.set_exception(error)


def _verdict(future: Future[object]) -> str:
    if not future.done():
        return LATE
    error = future.exception()
    return OK if error is None else type(error).__name__


def make_blueprint(readiness: Readiness, backlog: metrics.Backlog) -> Blueprint:
    """The three routes. ``/readyz`` is 503 and names what is not ready."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return jsonify(status=OK)

    @blueprint.get("/readyz")
    def readyz() -> tuple[Response, int]:
        report = readiness.report()
        failing = sorted(name for name, verdict in report.items() if verdict != OK)
        for name in failing:
            log.warning("not_ready", check=name, reason=report[name].replace(" ", "_"))
        return jsonify(ready=not failing, failing=failing, checks=report), 503 if failing else 200

    @blueprint.get("/metrics")
    def render_metrics() -> Response:
        return Response(metrics.render(backlog), content_type=metrics.CONTENT_TYPE)

    return blueprint
