"""What the learned model hears alone counts less where no harm is named."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from handlers.crisis import Category, assess, duty, learned
from handlers.crisis.learned import Judgement
from handlers.crisis.scan import scan
from handlers.crisis.signs import names_harm
from handlers.crisis.words import words_as_read
from handlers.turn import Severity
from knowledge.text import shorthand

FACTS = (
    "cháu 15 tuổi còn nếu 12 tuổi",
    "con gái em năm nay lên lớp 6",
    "em vừa sinh bé được một tháng rưỡi",
    "chồng em là con một trong nhà",
    "nhà em có hai đứa 3 tuổi và 12 tuổi",
)


@dataclass(frozen=True)
class Hearing:
    """A model that hears the same in whatever is said."""

    chance: float

    def judge(self, words: object, cues: object) -> Judgement:
        del words, cues
        return Judgement((1 - self.chance, 0.0, 0.0, self.chance), Category.CHILD_SEXUAL_ABUSE)


@pytest.fixture
def hears(monkeypatch: pytest.MonkeyPatch):
    def model(chance: float) -> None:
        assess.cache_clear()
        monkeypatch.setattr(learned, "shipped", lambda: Hearing(chance))

    yield model
    assess.cache_clear()


def harm(text: str) -> bool:
    return names_harm(scan(words_as_read(shorthand.tokens(text))))


@pytest.mark.parametrize("text", FACTS)
def test_who_somebody_is_and_how_old_names_no_harm(text: str):
    assert not harm(text)


@pytest.mark.parametrize(
    "text",
    [
        "nó quấn dây sạc vô cổ em hồi tối",
        "bác bảo vệ cho kẹo mút rồi bắt bé ngồi lên",
        "ổng tưới dầu hôi quanh nhà",
        "em gom đủ rồi, dặn dò con xong là đi",
        "con tím môi, hết thở rồi",
    ],
)
def test_means_wounds_and_last_words_name_harm(text: str):
    assert harm(text)


@pytest.mark.parametrize("text", FACTS)
def test_facts_alone_never_reach_c3_nor_open_a_case(text: str, hears):
    hears(0.99)
    found = assess(text)
    assert found.rules == ("hunch",)
    assert found.severity in {Severity.C1, Severity.C2}
    assert duty.basis(found) is None


def test_a_child_is_not_graver_by_a_hunch(hears):
    hears(0.78)
    found = assess("cháu 15 tuổi còn nếu 12 tuổi")
    assert (found.severity, found.child_teller) == (Severity.C1, True)


def test_half_sure_of_a_fact_is_nothing(hears):
    hears(0.6)
    assert assess("cháu 15 tuổi còn nếu 12 tuổi").severity is Severity.N


def test_a_question_that_names_no_harm_is_asked_gently_at_most(hears):
    hears(0.99)
    assert assess("cháu 14 tuổi thì làm căn cước ở đâu, thủ tục sao").severity is Severity.C1


def test_a_word_of_harm_beside_it_counts_in_full(hears):
    hears(0.6)
    assert assess("nó quấn dây sạc vô cổ em hồi tối").severity is Severity.C3


def test_a_long_story_counts_in_full_but_opens_no_case(hears):
    hears(0.9)
    found = assess(
        "chú tổ phó lớp vẽ cứ chọn em làm mẫu, lần nào cũng nói trả hai trăm, em không muốn tới nữa"
    )
    assert (found.severity, found.hunch) == (Severity.C3, True)
    assert duty.basis(found) is None
