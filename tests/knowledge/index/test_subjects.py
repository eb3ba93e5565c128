"""Names for documents that have none."""

from __future__ import annotations

import pytest

from knowledge.documents import Article, Document
from knowledge.index.subjects import named
from knowledge.selection import Selection

NUMBER = "77/2015/TT-BYT"


def name(document: Document, *articles: Article) -> str:
    [found] = named(Selection([document], list(articles), [(0, len(articles))], [], []))
    assert found.number == document.number
    return found.name


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("Thông tư", "Thông tư này quy định việc cấp thuốc.", "quy định việc cấp thuốc."),
        (
            "Thông tư",
            "1. Thông tư này hướng dẫn:\na) Việc\nb) Lương",
            "hướng dẫn: a) Việc b) Lương",
        ),
        ("Văn bản hợp nhất", "Luật này quy định về thuế.", "quy định về thuế."),
        (
            "Quyết định",
            "Ban hành kèm theo Quyết định này Quy chế trực đêm.",
            "Quy chế trực đêm.",
        ),
        ("Nghị quyết", "1. Trẻ em được cấp sách.", "Phạm vi 1. Trẻ em được cấp sách."),
        ("Thông tư", "từ " * 90, " ".join(["Phạm vi", *["từ"] * 48])),
    ],
)
def test_a_document_without_a_name_is_called_after_its_first_article(
    kind: str, text: str, expected: str
) -> None:
    document = Document(NUMBER, kind, kind)
    articles = Article(NUMBER, "1", "Phạm vi", text), Article(NUMBER, "2", "", "Luật này quy định")
    assert name(document, *articles) == f"{kind} {expected}"


def test_a_name_stands() -> None:
    article = Article(NUMBER, "1", "", "Thông tư này quy định việc cấp thuốc.")
    assert name(Document(NUMBER, "Luật", "Luật Giá"), article) == "Luật Giá"


def test_only_the_first_article_tells() -> None:
    article = Article(NUMBER, "5", "", "Thông tư này quy định việc cấp thuốc.")
    assert name(Document(NUMBER, "Thông tư", "Thông tư"), article) == "Thông tư"
    assert name(Document(NUMBER, "Thông tư", "Thông tư")) == "Thông tư"


def test_of_a_document_known_by_its_number_alone() -> None:
    article = Article(NUMBER, "1", "", "Thông tư này quy định việc cấp thuốc.")
    assert name(Document(NUMBER), article) == "quy định việc cấp thuốc."
