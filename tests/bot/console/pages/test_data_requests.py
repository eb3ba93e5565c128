"""Requests about data in the console: the clocks, the answer, the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store.models import Role
from tests.bot.console.desk import HIEN, Desk
from tests.bot.console.office import OA, Office, Visitor

LIST = "/console/yeu-cau-du-lieu"
DAY = timedelta(days=1)


def test_an_empty_register_says_why(lan: Visitor) -> None:
    assert "trợ lý tự làm ngay" in lan.get(LIST).text


def test_the_clocks_are_shown_and_nobody_is_named(lan: Visitor, desk: Desk) -> None:
    late, fresh = desk.wish("u1", received=3 * DAY), desk.wish(HIEN, received=DAY / 2)
    page = lan.get(LIST).text
    assert page.index(late.code) < page.index(fresh.code)
    assert "1 yêu cầu đã quá hạn" in page
    assert "quá hạn 1 ngày" in page
    assert "còn 1 ngày" in page
    assert HIEN not in page


def test_who_asked_is_shown_on_its_own_page_and_that_is_audited(lan: Visitor, desk: Desk) -> None:
    wish = desk.wish()
    desk.waits(reason="correct_data", question="")
    page = lan.get(f"{LIST}/{wish.code}").text
    assert HIEN in page
    assert "/console/hoi-thoai/H1" in page
    assert desk.acts()[-1] == "data_request_shown"
    assert HIEN not in " ".join(each.subject for each in desk.audit.latest())


def test_she_answers_and_finishes_and_nobody_is_known_any_longer(lan: Visitor, desk: Desk) -> None:
    wish = desk.wish(received=3 * DAY)
    page = f"{LIST}/{wish.code}"
    assert "Đã ghi là chị đã trả lời" in lan.send(f"{page}/da-tra-loi", follow_redirects=True).text
    assert not desk.requests.get(wish.code).overdue(desk.now)
    ended = lan.send(f"{page}/xong", {"outcome": "done"}, follow_redirects=True).text
    assert "đã làm xong" in ended
    assert HIEN not in ended
    assert desk.requests.get(wish.code).user_id == ""
    assert "đã xong từ trước" in lan.send(f"{page}/da-tra-loi", follow_redirects=True).text
    again = lan.send(f"{page}/xong", {"outcome": "refused"}, follow_redirects=True)
    assert "đã xong từ trước" in again.text
    assert desk.requests.get(wish.code).outcome == "done"
    assert wish.code in lan.get(f"{LIST}?xem=da-xong").text


def test_an_outcome_that_there_is_not_is_refused(lan: Visitor, desk: Desk) -> None:
    wish = desk.wish()
    assert lan.send(f"{LIST}/{wish.code}/xong", {"outcome": "erased"}).status_code == 400
    assert desk.requests.get(wish.code).finished_at is None


@pytest.mark.parametrize("code", ["DL-2026-0099", "DL-1-1", "x", "DL-2026-" + "9" * 20])
def test_what_is_not_there_is_not_found(lan: Visitor, code: str) -> None:
    assert lan.get(f"{LIST}/{code}").status_code == 404
    assert lan.send(f"{LIST}/{code}/xong", {"outcome": "done"}).status_code == 404


def test_a_viewer_sees_none_of_it(office: Office, desk: Desk) -> None:
    wish = desk.wish()
    viewer = office.client(Role.VIEWER)
    assert viewer.get(LIST).status_code == 403
    assert viewer.send(f"{LIST}/{wish.code}/xong", {"outcome": "done"}).status_code == 403


def test_what_is_over_goes_on_behind_its_last(lan: Visitor, desk: Desk) -> None:
    for index in range(26):
        wish = desk.wish(f"u{index}")
        desk.requests.finish(wish.code, "1", "done", desk.now, OA)
    page = lan.get(f"{LIST}?xem=da-xong").text
    assert page.count("DL-") == 25 * 2 + 1
    last = f"DL-{desk.now.year}-0002"
    rest = lan.get(f"{LIST}?xem=da-xong&sau={last}").text
    assert f"DL-{desk.now.year}-0001" in rest
