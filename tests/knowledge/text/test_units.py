"""Units in chat spelling behind a number are spelt out for the search, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.text.reading import Step, understand
from knowledge.text.shorthand import expand
from knowledge.text.units import load_units


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("con 15t đi làm thêm", "con 15 tuổi đi làm thêm"),
        ("bé 18th ốm", "bé 18 tháng ốm"),
        ("nó 15t đi làm", "nó 15 tuổi đi làm"),
        ("bạn trai 25t", "bạn trai 25 tuổi"),
        ("gia đình có mẹ 80t", "gia đình có mẹ 80 tuổi"),
        ("lương 6tr8 một tháng", "lương 6 triệu 8 một tháng"),
        ("nợ 50 củ không trả", "nợ 50 triệu không trả"),
        ("nợ 2ty bỏ trốn", "nợ 2 tỷ bỏ trốn"),
        ("phạt 500k", "phạt 500 nghìn"),
        ("nghỉ 30p giữa giờ", "nghỉ 30 phút giữa giờ"),
        ("làm tới 22h đêm", "làm tới 22 giờ đêm"),
    ],
)
def test_a_unit_is_spelt_out(typed: str, searched: str) -> None:
    assert understand(typed).query == searched


@pytest.mark.parametrize(
    "typed",
    [
        "no 15t hui",  # a debt, or a child
        "mất 2t tiền hàng",  # 2 tỷ or 2 tấn, nobody knows
        "có bầu 6t thì sao",  # 6 tháng, or a slip
        "mua 3 củ khoai",
        "đất 1m2",
        "500t đất đá",  # nobody is that old
        "lớp 9k",
    ],
)
def test_what_may_mean_another_thing_stays(typed: str) -> None:
    assert understand(typed).query == typed


def test_what_counts_money_reads_it_as_typed() -> None:
    assert expand("vay 10tr lãi 3 củ") == "vay 10tr lãi 3 củ"


def test_officers_see_what_was_read() -> None:
    assert Step("15t", "15 tuổi", "số dính với chữ") in understand("con 15t").steps


def test_the_last_sense_is_the_plain_one(tmp_path: Path) -> None:
    file = tmp_path / "units.yaml"
    file.write_text("- {write: x y, mean: một, most: 5, senses: [{near: tien, mean: hai}]}\n")
    (unit,) = load_units(file)
    assert unit.forms == ("x", "y")
    assert unit.meaning("3", frozenset()) == "một"
    assert unit.meaning("3", frozenset({"tien"})) == "hai"
    assert unit.meaning("6", frozenset({"tien"})) == ""
