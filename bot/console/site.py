"""The console's application: pages, sessions, protection, put together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from importlib import resources
from threading import Lock
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, abort
from flask_bootstrap import Bootstrap5
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from bot import keys
from bot.console import failures, presentation, session
from bot.console.access import anyone
from bot.console.pages import (
    account,
    account_settings,
    administration,
    api_tokens,
    audit_log,
    broadcast_acts,
    broadcast_articles,
    broadcast_files,
    broadcast_groups,
    broadcast_series,
    broadcast_writing,
    broadcasts,
    cases,
    conversations,
    data_requests,
    duty,
    duty_file,
    faq,
    faq_acts,
    faq_files,
    home,
    hours,
    labels,
    law_cards,
    law_import,
    law_library,
    monthly_report,
    oas,
    officers,
    sign_in,
    statistics,
    today,
    trial_mode,
    try_out,
    unanswered,
)
from bot.console.parts import ConsoleParts
from bot.settings import Settings, SettingsError
from bot.store.audit import AuditRepository

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PATH = "/console"
PAGES: tuple[Callable[[ConsoleParts], Blueprint], ...] = (
    faq.make_blueprint,
    faq_acts.make_blueprint,
    faq_files.make_blueprint,
    broadcasts.make_blueprint,
    broadcast_writing.make_blueprint,
    broadcast_acts.make_blueprint,
    broadcast_series.make_blueprint,
    broadcast_groups.make_blueprint,
    broadcast_files.make_blueprint,
    labels.make_blueprint,
    broadcast_articles.make_blueprint,
    sign_in.make_blueprint,
    home.make_blueprint,
    account.make_blueprint,
    today.make_blueprint,
    conversations.make_blueprint,
    cases.make_blueprint,
    data_requests.make_blueprint,
    monthly_report.make_blueprint,
    statistics.make_blueprint,
    try_out.make_blueprint,
    law_library.make_blueprint,
    law_cards.make_blueprint,
    law_import.make_blueprint,
    unanswered.make_blueprint,
    administration.make_blueprint,
    officers.make_blueprint,
    duty.make_blueprint,
    duty_file.make_blueprint,
    hours.make_blueprint,
    oas.make_blueprint,
    account_settings.make_blueprint,
    trial_mode.make_blueprint,
    api_tokens.make_blueprint,
    audit_log.make_blueprint,
)
"""Every page there is."""

LARGEST_UPLOAD = 20 * 1024 * 1024
MOST_FORM_TEXT = 2 * 1024 * 1024
FONT_PACKAGE = "fontpkg_be_vietnam_pro"
FONT_STYLES = frozenset({"Regular", "SemiBold"})
YEAR = 365 * 24 * 3600
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # Bootstrap's arrows and ticks are written into its style sheet
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def make_site(parts: ConsoleParts) -> Flask:
    """The application; it stands on its own and expects to be mounted at ``PATH``.

    Raises ``SettingsError`` where a trial on this machine would serve people of the real Zalo.
    """
    settings = parts.settings
    _refuse_open_doors(settings)
    app = Flask("bot.console", template_folder="templates", static_folder="static")
    _configure(app, parts)
    Bootstrap5(app)
    CSRFProtect(app)
    _headers(app, settings)
    app.extensions["console_parts"] = parts
    app.extensions["console_audit"] = AuditRepository(parts.database)
    app.extensions["console_limiter"] = _limiter(app, settings)
    session.guard(app, parts)
    presentation.prepare(app)
    failures.prepare(app)
    app.get("/static/font/<style>.ttf")(font)
    for make_blueprint in PAGES:
        _register(app, make_blueprint(parts))
    return app


class Mounted:
    """The console as a WSGI application, made at the first request: a process that only takes
    Zalo's events never pays for it.
    """

    def __init__(self, make: Callable[[], Flask]) -> None:
        self._make = make
        self._making = Lock()
        self._app: Flask | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        return self.app.wsgi_app(environ, start_response)

    @property
    def app(self) -> Flask:
        """The application."""
        with self._making:
            if self._app is None:
                self._app = self._make()
            return self._app


def _refuse_open_doors(settings: Settings) -> None:
    real = Settings.model_fields["zalo_openapi_url"].default
    if settings.console_local_trial and settings.zalo_openapi_url == real:
        name = "CONSOLE_LOCAL_TRIAL"
        raise SettingsError([name], [f"{name}: chỉ bật được khi dùng Zalo mô phỏng."])


def _configure(app: Flask, parts: ConsoleParts) -> None:
    settings = parts.settings
    key = sha256(b"hieu-luat console session v1" + parts.secret_key.encode()).hexdigest()
    app.config.update(
        SECRET_KEY=key,
        SESSION_COOKIE_NAME="console",
        SESSION_COOKIE_PATH=PATH,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not settings.console_local_trial,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.console_idle_minutes),
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=MOST_FORM_TEXT,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        BOOTSTRAP_SERVE_LOCAL=True,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR,
    )
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app,
        x_for=settings.trusted_proxies,
        x_proto=settings.trusted_proxies,
        x_host=settings.trusted_proxies,
    )
    app.url_defaults(_with_version(app))


def _with_version(app: Flask) -> Callable[[str, dict[str, object]], None]:
    """Our files are kept for a year by the browser: a changed one needs another address."""
    folder = resources.files("bot.console") / "static"
    versions: dict[str, str] = {}

    def add(endpoint: str, values: dict[str, object]) -> None:
        name = values.get("filename")
        if endpoint != "static" or not isinstance(name, str):
            return
        if name not in versions:
            versions[name] = sha256((folder / name).read_bytes()).hexdigest()[:10]
        values["v"] = versions[name]

    return add


def _headers(app: Flask, settings: Settings) -> None:
    Talisman(
        app,
        force_https=False,  # what stands before us does that
        strict_transport_security=not settings.console_local_trial,
        strict_transport_security_include_subdomains=False,
        content_security_policy=POLICY,
        frame_options="DENY",
        referrer_policy="same-origin",
        session_cookie_secure=not settings.console_local_trial,
        session_cookie_samesite="Lax",
    )
    app.after_request(_private)


def _private(response: Response) -> Response:
    # No page may stay on a telephone that several people use; our own files may.
    if not response.cache_control.max_age:
        response.headers["Cache-Control"] = "no-store"
    return response


def _limiter(app: Flask, settings: Settings) -> Limiter:
    """Slows down guessing, for each address; counts in Redis, so for all processes together."""
    where = settings.redis_url.replace("unix://", "redis+unix://", 1)
    return Limiter(
        get_remote_address,
        app=app,
        storage_uri=where,
        storage_options={"socket_connect_timeout": 2, "socket_timeout": 2},
        strategy="fixed-window",
        key_prefix=keys.web_rate_prefix("console"),
    )


def _register(app: Flask, page: Blueprint) -> None:
    if page.name == sign_in.NAME:
        limiter: Limiter = app.extensions["console_limiter"]
        limiter.limit(sign_in.TRIES_PER_ADDRESS, methods=["POST"])(page)
    app.register_blueprint(page)


@anyone
def font(style: str) -> Response:
    """Be Vietnam Pro from its package."""
    if style not in FONT_STYLES:
        abort(404)
    file = resources.files(FONT_PACKAGE) / "files" / f"BeVietnamPro-{style}.ttf"
    response = Response(file.read_bytes(), mimetype="font/ttf")
    response.cache_control.public, response.cache_control.max_age = True, YEAR
    return response
