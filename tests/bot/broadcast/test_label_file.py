from __future__ import annotations

import io

import openpyxl
import pytest

from bot.broadcast.label_file import UnfitLabel, UnusableLabelFile, label_name, read_labels
from bot.broadcast.labelling import Labelling
from bot.store.broadcast_models import RecipientKind
from bot.store.label_models import LabelKind
from bot.store.labels import Labelled, LabelRepository
from tests.bot.broadcast.town import OA, Town

PERSON, GROUP = RecipientKind.PERSON, RecipientKind.GROUP
WANTED = [
    Labelled(PERSON, "123", LabelKind.BRANCH, "Tổ 5"),
    Labelled(PERSON, "123", LabelKind.TAG, "mới"),
    Labelled(PERSON, "123", LabelKind.TAG, "trẻ"),
    Labelled(GROUP, "f41", LabelKind.BRANCH, "Tổ 6"),
]


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_workbook_and_a_text_file_say_the_same():
    rows = (
        ("Mã Zalo", "Mã nhóm", "Chi hội", "Nhãn"),
        (123, None, " Tổ  5 ", "mới; trẻ"),
        (None, "f41", "Tổ 6", None),
    )
    text = "\n".join(",".join("" if c is None else str(c) for c in row) for row in rows)
    assert read_labels("a.xlsx", sheet(*rows)) == WANTED
    assert read_labels("a.csv", text.encode()) == WANTED


@pytest.mark.parametrize("number", [2512523625412510, 2.51252362541251e18])
def test_a_code_that_a_spreadsheet_rounded_is_not_taken(number: float):
    content = sheet(("Mã Zalo", "Chi hội"), (number, "Tổ 5"))
    with pytest.raises(UnusableLabelFile) as caught:
        read_labels("a.xlsx", content)
    assert "dạng văn bản" in caught.value.public_message
    written = sheet(("Mã Zalo", "Chi hội"), ("2512523625412515", "Tổ 5"))
    assert read_labels("a.xlsx", written)[0].recipient_id == "2512523625412515"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Họ tên,Chi hội\nLan,Tổ 5", "cần cột"),
        ("Mã Zalo,Họ tên\n1,Lan", "cần cột"),
        ("Mã Zalo,Chi hội", "không có người"),
        ("Mã Zalo,Mã nhóm,Chi hội\n1,2,Tổ 5", "Dòng 2"),
        ("Mã Zalo,Chi hội\n1,Tổ 5; Tổ 6", "Dòng 2: Mỗi người, mỗi nhóm thuộc nhiều nhất một"),
        (f"Mã Zalo,Chi hội\n1,{'x' * 51}", "Dòng 2"),
        ("Mã Zalo,Chi hội\n1,Tổ 5\n=2+3,Tổ 5", "Dòng 3"),
        ("", "cần cột"),
    ],
)
def test_wrong_lines_are_told_by_number_and_nothing_is_taken(text: str, told: str):
    with pytest.raises(UnusableLabelFile) as caught:
        read_labels("a.csv", text.encode())
    assert told in caught.value.public_message


def test_what_is_no_workbook():
    with pytest.raises(UnusableLabelFile):
        read_labels("a.xlsx", b"PK nothing")


def test_a_name_is_composed_and_has_single_spaces():
    assert label_name("  Chi hô\u0323i   5 ") == "Chi hội 5"
    with pytest.raises(UnfitLabel):
        label_name(" ")


class Zalo:
    """In the place of ``ZaloClient``: who has which tag, two people a page."""

    def __init__(self, **tags: list[str]) -> None:
        self.known = tags

    def tags(self, oa_id: str) -> list[str]:
        return list(self.known)

    def people_with_tag(self, oa_id: str, tag: str, offset: int = 0) -> list[str]:
        return self.known[tag][offset : offset + 2]


def test_zalos_tags_are_taken_over_and_old_ones_go(town: Town):
    labels = LabelRepository(town.database)
    zalo = Zalo(VIP=["1", "2", "3"], old=["1"], other=["9"])
    labelling = Labelling(labels, zalo)  # type: ignore[arg-type]
    assert labelling.sync(OA, town.clock()) == 3
    del zalo.known["old"]
    zalo.known |= {"VIP": ["3", "4"], "other": ["8"]}
    labelling.sync(OA, town.clock(), only=["VIP"])
    found = [(each.name, each.people) for each in labels.names(OA)]
    assert found == [("VIP", 2), ("other", 1)]
    assert [each.name for each in labels.of_person(OA, "9")] == ["other"]
