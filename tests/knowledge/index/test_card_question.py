"""What of a text is matched with cards."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.card_question import CardQuestion
from knowledge.index.terms import TermNumbers


def numbers(words: str) -> list[int]:
    return TermNumbers().of(words.split()).tolist()


def test_words_lose_their_accents_and_keep_their_order() -> None:
    question = CardQuestion.of("Ly hôn mất bao lâu?")
    assert question.syllables == ("ly", "hon", "mat", "bao", "lau")
    assert question.terms.tolist() == numbers("ly hon mat bao lau")
    assert question.accented.tolist() == numbers("ly hôn mất bao lâu")


def test_greetings_are_left_out() -> None:
    assert CardQuestion.of("Dạ em chào chị, cho em hỏi ly hôn").syllables == ("ly", "hon")


def test_chat_spelling_is_read() -> None:
    assert CardQuestion.of("ck ko ký đơn").syllables == ("chong", "khong", "ky", "don")


def test_without_accents_there_are_no_accented_words() -> None:
    assert not len(CardQuestion.of("ly hon mat bao lau").accented)


def test_the_laws_word_is_added() -> None:
    added = CardQuestion.of("muốn bỏ chồng").law.tolist()
    assert set(numbers("ly hon")) <= set(added)
    assert not set(numbers("ly hon")) & set(CardQuestion.of("muốn bỏ chồng").terms.tolist())


@given(st.text(max_size=80))
def test_any_text_has_a_number_for_each_syllable(text: str) -> None:
    question = CardQuestion.of(text)
    assert len(question.terms) == len(question.syllables)
