"""A small library of our own: two made-up laws about a kitchen, and cards that rest on them."""

from __future__ import annotations

from datetime import date

from knowledge.documents import Article, Card, Citation, Document
from knowledge.ingest.batch import Batch

KITCHEN, OLD_KITCHEN, GARDEN, BENCHMARK = (
    "99/2020/QH14",
    "98/2005/QH11",
    "97/2030/QH19",
    "96/2001/X",
)

DOCUMENTS = (
    Document(
        KITCHEN,
        kind="Luật",
        name="Luật Bếp núc",
        effective=date(2021, 1, 1),
        replaces=(OLD_KITCHEN,),
        source="Kho thử nghiệm",
    ),
    Document(
        OLD_KITCHEN,
        kind="Luật",
        name="Luật Bếp than",
        effective=date(2006, 1, 1),
        expires=date(2021, 1, 1),
        replaced_by=(KITCHEN,),
        source="Kho thử nghiệm",
    ),
    Document(GARDEN, kind="Luật", name="Luật Vườn rau", effective=date(2030, 1, 1)),
    Document(BENCHMARK, kind="Nghị định", name="Nghị định Chảo gang", answerable=False),
)

LONG_TEXT = "\n".join(
    f"{number}. Người giữ chảo số {number} phải rửa chảo sau khi rán cá. "
    + "Nước rửa chảo được để riêng và không đổ xuống sân chung của xóm. " * 4
    for number in range(1, 8)
)

ARTICLES = (
    Article(
        KITCHEN,
        "1",
        "Phạm vi nồi cơm",
        "1. Luật này quy định về nồi cơm trong bếp của mỗi nhà.\n"
        "2. Nồi cơm là đồ dùng để nấu cơm hằng ngày.",
    ),
    Article(
        KITCHEN,
        "2",
        "Giữ lửa trong bếp",
        "1. Người nấu phải trông lửa trong lúc nấu.\n"
        "2. Người nấu đi vắng phải tắt lửa:\na) Tắt bếp ga;\nb) Dập than hồng.",
    ),
    Article(KITCHEN, "3", "Rửa chảo sau khi rán cá", LONG_TEXT),
    Article(OLD_KITCHEN, "2", "Giữ lửa trong bếp", "1. Bếp than phải có nắp đậy bằng đất nung."),
    Article(GARDEN, "1", "Tưới rau", "1. Rau muống được tưới vào buổi sáng sớm."),
    Article(BENCHMARK, "1", "Chảo gang", "1. Chảo gang dày hai phân.", answerable=False),
)


def card(card_id: str, title: str, questions: tuple[str, ...], **changes: object) -> Card:
    """A card with everything a card must have; ``changes`` override."""
    fields: dict[str, object] = {
        "id": card_id,
        "kind": "law",
        "topic": "bếp núc",
        "title": title,
        "questions": questions,
        "answer": "Chị phải trông lửa khi nấu.",
        "citations": (Citation(KITCHEN, "2", "1"),),
        "checked_on": date(2026, 11, 1),
        "checked_against": "Kho thử nghiệm",
    }
    return Card(**(fields | changes))  # type: ignore[arg-type]


CARDS = (
    card(
        "trong-lua",
        "Trông lửa khi nấu cơm",
        ("Nấu cơm có phải trông lửa không?", "nau com co can trong lua khong"),
        related=("rua-chao", "het-han"),
    ),
    card(
        "rua-chao",
        "Giấy chứng nhận rửa chảo",
        ("Làm giấy chứng nhận rửa chảo ở đâu?", "xin giay rua chao o dau"),
        kind="procedure",
        topic="rửa chảo",
        answer="Chị xin giấy ở tổ bếp.",
        citations=(Citation(KITCHEN, "3"), Citation(KITCHEN, "1", "2")),
        papers=("Một cái chảo sạch",),
        steps=("Rửa chảo", "Nộp chảo"),
        where="Tổ bếp",
        fee="Không mất tiền",
        duration="Một buổi",
        needs_officer_check=True,
    ),
    card(
        "ngoai-kho",
        "Ấm chè xanh buổi sáng",
        ("Pha ấm chè xanh buổi sáng mấy giờ?", "pha am che xanh may gio"),
        kind="guide",
        topic="chè xanh",
        citations=(Citation("95/2019/NĐ-CP", "7", "2"),),
    ),
    card(
        "luat-cu",
        "Đậy nắp bếp than tổ ong",
        ("Bếp than tổ ong có phải đậy nắp?", "bep than to ong day nap"),
        citations=(Citation(OLD_KITCHEN, "2", "1"),),
    ),
    card(
        "moi-lua",
        "Mồi lửa bằng rơm",
        ("Mồi lửa bằng rơm có được không?", "moi lua bang rom dc k"),
        citations=(Citation(KITCHEN, "2", "2"),),
    ),
    card("het-han", "Thẻ hết hạn", ("Thẻ này còn dùng không?",), expires=date(2024, 1, 1)),
)


def batch() -> Batch:
    """The library as an importer would hand it over."""
    documents = {document.number: document for document in DOCUMENTS}
    return Batch(documents, list(ARTICLES), list(CARDS))
