"""What cards and tips have in common: their topic, their dates, their words, their law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from knowledge.check.phones import unverified
from knowledge.check.rules import Rules
from knowledge.check.texts import faults_of_place
from knowledge.check.words import outdated
from knowledge.day import written
from knowledge.documents import Citation, Document
from knowledge.shelf import Entry


def entry_faults(entry: Entry, rules: Rules) -> Iterator[str]:
    """What is wrong with a card or a tip, a Vietnamese sentence each."""
    if entry.topic not in rules.topics:
        yield f"Chủ đề «{entry.topic}» không có trong topics.yaml; hãy chọn chủ đề có sẵn."
    yield from _faults_of_dates(entry, rules.today)
    first_day = max(rules.today, entry.effective or rules.today)
    yield from outdated(entry.shown, rules.forbidden, first_day)
    yield from unverified(entry.shown, rules.numbers)
    for citation in entry.citations:
        yield from _faults_of_citation(citation, entry, rules)


def _faults_of_dates(entry: Entry, today: date) -> Iterator[str]:
    if entry.checked_on > today:
        yield f"Ngày kiểm tra {written(entry.checked_on)} ở tương lai; hãy sửa checked_on."
    if entry.review_by and entry.review_by <= entry.checked_on:
        yield "Ngày xem lại phải sau ngày kiểm tra; hãy sửa review_by."
    if entry.effective and entry.expires and entry.expires <= entry.effective:
        yield "Ngày hết hiệu lực phải sau ngày có hiệu lực; hãy sửa expires."
    if entry.expires and entry.expires <= today:
        yield f"Đã hết hạn từ {written(entry.expires)}; hãy viết lại hoặc bỏ."


def _faults_of_citation(citation: Citation, entry: Entry, rules: Rules) -> Iterator[str]:
    document = rules.register.get(citation.document)
    if document:
        yield from _faults_of_force(document, entry, rules.today)
    if rules.texts:
        yield from faults_of_place(citation, rules.texts)


def _faults_of_force(document: Document, entry: Entry, today: date) -> Iterator[str]:
    """An entry must not outlive the law it rests on, nor come before it."""
    if document.expires and document.expires <= today:
        instead = f"; nay là {', '.join(document.replaced_by)}" if document.replaced_by else ""
        yield f"Dẫn {document.number} đã hết hiệu lực từ {written(document.expires)}{instead}."
    elif document.expires and (entry.expires is None or entry.expires > document.expires):
        day = written(document.expires)
        yield f"{document.number} hết hiệu lực {day}; hãy ghi expires ngày đó."
    if document.effective and document.effective > max(today, entry.effective or today):
        yield f"Dẫn {document.number} chưa có hiệu lực (từ {written(document.effective)})."
