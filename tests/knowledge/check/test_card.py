from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from knowledge.documents import Citation, Place
from tests.knowledge.check.samples import CARD, PLACE, TODAY, faults

PROGRAMME = {"kind": "programme", "citations": (), "issued_by": "Hội", "period": "2026–2030"}
DIRECTORY = {"kind": "directory", "citations": (), "places": (PLACE,)}
MOBILE = "0912 345 678"


def test_a_good_card_has_no_fault() -> None:
    assert faults(CARD) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"questions": ("Câu một?", "cau hai", "cau ba", "cau bon")}, "ít nhất 5"),
        ({"questions": ("Câu một?", "Câu hai?", "Câu ba?", "Câu tư?", "cau nam")}, "không dấu"),
        ({"answer": "Chữ chữ chữ. " * 30 + "Chữ."}, "dài 91 chữ"),
        ({"answer": "Đúng. " + "chữ " * 26}, "hãy tách cho gọn trong 25"),
        ({"topic": "bóng đá"}, "Chủ đề «bóng đá»"),
        ({"citations": ()}, "phải có căn cứ"),
        ({"kind": "guide"}, "phải có các bước"),
        ({"kind": "procedure"}, "phải có các bước"),
        (PROGRAMME | {"period": ""}, "issued_by, period"),
        (PROGRAMME | {"issued_by": ""}, "issued_by, period"),
        (DIRECTORY | {"places": ()}, "ít nhất một nơi"),
        ({"contact": "Hội Phụ nữ"}, "chỉ dùng cho thẻ chương trình"),
        ({"places": (PLACE,)}, "chỉ dùng cho thẻ danh bạ"),
        ({"example": True, "title": "Thẻ «TÊN»"}, "Chỉ thẻ chương trình và danh bạ"),
        (PROGRAMME | {"example": True}, "phải có chỗ trống"),
        (PROGRAMME | {"period": "«THỜI GIAN»"}, "Còn chỗ trống «THỜI GIAN»"),
        (DIRECTORY | {"places": (replace(PLACE, address="«SỐ NHÀ»"),)}, "Còn chỗ trống «SỐ NHÀ»"),
        ({"checked_on": date(2026, 11, 22)}, "tương lai"),
        ({"review_by": TODAY}, "review_by"),
        ({"expires": TODAY}, "Đã hết hạn"),
        ({"effective": date(2027, 1, 2), "expires": date(2027, 1, 1)}, "phải sau ngày"),
        ({"answer": f"Gọi {MOBILE}."}, "Có số điện thoại 0912345678"),
        (PROGRAMME | {"contact": f"Chị Lan, {MOBILE}"}, "phone_numbers.yaml"),
        ({"citations": (Citation("144/2021/NĐ-CP", "5"),)}, "nay là 282/2025/NĐ-CP"),
        ({"citations": (Citation("60/2014/QH13", "15"),)}, "hãy ghi expires"),
        ({"citations": (Citation("03/2026/QH16", "16"),)}, "chưa có hiệu lực"),
    ],
)
def test_each_fault_is_named(change: dict[str, Any], reason: str) -> None:
    [fault] = faults(replace(CARD, **change))
    assert reason in fault


@pytest.mark.parametrize(
    "change",
    [
        {"answer": "chữ " * 25},
        {"citations": (Citation("60/2014/QH13", "15"),), "expires": date(2027, 3, 1)},
        {"citations": (Citation("03/2026/QH16", "16"),), "effective": date(2027, 3, 1)},
        {"kind": "guide", "citations": (), "steps": ("Mở ứng dụng.",)},
        PROGRAMME,
        PROGRAMME | {"example": True, "issued_by": "Hội Phụ nữ phường «TÊN PHƯỜNG»"},
        DIRECTORY,
        DIRECTORY | {"example": True, "places": (replace(PLACE, phone="«SỐ ĐIỆN THOẠI»"),)},
        {"review_by": date(2026, 12, 1)},
    ],
)
def test_what_only_looks_wrong_is_let_through(change: dict[str, Any]) -> None:
    assert faults(replace(CARD, **change)) == []


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (Place("Nơi nào đó"), "phải có địa chỉ hoặc số điện thoại"),
        (Place("Tổng đài 111", phone="111"), "chưa có ngày kiểm tra"),
        (Place("Chị Lan", phone=MOBILE), "Có số điện thoại 0912345678"),
        (replace(PLACE, note=f"Gọi {MOBILE}"), "Có số điện thoại 0912345678"),
        (replace(PLACE, verified_on=date(2026, 11, 22)), "ở tương lai"),
        (replace(PLACE, name="Công an huyện"), "Công an xã"),
        (Place("Chị Lan", phone=MOBILE, verified_on=TODAY), ""),
        (Place("Tổng đài 111", phone="111", verified_on=TODAY), ""),
    ],
)
def test_a_place_is_shown_with_a_number_only_if_somebody_tried_it(
    place: Place, reason: str
) -> None:
    found = faults(replace(CARD, **DIRECTORY | {"places": (place,)}))
    assert [reason in fault for fault in found] == ([True] if reason else [])
