"""Marks of footnotes go, brackets of forms and tables stay."""

from __future__ import annotations

import pytest

from knowledge.ingest.note_marks import without_note_marks


@pytest.mark.parametrize(
    ("printed", "law"),
    [
        ("4.[33] Giá trị đất được giao", "4. Giá trị đất được giao"),
        ("a)[6] Là tổ chức", "a) Là tổ chức"),
        ("sân chơi chung[9].\nđ) Có thiết bị", "sân chơi chung.\nđ) Có thiết bị"),
        (
            "không phân biệt nơi trả thu nhập.[1]\nĐối với",
            "không phân biệt nơi trả thu nhập.\nĐối với",
        ),
        ("Doanh nghiệp thông báo hàng hải[6]", "Doanh nghiệp thông báo hàng hải"),
        ("phương thức TDD[2]) được đánh số", "phương thức TDD) được đánh số"),
    ],
)
def test_marks_go(printed: str, law: str) -> None:
    assert without_note_marks(printed) == law


@pytest.mark.parametrize(
    "law",
    [
        "[01]. Họ và tên",
        "chỉ tiêu mã số [08] trên Phụ lục",
        "| [1] | [2] | [3] |",
        "chỉ tiêu [21]=[22]+[23]",
        "[1] LIBOR được công bố trên trang thông tin",
        "Người bán [ghi tên]",
    ],
)
def test_brackets_of_the_law_itself_stay(law: str) -> None:
    assert without_note_marks(law) == law
