"""Tin: the way of a broadcast through the pages, its numbers, what is said when it does not go."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from bot.broadcast.preview import Preview
from bot.broadcast.versions import version_of
from bot.console.broadcast_words import TABS, foreseen, tally
from bot.store import AccountDraft, OaRepository
from bot.store.broadcast_models import BroadcastState, RecipientKind
from bot.store.broadcast_models import RecipientState as R
from bot.store.broadcast_records import Audience, numbers_of
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from bot.store.times import utc_now
from knowledge.day import VIETNAM
from tests.bot.console.broadcasting import WORDS, Sender, busy
from tests.bot.console.desk import Desk, ZaloAway
from tests.bot.console.office import Office, Visitor

LIST = "/console/tin"
FORM = {
    "title": "Việc nhà", "text": "Việc nhà, cả nhà cùng làm.", "place": "", "picture": "",
    "kind": "person", "topic": "", "active_days": "",
}  # fmt: skip
_SEEN = re.compile(r'name="seen" value="(\w+)"')


@pytest.fixture
def sender(office: Office, desk: Desk) -> Sender:
    return Sender(office)


def seen(client: Visitor, number: int | str) -> str:
    """The version that stands on the page."""
    found = _SEEN.search(client.get(f"{LIST}/{number}").text)
    assert found
    return found[1]


def acts(client: Visitor, number: int, *names: str) -> str:
    """Push these buttons as the pages offer them; the page that is shown then."""
    text = ""
    for name in names:
        page = client.get(f"{LIST}/{number}").text
        version = _SEEN.search(page)
        data = {"seen": version[1]} if version else {}
        text = client.send(f"{LIST}/{number}/{name}", data, follow_redirects=True).text
    return text


def tomorrow(clock: str) -> dict[str, str]:
    """The fields of the form: tomorrow at that time."""
    day = datetime.now(VIETNAM) + timedelta(days=1)
    return {"day": f"{day:%Y-%m-%d}", "at": clock}


def numbers_on(page: str) -> list[int]:
    """The numbers of the page's first table without those that a line is made of."""
    table = page.split('class="tally"')[1].split("</table>")[0]
    rows = re.findall(r'<tr(?: class="(\w+)")?><th scope="row">[^<]+</th><td>([\d.]+)</td>', table)
    return [int(count.replace(".", "")) for kind, count in rows if kind != "part"]


def test_written_by_one_approved_by_another_and_scheduled(office: Office, sender: Sender):
    sender.person("1")
    written = office.client(Role.OFFICER).send(f"{LIST}/moi", FORM)
    assert written.status_code == 302
    assert sender.broadcasts.get(1).content.text == FORM["text"]
    acts(office.client(Role.EDITOR), 1, "soat")
    approver = office.client(Role.APPROVER)
    assert "Còn một bước nữa là hẹn giờ gửi" in acts(approver, 1, "duyet")
    told = approver.send(f"{LIST}/1/hen-gio", tomorrow("08:30") | {"not_after": "10:00"})
    assert told.status_code == 302
    made = sender.broadcasts.get(1)
    assert made.state is BroadcastState.SCHEDULED
    assert made.scheduled_for is not None
    assert made.not_after is not None
    assert f"{made.scheduled_for.astimezone(VIETNAM):%H:%M}" == "08:30"
    assert made.not_after - made.scheduled_for == timedelta(minutes=90)
    assert not made.self_approved
    page = approver.get(f"{LIST}/1").text
    for words in ("đã hẹn giờ", "Chị Officer", "Chị Approver", "Soát tin gửi nhiều người"):
        assert words in page


def test_who_wrote_it_does_not_approve_it(office: Office, sender: Sender):
    approver = office.client(Role.APPROVER)
    approver.send(f"{LIST}/moi", FORM)
    page = acts(approver, 1, "soat")
    assert "cần một người khác duyệt" in page
    assert f"{LIST}/1/duyet" not in page
    assert "cần một người khác duyệt" in acts(approver, 1, "duyet")
    assert sender.broadcasts.get(1).state is BroadcastState.CHECKED


def test_what_is_to_be_read_stands_above_the_button(office: Office, sender: Sender):
    made = sender.checked()
    page = office.client(Role.APPROVER).get(f"{LIST}/{made.id}").text
    assert page.count("Người nhận sẽ thấy") == 1
    assert page.index("Người nhận sẽ thấy") < page.index(f"{LIST}/{made.id}/duyet")
    running = sender.running()
    page = office.client(Role.APPROVER).get(f"{LIST}/{running.id}").text
    assert page.index("Tin đang ở đâu") < page.index("Người nhận sẽ thấy")


