"""Whether an FAQ may be shown to people: its shape, its words, its numbers, the law it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from bot.faq.content import FaqContent, Level, Problem, faults_of_shape
from knowledge.check import load_rules
from knowledge.check.phones import numbers
from knowledge.check.rules import Rules
from knowledge.check.texts import faults_of_place
from knowledge.check.words import blanks, long_sentences, outdated
from knowledge.citation import label
from knowledge.day import written
from knowledge.documents import Citation
from knowledge.ingest.register import LIBRARY
from knowledge.search import Library
from knowledge.validity import Standing, period

COMFORTABLE_WORDS = 120
"""A longer answer is read on a phone by few."""


def problems(content: FaqContent, library: Library, day: date) -> list[Problem]:
    """All that is to be said about an FAQ on that day; ``errors`` of it stop it."""
    return [
        *faults_of_shape(content),
        *_faults_of_end(content, day),
        *_faults_of_words(content, day),
        *(each for cited in content.citations for each in _faults_of_law(cited, library, day)),
        *_unknown_numbers(content, library, day),
        *_remarks(content),
    ]


def _faults_of_end(content: FaqContent, day: date) -> Iterator[Problem]:
    if content.expires_on and content.expires_on <= day:
        told = f"Ngày thôi dùng {written(content.expires_on)} đã qua; chị chọn ngày sau hôm nay."
        yield Problem("expires_on", told)


def _faults_of_words(content: FaqContent, day: date) -> Iterator[Problem]:
    for field, texts in (("question", [content.question]), ("answer", [content.answer])):
        for blank in blanks(texts):
            yield Problem(field, f"Còn chỗ trống {blank}; chị điền hoặc bỏ đi.")
    for fault in outdated([content.question, content.answer], _rules(day).forbidden, day):
        yield Problem("answer", fault)


def _faults_of_law(cited: Citation, library: Library, day: date) -> Iterator[Problem]:
    document, article = library.document(cited.document), library.article(cited.article_id)
    if document is None:
        told = f"Thư viện chưa có văn bản {cited.document}; chị xem lại số hiệu căn cứ."
        yield Problem("citations", told)
        return
    for fault in faults_of_place(cited, library):
        yield Problem("citations", fault)
    if article is None:
        return
    binds = period(article, document)
    standing = binds.standing(day)
    where = label(cited, document)
    if standing is Standing.EXPIRED:
        since = f" từ {written(binds.ends)}" if binds.ends else ""
        instead = f"; nay là {', '.join(document.replaced_by)}" if document.replaced_by else ""
        yield Problem("citations", f"{where} đã hết hiệu lực{since}{instead}.")
    elif standing is Standing.NOT_YET and binds.begins:
        told = f"{where} chưa có hiệu lực (từ {written(binds.begins)})."
        yield Problem("citations", told)


def _unknown_numbers(content: FaqContent, library: Library, day: date) -> Iterator[Problem]:
    """A number that nobody verified may be right; somebody has to call it first."""
    found = dict.fromkeys(numbers(f"{content.question}\n{content.answer}"))
    known = _rules(day).numbers | _numbers_of_places(library) if found else frozenset()
    for number in found:
        if number not in known:
            told = f"Số {number} chưa có trong danh bạ; chị gọi thử số này trước khi đăng."
            yield Problem("answer", told, Level.WARNING)


def _remarks(content: FaqContent) -> Iterator[Problem]:
    for fault in long_sentences(content.answer):
        yield Problem("answer", fault, Level.REMARK)
    words = len(content.answer.split())
    if words > COMFORTABLE_WORDS:
        told = f"Câu trả lời dài {words} chữ; dưới {COMFORTABLE_WORDS} chữ thì dễ đọc hơn."
        yield Problem("answer", told, Level.REMARK)


def _numbers_of_places(library: Library) -> frozenset[str]:
    """The numbers of the ward's own directory that somebody called."""
    places = (place for card in library.cards() for place in card.places if place.verified_on)
    return frozenset(number for place in places for number in numbers(place.phone))


@lru_cache(maxsize=2)
def _rules(day: date) -> Rules:
    return load_rules(LIBRARY, day)
