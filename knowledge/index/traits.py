"""What is known of an article without any question: its kind of document, place and heading.

No trait tells a date, a source or a document's number: a model that sees one learns which laws were
new when its questions were asked (docs/decisions/0006-ranker.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.documents import Article, Document
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores, map_array, write_array

#: Kinds of documents by the ending of their number, the first that fits.
KINDS = (
    r"/qh\d", r"/nđ-cp|/nđ-hđbt", r"/ttlt", r"/tt", r"/qđ-ttg", r"/qđ", r"/nq", r"/pl-",
    r"/ubtvqh", r"/ct|/cv",
)  # fmt: skip

#: What a document's name says of its part: 1 amends, 2 guides, 4 sanctions (added up).
ROLES = (r"sửa đổi", r"hướng dẫn|quy định chi tiết", r"xử phạt")

#: What an article is about, by its heading.
HEADINGS = (
    r"xử phạt|vi phạm|mức phạt|hình thức phạt",
    r"thời hạn|thời gian|thời điểm",
    r"thẩm quyền|trách nhiệm|nhiệm vụ|cơ quan",
    r"hồ sơ|giấy tờ|thành phần",
    r"trình tự|thủ tục|quy trình",
    r"giải thích từ ngữ|khái niệm",
    r"điều kiện|tiêu chuẩn|yêu cầu",
    r"phạm vi điều chỉnh|đối tượng áp dụng",
    r"hiệu lực|điều khoản|tổ chức thực hiện",
    r"mức|lệ phí|phí|giá|kinh phí",
    r"quyền|nghĩa vụ",
    r"nguyên tắc",
    r"bị cấm|nghiêm cấm|không được",
    r"tội ",
)

#: The place in ``HEADINGS`` of articles that explain words.
EXPLAINS_WORDS = 5

#: What a folded question asks for, each at the place of the heading that may answer it.
QUESTIONS = (
    r"phat|xu ly|vi pham",
    r"bao lau|thoi han|thoi gian|khi nao|bao gio|thoi diem|may ngay|bao nhieu ngay",
    r"\bai\b|co quan nao|tham quyen|trach nhiem|to chuc nao",
    r"ho so|giay to|gom nhung gi|bao gom",
    r"thu tuc|trinh tu|nhu the nao|quy trinh",
    r"la gi|duoc hieu|khai niem|the nao la|la nhu the nao",
    r"dieu kien|tieu chuan|yeu cau",
    r"pham vi|doi tuong|ap dung (?:cho|voi|doi voi)",
    r"hieu luc|dieu khoan|thi hanh",
    r"bao nhieu|muc|may ",
    r"quyen|nghia vu",
    r"nguyen tac",
    r"cam\b",
    r"\btoi\b",
)

_KINDS, _ROLES, _HEADINGS, _QUESTIONS = (
    [re.compile(pattern) for pattern in patterns]
    for patterns in (KINDS, ROLES, HEADINGS, QUESTIONS)
)

Bits = npt.NDArray[np.uint16]


def bits(text: str, patterns: Sequence[re.Pattern[str]]) -> int:
    """Which patterns are found in the text: bit i for pattern i."""
    return sum(1 << place for place, pattern in enumerate(patterns) if pattern.search(text))


def question_kinds(folded: str) -> int:
    """What a question in lower case without accents asks for: bit i for ``QUESTIONS[i]``."""
    return bits(folded, _QUESTIONS)


def _first(text: str, patterns: Sequence[re.Pattern[str]]) -> int:
    """The place of the first pattern that is found; their number where none is."""
    found = (place for place, pattern in enumerate(patterns) if pattern.search(text))
    return next(found, len(patterns))


@dataclass(frozen=True, slots=True)
class Traits:
    """``document``, ``number``, ``place`` (0..1 within the document) and ``heading`` (bits) have
    one value an article, ``kind``, ``role`` (bits) and ``size`` (articles) one a document.
    """

    document: Integers
    number: Scores
    place: Scores
    heading: Bits
    kind: Scores
    role: Scores
    size: Scores

    @classmethod
    def open(cls, folder: Path) -> Traits:
        """Map what ``compile_traits`` wrote."""
        return cls(*(map_array(folder, f"traits.{name}") for name in cls.__slots__))


def compile_traits(
    folder: Path, articles: Sequence[Article], documents: Sequence[Document], place: Integers
) -> None:
    """Write the traits of the articles into the folder; ``place`` is each one's document."""
    sizes = np.bincount(place, minlength=len(documents))
    found = [bits(article.title.lower(), _HEADINGS) for article in articles]
    numbers = _leading_numbers(article.number for article in articles)
    traits = Traits(
        document=place,
        number=numbers,
        place=(numbers / np.maximum(sizes[place], 1)).astype(np.float32),
        heading=np.array(found, dtype=np.uint16),
        kind=np.array([_kind(document) for document in documents], dtype=np.float32),
        role=np.array([_role(document) for document in documents], dtype=np.float32),
        size=sizes.astype(np.float32),
    )
    for name in Traits.__slots__:
        write_array(folder, f"traits.{name}", getattr(traits, name))


def _kind(document: Document) -> int:
    return _first(document.number.lower(), _KINDS)


def _role(document: Document) -> int:
    return bits(document.name.lower(), _ROLES)


def _leading_numbers(written: Iterable[str]) -> Scores:
    """The number at the beginning of each ("12a" → 12), 0 where there is none."""
    found = (re.match(r"\d{1,4}", number) for number in written)
    return np.array([int(match[0]) if match else 0 for match in found], dtype=np.float32)
