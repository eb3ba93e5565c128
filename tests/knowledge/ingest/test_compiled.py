"""A compiled library goes into the next one whole, and an officer's document joins it."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import SnapshotError
from knowledge.ingest import merged, read
from knowledge.manifest import FILE_NAME
from knowledge.search import Library
from knowledge.snapshot import build

PLAN = """Số: 12/KH-UBND
Ví Dụ, ngày 5 tháng 3 năm 2026
KẾ HOẠCH
Mở lớp kỹ năng số cho phụ nữ
I. MỤC ĐÍCH
Giúp chị em dùng điện thoại thông minh an toàn.
II. NỘI DUNG
1. Lớp học mở tối thứ ba hằng tuần tại nhà văn hóa phường.
2. Người học không phải đóng tiền.
"""


def test_a_library_made_from_a_library_is_the_same(shipped_library: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "again", read(shipped_library))
    assert again.version == Library.open(shipped_library).version


def test_an_officers_document_joins(shipped_library: Path, tmp_path: Path) -> None:
    plan = tmp_path / "ke-hoach.txt"
    plan.write_text(PLAN, encoding="utf-8")
    build(tmp_path / "both", merged(map(read, (shipped_library, plan))))
    before, after = Library.open(shipped_library), Library.open(tmp_path / "both")
    assert set(after.articles_of("12/KH-UBND"))
    assert not before.articles_of("12/KH-UBND")
    assert {each.number for each in after.documents()} == {
        *(each.number for each in before.documents()),
        "12/KH-UBND",
    }
    assert after.cards() == before.cards()


def test_a_damaged_library_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("{}")
    with pytest.raises(SnapshotError):
        read(tmp_path)
