"""The simulation that the running Flask app serves, and the request's JSON."""

from __future__ import annotations

from typing import Any, cast

from flask import current_app, request

from bot.simulator.simulation import Simulation

KEY = "simulation"


def simulation() -> Simulation:
    """The simulation of the current app."""
    return cast(Simulation, current_app.extensions[KEY])


def json_object() -> dict[str, Any]:
    """The request's body as a JSON object; empty when it is none."""
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}
