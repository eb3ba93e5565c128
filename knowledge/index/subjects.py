"""Names for documents that their source calls "Thông tư" and no more.

One document in ten has no name, and a search that knows none cannot tell it from its likes. Its
first article says what it is about: "Thông tư này hướng dẫn …". Only the search sees this name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.documents import Article, Document
from knowledge.selection import Selection

_KINDS = (
    "bộ luật|luật|pháp lệnh|nghị định|nghị quyết|quyết định|chỉ thị|thông tư|thông tư liên tịch|"
    "văn bản hợp nhất|quy chế|quy định|điều lệ"
)
_NAMELESS = re.compile(f"(?:{_KINDS})?", re.IGNORECASE)
_SAYS = re.compile(
    rf"(?:{_KINDS}) này,? "
    r"(?=(?:ban hành|quy định|hướng dẫn|điều chỉnh|sửa đổi|bãi bỏ|áp dụng|thay thế|công bố|"
    r"quy chế|quy trình|quy chuẩn|danh mục|điều lệ|chương trình|chế độ|bộ |\d)\b)",
    re.IGNORECASE,
)

#: So many words are a name; what follows is detail.
_LONGEST = 50


def named(selection: Selection) -> Iterator[Document]:
    """The documents, each without a name under one that its first article tells."""
    for document, (start, end) in zip(selection.documents, selection.ranges, strict=True):
        if _NAMELESS.fullmatch(document.name.strip()):
            subject = _subject(selection.articles[start:end])
            yield replace(document, name=f"{document.name} {subject}".strip())
        else:
            yield document


def _subject(articles: Sequence[Article]) -> str:
    """What the first article says that the document does, or else how it begins."""
    first = articles[0] if articles and articles[0].number == "1" else None
    if first is None:
        return ""
    says = _SAYS.search(first.text)
    words = first.text[says.end() :] if says else f"{first.title} {first.text}"
    return " ".join(words.split()[:_LONGEST])
