from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Citation
from knowledge.errors import SourceError
from knowledge.values import UnknownValueError, rows_of, value, values

NAMES = sorted({each.name for each in values()})

ENTRY = """
- name: rice
  about: Giá gạo
  unit: đồng
  rows:
  - {value: 10, from: 2020-01-01, basis: {document: 1/2020/nđ-cp}, evidence: G, source: thử}
"""


@pytest.mark.parametrize(
    ("name", "day", "amount"),
    [
        ("reference-level", date(2026, 6, 30), 2_340_000),
        ("reference-level", date(2026, 7, 1), 2_530_000),
        ("social-pension", date(2026, 6, 30), 500_000),
        ("social-pension", date(2026, 7, 1), 540_000),
        ("minimum-wage-month-1", date(2026, 11, 22), 5_310_000),
        ("minimum-wage-hour-4", date(2026, 11, 22), 17_800),
        ("maternity-leave-second-child", date(2026, 6, 30), 6),
        ("maternity-leave-second-child", date(2026, 7, 1), 7),
    ],
)
def test_a_value_holds_from_its_first_day_to_the_day_before_the_next(
    name: str, day: date, amount: int
):
    assert value(name, day).amount == amount


def test_what_nobody_wrote_down_is_not_known():
    with pytest.raises(UnknownValueError, match=r"reference-level.*01/01/2010"):
        value("reference-level", date(2010, 1, 1))
    with pytest.raises(UnknownValueError):
        value("giá vàng", date(2026, 11, 22))
    assert rows_of("giá vàng") == ()


def test_the_way_to_the_highest_retirement_age_is_the_one_of_the_code():
    # Bộ luật Lao động Điều 169 khoản 2: nam 60 tuổi 3 tháng năm 2021, mỗi năm thêm 3 tháng, đến 62
    # tuổi năm 2028; nữ 55 tuổi 4 tháng, mỗi năm thêm 4 tháng, đến 60 tuổi năm 2035
    for year in range(2021, 2045):
        day = date(year, 5, 1)
        men = min(60 * 12 + 3 + 3 * (year - 2021), 62 * 12)
        women = min(55 * 12 + 4 + 4 * (year - 2021), 60 * 12)
        assert value("retirement-age-men", day).amount == men
        assert value("retirement-age-women", day).amount == women


@given(st.sampled_from(NAMES), st.dates(date(2015, 1, 1), date(2060, 1, 1)))
def test_on_no_day_do_two_rows_hold(name: str, day: date):
    assert sum(row.holds(day) for row in rows_of(name)) <= 1


def test_what_the_press_alone_tells_is_not_sure():
    assert value("reference-level", date(2026, 11, 22)).sure
    assert not value("social-pension", date(2026, 11, 22)).sure


def test_a_row_takes_from_its_entry_what_it_does_not_say(tmp_path: Path):
    path = tmp_path / "values.yaml"
    path.write_text(ENTRY, encoding="utf-8")
    [row] = values(path)
    assert (row.basis, row.amount, row.unit) == (Citation("1/2020/NĐ-CP", ""), 10, "đồng")


@pytest.mark.parametrize(
    ("old", "new"),
    [("evidence: G, ", ""), ("basis: {document: 1/2020/nđ-cp}, ", ""), ("value: 10", "value: x")],
)
def test_a_row_without_basis_or_evidence_is_refused(tmp_path: Path, old: str, new: str):
    path = tmp_path / "values.yaml"
    path.write_text(ENTRY.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError, match=r"values\.yaml"):
        values(path)
