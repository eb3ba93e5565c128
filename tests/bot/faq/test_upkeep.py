"""What rests on a document, and what has to be looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.faq.upkeep import ENDS_SOON, documents_of, due_faqs, uses_of
from knowledge.day import today
from knowledge.documents import REVIEW_AFTER
from knowledge.upkeep.impact import impact
from tests.bot.faq.conftest import CONTENT, LAW, NOW, OA, OTHER_OA, Office
from tests.handlers.library import KITCHEN

CITING = replace(CONTENT, citations=(LAW,))
DAY = today(NOW)


def test_what_is_published_and_cites_a_document(office: Office) -> None:
    number = office.published(CITING)
    office.life.draft(OA, CITING, office.lan)
    (use,) = impact(KITCHEN.lower(), [uses_of(office.faqs)])
    assert (use.kind, use.id, use.citation) == ("faq", f"F{number}", LAW)
    assert impact("1/1999/QH10", [uses_of(office.faqs)]) == []


def test_law_that_is_replaced_calls_for_a_look(office: Office) -> None:
    number = office.published(CITING)
    documents = dict(documents_of(office.library))
    assert due_faqs(office.faqs, documents, DAY) == []
    old = documents[KITCHEN]
    documents[KITCHEN] = replace(old, expires=DAY, replaced_by=("9/2026/QH16",))
    (found,) = due_faqs(office.faqs, documents, DAY, OA)
    assert (found.file, found.title) == (f"F{number}", CITING.question)
    assert "9/2026/QH16" in found.reason
    assert due_faqs(office.faqs, documents, DAY, OTHER_OA) == []


def test_after_half_a_year_it_is_looked_at_again(office: Office) -> None:
    number = office.published(CONTENT, "")
    later = DAY + REVIEW_AFTER
    assert due_faqs(office.faqs, {}, later - timedelta(days=1), OA) == []
    assert [each.file for each in due_faqs(office.faqs, {}, later, OA)] == [f"F{number}"]


def test_an_answer_that_ends_is_looked_at_before_and_after(office: Office) -> None:
    end = DAY + timedelta(days=30)
    number = office.published(replace(CONTENT, expires_on=end), "")
    begins = end - ENDS_SOON
    assert due_faqs(office.faqs, {}, begins - timedelta(days=1), OA) == []
    (soon,) = due_faqs(office.faqs, {}, begins, OA)
    assert (soon.file, soon.day) == (f"F{number}", begins)
    assert f"{end:%d/%m/%Y}" in soon.reason
    (over,) = due_faqs(office.faqs, {}, end, OA)
    assert over.reason.startswith("Đã thôi hiện")


def test_several_reasons_are_told_together(office: Office) -> None:
    office.published(replace(CONTENT, expires_on=DAY + REVIEW_AFTER), "")
    (found,) = due_faqs(office.faqs, {}, DAY + REVIEW_AFTER, OA)
    assert "kiểm tra lần cuối" in found.reason
    assert "Đã thôi hiện" in found.reason
