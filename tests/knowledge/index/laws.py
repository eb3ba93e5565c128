"""A few made-up laws that cite each other, and texts of numbers for what is checked by brute force.

No real document bears these numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from knowledge.documents import Article, Document
from knowledge.index.candidates import Candidates
from knowledge.index.forward import Stream, Vocabulary
from knowledge.index.matching import Asked, Match, asked
from knowledge.index.occurrences import Integers
from knowledge.index.question import Question
from knowledge.index.ranking import ArticleIndex
from knowledge.ingest.batch import Batch
from knowledge.selection import Selection, select
from knowledge.snapshot import build

MARRIAGE = Document("901/2014/QH99", "Luật", "Luật Hôn nhân và gia đình")
AMENDING = Document(
    "902/2019/QH99", "Luật", "Luật sửa đổi bổ sung một số điều của Luật Hôn nhân và gia đình"
)
DECREE = Document(
    "914/2015/NĐ-CP", "Nghị định", "Nghị định quy định chi tiết Luật Hôn nhân và gia đình"
)
SANCTIONS = Document("915/2021/NĐ-CP", "Nghị định", "Nghị định về xử phạt vi phạm hành chính")
DOCUMENTS = (MARRIAGE, AMENDING, DECREE, SANCTIONS)

ARTICLES = (
    Article(
        MARRIAGE.number,
        "3",
        "Giải thích từ ngữ",
        "Trong Luật này, các từ ngữ dưới đây được hiểu như sau:\n"
        "1. Hôn nhân là quan hệ giữa vợ và chồng sau khi kết hôn.\n"
        "2. Con nuôi là con được nhận theo quy định của pháp luật.",
    ),
    Article(
        MARRIAGE.number,
        "51",
        "Quyền yêu cầu giải quyết ly hôn",
        "1. Vợ, chồng hoặc cả hai người có quyền yêu cầu Tòa án giải quyết ly hôn:\n"
        "a) Khi vợ đang mang thai, chồng không có quyền yêu cầu ly hôn;\n"
        "b) Từ ngữ hiểu theo Điều 3 Luật này.\n"
        "2. Việc chăm sóc con theo Điều 81.",
    ),
    Article(
        MARRIAGE.number,
        "81",
        "Chăm sóc con sau khi ly hôn",
        "Con dưới 36 tháng tuổi được giao cho mẹ trực tiếp nuôi.",
    ),
    Article(AMENDING.number, "1", "Sửa đổi Điều 81", "Sửa đổi việc nuôi con sau khi ly hôn."),
    Article(
        DECREE.number,
        "2",
        "Quyền yêu cầu giải quyết ly hôn",
        "Hồ sơ ly hôn theo Điều 51 của Luật Hôn nhân và gia đình.\nNộp tại Tòa án.",
    ),
    Article(DECREE.number, "3", "", "Người nuôi con nộp hồ sơ theo Luật số 901/2014/QH99."),
    Article(SANCTIONS.number, "4", "Mức phạt hành vi cản trở ly hôn", ""),
    Article(
        SANCTIONS.number,
        "5",
        "Thẩm quyền xử phạt",
        "Chủ tịch phường xử phạt hành vi tại Điều 4 Nghị định này.",
    ),
)

#: What people would ask, by the article that answers; the words stand in no law.
ASKED_LINES = {
    f"{MARRIAGE.id}+81": ("bố mẹ chia tay thì bé ở với ai", "giành quyền nuôi bé"),
    f"{SANCTIONS.id}+5": ("báo phường khi hàng xóm phá rối",),
}

QUESTIONS = (
    "Vợ đang mang thai thì chồng có quyền yêu cầu ly hôn không?",
    "ly hon thi con duoi 36 thang ai nuoi",
    "Con nuôi là gì?",
    "chia tay thì bé ở với ai",
    "ly hôn",
    "hôn",
)


def batch() -> Batch:
    """All of it, as an importer would hand it over."""
    return Batch({document.number: document for document in DOCUMENTS}, list(ARTICLES))


def selection() -> Selection:
    """The articles in the order of their rows."""
    return select(batch())


def row(document: Document, number: str) -> int:
    """The row of an article."""
    ids = [article.id for article in selection().articles]
    return ids.index(f"{document.id}+{number}")


def compiled(folder: Path, known: Batch | None = None) -> ArticleIndex:
    """The laws (or another batch) compiled in the folder, without network and ranker."""
    build(folder, known or batch(), asked=ASKED_LINES)
    return ArticleIndex(folder, len(select(known or batch()).articles))


def candidates(index: ArticleIndex, text: str, rows: Sequence[int]) -> Candidates:
    """These rows as candidates, whether or not the first stage would find them."""
    found = index.candidates(Question.of(text))
    places = np.array(rows, dtype=np.int64)
    return Candidates(places, found.scores, found.question, found.kinds, found.texts)


#: The numbers of the made-up syllables; 0 is kept for rare ones.
NUMBERS = range(1, 7)
_RARITY = np.array([0, 1, 0.5, 2, 1.5, 3, 0.25], dtype=np.float32)
#: Two accented syllables each have one folded form.
FOLDED = np.array([0, 1, 1, 2, 2, 3, 3], dtype=np.uint16)
VOCABULARY = Vocabulary(np.arange(1, 7, dtype=np.uint64), np.arange(1, 7, dtype=np.uint16), _RARITY)
PLAIN = Vocabulary(np.arange(1, 4, dtype=np.uint64), np.arange(1, 4, dtype=np.uint16), _RARITY[:4])

SYLLABLE = st.sampled_from(NUMBERS)
TEXT = st.lists(SYLLABLE, max_size=25)
TEXTS = st.lists(TEXT, min_size=1, max_size=4)
#: -1 is a syllable that the corpus does not have.
ASKED = st.lists(st.sampled_from((-1, *NUMBERS)), max_size=9)


def weights(size: int) -> npt.NDArray[np.float32]:
    """Different weights, so that none can stand for another."""
    return (np.arange(size) + 3).astype(np.float32) / np.float32(4)


def ask(question: Sequence[int]) -> Asked:
    """What a question with accents asks for."""
    importance = {
        "syllables": np.ones(len(question), np.float32),
        "pairs": np.ones(max(len(question) - 1, 0), np.float32),
    }
    return asked(np.array(question, np.int64), importance, VOCABULARY, len(_RARITY), None)


def stream(texts: Sequence[Sequence[int]]) -> Stream:
    """The texts side by side."""
    lengths = np.array([len(text) for text in texts], dtype=np.float32)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint32)
    numbers = np.array([number for text in texts for number in text], dtype=np.uint16)
    return Stream(numbers, starts, lengths, max(float(lengths.mean()), 1.0))


def every(texts: Sequence[Sequence[int]]) -> Integers:
    """The rows of all texts."""
    return np.arange(len(texts), dtype=np.int64)


def match(question: Sequence[int], texts: Sequence[Sequence[int]]) -> Match:
    """The question in the texts."""
    return Match.of(ask(question), (stream(texts), every(texts)))


def terms(question: Sequence[int]) -> list[int]:
    """The distinct known syllables in order of appearance."""
    return list(dict.fromkeys(number for number in question if number >= 0))


def pairs(question: Sequence[int]) -> list[tuple[int, int]]:
    """The distinct known pairs in order of appearance."""
    neighbours = zip(question, question[1:], strict=False)
    return list(dict.fromkeys((a, b) for a, b in neighbours if a >= 0 and b >= 0))
