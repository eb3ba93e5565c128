from __future__ import annotations

import pytest

from knowledge.ingest.remarks import without_remarks
from tests.knowledge.official import code, corpus

AMENDED = "[Khoản này được sửa đổi bởi Khoản 1 Điều 5 Luật X 2025 có hiệu lực từ ngày 01/07/2026]"
GUIDED = (
    "[Điều này được hướng dẫn bởi Điều 4 Nghị định 9/2025/NĐ-CP có hiệu lực từ ngày 01/07/2025"
    " (VB hết hiệu lực: 01/03/2027)]"
)


@pytest.mark.parametrize(
    ("printed", "law"),
    [
        (f"1. Người bán rửa rau. {AMENDED}\n2. Hai.", "1. Người bán rửa rau.\n2. Hai."),
        (f"{GUIDED}\n1. Một.\n2. Hai.", "1. Một.\n2. Hai."),
        (f"1. Một.\n{GUIDED}\n2. Hai.", "1. Một.\n2. Hai."),
        (f"quy định tại các {AMENDED} khoản 1 và 2", "quy định tại các khoản 1 và 2"),
        (f"rau sạch {AMENDED};\nb) Hai.", "rau sạch;\nb) Hai."),
        (f"1. Một. {GUIDED} {AMENDED}", "1. Một."),
    ],
)
def test_remarks_go_and_the_law_stays(printed: str, law: str) -> None:
    assert without_remarks(printed) == law


@pytest.mark.parametrize(
    "law",
    [
        "Người bán [ghi tên] có hiệu lực từ ngày 01/07/2025.",
        "[ghi tên các nước có Hiệp định có hiệu lực với nước đó]",
        "[01]. Họ tên",
    ],
)
def test_brackets_of_the_law_itself_stay(law: str) -> None:
    assert without_remarks(law) == law


@pytest.mark.law
def test_no_article_that_may_be_quoted_has_a_remark() -> None:
    marked = {
        article.id
        for batch in (code(), corpus())
        for article in batch.articles
        if article.answerable and "có hiệu lực từ ngày" in article.text
        if without_remarks(article.text) != article.text
    }
    assert marked == set()
