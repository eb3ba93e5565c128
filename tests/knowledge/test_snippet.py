from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Article
from knowledge.ingest import phapdien
from knowledge.snippet import MARK, SMALLEST_LIMIT, held, quote
from tests.knowledge.official import CODE, present

MARKET = Article(
    "7/2014/QH13",
    "4",
    "Chỗ ngồi ở chợ",
    "1. Người bán rau được ngồi ở dãy ngoài.\n"
    "2. Người bán cá ngồi ở dãy trong và phải giữ sạch lối đi.\n"
    "3. Người mang con dưới 36 tháng tuổi được ngồi gần cổng.\n"
    "4. Người từ đủ 70 tuổi trở lên được miễn tiền chỗ trong các trường hợp sau:\n"
    "a) Bán hàng tự làm;\n"
    "b) Bán hàng trồng được;\n"
    "c) Bán cá tự bắt.",
)
LONG = Article(
    "7/2014/QH13",
    "5",
    "Tiền phạt",
    "1. Phạt tiền đối với các việc sau đây:\n"
    + "\n".join(
        f"{letter}) {what} làm ảnh hưởng đến người mua, người bán và việc đi lại trong chợ;"
        for letter, what in zip(
            "abcdđeghikl",
            (
                "Đổ rác",
                "Bán gian",
                "Cân thiếu",
                "Chắn lối",
                "Đốt lửa",
                "Thả chó",
                "Mở nhạc to",
                "Đánh nhau",
                "Bán pháo",
                "Lấy chỗ người khác",
                "Che biển hiệu",
            ),
            strict=True,
        )
    ),
)
PROSE = Article(
    "7/2014/QH13",
    "6",
    "Giờ chợ",
    " ".join(
        f"Vào tháng {month} chợ mở lúc {month + 3} giờ, đóng lúc {month + 8} giờ và nghỉ ngày rằm."
        for month in range(1, 13)
    ),
)


def assert_exact(text: str, article: Article) -> None:
    """Nothing but pieces of the article, in its order, and marks."""
    place = 0
    for piece in text.split(MARK):
        if piece.strip():
            place = article.text.index(piece.strip(), place) + len(piece.strip())


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("bán cá thì ngồi đâu", "2"),
        ("ban ca ngoi dau", "2"),
        ("tôi bán rau", "1"),
        ("con 2 tuoi ngoi o dau", "3"),
        ("ba 75 tuoi co mat tien khong", "4"),
    ],
)
def test_the_clause_that_answers(question: str, clause: str) -> None:
    found = quote(MARKET, question)
    assert found.clause == clause
    assert f"{clause}. " in found.text
    assert_exact(found.text, MARKET)


def test_a_short_clause_is_quoted_whole_with_its_points() -> None:
    found = quote(MARKET, "miễn tiền chỗ hàng trồng được", limit=400)
    assert (found.clause, found.point) == ("4", "b")
    assert found.text == MARKET.text[MARKET.text.index("4.") :]


def test_of_a_long_clause_the_best_point_is_led_by_its_introduction() -> None:
    found = quote(LONG, "cân thiếu bị gì", limit=200)
    assert (found.clause, found.point) == ("1", "c")
    lead, rest = found.text.split(f" {MARK} ", 1)
    assert lead == "1. Phạt tiền đối với các việc sau đây:"
    assert rest.startswith("c) Cân thiếu")
    assert len(found.text) <= 200


def test_long_prose_is_cut_at_sentence_ends() -> None:
    found = quote(PROSE, "tháng 7 chợ mở mấy giờ", limit=250)
    assert "Vào tháng 7 chợ mở lúc 10 giờ" in found.text
    assert found.text.startswith(f"{MARK} Vào tháng")
    assert found.text.endswith(f"nghỉ ngày rằm. {MARK}")
    assert len(found.text) <= 250
    assert_exact(found.text, PROSE)


def test_a_sentence_longer_than_the_limit_is_cut_between_words() -> None:
    endless = Article("7/2014/QH13", "7", "", "chợ " * 500 + "phiên")
    found = quote(endless, "chợ phiên", limit=100)
    assert len(found.text) <= 100
    assert found.text.endswith(MARK)
    assert set(found.text.replace(MARK, "").split()) <= {"chợ", "phiên"}


def test_the_place_that_was_asked_for_is_quoted_whatever_the_question() -> None:
    found = quote(MARKET, "bán rau", clause="2")
    assert found.text == MARKET.text.split("\n")[1]
    assert quote(MARKET, "bán rau", clause="4", point="c").point == "c"
    assert quote(MARKET, "bán rau", point="b").clause == "4"


