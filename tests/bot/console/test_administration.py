"""The pages under "Quản trị" and her own account: what they show, and what they change."""

from __future__ import annotations

import html
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pyotp
import pytest

import bot.console
from bot.console import passwords, presentation
from bot.console.account_choices import CHOICES, ELSEWHERE, InvalidChoice, changed
from bot.console.audit_words import ACTIONS, subject_words
from bot.console.reception import Reception, reception
from bot.staff.account_settings import AccountSettings, read_settings
from bot.store import AuditRepository, OaRepository, TokenPair
from bot.store.admins import AdminRepository
from bot.store.api_tokens import ApiTokens, Scope
from bot.store.audit import AuditEntry
from bot.store.faq_models import FaqAct
from bot.store.models import Role
from bot.store.rosters import RosterRecord, RosterRepository
from bot.store.trial_people import TrialPeople
from knowledge.day import today
from tests.bot.console.office import OA, Office, Visitor

ADMIN = "/console/quan-tri"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "mèo xanh ăn bún riêu"


@pytest.fixture
def admin(office: Office) -> Visitor:
    return office.client(Role.ADMIN)


@pytest.fixture
def desk(office: Office) -> Reception:
    return reception(office.database, office.parts.secret_key)


def roster(office: Office) -> RosterRecord:
    return RosterRepository(office.database).read(OA, datetime.now(UTC))


def chosen(office: Office) -> AccountSettings:
    return read_settings(roster(office).settings or {})


def acts(office: Office) -> list[str]:
    return [entry.action for entry in AuditRepository(office.database).latest()]


# -- Officers --


def test_a_new_officer_is_invited_and_belongs_to_the_account(
    office: Office, admin: Visitor, desk: Reception
):
    form = {"email": "Hoa@Hoi.vn", "name": "Chị Hoa", "role": "officer", "handles_cases": "y"}
    page = admin.send(f"{ADMIN}/can-bo/moi", form).text
    address = re.findall(r'id="invitation">([^<]+)<', page)[0]
    answer = office.client().send(urlsplit(address).path, {"password": PASSWORD, "again": PASSWORD})
    assert answer.headers["Location"] == "/console/dang-nhap"
    assert desk.by_password("hoa@hoi.vn", PASSWORD) is not None
    (hoa,) = [each for each in roster(office).officers if each.email == "hoa@hoi.vn"]
    assert (hoa.name, hoa.handles_cases) == ("Chị Hoa", True)
    assert {"officer_added", "officer_set_with_cases", "officer_invited"} <= set(acts(office))


@pytest.mark.parametrize(
    ("email", "said"), [("viewer@hoi.vn", "đã có tài khoản"), ("không phải", "không đúng")]
)
def test_an_address_that_cannot_be_added_is_told(admin: Visitor, email: str, said: str):
    form = {"email": email, "name": "Chị Hoa", "role": "officer"}
    assert said in admin.send(f"{ADMIN}/can-bo/moi", form).text


def test_another_role_counts_at_once(office: Office, admin: Visitor):
    viewer, known = office.client(Role.VIEWER), office.officers[Role.VIEWER]
    assert viewer.get(ADMIN).status_code == 403
    admin.send(f"{ADMIN}/can-bo/{known.id}/vai-tro", {"role": "admin"})
    assert viewer.get(ADMIN).status_code == 200


def test_the_last_admin_cannot_go(office: Office, admin: Visitor):
    own = f"{ADMIN}/can-bo/{office.officers[Role.ADMIN].id}"
    for path, data in ((f"{own}/vai-tro", {"role": "viewer"}), (f"{own}/khoa", {})):
        answer = admin.send(path, data)
        assert answer.status_code == 409
        assert "quản trị viên cuối cùng" in answer.text
    AdminRepository(office.database).set_role(office.officers[Role.EDITOR].id, "admin")
    assert admin.send(f"{own}/khoa").status_code == 302
    assert admin.get(ADMIN).status_code == 302


