"""Where an officer is signed in: she sees it, and ends it on one device."""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine

from bot.console.session import LONGEST, SEEN_EVERY
from bot.store import AuditRepository
from bot.store.models import Role
from bot.store.times import utc_now
from tests.bot.console.office import Office, Visitor

ACCOUNT = "/console/tai-khoan"
END = f"{ACCOUNT}/dang-xuat-may"


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/console/hom-nay").status_code == 200


def shown(visitor: Visitor) -> list[str]:
    """The numbers of the other devices that her page lists."""
    return re.findall(r'name="device" value="(\d+)"', visitor.get(ACCOUNT).text)


def test_she_signs_one_device_out_and_no_other(office: Office):
    here, lost = office.client(Role.VIEWER), office.client(Role.VIEWER)
    assert len(shown(here)) == 1
    page = here.send(END, {"device": shown(here)[0]}, follow_redirects=True).text
    assert "Đã đăng xuất máy đó." in page
    assert is_in(here)
    assert not is_in(lost)
    her = f"admin:{office.officers[Role.VIEWER].id}"
    log, begun = AuditRepository(office.database), utc_now() - timedelta(hours=1)
    assert log.has("device_signed_out", her, begun)


def test_nobody_signs_out_the_device_of_another(office: Office):
    officer, viewer = office.client(Role.OFFICER), office.client(Role.VIEWER)
    office.client(Role.OFFICER)
    for number in shown(officer):
        viewer.send(END, {"device": number})
    assert is_in(officer)
    assert len(shown(officer)) == 1


def test_the_same_device_twice_is_no_error(office: Office):
    here = office.client(Role.VIEWER)
    page = here.send(END, {"device": "987654"}, follow_redirects=True).text
    assert "đã đăng xuất từ trước" in page


def test_who_signs_out_leaves_the_list(office: Office):
    here, other = office.client(Role.VIEWER), office.client(Role.VIEWER)
    other.send("/console/dang-xuat")
    assert shown(here) == []


def test_all_leave_the_list_when_all_are_signed_out(office: Office):
    office.client(Role.VIEWER)
    office.client(Role.VIEWER).send(f"{ACCOUNT}/dang-xuat-khap-noi")
    assert shown(office.client(Role.VIEWER)) == []


def test_what_was_not_used_for_long_is_signed_out_already_and_not_listed(office: Office):
    office.client(Role.VIEWER)
    idle = office.site.permanent_session_lifetime
    assert idle + SEEN_EVERY < LONGEST
    with time_machine.travel(utc_now() + idle + SEEN_EVERY + timedelta(minutes=1)):
        assert shown(office.client(Role.VIEWER)) == []


def test_a_device_that_is_used_stays_on_the_list(office: Office):
    used, step = office.client(Role.VIEWER), timedelta(minutes=40)
    for times in (1, 2, 3):
        with time_machine.travel(utc_now() + times * step):
            assert is_in(used)
    with time_machine.travel(utc_now() + 3 * step):
        assert len(shown(office.client(Role.VIEWER))) == 1