def test_a_ward_with_one_officer_lets_her_approve_and_says_so(office: Office, sender: Sender):
    RosterRepository(office.database).put_setting(office.oa_id, "broadcast_self_approval", True)
    approver = office.client(Role.APPROVER)
    approver.send(f"{LIST}/moi", FORM)
    assert "(tự duyệt)" in acts(approver, 1, "soat", "duyet")


def test_what_was_changed_meanwhile_is_not_approved(office: Office, sender: Sender):
    made = sender.checked()
    approver = office.client(Role.APPROVER)
    before = seen(approver, made.id)
    officer = office.client(Role.OFFICER)
    officer.send(f"{LIST}/{made.id}/sua", FORM | {"seen": version_of(made)})
    sender.life.check(made.id, sender.second)
    told = approver.send(f"{LIST}/{made.id}/duyet", {"seen": before}, follow_redirects=True).text
    assert "vừa được người khác sửa" in told
    assert sender.broadcasts.get(made.id).state is BroadcastState.CHECKED


def test_two_who_edit_at_once_do_not_overwrite_each_other(office: Office, sender: Sender):
    made = sender.draft()
    client = office.client(Role.OFFICER)
    version = seen(office.client(Role.EDITOR), made.id)
    client.send(f"{LIST}/{made.id}/sua", FORM | {"seen": version})
    late = client.send(f"{LIST}/{made.id}/sua", FORM | {"text": "Lời khác.", "seen": version})
    assert late.status_code == 409
    assert "Lời khác." in late.text  # what she wrote is not lost
    assert "vừa được người khác sửa" in late.text
    assert sender.broadcasts.get(made.id).content.text == FORM["text"]


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (tomorrow("23:30"), "OA chỉ gửi tin từ 7:00 đến 21:00"),
        (tomorrow("09:00") | {"not_after": "08:00"}, "Giờ thôi gửi cần sau giờ gửi"),
        ({"day": "2020-01-01", "at": "09:00"}, "Giờ gửi đã qua"),
        ({"day": "mai", "at": "sáng"}, "Chị chọn giờ gửi"),
        ({"day": "", "at": ""}, "Chị chọn ngày gửi"),
    ],
)
def test_a_time_that_does_not_fit(office: Office, sender: Sender, times: dict[str, str], told: str):
    made = sender.approved()
    answer = office.client(Role.APPROVER).send(f"{LIST}/{made.id}/hen-gio", times)
    assert answer.status_code == 422
    assert told in answer.text
    assert sender.broadcasts.get(made.id).state is BroadcastState.APPROVED


def test_what_the_law_stops_is_told_on_the_page(office: Office, sender: Sender):
    made = sender.checked()
    with sender.broadcasts.changing(made.id, "test") as opened:
        opened.row.citation = {"document": "1/2099/QH15", "article": "3", "clause": "", "point": ""}
    approver = office.client(Role.APPROVER)
    assert "Thư viện chưa có văn bản 1/2099/QH15" in approver.get(f"{LIST}/{made.id}").text
    assert "Thư viện chưa có văn bản" in acts(approver, made.id, "duyet")
    assert sender.broadcasts.get(made.id).state is BroadcastState.CHECKED


def test_the_foreseen_numbers_add_up(office: Office, sender: Sender):
    for n, hours in enumerate((1, 2, 60, 200)):
        sender.person(f"p{n}", hours=hours)
    sender.person("no", wants=False)
    sender.person("silent", wants=None)
    page = office.client(Role.VIEWER).get(f"{LIST}/{sender.draft().id}").text
    gets, left_out, total = numbers_on(page)
    assert (gets, left_out, total) == (2, 4, 6)
    for words in ("quá 48 giờ", "quá 7 ngày", "không nhận tin, hoặc đã thôi nhận"):
        assert words in page
    assert "2 người đã nhắn trong 48 giờ" in page


def test_the_numbers_while_it_runs_add_up_and_renew_themselves(office: Office, sender: Sender):
    for n in range(7):
        sender.person(f"p{n}")
    made = sender.running(sent=3, refused=1)
    client = office.client(Role.VIEWER)
    page = client.get(f"{LIST}/{made.id}").text
    assert f'data-live="{LIST}/{made.id}/so-lieu"' in page
    assert numbers_on(page) == [3, 3, 1, 7]
    part = client.get(f"{LIST}/{made.id}/so-lieu").text
    assert numbers_on(part) == [3, 3, 1, 7]
    assert "<html" not in part
    assert "đã gửi 3/7" in client.get(LIST).text


