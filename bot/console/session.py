"""Who is signed in, and for which account she works.

The session is a signed cookie. It ends after some time without use (Flask refuses an older cookie),
after a working day, when its device is signed out, and whenever all sessions of the officer are
ended (her ``epoch``).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from flask import Flask, Response, current_app, g, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.exceptions import Forbidden

from bot.console.access import (
    PERMISSIONS,
    SECOND_FACTOR_ROLES,
    Permission,
    access_of,
    required,
)
from bot.console.device_names import device_name
from bot.console.parts import ConsoleParts
from bot.errors import BotError
from bot.store.admins import Admin
from bot.store.devices import Device, DeviceRepository
from bot.store.oas import OaRepository, OfficialAccount
from bot.store.rosters import RosterRepository
from bot.store.sign_ins import SignIn, SignInRepository

LONGEST = timedelta(hours=12)
"""A session ends then, however busy she is."""
SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is known when a browser was last used."""
SIGN_IN = "sign_in.show"
ENROL = "sign_in.enrol"


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookies, but a request that nobody made by hand keeps no session alive: a view
    that a page calls by itself says so with ``g.unattended = True``.
    """

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether the cookie goes out again."""
        return not g.get("unattended") and super().should_set_cookie(app, session)


class NoAccount(BotError):
    """She works for no account."""

    http_status = 403
    public_message = (
        "Chị chưa được giao trang Zalo OA nào. Chị nhờ quản trị viên thêm chị vào danh sách cán bộ "
        "của trang."
    )


class Officer(UserMixin):  # type: ignore[misc]
    """The signed-in officer as Flask-Login knows her: id and epoch."""

    def __init__(self, known: SignIn, device: Device | None = None) -> None:
        self.known = known
        self.device = device

    def get_id(self) -> str:
        """What the cookie holds of her."""
        return f"{self.known.admin.id}.{self.known.epoch}"


@dataclass(frozen=True, slots=True)
class Doors:
    """What the sessions ask."""

    parts: ConsoleParts
    sign_ins: SignInRepository
    devices: DeviceRepository
    accounts: OaRepository
    rosters: RosterRepository

    @property
    def second_factor_waived(self) -> bool:
        """On this machine, with the stand-in Zalo, nobody needs a second factor."""
        return self.parts.settings.console_local_trial


def guard(app: Flask, parts: ConsoleParts) -> None:
    """Before each request of the app: who is it, and may she?"""
    secret = parts.secret_key
    app.extensions["console_doors"] = Doors(
        parts,
        SignInRepository(parts.database, secret),
        DeviceRepository(parts.database, secret),
        OaRepository(parts.database, secret),
        RosterRepository(parts.database),
    )
    app.session_interface = Sessions()
    manager = LoginManager(app, add_context_processor=False)  # a page may ask, none has to
    manager.session_protection = None  # a telephone changes its address all the time
    manager.user_loader(_load)
    app.before_request(_admit)
    app.after_request(_note_seen)


def doors() -> Doors:
    """What the sessions ask, of this application."""
    found: Doors = current_app.extensions["console_doors"]
    return found


def begin(known: SignIn) -> None:
    """She is signed in, in a session that holds nothing of the one before."""
    session.clear()
    session.permanent = True
    now, token = doors().parts.now(), secrets.token_urlsafe(24)
    session["since"], session["device"] = now.timestamp(), token
    name = device_name(request.user_agent.string)
    doors().devices.begin(known.admin.id, known.epoch, token, name, now)
    login_user(Officer(known))


def end() -> None:
    """She is signed out, on this device."""
    if signed_in():
        doors().devices.end(current_officer().id, current_device().id)
    logout_user()
    session.clear()


def signed_in() -> bool:
    """Whether somebody is."""
    return bool(current_user.is_authenticated)


def current_sign_in() -> SignIn:
    """How the signed-in officer signs in."""
    known: SignIn = current_user.known
    return known


