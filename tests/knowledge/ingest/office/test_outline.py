"""Cutting a text up: numbers that count, numbers that do not, and nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.citation import place_name
from knowledge.ingest.office.lines import Line
from knowledge.ingest.office.outline import Outline, outline
from knowledge.ingest.office.pieces import OPENING, WHOLE


def _cut(*texts: str, headings: tuple[str, ...] = ()) -> Outline:
    lines = [Line(text, f"dòng {n}", text in headings) for n, text in enumerate(texts, start=1)]
    return outline(lines, 0)


def _numbers(*texts: str) -> list[str]:
    return [piece.number for piece in _cut(*texts).pieces]


def test_the_articles_of_a_quoted_law_stay_in_the_article_that_amends_it() -> None:
    quoted = (
        "Điều 1. Sửa đổi",
        "“Điều 7. Cũ",
        "Điều 8. Cũng cũ",
        "hết.”",
        "Điều 2. Hiệu lực",
        "Hết.",
    )
    assert _numbers(*quoted) == ["1", "2"]


def test_a_quotation_that_never_ends_hides_nothing() -> None:
    assert _numbers("Điều 1. Gọi là “trẻ em", "Một.", "Điều 2. Hai", "Ba.") == ["1", "2"]


def test_a_reference_at_the_beginning_of_a_line_is_no_article() -> None:
    assert _numbers("Điều 1. Một", "theo quy định tại", "Điều 5 của Luật này.") == ["1"]


def test_articles_out_of_order_are_told_with_their_place() -> None:
    cut = _cut("Điều 1. Một", "a.", "Điều 4. Bốn", "b.", "Điều 2. Hai", "c.")
    assert [place for place, _ in cut.oddities] == ["dòng 3", "dòng 5"]
    assert "Không thấy Điều 2" in cut.oddities[0][1]
    assert cut.pieces[-1].text == "b.\nĐiều 2. Hai\nc."


def test_inserted_articles_follow_their_number() -> None:
    assert _numbers("Điều 1. Một", "a.", "Điều 1a. Thêm", "b.", "Điều 2. Hai", "c.") == [
        "1",
        "1a",
        "2",
    ]


def test_chapters_with_the_title_beside_or_below() -> None:
    first = ("Chương I", "QUY ĐỊNH CHUNG", "Mục 1. Phạm vi", "Điều 1. Một", "a.")
    cut = _cut(*first, "CHƯƠNG II: THI HÀNH", "Điều 2. Hai", "b.")
    assert [piece.headings for piece in cut.pieces] == [
        ("Chương I. QUY ĐỊNH CHUNG", "Mục 1. Phạm vi"),
        ("CHƯƠNG II: THI HÀNH",),
    ]
    assert cut.pieces[0].text == "a."


def test_letters_parts_and_decimal_numbers() -> None:
    parts = (
        "Phần I",
        "ĐÁNH GIÁ",
        "I. Kết quả",
        "1. Việc làm",
        "1.1. Đã làm",
        "a",
        "1.2. Chưa làm",
        "b",
    )
    assert _numbers(*parts, "Phần II", "PHƯƠNG HƯỚNG", "I. Mục tiêu", "c") == [
        "Mục I.1.1 Phần I",
        "Mục I.1.2 Phần I",
        "Mục I Phần II",
    ]
    assert _numbers("A. MỘT", "I. Hai", "x", "B. BA", "y") == ["Mục A.I", "Mục B"]


def test_the_words_of_a_part_are_never_lost_between_its_sections() -> None:
    cut = _cut("I. CHUNG", "Lời dẫn của mục.", "1. Một", "a", "2. Hai", "b")
    assert [(piece.number, piece.text) for piece in cut.pieces] == [
        ("Mục I", "Lời dẫn của mục."),
        ("Mục I.1", "a"),
        ("Mục I.2", "b"),
    ]


def test_a_number_that_does_not_follow_is_text() -> None:
    cut = _cut("I. Một", "II của năm", "3. ba", "dòng", "II. Hai", "x")
    assert [(piece.number, piece.text) for piece in cut.pieces] == [
        ("Mục I", "II của năm\n3. ba\ndòng"),
        ("Mục II", "x"),
    ]


def test_headings_without_numbers() -> None:
    cut = _cut("Mục tiêu", "a", "Kinh phí", "b", "Mục tiêu", "c", headings=("Mục tiêu", "Kinh phí"))
    assert [piece.number for piece in cut.pieces] == [
        "Phần “Mục tiêu”",
        "Phần “Kinh phí”",
        "Phần “Mục tiêu” (lần 2)",
    ]


def test_a_short_notice_is_one_piece_with_what_it_says_first() -> None:
    first = "Hội Liên hiệp Phụ nữ phường mời các chị đến khám sức khỏe không mất tiền."
    cut = _cut(
        first, "1. Thời gian: ngày 20 tháng 10.", "2. Địa điểm: trạm y tế.", "Nơi nhận:", "- Hội."
    )
    assert [piece.number for piece in cut.pieces] == [WHOLE]
    assert cut.pieces[0].text.startswith(first)
    assert [line.text for line in cut.left_out] == ["Nơi nhận:", "- Hội."]


def test_a_long_opening_is_a_piece_of_its_own() -> None:
    first = "Hội Liên hiệp Phụ nữ phường mời các chị đến khám sức khỏe không mất tiền."
    assert _numbers(first, "I. Thời gian", "a", "II. Nơi", "b") == [OPENING, "Mục I", "Mục II"]


def test_two_annexes() -> None:
    annexes = ("PHỤ LỤC I", "DANH SÁCH", "một", "PHỤ LỤC II", "BIỂU", "hai")
    cut = _cut("Điều 1. Một", "a.", "CHỦ TỊCH", *annexes)
    assert [(piece.number, piece.text) for piece in cut.pieces] == [
        ("1", "a."),
        ("Phụ lục I", "một"),
        ("Phụ lục II", "hai"),
    ]


_TEXTS = st.sampled_from(
    [
        "Điều 1. Một",
        "Điều 2. Hai.",
        "Điều 9",
        "Chương I",
        "CHƯƠNG HAI",
        "I. MỘT",
        "II. Hai",
        "1. một",
        "2. hai;",
    ]
    + [
        "1.1. nhỏ",
        "a) điểm",
        "A. CHỮ",
        "Phần I",
        "PHỤ LỤC I",
        "QUY CHẾ",
        "(Kèm theo Quyết định)",
        "“Mở",
        "đóng”",
    ]
    + ["Nơi nhận:", "CHỦ TỊCH", "lời văn thường.", "TIÊU ĐỀ CHỮ HOA", "- gạch đầu dòng"]
)


@given(st.lists(st.tuples(_TEXTS, st.booleans(), st.booleans()), max_size=25))
def test_cutting_loses_no_word(rows: list[tuple[str, bool, bool]]) -> None:
    """Every line is in one piece or left out; the words of a piece are in its parts."""
    lines = [Line(text, str(n), bold, row) for n, (text, bold, row) in enumerate(rows)]
    cut = outline(lines, 0)
    spans = [(piece.start, piece.end) for piece in cut.pieces]
    assert spans == sorted(spans)
    assert all(one[1] <= two[0] for one, two in zip(spans, spans[1:], strict=False))
    taken = [index for start, end in spans for index in range(start, end)]
    assert len(taken) + len(cut.left_out) == len(lines)
    for piece in cut.pieces:
        told = " ".join(
            (place_name(piece.number), *piece.headings, piece.title, piece.text)
        ).split()
        for line in lines[piece.start : piece.end]:
            assert set(line.text.replace(".", " ").split()) <= set(
                " ".join(told).replace(".", " ").split()
            )
