"""What a word means: questions that ask it, and the articles of a law that tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.wording import plain
from knowledge.documents import Article
from knowledge.search import Hit

_ASKS = re.compile(
    r"\b(?:la (?:gi|j|the nao|ntn|nhu the nao|nhu nao|viec gi|cai gi|loai gi|nhung gi|nhung viec)"
    r"|la nhung (?:\w+ )?(?:gi|nao)|(?:nghia|hieu|dinh nghia|khai niem|giai thich)\b"
    r"|the nao (?:la|thi)|nhu the nao (?:la|thi)|ra sao thi"
    r"|(?:goi|coi|tinh|xem|tinh vao|ke) la|co phai la|co (?:bi |duoc )?(?:goi|coi|tinh|xem) la"
    r"|(?:ai|nhung ai|nguoi nao) (?:la|duoc (?:goi|coi|tinh|xem) la))\b"
)
#: So much of an article shows whether it begins with a definition.
_OPENING = 200
_DEFINES = re.compile(
    r"\b(?:giai thich|dinh nghia)\b.*\b(?:tu ngu|thuat ngu|khai niem)\b"
    r"|^(?:(?:cac|mot so) )?(?:tu ngu|thuat ngu|khai niem)\b"
)


def asks_meaning(text: str) -> bool:
    """Whether the message asks what something is or counts as: "thế nào là quấy rối"."""
    return bool(_ASKS.search(plain(text)))


def defines(article: Article) -> bool:
    """Whether the article tells what the words of its law mean ("Giải thích từ ngữ"), or what the
    one in its title means ("Trẻ em là …").
    """
    title = plain(article.title)
    if _DEFINES.search(title):
        return True
    return bool(title) and plain(article.text[:_OPENING]).startswith(f"{title} la ")


def answering(hits: Sequence[Hit], question: str) -> list[Hit]:
    """The hits that may answer: an article of definitions shares words with every question about
    its law, and answers only one about a meaning.
    """
    if asks_meaning(question):
        return list(hits)
    return [hit for hit in hits if not defines(hit.article)]
