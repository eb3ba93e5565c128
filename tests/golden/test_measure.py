from __future__ import annotations

import pytest

from handlers import found, law
from handlers.actions import Intent
from knowledge.search import Library
from tests.golden import Golden, Place, Refused, Style
from tests.golden.measure import Outcome, Tally, Verdict, is_refused, outcome, tally
from tests.handlers.library import KITCHEN

FIRE, SCOPE, NOWHERE = (Place(document=KITCHEN, article=number) for number in ("2", "1", "99"))


def golden(question: str, *expect: Place) -> Golden:
    return Golden(id="t-1", question=question, style=Style.PLAIN, topic="bếp núc", expect=expect)


def refusable(question: str) -> Refused:
    return Refused(id="t-2", question=question, style=Style.PLAIN, why="không phải luật")


def test_the_right_law_at_once(library: Library) -> None:
    seen = outcome(golden("Nấu cơm có phải trông lửa không?", NOWHERE, FIRE), library)
    assert seen.verdict is Verdict.FIRST
    assert seen.cited == (FIRE.id,)


def test_another_law_is_wrong(library: Library) -> None:
    seen = outcome(golden("Mồi lửa bằng rơm có được không?", NOWHERE), library)
    assert seen.verdict is Verdict.WRONG


def test_a_wrong_answer_with_a_choice_that_leads_there(library: Library) -> None:
    """The card cites article 2; the card that is offered beside it cites article 1."""
    seen = outcome(golden("Nấu cơm có phải trông lửa không?", SCOPE), library)
    assert seen.verdict is Verdict.OFFERED


def test_an_offered_article_leads_to_itself(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(law, "CARD_PROBABLE", 2.0)
    for limit in ("CARD_SURE", "CARD_AGREED", "LAW_SURE"):
        monkeypatch.setattr(found, limit, 9.0)
    for limit in ("CARD_LIKELY", "LAW_LIKELY"):
        monkeypatch.setattr(found, limit, 0.0)
    question = "người nấu đi vắng phải tắt lửa"
    assert outcome(golden(question, FIRE), library).verdict is Verdict.OFFERED
    assert outcome(golden(question, NOWHERE), library).verdict is Verdict.ASTRAY


def test_what_finds_no_law_is_nothing(library: Library) -> None:
    seen = outcome(golden("xyzzy plugh", FIRE), library)
    assert (seen.verdict, seen.intent) == (Verdict.NOTHING, Intent.REFUSAL)


def test_thanks_are_refused_and_a_question_is_not(library: Library) -> None:
    assert is_refused(refusable("cảm ơn chị nhiều"), library)
    assert not is_refused(refusable("Nấu cơm có phải trông lửa không?"), library)


def test_shares_of_a_group() -> None:
    ended = [
        (Verdict.FIRST, Intent.FAQ),
        (Verdict.OFFERED, Intent.CRISIS),
        (Verdict.WRONG, Intent.LAW),
        (Verdict.NOTHING, Intent.REFUSAL),
    ]
    asked = golden("?", FIRE)
    shares = tally(Outcome(asked, verdict, intent, ()) for verdict, intent in ended)
    assert shares == Tally(4, 0.25, 0.5, 0.25, 0.25, 0.25)
