"""What is wrong with one card."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.check.entry import entry_faults
from knowledge.check.phones import numbers, unverified
from knowledge.check.rules import Rules
from knowledge.check.words import blanks, long_sentences, outdated
from knowledge.day import written
from knowledge.documents import Card, Place
from knowledge.text.fold import has_accents

MIN_QUESTIONS = 5
MIN_UNACCENTED = 2
MAX_ANSWER_WORDS = 90

#: Kinds that a ward fills in; only these may be shipped as examples.
FILLED_IN_BY_WARDS = frozenset({"programme", "directory"})


def card_faults(card: Card, rules: Rules) -> Iterator[str]:
    """What is wrong with one card, a Vietnamese sentence each."""
    yield from _faults_of_words(card)
    yield from _faults_of_kind(card)
    yield from entry_faults(card, rules)
    yield from _faults_of_blanks(card)
    for place in card.places:
        yield from _faults_of_place(place, rules)


def _faults_of_words(card: Card) -> Iterator[str]:
    unaccented = sum(not has_accents(question) for question in card.questions)
    words = len(card.answer.split())
    if len(card.questions) < MIN_QUESTIONS:
        yield f"Mới có {len(card.questions)} câu hỏi; cần ít nhất {MIN_QUESTIONS}."
    if unaccented < MIN_UNACCENTED:
        yield f"Mới có {unaccented} câu hỏi không dấu; cần ít nhất {MIN_UNACCENTED}."
    if words > MAX_ANSWER_WORDS:
        yield f"Lời đáp dài {words} chữ; hãy rút còn {MAX_ANSWER_WORDS}."
    yield from long_sentences(card.answer)


def _faults_of_kind(card: Card) -> Iterator[str]:
    if card.kind == "law" and not card.citations:
        yield "Thẻ về luật phải có căn cứ; hãy thêm mục citations."
    if card.kind in ("procedure", "guide") and not card.steps:
        yield "Thẻ hướng dẫn phải có các bước; hãy thêm mục steps."
    if card.kind == "programme" and not (card.issued_by and card.period):
        yield "Thẻ chương trình phải có nơi ban hành và thời gian: issued_by, period."
    if card.kind == "directory" and not card.places:
        yield "Thẻ danh bạ phải có ít nhất một nơi; hãy thêm mục places."
    if card.kind != "programme" and (card.issued_by or card.period or card.contact):
        yield "Mục issued_by, period, contact chỉ dùng cho thẻ chương trình."
    if card.kind != "directory" and card.places:
        yield "Mục places chỉ dùng cho thẻ danh bạ."


def _faults_of_blanks(card: Card) -> Iterator[str]:
    places = [text for place in card.places for text in _texts(place)]
    found = blanks((*card.shown, *card.questions, *places))
    if card.example and card.kind not in FILLED_IN_BY_WARDS:
        yield "Chỉ thẻ chương trình và danh bạ mới được là mẫu; hãy bỏ dòng example."
    elif card.example and not found:
        yield "Thẻ mẫu phải có chỗ trống, ví dụ «TÊN PHƯỜNG»; nếu đã điền đủ, hãy bỏ dòng example."
    elif found and not card.example:
        yield f"Còn chỗ trống {found[0]}; hãy điền, hoặc ghi example: true nếu đây là mẫu."


def _faults_of_place(place: Place, rules: Rules) -> Iterator[str]:
    if not (place.address or place.phone):
        yield f"«{place.name}» phải có địa chỉ hoặc số điện thoại."
    if place.verified_on and place.verified_on > rules.today:
        yield f"«{place.name}»: ngày verified_on {written(place.verified_on)} ở tương lai."
    if place.verified_on is None:
        yield from _faults_of_unverified(place, rules)
    for fault in outdated(_texts(place), rules.forbidden, rules.today):
        yield f"«{place.name}»: {fault}"


def _faults_of_unverified(place: Place, rules: Rules) -> Iterator[str]:
    """Only a blank may stand where a number was never tried."""
    if place.phone and not blanks([place.phone]) and not list(numbers(place.phone)):
        yield f"«{place.name}»: số {place.phone} chưa có ngày kiểm tra; hãy ghi verified_on."
    yield from unverified(_texts(place), rules.numbers)


def _texts(place: Place) -> tuple[str, ...]:
    return (place.name, place.address, place.phone, place.hours, place.note)
