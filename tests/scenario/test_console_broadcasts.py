"""A broadcast from the console's form to the phones and back to its numbers: real pages, the real
worker's parts, the stand-in over HTTP; only the clock is wound.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from redis import Redis

from bot.console.site import Mounted
from bot.simulator.driver import Person
from bot.store import AdminRepository, open_store
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from bot.store.sign_ins import SignInRepository
from tests.bot.console.office import Office, Visitor
from tests.bot.console.pages.test_broadcasts import FORM, LIST, acts, numbers_on, seen
from tests.product import APP, ZALO
from tests.scenario.shelves import Libraries
from tests.scenario.town import Place, Town, living_in
from tests.scenario.virtual_time import beginning, moment

OFFICERS = {Role.OFFICER: "Chị Lan", Role.EDITOR: "Chị Thu", Role.APPROVER: "Chị Mai"}


@pytest.fixture
def town(place: Place, libraries: Libraries, tmp_path: Path) -> Iterator[Town]:
    with (
        Redis(port=place.redis_port) as redis,
        beginning(moment("2026-11-30 09:00"), redis) as time,
    ):
        with living_in(place, tmp_path, libraries(False), time) as town:
            yield town


@pytest.fixture
def office(place: Place, town: Town) -> Office:
    """The console of the very web application that hears the webhook, with its officers."""
    app = place.web.app
    mounted: Mounted = app.extensions["console"]
    site = mounted.app
    app.test_client_class = Visitor
    office = Office(site.extensions["console_parts"], site, app, oa_id=ZALO.oa_id)
    with closing(open_store(town.settings.database_url)) as database:
        admins, rosters = AdminRepository(database), RosterRepository(database)
        sign_ins = SignInRepository(database, APP["SECRET_KEY"])
        for role, name in OFFICERS.items():
            admin = office.officers[role] = admins.add(f"{role}@hoi.vn", role)
            rosters.put_officer(ZALO.oa_id, admin.email, name, handles_cases=False)
            sign_ins.propose_factor(admin.id, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
            sign_ins.use_factor(admin.id, 0, ())
    return office


def tips(person: Person) -> list[str]:
    return [each.text for each in person.messages() if each.text.startswith(FORM["text"])]


def says(town: Town, person: Person, *texts: str) -> None:
    for text in texts:
        person.says(text)
        town.settle()


def test_from_the_form_to_the_phones_and_back(town: Town, office: Office):
    first, second, third = (town.zalo.someone() for _ in range(3))
    for person in (first, second, third):
        says(town, person, "nhận tin")
    says(town, third, "ngừng nhận tin")
    officer, editor, approver = (office.client(role) for role in OFFICERS)

    assert officer.send(f"{LIST}/moi", FORM).status_code == 302
    acts(editor, 1, "soat")
    page = acts(approver, 1, "duyet")
    assert numbers_on(page) == [2, 1, 3]
    told = approver.send(
        f"{LIST}/1/gui-ngay", {"seen": seen(approver, "1/hen-gio")}, follow_redirects=True
    )
    assert "bắt đầu gửi trong vài giây" in told.text
    assert not tips(first)

    town.beat()
    town.beat()
    assert [len(tips(person)) for person in (first, second, third)] == [1, 1, 0]
    assert "ngừng nhận tin" in tips(first)[0]
    first.sees()
    town.settle()
    page = officer.get(f"{LIST}/1").text
    assert numbers_on(page) == [2, 2]
    assert "Đã gửi xong." in page
    assert "đã gửi 2/2" in officer.get(LIST).text
    report = officer.get("/console/bao-cao-thang?thang=2026-11").text
    assert "1 tin, dưới 5 lượt đến Zalo" in report


def test_who_stops_while_it_waits_gets_nothing_and_cancelling_ends_it(town: Town, office: Office):
    first, second = town.zalo.someone(), town.zalo.someone()
    for person in (first, second):
        says(town, person, "nhận tin")
    officer, editor, approver = (office.client(role) for role in OFFICERS)
    for _ in range(2):
        officer.send(f"{LIST}/moi", FORM)
    for number in (1, 2):
        acts(editor, number, "soat")
        acts(approver, number, "duyet")
        version = {"seen": seen(approver, f"{number}/hen-gio")}
        approver.send(f"{LIST}/{number}/gui-ngay", version)
    says(town, second, "ngừng nhận tin")
    assert "đã hủy" in acts(officer, 2, "huy")

    town.beat()
    town.beat()
    assert [len(tips(person)) for person in (first, second)] == [1, 0]
    assert numbers_on(officer.get(f"{LIST}/1").text) == [1, 1]
