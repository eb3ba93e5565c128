from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.documents import Document
from knowledge.shelf import Shelf
from knowledge.upkeep.due import Due, due, table, with_news
from tests.knowledge.upkeep.samples import CARD, CHECKED, OLD_LAW, TIP, TIP_LAW, shelf

NEW_LAW = "903/2026/QH99"
TODAY = CHECKED + timedelta(days=1)


def due_ids(documents: list[Document], on: date, entries: Shelf | None = None) -> list[str]:
    known = {document.number: document for document in documents}
    return [each.id for each in due(entries or shelf(), known, on)]


@pytest.mark.parametrize(("days", "ids"), [(179, []), (180, ["mot-the", "mot-loi-nhac"])])
def test_cards_and_tips_are_due_on_their_day_forms_never(days: int, ids: list[str]) -> None:
    assert due_ids([], CHECKED + timedelta(days=days)) == ids


def test_the_longest_due_comes_first() -> None:
    entries = shelf()
    entries.cards.append(("b.yaml", replace(CARD, id="hai", review_by=date(2026, 12, 24))))
    found = due(entries, {}, date(2028, 1, 1))
    assert [each.id for each in found] == ["hai", "mot-the", "mot-loi-nhac"]
    assert found[0] == Due(
        date(2026, 12, 24),
        "law",
        "hai",
        CARD.title,
        "b.yaml",
        "Đến hạn xem lại; kiểm tra lần cuối 22/11/2026.",
    )


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (
            Document(OLD_LAW, expires=date(2026, 7, 1), replaced_by=(NEW_LAW,)),
            f"Văn bản {OLD_LAW} đã được thay bằng {NEW_LAW} từ 01/07/2026.",
        ),
        (
            Document(NEW_LAW, effective=date(2027, 3, 1), replaces=(OLD_LAW,)),
            f"Văn bản {OLD_LAW} sẽ được thay bằng {NEW_LAW} từ 01/03/2027.",
        ),
        (
            Document(OLD_LAW, replaced_by=(NEW_LAW,)),
            f"Văn bản {OLD_LAW} đã được thay bằng {NEW_LAW}.",
        ),
        (
            Document(OLD_LAW, expires=date(2027, 1, 1)),
            f"Văn bản {OLD_LAW} sẽ hết hiệu lực từ 01/01/2027.",
        ),
    ],
)
def test_what_cites_a_replaced_document_is_due_at_once(document: Document, reason: str) -> None:
    [found] = due(shelf(), {document.number: document}, TODAY)
    assert (found.id, found.reason) == (CARD.id, reason)
    assert found.day <= TODAY


def test_a_tip_is_due_for_its_document_too() -> None:
    assert due_ids([Document(TIP_LAW, replaced_by=(NEW_LAW,))], TODAY) == [TIP.id]


def test_a_card_that_ends_with_its_law_is_due_when_the_new_one_comes() -> None:
    change = date(2027, 3, 1)
    ending = Shelf(cards=[("a.yaml", replace(CARD, expires=change))])
    documents = [Document(OLD_LAW, expires=change, replaced_by=(NEW_LAW,))]
    assert due_ids(documents, change - timedelta(days=1), ending) == []
    assert due_ids(documents, change, ending) == [CARD.id]


def test_newly_read_documents_count_where_the_register_is_silent() -> None:
    known = {OLD_LAW: Document(OLD_LAW, effective=date(2015, 1, 1))}
    read = [
        Document(OLD_LAW, effective=date(1999, 1, 1), replaced_by=(NEW_LAW,)),
        Document(NEW_LAW, effective=date(2026, 11, 1), replaces=(OLD_LAW,)),
    ]
    documents = with_news(known, read)
    assert documents[OLD_LAW].effective == date(2015, 1, 1)
    [found] = due(shelf(), documents, TODAY)
    assert found.reason == f"Văn bản {OLD_LAW} đã được thay bằng {NEW_LAW} từ 01/11/2026."


def test_the_list_for_people() -> None:
    lines = table(due(shelf(), {}, date(2028, 1, 1))).splitlines()
    assert lines[0].startswith("21/05/2027  a.yaml  mot-the: Một thẻ. Đến hạn")
    assert table([]) == "Không có thẻ hay lời nhắc nào đến hạn xem lại."
