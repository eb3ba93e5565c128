"""The registers of documents and amendments agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.amendments import amendments
from knowledge.check.registers import document_faults, overtaken, register_problems, row_faults
from knowledge.check.texts import BatchTexts
from knowledge.documents import Article, Document
from knowledge.ingest.batch import Batch
from knowledge.ingest.register import register

NEW = Document("2/2020/QH14", effective=date(2020, 1, 1), replaces=("1/2010/QH12",))
OLD = Document(
    "1/2010/QH12",
    effective=date(2010, 1, 1),
    expires=date(2020, 1, 1),
    replaced_by=("2/2020/QH14",),
)


def faults(*documents: Document) -> list[str]:
    return [why for _, why in document_faults({each.number: each for each in documents})]


def test_the_registers_that_ship_are_whole():
    assert register_problems() == []


def test_two_documents_that_point_at_each_other_are_right():
    assert faults(NEW, OLD) == []


def test_a_relation_that_one_side_knows_is_a_fault():
    [why] = faults(NEW, replace(OLD, replaced_by=()))
    assert "chỉ ghi ở một bên" in why
    [why] = faults(replace(NEW, replaces=(), amends=("1/2010/QH12",)), replace(OLD, replaced_by=()))
    assert "sửa đổi" in why


def test_a_document_that_the_register_does_not_have_is_a_fault():
    [why] = faults(NEW)
    assert "sổ không có văn bản ấy" in why


def test_dates_that_cannot_be_are_faults():
    assert "trước khi có hiệu lực" in faults(NEW, replace(OLD, effective=date(2020, 1, 1)))[0]
    assert "trước khi ban hành" in faults(NEW, replace(OLD, issued=date(2011, 1, 1)))[0]
    assert "chưa ghi expires" in faults(NEW, replace(OLD, expires=None))[0]


def test_the_end_may_stay_open_while_nobody_knows_when_the_successor_began():
    assert faults(replace(NEW, effective=None), replace(OLD, expires=None)) == []


def test_a_row_needs_its_document_and_the_relation():
    row = amendments()[0]
    [(_, why)] = row_faults([row], {})
    assert "register.yaml chưa có" in why
    document = replace(register()[row.citation.document], amended_by=())
    [(_, why)] = row_faults([row], {document.number: document})
    assert row.amended_by in why


def test_a_long_explanation_is_a_fault():
    row = replace(amendments()[0], change="chữ " * 41)
    [(_, why)] = row_faults([row], register())
    assert "quá 40 chữ" in why


def test_a_row_that_the_official_text_has_overtaken_is_a_fault():
    row = next(each for each in amendments() if each.old_words)
    place = row.citation

    def texts(words: str) -> BatchTexts:
        article = Article(place.document, place.article, "", words)
        return BatchTexts(Batch({}, [article]))

    assert list(overtaken([row], texts(f"… {row.old_words} …"))) == []
    [(_, why)] = overtaken([row], texts("Lời văn mới."))
    assert "bản mới" in why
    assert list(overtaken([row], None)) == []
