"""Before an FAQ changes, it is shown which known questions would be answered otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.faq.content import FaqContent
from bot.faq.gate import ChangedAnswer, GoldenGate
from bot.faq.live import LiveFaqs
from tests.bot.faq.conftest import CONTENT, OA, OTHER_OA, Office
from tests.waiting import until

FIRE = FaqContent("Đi vắng có phải tắt lửa trong bếp không?", "Ở phường mình ai cũng phải tắt lửa.")


@pytest.fixture
def live(office: Office) -> Iterator[LiveFaqs]:
    faqs = LiveFaqs(lambda: office.library, office.faqs)
    yield faqs
    faqs.close()


@pytest.fixture
def gate(office: Office, live: LiveFaqs) -> GoldenGate:
    return GoldenGate(live, office.faqs, office.clock)


def titles(found: list[ChangedAnswer]) -> list[tuple[str, str, str]]:
    return [
        (each.question, each.before.id if each.before else "", each.after.id if each.after else "")
        for each in found
    ]


def test_what_has_nothing_to_do_with_it_does_not_change(gate: GoldenGate) -> None:
    assert gate.publishing(OA, CONTENT) == []


def test_a_question_of_ours_that_would_be_answered_by_the_ward(
    office: Office, gate: GoldenGate
) -> None:
    ours = office.library.cards()[0]
    taken = FaqContent("Câu hỏi gì đó khác hẳn", "Phường trả lời thế này.", (ours.questions[0],))
    found = gate.publishing(OA, taken)
    assert (ours.questions[0], ours.id, "faq-0") not in titles(found)  # it says so itself
    near = replace(taken, variants=(f"Dạ cho em hỏi {ours.questions[0]} ạ",))
    assert (ours.questions[0], ours.id, "faq-0") in titles(gate.publishing(OA, near))


def test_another_faq_that_would_lose_its_question(office: Office, gate: GoldenGate) -> None:
    number = office.published(FIRE)
    same = replace(FIRE, question="Tắt lửa trong bếp", variants=(FIRE.question + " vậy",))
    found = gate.publishing(OA, same)
    assert all(each.before is None or each.before.id != f"faq-{number}" for each in found)
    office.published(replace(CONTENT, question="Ai phải trông lửa ở bếp?", variants=()), OTHER_OA)
    assert gate.publishing(OTHER_OA, CONTENT) == []


def test_taking_down_shows_what_is_left_without_an_answer(
    office: Office, live: LiveFaqs, gate: GoldenGate
) -> None:
    number = office.published()
    until(lambda: live(OA).card(f"faq-{number}") is not None)
    found = titles(gate.taking_down(number))
    assert (CONTENT.question, f"faq-{number}", "") in found
    assert live(OA).card(f"faq-{number}") is not None


def test_renewing_shows_what_becomes_of_the_old_question(
    office: Office, live: LiveFaqs, gate: GoldenGate
) -> None:
    number = office.published()
    until(lambda: live(OA).card(f"faq-{number}") is not None)
    other = FaqContent("Xem lại camera an ninh ở chỗ ai?", CONTENT.answer)
    assert titles(gate.publishing(OA, other, number)) == [
        (asked, f"faq-{number}", "") for asked in CONTENT.asked
    ]
