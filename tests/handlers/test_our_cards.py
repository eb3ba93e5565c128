"""The cards of this project in conversation: sure answers, choices, chatter that gets no law."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers import found, law, texts
from handlers.actions import ANSWERS, Intent
from knowledge.ingest.cards import read_folder
from knowledge.search import Library
from knowledge.snapshot import build
from tests.handlers.conftest import NOW
from tests.handlers.story import Story

FOLDER = Path(__file__).resolve().parents[2] / "knowledge" / "library"


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("ours") / "library"
    build(folder, read_folder(FOLDER))
    return Library.open(folder)


def told(ours: Library, text: str) -> Story:
    story = Story(ours, NOW)
    story.says(text)
    return story


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("toa xu roi ma ck cu ko chiu dua tien nuoi con hang thang", "thi hành án"),
        ("e moi sinh be dc 2 tuần, lm giấy khai sinh cần mang j ạ", "60 ngày"),
        ("mẹ tôi năm nay bảy mươi sáu tuổi không có lương hưu thì được trợ cấp gì", "75 tuổi"),
        ("cong ty no luong 2 thang roi e phai lam sao", "15 ngày"),
        ("bo me mat ko de lai di chuc thi con gai co dc chia dat k", "di chúc"),
        ("có người tự xưng công an gọi điện bắt chuyển tiền", "rửa tiền"),
        ("hàng xóm mở nhạc to", "tiếng ồn"),
        ("ông xã em đi tù, em lên thăm cần mang giấy gì", "sổ thăm gặp"),
        ("mo quan ca phe nho thi dang ky kinh doanh cho nao", "đăng ký hộ kinh doanh"),
        ("cấp cứu mà không có giấy chuyển viện thì bảo hiểm có trả không", "không cần giấy chuyển"),
        ("lam so do lan dau ton bao nhieu tien", "tiền sử dụng đất"),
        ("muốn bỏ cái thai 8 tuần thì luật có cho không", "theo ý muốn"),
        ("nha em kho khan lam sao duoc xet ho ngheo", "tổ trưởng"),
        ("ngoài 80 tuổi mỗi tháng được nhận bao nhiêu tiền", "540.000"),
    ],
)
def test_new_words_for_an_old_question_get_the_answer_at_once(
    ours: Library, typed: str, words: str
) -> None:
    story = told(ours, typed)
    assert story.conclusion.intent in ANSWERS
    assert words in "\n".join(story.bubbles)


def test_beside_what_was_understood_others_can_be_picked(
    ours: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "CARD_SURE", 2.0)
    monkeypatch.setattr(found, "CARD_AGREED", 2.0)
    monkeypatch.setattr(law, "CARD_PROBABLE", found.CARD_LIKELY)
    story = told(ours, "ly hon roi chong ko dua tien nuoi con")
    assert "Tôi hiểu chị hỏi về" in "\n".join(story.bubbles)
    assert texts.NONE_OF_THESE in story.labels
    story.says("1")
    assert story.conclusion.intent is Intent.LAW
    assert story.conclusion.confidence == 1.0


@pytest.mark.parametrize(
    "typed",
    [
        "hôm nay trời đẹp quá",
        "giá lúa năm nay thế nào",
        "con tôi học lớp mấy thì biết đọc",
        "chồng em thích ăn cá kho",
        "cây xoài nhà tôi bị sâu",
        "hàng xóm mới sơn lại cổng",
        "vượt đèn vàng có bị phạt không",
        "xin giấy phép sửa nhà",
    ],
)
def test_chatter_and_other_law_are_not_answered_with_law(ours: Library, typed: str) -> None:
    assert told(ours, typed).conclusion.citations == ()
