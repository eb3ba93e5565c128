"""From her message to an officer who has it, through everything real, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from redis.exceptions import RedisError

from bot.store.case_models import AlertKind, AlertOutcome, CaseState
from handlers.crisis import replies
from handlers.people import Presence
from tests.bot.cases.conftest import AT_NIGHT, OA, Ward

DANGER = "chồng em đang đánh em"
SERIOUS = "chồng em hay đánh em"
CHILD = "con gái 8 tuổi bị sờ chỗ kín"


def received(person) -> list[str]:
    return [each.text for each in person.messages()]


def test_danger_opens_a_case_and_the_officers_on_duty_know_at_once(ward: Ward) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    card, told, *_ = ward.hears(woman, DANGER)
    assert "113" in card
    assert told.startswith(replies.answer("told_life"))
    assert received(lan) == [
        "Có việc khẩn V1 (mức C3, bạo lực), nhận lúc 10:00 ngày 23/11. Trả lời: NHẬN V1"
    ]
    case = ward.only_case()
    assert (case.state, case.basis, case.alerted_at) == (CaseState.ALERTED, "life", ward.now)
    assert not case.nobody_on_duty


def test_no_alert_names_her_or_quotes_her(ward: Ward) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    ward.hears(woman, f"{CHILD}, nhà số 5 ngõ 12")
    (alert,) = received(lan)
    assert woman.name not in alert
    assert "ngõ" not in alert


def test_at_c2_nothing_is_sent_before_she_agrees(ward: Ward) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    ward.hears(woman, SERIOUS)
    ward.hears(woman, "Gặp cán bộ Hội")
    assert (ward.register.list(OA), received(lan)) == ([], [])
    assert any("số nào, giờ nào" in text for text in ward.hears(woman, "đồng ý"))
    assert ward.only_case().basis == "consent"
    assert len(received(lan)) >= 1
    (kept,) = ward.hears(woman, "0912 345 678 buổi sáng")
    assert replies.line("case_alerted") in kept
    file = ward.register.look(OA, 1, 0, "test", ward.now)
    assert file.contact == "0912 345 678 buổi sáng"
    assert "0912" not in " ".join([*received(lan), kept])


def test_off_hours_the_officer_on_shift_is_told_and_she_hears_the_truth(ward: Ward) -> None:
    ward.now = AT_NIGHT
    lan, hoa, woman = ward.officer("Chị Lan"), ward.officer("Chị Hoa"), ward.zalo.someone()
    ward.on_shift(lan, AT_NIGHT - timedelta(hours=1), AT_NIGHT + timedelta(hours=2))
    bubbles = ward.hears(woman, DANGER)
    assert replies.line("on_duty") in bubbles[1]
    assert (len(received(lan)), received(hoa)) == (1, [])


def test_with_nobody_on_duty_all_who_handle_cases_are_told_and_the_case_says_so(ward: Ward) -> None:
    ward.now = AT_NIGHT
    lan, hoa, woman = ward.officer("Chị Lan"), ward.officer("Chị Hoa"), ward.zalo.someone()
    clerk = ward.officer("Chị Mai", cases=False)
    assert ward.roster.staffing(OA, ward.now).presence is Presence.AWAY
    bubbles = ward.hears(woman, DANGER)
    assert "Cán bộ làm việc lại" in bubbles[1]
    assert [len(received(each)) for each in (lan, hoa, clerk)] == [1, 1, 0]
    assert "không có ai trực" in received(lan)[0]
    assert ward.only_case().nobody_on_duty


def test_every_five_minutes_again_to_ever_more_until_somebody_has_it(ward: Ward) -> None:
    ward.now = AT_NIGHT
    lan, hoa = ward.officer("Chị Lan"), ward.officer("Chị Hoa")
    head = ward.officer("Chị Thu", cases=False, role="admin")
    ward.on_shift(lan, AT_NIGHT - timedelta(hours=1), AT_NIGHT + timedelta(hours=2))
    ward.hears(ward.zalo.someone(), DANGER)
    counts = []
    for minute in range(26):
        ward.now = AT_NIGHT + timedelta(minutes=minute)
        ward.cases.tick(ward.now)
        if minute % 5 == 0:
            counts.append(tuple(len(received(each)) for each in (lan, hoa, head)))
        if minute == 21:
            ward.hears(hoa, "nhận V1")
    assert counts[:5] == [(1, 0, 0), (2, 0, 0), (3, 1, 1), (4, 2, 2), (5, 3, 3)]
    assert len(received(lan)) == 5
    assert "gọi" in received(head)[0]
    assert "bạo lực" not in received(head)[0]


def test_an_officer_out_of_reach_is_noted_and_the_next_ones_are_tried_at_once(ward: Ward) -> None:
    ward.now = AT_NIGHT
    lan, hoa = ward.officer("Chị Lan"), ward.officer("Chị Hoa")
    ward.on_shift(lan, AT_NIGHT - timedelta(hours=1), AT_NIGHT + timedelta(hours=2))
    ward.zalo.fail_next("/message/cs", -230, count=9, user_id=lan.user_id)
    ward.hears(ward.zalo.someone(), DANGER)
    assert (received(lan), len(received(hoa))) == ([], 1)
    alerts = ward.alerts.of_case(ward.only_case().id)
    failed = [each for each in alerts if each.outcome is AlertOutcome.FAILED]
    assert {each.reason for each in failed} == {"no_interaction_in_7_days"}
    assert "alert_failed" in ward.kinds()


def test_a_case_that_reached_nobody_stays_and_is_shown(ward: Ward) -> None:
    ward.hears(ward.zalo.someone(), DANGER)
    case = ward.only_case()
    assert case.state is CaseState.NEW
    assert ward.alerts.unreached() == [case]
    lan = ward.officer("Chị Lan")
    ward.cases.tick(ward.now + timedelta(seconds=59))
    assert received(lan) == []
    ward.cases.tick(ward.now + timedelta(minutes=1))
    assert len(received(lan)) == 1
    assert ward.alerts.unreached() == []


def test_an_officer_added_a_moment_ago_is_told(ward: Ward) -> None:
    woman = ward.zalo.someone()
    ward.hears(woman, "xin chào")
    lan = ward.officer("Chị Lan", known=False)
    ward.hears(woman, DANGER)
    assert len(received(lan)) == 1


def test_zalo_refuses_her_answer_and_the_case_opens_all_the_same(ward: Ward) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    ward.zalo.fail_next("/message/cs", -230, count=9, user_id=woman.user_id)
    assert ward.hears(woman, DANGER) == []
    assert ward.only_case().basis == "life"
    assert len(received(lan)) == 1


@pytest.mark.parametrize("broken", ["open", "alerts"])
def test_killed_between_the_card_and_the_case_nothing_is_lost_or_doubled(
    ward: Ward, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()

    def die(*_: object) -> None:
        raise RedisError("killed")

    place = (ward.register, "open") if broken == "open" else (ward.cases._alerts, "_tried")
    with monkeypatch.context() as trouble:
        trouble.setattr(*place, die)
        event = ward.receives(woman, DANGER)
        with pytest.raises(RedisError):
            ward.dispatcher.read(event.mailbox)
    cards = received(woman)
    ward.now += timedelta(seconds=31)
    ward.dispatcher.read(event.mailbox)
    assert received(woman) == cards
    assert ward.only_case().number == 1
    assert len(received(lan)) == 1


def test_an_alert_that_a_crash_left_half_way_goes_out_with_the_next_tick(ward: Ward) -> None:
    lan = ward.officer("Chị Lan")
    ward.hears(ward.zalo.someone(), DANGER)
    case = ward.only_case()
    ward.alerts.plan_round(
        case, [(alert.admin_id, AlertKind.AGAIN) for alert in ward.alerts.of_case(case.id)],
        case.next_alert_at, case.next_alert_at + timedelta(minutes=5), nobody_on_duty=False,
    )  # fmt: skip
    assert ward.alerts.claim(ward.now)
    ward.cases.tick(ward.now + timedelta(seconds=29))
    assert len(received(lan)) == 1
    ward.cases.tick(ward.now + timedelta(seconds=31))
    assert len(received(lan)) == 2


def test_several_processes_at_once_alert_once(ward: Ward) -> None:
    lan = ward.officer("Chị Lan")
    ward.hears(ward.zalo.someone(), DANGER)
    later = ward.now + timedelta(minutes=5)
    rooms = [ward.another_room() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda room: room.cases.tick(later), rooms))
    assert len(received(lan)) == 2


def test_one_person_is_one_case_however_often_she_cries_for_help(ward: Ward) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    ward.hears(woman, DANGER)
    ward.hears(woman, "cứu em với, nó cầm dao")
    assert ward.only_case().number == 1
    assert len(received(lan)) == 1
    assert ward.kinds().count("again") == 1


def test_a_graver_sign_wakes_the_officers_again(ward: Ward) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    ward.hears(woman, SERIOUS)
    ward.hears(woman, "Gặp cán bộ Hội")
    ward.hears(woman, "đồng ý")
    before = len(received(lan))
    ward.hears(woman, DANGER)
    assert ward.only_case().severity == "C3"
    assert any("nguy hiểm hơn" in text for text in received(lan)[before:])


def test_only_asking_about_law_closes_nothing_and_tells_who_has_it(ward: Ward) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    ward.hears(woman, DANGER)
    ward.hears(lan, "nhận V1")
    answer = ward.hears(woman, "Tôi chỉ hỏi luật")
    assert replies.answer("corrected_case") in answer[0]
    assert ward.only_case().state is CaseState.TAKEN
    assert "chỉ hỏi luật" in received(lan)[-1]


@pytest.mark.parametrize(("text", "words"), [("AN TOÀN", "đã an toàn"), ("CHƯA", "CHƯA an toàn")])
def test_what_she_answers_reaches_who_has_it(ward: Ward, text: str, words: str) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    ward.hears(woman, DANGER)
    ward.hears(lan, "nhận V1")
    ward.hears(woman, text)
    assert any(words in each for each in received(lan))


def test_whoever_told_of_danger_is_in_no_audience(ward: Ward) -> None:
    woman, other = ward.zalo.someone(), ward.zalo.someone()
    ward.hears(woman, SERIOUS)
    ward.hears(other, "xin chào")
    later = ward.now + timedelta(days=89)
    assert not ward.people.get(OA, woman.user_id).may_be_pushed(later)
    assert ward.people.get(OA, other.user_id).may_be_pushed(later)
    assert ward.people.get(OA, woman.user_id).may_be_pushed(ward.now + timedelta(days=91))


def test_after_ninety_days_the_tick_destroys_what_was_kept(ward: Ward) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    ward.hears(woman, DANGER)
    ward.hears(lan, "xong V1: đã an toàn")
    assert ward.only_case().state is CaseState.CLOSED
    ward.cases.tick(ward.now + timedelta(days=90))
    assert ward.register.look(OA, 1, 0, "test", ward.now).log[0].content == {}
    assert ward.register.verify()[1] == ()


def test_erasing_her_data_keeps_the_open_case_and_unlinks_it_when_it_closes(ward: Ward) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    ward.hears(woman, DANGER)
    ward.people.forget(OA, woman.user_id)
    assert ward.only_case().user_id == woman.user_id
    ward.hears(lan, "xong V1: đã an toàn")
    assert ward.only_case().user_id == ""
