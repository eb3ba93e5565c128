"""Getting in and out: password, second factor, recovery codes, invitation, lockout, session end."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
import time_machine
from redis import Redis

from bot.console import passwords
from bot.console.reception import Reception, reception
from bot.settings import Settings
from bot.store import AuditRepository
from bot.store.models import Role
from bot.store.sign_ins import TRIES
from bot.store.times import utc_now
from tests.bot.console.office import Office, Visitor, make_office

PASSWORD = "mèo xanh ăn bún riêu"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN = "/console/dang-nhap"
HOME = "/console/tai-khoan"


@pytest.fixture
def desk(office: Office) -> Reception:
    return reception(office.database, office.parts.secret_key)


@pytest.fixture
def viewer(office: Office, desk: Reception) -> str:
    """The address of an officer without a second factor."""
    known = office.officers[Role.VIEWER]
    desk.sign_ins.set_password(known.id, passwords.digest(PASSWORD))
    desk.sign_ins.drop_factor(known.id)
    return known.email


@pytest.fixture
def admin(office: Office, desk: Reception) -> str:
    """The address of an officer with a second factor."""
    known = office.officers[Role.ADMIN]
    desk.sign_ins.set_password(known.id, passwords.digest(PASSWORD))
    return known.email


def give(client: Visitor, email: str, password: str = PASSWORD, query: str = "") -> str:
    """Where the answer leads to; '' where she stays."""
    answer = client.send(f"{SIGN_IN}{query}", {"email": email, "password": password})
    return answer.headers.get("Location", "")


def is_in(client: Visitor) -> bool:
    return client.get(HOME).status_code == 200


def code_at(when: float) -> str:
    return pyotp.TOTP(SECRET).at(int(when))


# -- Password --


def test_the_password_lets_in(office: Office, viewer: str):
    client = office.client()
    assert not is_in(client)
    assert give(client, f" {viewer.upper()} ") == "/console/"
    assert is_in(client)
    (entry,) = AuditRepository(office.database).latest(1)
    assert (entry.actor, entry.action) == (viewer, "console_sign_in")


@pytest.mark.parametrize(
    ("email", "password"),
    [("viewer@hoi.vn", "sai mật khẩu rồi"), ("nobody@hoi.vn", PASSWORD), ("officer@hoi.vn", "")],
)
def test_all_else_is_refused_with_the_same_words(
    office: Office, viewer: str, email: str, password: str
):
    client = office.client()
    answer = client.send(SIGN_IN, {"email": email, "password": password or "x"})
    assert "E-mail hoặc mật khẩu chưa đúng" in answer.text
    assert not is_in(client)


def test_who_was_never_invited_has_no_password(office: Office, viewer: str):
    assert give(office.client(), office.officers[Role.OFFICER].email, "") == ""


def test_she_comes_where_she_wanted_to_go(office: Office, viewer: str):
    client = office.client()
    refused = client.get("/console/them?x=1")
    assert refused.headers["Location"] == "/console/dang-nhap?next=/them"
    assert give(client, viewer, query="?next=/them") == "/console/them"


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example/", "/\\evil.example", "/khong-co", "them"]
)
def test_but_nowhere_else(office: Office, viewer: str, wanted: str):
    assert give(office.client(), viewer, query=f"?next={wanted}") == "/console/"


def test_an_older_digest_is_made_anew(
    office: Office, viewer: str, desk: Reception, monkeypatch: pytest.MonkeyPatch
):
    before = desk.sign_ins.by_email(viewer)
    stronger = passwords.PasswordHasher(time_cost=4, memory_cost=1024, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", stronger)
    assert desk.by_password(viewer, PASSWORD) is not None
    after = desk.sign_ins.by_email(viewer)
    assert before is not None
    assert after is not None
    assert after.password != before.password
    assert after.epoch == before.epoch


# -- Second factor --


def test_admin_needs_the_code_too(office: Office, admin: str):
    client = office.client()
    assert give(client, admin).startswith("/console/dang-nhap/ma")
    assert not is_in(client)
    assert client.send("/console/dang-nhap/ma", {"code": "000000"}).status_code == 200
    assert not is_in(client)
    answer = client.send("/console/dang-nhap/ma", {"code": code_at(utc_now().timestamp())})
    assert answer.status_code == 302
    assert is_in(client)


def test_a_code_counts_once(office: Office, admin: str):
    code = code_at(utc_now().timestamp())
    for inside in (True, False):
        client = office.client()
        give(client, admin)
        client.send("/console/dang-nhap/ma", {"code": code})
        assert is_in(client) is inside


def test_a_code_of_two_steps_ago_is_too_old(office: Office, admin: str):
    client = office.client()
    give(client, admin)
    client.send("/console/dang-nhap/ma", {"code": code_at(utc_now().timestamp() - 61)})
    assert not is_in(client)


def test_the_code_must_come_soon(office: Office, admin: str):
    with time_machine.travel(utc_now(), tick=False) as clock:
        client = office.client()
        give(client, admin)
        clock.shift(timedelta(minutes=6))
        code = code_at(utc_now().timestamp())
        answer = client.send("/console/dang-nhap/ma", {"code": code})
        assert answer.headers["Location"] == SIGN_IN


def test_the_code_page_without_a_password_leads_back(office: Office):
    assert office.client().get("/console/dang-nhap/ma").headers["Location"] == SIGN_IN


@pytest.mark.parametrize("role", [Role.ADMIN, Role.APPROVER])
def test_without_a_second_factor_they_can_only_set_one_up(
    office: Office, desk: Reception, role: Role
):
    desk.sign_ins.drop_factor(office.officers[role].id)
    client = office.client(role)
    for path in (HOME, "/console/them", "/console/"):
        assert client.get(path).headers["Location"] == "/console/xac-thuc"
    shown = client.get("/console/xac-thuc")
    picture = client.get("/console/xac-thuc/ma-qr.svg")
    assert picture.mimetype == "image/svg+xml"
    secret = re.sub(r"\s", "", re.findall(r'code-text">([A-Z2-7 ]+)<', shown.text)[0])
    wrong = client.send("/console/xac-thuc", {"code": "000000"})
    assert "Mã chưa đúng" in wrong.text
    done = client.send("/console/xac-thuc", {"code": pyotp.TOTP(secret).now()})
    codes = re.findall(r'<li class="code-text">([\w-]+)</li>', done.text)
    assert len(codes) == 8
    assert is_in(client)


def test_a_recovery_code_counts_once_however_it_is_typed(
    office: Office, admin: str, desk: Reception
):
    desk.sign_ins.put_recovery_codes(office.officers[Role.ADMIN].id, ["abcd-efgh-jkmn"])
    for inside in (True, False):
        client = office.client()
        give(client, admin)
        client.send("/console/dang-nhap/ma", {"code": "ABCD EFGH jkmn"})
        assert is_in(client) is inside


def test_a_set_up_factor_cannot_be_replaced_by_proposing_one(desk: Reception, office: Office):
    admin_id = office.officers[Role.ADMIN].id
    desk.sign_ins.propose_factor(admin_id, "ANOTHERSECRETANOTHER")
    known = desk.sign_ins.of(admin_id)
    assert known is not None
    assert known.factor == SECRET


# -- Lockout --


def test_five_wrong_passwords_lock_even_the_right_one_out_for_a_while(office: Office, viewer: str):
    with time_machine.travel(utc_now(), tick=False) as clock:
        for _ in range(TRIES):
            give(office.client(), viewer, "sai mật khẩu rồi")
        assert give(office.client(), viewer) == ""
        clock.shift(timedelta(minutes=5, seconds=1))
        assert give(office.client(), viewer) == "/console/"
    actions = [entry.action for entry in AuditRepository(office.database).latest()]
    assert actions.count("account_locked") == 1


def test_the_next_lock_lasts_longer(office: Office, viewer: str, desk: Reception):
    known = desk.sign_ins.by_email(viewer)
    assert known is not None
    at = utc_now()
    ends = [desk.sign_ins.note_failure(known.admin.id, at) for _ in range(4 * TRIES)]
    lasts = [end - at for end in ends if end is not None]
    assert lasts == [timedelta(minutes=5), timedelta(minutes=15), *[timedelta(hours=1)] * 2]


def test_wrong_codes_lock_too(office: Office, admin: str):
    client = office.client()
    give(client, admin)
    for _ in range(TRIES):
        client.send("/console/dang-nhap/ma", {"code": "000000"})
    client.send("/console/dang-nhap/ma", {"code": code_at(utc_now().timestamp())})
    assert not is_in(client)


def test_an_address_that_tries_everybody_must_wait(office: Office):
    client = office.client()
    token = client.token()
    statuses = [
        client.post(SIGN_IN, data={"csrf_token": token, "email": "x"}).status_code
        for number in range(31)
    ]
    assert statuses == [200] * 30 + [429]
    assert office.client().get(SIGN_IN).status_code == 200


def test_with_redis_away_nobody_gets_in_and_the_page_says_so(
    console_settings: Settings, office: Office, viewer: str
):
    office.database.close()
    nowhere = console_settings.model_copy(update={"redis_url": "redis://127.0.0.1:9/0"})
    parts = type(office.parts)(nowhere, office.database, Redis(port=9), office.parts.library)
    without = make_office(parts, roles=())
    client = without.app.test_client()
    answer = client.send(SIGN_IN, {"email": viewer, "password": PASSWORD})  # type: ignore[attr-defined]
    assert answer.status_code == 503
    assert "Máy chủ đang bận" in answer.text
    assert client.get(HOME).status_code == 302


# -- Invitation --


def test_an_invitation_sets_the_password_once(office: Office, desk: Reception):
    known = office.officers[Role.VIEWER]
    path = f"/console/loi-moi/{desk.invite(known.id, 'test')}"
    assert known.email in office.client().get(path).text
    typed = {"password": PASSWORD, "again": PASSWORD}
    assert office.client().send(path, typed).headers["Location"] == SIGN_IN
    assert desk.by_password(known.email, PASSWORD) is not None
    again = office.client().send(path, typed)
    assert again.status_code == 404
    assert "Đường dẫn mời đã dùng rồi" in again.text


def test_an_invitation_holds_two_days_and_a_new_one_voids_it(office: Office, desk: Reception):
    known = office.officers[Role.VIEWER]
    with time_machine.travel(utc_now(), tick=False) as clock:
        first, second = desk.invite(known.id, "test"), desk.invite(known.id, "test")
        assert office.client().get(f"/console/loi-moi/{first}").status_code == 404
        clock.shift(timedelta(hours=47, minutes=59))
        assert office.client().get(f"/console/loi-moi/{second}").status_code == 200
        clock.shift(timedelta(minutes=1))
        assert office.client().get(f"/console/loi-moi/{second}").status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("ngắn", "ngắn", "ít nhất 10 ký tự"),
        ("1234567890a", "1234567890a", "khó đoán"),
        ("viewer2026!", "viewer2026!", "khó đoán"),
        ("aaaaaaaaaaaa", "aaaaaaaaaaaa", "khó đoán"),
        (PASSWORD, "khác", "chưa giống nhau"),
        ("", "", "điền ô này"),
    ],
)
def test_weak_passwords_are_refused(
    office: Office, desk: Reception, password: str, again: str, said: str
):
    path = f"/console/loi-moi/{desk.invite(office.officers[Role.VIEWER].id, 'test')}"
    answer = office.client().send(path, {"password": password, "again": again})
    assert said in answer.text
    assert office.client().get(path).status_code == 200


# -- The end of a session --


def test_signing_out(office: Office, viewer: str):
    client = office.client()
    give(client, viewer)
    assert client.send("/console/dang-xuat").headers["Location"] == SIGN_IN
    assert not is_in(client)


def test_it_ends_after_an_hour_without_use(office: Office, viewer: str):
    with time_machine.travel(utc_now(), tick=False) as clock:
        client = office.client()
        give(client, viewer)
        for _ in range(3):
            clock.shift(timedelta(minutes=59))
            assert is_in(client)
        clock.shift(timedelta(minutes=61))
        assert not is_in(client)


def test_it_ends_after_a_working_day_however_busy(office: Office, viewer: str):
    with time_machine.travel(utc_now(), tick=False) as clock:
        client = office.client()
        give(client, viewer)
        for _ in range(24):
            clock.shift(timedelta(minutes=30))
            assert is_in(client)
        clock.shift(timedelta(seconds=1))
        assert not is_in(client)


def test_all_sessions_end_at_once(office: Office, viewer: str, desk: Reception):
    clients = [office.client(Role.VIEWER) for _ in range(2)]
    assert all(map(is_in, clients))
    desk.sign_ins.end_sessions(office.officers[Role.VIEWER].id)
    assert not any(map(is_in, clients))


def test_a_disabled_officer_is_out_and_stays_out(office: Office, viewer: str, desk: Reception):
    client = office.client(Role.VIEWER)
    token = desk.invite(office.officers[Role.VIEWER].id, "test")
    desk.disable(office.officers[Role.VIEWER].id, "test")
    assert not is_in(client)
    assert give(office.client(), viewer) == ""
    assert office.client().get(f"/console/loi-moi/{token}").status_code == 404
    desk.enable(office.officers[Role.VIEWER].id, "test")
    assert give(office.client(), viewer) == "/console/"


def test_a_cookie_of_nobody_or_of_another_key_is_worth_nothing(office: Office):
    client = office.client()
    for cookie in ("x", office.cookie(Role.ADMIN)[:-2] + "xx"):
        client.set_cookie("console", cookie, domain="console.test", path="/console", secure=True)
        assert not is_in(client)
