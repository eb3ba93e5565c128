import re
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import crisis
from handlers.actions import (
    ANSWERS,
    CallOfficer,
    Conclude,
    Intent,
    OfferChoices,
    OpenCase,
    Remember,
    Say,
)
from handlers.crisis import Category, assess, cards, learned, replies
from handlers.crisis.handle import WATCHFUL, watchful
from handlers.crisis.learned import Judgement
from handlers.turn import Conversation, MessageKind, Organisation, Severity
from knowledge.errors import SnapshotError
from tests.handlers.conftest import NOW
from tests.handlers.story import Story

DANGER = "chồng em đang đánh em"
SERIOUS = "chồng em hay đánh em"
WATCHED = Conversation(greeted=True, severity=Severity.C2, danger_until=NOW + timedelta(hours=1))


def said(actions):
    return [action.text for action in actions if isinstance(action, Say)]


def only(actions, kind):
    (found,) = [action for action in actions if isinstance(action, kind)]
    return found


def labels(actions):
    return [choice.label for choice in only(actions, OfferChoices).choices]


def test_danger_gets_the_card_at_once(turn_of):
    actions = crisis.handle(turn_of(DANGER))
    assert "113" in said(actions)[0].split(".")[0]
    assert only(actions, Conclude) == Conclude(Intent.CRISIS, severity=Severity.C3)
    assert labels(actions)[0] == "Gặp cán bộ Hội"
    assert labels(actions)[-1] == "Tôi chỉ hỏi luật"


def test_the_answer_needs_no_library(turn_of):
    turn = replace(turn_of(DANGER), library=None)
    assert said(crisis.handle(turn))


def test_serious_trouble_gets_numbers_and_five_ways_on(turn_of):
    actions = crisis.handle(turn_of(SERIOUS))
    assert "113" in said(actions)[0]
    assert labels(actions) == [
        "Tôi đang gặp nguy hiểm",
        "Gặp cán bộ Hội",
        "Quyền của tôi",
        "Chuẩn bị an toàn",
        "Nơi tạm lánh",
        "Tôi chỉ hỏi luật",
    ]


def test_unclear_distress_gets_one_gentle_question(turn_of):
    actions = crisis.handle(turn_of("em sợ về nhà"))
    assert said(actions) == [replies.card("C1", "unclear")]
    assert only(actions, Conclude).severity is Severity.C1


def test_distress_that_a_rule_found_is_asked_after_and_its_question_answered(turn_of):
    turn = turn_of("em khổ lắm, nấu cơm có phải trông lửa không")
    actions = crisis.handle(turn)
    gentle, *answer = said(actions)
    assert "an toàn không" in gentle
    assert any("trông lửa khi nấu" in each for each in answer)
    concluded = only(actions, Conclude)
    assert (concluded.intent in ANSWERS, concluded.severity) == (True, Severity.C1)
    assert labels(actions)[0] == "Tôi đang gặp nguy hiểm"
    kept = [each for each in actions if isinstance(each, Remember)][-1].conversation
    assert kept.telling is not None
    assert crisis.footer(turn, concluded) == ""


def test_distress_that_only_the_model_heard_is_answered_with_the_line(turn_of, monkeypatch):
    heard = Judgement((0.1, 0.9, 0.0, 0.0), Category.UNCLEAR)
    monkeypatch.setattr(learned.Model, "judge", lambda *_: heard)
    assess.cache_clear()
    turn = turn_of("nấu cơm có phải trông lửa không")
    actions = crisis.handle(turn)
    assert not any("an toàn không" in each for each in said(actions))
    assert any("trông lửa khi nấu" in each for each in said(actions))
    assert crisis.footer(turn, only(actions, Conclude)) == replies.line("topic")
    assess.cache_clear()


def test_what_the_law_does_not_answer_is_asked_gently(turn_of):
    actions = crisis.handle(turn_of("em khổ lắm, giá vàng hôm nay bao nhiêu"))
    assert said(actions) == [replies.card("C1", "weary")]


def test_distress_is_asked_after_without_a_library(turn_of):
    class Gone:
        def __getattr__(self, name):
            raise SnapshotError("Thư viện không còn.")

    turn = replace(turn_of("em khổ lắm, nấu cơm có phải trông lửa không"), library=Gone())
    assert "an toàn không" in said(crisis.handle(turn))[0]


