from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.clauses import clauses, parts
from knowledge.documents import Article, Clause, Point
from knowledge.ingest import jsonl, phapdien
from tests.knowledge.official import CODE, CORPUS, present


def divided(text: str) -> list[tuple[str, str, list[str]]]:
    """Number, first word and the letters of the points of every clause."""
    found = clauses(Article("1/2020/QH14", "1", "", text))
    return [
        (
            clause.number,
            " ".join(clause.text.split()[:2]),
            [point.letter for point in clause.points],
        )
        for clause in found
    ]


def rejoined(found: tuple[Clause, ...]) -> str:
    texts = (text for clause in found for text in (clause.text, *(p.text for p in clause.points)))
    return "\n".join(text for text in texts if text)


def test_clauses_and_points_hold_their_exact_words() -> None:
    text = "Mở đầu:\n1. Một:\na) A;\nđ) Đ.\nĐuôi của đ.\n2. Hai."
    assert clauses(Article("1/2020/QH14", "1", "", text)) == (
        Clause("", "Mở đầu:"),
        Clause("1", "1. Một:", (Point("a", "a) A;"), Point("đ", "đ) Đ.\nĐuôi của đ."))),
        Clause("2", "2. Hai."),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu thôi.", [("", "Một câu", [])]),
        ("", [("", "", [])]),
        ("a) A;\nb) B.", [("", "", ["a", "b"])]),
        ("1. A\n1a. B\n2. C", [("1", "1. A", []), ("1a", "1a. B", []), ("2", "2. C", [])]),
        ("1- Cũ\n2- Hơn", [("1", "1- Cũ", []), ("2", "2- Hơn", [])]),
        ("1. A\n4. B", [("1", "1. A", []), ("4", "4. B", [])]),
        ("1.Dính\n2.Liền", [("1", "1.Dính", []), ("2", "2.Liền", [])]),
        ("1. A:\na. Một\nb. Hai", [("1", "1. A:", ["a", "b"])]),
        ("1. A:\na) Một\na1) Xen\nb) Hai", [("1", "1. A:", ["a", "a1", "b"])]),
    ],
)
def test_usual_and_old_ways_of_numbering(
    text: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    assert divided(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1. Theo khoản 1 Điều 5 và khoản 2.\nĐiều 3 cũng vậy.",
        "1. Gồm:\n1.1. Mục con\n1.2. Mục con",
        "1. Từ\n290.000 đồng x 3,0 = 870.000 đồng.",
        "1. Từ\n18-27 tuổi.",
        "1. Sửa Điều 5 như sau:\n“Điều 5. Tên\n2. Khoản của luật khác\na) Điểm của luật khác.”",
    ],
)
def test_numbers_that_begin_no_clause(text: str) -> None:
    assert [number for number, _, _ in divided(text)] == ["1"]


def test_a_list_that_begins_again_stays_inside_its_clause() -> None:
    text = "1. A\n2. Gồm:\n1. x\n2. y\n3. B:\na) m\nb) n\na) lại"
    assert divided(text) == [("1", "1. A", []), ("2", "2. Gồm:", []), ("3", "3. B:", ["a", "b"])]


def test_an_unclosed_quotation_does_not_swallow_the_rest() -> None:
    assert [number for number, _, _ in divided("1. Từ “mở\n2. Hai\n3. Ba")] == ["1", "2", "3"]


@st.composite
def laws(draw: st.DrawFn) -> str:
    words = st.text("aăâbcđ 1.)“”;:-", min_size=1, max_size=15)
    starts = [
        "",
        "1. ",
        "2. ",
        "3. ",
        "12. ",
        "1a. ",
        "a) ",
        "b) ",
        "đ) ",
        "1.1. ",
        "a. ",
        "2- ",
        " 4. ",
    ]
    chosen = draw(st.lists(st.tuples(st.sampled_from(starts), words), max_size=12))
    return "\n".join(start + rest for start, rest in chosen)


@given(laws())
def test_cutting_loses_nothing(text: str) -> None:
    found = clauses(Article("1/2020/QH14", "1", "", text))
    assert [line for line in rejoined(found).split("\n") if line] == [
        line for line in text.split("\n") if line
    ]


@given(laws())
def test_parts_cover_the_text_in_order(text: str) -> None:
    end = -1
    for part in parts(text):
        assert text[max(end, 0) : part.start] in ("", "\n")
        assert part.end >= part.start >= end
        end = part.end
    assert end == len(text)


@given(laws())
def test_numbers_of_clauses_and_letters_of_points_are_unique(text: str) -> None:
    found = clauses(Article("1/2020/QH14", "1", "", text))
    numbers = [clause.number for clause in found]
    assert len(numbers) == len(set(numbers))
    for clause in found:
        letters = [point.letter for point in clause.points]
        assert len(letters) == len(set(letters))


@pytest.mark.law
@pytest.mark.parametrize("source", ["code", "corpus"])
def test_no_article_of_the_official_texts_loses_anything(source: str) -> None:
    batch = phapdien.read(present(CODE)) if source == "code" else jsonl.read(present(CORPUS))
    lost = [found.id for found in batch.articles if rejoined(clauses(found)) != found.text]
    assert [found for found in lost if found] == []
    assert len(batch.articles) > 60_000
