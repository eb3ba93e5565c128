"""An officer takes over: from the call to the end, through the real dispatcher."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.outbox import Plan
from bot.store.handovers import TYPED, HandoverTaken
from bot.store.takeover_models import AnswerState, WaitingAnswerRow
from handlers.texts import duty, handover, officer_desk
from handlers.turn import Conversation
from tests.bot.takeover.conftest import (
    HIEN,
    HOA,
    LAN,
    MONDAY,
    OA,
    PAUSE,
    PowerCut,
    Ward,
    at,
)

QUESTION = "nồi cơm là gì"
ANSWER = "Chị mang giấy khai sinh ra phường nhé."


@pytest.fixture
def called(ward: Ward) -> Ward:
    """She asked something, then for an officer, on Monday at 8."""
    ward.says(QUESTION)
    ward.says("gặp cán bộ")
    return ward


# -- The call --


def test_officers_are_told_at_once_without_a_word_of_hers(called: Ward) -> None:
    for phone in (LAN, HOA):
        (told,) = called.hears(phone)
        for part in ("H1", "muốn gặp cán bộ", "08:00 ngày 23/11", "14:00 ngày 23/11"):
            assert part in told
        assert "Trả lời miễn phí đến 08:00 ngày 25/11, còn nhắn được đến 08:00 ngày 30/11" in told
        assert QUESTION not in told
    called.tick()
    assert len(called.hears(LAN)) == 1


def test_she_is_told_honestly_and_answered_while_she_waits(called: Ward) -> None:
    assert "trước 14 giờ hôm nay" in called.hears()[-1]
    waiting = called.hears_next(QUESTION)
    assert handover.STILL_STANDS in waiting
    assert "nồi cơm" in waiting.lower()
    assert called.texts.questions(1) == [QUESTION, QUESTION]


def test_when_nobody_is_there_officers_are_told_in_the_morning(ward: Ward) -> None:
    ward.clock.now = at("2026-11-23 20:00")
    ward.says("gặp cán bộ")
    assert "Cán bộ làm việc lại lúc 7 giờ 30" in ward.hears()[-1]
    ward.tick()
    assert ward.hears(LAN) == []
    ward.clock.now = at("2026-11-25 07:30")
    ward.tick()
    assert "H1" in ward.hears(LAN)[0]


def test_of_danger_only_the_named_officers_are_told_and_nothing_is_kept(ward: Ward) -> None:
    opened = ward.handovers.open(OA, HIEN, "danger", "C3", now=MONDAY)
    ward.tick()
    assert "việc cần bảo vệ" in ward.hears(LAN)[0]
    assert ward.hears(HOA) == []
    ward.says(QUESTION)
    ward.says("gặp cán bộ")
    assert ward.texts.questions(opened.id) == []


def test_what_could_not_be_delivered_has_its_time_too(ward: Ward) -> None:
    ward.zalo.refusals.extend([-248] * 4)
    ward.says(QUESTION)
    (found,) = ward.handovers.list_open(OA)
    assert (found.reason, found.answer_by) == ("not_delivered", at("2026-11-23 14:00"))


# -- An officer takes it --


def test_who_takes_it_reads_the_question_and_the_person_is_told_before_the_silence(
    called: Ward,
) -> None:
    called.says("nhận H1", LAN)
    assert QUESTION in called.hears(LAN)[-1]
    assert called.hears()[-1] == handover.officer_has_it("Chị Lan")
    assert called.hears_next(QUESTION) == ""
    assert "chồng" not in called.hears_next("cảm ơn")
    assert called.hears(LAN)[-1].startswith("H1 nhắn thêm: cảm ơn")


def test_danger_is_answered_while_an_officer_talks(called: Ward) -> None:
    called.says("nhận H1", LAN)
    told = called.hears_next("cứu tôi với, nó đang cầm dao đuổi tôi")
    assert "113" in told
    assert "dao" not in "\n".join(called.hears(LAN))
    assert called.texts.questions(1) == [QUESTION]


def test_the_officer_is_told_of_serious_trouble_without_a_word_of_hers(called: Ward) -> None:
    called.says("nhận H1", LAN)
    assert called.hears_next("chồng tôi hay đánh tôi khi say") == ""
    assert called.hears(LAN)[-1] == officer_desk.may_be_danger("H1")
    assert "say" not in "\n".join(called.hears(LAN))
    assert called.texts.questions(1) == [QUESTION]


def test_she_calls_the_assistant_back(called: Ward) -> None:
    called.says("nhận H1", LAN)
    assert handover.RESUMED in called.hears_next("TRỢ LÝ")
    assert "nồi cơm" in called.hears_next(QUESTION).lower()


def test_the_slower_officer_is_told_who_was_faster(called: Ward) -> None:
    called.says("nhận H1", LAN)
    called.says("nhận H1", HOA)
    assert called.hears(HOA)[-1] == officer_desk.taken_before("H1", "Chị Lan")
    called.says(f"trả lời H1: {ANSWER}", HOA)
    assert ANSWER not in "\n".join(called.hears())


def test_two_officers_at_the_same_moment(called: Ward) -> None:
    officers = called.roster.officers(OA)

    def take(index: int) -> str:
        try:
            return called.talks.acts.take(OA, 1, officers[index % 2]).code
        except HandoverTaken:
            return ""

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(take, range(8)))
    called.tick()
    taken_by = called.handovers.get(OA, 1).taken_by
    names = {officer.admin_id: officer.name for officer in officers}
    told = [each for each in called.hears() if "đã nhận việc của chị" in each]
    assert told == [handover.officer_has_it(names[taken_by or 0])]


@pytest.mark.parametrize("dies_at", ["Tôi gửi lời của chị", ANSWER])
def test_a_command_that_is_read_twice_does_its_work_once(called: Ward, dies_at: str) -> None:
    event = called.receives(f"trả lời H1: {ANSWER}", LAN)
    called.line.dies_at = dies_at
    with pytest.raises(PowerCut):
        called.dispatcher.read(event.mailbox)
    called.line.dies_at = ""
    called.dispatcher.read(event.mailbox)
    called.tick()
    assert called.inbox.peek(event.mailbox) == []
    assert [text for text in called.hears() if ANSWER in text] == [
        handover.from_officer("Chị Lan", ANSWER)
    ]


# -- Her answer --


def test_an_answer_arrives_in_the_officers_name_and_the_assistant_is_silent(called: Ward) -> None:
    called.says(f"trả lời H1: {ANSWER}", LAN)
    assert called.hears()[-1] == handover.from_officer("Chị Lan", ANSWER)
    assert called.hears_next(QUESTION) == ""
    found = called.handovers.get(OA, 1)
    assert found.answered_at == called.clock.now
    assert called.texts.last_answer(found.id) == ANSWER


def test_an_answer_without_words_is_not_sent(called: Ward) -> None:
    before = called.hears()
    assert "TRẢ LỜI H1" in called.hears_next("trả lời H1:", LAN)
    assert called.hears() == before


def test_without_a_code_the_one_that_waits_is_meant(called: Ward) -> None:
    called.says(f"trả lời: {ANSWER}", LAN)
    assert ANSWER in called.hears()[-1]


@pytest.mark.parametrize("days", [7, 20])
def test_past_seven_days_the_answer_waits_and_goes_first(called: Ward, days: int) -> None:
    called.clock.passes(days=days)
    before = called.hears()
    officer_hears = called.hears_next(f"trả lời H1: {ANSWER}", LAN)
    assert "Zalo chưa cho nhắn" in officer_hears
    called.tick()
    assert called.hears() == before
    called.clock.passes(hours=2)
    called.says(QUESTION)
    first, *_ = called.hears()[len(before) :]
    assert first == handover.from_officer("Chị Lan", ANSWER)
    called.says(QUESTION)
    called.tick()
    assert called.hears().count(first) == 1


@pytest.mark.parametrize("code", [-230, -232])
def test_a_window_that_zalo_shut_earlier_makes_the_answer_wait(called: Ward, code: int) -> None:
    called.zalo.refusals.extend([0, code])  # the officer's own reply, then the answer
    called.says(f"trả lời H1: {ANSWER}", LAN)
    assert "Tôi giữ lại" in called.hears(LAN)[-1]
    called.tick()
    assert ANSWER not in "\n".join(called.hears())
    assert called.hears_next(QUESTION).startswith(handover.from_officer("Chị Lan", ANSWER))


def test_a_text_that_zalo_refuses_for_good_comes_back_to_the_officer(called: Ward) -> None:
    called.zalo.refusals.extend([0, -248])
    called.says(f"trả lời H1: {ANSWER}", LAN)
    assert called.hears(LAN)[-1] == officer_desk.not_sent("H1")
    called.tick()
    assert called.answers.of_person(OA, HIEN) == []


def test_trouble_at_zalo_sends_the_answer_a_little_later(called: Ward) -> None:
    called.zalo.refusals.extend([0, -200])
    called.says(f"trả lời H1: {ANSWER}", LAN)
    assert ANSWER not in "\n".join(called.hears())
    called.clock.passes(minutes=5)
    called.tick()
    called.tick()
    assert [text for text in called.hears() if ANSWER in text] == [
        handover.from_officer("Chị Lan", ANSWER)
    ]


def test_a_crash_between_claim_and_mark_sends_nothing_twice(called: Ward) -> None:
    officer = called.roster.officers(OA)[0]
    called.line.dies_at = ANSWER
    with pytest.raises(PowerCut):
        called.talks.acts.answer(OA, 1, officer, ANSWER, "e1")
    called.line.dies_at = ""
    called.tick()
    assert called.hears().count(handover.from_officer("Chị Lan", ANSWER)) == 1
    assert called.answers.of_person(OA, HIEN) == []


def test_a_crash_before_the_send_loses_nothing(called: Ward) -> None:
    officer = called.roster.officers(OA)[0]
    with called.conversations.sole_reader(called.mailbox):  # whoever has it dies with it
        called.talks.acts.answer(OA, 1, officer, ANSWER, "e1")
    assert ANSWER not in "\n".join(called.hears())
    (waiting,) = called.answers.of_person(OA, HIEN)
    plan = Plan((waiting.text,), Conversation(), called.clock.now)
    called.outbox.write(waiting.key, plan)
    called.outbox.claim(waiting.key, 0)
    called.tick()
    called.tick()
    assert called.hears().count(handover.from_officer("Chị Lan", ANSWER)) == 1


def test_many_workers_at_once_send_an_answer_once(called: Ward) -> None:
    officer = called.roster.officers(OA)[0]
    with called.conversations.sole_reader(called.mailbox):
        called.talks.acts.answer(OA, 1, officer, ANSWER, "e1")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: called.tick(), range(12)))
    assert called.hears().count(handover.from_officer("Chị Lan", ANSWER)) == 1


def test_help_in_danger_is_not_held_up_by_an_answer_that_waits(called: Ward) -> None:
    called.clock.passes(days=8)
    called.says(f"trả lời H1: {ANSWER}", LAN)
    told = called.hears_next("cứu tôi với, nó đang cầm dao đuổi tôi")
    assert "113" in told
    assert ANSWER not in told


# -- Zalo's own tool --


def test_an_officer_in_zalos_own_tool_has_it_at_once(called: Ward) -> None:
    before = called.hears()
    called.officer_types(ANSWER)
    found = called.handovers.get(OA, 1)
    assert found.taken_at == found.answered_at == called.clock.now
    assert called.texts.last_answer(found.id) == ANSWER
    assert called.hears() == before  # she was told when she asked
    assert called.hears_next(QUESTION) == ""


def test_where_nobody_was_called_she_is_told_who_talks(ward: Ward) -> None:
    ward.says(QUESTION)
    ward.officer_types(ANSWER)
    assert ward.hears()[-1] == handover.OFFICER_WRITES
    ward.officer_types("Chị cần gì nữa không?")
    assert ward.hears().count(handover.OFFICER_WRITES) == 1
    assert ward.handovers.get(OA, 1).reason == TYPED


def test_nothing_is_pushed_to_somebody_in_danger(ward: Ward) -> None:
    ward.says(QUESTION)
    ward.people.keep_quiet(OA, HIEN, ward.clock.now + timedelta(days=1))
    before = ward.hears()
    ward.officer_types(ANSWER)
    assert ward.hears() == before


# -- The end --


def test_closed_by_the_officer_the_assistant_is_back_and_says_so_once(called: Ward) -> None:
    called.says(f"trả lời H1: {ANSWER}", LAN)
    called.says("đóng H1", LAN)
    assert called.hears_next(QUESTION).startswith(handover.BACK)
    assert handover.BACK not in called.hears_next(QUESTION)
    assert called.handovers.list_open(OA) == []
    called.says("đóng H1", HOA)
    lan, hoa = called.roster.officers(OA)
    assert called.handovers.get(OA, 1).closed_by == lan.admin_id != hoa.admin_id


def test_silence_after_an_answer_ends_it(called: Ward) -> None:
    called.says(f"trả lời H1: {ANSWER}", LAN)
    called.clock.now += PAUSE
    called.tick()
    found = called.handovers.get(OA, 1)
    assert (found.closed_at, found.closed_by) == (called.clock.now, None)
    assert called.hears_next(QUESTION).startswith(handover.BACK)


def test_taken_and_left_without_a_word_it_waits_again(called: Ward) -> None:
    called.says("nhận H1", LAN)
    called.clock.now += PAUSE
    called.tick()
    found = called.handovers.get(OA, 1)
    assert (found.taken_by, found.closed_at) == (None, None)
    assert sum("H1: muốn gặp cán bộ" in each for each in called.hears(HOA)) == 2


def test_unanswered_it_is_escalated_once_to_the_admins(called: Ward) -> None:
    called.clock.now = at("2026-11-23 13:59")
    called.tick()
    assert not any("Quá hạn" in each for each in called.hears(HOA))
    called.clock.now = at("2026-11-23 14:00")
    called.tick()
    called.tick()
    assert sum("Quá hạn: H1" in each for each in called.hears(HOA)) == 1
    assert not any("Quá hạn" in each for each in called.hears(LAN))


def test_an_answered_one_is_not_escalated(called: Ward) -> None:
    called.says(f"trả lời H1: {ANSWER}", LAN)
    called.clock.now = at("2026-11-23 14:00")
    called.tick()
    assert not any("Quá hạn" in each for each in called.hears(HOA))


def test_texts_are_gone_thirty_days_after_the_end(called: Ward) -> None:
    called.says(f"trả lời H1: {ANSWER}", LAN)
    called.says("đóng H1", LAN)
    called.clock.passes(days=30)
    called.tick()
    assert called.texts.questions(1) == [QUESTION]
    called.clock.passes(seconds=1)
    called.tick()
    assert (called.texts.questions(1), called.texts.last_answer(1)) == ([], "")


# -- The desk --


def test_what_waits_is_listed_with_zalos_windows(called: Ward) -> None:
    listed = called.hears_next("việc", LAN)
    assert "H1 · muốn gặp cán bộ · chờ từ 08:00 ngày 23/11 · CHƯA AI NHẬN" in listed
    assert "trả lời miễn phí đến 08:00 ngày 25/11" in listed
    called.clock.passes(days=3)
    assert "đã hết 48 giờ miễn phí" in called.hears_next("việc", LAN)
    called.clock.passes(days=4)
    assert "tôi giữ lại và gửi ngay khi người này nhắn lại" in called.hears_next("việc", LAN)


@pytest.mark.parametrize("closed", [False, True])
def test_an_answer_becomes_a_draft_in_one_tap(called: Ward, closed: bool) -> None:
    called.says(f"trả lời H1: {ANSWER}", LAN)
    if closed:
        called.says("đóng H1", LAN)
    called.says("lưu H1", LAN)
    told = called.hears(LAN)[-1]
    assert QUESTION in told
    assert ANSWER in told
    assert "số điện thoại" in told
    (draft,) = called.faqs.page(OA)
    assert (draft.content.question, draft.content.answer) == (QUESTION, ANSWER)
    assert (draft.state, draft.source) == ("draft", "handover")


def test_words_typed_in_zalos_own_tool_can_become_a_draft_too(called: Ward) -> None:
    called.officer_types(ANSWER)
    called.says("lưu H1", LAN)
    assert [each.content.answer for each in called.faqs.page(OA)] == [ANSWER]


def test_without_an_answer_there_is_nothing_to_save(called: Ward) -> None:
    called.says("lưu H1", LAN)
    assert called.hears(LAN)[-1] == officer_desk.nothing_to_save("H1")


def test_a_resident_who_types_a_command_commands_nothing(called: Ward) -> None:
    called.says("đóng H1")
    called.says(f"trả lời H1: {ANSWER}")
    assert called.handovers.get(OA, 1).closed_at is None
    assert called.handovers.get(OA, 1).answered_at is None


def test_whoever_erases_her_data_leaves_nothing_to_answer(called: Ward) -> None:
    called.clock.passes(days=8)
    called.says(f"trả lời H1: {ANSWER}", LAN)
    called.people.forget(OA, HIEN)
    called.conversations.forget(called.mailbox)
    assert ANSWER not in called.hears_next(QUESTION)
    assert called.hears_next("xem H1", LAN) == duty.unknown_code("H1")
    called.says("lưu H1", LAN)
    assert called.hears(LAN)[-1] == officer_desk.unknown("H1")
    assert called.answers.due(called.clock.now, timedelta(days=7)) == []


def test_an_answer_that_went_out_is_not_kept(called: Ward) -> None:
    called.says(f"trả lời H1: {ANSWER}", LAN)
    with called.database.reading() as session:
        rows = session.scalars(select(WaitingAnswerRow)).all()
        assert [(row.state, row.text_sealed) for row in rows] == [(AnswerState.SENT, None)]
