"""For which account she works, what keeps a session alive, and pages while a part is away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import g

from bot.console.access import Permission, needs
from bot.console.session import current_oa
from bot.errors import BotError, StateUnavailable
from bot.store import AccountDraft, OaRepository
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from bot.store.times import utc_now
from tests.bot.console.office import OA, Office, Visitor

OTHER = "1112223334445556667"
SEE = needs(Permission.SEE)


def add_view(office: Office, path: str, view) -> str:
    """A page that only this test has."""
    office.site.view_functions[path] = SEE(view)
    office.site.url_map.add(office.site.url_rule_class(path, endpoint=path, methods=["GET"]))
    return f"/console{path}"


@pytest.fixture
def two(office: Office) -> Office:
    """Two accounts; nobody is an officer of the second one yet."""
    accounts = OaRepository(office.database, office.parts.secret_key)
    accounts.add(AccountDraft(OTHER, "Hội LHPN phường Hai", "secret"))
    return office


def oa_of(office: Office, visitor: Visitor) -> str:
    if "/oa" not in office.site.view_functions:
        add_view(office, "/oa", lambda: current_oa())
    return visitor.get("/console/oa").text


def test_an_admin_works_for_every_account_and_switches(two: Office):
    admin = two.client(Role.ADMIN)
    assert oa_of(two, admin) == OA
    assert "Hội LHPN phường Hai" in admin.get("/console/them").text
    assert admin.send("/console/doi-trang", {"oa": OTHER}).status_code == 302
    assert oa_of(two, admin) == OTHER
    assert admin.send("/console/doi-trang", {"oa": "1"}).status_code == 404


def test_others_work_where_they_are_officers(two: Office):
    officer = two.client(Role.OFFICER)
    assert "Hội LHPN phường Hai" not in officer.get("/console/them").text
    assert officer.send("/console/doi-trang", {"oa": OTHER}).status_code == 404
    rosters = RosterRepository(two.database)
    rosters.put_officer(OTHER, "officer@hoi.vn", "Chị Lan", handles_cases=False)
    officer.send("/console/doi-trang", {"oa": OTHER})
    assert oa_of(two, officer) == OTHER
    rosters.remove_officer(OTHER, "officer@hoi.vn")
    assert oa_of(two, officer) == OA


def test_who_is_an_officer_nowhere_works_for_the_only_account_there_is(office: Office):
    RosterRepository(office.database).remove_officer(OA, "viewer@hoi.vn")
    assert oa_of(office, office.client(Role.VIEWER)) == OA


def test_with_several_accounts_she_works_for_none(two: Office):
    RosterRepository(two.database).remove_officer(OA, "viewer@hoi.vn")
    assert "Chị chưa được giao trang Zalo OA nào" in oa_of(two, two.client(Role.VIEWER))


def test_what_a_page_asks_by_itself_keeps_no_session_alive(office: Office):
    def poll() -> str:
        g.unattended = True
        return "nothing new"

    path = add_view(office, "/hoi-lai", poll)
    with time_machine.travel(utc_now(), tick=False) as clock:
        visitor = office.client(Role.VIEWER)
        visitor.get("/console/tai-khoan")
        for _ in range(3):
            clock.shift(timedelta(minutes=19))
            assert visitor.get(path).status_code == 200
        clock.shift(timedelta(minutes=4))
        assert visitor.get(path).status_code == 302


def test_with_the_database_away_the_page_says_so(office: Office):
    visitor = office.client(Role.ADMIN)
    assert visitor.get("/console/tai-khoan").status_code == 200
    office.database.close()
    file = Path(office.parts.settings.database_url.removeprefix("sqlite:///"))
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
    file.mkdir()
    answer = visitor.get("/console/tai-khoan")
    assert answer.status_code == 503
    assert "Máy chủ đang bận" in answer.text


class Refused(BotError):
    http_status = 409
    public_message = "Việc này đã có người làm."


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (Refused(), 409, "đã có người làm"),
        (BotError(public_message="Ngày chưa đúng."), 400, "Ngày chưa đúng."),
        (BotError(), 500, "đang gặp trục trặc"),
        (StateUnavailable(), 503, "Máy chủ đang bận"),
    ],
)
def test_what_is_refused_is_told_in_its_own_words(
    office: Office, error: BotError, status: int, said: str
):
    def refuse() -> str:
        raise error

    answer = office.client(Role.VIEWER).get(add_view(office, "/tu-choi", refuse))
    assert answer.status_code == status
    assert said in answer.text


@pytest.mark.parametrize("role", list(Role))
def test_every_place_of_the_navigation_opens(office: Office, role: Role):
    visitor = office.client(role)
    page = visitor.get("/console/them").text
    paths = set(page.split('<ul class="tiles">')[1].split("</ul>")[0].split('href="')[1:])
    for path in (each.split('"')[0] for each in paths):
        assert visitor.get(path).status_code == 200, path
