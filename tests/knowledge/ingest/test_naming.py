from __future__ import annotations

import pytest

from knowledge.ingest.naming import (
    clean_number,
    full_name,
    heading_or_text,
    kind_of,
    known_kind,
    number_in,
)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("52/2014/QH13", "Luật"),
        ("45/2019/QH14", "Bộ luật"),
        ("12/2022/NĐ-CP", "Nghị định"),
        ("73-CP", "Nghị định"),
        ("18/2021/QĐ-TTg", "Quyết định"),
        ("04/2020/TT-BTP", "Thông tư"),
        ("13/2014/TTLT-BNV-BTC", "Thông tư liên tịch"),
        ("326/2016/UBTVQH14", "Nghị quyết"),
        ("01/2024/NQ-HĐTP", "Nghị quyết"),
        ("06/2003/PL-UBTVQH11", "Pháp lệnh"),
        ("15/2002/CT-TTg", "Chỉ thị"),
        ("03/VBHN-BTC", "Văn bản hợp nhất"),
        ("72/2025/NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN", "Nghị quyết liên tịch"),
        ("60", "Văn bản"),
    ],
)
def test_a_number_tells_the_kind(number: str, kind: str) -> None:
    assert kind_of(number) == kind


@pytest.mark.parametrize(
    ("kind", "title", "name"),
    [
        ("Luật", "Hôn nhân và gia đình", "Luật Hôn nhân và gia đình"),
        ("Luật", "Luật thanh niên", "Luật Thanh niên"),
        ("Bộ luật", "Bộ Luật lao động", "Bộ luật Lao động"),
        ("Nghị định", "Quy định chi tiết Luật Trẻ em", "Nghị định quy định chi tiết Luật Trẻ em"),
        ("Thông tư", "", "Thông tư"),
    ],
)
def test_kind_and_title_make_a_name(kind: str, title: str, name: str) -> None:
    assert full_name(kind, title) == name


def test_numbers_lose_blanks_dots_and_eth() -> None:
    assert clean_number("89/2015/NÐ -cp. ") == "89/2015/NĐ-CP"


def test_a_name_is_not_taken_into_the_number() -> None:
    assert number_in("10/2022/QH15 Luật thực hiện dân chủ") == ("10/2022/QH15", 12)
    assert number_in("15/2016/TT-BTC - Quy định phí") == ("15/2016/TT-BTC", 14)
    assert number_in("Về việc") is None


def test_a_joint_circular_is_known_by_its_number() -> None:
    assert known_kind("THÔNG TƯ", "01/2016/TTLT-BYT-BTC") == "Thông tư liên tịch"
    assert known_kind("nghị định") == "Nghị định"
    assert known_kind("Thông báo") == "Thông báo"


def test_a_heading_that_holds_the_whole_article_is_its_text() -> None:
    assert heading_or_text("Thông tư này có hiệu lực từ nay.", "") == (
        "",
        "Thông tư này có hiệu lực từ nay.",
    )
    assert heading_or_text("Hiệu lực", "") == ("Hiệu lực", "")
    assert heading_or_text("Hiệu lực.", "Từ nay.") == ("Hiệu lực.", "Từ nay.")