def test_a_disabled_admin_does_not_count_as_another_one(
    office: Office, admin: Visitor, desk: Reception
):
    AdminRepository(office.database).set_role(office.officers[Role.EDITOR].id, "admin")
    desk.disable(office.officers[Role.EDITOR].id, "test")
    own = f"{ADMIN}/can-bo/{office.officers[Role.ADMIN].id}"
    assert admin.send(f"{own}/khoa").status_code == 409


def test_a_disabled_officer_is_on_no_list_and_no_shift(office: Office, admin: Visitor):
    known, now = office.officers[Role.OFFICER], datetime.now(UTC)
    times = now + timedelta(hours=1), now + timedelta(hours=9)
    RosterRepository(office.database).add_shifts(OA, [(known.email, *times)])
    admin.send(f"{ADMIN}/can-bo/{known.id}/khoa")
    assert known.email not in [each.email for each in roster(office).officers]
    assert roster(office).shifts == ()
    assert "Đã khóa" in admin.get(f"{ADMIN}/can-bo").text


def test_a_lost_telephone(office: Office, admin: Visitor, desk: Reception):
    known = office.officers[Role.APPROVER]
    admin.send(f"{ADMIN}/can-bo/{known.id}/bo-xac-thuc")
    after = desk.sign_ins.of(known.id)
    assert after is not None
    assert not after.factor_in_use


def test_membership_is_changed_and_ended(office: Office, admin: Visitor):
    path = f"{ADMIN}/can-bo/{office.officers[Role.VIEWER].id}"
    admin.send(f"{path}/o-trang", {"name": "Chị Mai", "zalo_user_id": "123"})
    assert ("Chị Mai", "123") in [
        (each.name, each.zalo_user_id) for each in roster(office).officers
    ]
    admin.send(f"{path}/roi-trang")
    assert "Chị Mai" not in [each.name for each in roster(office).officers]


def test_nobody_with_this_number(admin: Visitor):
    assert admin.get(f"{ADMIN}/can-bo/999").status_code == 404


# -- Duty and hours --


def shift(**changes: str) -> dict[str, str]:
    day = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"
    next_day = f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d}"
    form = {"day": day, "begins": "17:00", "last_day": next_day, "ends": "07:30"}
    return {**form, "email": "officer@hoi.vn"} | changes


def test_a_shift_is_entered_and_taken_away(office: Office, admin: Visitor):
    admin.send(f"{ADMIN}/lich-truc", shift())
    (entered,) = roster(office).shifts
    assert entered.ends_at - entered.starts_at == timedelta(hours=14, minutes=30)
    page = html.unescape(admin.get(f"{ADMIN}/lich-truc").text)
    (value,) = re.findall(r'name="shift" value="([^"]+)"', page)
    admin.send(f"{ADMIN}/lich-truc/bo", {"shift": value})
    assert roster(office).shifts == ()
    assert admin.send(f"{ADMIN}/lich-truc/bo", {"shift": value}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends": ""}, "Không đọc được ngày giờ"),
        ({"last_day": "2020-01-01"}, "phải sau giờ bắt đầu"),
        ({"email": "viewer@hoi.vn"}, "chưa được giao nhận việc khẩn"),
    ],
)
def test_a_shift_that_cannot_be_is_refused(
    office: Office, admin: Visitor, changes: dict[str, str], said: str
):
    assert said in admin.send(f"{ADMIN}/lich-truc", shift(**changes)).text
    assert roster(office).shifts == ()


def file_of(*lines: str) -> dict[str, tuple[io.BytesIO, str]]:
    text = "\n".join(("E-mail;Từ;Đến", *lines))
    return {"file": (io.BytesIO(text.encode()), "truc.csv")}


def test_shifts_come_from_a_file_once(office: Office, admin: Visitor):
    row = "officer@hoi.vn;01/12/2099 17:00;02/12/2099 07:30"
    page = admin.send(f"{ADMIN}/lich-truc/tep", file_of(row), follow_redirects=True).text
    assert "Đã xếp 1 ca trực từ tệp." in page
    assert len(roster(office).shifts) == 1
    page = admin.send(f"{ADMIN}/lich-truc/tep", file_of(row), follow_redirects=True).text
    assert "1 ca đã có từ trước" in page