def test_a_place_that_is_not_there_leaves_it_to_the_question() -> None:
    assert quote(MARKET, "bán rau", clause="9").clause == "1"


def test_clauses_that_answer_equally_well_are_quoted_together() -> None:
    twins = Article("1/2020/QH14", "1", "", "1. Bán cá sớm.\n2. Trời mưa.\n3. Bán cá muộn.")
    assert quote(twins, "bán cá").text == f"1. Bán cá sớm. {MARK} 3. Bán cá muộn."


def test_a_question_that_shares_no_word_gets_the_beginning() -> None:
    found = quote(MARKET, "xe máy")
    assert found.text.startswith("1. Người bán rau")


def test_an_article_without_text_gives_nothing() -> None:
    assert quote(Article("1/2020/QH14", "1", "x", ""), "gì").text == ""


WORDS = st.sampled_from(
    ["bán", "cá", "con", "2", "tuổi", "dưới", "36", "tháng", "mưa", "“x”", "12"]
)
LINES = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
ENDS = st.sampled_from([".", ";", ":", "", ". Rồi thôi."])
STARTS = st.sampled_from(["", "1. ", "2. ", "3. ", "a) ", "b) ", "đ) "])
TEXTS = st.lists(st.tuples(STARTS, LINES, ENDS).map("".join), min_size=1, max_size=12).map(
    "\n".join
)


@given(TEXTS, LINES, st.integers(SMALLEST_LIMIT, 400), st.sampled_from(["", "1", "2"]))
def test_only_exact_words_within_the_limit(
    text: str, question: str, limit: int, clause: str
) -> None:
    article = Article("1/2020/QH14", "1", "Bán cá", text)
    found = quote(article, question, limit, clause)
    assert 0 < len(found.text) <= limit
    assert found.text.replace(MARK, "").strip()
    assert_exact(found.text, article)


@pytest.mark.law
def test_the_law_on_marriage_is_quoted_where_it_answers() -> None:
    articles = {found.id: found for found in phapdien.read(present(CODE)).articles}
    for article, question, clause, words in (
        ("81", "ly hon con 2 tuoi ai nuoi", "3", "Con dưới 36 tháng tuổi được giao cho mẹ"),
        ("81", "con 8 tuổi muốn ở với bố", "2", "từ đủ 07 tuổi trở lên"),
        ("51", "chong xin ly hon khi vo dang co thai", "3", "Chồng không có quyền yêu cầu"),
        ("8", "mấy tuổi thì được lấy chồng", "1", "nữ từ đủ 18 tuổi trở lên"),
    ):
        found = quote(articles[f"52/2014/qh13+{article}"], question)
        assert found.clause == clause
        assert words in found.text
    sample = random.Random(7).sample(sorted(articles), 3000)
    for article_id in sample:
        article_found = articles[article_id]
        words_of = article_found.text.split()
        found = quote(article_found, " ".join(words_of[len(words_of) // 2 :][:8]))
        assert 0 < len(found.text) <= 700
        assert_exact(found.text, article_found)


def test_what_begins_within_a_quotation() -> None:
    words = "1. Cấm: […] b) Đổ nước;\nđ) Nấu một mình. […] 4a. Tổ bếp nhắc."
    assert held(words) == (("1", "4a"), ("b", "đ"))
    assert held("Bếp sạch, xem điểm a) khoản 1.") == ((), ())


NOTICE = Article(
    "7/2014/QH13",
    "6",
    "Rời chỗ",
    "1. Người bán hàng có quyền rời chỗ nhưng phải báo trước cho ban quản lý chợ như sau:\n"
    "a) Ít nhất 45 ngày nếu giấy thuê chỗ bán hàng ở chợ không ghi thời hạn báo trước;\n"
    "b) Ít nhất 30 ngày nếu thuê từ 12 tháng đến 36 tháng;\n"
    "c) Ít nhất 03 ngày nếu thuê dưới 12 tháng.",
)


@pytest.mark.parametrize(
    ("question", "point"),
    [
        ("thuê chỗ bán hàng ở chợ 1 năm, rời chỗ phải báo trước mấy ngày", "b"),
        ("thue cho ban hang 24 thang roi cho bao truoc bao lau", "b"),
        ("thuê chỗ bán hàng ở chợ 8 tháng thì báo trước mấy ngày", "c"),
    ],
)
def test_the_point_whose_range_holds_the_number_asked_for_is_kept(question: str, point: str):
    found = quote(NOTICE, question, limit=200, clause="1")
    assert found.point == point
    assert f"{point}) Ít nhất" in found.text
    assert len(found.text) <= 200
