from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers import found, law
from handlers.actions import Action, Conclude, Intent, OfferChoices, Remember, Say
from handlers.turn import Choice, Conversation, Turn
from knowledge.documents import Citation
from knowledge.search import LATER, CardHit, Hit, Library
from knowledge.validity import Standing
from tests.handlers.conftest import TurnOf
from tests.handlers.library import CARDS, GARDEN, KITCHEN
from tests.handlers.story import Story


def said(actions: Sequence[Action]) -> str:
    return "\n".join(each.text for each in actions if isinstance(each, Say))


def offered(actions: Sequence[Action]) -> tuple[Choice, ...]:
    return next(each.choices for each in actions if isinstance(each, OfferChoices))


@pytest.mark.parametrize(
    "typed", ["Nấu cơm có phải trông lửa không?", "nau com co phai trong lua khong"]
)
def test_a_question_that_a_card_answers(turn_of: TurnOf, typed: str):
    actions = law.handle(turn_of(typed))
    assert said(actions).startswith("Chị phải trông lửa khi nấu.")
    assert actions[-1].intent is Intent.LAW


def test_a_cards_title_is_surely_the_card(turn_of: TurnOf):
    actions = law.handle(turn_of("ấm chè xanh buổi sáng"))
    assert actions[-1] == Conclude(
        Intent.GUIDE, 1.0, citations=(Citation("95/2019/NĐ-CP", "7", "2"),)
    )


