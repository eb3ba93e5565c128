"""Easy reading: an answer in small pieces, few choices, remembered as the person's wish."""

from __future__ import annotations

import inspect

import pytest

from handlers import easy_reading, order
from handlers.actions import Intent
from handlers.texts import NOTHING_MORE
from handlers.texts import easy_reading as texts
from handlers.texts.reading import CHOOSE_FIRST
from handlers.turn import Conversation
from tests.handlers.conftest import TurnOf
from tests.handlers.story import Story

FIRE = "Nấu cơm có phải trông lửa không?"
PANS = "Làm giấy chứng nhận rửa chảo ở đâu?"


@pytest.fixture
def easy(story: Story) -> Story:
    story.says("xin chào")
    story.says("dễ đọc")
    return story


@pytest.mark.parametrize(
    "typed",
    [
        "dễ đọc", "de doc", "chế độ dễ đọc", "che do de doc", "chữ ít thôi", "chu it thoi",
        "nói ngắn thôi", "noi ngan thoi ạ", "nói từ từ", "noi tu tu thoi", "bật chế độ dễ đọc nhé",
    ],
)  # fmt: skip
def test_it_is_switched_on(story: Story, typed: str):
    story.says("xin chào")
    assert "một ý ngắn" in story.says(typed)
    assert story.conversation.easy_reading


@pytest.mark.parametrize("typed", ["bỏ dễ đọc", "bo de doc", "bình thường", "binh thuong nhé"])
def test_it_is_switched_off(easy: Story, typed: str):
    assert "như cũ" in easy.says(typed)
    assert not easy.conversation.easy_reading
    assert "“1. Người nấu" in easy.says(FIRE)


def test_whoever_did_not_switch_it_on_says_normal_without_effect(story: Story):
    story.says("xin chào")
    assert "như cũ" not in story.says("bình thường")


def test_the_last_answer_is_told_again_in_pieces(story: Story):
    story.says("xin chào")
    story.says(FIRE)
    story.says("chữ ít thôi")
    assert story.labels[0] == "Nói lại câu vừa rồi"
    assert story.says("1").startswith("Chị phải trông lửa khi nấu.")


def test_the_quotation_comes_only_when_it_is_asked_for(easy: Story):
    assert "“" not in easy.says(FIRE)
    law = easy.says(str(easy.labels.index("Xem luật") + 1))
    assert "“1. Người nấu phải trông lửa trong lúc nấu.”" in law
    assert "– Khoản 1 Điều 2 Luật Bếp núc số 99/2020/QH14, có hiệu lực từ 01/01/2021" in law
    assert "Nguồn: Kho thử nghiệm." in easy.says("tiếp")


def test_a_procedure_comes_step_by_step(easy: Story):
    said = [easy.says(PANS)]
    while easy.labels[0] == "Tiếp":
        said.append(easy.says("1"))
    assert len(easy.bubbles) == 1
    pieces = [each.split("\n\nChị nhắn số")[0] for each in said]
    assert pieces == [
        "Chị xin giấy ở tổ bếp. Nội dung này mới thay đổi, chị nên hỏi lại cán bộ trước khi làm.",
        "Giấy tờ cần có:\n• Một cái chảo sạch",
        "Nơi làm: Tổ bếp",
        "Lệ phí: Không mất tiền\nThời gian: Một buổi",
        "Bước 1/2: Rửa chảo",
        f"Bước 2/2: Nộp chảo\n\n{texts.THE_END}",
    ]


def test_back_again_and_from_the_start(easy: Story):
    first = easy.says(PANS)
    second = easy.says("tiếp")
    assert second != first
    assert easy.says("đọc lại") == second
    assert easy.says("quay lại") == first
    assert easy.says("quay lại") == first
    easy.says("tiếp")
    easy.says("tiếp")
    assert easy.says("đọc lại từ đầu") == first


def test_from_the_law_the_way_leads_back_to_the_plain_words(easy: Story):
    easy.says(PANS)
    easy.says("xem luật")
    assert "Đoạn luật trích dưới đây có thể chưa ghi chỗ mới đổi" in easy.bubbles[0]
    assert "Bước 2/2" in easy.says("quay lại")


def test_the_law_is_read_out_to_its_end(easy: Story):
    easy.says(PANS)
    easy.says("xem luật")
    heard = ""
    while easy.labels[0] == "Tiếp":
        heard += easy.says("tiếp")
    assert "7. Người giữ chảo số 7 phải rửa chảo" in heard
    assert NOTHING_MORE in easy.says("tiếp")


def test_a_law_asked_for_by_its_number_is_quoted_at_once(easy: Story):
    assert "“1. Luật này quy định về nồi cơm" in easy.says("điều 1 luật bếp núc")


def test_an_article_that_was_found_is_named_before_it_is_read(easy: Story):
    answer = easy.says("99/2020/qh14+2")
    assert "“" in answer
    easy.says(FIRE)
    assert "nói về: Giữ lửa trong bếp" in easy.says("99/2020/qh14+2")


