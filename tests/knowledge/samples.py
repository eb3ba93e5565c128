"""A small library for tests: made-up documents whose numbers no real document bears."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.documents import Article, Card, Citation, Document
from knowledge.ingest.batch import Batch
from knowledge.search import Library
from knowledge.snapshot import build

MARRIAGE = Document(
    "901/2014/QH99", "Luật", "Luật Hôn nhân và gia đình", effective=date(2015, 1, 1)
)
OLD_MARRIAGE = Document(
    "922/2000/QH99",
    "Luật",
    "Luật Hôn nhân và gia đình",
    effective=date(2001, 1, 1),
    expires=date(2015, 1, 1),
)
LABOUR = Document("945/2019/QH99", "Bộ luật", "Bộ luật Lao động", effective=date(2021, 1, 1))
FUTURE = Document("999/2099/QH99", "Luật", "Luật Trẻ em", effective=date(2099, 1, 1))
UNTRUSTED = Document("914/2010/NĐ-CP", "Nghị định", "Nghị định về hộ tịch", answerable=False)

ARTICLES = [
    Article(
        MARRIAGE.number,
        "51",
        "Quyền yêu cầu giải quyết ly hôn",
        "1. Vợ, chồng hoặc cả hai người có quyền yêu cầu Tòa án giải quyết ly hôn.",
    ),
    Article(
        MARRIAGE.number,
        "81",
        "Chăm sóc con sau khi ly hôn",
        "3. Con dưới 36 tháng tuổi được giao cho mẹ trực tiếp nuôi.",
    ),
    Article(OLD_MARRIAGE.number, "85", "Quyền yêu cầu ly hôn", "Vợ chồng có quyền yêu cầu ly hôn."),
    Article(
        LABOUR.number,
        "139",
        "Nghỉ thai sản",
        "1. Lao động nữ được nghỉ thai sản trước và sau khi sinh con là 06 tháng.",
    ),
    Article(
        LABOUR.number,
        "137",
        "Bảo vệ thai sản",
        "3. Không được sa thải lao động nữ vì lý do kết hôn, mang thai.",
    ),
    Article(
        FUTURE.number,
        "5",
        "Khai sinh cho trẻ em",
        "Trẻ em có quyền được khai sinh, được nuôi dưỡng.",
    ),
    Article(
        UNTRUSTED.number,
        "13",
        "Thủ tục đăng ký khai sinh",
        "Người đi khai sinh nộp giấy chứng sinh.",
        answerable=False,
    ),
]

CARDS = [
    Card(
        "con-nho", "law", "nuôi con", "Con nhỏ khi cha mẹ ly hôn",
        ("Ly hôn thì con nhỏ ai được nuôi?", "bo me bo nhau con nho o voi ai"),
        "Con dưới 36 tháng tuổi thường ở với mẹ.", (Citation(MARRIAGE.number, "81", "3"),),
        date(2026, 11, 21), "bản thử",
    ),
    Card(
        "bao-hanh", "law", "bạo lực gia đình", "Bị bạo hành",
        ("Chồng bạo hành vợ thì làm thế nào?", "chong danh vo phai lam sao"),
        "Chị gọi công an.", (), date(2026, 11, 21), "bản thử",
    ),
    Card(
        "hang-hong", "guide", "mua hàng", "Bảo hành hàng hỏng",
        ("Cửa hàng không bảo hành thì làm thế nào?",),
        "Chị giữ hóa đơn.", (), date(2026, 11, 21), "bản thử", expires=date(2027, 1, 1),
    ),
]  # fmt: skip


def batch() -> Batch:
    """Everything above, as an importer would hand it over."""
    documents = (MARRIAGE, OLD_MARRIAGE, LABOUR, FUTURE, UNTRUSTED)
    return Batch({document.number: document for document in documents}, list(ARTICLES), list(CARDS))


def library(folder: Path) -> Library:
    """The small library, compiled in the folder and opened."""
    build(folder, batch())
    return Library.open(folder)
