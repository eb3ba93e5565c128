"""Calculations in conversation. Sums are worked out by hand from the text of the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation import dump, restore
from handlers import calculator
from handlers.actions import Intent
from handlers.calculators.catalogue import CALCULATORS
from handlers.calculators.heard import heard
from handlers.texts import calculator as texts
from handlers.turn import Conversation, Form, MessageKind, Severity
from knowledge.search import Library
from knowledge.shelf import read_shelf
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.story import Story

TODAY = date(2026, 11, 21)


def talk(story: Story, *said: str) -> str:
    """What is answered to the last of these."""
    return [story.says(each) for each in said][-1]


# -- Questions with facts of her own --


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        # Nghị định 135/2020 Điều 4: 57 tuổi 8 tháng năm 2028
        ("nữ sinh 3/1971 bao giờ về hưu", "tháng 11/2028, khi 57 tuổi 8 tháng"),
        ("nu sinh thang 3/1971 bao gio nghi huu", "tháng 11/2028"),
        # Bộ luật Dân sự Điều 468: 0,5% × 365
        ("vay 50 triệu lãi 5k/1tr/ngày", "Lãi 182,5% một năm vượt mức"),
        ("vay 20tr lai 3 phan co dung luat ko", "Lãi 36% một năm vượt mức"),
        # Luật Hộ tịch Điều 15: 60 ngày
        ("con sinh 12/10 hạn khai sinh đến ngày nào", "hết ngày 11/12/2026"),
        ("con sinh 12/10 han khai sinh den ngay nao", "hết ngày 11/12/2026"),
        ("ông em mất 14/11 chậm nhất ngày nào phải khai tử", "hết ngày 29/11/2026"),
        # Luật BHXH Điều 58, 59: 8.500.000 × 6 + 5.060.000
        ("e lương 8tr5 đẻ con đầu đc bao nhiêu tiền", "56.060.000 đồng"),
        ("con gái em sinh 5/3/2009 đã lấy chồng được chưa", "Chưa đủ tuổi kết hôn"),
        ("con trai em sinh 5/3/2012 được đi làm chưa", "Chỉ được làm việc nhẹ"),
    ],
)
def test_answered_at_once(story: Story, typed: str, result: str):
    said = story.says(typed)
    assert result in said
    assert story.conclusion.intent is Intent.CALCULATOR
    assert story.conversation.form is None


def test_the_shape_of_an_answer(story: Story):
    said = story.says("vay 50 triệu lãi 5k/1tr/ngày")
    assert said.index("Lãi 182,5%") < said.index(texts.FORMULA) < said.index("Căn cứ:")
    assert "• Quy ra một năm: 0,5% một ngày × 365 = 182,5% một năm." in said
    assert "Tính theo luật của ngày 21/11/2026." in said
    assert texts.ESTIMATE in said
    assert "Khoản 1 Điều 468" in said
    assert [each.article for each in story.conclusion.citations] == ["468", "201"]
    assert story.labels == [texts.AGAIN, "Xem các chủ đề", "Gặp cán bộ Hội"]


def test_a_missing_fact_is_asked_for_by_one_question(story: Story):
    said = story.says("luong 8tr sinh con dc bao nhieu tien")
    assert "Đây là con thứ mấy?" in said
    assert said.count("?") == 1
    assert story.labels == [texts.CHILD_1, texts.CHILD_2, texts.CHILD_3]
    # 8.000.000 × 7 + 2 × 2.530.000
    assert "61.060.000 đồng cho 7 tháng" in story.says("2")
    assert "hỏi lại cán bộ" in "".join(story.bubbles)


def test_a_form_says_first_what_it_works_out(story: Story):
    said = story.says("mẹ em sinh năm 1970 bao giờ nghỉ hưu")
    assert f"{texts.begun(texts.LABELS['retirement'], '')}\n\n{texts.BORN_MONTH}" in said
    assert "Tôi tính giúp chị" not in story.says("tháng 3")


def test_a_birth_before_july_2026_counts_by_the_law_of_then(story: Story):
    said = talk(story, "tôi sinh con tháng 5/2026 lương 8tr được bao nhiêu tiền", "con thứ hai")
    # 8.000.000 × 6 + 2 × 2.340.000
    assert "52.680.000 đồng cho 6 tháng" in said
    assert "Tính theo luật của ngày 01/05/2026." in said


def test_what_follows_a_calculation_is_answered_by_the_law_of_today(story: Story):
    talk(story, "con sinh ngày 12/10/2026 hạn khai sinh đến ngày nào")
    assert story.conversation.as_of is None


@pytest.mark.parametrize(
    "typed",
    [
        "nghỉ thai sản mấy tháng",
        "cách tính tiền thai sản",
        "năm 2027 bao nhiêu tuổi nghỉ hưu",
        "phụ nữ đóng 20 năm lương hưu bao nhiêu phần trăm",
        "chậm trả nợ bị tính lãi thế nào",
        "giới tính của thai nhi",
        "tình cảm vợ chồng",
        "chồng nợ 500 triệu vợ có phải trả không",
        "con tôi sinh năm 2015 chưa khai sinh thì làm sao",
        "",
        "8 triệu",
    ],
)
def test_a_plain_question_is_left_to_the_cards(turn_of: TurnOf, typed: str):
    assert calculator.handle(turn_of(typed)) == []


#: Cards' questions with facts of her own; all others belong to the cards.
OF_HER_OWN = {
    "nu sinh nam 1970 bao gio nghi huu",
    "Ông xã em lương đóng bảo hiểm 5 triệu rưỡi, nghỉ vợ đẻ lãnh được mấy?",
    "Lương đóng bảo hiểm 5 triệu thì thai sản được bao nhiêu?",
}


def test_the_questions_of_the_cards_stay_with_the_cards():
    cards = [card for _, card in read_shelf().cards]
    asked = [words for card in cards for words in (card.title, *card.questions)]
    taken = [words for words in asked if calculator.wanted(heard(words, TODAY))]
    assert len(asked) > 1000
    assert len([words for words in taken if words not in OF_HER_OWN]) <= len(asked) // 1000


# -- The menu and the form --


def test_the_menu_of_calculators(story: Story):
    story.says("tính giúp tôi")
    assert story.labels == [*(each.label for each in CALCULATORS), "Gặp cán bộ Hội"]
    assert story.conclusion.intent is Intent.CALCULATOR
    story.says("menu")
    story.says(str(1 + story.labels.index(texts.CALCULATE)))
    assert story.labels[0] == CALCULATORS[0].label


@pytest.mark.parametrize("each", CALCULATORS, ids=lambda each: each.key)
def test_every_calculator_of_the_menu_leads_to_a_question_or_a_result(story: Story, each):
    story.says(each.command)
    assert story.conclusion.intent is Intent.CALCULATOR
    assert story.conversation.form is not None
    assert story.conversation.form.calculator == each.key


#: How a person answers each question; the last words of the result.
ANSWERS = {
    "pay": (("8 triệu", "1"), "53.060.000 đồng"),
    "leave": (("20/12/2026", "con thứ hai"), "7 tháng"),
    "grant": (("1",), "5.060.000 đồng"),
    "husband": (("sinh mổ", "1"), "7 ngày làm việc"),
    "recovery": (("sinh mổ",), "5.313.000 đồng"),
    "retirement": (("nữ", "3/1971"), "11/2028"),
    "pension": (("1", "20 năm", "6 triệu"), "3.300.000 đồng"),
    "social-pension": (("1951", "tháng 5", "không"), "đã đủ tuổi từ tháng 05/2026"),
    "lump-sum": (("0", "5 năm", "6 triệu"), "60.000.000 đồng"),
    "severance": (("8 năm", "6 năm 2 tháng", "9tr"), "9.000.000 đồng"),
    "overtime": (("30 nghìn", "10 giờ", "2", "1"), "600.000 đồng"),
    "annual-leave": (("7 năm", "1"), "13 ngày phép"),
    "loan": (("50 triệu", "3% một tháng"), "36% một năm vượt"),
    "inheritance": (("1", "2", "3", "900 triệu", "2"), "khoảng 180.000.000 đồng"),
    "support": (("3/5/2015",), "03/05/2033"),
    "birth-registration": (("12/10/2026",), "11/12/2026"),
    "death-registration": (("14/11/2026",), "29/11/2026"),
    "labour-dispute": (("31/03/2026",), "31/03/2027"),
    "inheritance-claim": (("31/03/2015",), "31/03/2045"),
    "age": (("3/5/2012", "đi làm"), "Chỉ được làm việc nhẹ"),
}


@pytest.mark.parametrize("each", CALCULATORS, ids=lambda each: each.key)
def test_every_calculator_asks_one_fact_after_the_other(story: Story, each):
    answers, result = ANSWERS[each.key]
    story.says(each.command)
    for words in answers[:-1]:
        story.says(words)
        assert story.conversation.form is not None
    assert result in story.says(answers[-1])
    assert story.conversation.form is None
    assert story.conclusion.citations


def test_an_option_tells_nothing_but_itself(story: Story):
    # "Còn một người" is of the parents, not of the children
    talk(story, "tính giúp: chia thừa kế không có di chúc", "1", "2")
    assert story.conversation.form == Form(
        "inheritance", (("spouse", "yes"), ("parents", "1")), "children"
    )


def test_one_answer_may_tell_more_than_was_asked(story: Story):
    assert "11/2028" in talk(story, "tính tuổi nghỉ hưu giúp em", "nữ, sinh 3/1971")


def test_without_an_estate_nobody_is_asked_whose_it_was(story: Story):
    command = "tính giúp: chia thừa kế không có di chúc"
    assert "1/5 di sản" in talk(story, command, "1", "2", "3", "không biết")


def test_what_she_does_not_know_may_end_it(story: Story):
    said = talk(story, "tính tiền thai sản", "em không biết")
    assert "Không sao" in said
    assert story.conversation.form is None
    assert story.labels[-2:] == [texts.AGAIN, "Gặp cán bộ Hội"]


@pytest.mark.parametrize("words", ["thôi", "thôi không tính nữa", "Thôi ạ", "hủy"])
def test_she_may_stop(story: Story, words: str):
    assert talk(story, "tính tiền thai sản", words) == "\n\n".join(
        [texts.STOPPED, "Chị nhắn số để chọn:\n1. Tính việc khác\n2. Gặp cán bộ Hội"]
    )
    assert story.conversation.form is None


def test_another_subject_closes_the_form(story: Story):
    talk(story, "tính tiền thai sản", "nấu cơm có phải trông lửa không")
    assert story.conclusion.intent is Intent.LAW
    assert story.conversation.form is None
    story.says("8 triệu")
    assert story.conclusion.intent is not Intent.CALCULATOR


def test_another_calculation_takes_its_place(story: Story):
    said = talk(story, "tính tiền thai sản", "vay 50 triệu lãi 3%/tháng")
    assert "Lãi 36% một năm" in said


def test_an_answer_that_cannot_be_read_is_asked_for_once_more(story: Story):
    assert texts.NOT_READ in talk(story, "tính tiền thai sản", "8x5y")
    assert "Đây là con thứ mấy?" in story.says("8 triệu")
    talk(story, "tính tiền thai sản", "8x5y", "8x5y")
    assert story.conversation.form is None


def test_what_cannot_be_is_said_and_tried_again(story: Story):
    said = talk(story, "tính hạn khai sinh", "hôm nay sinh rồi, à 30/12/2026")
    assert "Hạn đăng ký khai sinh là" in said or "Chị xem lại" in said
    said = talk(story, "tính hạn khai sinh", "30/12/2030")
    assert "Ngày này chưa tới" in said
    assert story.labels[0] == texts.TRY
    story.says("1")
    assert story.conversation.form is not None


def test_a_picture_in_between_leaves_the_form_open(story: Story):
    talk(story, "tính tiền thai sản")
    story.says(kind=MessageKind.STICKER)
    assert "Đây là con thứ mấy?" in story.says("8 triệu")


def test_danger_comes_first_and_closes_the_form(story: Story):
    said = talk(story, "tính tiền thai sản", "cứu với, chồng đang đánh tôi")
    assert "113" in said.split("\n")[0]
    assert story.conclusion.severity is Severity.C3
    assert story.conversation.form is None


def test_erasing_erases_the_facts(story: Story):
    talk(story, "lương 8tr sinh con được bao nhiêu tiền", "xóa dữ liệu", "có")
    assert story.conversation == Conversation()


def test_nothing_is_calculated_before_others(story: Story):
    said = story.says("@Hội lương 8tr sinh con được bao nhiêu", in_group=True, mentions_us=True)
    assert "đồng" not in said
    assert story.conversation.form is None


def test_a_law_that_has_ended_is_not_calculated_with(story: Story):
    story.now += timedelta(days=120)  # sau 01/03/2027
    said = story.says("con sinh 10/2/2027 hạn khai sinh đến ngày nào")
    assert texts.NO_LAW in said


def test_the_form_is_kept_between_turns():
    form = Form("pay", (("babies", "1"), ("salary", "8000000")), "child", 1)
    kept = Conversation(form=form)
    assert restore(dump(kept)) == kept
    assert restore(b'{"greeted":true}').form is None


# -- Beside the cards --


def test_a_card_offers_to_try_it(library: Library, turn_of: TurnOf, monkeypatch):
    from handlers import card

    shown = library.card("trong-lua")
    assert shown is not None
    monkeypatch.setattr(card, "beside", lambda _: CALCULATORS[0])
    [*_, last] = card.related(library, shown, TODAY)
    assert (last.label, last.says) == (texts.TRY, CALCULATORS[0].command)


fragments = st.sampled_from(
    ["tính giúp", "tiền thai sản", "8tr", "lương", "12/10/2026", "nữ", "3/1971", "về hưu",
     "bao giờ", "vay", "lãi", "3%/tháng", "thôi", "không", "1", "con thứ hai", "menu", "20 năm",
     "bao nhiêu", "khai sinh", "hạn", "0", "không biết", "99/99/9999", "31/02", "tuổi"]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(fragments, max_size=4).map(" ".join), min_size=1, max_size=6))
def test_any_talk_is_answered_and_any_form_can_be_continued(library: Library, talked: list[str]):
    story = Story(library, NOW)
    for words in talked:
        assert story.says(words)
        form = story.conversation.form
        assert form is None or form.asked
        assert restore(dump(story.conversation)) == story.conversation
