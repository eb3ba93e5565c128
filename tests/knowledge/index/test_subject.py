"""A document without a name is found by the scope that its first articles state."""

from __future__ import annotations

import pytest

from knowledge.documents import Article, Document
from knowledge.index.subject import is_nameless, subject


def _articles(*texts: str) -> list[Article]:
    return [
        Article("9/2026/NĐ-CP", str(place), "Phạm vi điều chỉnh", text)
        for place, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Nghị định này quy định về nồi đất. 2. Khác.", "quy định về nồi đất"),
        ("Thông tư này hướng dẫn Luật Nồi (sau đây gọi là Luật) về nung; vung.",
         "hướng dẫn Luật Nồi về nung"),
        ("Thông tư liên tịch này quy định:\na) Nồi đất;\nb) Vung", "quy định:"),
        ("Nồi đất được nung.", ""),
    ],
)  # fmt: skip
def test_the_first_sentence_of_scope(text: str, found: str) -> None:
    assert subject(_articles(text)) == found


def test_a_scope_of_many_words_ends_at_a_comma() -> None:
    things = ", ".join(f"nồi đất số {number}" for number in range(30))
    found = subject(_articles(f"Quyết định này ban hành {things}."))
    assert found.startswith("ban hành nồi đất số 0, ")
    assert len(found.split()) <= 24
    assert found.endswith("4")


def test_the_scope_may_stand_in_the_second_article_only() -> None:
    scope = "Luật này quy định về nồi."
    assert subject(_articles("Nồi là vật.", scope)) == "quy định về nồi"
    assert subject(_articles("Nồi là vật.", "Vung là vật.", scope)) == ""


def test_who_has_no_name_but_its_kind() -> None:
    assert is_nameless(Document("9/2026/NĐ-CP", "Nghị định", "Nghị định"))
    assert not is_nameless(Document("9/2026/NĐ-CP", "Nghị định", "Nghị định về nồi"))
