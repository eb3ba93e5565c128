"""``oauth.zaloapp.com``: consent, exchange of a code, refresh."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from bot.simulator.api.gate import guard
from bot.simulator.current import simulation
from bot.simulator.errors import OauthError
from bot.simulator.options import is_loopback

oauth = Blueprint("oauth", __name__, url_prefix="/v4/oa")
guard(oauth, public=True)


@oauth.get("/permission")
def permission() -> AnyResponse:
    """Consent is given at once: back to ``redirect_uri`` with code, account id and state."""
    options = simulation().options
    uri = request.args.get("redirect_uri", "")
    if request.args.get("app_id") != options.app_id:
        raise OauthError(-14002, "Invalid app id", "app_id is unknown or not active")
    if uri != options.callback_url if options.callback_url else not is_loopback(uri):
        raise OauthError(-14003, "Invalid redirect uri", "redirect_uri is not the registered one")
    code = simulation().tokens.new_code(request.args.get("code_challenge", ""))
    back = {"code": code, "oa_id": options.oa_id}
    if "state" in request.args:
        back["state"] = request.args["state"]
    return redirect(uri + ("&" if "?" in uri else "?") + urlencode(back))


@oauth.post("/access_token")
def access_token() -> Response:
    """A token pair for a code or for a refresh token."""
    form, tokens = request.form, simulation().tokens
    app_id, secret = form.get("app_id", ""), request.headers.get("secret_key", "")
    match form.get("grant_type"):
        case "authorization_code":
            code, verifier = form.get("code", ""), form.get("code_verifier", "")
            pair = tokens.exchange(app_id, secret, code, verifier)
        case "refresh_token":
            pair = tokens.refresh(app_id, secret, form.get("refresh_token", ""))
        case _:
            raise OauthError(-14001, "Invalid grant type", "grant_type is not supported")
    simulation().world.touch("grant", "")
    simulation().saver.save_changes()
    return jsonify(pair)


@oauth.errorhandler(OauthError)
def refused(error: OauthError) -> Response:
    """OAuth's error fields; HTTP 200, as Zalo does."""
    return jsonify(
        {
            "error": error.code,
            "error_name": error.name,
            "error_reason": error.reason,
            "error_description": error.reason,
        }
    )
