"""What a document says it is about, where its source gives it no name.

One document in ten of the collected texts is only "Nghị định", among them many of the newest
decrees. Its first articles tell its scope: "Nghị định này quy định về hụi". These words find it;
they are not its title and never shown as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from knowledge.documents import Article, Document

#: The scope stands in one of so many first articles.
_FIRST = 2

#: A name of more words would outweigh the titles of the articles.
_MOST_WORDS = 24

_SCOPE = re.compile(
    r"\b(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư(?: liên tịch)?|Quyết định|Chỉ thị)"
    r" này ((?:quy định|hướng dẫn|sửa đổi|ban hành|điều chỉnh|công bố)\b[^.;\n]*)"
)
_SAID_SHORT = re.compile(r"\s*\((?:sau đây|gọi tắt)[^)]*\)?")


def is_nameless(document: Document) -> bool:
    """Whether its name is no more than its kind."""
    return document.name in ("", document.kind)


def subject(articles: Iterable[Article]) -> str:
    """The scope as the document's first articles (in reading order) state it, at most
    ``_MOST_WORDS`` words; "" where they do not.
    """
    for article in islice(articles, _FIRST):
        if stated := _SCOPE.search(f"{article.title}\n{article.text}"):
            return _shortened(stated[1])
    return ""


def _shortened(scope: str) -> str:
    """The first words, up to the last comma where there are too many."""
    words = _SAID_SHORT.sub("", scope).split()
    if len(words) <= _MOST_WORDS:
        return " ".join(words)
    first = " ".join(words[:_MOST_WORDS])
    return first.rsplit(",", 1)[0]