def test_a_harmless_question_is_left_to_others(turn_of):
    assert crisis.handle(turn_of("làm khai sinh ở đâu")) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hàng xóm đang đánh vợ", "C3.violence_helper"),
        ("con gái 8 tuổi bị sờ chỗ kín", "C3.child"),
        ("bố đang đánh con, con sợ quá", "C3.child_teller"),
        ("em vừa uống thuốc sâu", "C3.suicide"),
        ("cháu muốn chết, cháu học lớp 7", "C3.suicide_child"),
        ("bạn em đang chuẩn bị tự tử", "C3.suicide_helper"),
        ("họ bắt em tiếp khách không cho về", "C3.trafficking"),
        ("em vừa bị hiếp", "C3.sexual"),
        ("con gái 12 tuổi bị dọa tung ảnh nóng", "C3.pictures_child"),
        ("mẹ em đang co giật", "C3.medical"),
        ("em bị sếp sàm sỡ", "C2.workplace"),
        ("chị gái em hay bị chồng đánh", "C2.violence_kin"),
        ("em không muốn sống nữa", "C2.suicide"),
        ("nó dọa tung ảnh nóng của em", "C2.pictures"),
        ("có người hỏi mua con mới sinh của em", "C2.trafficking"),
        ("mẹ kế bỏ đói thằng bé", "C2.child"),
        ("con sợ lắm, con không biết nói với ai", "C2.child_teller"),
        ("em tuyệt vọng quá", "C1.weary"),
    ],
)
def test_each_danger_has_its_card(turn_of, text, name):
    level, card = name.split(".")
    assert said(crisis.handle(turn_of(text)))[0] == replies.card(level, card)


def test_danger_is_remembered_for_a_day(turn_of):
    remembered = only(crisis.handle(turn_of(DANGER)), Remember).conversation
    assert remembered.severity is Severity.C3
    assert remembered.danger_until == NOW + WATCHFUL
    assert watchful(turn_of("", conversation=remembered))
    late = turn_of("", conversation=remembered, now=NOW + WATCHFUL)
    assert not watchful(late)


def test_the_graver_level_stays_while_watchful(turn_of):
    grave = replace(WATCHED, severity=Severity.C3)
    later = only(crisis.handle(turn_of(SERIOUS, conversation=grave)), Remember).conversation
    assert later.severity is Severity.C3


def test_chat_safety_is_said_the_first_time_only(turn_of):
    hint = replies.answer("chat_safety")
    assert hint in said(crisis.handle(turn_of(SERIOUS)))
    assert hint not in said(crisis.handle(turn_of(SERIOUS, conversation=WATCHED)))


@pytest.mark.parametrize("text", ["cứu", "CUU", "113", "gạo"])
def test_the_safe_word_brings_the_card_any_time(turn_of, text):
    for conversation in (Conversation(greeted=True), WATCHED):
        actions = crisis.handle(turn_of(text, conversation=conversation))
        assert said(actions)[0] == replies.card("C3", "violence")


@pytest.mark.parametrize("kind", [MessageKind.AUDIO, MessageKind.STICKER, MessageKind.IMAGE])
def test_what_cannot_be_read_brings_the_short_card_while_watchful(turn_of, kind):
    actions = crisis.handle(turn_of("", kind, conversation=WATCHED))
    assert said(actions) == [replies.answer("unread")]
    assert crisis.handle(turn_of("", kind)) == []


def test_the_caption_of_a_picture_is_read(turn_of):
    actions = crisis.handle(turn_of(DANGER, MessageKind.IMAGE))
    assert only(actions, Conclude).severity is Severity.C3


def test_in_a_group_nobody_is_pointed_at(turn_of):
    assert crisis.handle(turn_of(DANGER, in_group=True)) == []


def test_picking_the_officer_asks_for_consent_before_anything_is_sent(turn_of):
    assert not any(isinstance(each, CallOfficer) for each in crisis.handle(turn_of(DANGER)))
    actions = crisis.handle(turn_of("Gặp cán bộ Hội", conversation=WATCHED))
    assert labels(actions) == ["Đồng ý", "Không", "Tôi chỉ hỏi luật"]
    assert not any(isinstance(each, CallOfficer | OpenCase) for each in actions)


def test_without_a_card_an_officer_is_asked_for_elsewhere(turn_of):
    assert crisis.handle(turn_of("gặp cán bộ")) == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Quyền của tôi", "rights"),
        ("Chuẩn bị an toàn", "plan"),
        ("Nơi tạm lánh", "shelter"),
        ("AN TOÀN", "safe"),
        ("không, cảm ơn", "no_thanks"),
    ],
)
def test_what_she_picks_is_answered(turn_of, text, answer):
    actions = crisis.handle(turn_of(text, conversation=WATCHED))
    assert said(actions)[0] == replies.answer(answer)
    assert only(actions, Conclude).intent is Intent.CRISIS


def test_rights_are_told_without_articles_first_and_cited_after(turn_of):
    actions = crisis.handle(turn_of("Quyền của tôi", conversation=WATCHED))
    rights, source = said(actions)
    assert "Điều" not in rights
    assert "13/2022/QH15" in source
    assert {each.document for each in only(actions, Conclude).citations} == {"13/2022/QH15"}