def test_pause_resume_and_cancel(office: Office, sender: Sender):
    for n in range(3):
        sender.person(f"p{n}")
    made = sender.running(sent=1)
    officer, approver = office.client(Role.OFFICER), office.client(Role.APPROVER)
    acts(officer, made.id, "tam-dung")
    assert sender.broadcasts.get(made.id).state is BroadcastState.PAUSED
    assert f"{made.id}/gui-tiep" not in officer.get(f"{LIST}/{made.id}").text
    acts(approver, made.id, "gui-tiep")
    assert sender.broadcasts.get(made.id).state is BroadcastState.RUNNING
    page = acts(officer, made.id, "huy")
    assert numbers_on(page) == [1, 2, 3]
    assert "tin đã hủy" in page
    assert f"{made.id}/huy" not in page
    assert "không hủy được" in acts(officer, made.id, "huy")


def test_sent_back_to_whoever_wrote_it(office: Office, sender: Sender):
    made = sender.checked()
    assert "bản nháp" in acts(office.client(Role.EDITOR), made.id, "tra-lai")
    assert sender.broadcasts.get(made.id).state is BroadcastState.DRAFT


def test_what_stopped_by_itself_tells_what_to_do(office: Office, sender: Sender):
    made = sender.stopped("out_of_quota")
    page = office.client(Role.OFFICER).get(f"{LIST}/{made.id}").text
    assert "Tin tự dừng." in page
    assert "hết lượt gửi" in page


def test_what_stopped_before_it_began_can_be_mended(office: Office, sender: Sender):
    made = sender.scheduled(at=sender.ten)
    sender.life.pause(made.id, sender.second, "law_not_in_force")
    client = office.client(Role.OFFICER)
    page = client.get(f"{LIST}/{made.id}").text
    assert f"{made.id}/sua" in page
    assert "Chị sửa tin" in page
    assert "bấm “Gửi tiếp”" not in page
    assert "Ai nhận, ai không" in page
    client.send(f"{LIST}/{made.id}/sua", FORM | {"seen": version_of(made), "text": "Lời mới."})
    changed = sender.broadcasts.get(made.id)
    assert (changed.state, changed.content.text) == (BroadcastState.DRAFT, "Lời mới.")
    assert f"{made.id}/soat" in office.client(Role.EDITOR).get(f"{LIST}/{made.id}").text


def test_what_stopped_after_it_began_is_written_anew(office: Office, sender: Sender):
    made = sender.stopped("content_refused")
    client = office.client(Role.OFFICER)
    page = client.get(f"{LIST}/{made.id}").text
    assert f"{made.id}/sua" not in page
    assert "hủy tin này rồi soạn tin mới" in page
    assert "bấm “Gửi tiếp”" not in page
    told = client.send(
        f"{LIST}/{made.id}/sua", FORM | {"seen": version_of(made)}, follow_redirects=True
    ).text
    assert "đã bắt đầu gửi" in told
    assert sender.broadcasts.get(made.id).state is BroadcastState.PAUSED


def test_the_hour_that_was_asked_for_in_chat_stays_and_is_proposed(office: Office, sender: Sender):
    day = (utc_now() + timedelta(days=3)).astimezone(VIETNAM)
    wished = day.replace(hour=9, minute=20, second=0, microsecond=0)
    made = sender.life.draft(office.oa_id, WORDS, Audience(), sender.writer, wished)
    client = office.client(Role.OFFICER)
    client.send(f"{LIST}/{made.id}/sua", FORM | {"seen": version_of(made)})
    changed = sender.broadcasts.get(made.id)
    assert (changed.content.text, changed.wished_for) == (FORM["text"], wished)
    assert f"09:20 · {wished:%d/%m/%Y}" in client.get(f"{LIST}/{made.id}").text
    sender.life.check(made.id, sender.second)
    sender.life.approve(made.id, sender.second)
    form = office.client(Role.APPROVER).get(f"{LIST}/{made.id}/hen-gio").text
    assert 'value="09:20"' in form
    assert f'value="{wished:%Y-%m-%d}"' in form