def current_officer() -> Admin:
    """Who is signed in; only in views that need a permission."""
    return current_sign_in().admin


def current_device() -> Device:
    """The browser that asks."""
    device: Device = current_user.device
    return device


def own_devices() -> list[Device]:
    """The browsers in which she may still be signed in, used last first."""
    known, now = current_sign_in(), doors().parts.now()
    idle = current_app.permanent_session_lifetime + SEEN_EVERY
    return doors().devices.list(known.admin.id, known.epoch, now - LONGEST, now - idle)


def may(permission: Permission | str) -> bool:
    """Whether the signed-in officer has the permission."""
    return signed_in() and Permission(permission) in PERMISSIONS[current_officer().role]


def must_enrol() -> bool:
    """Whether she still has to set up the second factor that her role needs."""
    known = current_sign_in()
    needed = known.admin.role in SECOND_FACTOR_ROLES and not doors().second_factor_waived
    return needed and not known.factor_in_use


def own_accounts() -> list[OfficialAccount]:
    """The accounts she may work for, oldest first: an admin for all; others where they are in the
    list of officers, or for the only one there is.
    """
    if "own_accounts" not in g:
        g.own_accounts = _own(doors().accounts.list())
    found: list[OfficialAccount] = g.own_accounts
    return found


def current_account() -> OfficialAccount:
    """The account she works for now. Raises ``NoAccount``."""
    accounts = own_accounts()
    if not accounts:
        raise NoAccount
    chosen = session.get("oa")
    return next((each for each in accounts if each.oa_id == chosen), accounts[0])


def current_oa() -> str:
    """The id of the account she works for now. Raises ``NoAccount``."""
    return current_account().oa_id


def switch_to(oa_id: str) -> bool:
    """Work for this account from now on; False if it is not hers."""
    if all(each.oa_id != oa_id for each in own_accounts()):
        return False
    session["oa"] = oa_id
    return True


def _own(accounts: list[OfficialAccount]) -> list[OfficialAccount]:
    if may(Permission.ADMINISTER):
        return accounts
    admin_id = current_officer().id
    mine = doors().rosters.accounts_of(admin_id)
    if not mine and len(accounts) == 1:
        return accounts
    return [each for each in accounts if each.oa_id in mine]


def _load(written: str) -> Officer | None:
    admin_id, _, epoch = written.partition(".")
    age = doors().parts.now().timestamp() - float(session.get("since", 0))
    if not 0 <= age <= LONGEST.total_seconds():
        return None
    known = doors().sign_ins.of(int(admin_id))
    if known is None or known.disabled or str(known.epoch) != epoch:
        return None
    device = doors().devices.find(known.admin.id, str(session.get("device", "")))
    return Officer(known, device) if device else None


def _note_seen(response: Response) -> Response:
    """When the browser was last used by hand, to some minutes."""
    went_well = response.status_code < HTTPStatus.BAD_REQUEST
    if went_well and not g.get("unattended") and signed_in():
        device, now = current_user.device, doors().parts.now()
        if device and now - device.seen_at > SEEN_EVERY:
            doors().devices.note_seen(device.id, now)
    return response


def _admit() -> ResponseReturnValue | None:
    access = required()
    if access.permission is None:
        return None
    if not signed_in():
        return redirect(url_for(SIGN_IN, next=_wanted()))
    if must_enrol() and not access.unenrolled:
        return redirect(url_for(ENROL))
    if not may(access.permission):
        raise Forbidden
    return None


def _wanted() -> str | None:
    """Where she wanted to go, where that can be gone to again."""
    return request.path if request.method == "GET" and request.path != "/" else None


def reachable(endpoint: str) -> bool:
    """Whether the signed-in officer may open this page; for links to it."""
    if endpoint not in current_app.view_functions:
        return False
    access = access_of(current_app, endpoint)
    return access is not None and (access.permission is None or may(access.permission))