@pytest.mark.parametrize("text", ["CHƯA", "chưa ạ", "chưa an toàn", "Tôi đang gặp nguy hiểm"])
def test_not_safe_brings_the_card_again(turn_of, text):
    actions = crisis.handle(turn_of(text, conversation=WATCHED))
    assert said(actions)[0] == replies.card("C3", "violence")
    remembered = only(actions, Remember).conversation
    assert remembered.severity is Severity.C3


@pytest.mark.parametrize("text", ["chưa", "an toàn", "thôi", "Quyền của tôi"])
def test_everyday_words_mean_nothing_special_without_a_card(turn_of, text):
    assert crisis.handle(turn_of(text)) == []


@pytest.mark.parametrize("text", ["ẩn nhanh", "AN NHANH", "thoát nhanh"])
def test_hiding_sends_something_harmless(turn_of, text):
    for conversation in (Conversation(greeted=True), WATCHED):
        actions = crisis.handle(turn_of(text, conversation=conversation))
        (bubble,) = said(actions)
        assert not any(number in bubble for number in crisis.NUMBERS.values())
        assert labels(actions) == []
        assert (
            crisis.footer(turn_of(text, conversation=conversation), only(actions, Conclude)) == ""
        )


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("em vừa uống thuốc sâu", "suicide"),
        ("bố đang đánh con, con sợ quá", "child_teller"),
        ("con gái 8 tuổi bị sờ chỗ kín", "child"),
        ("chồng em đang đánh em", "violence"),
        ("cứu", "violence"),
    ],
)
def test_not_safe_brings_back_the_card_that_fits(story, text, card):
    story.says(text)
    assert replies.card("C3", card) in story.says("CHƯA")
    assert replies.card("C3", card) in story.says("chưa ạ")


def test_once_safe_only_what_fits_is_offered(story):
    story.says("em vừa uống thuốc sâu")
    story.says("an toàn")
    assert story.labels == ["Gặp cán bộ Hội"]


def test_a_false_alarm_is_taken_back_and_the_question_answered(ours):
    story = Story(ours, NOW)
    question = "chồng đánh em thì ly hôn cần giấy tờ gì"
    story.says(question)
    assert story.conversation.severity is Severity.C2
    number = story.labels.index("Tôi chỉ hỏi luật") + 1
    answer = story.says(str(number))
    assert replies.answer("corrected") in answer
    assert story.conversation.severity is Severity.N
    assert story.conversation.danger_until is None
    assert story.conversation.doubted is None
    assert story.conclusion.intent is not Intent.CRISIS


@pytest.mark.parametrize(
    "question",
    [
        "Bị quấy rối ở chỗ làm mà muốn nghỉ luôn thì có phải báo trước không?",
        "dong nghiep gui anh nong vo nhom zalo to, the co tinh quay roi k",
        "chong hay danh em. gio em nop don mot minh thi toa can cu vao dau de cho ly hon a",
    ],
)
def test_whatever_asks_something_need_not_be_written_again(ours, question):
    story = Story(ours, NOW)
    story.says(question)
    assert story.conclusion.intent is Intent.CRISIS
    assert replies.answer("ask_again") not in story.says("tôi chỉ hỏi luật")
    assert story.conclusion.intent is not Intent.CRISIS


@pytest.mark.parametrize(
    ("told", "asked_again"),
    [
        ("bố đánh con đau lắm, con sợ", "Con gửi lại câu hỏi luật"),
        ("chồng em hay đánh em", "Chị gửi lại câu hỏi luật"),
    ],
)
def test_who_is_asked_again_is_addressed_as_before(story, told, asked_again):
    story.says(told)
    assert asked_again in story.says("tôi chỉ hỏi luật")


def test_of_a_long_story_the_end_is_kept(story):
    story.says("chồng đánh em. " + "nhà em ở xa, con còn nhỏ. " * 20 + "Ly hôn cần giấy tờ gì?")
    assert story.conversation.doubted.text.endswith("Ly hôn cần giấy tờ gì?")
    assert len(story.conversation.doubted.text) == cards.LONGEST_QUESTION


def test_of_danger_that_asks_nothing_no_word_is_kept(story):
    story.says("chồng em đang cầm dao đòi giết em ở vườn nhãn")
    story.says("gặp cán bộ")
    assert "vườn nhãn" not in repr(story.conversation)
    assert replies.answer("ask_again") in story.says("tôi chỉ hỏi luật")


def test_a_doubted_question_is_kept_for_half_an_hour(story):
    story.says("chồng đánh em thì ly hôn cần giấy tờ gì")
    assert story.conversation.doubted is not None
    story.now += timedelta(minutes=30)
    story.says("quyền của tôi")
    assert story.conversation.doubted is None
    assert replies.answer("ask_again") in story.says("tôi chỉ hỏi luật")


