"""Chi hội và nhãn: from a file, of one person, of a group, from Zalo; for audiences."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from bot.store.broadcast_models import RecipientKind
from bot.store.label_models import LabelKind
from bot.store.labels import Labelled, LabelRepository
from bot.store.models import Role
from tests.bot.console.broadcasting import Sender
from tests.bot.console.desk import HIEN, Desk, ZaloAway
from tests.bot.console.office import OA, Office, Visitor

PAGE, PERSON, GROUP = (
    "/console/tin/nhan",
    "/console/hoi-thoai/H1/chi-hoi",
    "/console/tin/nhan/nhom/g1",
)


@pytest.fixture
def labels(office: Office, desk: Desk) -> LabelRepository:
    return LabelRepository(office.database)


def names(found: list[Labelled]) -> list[str]:
    return [f"{each.kind}:{each.name}" for each in found]


def takes(client: Visitor, content: bytes, name: str = "chi-hoi.csv") -> TestResponse:
    return client.send(
        f"{PAGE}/tep", {"file": (io.BytesIO(content), name)},
        content_type="multipart/form-data", follow_redirects=True,
    )  # fmt: skip


def test_a_file_puts_people_and_groups_where_audiences_find_them(
    office: Office, desk: Desk, labels: LabelRepository
):
    lan = office.client(Role.OFFICER)
    content = f"Mã Zalo,Mã nhóm,Chi hội,Nhãn\n{HIEN},,Tổ 5,mới; trẻ\n,g1,Tổ 6,\n".encode()
    page = takes(lan, content).text
    assert "Đã nhập 4 dòng chi hội và nhãn" in page
    assert names(labels.of_person(OA, HIEN)) == ["branch:Tổ 5", "tag:mới", "tag:trẻ"]
    assert names(labels.of_group(OA, "g1")) == ["branch:Tổ 6"]
    assert "labels_imported" in desk.acts()
    for shown in ("Tổ 5", "Tổ 6", "mới"):
        assert shown in page
        assert f'value="{shown}"' in lan.get("/console/tin/moi").text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Chị chọn một tệp"),
        ("Họ tên,Chi hội\nLan,Tổ 5".encode(), "cần cột"),
        ("Mã Zalo,Chi hội\n1,Tổ 5\n=2+3,Tổ 5".encode(), "Dòng 3"),
    ],
)
def test_a_file_with_a_wrong_line_changes_nothing(
    office: Office, labels: LabelRepository, content: bytes, told: str
):
    answer = takes(office.client(Role.OFFICER), content)
    assert answer.status_code == 422
    assert told in answer.text
    assert labels.names(OA) == []


def test_the_file_to_fill_in_is_taken_as_it_is_filled(office: Office, labels: LabelRepository):
    Sender(office).group("g1", "Chi hội tổ dân phố 3")
    lan = office.client(Role.OFFICER)
    book = load_workbook(io.BytesIO(lan.get(f"{PAGE}/mau-chi-hoi.xlsx").data))
    page = book.worksheets[0]
    known = {cell.value: place for place, cell in enumerate(page[1], start=1)}
    assert page.column_dimensions["A"].number_format == "@"  # a long code keeps its digits
    group = next(
        row for row in page.iter_rows(min_row=2) if row[known["Mã nhóm"] - 1].value == "g1"
    )
    assert group[known["Tên"] - 1].value == "Chi hội tổ dân phố 3"
    page.cell(group[0].row, known["Chi hội"]).value = "Tổ 3"
    kept = io.BytesIO()
    book.save(kept)
    takes(lan, kept.getvalue(), "chi-hoi.xlsx")
    assert names(labels.of_group(OA, "g1")) == ["branch:Tổ 3"]


def test_an_officer_chooses_for_one_person(
    office: Office, desk: Desk, lan: Visitor, labels: LabelRepository
):
    desk.waits()
    labels.replace(OA, LabelKind.ZALO_TAG, "VIP", [HIEN], desk.now)
    assert PERSON in lan.get("/console/hoi-thoai/H1").text
    lan.send(PERSON, {"branch": " Tổ  5 ", "tags": "mới; trẻ"})
    assert names(labels.of_person(OA, HIEN)) == [
        "branch:Tổ 5",
        "tag:mới",
        "tag:trẻ",
        "zalo_tag:VIP",
    ]
    page = lan.get(PERSON).text
    for shown in ('value="Tổ 5"', 'value="mới; trẻ"', "VIP", HIEN):
        assert shown in page
    lan.send(PERSON, {"branch": "", "tags": "trẻ"})
    assert names(labels.of_person(OA, HIEN)) == ["tag:trẻ", "zalo_tag:VIP"]
    assert desk.acts().count("labels_put") == 2


def test_a_name_that_is_too_long_is_told(desk: Desk, lan: Visitor, labels: LabelRepository):
    desk.waits()
    answer = lan.send(PERSON, {"branch": "x" * 51, "tags": ""})
    assert answer.status_code == 422
    assert "từ 1 đến 50 chữ cái" in answer.text
    assert labels.names(OA) == []


def test_two_branches_are_not_one_of_a_long_name(desk: Desk, lan: Visitor, labels: LabelRepository):
    desk.waits()
    answer = lan.send(PERSON, {"branch": "Tổ 5; Tổ 6", "tags": ""})
    assert answer.status_code == 422
    assert "nhiều nhất một chi hội" in answer.text.split('id="branch-error"')[1]
    assert labels.of_person(OA, HIEN) == []


def test_a_group_has_a_branch_and_tags(office: Office, labels: LabelRepository):
    Sender(office).group("g1", "Chi hội tổ dân phố 3")
    lan = office.client(Role.OFFICER)
    assert GROUP in lan.get(PAGE).text
    lan.send(GROUP, {"branch": "Tổ 3", "tags": ""})
    assert labels.of_group(OA, "g1") == [
        Labelled(RecipientKind.GROUP, "g1", LabelKind.BRANCH, "Tổ 3")
    ]
    assert "Tổ 3" in lan.get(PAGE).text
    assert lan.get(f"{PAGE}/nhom/g99").status_code == 404


def test_zalos_tags_are_fetched_when_somebody_asks(
    office: Office, desk: Desk, zalo: ZaloAway, labels: LabelRepository
):
    lan = office.client(Role.OFFICER)
    told = lan.send(f"{PAGE}/dong-bo", follow_redirects=True).text
    assert "Zalo có 0 nhãn" in told
    assert "labels_synced" in desk.acts()


@pytest.mark.parametrize("address", [f"{PAGE}/tep", f"{PAGE}/dong-bo", GROUP, PERSON])
def test_who_only_looks_changes_nothing(
    office: Office, desk: Desk, labels: LabelRepository, address: str
):
    desk.waits()
    Sender(office).group("g1", "Chi hội tổ dân phố 3")
    viewer = office.client(Role.VIEWER)
    assert viewer.get(PAGE).status_code == 200
    assert viewer.send(address, {"branch": "Tổ 3"}).status_code == 403
    assert labels.names(OA) == []
