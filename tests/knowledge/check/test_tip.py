from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from knowledge.check import BatchTexts
from knowledge.documents import Article, Citation
from knowledge.ingest.batch import Batch
from tests.knowledge.check.samples import TIP, faults_of_tip

TEXTS = BatchTexts(Batch(articles=[Article("52/2014/QH13", "51", "", "1. Một.\n2. Hai.")]))


def test_a_good_tip_has_no_fault() -> None:
    assert faults_of_tip(TIP, TEXTS) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": "Chữ chữ chữ. " * 20 + "Chữ."}, "dài 61 chữ"),
        ({"text": "chữ " * 26}, "tách cho gọn"),
        ({"picture": "chữ " * 13}, "Dòng chữ trên ảnh dài 13 chữ"),
        ({"text": "Chị đến «NƠI»."}, "Còn chỗ trống «NƠI»"),
        ({"text": "Chị gọi 1900 123 456."}, "Có số điện thoại 1900123456"),
        ({"picture": "Tòa án huyện ở đâu"}, "Tòa án nhân dân khu vực"),
        ({"topic": "bóng đá"}, "Chủ đề «bóng đá»"),
        ({"checked_on": date(2026, 12, 1)}, "tương lai"),
        ({"citation": Citation("144/2021/NĐ-CP", "5")}, "nay là 282/2025/NĐ-CP"),
        ({"citation": Citation("03/2026/QH16", "16")}, "chưa có hiệu lực"),
        ({"citation": Citation("52/2014/QH13", "510")}, "không có Điều 510"),
        ({"citation": Citation("52/2014/QH13", "51", "3")}, "không có khoản 3"),
    ],
)
def test_each_fault_is_named(change: dict[str, Any], reason: str) -> None:
    [fault] = faults_of_tip(replace(TIP, **change), TEXTS)
    assert reason in fault


def test_a_tip_on_a_law_to_come_waits_for_its_day() -> None:
    later = replace(TIP, citation=Citation("03/2026/QH16", "16"), effective=date(2027, 3, 1))
    assert faults_of_tip(later, TEXTS) == []
