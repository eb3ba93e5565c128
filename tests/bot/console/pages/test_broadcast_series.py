"""Loạt tin hằng tuần: made, approved by another, what comes and what is passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.broadcast import wiring
from bot.broadcast.versions import version_of
from bot.broadcast.wiring import shipped_tips
from bot.console import broadcast_desk
from bot.store.broadcast_models import SeriesState
from bot.store.broadcast_records import Audience
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from knowledge.documents import Citation
from knowledge.tips import Tip
from tests.bot.console.broadcasting import Sender
from tests.bot.console.office import Office
from tests.handlers.library import KITCHEN

LIST = "/console/tin/loat"
FORM = {
    "name": "Mẹo sáng thứ hai", "weekday": "mon", "at": "08:00", "lasts": "180", "picture": "",
    "kind": "person", "active_days": "",
}  # fmt: skip


@pytest.fixture
def sender(office: Office) -> Sender:
    return Sender(office)


@pytest.fixture
def kitchen_tips(monkeypatch: pytest.MonkeyPatch) -> tuple[Tip, ...]:
    """Tips that rest on the law of the tests; the second waits for an officer."""
    first = replace(shipped_tips()[0], citation=Citation(KITCHEN, "2", "2"), picture="Tắt bếp")
    looked_at = replace(first, id="b", picture="Nhờ xem lại", needs_officer_check=True)
    tips = (first, looked_at, replace(first, id="c", picture="Trông lửa"))
    for module in (wiring, broadcast_desk):
        monkeypatch.setattr(module, "shipped_tips", lambda: tips)
    return tips


def state(sender: Sender) -> SeriesState:
    return sender.series.get(1).state


def seen(sender: Sender) -> dict[str, str]:
    """What every page says of the series that it shows."""
    return {"seen": version_of(sender.series.get(1))}


def test_made_by_one_and_approved_by_another(office: Office, sender: Sender):
    assert office.client(Role.OFFICER).send(f"{LIST}/moi", FORM).status_code == 302
    made = sender.series.get(1)
    assert (made.weekday, made.at, made.lasts_minutes) == (0, "08:00", 180)
    approver = office.client(Role.APPROVER)
    assert "Mẹo sáng thứ hai" in approver.get(LIST).text
    told = approver.send(f"{LIST}/1/duyet", seen(sender), follow_redirects=True).text
    assert "mỗi tuần tự gửi một mẹo" in told
    assert state(sender) is SeriesState.APPROVED
    for address, then in (
        ("tam-dung", SeriesState.PAUSED),
        ("chay-tiep", SeriesState.APPROVED),
        ("ket-thuc", SeriesState.ENDED),
    ):
        approver.send(f"{LIST}/1/{address}")
        assert state(sender) is then
    again = approver.send(f"{LIST}/1/duyet", seen(sender), follow_redirects=True).text
    assert "đã kết thúc" in again
    assert state(sender) is SeriesState.ENDED
    assert "Kết thúc loạt tin hằng tuần, Chị Approver" in approver.get(f"{LIST}/1").text


def test_who_made_it_does_not_approve_it(office: Office, sender: Sender):
    approver = office.client(Role.APPROVER)
    approver.send(f"{LIST}/moi", FORM)
    page = approver.send(f"{LIST}/1/duyet", seen(sender), follow_redirects=True).text
    assert "cần một người khác duyệt" in page
    assert f"{LIST}/1/duyet" not in page
    assert state(sender) is SeriesState.DRAFT


def test_a_ward_with_one_officer_lets_her_approve_and_says_so(office: Office, sender: Sender):
    RosterRepository(office.database).put_setting(office.oa_id, "broadcast_self_approval", True)
    approver = office.client(Role.APPROVER)
    approver.send(f"{LIST}/moi", FORM)
    page = approver.send(f"{LIST}/1/duyet", seen(sender), follow_redirects=True).text
    assert "(tự duyệt)" in page


@pytest.mark.parametrize("before", ["draft", "approved", "paused"])
def test_a_changed_series_is_approved_again_and_keeps_its_place(
    office: Office, sender: Sender, before: str
):
    made, approver = sender.weekly(), office.client(Role.APPROVER)
    if before != "draft":
        approver.send(f"{LIST}/1/duyet", seen(sender))
        sender.series.advance(made, "2026-11-16", [], "c")
    if before == "paused":
        approver.send(f"{LIST}/1/tam-dung")
    assert state(sender) == before
    assert f"{LIST}/1/sua" in approver.get(f"{LIST}/1").text
    form = approver.get(f"{LIST}/1/sua").text
    for shown in (
        'value="Mẹo luật sáng thứ hai"',
        'value="08:00"',
        f'value="{seen(sender)["seen"]}"',
    ):
        assert shown in form
    other = {"name": "Mẹo tối thứ tư", "weekday": "wed", "at": "19:00", "active_days": "30"}
    approver.send(f"{LIST}/1/sua", FORM | other | seen(sender))
    now = sender.series.get(1)
    assert (now.name, now.weekday, now.at) == ("Mẹo tối thứ tư", 2, "19:00")
    assert (now.audience, now.state) == (Audience(active_days=30), SeriesState.DRAFT)
    assert (now.written_by, now.approved_by) == (office.officers[Role.APPROVER].id, None)
    assert now.last_tip == ("" if before == "draft" else "c")
    assert "Sửa loạt tin hằng tuần, Chị Approver" in approver.get(f"{LIST}/1").text
    for address in ("duyet", "chay-tiep"):  # she changed it: she does not let it run
        approver.send(f"{LIST}/1/{address}", seen(sender))
        assert state(sender) is SeriesState.DRAFT
    office.client(Role.ADMIN).send(f"{LIST}/1/duyet", seen(sender))
    assert state(sender) is SeriesState.APPROVED


def test_who_may_change_it_and_what_is_over_stays(office: Office, sender: Sender):
    sender.weekly()
    viewer = office.client(Role.VIEWER)
    assert f"{LIST}/1/sua" not in viewer.get(f"{LIST}/1").text
    assert viewer.get(f"{LIST}/1/sua").status_code == 403
    assert viewer.send(f"{LIST}/1/sua", FORM | seen(sender)).status_code == 403
    officer = office.client(Role.OFFICER)
    assert officer.post(f"{LIST}/1/sua", data=FORM | seen(sender)).status_code == 400
    officer.send(f"{LIST}/1/ket-thuc")
    assert f"{LIST}/1/sua" not in officer.get(f"{LIST}/1").text
    assert officer.get(f"{LIST}/1/sua").status_code == 409
    assert officer.send(f"{LIST}/1/sua", FORM | seen(sender)).status_code == 409
    assert sender.series.get(1).name == "Mẹo luật sáng thứ hai"


def test_what_was_changed_meanwhile_is_neither_changed_nor_approved(office: Office, sender: Sender):
    sender.weekly()
    old, officer = seen(sender), office.client(Role.OFFICER)
    officer.send(f"{LIST}/1/sua", FORM | old)
    late = officer.send(f"{LIST}/1/sua", FORM | old | {"name": "Mẹo chậm tay"})
    assert late.status_code == 409
    assert "vừa được người khác sửa" in late.text
    assert "Mẹo chậm tay" in late.text  # what she wrote is not lost
    office.client(Role.APPROVER).send(f"{LIST}/1/duyet", old)
    assert (state(sender), sender.series.get(1).name) == (SeriesState.DRAFT, FORM["name"])


def test_what_always_has_a_choice_is_not_called_optional(office: Office, sender: Sender):
    form = office.client(Role.OFFICER).get(f"{LIST}/moi").text
    labels = {each.split("</label>")[0] for each in form.split('class="form-label" for="')[1:]}
    optional = {each.split('"')[0] for each in labels if "không bắt buộc" in each}
    assert optional == {"active_days"}


def test_another_hour_does_not_make_the_audience_wider(office: Office, sender: Sender):
    whom = Audience(active_days=14, branches=("Chi hội 3",), tags=("buôn bán",))
    sender.series.add(office.oa_id, "Mẹo", whom, (0, "08:00", 90), "hoa@phuong.vn", None)
    client = office.client(Role.OFFICER)
    form = client.get(f"{LIST}/1/sua").text
    for shown in ("90 phút", "14 ngày qua", "Chi hội 3 (không còn ai)"):
        assert shown in form
    same = {
        "active_days": "14", "branches": ["Chi hội 3"], "tags": ["buôn bán"], "lasts": "90",
        "at": "09:00",
    }  # fmt: skip
    client.send(f"{LIST}/1/sua", FORM | same | seen(sender))
    now = sender.series.get(1)
    assert (now.audience, now.at, now.lasts_minutes) == (whom, "09:00", 90)


@pytest.mark.parametrize("address", ["moi", "1/sua"])
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": ""}, "Chị điền ô này"),
        ({"at": "sáng"}, "Chị chọn giờ gửi"),
        ({"at": "21:30"}, "từ 7:00 đến 21:00"),
        ({"kind": "group"}, "Chị chọn ít nhất một nhóm"),
    ],
)
def test_what_is_missing_is_told(
    office: Office, sender: Sender, change: dict[str, str], told: str, address: str
):
    before = sender.weekly()
    answer = office.client(Role.OFFICER).send(f"{LIST}/{address}", FORM | seen(sender) | change)
    assert answer.status_code == 422
    assert told in answer.text
    assert sender.series.list() == [before]


def test_an_hour_at_which_nothing_goes_out_any_more(office: Office, sender: Sender):
    sender.weekly()
    RosterRepository(office.database).put_setting(office.oa_id, "broadcast_opens", "12:00")
    approver = office.client(Role.APPROVER)
    assert "từ 12:00 đến 21:00" in approver.get(f"{LIST}/1").text
    assert "Bốn tuần tới" not in approver.get(f"{LIST}/1").text
    assert f"{LIST}/1/duyet" not in approver.get(f"{LIST}/1").text
    approver.send(f"{LIST}/1/duyet", seen(sender))
    assert state(sender) is SeriesState.DRAFT


def test_what_comes_and_what_is_passed_over_and_why(
    office: Office, sender: Sender, kitchen_tips: tuple[Tip, ...]
):
    page = office.client(Role.VIEWER).get(f"{LIST}/{sender.weekly().id}").text
    weeks = page.split('class="week-day"')[1:]
    assert len(weeks) == 3
    assert "Tắt bếp" in weeks[0]
    assert "Trông lửa" in weeks[1]
    assert "Bỏ qua 1 mẹo" in weeks[1]
    assert "Nhờ xem lại</a>: Mẹo này cần cán bộ xem lại trước khi gửi." in weeks[1]
    assert "Hết mẹo gửi được" in weeks[2]


def test_the_days_to_come_are_not_the_day_that_is_done(office: Office, sender: Sender):
    from bot.broadcast.series import WeeklySeries

    tip = replace(shipped_tips()[0], citation=Citation(KITCHEN, "2", "2"))
    tips = tuple(replace(tip, id=str(n)) for n in range(9))
    weekly = WeeklySeries(sender.series, lambda: tips, office.parts.library)
    series = replace(sender.weekly(), last_slot="2026-11-23", last_tip="1")
    monday = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # seven in the morning
    planned = weekly.upcoming(series, monday)
    assert [each.at.date() for each in planned] == [
        date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21)
    ]  # fmt: skip
    assert [each.tip.id for each in planned if each.tip] == ["2", "3", "4", "5"]
    again = weekly.upcoming(replace(series, last_slot=""), monday, 1)
    assert again[0].at == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_another_account_s_series_is_not_there(office: Office, sender: Sender):
    from bot.store import AccountDraft, OaRepository

    others = AccountDraft("999", "Hội khác", "secret")
    OaRepository(office.database, office.parts.secret_key).add(others)
    sender.series.add("999", "Của họ", Audience(), (0, "08:00", 60), "x@y.vn")
    client = office.client(Role.ADMIN)
    assert client.get(f"{LIST}/1").status_code == 404
    assert client.send(f"{LIST}/1/ket-thuc").status_code == 404
    assert client.get(f"{LIST}/1/sua").status_code == 404
    assert "Của họ" not in client.get(LIST).text
    assert state(sender) is SeriesState.DRAFT