def test_a_wrong_line_of_the_file_is_told_and_nothing_is_taken(office: Office, admin: Visitor):
    lines = ("officer@hoi.vn;01/12/2099 17:00;02/12/2099 07:30", "ai@hoi.vn;hôm nay;mai")
    answer = admin.send(f"{ADMIN}/lich-truc/tep", file_of(*lines))
    assert answer.status_code == 422
    assert "Dòng 3: “ai@hoi.vn” không phải e-mail" in html.unescape(answer.text)
    assert roster(office).shifts == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02"])
def test_what_is_no_table_is_refused(office: Office, admin: Visitor, content: bytes):
    sent = {"file": (io.BytesIO(content), "truc.csv")}
    assert admin.send(f"{ADMIN}/lich-truc/tep", sent).status_code == 422


def test_the_file_to_fill_in_names_who_may_be_on_duty(admin: Visitor):
    answer = admin.get(f"{ADMIN}/lich-truc/mau-lich-truc.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert [cell.value for cell in book["Ca trực"][1]] == ["E-mail", "Từ", "Đến"]
    assert [row[0] for row in book["Cán bộ"].iter_rows(min_row=2, values_only=True)] == [
        "officer@hoi.vn"
    ]


def test_working_hours(office: Office, admin: Visitor):
    week = {"sat-1-opens": "08:00", "sat-1-closes": "11:00"}
    admin.send(f"{ADMIN}/gio-lam-viec", week)
    assert list(chosen(office).working_hours) == ["sat"]
    assert 'value="08:00"' in admin.get(f"{ADMIN}/gio-lam-viec").text


@pytest.mark.parametrize(
    "week",
    [
        {},
        {"mon-1-opens": "08:00"},
        {"mon-1-opens": "11:00", "mon-1-closes": "08:00"},
        {
            "mon-1-opens": "08:00",
            "mon-1-closes": "12:00",
            "mon-2-opens": "11:00",
            "mon-2-closes": "17:00",
        },
    ],
)
def test_hours_that_cannot_be_change_nothing(office: Office, admin: Visitor, week: dict[str, str]):
    assert "Giờ làm việc chưa đúng" in admin.send(f"{ADMIN}/gio-lam-viec", week).text
    assert chosen(office).working_hours == AccountSettings().working_hours


def test_closed_days(office: Office, admin: Visitor):
    first = today(datetime.now(UTC)) + timedelta(days=3)
    last = first + timedelta(days=1)
    form = {"first": first.isoformat(), "last": last.isoformat(), "name": "Đại hội"}
    admin.send(f"{ADMIN}/gio-lam-viec/nghi", form)
    assert [each.day for each in chosen(office).closed_days] == [first, last]
    admin.send(f"{ADMIN}/gio-lam-viec/lam-lai", {"day": first.isoformat()})
    assert [each.day for each in chosen(office).closed_days] == [last]
    wrong = {"first": last.isoformat(), "last": first.isoformat()}
    assert admin.send(f"{ADMIN}/gio-lam-viec/nghi", wrong).status_code == 400


# -- Settings --

AS_IT_IS = {
    choice.name: str(presentation.plain(getattr(AccountSettings(), choice.name)))
    for choice in CHOICES
    if choice.input_type != "checkbox"
}
"""The form as it stands in a browser before anything is changed."""


def test_saving_without_a_change_changes_nothing(office: Office, admin: Visitor):
    admin.send(f"{ADMIN}/cai-dat", AS_IT_IS)
    assert chosen(office) == AccountSettings()
    assert "account_setting_changed" not in acts(office)


def test_hours_that_contradict_each_other_are_told(office: Office, admin: Visitor):
    page = admin.send(f"{ADMIN}/cai-dat", AS_IT_IS | {"broadcast_opens": "22:00"}).text
    assert "Giờ kết thúc phải sau giờ bắt đầu" in page
    both = {"broadcast_opens": "21:30", "broadcast_closes": "22:00"}
    admin.send(f"{ADMIN}/cai-dat", AS_IT_IS | both)
    assert f"{chosen(office).broadcast_closes:%H:%M}" == "22:00"


def test_every_setting_has_a_name_or_a_page_of_its_own():
    assert {each.name for each in CHOICES} | ELSEWHERE == set(AccountSettings.model_fields)


def test_settings_are_changed_and_audited_one_by_one(office: Office, admin: Visitor):
    form = AS_IT_IS | {"answer_hours": "2,5", "safe_word": "hoa sen", "faq_self_approval": "y"}
    admin.send(f"{ADMIN}/cai-dat", form)
    settings = chosen(office)
    assert (settings.answer_hours, settings.safe_word) == (2.5, "hoa sen")
    assert settings.faq_self_approval
    subjects = {
        entry.subject
        for entry in AuditRepository(office.database).latest()
        if entry.action == "account_setting_changed"
    }
    assert subjects == {
        f"{OA}:{name}" for name in ("answer_hours", "safe_word", "faq_self_approval")
    }
    assert 'value="2,5"' in admin.get(f"{ADMIN}/cai-dat").text


def test_a_wrong_value_is_told_and_nothing_is_half_saved(office: Office, admin: Visitor):
    form = AS_IT_IS | {"answer_hours": "0", "case_alert_minutes": "x", "safe_word": "hoa sen"}
    page = admin.send(f"{ADMIN}/cai-dat", form).text
    assert "Cần một số lớn hơn 0" in page
    assert "Cần số phút từ 1 đến 60" in page
    assert 'value="hoa sen"' in page
    assert chosen(office) == AccountSettings()


def test_a_missing_number_is_a_problem():
    with pytest.raises(InvalidChoice) as refused:
        changed(AccountSettings(), {})
    assert "answer_hours" in refused.value.problems


# -- Trial mode --


def test_a_trial_is_begun_and_ended(office: Office, admin: Visitor):
    path = f"{ADMIN}/chay-thu"
    admin.send(f"{path}/bat-tat", {"on": "y"})
    admin.send(f"{path}/tu", {"word": " hoa ban "})
    assert (chosen(office).trial_mode, chosen(office).trial_word) == (True, "hoa ban")
    admin.send(f"{path}/bat-tat", {"on": ""})
    assert not chosen(office).trial_mode
    assert {"trial_started", "trial_ended", "trial_word_changed"} <= set(acts(office))


def test_the_list_of_a_trial(office: Office, admin: Visitor):
    people, path = TrialPeople(office.database), f"{ADMIN}/chay-thu"
    for person in ("2512523625412515", "2512523625412516", "mã sai!"):
        admin.send(f"{path}/them", {"person": person})
    assert len(people.list(OA)) == 2
    admin.send(f"{path}/bo", {"person": "2512523625412515"})
    assert [each.user_id for each in people.list(OA)] == ["2512523625412516"]
    admin.send(f"{path}/bo-tat-ca")
    assert people.list(OA) == []
    assert not any("25125" in entry.subject for entry in AuditRepository(office.database).latest())


# -- Tokens of programs --


def test_a_token_is_shown_once_and_works_until_it_is_revoked(office: Office, admin: Visitor):
    tokens, path = ApiTokens(office.database), f"{ADMIN}/ma-ket-noi"
    page = admin.send(f"{path}/moi", {"name": "Cổng phường", "lives": "90"}).text
    (secret,) = re.findall(r'id="secret">([^<]+)<', page)
    found = tokens.find(secret)
    assert found is not None
    assert (found.oa_id, found.scopes, found.admin.email) == (OA, {Scope.DRAFT}, "admin@hoi.vn")
    assert secret not in admin.get(path).text
    assert tokens.find(secret, datetime.now(UTC) + timedelta(days=91)) is None
    admin.send(f"{path}/{found.id}/thu-hoi")
    assert tokens.find(secret) is None
    assert admin.send(f"{path}/{found.id}/thu-hoi").status_code == 404
    assert {"api_token_created", "api_token_revoked"} <= set(acts(office))


def test_a_token_of_an_officer_who_may_not_sign_in_is_worth_nothing(
    office: Office, desk: Reception
):
    tokens, editor = ApiTokens(office.database), office.officers[Role.EDITOR]
    _, secret = tokens.create(OA, "Cổng phường", [Scope.PUBLISH], editor)
    assert tokens.find(secret) is not None
    desk.disable(editor.id, "test")
    assert tokens.find(secret) is None
    assert tokens.find("hl_nothing") is None


# -- Connections --


def test_the_connection_is_told_in_words(office: Office, admin: Visitor):
    accounts = OaRepository(office.database, office.parts.secret_key)
    assert "Chưa cấp quyền" in admin.get(f"{ADMIN}/trang-zalo").text
    accounts.save_tokens(OA, TokenPair("access", "refresh"))
    page = admin.get(f"{ADMIN}/trang-zalo").text
    assert "Đang hoạt động" in page
    accounts.mark_reconnect_required(OA, "permission_revoked")
    assert "Cần cấp quyền lại" in admin.get(f"{ADMIN}/trang-zalo").text


def test_the_way_to_zalo_and_back_is_bound_to_this_session(office: Office, admin: Visitor):
    page = admin.send(f"{ADMIN}/trang-zalo/cap-quyen", {"oa": OA}).text
    (link,) = re.findall(r'href="(https://oauth[^"]+)"', html.unescape(page))
    asked = parse_qs(urlsplit(link).query)
    assert asked["redirect_uri"] == ["https://console.test/console/quan-tri/trang-zalo/ket-qua"]
    back = f"{ADMIN}/trang-zalo/ket-qua?oa_id={OA}&code=c&state={asked['state'][0]}"
    assert office.client(Role.ADMIN).get(back).status_code == 403
    assert admin.get(back.replace(OA, "1")).status_code == 403


def test_an_account_that_is_not_there_has_no_way_to_zalo(admin: Visitor):
    assert admin.send(f"{ADMIN}/trang-zalo/cap-quyen", {"oa": "1"}).status_code == 404


# -- The audit log --


def rows(page: str) -> list[str]:
    return re.findall(r'data-label="Mục">([^<]*)<', page)


def test_the_audit_log_is_read_page_by_page(office: Office, admin: Visitor):
    log = AuditRepository(office.database)
    for number in range(30):
        log.append(str(office.officers[Role.EDITOR].id), "shift_added", f"a:{number}")
    first = admin.get(f"{ADMIN}/nhat-ky").text
    assert rows(first) == [f"a:{number}" for number in range(29, 4, -1)]
    assert "editor@hoi.vn" in first
    (following,) = re.findall(r'href="(/console/quan-tri/nhat-ky\?sau=\d+)"', first)
    assert rows(admin.get(following).text)[:5] == [f"a:{number}" for number in range(4, -1, -1)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ai=admin@hoi.vn", ["a"]),
        ("ai=Hệ+thống", ["b"]),
        ("viec=shift_added", ["a"]),
        ("viec=shift_added&ai=Hệ+thống", []),
        ("ngay=2020-01-01", []),
        ("ngay=khong-phai-ngay", ["b", "a"]),
    ],
)
def test_the_audit_log_is_filtered(office: Office, admin: Visitor, query: str, found: list[str]):
    log = AuditRepository(office.database)
    log.append("admin@hoi.vn", "shift_added", "a")
    log.append("", "account_locked", "b")
    shown = rows(admin.get(f"{ADMIN}/nhat-ky?{query}").text)
    assert [each for each in shown if each in ("a", "b")] == found