def test_at_once(office: Office, sender: Sender):
    made = sender.approved()
    RosterRepository(office.database).put_setting(office.oa_id, "broadcast_opens", "06:05")
    approver = office.client(Role.APPROVER)
    version = seen(approver, made.id) if "seen" in approver.get(f"{LIST}/{made.id}").text else ""
    page = approver.get(f"{LIST}/{made.id}/hen-gio").text
    found = _SEEN.search(page)
    told = approver.send(
        f"{LIST}/{made.id}/gui-ngay",
        {"seen": found[1] if found else version},
        follow_redirects=True,
    ).text
    state = sender.broadcasts.get(made.id).state
    if found:  # by day
        assert state is BroadcastState.SCHEDULED
        assert "bắt đầu gửi trong vài giây" in told
    else:  # at night there is no such button, and pushing it does nothing
        assert state is BroadcastState.APPROVED


def test_a_test_to_oneself(office: Office, sender: Sender, zalo: ZaloAway):
    made = sender.draft()
    officer = office.client(Role.OFFICER)
    email = office.officers[Role.OFFICER].email
    rosters = RosterRepository(office.database)
    rosters.put_officer(office.oa_id, email, "Chị Lan", handles_cases=True, zalo_user_id="9001")
    assert "Đã gửi thử" in acts(officer, made.id, "gui-thu")
    (arrived,) = zalo.on("9001")
    assert arrived.startswith(WORDS.text)
    assert "ngừng nhận tin" in arrived
    assert sender.broadcasts.numbers(made.id).total == 0
    zalo.refusal = -213
    assert "alert-danger" in acts(officer, made.id, "gui-thu")


def test_whose_zalo_nobody_knows_gets_no_test(office: Office, sender: Sender, zalo: ZaloAway):
    told = acts(office.client(Role.OFFICER), sender.draft().id, "gui-thu")
    assert "Chưa biết tài khoản Zalo của chị" in told
    assert zalo.arrived == []


def test_each_state_is_in_one_tab_and_the_tabs_add_up(office: Office, sender: Sender):
    busy(office)
    page = office.client(Role.VIEWER).get(LIST).text
    shown = [int(n) for n in re.findall(r"\((\d+)\)</a>", page)]
    assert shown[0] == sum(shown[1:]) == 8
    others = [state for name, (_, states) in TABS.items() if name != "tat-ca" for state in states]
    assert sorted(others) == sorted(BroadcastState)


def test_a_long_list_is_leafed_through(office: Office, sender: Sender):
    for _ in range(27):
        sender.draft()
    client = office.client(Role.VIEWER)
    assert client.get(LIST).text.count('class="row-main"') == 25
    assert client.get(f"{LIST}?sau=3").text.count('class="row-main"') == 2


def test_another_account_s_broadcast_is_not_there(office: Office, sender: Sender):
    others = AccountDraft("999", "Hội khác", "secret")
    OaRepository(office.database, office.parts.secret_key).add(others)
    made = sender.life.draft("999", WORDS, Audience(), sender.writer)
    client = office.client(Role.OFFICER)
    for path in ("", "/anh", "/sua", "/so-lieu"):
        assert client.get(f"{LIST}/{made.id}{path}").status_code == 404
    assert client.send(f"{LIST}/{made.id}/huy").status_code == 404
    assert WORDS.title not in client.get(LIST).text
    assert sender.broadcasts.get(made.id).state is BroadcastState.DRAFT


def test_a_group_is_told_by_its_name(office: Office, sender: Sender):
    sender.group("g1", "Chi hội 3")
    whom = Audience(RecipientKind.GROUP, groups=("g1", "gone"))
    page = office.client(Role.VIEWER).get(f"{LIST}/{sender.draft(WORDS, whom).id}").text
    assert "Nhóm Chi hội 3. Nhóm không còn thấy trên Zalo" in page


def test_every_line_of_a_tally_adds_up():
    rows = [
        (R.SENT, "", 5), (R.DELIVERED, "", 4), (R.SEEN, "", 3), (R.WAITING, "", 7),
        (R.CLAIMED, "", 1), (R.UNKNOWN, "lost", 2), (R.REFUSED, "declines_this_kind", 6),
        (R.REFUSED, "no_such_code_of_zalo", 1), (R.SKIPPED, "weekly_cap", 8),
        (R.SKIPPED, "opted_out", 2),
    ]  # fmt: skip
    counted = tally(numbers_of(39, rows))
    assert sum(line.count for line in counted.lines) == counted.total == 39
    assert counted.lines[0].count == 12
    for line in counted.lines:
        assert not line.parts or sum(count for _, count in line.parts) == line.count
    assert counted.done == 31


def test_what_is_foreseen_is_told_most_frequent_first():
    shown = foreseen(Preview("", (), 10, 3, {"weekly_cap": 1, "opted_out": 5}))
    assert shown.total == 16
    assert [count for _, count in shown.lines[1].parts] == [5, 1]
