"""The web application: routes put together, errors turned into responses in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

import structlog
from flask import Flask, redirect, render_template, request, send_from_directory
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.wrappers import Response

from bot import cover_pages, health, webhook
from bot.alarm import Alarm, Ways
from bot.api.site import PATH as API_PATH
from bot.api.site import make_api
from bot.assembly import assemble, copies_of, live_faqs
from bot.broadcast.covers import Covers
from bot.broker import MailboxSender, make_celery
from bot.console.parts import ConsoleParts
from bot.console.site import PATH as CONSOLE_PATH
from bot.console.site import Mounted, make_site
from bot.doorbell import Doorbell
from bot.errors import BotError
from bot.inbox import Inbox
from bot.readiness import checks_of
from bot.rescue import no_library
from bot.settings import SERVING, Settings, load_settings
from bot.state import open_redis
from bot.store import OaRepository, open_store
from bot.zalo.events import Event
from bot.zalo.oa_secrets import OaSecrets, Secrets

log = structlog.get_logger(__name__)

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
"""On every answer that does not set its own."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the routes work with; tests and benches may bring their own."""

    inbox: Inbox
    secrets: Secrets
    ring: Callable[[str], None]
    checks: Mapping[str, health.Check]
    alarm: webhook.AlarmLike = webhook.NoAlarm()


def create_app(settings: Settings | None = None, parts: Parts | None = None) -> Flask:
    """The application, on the settings of the environment unless others are given.

    Raises ``MissingSettings`` where something is missing that serving needs.
    """
    settings = settings or load_settings(SERVING)
    parts = parts or make_parts(settings)
    app = Flask(__name__)  # without SECRET_KEY: cookie sessions would cost each event 40 µs
    app.register_blueprint(webhook.make_blueprint(_gate(settings, parts)))
    app.register_blueprint(
        health.make_blueprint(health.Readiness(parts.checks), parts.inbox.backlog)
    )
    app.register_blueprint(cover_pages.make_blueprint(cache(partial(_covers, settings))))
    _add_home(app, settings)
    _add_errors(app)
    app.after_request(_with_security_headers)
    _mount(app, settings)
    return app


def _covers(settings: Settings) -> Covers:
    return assemble(settings).broadcasts.article_room.covers


def _mount(app: Flask, settings: Settings) -> None:
    """Beside it, each an application of its own: the officers' console, the API for programs."""
    consoles = Mounted(lambda: make_site(_console_parts(settings)))
    programs = Mounted(lambda: make_api(_console_parts(settings)))
    app.extensions["console"] = consoles
    app.wsgi_app = DispatcherMiddleware(  # type: ignore[method-assign]
        app.wsgi_app, {CONSOLE_PATH: consoles, API_PATH: programs}
    )


def _console_parts(settings: Settings) -> ConsoleParts:
    redis, database = open_redis(settings.redis_url), open_store(settings.database_url)
    return ConsoleParts(settings, database, redis, live_faqs(settings, redis, database))


def make_parts(settings: Settings) -> Parts:
    """The real parts: Redis, the SQL store and Celery, none of them connected yet."""
    redis, database = open_redis(settings.redis_url), open_store(settings.database_url)
    accounts = OaRepository(database, settings.secret_key.get_secret_value())
    inbox, ring = Inbox(redis), Doorbell(MailboxSender(make_celery(settings))).ring
    return Parts(
        inbox=inbox,
        secrets=OaSecrets(accounts, copies=copies_of(settings)),
        ring=ring,
        checks=checks_of(settings, redis, database, accounts),
        alarm=_alarm(settings, inbox, ring),
    )


def _alarm(settings: Settings, inbox: Inbox, ring: Callable[[str], None]) -> Alarm:
    """Help in danger out of this very process, with the parts that a worker has."""
    parts = assemble(settings, no_library, with_faqs=False)

    def keep(event: Event, raw: bytes) -> None:
        if inbox.accept(event.key, event.mailbox, raw):
            ring(event.mailbox)

    return Alarm(
        Ways(
            rescue=parts.rescue.answer,
            alone=parts.alone.answer,
            hand_over=lambda event: parts.alone.hand_over(parts.outbox, event),
            keep=keep,
            ring=ring,
            remember=parts.tokens.remember,
        )
    )


def _gate(settings: Settings, parts: Parts) -> webhook.Gate:
    return webhook.Gate(
        app_id=settings.zalo_app_id,
        secrets=parts.secrets,
        inbox=parts.inbox,
        ring=parts.ring,
        alarm=parts.alarm,
        fallbacks=settings.webhook_signature_fallbacks,
        app_secret=settings.zalo_app_secret.get_secret_value(),
    )


def _add_home(app: Flask, settings: Settings) -> None:
    """``/``, and the file with which Zalo checks whose domain this is."""

    @app.get("/")
    def home() -> ResponseReturnValue:
        if settings.simulator_url:
            return redirect(settings.simulator_url)
        return render_template("home.html")

    @app.get("/zalo_verifier<code>.html")
    def verifier(code: str) -> ResponseReturnValue:
        return send_from_directory(
            (settings.var_dir / "public").absolute(), f"zalo_verifier{code}.html"
        )


def _add_errors(app: Flask) -> None:
    @app.errorhandler(BotError)
    def refuse(error: BotError) -> ResponseReturnValue:
        log.warning(
            "request_refused",
            error=type(error).__name__,
            http_status=error.http_status,
            **{name: value for name, value in error.log_fields.items() if name != "error"},
        )
        return {"error": type(error).__name__}, error.http_status

    @app.errorhandler(Exception)
    def fail(error: Exception) -> ResponseReturnValue:
        if isinstance(error, HTTPException):
            return {"error": error.name}, error.code or 500, error.get_headers()
        log.error("request_failed", exc_info=error)
        return {"error": "Internal Server Error"}, 500


def _with_security_headers(response: Response) -> Response:
    if request.blueprint == webhook.NAME:  # read by Zalo's servers, which ignore the answer
        return response
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