def test_every_act_of_the_console_and_of_faqs_has_words():
    pages = (Path(bot.console.__file__).parent).rglob("*.py")
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    found = set(re.findall(r'audited\(\s*"([a-z_]+)"', text))
    found |= set(re.findall(r'log\.append\([^,]+, "([a-z_]+)"', text))
    assert len(found) > 20
    assert found | {f"faq_{each}" for each in FaqAct} <= set(ACTIONS)


def test_entries_are_the_same_read_either_way(office: Office):
    log = AuditRepository(office.database)
    log.append("a", "b", "c")
    (entry,) = log.latest(1)
    assert entry == AuditEntry(entry.at, "a", "b", "c", entry.id)


# -- Her own account --


@pytest.fixture
def approver(office: Office, desk: Reception) -> Visitor:
    known = office.officers[Role.APPROVER]
    desk.sign_ins.set_password(known.id, passwords.digest(PASSWORD))
    return office.client(Role.APPROVER)


def test_another_password_ends_all_other_sessions(
    office: Office, approver: Visitor, desk: Reception
):
    other = office.client(Role.APPROVER)
    new = "bốn con vịt bơi ngược"
    form = {"old": PASSWORD, "password": new, "again": new}
    answer = approver.send("/console/tai-khoan/mat-khau", form)
    assert answer.status_code == 302
    assert approver.get("/console/tai-khoan").status_code == 200
    assert other.get("/console/tai-khoan").status_code == 302
    assert desk.by_password("approver@hoi.vn", new) is not None


