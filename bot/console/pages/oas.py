"""The Official Accounts: is the connection to Zalo in order, and a new consent where it is not."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from bot.assembly import oauth_of, token_keeper
from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.connections import view_of
from bot.console.parts import ConsoleParts
from bot.console.session import own_accounts
from bot.store.oas import OaRepository
from bot.zalo.consent import Consent, UnknownConsent
from bot.zalo.errors import ZaloError
from bot.zalo.wire import Wire

ADMIN = needs(Permission.ADMINISTER)
NOT_DONE = "Zalo chưa chấp nhận. Chị thử lại; nếu vẫn vậy, chị báo người phụ trách kỹ thuật."


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("oas", __name__, url_prefix="/quan-tri/trang-zalo")
    _health(page, parts)
    _consent(page, _consent_of(parts))
    return page


def _consent_of(parts: ConsoleParts) -> Consent:
    settings = parts.settings
    accounts = OaRepository(parts.database, parts.secret_key)
    api = Wire(settings.zalo_openapi_url)
    tokens = token_keeper(settings, accounts, parts.redis, api)
    return Consent(oauth_of(settings), tokens, parts.redis)


def _health(page: Blueprint, parts: ConsoleParts) -> None:
    @page.get("")
    @ADMIN
    def index() -> str:
        views = [view_of(each, parts.now()) for each in own_accounts()]
        return render_template("console/administration/oas.html", views=views, callback=_callback())


def _consent(page: Blueprint, consent: Consent) -> None:
    @page.post("/cap-quyen")
    @ADMIN
    def begin() -> ResponseReturnValue:
        oa_id = _own(request.form.get("oa", ""))
        link = consent.begin(_callback())
        (state,) = parse_qs(urlsplit(link).query)["state"]
        session["consent"] = [state, oa_id]
        audited("consent_begun", oa_id)
        # A form must not lead to another site (form-action), so this is a link.
        return render_template("console/administration/consent.html", link=link)

    @page.get("/ket-qua")
    @ADMIN
    def finish() -> ResponseReturnValue:
        state, oa_id = session.pop("consent", ("", ""))
        given = request.args.get("oa_id", "")
        if not state or state != request.args.get("state") or given != oa_id:
            raise UnknownConsent
        try:
            consent.finish(oa_id, request.args.get("code", ""), state)
        except ZaloError:
            flash(NOT_DONE, "danger")
        else:
            audited("consent_given", oa_id)
            flash("Đã kết nối lại với Zalo.", "success")
        return redirect(url_for("oas.index"))


def _own(oa_id: str) -> str:
    return oa_id if any(each.oa_id == oa_id for each in own_accounts()) else abort(404)


def _callback() -> str:
    return url_for("oas.finish", _external=True)
