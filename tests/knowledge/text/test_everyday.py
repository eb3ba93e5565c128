import json
import lzma

import pytest

from knowledge.text import everyday
from knowledge.text.check_everyday import missing_wordings
from knowledge.text.everyday import legal_terms, sayings
from knowledge.text.fold import fold
from knowledge.text.reading import understand
from tests.knowledge.official import CORPUS, present

FEWEST = 200


def added(text: str) -> tuple[str, ...]:
    return understand(text).added


@pytest.mark.parametrize(
    ("typed", "law"),
    [
        ("mất sổ đỏ", "cấp lại giấy chứng nhận"),
        ("so do dung ten chong", "giấy chứng nhận quyền sử dụng đất"),
        ("tiền đẻ được bn", "trợ cấp một lần khi sinh con"),
        ("ck đánh e", "bạo lực gia đình"),
        ("chong em bo nha theo trai", "vi phạm chế độ một vợ, một chồng"),
        ("xin giấy ra viện", "hồ sơ hưởng chế độ ốm đau"),
        ("mất chứng minh thư", "cấp lại thẻ căn cước"),
        ("bảo hiểm y tế hộ gia đình", "tham gia bảo hiểm y tế theo hộ gia đình"),
        ("vay nang lai", "cho vay lãi nặng trong giao dịch dân sự"),
        ("nghỉ đẻ mấy tháng", "nghỉ thai sản"),
        ("bị cắm sừng", "chung sống như vợ chồng với người khác"),
        ("nhập khẩu cho con về nhà nội", "đăng ký thường trú"),
    ],
)
def test_the_law_has_another_word(typed, law):
    assert law in added(typed)


@pytest.mark.parametrize(
    "text",
    [
        "nhập khẩu ô tô",
        "bao hanh dien thoai",
        "so do to chuc cua co quan",
        "chuyen vien chinh",
        "tien de khoa hoc",
        "thủ tục, giấy tờ",
        "",
    ],
)
def test_other_meanings_bring_nothing(text):
    assert added(text) == ()


def test_bare_words_want_company_where_they_are_ambiguous():
    assert "bạo lực gia đình" in added("chong bao hanh toi")
    assert "bạo lực gia đình" in added("bạo hành")


def test_nobody_loses_a_word():
    reading = understand("chồng không đưa tiền nuôi con thì làm gì")
    assert reading.query == "chồng không đưa tiền nuôi con thì làm gì"
    assert "trốn tránh nghĩa vụ cấp dưỡng" in reading.added


def test_a_longer_saying_hides_a_shorter_one():
    words = "làm sổ đỏ".split()
    [found] = sayings(words, list(map(fold, words)))
    assert found.width == 3


def test_what_the_message_says_itself_is_not_added():
    words = "sổ đỏ tức là giấy chứng nhận quyền sử dụng đất".split()
    folded = list(map(fold, words))
    assert legal_terms(sayings(words, folded), folded) == []


def test_the_list_is_long():
    assert len(everyday.read()) >= FEWEST
    assert sum(len(row.forms) for row in everyday.read()) >= 4 * FEWEST


@pytest.mark.law
def test_every_wording_stands_in_a_law():
    with lzma.open(present(CORPUS), "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        texts = (f"{row['law_name']} . {row['title']} . {row['text']}" for row in rows)
        assert missing_wordings(everyday.read(), texts) == []
