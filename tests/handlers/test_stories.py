"""Whole conversations, as people have them."""

from __future__ import annotations

from datetime import timedelta

from handlers.actions import Intent, OpenCase
from handlers.turn import Conversation, MessageKind, Severity
from tests.handlers.story import Story


def test_a_woman_follows_asks_and_reads_on(story: Story):
    assert "trợ lý tự động" in story.says(kind=MessageKind.FOLLOWED)
    assert story.labels[:3] == ["Bếp núc", "Rửa chảo", "Chè xanh"]

    first = story.says("nau com co phai trong lua khong a")
    assert "trợ lý tự động" not in first
    assert "“1. Người nấu phải trông lửa trong lúc nấu.”" in first

    number = story.labels.index("Giấy chứng nhận rửa chảo") + 1
    assert "Giấy tờ cần có:" in story.says(f"số {number}")
    assert story.conclusion.intent is Intent.PROCEDURE

    part = story.says("xem thêm")
    assert "Điều 3 Luật Bếp núc" in part
    while "Xem thêm" in story.labels:
        part = story.says(str(story.labels.index("Xem thêm") + 1))
    assert story.conversation.later == ()
    assert "đưa hết" in story.says("còn nữa không")

    assert "không có gì" in story.says("cảm ơn nhiều nhé")


def test_the_notice_is_given_once_with_the_first_answer(story: Story):
    first = story.says("Nấu cơm có phải trông lửa không?")
    assert first.startswith("Chào chị! Tôi là trợ lý tự động")
    assert "Chị phải trông lửa khi nấu." in first
    assert "trợ lý tự động" not in story.says("Nấu cơm có phải trông lửa không?")


def test_a_law_is_read_by_its_numbers(story: Story):
    story.says("khoản 1 điều 2 luật bếp núc")
    assert "“1. Người nấu phải trông lửa trong lúc nấu.”" in "".join(story.bubbles)
    assert "Luật này quy định về nồi cơm" in story.says("điều 1 thì sao")
    assert "không thấy Điều 9" in story.says("thế còn điều 9")
    assert "Rửa chảo" in story.says(str(len(story.labels) - 2))


def test_an_expired_law_leads_to_the_one_in_force(story: Story):
    answer = story.says("điều 2 luật bếp than")
    assert "hết hiệu lực" in answer
    assert "nắp đậy" not in answer
    assert "Người nấu" in story.says("1")
    assert story.conclusion.citations[0].document == "99/2020/QH14"


def test_who_is_not_understood_twice_is_offered_a_person(story: Story):
    assert story.says("zzz qqq")
    assert story.labels[0] == "Xem các chủ đề"
    story.says("qqq zzz")
    assert story.labels[0] == "Gặp cán bộ Hội"
    assert "muốn gặp cán bộ" in story.says("1")
    assert story.called_officer


def test_an_answer_in_between_resets_the_failures(story: Story):
    story.says("zzz qqq")
    story.says("Nấu cơm có phải trông lửa không?")
    story.says("zzz qqq")
    assert story.labels[0] == "Xem các chủ đề"


def test_from_the_menu_to_an_answer_by_numbers_alone(story: Story):
    story.says("menu")
    story.says("1")
    assert story.labels[0] == "Trông lửa khi nấu cơm"
    assert "“1. Người nấu" in story.says("một")


def test_a_wrong_number_is_forgiven(story: Story):
    story.says("menu")
    labels = story.labels
    assert "từ 1 đến" in story.says("9")
    assert story.labels == labels
    assert "Chủ đề: Bếp núc" in story.says("1")


def test_she_asks_what_is_kept_and_erases_it(story: Story):
    story.says("Nấu cơm có phải trông lửa không?")
    assert "Câu hỏi gần nhất" in story.says("dữ liệu của tôi")
    assert "không lấy lại được" in story.says("1")
    assert story.conversation.question
    assert "đã xóa" in story.says("1")
    assert story.conversation == Conversation()


def test_danger_is_answered_before_anything_else(story: Story):
    story.says("menu")
    answer = story.says("cứu với chồng đang đánh tôi")
    assert "113" in answer.split("\n")[0]
    assert story.conclusion.intent is Intent.CRISIS
    assert story.conclusion.severity is Severity.C3


def test_after_danger_the_numbers_stay_under_every_answer_for_a_day(story: Story):
    story.says("chồng đang đánh tôi")
    assert "113" in story.says("Nấu cơm có phải trông lửa không?")
    story.now += timedelta(hours=25)
    assert "113" not in story.says("Nấu cơm có phải trông lửa không?")
    assert story.conversation.severity is Severity.N


def test_a_false_alarm_is_taken_back_with_one_number(story: Story):
    story.says("cứu với")
    number = next(i for i, label in enumerate(story.labels, start=1) if "hỏi luật" in label)
    assert story.says(str(number))
    assert story.conversation.danger_until is None
    assert "113" not in story.says("Nấu cơm có phải trông lửa không?")


def test_who_is_in_danger_and_wants_a_person_gets_one(story: Story):
    story.says("chồng đang đánh tôi")
    story.says(str(story.labels.index("Gặp cán bộ Hội") + 1))
    story.says("1")
    assert any(isinstance(each, OpenCase) for each in story.actions)


def test_voice_pictures_and_stickers_do_not_disturb_the_choices(story: Story):
    story.says("menu")
    for kind in (MessageKind.STICKER, MessageKind.AUDIO, MessageKind.IMAGE):
        assert story.says(kind=kind)
    assert "Chủ đề: Bếp núc" in story.says("1")


def test_every_answer_is_two_bubbles_at_most_and_fits_a_phone(story: Story):
    story.says("chào")
    for text in (
        "Nấu cơm có phải trông lửa không?",
        "xin giay rua chao o dau",
        "điều 3 luật bếp núc",
    ):
        story.says(text)
        assert 1 <= len(story.bubbles) <= 2
        assert all(len(bubble) <= 1000 for bubble in story.bubbles)