def test_an_article_without_a_card_has_a_lead_and_a_quotation(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(found, "CARD_SURE", 2.0)
    monkeypatch.setattr(found, "LAW_SURE", 0.0)
    actions = law.handle(turn_of("người nấu đi vắng phải tắt lửa"))
    assert said(actions).startswith("Điều luật gần nhất tôi tìm được: Giữ lửa trong bếp.")
    assert "Người nấu đi vắng phải tắt lửa" in said(actions)
    assert actions[-1].citations[0].article_id == "99/2020/qh14+2"


def test_what_is_only_likely_is_offered_to_choose(turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(found, "CARD_SURE", 2.0)
    monkeypatch.setattr(found, "LAW_SURE", 2.0)
    monkeypatch.setattr(found, "LAW_LIKELY", 0.0)
    monkeypatch.setattr(found, "CARD_LIKELY", 0.0)
    monkeypatch.setattr(found, "CARD_AGREED", 9.0)
    monkeypatch.setattr(law, "CARD_PROBABLE", 2.0)
    question = "người nấu đi vắng phải tắt lửa"
    actions = law.handle(turn_of(question))
    labels = [choice.label for choice in offered(actions)]
    assert labels[-2:] == ["Không phải các ý trên", "Gặp cán bộ Hội"]
    assert 3 <= len(labels) <= found.MOST_CANDIDATES + 2
    remembered = next(each.conversation for each in actions if isinstance(each, Remember))
    assert remembered.question == question


def found_cards(monkeypatch: pytest.MonkeyPatch, *chances: float) -> None:
    hits = [CardHit(card, chance, chance) for card, chance in zip(CARDS, chances, strict=False)]
    monkeypatch.setattr(law, "look_up", lambda turn, question: found.Found(hits, []))


def test_beside_a_likely_card_less_likely_ones_are_offered(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(law, "CARD_PROBABLE", 2.0)
    found_cards(monkeypatch, found.CARD_LIKELY, found.CARD_BESIDE, found.CARD_BESIDE / 2)
    labels = [choice.label for choice in offered(law.handle(turn_of("nấu cơm rửa chảo")))]
    assert labels == [CARDS[0].title, CARDS[1].title, "Không phải các ý trên", "Gặp cán bộ Hội"]


def test_several_unlikely_cards_are_no_choice(turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch):
    found_cards(monkeypatch, found.CARD_LIKELY - 0.01, found.CARD_LIKELY - 0.02)
    assert law.handle(turn_of("nấu cơm rửa chảo")) == []


def test_to_a_long_story_of_our_field_the_nearest_cards_are_offered(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    pool = [CardHit(card, 0.02, 0.02) for card in CARDS[:2]]
    monkeypatch.setattr(law, "look_up", lambda turn, question: found.Found([], [], pool))
    for_us = {"words": law.SURELY_OURS}
    monkeypatch.setattr(Library, "speaks_for_us", lambda self, text: for_us["words"])
    story = "hôm qua em nấu cơm rồi rửa chảo " * 5
    labels = [choice.label for choice in offered(law.handle(turn_of(story)))]
    assert labels[:2] == [CARDS[0].title, CARDS[1].title]
    assert law.handle(turn_of("nấu cơm rửa chảo")) == []
    for_us["words"] -= 0.1
    assert law.handle(turn_of(story)) == []


def test_beside_a_likely_article_less_likely_ones_are_offered(turn_of: TurnOf):
    hits = turn_of().library.search("nấu cơm rửa chảo", limit=3, as_of=date(2026, 11, 21))

    def likely(*chances: float) -> int:
        sure = [replace(hit, confidence=chance) for hit, chance in zip(hits, chances, strict=False)]
        return len(found.Found([], sure).likely_articles)

    assert len(hits) >= 2
    assert likely(found.LAW_LIKELY, found.LAW_BESIDE) == 2
    assert likely(found.LAW_LIKELY, found.LAW_BESIDE / 2) == 1
    assert likely(found.LAW_LIKELY - 0.01, found.LAW_LIKELY - 0.02) == 0


def test_a_sure_card_is_the_answer_and_a_less_sure_one_is_not(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    found_cards(monkeypatch, found.CARD_SURE)
    assert "trông lửa khi nấu" in said(law.handle(turn_of("nấu cơm")))
    found_cards(monkeypatch, found.CARD_SURE - 0.01)
    assert said(law.handle(turn_of("nấu cơm"))).startswith("Tôi hiểu chị hỏi về")
    monkeypatch.setattr(law, "CARD_PROBABLE", found.CARD_SURE)
    assert CARDS[0].title in [choice.label for choice in offered(law.handle(turn_of("nấu cơm")))]


def test_expired_and_benchmark_texts_are_never_found(turn_of: TurnOf):
    for question in ("bếp than phải có nắp đậy bằng đất nung", "chảo gang dày hai phân"):
        actions = law.handle(turn_of(question))
        cited = {
            each.document for act in actions if isinstance(act, Conclude) for each in act.citations
        }
        ids = {choice.says for choice in offered(actions)} if actions else set()
        assert not cited & {"98/2005/QH11", "96/2001/X"}
        assert not ids & {"98/2005/qh11+2", "96/2001/x+1"}


def test_articles_that_a_likely_card_cites_make_it_sure(library: Library):
    cited = CARDS[0].citations[0]
    article, document = library.article(cited.article_id), library.document(cited.document)
    assert article is not None
    assert document is not None
    likely = [CardHit(CARDS[0], 1.0, found.CARD_LIKELY)]

    def sure(confidence: float) -> bool:
        hit = Hit(article, document, 1.0, confidence, Standing.IN_FORCE)
        return found.Found(likely, [hit]).sure_card

    assert sure(found.CARD_AGREED)
    assert not sure(found.CARD_AGREED - 0.01)
    assert not found.Found(likely, []).sure_card


def test_a_card_on_the_right_law_that_is_not_meant_itself_is_not_sure():
    """Its confidence is that of all cards on its law: the card itself must win."""

    def sure(itself: float) -> tuple[bool, bool]:
        hits = [CardHit(CARDS[0], itself, 0.95), CardHit(CARDS[4], 1 - itself, 0.95)]
        known = found.Found(hits, [])
        return known.sure_law, known.sure_card

    assert sure(found.CARD_ITSELF) == (True, True)
    assert sure(found.CARD_ITSELF - 0.01) == (True, False)


def test_among_cards_on_one_law_the_likeliest_is_named_and_the_others_offered(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    hits = [CardHit(CARDS[0], 0.5, 0.95), CardHit(CARDS[4], 0.45, 0.95)]
    monkeypatch.setattr(law, "look_up", lambda turn, question: found.Found(hits, []))
    actions = law.handle(turn_of("lửa trong bếp"))
    assert said(actions).startswith(f"Tôi hiểu chị hỏi về: “{CARDS[0].title}”.")
    assert CARDS[4].title in [choice.label for choice in offered(actions)]


def _definitions(turn: Turn) -> Hit:
    hit, *_ = turn.library.search("nấu cơm", limit=1, as_of=date(2026, 11, 21))
    article = replace(hit.article, title="Giải thích từ ngữ")
    return replace(hit, article=article, confidence=1.0)


@pytest.mark.parametrize(
    "typed", ["nấu cơm phải trông mấy phút", "nau com o dau", "chồng em nấu cơm có được không"]
)
def test_what_words_mean_answers_no_other_question(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch, typed: str
):
    turn = turn_of(typed)
    monkeypatch.setattr(law, "_articles", lambda turn, question: [_definitions(turn)])
    known = law.look_up(turn, typed)
    assert not known.sure_article
    assert known.likely_articles == []
    assert known.beside == ()


@pytest.mark.parametrize(
    "typed", ["nấu cơm là gì", "the nao la nau com", "rang com co coi la nau com k"]
)
def test_what_words_mean_answers_who_asks_it(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch, typed: str
):
    turn = turn_of(typed)
    monkeypatch.setattr(law, "_articles", lambda turn, question: [_definitions(turn)])
    assert law.look_up(turn, typed).sure_article


def test_definitions_still_tell_which_law_is_meant(turn_of: TurnOf):
    hit = replace(_definitions(turn_of()), confidence=found.CARD_AGREED)
    rests = replace(CARDS[0], citations=(Citation(hit.article.document, hit.article.number),))
    likely = [CardHit(rests, 1.0, found.CARD_LIKELY)]
    assert found.Found(likely, [], unasked=[hit]).sure_law


def test_a_second_card_that_may_be_meant_stands_beside_the_first():
    def rivals(share: float) -> list[str]:
        second = replace(CARDS[1], id="another")
        hits = [CardHit(CARDS[0], 0.6, 0.9), CardHit(second, share, share)]
        return [choice.label for choice in found.Found(hits, []).rival]

    assert rivals(found.CARD_LIKELY) == [CARDS[1].title]
    assert rivals(found.CARD_LIKELY - 0.01) == []


def test_likely_cards_stand_beside_a_sure_article(turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch):
    question = "nấu cơm rửa chảo"
    hit, *_ = turn_of().library.search(question, limit=1, as_of=date(2026, 11, 21))
    sure = [replace(hit, confidence=found.LAW_OVER_CARD)]
    cards = [CardHit(each, 0.5, 0.5) for each in CARDS]
    monkeypatch.setattr(found, "CARD_AGREED", 9.0)
    monkeypatch.setattr(law, "look_up", lambda turn, question: found.Found(cards, sure))
    actions = law.handle(turn_of(question))
    conclusion = next(each for each in actions if isinstance(each, Conclude))
    assert [each.article_id for each in conclusion.citations] == [hit.article.id]
    labels = [choice.label for choice in offered(actions)]
    assert labels[: law.CARDS_BESIDE] == [each.title for each in CARDS[: law.CARDS_BESIDE]]


def test_a_likely_card_speaks_before_an_article_that_is_hardly_surer(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    hit, *_ = turn_of().library.search("rửa chảo", limit=1, as_of=date(2026, 11, 21))
    sure = [replace(hit, confidence=found.LAW_OVER_CARD - 0.01)]
    cards = [CardHit(CARDS[4], 0.5, 0.5)]
    monkeypatch.setattr(law, "look_up", lambda turn, question: found.Found(cards, sure))
    assert said(law.handle(turn_of("mồi lửa"))).startswith("Tôi hiểu chị hỏi về")
    monkeypatch.setattr(law, "look_up", lambda turn, question: found.Found([], sure))
    assert hit.article.title in said(law.handle(turn_of("mồi lửa")))


TO_COME = "97/2030/qh19+1"


def test_an_article_to_come_is_named_with_its_day_and_never_the_answer(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(found, "CARD_SURE", 2.0)
    monkeypatch.setattr(found, "LAW_SURE", 0.0)
    monkeypatch.setattr(found, "COMING_LIKELY", 0.0)
    actions = law.handle(turn_of("tưới rau muống buổi sáng sớm sau khi rửa chảo rán cá"))
    assert TO_COME not in {each.article_id for each in actions[-1].citations}
    assert "rau muống" not in said(actions)
    (choice,) = (each for each in offered(actions) if each.says == TO_COME)
    assert choice.label.endswith("Tưới rau (từ 01/01/2030 mới áp dụng)")


def test_an_article_to_come_stands_behind_the_likely_ones_in_force(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(law, "CARD_PROBABLE", 2.0)
    for threshold in ("CARD_SURE", "CARD_AGREED", "LAW_SURE"):
        monkeypatch.setattr(found, threshold, 9.0)
    for threshold in ("CARD_LIKELY", "LAW_LIKELY", "COMING_LIKELY"):
        monkeypatch.setattr(found, threshold, 0.0)
    actions = law.handle(turn_of("tưới rau muống buổi sáng sớm sau khi rửa chảo rán cá"))
    says = [choice.says for choice in offered(actions)]
    assert says.index(TO_COME) == len(says) - 3
    assert len(says) > 3


def test_from_its_first_day_on_an_article_is_offered_like_any_other(turn_of: TurnOf):
    begun = datetime(2029, 12, 31, 17, 0, tzinfo=UTC)
    day = law.look_up(turn_of("tưới rau muống buổi sáng sớm", now=begun), "tưới rau muống")
    assert day.hits[0].article.id == TO_COME
    assert not found.to_come(day.hits[0])
    eve = law.look_up(turn_of("", now=begun - timedelta(seconds=1)), "tưới rau muống rửa chảo")
    assert found.to_come(next(hit for hit in eve.hits if hit.article.id == TO_COME))


def test_the_search_lets_an_article_to_come_be_offered():
    assert found.COMING_LIKELY < LATER


def test_a_picked_article_to_come_says_from_when_it_binds(story: Story):
    story.conversation = Conversation(
        greeted=True, question="tưới rau", choices=(Choice("Tưới rau", TO_COME),)
    )
    answer = story.says("1")
    assert answer.startswith("Quy định này CHƯA áp dụng, từ 01/01/2030 mới áp dụng: Tưới rau.")
    assert "“1. Rau muống được tưới vào buổi sáng sớm.”" in answer
    assert "CHƯA có hiệu lực" in answer


def test_the_day_in_a_long_label_is_not_cut(library: Library):
    document = library.document(GARDEN)
    article = library.article(TO_COME)
    assert document
    assert article
    long = replace(article, title="tưới rau muống " * 20)
    label = found.article_choice(Hit(long, document, 1.0, 0.4, Standing.NOT_YET)).label
    assert label.endswith("… (từ 01/01/2030 mới áp dụng)")
    assert len(label) <= found.LONGEST_LABEL + 2


def test_a_sure_article_of_another_law_puts_an_uncertain_card_to_the_choice(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(found, "CARD_SURE", 0.0)
    monkeypatch.setattr(found, "LAW_SURE", 0.0)
    monkeypatch.setattr(law, "CARD_CERTAIN", 2.0)
    monkeypatch.setattr(found, "LAW_LIKELY", 0.0)
    actions = law.handle(turn_of("pha ấm chè xanh cho người nấu cơm trong bếp"))
    labels = [choice.label for choice in offered(actions)]
    assert "Ấm chè xanh buổi sáng" in labels
    assert any(label.startswith("Điều") for label in labels)


def test_other_articles_leave_out_the_ones_seen(turn_of: TurnOf):
    seen = Conversation(
        greeted=True, question="luật quy định người nấu cơm", citations=(Citation(KITCHEN, "2"),)
    )
    choices = offered(law.handle(turn_of("xem điều luật khác", conversation=seen)))
    assert "99/2020/qh14+2" not in {choice.says for choice in choices}


def test_without_a_question_there_are_no_other_articles(turn_of: TurnOf):
    actions = law.handle(turn_of("xem điều luật khác"))
    assert actions[-1].confidence == 0.0


@pytest.mark.parametrize("typed", ["", "   ", "😀", "zzz qqq", "a", "a" * 10_000])
def test_nothing_found_is_left_to_the_refusal(turn_of: TurnOf, typed: str):
    assert law.handle(turn_of(typed)) == []


def test_of_a_long_story_the_question_is_searched():
    story = (
        "Nhà tôi có cái bếp cũ. " * 60 + "Nấu cơm có phải trông lửa không? " + "Tôi cảm ơn. " * 40
    )
    assert law.question_in(story) == "Nấu cơm có phải trông lửa không?"


def test_of_a_long_text_without_question_the_beginning_is_searched():
    assert len(law.question_in("nấu cơm " * 1250)) == law.LONGEST_SEARCH


def test_a_label_is_cut_at_a_word():
    label = found.shortened("rửa chảo " * 20)
    assert len(label) <= found.LONGEST_LABEL + 1
    assert label.endswith(("rửa…", "chảo…"))


@pytest.mark.parametrize(
    ("number", "confidence", "offered_beside"),
    [(GARDEN, 0.6, True), (GARDEN, 0.4, False), (KITCHEN, 0.6, False)],
)
def test_a_likely_article_of_another_law_is_offered_beside_a_card(
    library: Library, number: str, confidence: float, offered_beside: bool
):
    article, document = library.article(f"{number.lower()}+1"), library.document(number)
    assert article is not None
    assert document is not None
    hit = Hit(article, document, 1.0, confidence, Standing.IN_FORCE)
    beside = found.Found([CardHit(CARDS[0], 1.0, 1.0)], [hit]).beside
    assert [choice.says for choice in beside] == ([article.id] if offered_beside else [])


def test_further_articles_are_looked_for_after_a_card_picked_by_its_title(
    turn_of: TurnOf,
):
    known = Conversation(greeted=True, question=CARDS[0].title)
    actions = law.handle(turn_of("xem điều luật khác", conversation=known))
    assert offered(actions)[0].says == "99/2020/qh14+2"


@pytest.fixture
def no_card_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "CARD_SURE", 2.0)
    monkeypatch.setattr(found, "LAW_SURE", 2.0)
    monkeypatch.setattr(found.Found, "_agreement", lambda self, hit: 0.0)


@pytest.mark.usefixtures("no_card_is_sure")
def test_a_probable_card_says_first_what_it_is_about(turn_of: TurnOf):
    actions = law.handle(turn_of("nấu cơm trông lửa"))
    meant, plain, *_ = said(actions).split("\n\n")
    assert meant.startswith(f"Tôi hiểu chị hỏi về: “{CARDS[0].title}”.")
    assert plain.startswith("Chị phải trông lửa khi nấu.")
    assert law.NONE_OF_THESE in offered(actions)
    assert CARDS[0].title not in {choice.says for choice in offered(actions)}


@pytest.mark.usefixtures("no_card_is_sure")
def test_whoever_reads_piece_by_piece_is_told_too(turn_of: TurnOf):
    turn = turn_of("nấu cơm trông lửa", Conversation(easy_reading=True))
    assert said(law.handle(turn)).startswith("Tôi hiểu chị hỏi về: “")


@pytest.mark.usefixtures("no_card_is_sure")
def test_a_probable_article_is_told_where_no_card_is_likely(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    hits = turn_of().library.search("nấu cơm rửa chảo", limit=2, as_of=date(2026, 11, 21))
    likely = [replace(hit, confidence=found.LAW_LIKELY) for hit in hits]
    monkeypatch.setattr(law, "look_up", lambda turn, question: found.Found([], likely))
    actions = law.handle(turn_of("nấu cơm rửa chảo"))
    assert actions[-1].citations[0].article_id == hits[0].article.id
    labels = [choice.label for choice in offered(actions)]
    assert "Không phải các ý trên" in labels
    assert hits[1].article.id in [choice.says for choice in offered(actions)]


def test_a_card_that_is_not_probable_is_only_offered(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(law, "CARD_PROBABLE", 2.0)
    assert "Tôi hiểu chị hỏi về" not in said(law.handle(turn_of("nấu cơm trông lửa")))


def test_a_sure_card_needs_no_such_word(turn_of: TurnOf):
    assert "Tôi hiểu chị hỏi về" not in said(law.handle(turn_of("nấu cơm có phải trông lửa không")))


class TestOfOurField:
    def asked(
        self, turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch, words: float | None
    ) -> Intent:
        monkeypatch.setattr(Library, "speaks_for_us", lambda self, text: words)
        actions = law.handle(turn_of("người nấu nướng đi vắng có phải tắt lửa không"))
        conclusion = actions[-1]
        assert isinstance(conclusion, Conclude)
        return conclusion.intent

    def test_strange_words_are_declined(
        self, turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(law, "CARD_SPEAKS_FOR_US", 2.0)
        monkeypatch.setattr(found, "LAW_SURE", 2.0)
        assert self.asked(turn_of, monkeypatch, law.OURS - 0.1) is Intent.REFUSAL
        assert self.asked(turn_of, monkeypatch, law.OURS) is not Intent.REFUSAL

    def test_a_likely_card_speaks_for_us(
        self, turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(law, "CARD_SPEAKS_FOR_US", 0.0)
        assert self.asked(turn_of, monkeypatch, -9.0) is not Intent.REFUSAL

    def test_a_sure_article_of_a_law_that_cards_cite_speaks_for_us(
        self, turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(law, "CARD_SPEAKS_FOR_US", 2.0)
        monkeypatch.setattr(found, "LAW_SURE", 0.0)
        assert self.asked(turn_of, monkeypatch, -9.0) is not Intent.REFUSAL
        monkeypatch.setattr(turn_of().library, "documents_of_cards", frozenset())
        assert self.asked(turn_of, monkeypatch, -9.0) is Intent.REFUSAL

    def test_where_nobody_learned_it_nothing_is_declined(
        self, turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(law, "CARD_SPEAKS_FOR_US", 2.0)
        assert self.asked(turn_of, monkeypatch, None) is not Intent.REFUSAL
