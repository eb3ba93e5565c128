"""The API's application: routes, limits, errors, its own description."""

from __future__ import annotations

import json
from hashlib import blake2b

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

from bot import keys
from bot.api import faqs, problems
from bot.api.document import document
from bot.console.parts import ConsoleParts
from bot.faq.life_cycle import FaqLifeCycle
from bot.faq.live import bell
from bot.store.api_tokens import ApiTokens
from bot.store.faqs import FaqRepository

PATH = "/api/v1"
LARGEST_BODY = 64 * 1024
CALLS = "120 per minute"
"""For each token; without one, for each address."""
REFUSED_CALLS = "20 per minute"
"""Calls with a wrong token from one address: nobody guesses one."""


def make_api(parts: ConsoleParts, *, limited: bool = True) -> Flask:
    """The application; it expects to be mounted at ``PATH``. ``limited``: calls are counted."""
    app = Flask("bot.api", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    hops = parts.settings.trusted_proxies
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    problems.prepare(app)
    limiter = _limiter(app, parts, limited)
    desk = faqs.FaqDesk(
        ApiTokens(parts.database),
        FaqLifeCycle(parts.database, parts.library, bell(parts.redis), parts.now),
        FaqRepository(parts.database),
        parts.library,
        parts.now,
    )
    page = faqs.make_blueprint(desk)
    limiter.limit(CALLS)(page)
    limiter.limit(
        REFUSED_CALLS, key_func=get_remote_address, deduct_when=lambda r: r.status_code == 401
    )(page)
    app.register_blueprint(page)
    written = json.dumps(document(), ensure_ascii=False)
    app.get("/openapi.json")(lambda: Response(written, content_type="application/json"))
    app.after_request(_protected)
    return app


def _limiter(app: Flask, parts: ConsoleParts, limited: bool) -> Limiter:
    where = parts.settings.redis_url.replace("unix://", "redis+unix://", 1)
    return Limiter(
        _who,
        app=app,
        storage_uri=where,
        storage_options={"socket_connect_timeout": 2, "socket_timeout": 2},
        strategy="fixed-window",
        key_prefix=keys.web_rate_prefix("api"),
        in_memory_fallback_enabled=True,
        enabled=limited,
    )


def _who() -> str:
    """The token by its digest: no secret may stand in a key."""
    said = request.headers.get("Authorization", "")
    return blake2b(said.encode(), digest_size=16).hexdigest() if said else get_remote_address()


def _protected(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'")
    return response