def test_the_old_password_must_be_right_and_the_new_one_good(approver: Visitor):
    path, new = "/console/tai-khoan/mat-khau", "bốn con vịt bơi ngược"
    wrong = {"old": "không phải", "password": new, "again": new}
    assert "Mật khẩu đang dùng chưa đúng" in approver.send(path, wrong).text
    weak = {"old": PASSWORD, "password": "ngắn", "again": "ngắn"}
    assert "khó đoán" in approver.send(path, weak).text


def test_fresh_recovery_codes_need_a_code_of_the_telephone(
    office: Office, approver: Visitor, desk: Reception
):
    path, known = "/console/tai-khoan/ma-du-phong", office.officers[Role.APPROVER]
    assert "Mã chưa đúng" in approver.send(path, {"code": "000000"}).text
    page = approver.send(path, {"code": pyotp.TOTP(SECRET).now()}).text
    (code, *_) = re.findall(r'<li class="code-text">([\w-]+)</li>', page)
    assert desk.sign_ins.recovery_codes_left(known.id) == 8
    assert desk.sign_ins.spend_recovery_code(known.id, code)


def test_another_telephone(approver: Visitor):
    path = "/console/tai-khoan/doi-thiet-bi"
    answer = approver.send(path, {"code": pyotp.TOTP(SECRET).now()})
    assert answer.headers["Location"] == "/console/xac-thuc"
    assert approver.get("/console/tai-khoan").headers["Location"] == "/console/xac-thuc"
    assert SECRET[:4] + " " + SECRET[4:8] not in approver.get("/console/xac-thuc").text


def test_leaving_everywhere(office: Office, approver: Visitor):
    other = office.client(Role.APPROVER)
    approver.send("/console/tai-khoan/dang-xuat-khap-noi")
    for client in (approver, other):
        assert client.get("/console/tai-khoan").status_code == 302


def test_the_log_says_in_words_what_something_was_done_to():
    emails, accounts = {"3": "lan@hoi.vn"}, [OA]
    assert subject_words(f"{OA} F1 v2", emails, accounts) == "F1, bản 2"
    assert subject_words(f"{OA}:4", emails, accounts) == "4"
    assert subject_words(OA, emails, accounts) == ""
    assert subject_words("admin:3", emails, accounts) == "lan@hoi.vn"
    assert subject_words("admin:9", emails, accounts) == "admin:9"
    assert subject_words(f"{OA} F1 v2", emails, ()) == f"{OA} F1, bản 2"
