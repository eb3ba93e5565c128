"""Every route, with every role and without signing in; forms, cookies and headers."""

from __future__ import annotations

import re

import pytest
from flask import request
from werkzeug.routing import Rule

from bot.console.access import ANYONE, PERMISSIONS, Permission, access_of
from bot.console.parts import ConsoleParts
from bot.console.site import make_site
from bot.settings import Settings, SettingsError
from bot.store.models import Role
from tests.bot.console.office import SECURE, Office

SIGN_IN = "/console/dang-nhap"
REFUSAL = "Việc này dành cho vai trò khác".encode()
LEAVING = ("sign_in.leave", "account.leave_everywhere")
"""Everybody's, and nobody is signed in any more after them."""


def routes(office: Office) -> list[tuple[Rule, str]]:
    """Each rule with each method that it answers."""
    return [
        (rule, method)
        for rule in office.site.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def address(office: Office, rule: Rule) -> str:
    """An address of this rule that leads to nothing."""
    values = {}
    for name in rule.arguments:
        kind = rule._converters[name].__class__.__name__
        values[name] = 987654321 if kind == "IntegerConverter" else "khong-co"
    built = rule.build(values)
    assert built is not None
    return f"/console{built[1]}"


def test_every_view_says_what_it_needs(office: Office):
    silent = [
        rule.endpoint
        for rule in office.site.url_map.iter_rules()
        if access_of(office.site, rule.endpoint) is None
    ]
    assert silent == []


def test_what_nobody_needs_to_sign_in_for_is_this_and_no_more(office: Office):
    open_to_all = {
        rule.endpoint
        for rule in office.site.url_map.iter_rules()
        if access_of(office.site, rule.endpoint) == ANYONE
    }
    assert open_to_all == {
        "static", "bootstrap.static", "font", "sign_in.show", "sign_in.code", "sign_in.invitation",
    }  # fmt: skip


def test_without_signing_in_every_other_route_leads_to_the_sign_in(office: Office):
    for rule, method in routes(office):
        if access_of(office.site, rule.endpoint) == ANYONE:
            continue
        client = office.client()
        path = address(office, rule)
        answer = client.get(path) if method == "GET" else client.send(path)
        assert answer.status_code == 302, (method, path)
        assert answer.headers["Location"].startswith(SIGN_IN), (method, path)


@pytest.mark.parametrize("role", list(Role))
def test_every_route_asks_the_role(office: Office, role: Role):
    client = office.client(role)
    token = client.token()
    for rule, method in routes(office):
        access = access_of(office.site, rule.endpoint)
        if access is None or access.permission is None or rule.endpoint in LEAVING:
            continue
        path = address(office, rule)
        answer = (
            client.get(path) if method == "GET" else client.post(path, data={"csrf_token": token})
        )
        refused = REFUSAL in answer.data
        assert refused is (access.permission not in PERMISSIONS[role]), (method, path)
        assert answer.status_code < 500, (method, path, answer.data)


def test_roles_only_gain_what_the_contract_gives_them():
    assert PERMISSIONS[Role.ADMIN] == set(Permission)
    assert PERMISSIONS[Role.VIEWER] == {Permission.SEE}
    for approval in (Permission.APPROVE_FAQ, Permission.APPROVE_BROADCAST):
        approvers = {role for role in Role if approval in PERMISSIONS[role]}
        assert approvers == {Role.ADMIN, Role.APPROVER}
    writers = {role for role in Role if Permission.WRITE_BROADCAST in PERMISSIONS[role]}
    assert writers == set(Role) - {Role.VIEWER}
    assert {role for role in Role if Permission.ADMINISTER in PERMISSIONS[role]} == {Role.ADMIN}
    assert set(PERMISSIONS) == set(Role)


def test_a_view_that_says_nothing_is_refused(office: Office):
    office.site.view_functions["silent"] = lambda: "secret"
    office.site.url_map.add(Rule("/quen", endpoint="silent", methods=["GET"]))
    for client in (office.client(), office.client(Role.ADMIN)):
        assert client.get("/console/quen").status_code == 403


def test_a_form_without_its_token_changes_nothing(office: Office):
    client = office.client(Role.VIEWER)
    answer = client.post("/console/dang-xuat")
    assert answer.status_code == 400
    assert "Trang này mở đã lâu" in answer.text
    assert client.get("/console/tai-khoan").status_code == 200


def test_a_form_from_another_site_changes_nothing(office: Office):
    client = office.client(Role.VIEWER)
    data = {"csrf_token": client.token()}
    headers = {"Referer": "https://evil.example/"}
    assert client.post("/console/dang-xuat", data=data, headers=headers).status_code == 400
    assert client.get("/console/tai-khoan").status_code == 200


def test_the_cookie_is_for_https_and_no_script(office: Office):
    cookie = office.client().get(SIGN_IN).headers["Set-Cookie"]
    for part in ("Secure", "HttpOnly", "Path=/console", "SameSite=Lax"):
        assert f"; {part}" in cookie


@pytest.mark.parametrize("path", [SIGN_IN, "/console/tai-khoan", "/console/khong-co"])
def test_headers_on_every_page(office: Office, path: str):
    headers = office.client(Role.VIEWER).get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "max-age" in headers["Strict-Transport-Security"]


@pytest.mark.parametrize("name", ["static/console.css", "static/font/Regular.ttf"])
def test_our_files_are_kept_by_the_browser(office: Office, name: str):
    with office.client().get(f"/console/{name}") as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_no_page_has_script_or_style_of_its_own(office: Office):
    client = office.client(Role.ADMIN)
    for rule, method in routes(office):
        if method == "GET" and not rule.arguments:
            answer = client.get(address(office, rule))
            if answer.mimetype != "text/html":
                continue
            text = answer.text
            assert "<style" not in text
            assert ' style="' not in text, rule
            assert "onclick" not in text


def test_errors_are_pages_too(office: Office, monkeypatch: pytest.MonkeyPatch):
    def break_down() -> str:
        raise RuntimeError("0912345678")

    office.site.testing = False
    monkeypatch.setitem(office.site.view_functions, "sign_in.show", _open(break_down))
    answer = office.client().get(SIGN_IN)
    assert answer.status_code == 500
    assert "Lỗi đã được ghi lại" in answer.text
    assert "0912345678" not in answer.text


def _open(view):
    view._access = ANYONE
    return view


def test_what_is_too_large_is_refused(office: Office):
    client = office.client(Role.VIEWER)
    data = {"csrf_token": client.token(), "x": "a" * 1000}
    office.site.config["MAX_CONTENT_LENGTH"] = 1000
    answer = client.post("/console/doi-trang", data=data)
    assert answer.status_code == 413
    assert "Tệp quá lớn" in answer.text


def test_open_doors_are_never_for_the_real_zalo(console_settings: Settings, office: Office):
    settings = console_settings.model_copy(update={"console_local_trial": True})
    with pytest.raises(SettingsError) as refused:
        make_site(ConsoleParts(settings, office.database, office.parts.redis, office.parts.library))
    assert "CONSOLE_LOCAL_TRIAL" in refused.value.public_message


def test_behind_a_proxy_the_address_is_the_visitors(console_settings: Settings, office: Office):
    settings = console_settings.model_copy(update={"trusted_proxies": 1})
    site = make_site(
        ConsoleParts(settings, office.database, office.parts.redis, office.parts.library)
    )
    for given, trusting in (("203.0.113.7", True), ("127.0.0.1", False)):
        app = site if trusting else office.site
        with app.test_client() as client:
            client.get("/dang-nhap", headers={"X-Forwarded-For": "203.0.113.7"}, base_url=SECURE)
            assert request.remote_addr == given


def test_no_two_pages_have_one_address(office: Office) -> None:
    seen: dict[tuple[str, str], str] = {}
    for rule in office.site.url_map.iter_rules():
        shape = re.sub(r"<[^>]*>", "<>", rule.rule)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            other = seen.setdefault((method, shape), rule.endpoint)
            assert other == rule.endpoint, (method, shape)
