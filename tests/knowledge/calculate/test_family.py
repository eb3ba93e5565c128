from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculate import ImpossibleFactError, family

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("spouse", "parents", "children", "common", "words"),
    # Bộ luật Dân sự Điều 651: hàng thứ nhất, phần bằng nhau; Luật HNGĐ Điều 66: chia đôi trước
    [
        (True, 1, 3, False, "1/5 di sản, bằng nhau: khoảng 200.000.000 đồng"),
        (True, 1, 3, True, "1/5 di sản, bằng nhau: khoảng 100.000.000 đồng"),
        (False, 0, 2, True, "1/2 di sản, bằng nhau: khoảng 500.000.000 đồng"),
        (True, 0, 0, False, "cả di sản: khoảng 1.000.000.000 đồng"),
    ],
)
def test_shares(spouse: bool, parents: int, children: int, common: bool, words: str):
    found = family.inheritance(spouse, parents, children, 1_000_000_000, common, TODAY)
    assert words in found.result


def test_two_thirds_of_a_share_are_safe_from_a_will():
    # Điều 644: hai phần ba của 90.000.000
    found = family.inheritance(True, 0, 1, 180_000_000, False, TODAY)
    assert "60.000.000 đồng" in found.notes[0]


def test_without_an_estate_no_amount():
    found = family.inheritance(True, 2, 2, None, False, TODAY)
    assert found.result == "Mỗi người được 1/5 di sản, bằng nhau."


def test_nobody_in_the_first_line():
    assert "hàng thứ hai" in family.inheritance(False, 0, 0, None, False, TODAY).result


@given(st.booleans(), st.integers(0, 2), st.integers(0, 20), st.integers(1, 10**12), st.booleans())
def test_one_more_heir_is_never_a_larger_share(
    spouse: bool, parents: int, children: int, estate: int, common: bool
):
    def share(children: int) -> int:
        words = family.inheritance(spouse, parents, children, estate, common, TODAY).result
        return int("".join(filter(str.isdigit, words.split("khoảng")[1])))

    if spouse or parents or children:
        assert 0 <= share(children + 1) <= share(children) <= estate


def test_support_until_eighteen():
    # 03/05/2015 + 18 năm; từ 22/11/2026 còn 6 năm 5 tháng
    found = family.child_support(date(2015, 5, 3), TODAY)
    assert "03/05/2033" in found.result
    assert "Còn 6 năm 5 tháng." in found.lines
    assert "Luật không ghi mức tiền cố định" in found.notes[0]


def test_grown_up():
    assert (
        "đã đủ 18 tuổi từ ngày 22/11/2026" in family.child_support(date(2008, 11, 22), TODAY).result
    )
    assert "đến khi con đủ 18 tuổi" in family.child_support(date(2008, 11, 23), TODAY).result


def test_what_cannot_be():
    with pytest.raises(ImpossibleFactError):
        family.child_support(date(2026, 11, 23), TODAY)
    for parents, children, estate in ((5, 0, None), (0, 50, None), (0, 1, 0), (0, -1, None)):
        with pytest.raises(ImpossibleFactError):
            family.inheritance(True, parents, children, estate, False, TODAY)
