"""The Flask application of the stand-in."""

from __future__ import annotations

from flask import Flask, Response, abort, request
from flask.json.provider import DefaultJSONProvider

from bot.simulator.api.articles import articles
from bot.simulator.api.groups import groups
from bot.simulator.api.history import history
from bot.simulator.api.oauth import oauth
from bot.simulator.api.sending import sending
from bot.simulator.api.uploads import uploads
from bot.simulator.api.users import users
from bot.simulator.controls import people as people
from bot.simulator.controls import stream as stream
from bot.simulator.controls import trouble as trouble
from bot.simulator.controls.blueprint import controls
from bot.simulator.current import KEY
from bot.simulator.page import page
from bot.simulator.simulation import Simulation

LARGEST_REQUEST = 12 * 1024 * 1024
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost"})
POLICY = (
    "default-src 'self'; img-src 'self' data: blob: https:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)


class _PlainJson(DefaultJSONProvider):
    ensure_ascii = False
    sort_keys = False


def create_app(simulation: Simulation) -> Flask:
    """The application around one simulation."""
    app = Flask(__name__, static_folder=None)
    app.json = _PlainJson(app)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.extensions[KEY] = simulation
    for blueprint in (oauth, sending, uploads, users, history, groups, articles, controls, page):
        app.register_blueprint(blueprint)
    app.before_request(_only_from_here)
    app.after_request(_harden)
    return app


def _only_from_here() -> None:
    if request.host.partition(":")[0] not in LOCAL_NAMES:
        abort(403)


def _harden(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    return response