@pytest.mark.parametrize(
    "typed", ["menu", FIRE, PANS, "điều 3 luật bếp núc", "zzz qqq", "xin chào"]
)
def test_there_are_never_more_than_four_choices(easy: Story, typed: str):
    easy.says(typed)
    assert len(easy.labels) <= 4
    assert len(easy.bubbles) == 1


def test_choices_that_were_left_out_come_on_request(easy: Story):
    easy.says("menu")
    seen = easy.labels[:-1]
    for _ in range(9):
        if easy.labels[-1] != "Mục khác":
            break
        easy.says(str(len(easy.labels)))
        seen += [each for each in easy.labels if each != "Mục khác"]
    assert {"Bếp núc", "Rửa chảo", "Chè xanh", "Gặp cán bộ Hội"} <= set(seen)
    assert len(seen) == len(set(seen))


def test_danger_is_answered_whole(easy: Story, story: Story):
    plain = Story(story.library, story.now)
    plain.says("xin chào")
    assert easy.says("cứu với chồng đang đánh tôi") == plain.says("cứu với chồng đang đánh tôi")
    assert easy.conversation.easy_reading


@pytest.mark.parametrize("typed", ["chữ nhỏ quá", "tôi già rồi đọc không kịp", "mắt kém"])
def test_who_cannot_read_well_is_asked_once(story: Story, typed: str):
    story.says("xin chào")
    assert texts.OFFER in story.says(typed)
    assert not story.conversation.easy_reading
    assert story.says("1").startswith(texts.ON)
    assert story.conversation.easy_reading


def test_who_declines_is_left_alone_and_who_complains_again_is_heard(story: Story):
    story.says("xin chào")
    story.says("chữ nhỏ quá")
    story.says("2")
    assert not story.conversation.easy_reading
    assert texts.OFFER not in story.says("chữ nhỏ quá")
    assert story.conversation.easy_reading


def test_a_question_beside_the_complaint_is_answered_and_the_offer_made_once(story: Story):
    story.says("xin chào")
    question = f"{FIRE} tôi già rồi đọc không kịp đâu"
    assert texts.OFFER_BESIDE in story.says(question)
    assert texts.OFFER_BESIDE not in story.says(question)


def test_what_is_kept_tells_of_it_and_erasing_ends_it(easy: Story):
    assert texts.KEPT in easy.says("dữ liệu của tôi")
    easy.says("xóa dữ liệu")
    easy.says("đồng ý xóa hết")
    assert easy.conversation == Conversation()


def test_words_of_reading_mean_nothing_while_nothing_is_told(turn_of: TurnOf):
    known = Conversation(greeted=True, easy_reading=True)
    assert order.respond(turn_of("quay lại", conversation=known))[-1].intent is Intent.MENU


def test_a_new_list_ends_the_old_answer(easy: Story):
    easy.says(PANS)
    easy.says("menu")
    assert "Bước" not in easy.says("tiếp")


def test_in_a_group_nothing_is_told_in_pieces(turn_of: TurnOf):
    known = Conversation(greeted=True, easy_reading=True)
    turn = turn_of(FIRE, conversation=known, in_group=True, mentions_us=True)
    (said, _) = order.respond(turn)
    assert "“1. Người nấu" in said.text


def catalogue() -> dict[str, str]:
    given = {"lines": ["mục"], "more": True, "number": 1, "count": 2}
    found = {name: value for name, value in vars(texts).items() if name.isupper()}
    for name, function in inspect.getmembers(texts, inspect.isfunction):
        names = inspect.signature(function).parameters
        found[name] = function(**{each: given.get(each, "mục") for each in names})
    return found


@pytest.mark.parametrize("text", catalogue().values(), ids=list(catalogue()))
def test_every_sentence_is_short(text: str):
    assert 0 < len(text) <= 200
    sentences = text.replace("\n", " ").replace("?", ".").split(". ")
    assert max(len(sentence.split()) for sentence in sentences) <= 20


def test_a_number_that_no_choice_has_loses_none(story: Story):
    story.says("xin chào")
    story.says("dễ đọc")
    story.says("menu")
    before = story.labels
    assert len(before) == easy_reading.MOST_CHOICES
    assert "chọn lại" in story.says("9")
    assert story.labels == before
    story.says("4")
    assert "Gặp cán bộ Hội" in story.labels


@pytest.mark.parametrize("typed", ["tiếp", "tiep", "thêm"])
def test_while_choices_wait_onward_shows_the_others(story: Story, typed: str):
    story.says("xin chào")
    story.says("dễ đọc")
    story.says("menu")
    first = story.labels
    story.says(typed)
    assert not set(first[:-1]) & set(story.labels)
    answer = story.says(typed)
    assert CHOOSE_FIRST in answer
    assert "Gặp cán bộ Hội" in story.labels
