"""The columns of a sheet by their headers, as officers write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text.fold import fold

NUMBER, NAME, ARTICLE, TITLE, TEXT, EFFECTIVE, CHAPTER = (
    "Số văn bản",
    "Tên văn bản",
    "Điều",
    "Tiêu đề",
    "Nội dung",
    "Ngày có hiệu lực",
    "Chương",
)
QUESTION, VARIANTS, ANSWER, TOPIC, BASIS, CHECKED, AGAINST, EXPIRES = (
    "Câu hỏi",
    "Cách hỏi khác",
    "Trả lời",
    "Chủ đề",
    "Căn cứ",
    "Ngày kiểm tra",
    "Đối chiếu với",
    "Thôi dùng từ ngày",
)
ARTICLE_COLUMNS = (NUMBER, NAME, CHAPTER, ARTICLE, TITLE, TEXT, EFFECTIVE)
FAQ_COLUMNS = (QUESTION, VARIANTS, ANSWER, TOPIC, BASIS, CHECKED, AGAINST)

#: Other headers that mean the same, folded.
_ALSO = {
    NUMBER: "so ky hieu|so hieu|so hieu van ban|ky hieu|so vb|van ban so|so",
    NAME: "van ban|ten vb|trich yeu|ten luat",
    CHAPTER: "chuong muc|phan|muc",
    ARTICLE: "dieu so|so dieu|dieu khoan|dieu muc",
    TITLE: "ten dieu|tieu de dieu|ten",
    TEXT: "noi dung dieu|nguyen van|noi dung van ban",
    EFFECTIVE: "hieu luc|hieu luc tu|co hieu luc tu|ngay hieu luc",
    QUESTION: "hoi|cau hoi chinh|noi dung hoi",
    VARIANTS: "cau hoi khac|cach hoi|cau hoi tuong tu|hoi cach khac",
    ANSWER: "cau tra loi|tra loi|dap|giai dap|noi dung tra loi|tra loi ngan",
    TOPIC: "linh vuc|nhom|chuyen muc",
    BASIS: "can cu phap ly|co so phap ly|can cu phap luat",
    CHECKED: "ngay doi chieu|kiem tra ngay|ngay ra soat",
    AGAINST: "nguon|doi chieu|nguon doi chieu",
    EXPIRES: "ngay het han|het han|thoi dung tu|thoi dung|het han tu ngay",
}
_KNOWN = {
    alias: column
    for column, also in _ALSO.items()
    for alias in (fold(column).lower(), *also.split("|"))
}
_HEADER_ROWS = 10


@dataclass(frozen=True, slots=True)
class Header:
    """The row of the header (from 1) and the column of each known name (from 0)."""

    row: int
    columns: dict[str, int]

    @property
    def of_questions(self) -> bool:
        """Whether the sheet holds questions and answers."""
        return QUESTION in self.columns and ANSWER in self.columns

    @property
    def of_articles(self) -> bool:
        """Whether the sheet holds articles of documents."""
        return ARTICLE in self.columns and TEXT in self.columns


def named(written: str) -> str:
    """The column that a header or a label means, '' where it means none."""
    return _KNOWN.get(" ".join(fold(written).lower().replace("*", " ").split()), "")


def header(rows: Sequence[Sequence[str]]) -> Header | None:
    """The header among the first rows; None where there is none."""
    for number, row in enumerate(rows[:_HEADER_ROWS], start=1):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            if name := named(cell):
                columns.setdefault(name, place)
        found = Header(number, columns)
        if found.of_questions or found.of_articles:
            return found
    return None
