"""A shelf with a card, a form and a tip that were checked on the same day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.documents import Citation, Place
from knowledge.shelf import Shelf
from tests.knowledge.check.samples import CARD as LAW_CARD
from tests.knowledge.check.samples import TIP as ANY_TIP

CHECKED = date(2026, 11, 22)
OLD_LAW, TIP_LAW = "901/2014/QH99", "945/2019/QH99"
CARD = replace(LAW_CARD, checked_on=CHECKED, citations=(Citation(OLD_LAW, "51", "3"),))
TIP = replace(ANY_TIP, checked_on=CHECKED, citation=Citation(TIP_LAW, "139"), topic="thai sản")
FORM = replace(
    CARD,
    id="mau-danh-ba",
    kind="directory",
    example=True,
    title="Danh bạ «TÊN PHƯỜNG»",
    places=(Place("Hội <Phụ nữ>", "«ĐỊA CHỈ»"),),
)


def shelf() -> Shelf:
    return Shelf(cards=[("a.yaml", CARD), ("a.yaml", FORM)], tips=[("tuan.yaml", TIP)])