def test_not_me_without_a_question_asks_for_it(turn_of):
    actions = crisis.handle(turn_of("không phải tôi", conversation=WATCHED))
    assert said(actions) == [replies.answer("corrected"), replies.answer("ask_again")]
    assert only(actions, Remember).conversation.danger_until is None


def test_the_numbers_stay_under_other_answers(story):
    story.says(SERIOUS)
    answer = story.says("cảm ơn chị")
    assert replies.line("sticky") in answer
    story.now += WATCHFUL + timedelta(hours=1)
    assert replies.line("sticky") not in story.says("cảm ơn chị")


def test_an_answer_about_violence_carries_the_numbers(turn_of):
    turn = turn_of("bạo lực gia đình là gì")
    assert crisis.footer(turn, Conclude(Intent.LAW)) == replies.line("topic")
    assert crisis.footer(turn, Conclude(Intent.CRISIS)) == ""
    assert crisis.footer(turn_of("làm khai sinh"), Conclude(Intent.LAW)) == ""


def test_a_whole_conversation(story):
    story.says("chồng em hay đánh em khi say")
    assert story.conclusion.severity is Severity.C2
    assert "túi đồ" in story.says("chuẩn bị an toàn").lower()
    story.says("gặp cán bộ")
    assert "số nào, giờ nào" in story.says("đồng ý")
    assert any(isinstance(each, OpenCase) for each in story.actions)
    assert "khóa kín" in story.says("0912 345 678 buổi sáng")
    assert "113" in story.says("cứu")
    assert replies.answer("safe") in story.says("an toàn")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("vợ tôi hay đánh tôi", "anh"),
        ("con trai đánh tôi, tôi 75 tuổi", "bác"),
        ("bố đang đánh con, con sợ quá", "con"),
        ("chồng em hay đánh em", "chị"),
    ],
)
def test_one_word_of_address_is_kept_for_all_that_follows(story, text, word):
    said_before = story.says(text).lower()
    for follow_up in ("an toàn", "chưa", "quyền của tôi", "chuẩn bị an toàn", "ẩn nhanh", "cứu"):
        said_before += " " + story.says(follow_up).lower()
    words = said_before.replace("“cháu cần giúp”", "").split()
    assert word in words
    assert not ({"chị", "anh", "bác"} - {word}) & {each.strip(".,;:") for each in words}


def test_the_address_that_was_shown_once_holds_when_later_words_show_none(story):
    story.says("vợ tôi hay đánh tôi")
    assert story.conversation.address == "anh"
    story.says("tôi muốn chết")
    assert story.conversation.address == "anh"


@pytest.mark.parametrize("taken_back", ["không phải tôi", "tôi chỉ hỏi luật"])
@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("vợ tôi hay đánh tôi", "anh"),
        ("con 12 tuổi, bố đánh con đau lắm", "con"),
        ("con trai đánh tôi, tôi 75 tuổi", "bác"),
    ],
)
def test_a_false_alarm_keeps_the_address(story, told, word, taken_back):
    story.says(told)
    assert f"Cảm ơn {word}" in story.says(taken_back)
    for typed in ("xin chào", "cảm ơn", "tạm biệt", "menu", "bạn là ai", "xóa dữ liệu"):
        said = re.sub("“[^”]*”", "", story.says(typed)).lower()
        assert "chị" not in re.findall(r"\w+", said)
    assert f"Chào {word}!" in story.says("xin chào")


def test_the_first_notice_knows_the_address(ours):
    story = Story(ours, NOW)
    story.says("bố con đánh con, con 12 tuổi, bố đánh con thế có bị phạt không")
    said = story.says("tôi chỉ hỏi luật")
    assert "Chào con! Tôi là trợ lý tự động" in said
    assert story.conclusion.intent is Intent.LAW


@pytest.mark.parametrize(
    ("safe_word", "text", "called"),
    [
        ("gạo", "gạo", True),
        ("hoa mai", "Hoa mai", True),
        ("hoa mai", "hoa mai bao nhiêu một chậu", False),
        ("hoa mai", "gạo", False),
        ("hoa mai", "cứu", True),
        ("", "gạo", False),
    ],
)
def test_each_ward_has_its_own_safe_word(turn_of, safe_word, text, called):
    turn = replace(turn_of(text), organisation=Organisation(safe_word=safe_word))
    assert bool(crisis.handle(turn)) is called


def test_nothing_she_wrote_is_quoted_back(story):
    secret = "chồng em hay đánh em ở vườn nhãn"
    story.says(secret)
    for follow_up in ("chưa", "quyền của tôi", "nơi tạm lánh", "cứu"):
        answer = story.says(follow_up)
        assert "vườn nhãn" not in answer
        assert not any("vườn nhãn" in label for label in story.labels)
