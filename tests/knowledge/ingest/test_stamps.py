from __future__ import annotations

import pytest

from knowledge.ingest.stamps import without_stamps

STAMP = "Ký bởi: CÔNG BÁO X Cơ quan: VĂN PHÒNG Y Ngày ký: 2026-04-22 16:21:09 +07:"
LONG = (
    "Người ký: CỔNG X Email: a@b.vn Cơ quan: VĂN PHÒNG Y Thời gian ký: 12.08.2025 15:59:07 +07:00"
)


@pytest.mark.parametrize(
    ("printed", "law"),
    [
        (f"a) Một;\n{STAMP}\n15\nb) Hai.", "a) Một;\nb) Hai."),
        (f"quy định về phí {STAMP}\n89 khác với quy định.", "quy định về phí khác với quy định."),
        (f"như sau:\n{LONG}\na) Mức chi", "như sau:\na) Mức chi"),
        (f"xếp hạng, {LONG} trường hợp, hồ sơ", "xếp hạng, trường hợp, hồ sơ"),
        (f"hết.\n{LONG}\n53", "hết."),
        (f"hết.\n{LONG}\n2. Khoản hai", "hết.\n2. Khoản hai"),
        ("một\nCÔNG BÁO/Số 347 + 348/Ngày 25-02-2025 hai", "một\nhai"),
        ("Người ký tên dưới đây cam kết:", "Người ký tên dưới đây cam kết:"),
        ("đăng trên CÔNG BÁO theo quy định", "đăng trên CÔNG BÁO theo quy định"),
    ],
)
def test_stamps_go_and_the_law_stays(printed: str, law: str) -> None:
    assert without_stamps(printed) == law
