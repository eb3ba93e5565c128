from __future__ import annotations

import pytest

from handlers.actions import Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.answer import (
    LONGEST_LEAD,
    MORE,
    MOST_CHOICES,
    OFFICER,
    OTHER_ARTICLES,
    Answer,
    actions,
)
from handlers.bubbles import render
from handlers.passage import Passage
from handlers.texts import MAY_HAVE_CHANGED, NOT_ADVICE
from handlers.turn import Choice, Conversation
from knowledge.documents import Citation
from tests.handlers.conftest import TurnOf

PLACE = Citation("99/2020/QH14", "2", "1")
QUOTED = Passage(
    PLACE, "Khoản 1 Điều 2", "Luật Bếp núc", "1. Người nấu phải trông lửa.", "Kho thử nghiệm"
)
NAMED = Passage(Citation("95/2019/NĐ-CP", "7"), "Điều 7", "Nghị định 95")


def answer(**changes: object) -> Answer:
    fields = {"lead": "Phải trông lửa.", "passage": QUOTED, "intent": Intent.LAW, "confidence": 0.8}
    return Answer(**(fields | {"question": "có phải trông lửa?"} | changes))  # type: ignore[arg-type]


def test_plain_words_come_first_then_quotation_place_source_and_notice(turn_of: TurnOf):
    (bubble,) = render(actions(turn_of(), answer()))
    parts = [
        "Phải trông lửa.",
        "“1. Người nấu phải trông lửa.”",
        "Khoản 1 Điều 2",
        "Kho thử nghiệm",
        NOT_ADVICE,
        "1. Xem điều luật khác",
        "2. Gặp cán bộ Hội",
    ]
    places = [bubble.index(part) for part in parts]
    assert places == sorted(places)


def test_what_has_no_text_is_named_without_quotation_marks(turn_of: TurnOf):
    (bubble,) = render(actions(turn_of(), answer(passage=NAMED)))
    assert "Căn cứ: Điều 7 Nghị định 95." in bubble
    assert "“" not in bubble


def test_further_places_are_named_under_the_quotation(turn_of: TurnOf):
    (bubble,) = render(actions(turn_of(), answer(also=(NAMED,))))
    assert "Điều luật liên quan: Điều 7 Nghị định 95." in bubble


def test_what_nobody_compared_with_the_law_in_force_says_so(turn_of: TurnOf):
    (unchecked,) = render(actions(turn_of(), answer()))
    (checked,) = render(actions(turn_of(), answer(checked=True)))
    assert MAY_HAVE_CHANGED in unchecked
    assert MAY_HAVE_CHANGED not in checked


def test_a_law_is_named_once_for_all_its_places(turn_of: TurnOf):
    further = Passage(Citation("95/2019/NĐ-CP", "8", "1"), "khoản 1 Điều 8", "Nghị định 95")
    (bubble,) = render(actions(turn_of(), answer(also=(NAMED, further))))
    assert "Điều luật liên quan: Điều 7, khoản 1 Điều 8 Nghị định 95." in bubble


def test_what_does_not_fit_one_bubble_is_two(turn_of: TurnOf):
    first, second = render(actions(turn_of(), answer(lead="Phải trông lửa. " * 50)))
    assert first.startswith("Phải")
    assert second.startswith("“1.")


@pytest.mark.parametrize("length", [10, 60, 200])
def test_only_an_endless_lead_is_continued_later(turn_of: TurnOf, length: int):
    given = actions(turn_of(), answer(lead="Phải trông lửa. " * length, later=("Thêm",)))
    kept = next(each.bubbles for each in given if isinstance(each, KeepForLater))
    said = [each.text for each in given if isinstance(each, Say)]
    assert all(len(text) <= LONGEST_LEAD for text in [*said, *kept])
    assert len(said) <= 2
    assert " ".join([*said, *kept]).count("Phải trông lửa.") == length
    assert kept[-1] == "Thêm"
    assert (kept == ("Thêm",)) == (length < 200)


def offered(turn_of: TurnOf, **changes: object) -> tuple[object, ...]:
    given = actions(turn_of(), answer(**changes))
    return next(each.choices for each in given if isinstance(each, OfferChoices))


def test_more_is_offered_only_where_there_is_more(turn_of: TurnOf):
    assert offered(turn_of) == (OTHER_ARTICLES, OFFICER)
    assert offered(turn_of, later=("x",)) == (MORE, OTHER_ARTICLES, OFFICER)
    assert offered(turn_of, question="") == (OFFICER,)


def test_choices_never_crowd_out_the_standing_ones(turn_of: TurnOf):
    many = tuple(Choice(f"Mục {number}", f"mục {number}") for number in range(12))
    given = offered(turn_of, choices=many, later=("x",))
    assert given == (*many[: MOST_CHOICES - 3], MORE, OTHER_ARTICLES, OFFICER)


def test_a_choice_stands_once(turn_of: TurnOf):
    rice, pan = Choice("Nấu cơm", "Nấu cơm"), Choice("Rửa chảo", "Rửa chảo")
    given = actions(turn_of(), answer(choices=(pan, rice, pan)))
    offer = next(each for each in given if isinstance(each, OfferChoices))
    assert offer.choices[:2] == (pan, rice)
    assert offer.choices.count(pan) == 1


def test_it_is_remembered_what_the_answer_was_about(turn_of: TurnOf):
    before = Conversation(greeted=True, failures=1)
    given = actions(turn_of(conversation=before), answer(also=(NAMED,), question="x" * 999))
    after = next(each.conversation for each in given if isinstance(each, Remember))
    assert after.citations == (PLACE, NAMED.citation)
    assert (after.failures, len(after.question), after.greeted) == (0, 300, True)
    assert given[-1] == Conclude(Intent.LAW, 0.8, citations=(PLACE, NAMED.citation))
