"""The pages of FAQs: written, checked, approved, published, taken back; a file taken whole."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from bot.faq.files.template import FILE_NAME, SHEET
from bot.store.faq_models import FaqState
from bot.store.faqs import FaqRepository
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from tests.bot.console.office import Office

FORM = {
    "question": "Lớp xóa mù công nghệ học ở đâu?",
    "answer": "Lớp học ở nhà văn hóa phường vào tối thứ Năm.",
    "variants": "lop cong nghe hoc o dau\nhọc dùng điện thoại ở đâu",
}


@pytest.fixture
def faqs(office: Office) -> FaqRepository:
    return FaqRepository(office.database)


def _draft(office: Office, role: Role = Role.OFFICER, **changes: str) -> None:
    done = office.client(role).send("/console/faq/moi", FORM | changes)
    assert done.status_code == 302, done.text


def _walk(office: Office, *steps: tuple[Role, str]) -> None:
    for role, step in steps:
        done = office.client(role).send(f"/console/faq/1/{step}", {"version": "1"})
        assert done.status_code == 302


LIVE = ((Role.EDITOR, "soat"), (Role.APPROVER, "duyet"), (Role.APPROVER, "dang"))


def test_from_the_form_to_the_people(office: Office, faqs: FaqRepository) -> None:
    _draft(office)
    _walk(office, *LIVE)

    faq = faqs.get(1)
    assert faq.state is FaqState.PUBLISHED
    assert faq.content.variants == tuple(FORM["variants"].split("\n"))
    page = office.client(Role.OFFICER).get("/console/faq/1").text
    assert "đang đăng" in page
    assert FORM["answer"] in page


def test_what_is_missing_is_told_and_nothing_is_kept(office: Office, faqs: FaqRepository) -> None:
    client = office.client(Role.OFFICER)
    for change in ({"answer": ""}, {"answer": "x" * 1_801}, {"basis": "theo quy định"}):
        assert client.send("/console/faq/moi", FORM | change).status_code == 422

    assert faqs.page(office.oa_id) == []


def test_the_preview_keeps_nothing(office: Office, faqs: FaqRepository) -> None:
    client = office.client(Role.OFFICER)

    whole = client.send("/console/faq/moi", FORM | {"preview": "1"})
    part = client.send("/console/faq/xem-truoc", FORM)

    assert FORM["answer"] in whole.text.split("Người dân sẽ thấy")[1]
    assert 'class="bubble"' in part.text
    assert faqs.page(office.oa_id) == []


def test_who_wrote_it_does_not_approve_it(office: Office, faqs: FaqRepository) -> None:
    _draft(office, Role.APPROVER)
    _walk(office, (Role.EDITOR, "soat"), (Role.APPROVER, "duyet"))
    assert faqs.get(1).state is FaqState.CHECKED

    RosterRepository(office.database).put_setting(office.oa_id, "faq_self_approval", True)
    _walk(office, (Role.APPROVER, "duyet"))
    assert faqs.get(1).state is FaqState.APPROVED
    assert "(tự duyệt)" in office.client(Role.OFFICER).get("/console/faq/1").text


def test_a_version_that_was_not_seen_is_not_approved(office: Office, faqs: FaqRepository) -> None:
    _draft(office)
    office.client(Role.OFFICER).send(
        "/console/faq/1/sua", FORM | {"answer": "Lớp học đã dời sang tối thứ Sáu.", "version": "1"}
    )
    _walk(office, (Role.EDITOR, "soat"))

    assert faqs.get(1).state is FaqState.DRAFT


def test_versions_are_compared_and_an_old_one_comes_back(
    office: Office, faqs: FaqRepository
) -> None:
    _draft(office)
    _walk(office, *LIVE)
    client = office.client(Role.ADMIN)
    client.send(
        "/console/faq/1/sua",
        FORM | {"answer": "Lớp học ở nhà văn hóa phường vào tối thứ Sáu.", "version": "1"},
    )

    page = client.get("/console/faq/1/so-sanh?cu=1&moi=2").text
    assert "<del>Năm.</del>" in page
    assert "<ins>Sáu.</ins>" in page

    for step, version in (("soat", "2"), ("duyet", "2")):
        office.client(Role.APPROVER).send(f"/console/faq/1/{step}", {"version": version})
    office.client(Role.APPROVER).send("/console/faq/1/dang", {"version": "2"})
    assert faqs.get(1).live_content.answer.endswith("Sáu.")
    client.send("/console/faq/1/quay-lai", {"version": "1"})
    assert faqs.get(1).live_content.answer == FORM["answer"]


def test_taking_down_and_putting_away(office: Office, faqs: FaqRepository) -> None:
    _draft(office)
    _walk(office, *LIVE)
    page = office.client(Role.APPROVER).get("/console/faq/1/go").text
    assert FORM["question"] in page

    office.client(Role.APPROVER).send("/console/faq/1/go", {"version": "1", "why": "hết lớp"})
    assert faqs.get(1).live_content is None

    _draft(office, question="Lớp nấu ăn học ở đâu vậy?", variants="")
    office.client(Role.OFFICER).send("/console/faq/2/bo", {"version": "1"})
    assert faqs.get(2).state is FaqState.UNPUBLISHED


def test_the_gate_shows_what_changes(office: Office) -> None:
    _draft(office)
    _walk(office, *LIVE[:2])

    page = office.client(Role.APPROVER).get("/console/faq/1/dang").text

    assert "Đăng ngay" in page
    assert "Các câu hỏi đã biết vẫn được trả lời như trước." in page


def test_searching_and_filtering(office: Office) -> None:
    _draft(office)
    _draft(office, question="Hội phường họp vào ngày nào?", variants="")
    client = office.client(Role.OFFICER)

    found = client.get("/console/faq?tim=hop ngay nao").text
    assert "Hội phường họp" in found
    assert "xóa mù" not in found
    assert "xóa mù" not in client.get("/console/faq?buoc=dang-dung").text
    assert client.get("/console/faq?sau=abc&buoc=la").status_code == 200


def _filled_in(office: Office, *rows: tuple[str, ...]) -> bytes:
    blank = office.client(Role.OFFICER).get(f"/console/faq/{FILE_NAME}")
    assert blank.status_code == 200
    book = load_workbook(io.BytesIO(blank.data))
    for row in rows:
        book[SHEET].append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _sent(office: Office, data: bytes, name: str = "hoi-dap.xlsx") -> tuple[int, str]:
    client = office.client(Role.OFFICER)
    done = client.send("/console/faq/dua-tep", {"file": (io.BytesIO(data), name)})
    return done.status_code, done.text


def test_a_file_is_looked_at_and_then_taken(office: Office, faqs: FaqRepository) -> None:
    row = (FORM["question"], FORM["variants"], FORM["answer"], "", "")

    status, page = _sent(office, _filled_in(office, row))
    assert (status, "1 câu mới" in page) == (200, True)
    assert faqs.page(office.oa_id) == []

    office.client(Role.OFFICER).send("/console/faq/dua-tep/nhan")
    assert [faq.content.question for faq in faqs.page(office.oa_id)] == [FORM["question"]]
    again = office.client(Role.OFFICER).send("/console/faq/dua-tep/nhan", follow_redirects=True)
    assert "chọn lại tệp" in again.text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "chọn một tệp"),
        (b"\x89PNG\r\n", "ảnh"),
        ("Câu hỏi;Trả lời\n;Không có câu hỏi nào.\n".encode(), "dòng 2"),
    ],
)
def test_a_file_that_is_wrong(office: Office, faqs: FaqRepository, data: bytes, says: str) -> None:
    status, page = _sent(office, data, "tep.xlsx" if data.startswith(b"\x89") else "tep.csv")

    assert (status, says in page) == (422, True)
    assert "Nhận cả tệp" not in page
    assert faqs.page(office.oa_id) == []


def test_what_is_not_there(office: Office) -> None:
    client = office.client(Role.ADMIN)

    for path in ("/console/faq/9", "/console/faq/9/sua", "/console/faq/9/so-sanh"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("step", ["duyet", "dang", "go", "quay-lai"])
def test_an_officer_does_not_publish(office: Office, step: str) -> None:
    _draft(office)

    assert office.client(Role.OFFICER).send(f"/console/faq/1/{step}").status_code == 403
