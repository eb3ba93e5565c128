from __future__ import annotations

import re

import pytest

from knowledge.ingest.broken_lines import heading_rejoined, rejoined
from tests.knowledge.official import corpus


@pytest.mark.parametrize(
    ("printed", "law"),
    [
        (
            "Người bán quy định tại điểm a khoản 1\nĐiều 2 của Luật này phải rửa rau.",
            "Người bán quy định tại điểm a khoản 1 Điều 2 của Luật này phải rửa rau.",
        ),
        ("theo khoản 1, 4 và 11\nĐiều 9 của Luật này", "theo khoản 1, 4 và 11 Điều 9 của Luật này"),
        ("theo Điều 52 và\nĐiều 57 của Luật này", "theo Điều 52 và Điều 57 của Luật này"),
        ("quy định tại\nĐiều này tính theo ngày", "quy định tại Điều này tính theo ngày"),
        ("theo quy định của\nLuật Chợ phiên.", "theo quy định của Luật Chợ phiên."),
        (
            "1. Người bán được bày rau trên sạp trong suốt phiên chợ hoặc\nphiên sau.\n2. Hai.",
            "1. Người bán được bày rau trên sạp trong suốt phiên chợ hoặc phiên sau.\n2. Hai.",
        ),
        ("một\nhai", "một\nhai"),
    ],
)
def test_what_plainly_goes_on_is_one_line_again(printed: str, law: str) -> None:
    assert rejoined(printed) == law


@pytest.mark.parametrize(
    "law",
    [
        "1. Người bán phải rửa rau sạch trước khi bày lên sạp\n2. Người mua trả tiền",
        "Người bán có các quyền sau đây mà không ai được ngăn cản\na) Bày rau\nđ) Rao hàng",
        "Người bán có các quyền sau đây mà không ai được ngăn cản\na1) Bày rau",
        "Người bán phải có đủ các giấy tờ quy định tại khoản 1 Điều này\n- Giấy chợ",
        "sửa đổi, bổ sung một số điều sau đây về khoản 1\nĐiều 5. Người bán",
        "Số tiền người bán nộp cho ban quản lý của chợ phiên | 100\nmột nghìn",
        "Người bán rửa rau theo quy định.\nĐiều này áp dụng từ hôm nay.",
        "Danh mục rau được bán ở chợ phiên của phường\nDanh mục quả được bán",
    ],
)
def test_lists_tables_and_finished_sentences_keep_their_lines(law: str) -> None:
    assert rejoined(law) == law


HEADING = "Quyền và trách nhiệm của ban quản lý và người Việt"


def test_a_heading_that_ran_over_into_the_text_is_whole_again() -> None:
    heading, text = heading_rejoined(HEADING, "Nam bán rau ở chợ\n1. Một.\n2. Hai.")
    assert (heading, text) == (f"{HEADING} Nam bán rau ở chợ", "1. Một.\n2. Hai.")


def test_a_number_that_was_broken_at_its_hyphen_is_whole_again() -> None:
    heading, _ = heading_rejoined(f"{HEADING} theo số 9/2020/TT-", "BCP về rau\n1. Một.")
    assert heading.endswith("9/2020/TT-BCP về rau")


@pytest.mark.parametrize(
    "text",
    [
        "Trong Luật này, các từ ngữ được hiểu như sau:\n1. Một.",
        "1. Một.\n2. Hai.",
        "Điều 5. Người bán\n1. Một.",
        "I. NHỮNG QUY ĐỊNH CHUNG\n1. Một.",
        "Nam bán rau ở chợ\nNgười mua trả tiền.",
        "“Người bán\n1. Một.",
    ],
)
def test_another_first_line_stays_in_the_text(text: str) -> None:
    assert heading_rejoined(HEADING, text) == (HEADING, text)


def test_a_short_heading_did_not_run_over() -> None:
    rest = "Luật này áp dụng đối với\n1. Một."
    assert heading_rejoined("Người bán", rest) == ("Người bán", rest)


@pytest.mark.law
def test_no_line_of_the_law_of_social_insurance_ends_in_mid_sentence() -> None:
    articles = [each for each in corpus().articles if each.document == "41/2024/QH15"]
    lines = [(each.number, line) for each in articles for line in each.text.split("\n")]
    broken = [(number, line) for number, line in lines if not re.search(r"[.;:”]$", line)]
    assert len(articles) == 141
    assert broken == []
