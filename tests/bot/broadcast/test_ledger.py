from __future__ import annotations

from datetime import timedelta

import pytest

from bot.broadcast.states import WrongBroadcastState
from bot.store.broadcast_models import BroadcastState, RecipientKind
from bot.store.broadcast_records import Audience
from bot.store.models import Role
from bot.zalo.answers import GroupInfo
from bot.zalo.errors import (
    AccountStopped,
    DeliveryUnknown,
    GroupUnavailable,
    HeldBack,
    OutsideHours,
    RequestRejected,
    RetryLater,
    ServerFault,
    UserUnreachable,
    error_for,
)
from bot.zalo.events import parse
from tests.bot.broadcast.town import OA, SECOND, WORDS, Killed, Town


def echo(town: Town, user_id: str, text: str, name: str = "oa_send_text", msg: str = "m9"):
    body = (
        f'{{"event_name":"{name}","app_id":"1","timestamp":"1764464400000",'
        f'"sender":{{"id":"{OA}"}},"recipient":{{"id":"{user_id}"}},'
        f'"message":{{"text":"{text}","msg_id":"{msg}"}}}}'
    )
    return town.receipts.of_event(parse(body.encode()))


def test_everybody_who_asked_gets_it_once_and_the_numbers_add_up(town: Town):
    for user_id in ("1", "2", "3"):
        town.person(user_id)
    town.person("4", wants=None)
    town.person("5", wants=False)
    made = town.running()
    assert made.size == 3
    assert town.send(10) == 3
    town.tick()
    assert town.broadcasts.get(made.id).state is BroadcastState.FINISHED
    assert {each: len(got) for each, got in town.phones.arrived.items()} == {"1": 1, "2": 1, "3": 1}
    assert town.states(made) == {"sent": 3}


def test_whoever_told_of_danger_is_in_no_audience(town: Town):
    town.person("1")
    town.person("2")
    town.people.keep_quiet(OA, "2", town.clock() + timedelta(days=90))
    assert town.running().size == 1


def test_danger_told_while_it_runs_takes_her_out_without_saying_why(town: Town):
    town.person("1")
    made = town.running()
    town.people.keep_quiet(OA, "1", town.clock() + timedelta(days=90))
    town.send()
    assert town.phones.arrived == {}
    assert town.states(made) == {"skipped:not_now": 1}


def test_an_opt_out_in_the_middle_counts_at_once(town: Town):
    for user_id in ("1", "2"):
        town.person(user_id)
    made = town.running()
    town.send()
    town.says("2", wants=False)
    town.send(5)
    assert town.states(made) == {"sent": 1, "skipped:opted_out": 1}


@pytest.mark.parametrize(("hours", "why"), [(49, "would_be_billed"), (24 * 7 + 1, "window_passed")])
def test_zalos_windows_are_kept(town: Town, hours: float, why: str):
    town.person("1", hours_ago=hours)
    made = town.running()
    town.send()
    assert town.states(made) == {f"skipped:{why}": 1}


def test_a_third_broadcast_of_the_week_stays_away_and_monday_counts_anew(town: Town):
    town.person("1")
    for _ in range(2):
        town.running()
        assert town.send(2) == 1
    third = town.running()
    town.send()
    assert town.states(third) == {"skipped:weekly_cap": 1}
    town.clock.wind(days=7)
    town.people.touch_inbound(OA, "1", town.clock())
    fresh = town.running()
    town.send()
    assert town.states(fresh) == {"sent": 1}


def test_a_kill_before_the_send_is_found_in_no_history_and_sent_then(town: Town):
    town.person("1")
    made = town.running()
    town.phones.trouble.append((False, Killed()))
    with pytest.raises(Killed):
        town.send()
    assert town.states(made) == {"claimed": 1}
    town.clock.wind(seconds=61)
    town.tick()
    assert town.states(made) == {"waiting": 1}
    town.send()
    town.tick()
    assert town.states(made) == {"sent": 1}
    assert len(town.phones.arrived["1"]) == 1


def test_a_kill_after_the_send_is_found_in_the_history_and_never_repeated(town: Town):
    town.person("1")
    made = town.running()
    town.phones.trouble.append((True, Killed()))
    with pytest.raises(Killed):
        town.send()
    town.clock.wind(seconds=61)
    town.tick()
    town.send()
    town.tick()
    assert town.states(made) == {"sent": 1}
    assert town.broadcasts.get(made.id).state is BroadcastState.FINISHED
    assert len(town.phones.arrived["1"]) == 1


def test_what_no_history_tells_stays_unknown_and_is_counted_so(town: Town):
    town.person("1")
    made = town.running()
    town.phones.trouble.append((True, Killed()))
    with pytest.raises(Killed):
        town.send()
    for number in range(12):
        town.phones._send("1", f"Câu trả lời {number}")
    for _ in range(4):
        town.clock.wind(minutes=3)
        town.tick()
        town.send()
    assert town.states(made) == {"unknown:lost": 1}
    assert town.broadcasts.get(made.id).state is BroadcastState.FINISHED


def test_while_zalo_is_out_of_reach_nobody_is_given_up(town: Town):
    for user_id in map(str, range(6)):
        town.person(user_id)
    made = town.running()
    for _ in range(40):
        town.phones.trouble.append(RetryLater(0, "not_connected"))
        town.send()
        town.clock.wind(minutes=1)
    town.phones.trouble.clear()
    assert town.send(6) == 6
    town.tick()
    assert town.states(made) == {"sent": 6}


def test_an_outage_of_zalo_takes_a_few_and_lets_the_others_wait(town: Town):
    for user_id in map(str, range(9)):
        town.person(user_id)
    made = town.running()
    town.phones.trouble.extend(ServerFault(0, "http_503") for _ in range(9))
    assert town.send(9) == 3
    assert town.states(made) == {"unknown:http_503": 3, "waiting": 6}


def test_a_look_that_nobody_could_answer_does_not_count(
    town: Town, monkeypatch: pytest.MonkeyPatch
):
    town.person("1")
    made = town.running()
    town.phones.trouble.append((False, DeliveryUnknown(0, "timeout")))
    town.send()

    def away(*_: object) -> None:
        raise RetryLater(0, "not_connected")

    with monkeypatch.context() as patched:
        patched.setattr(town.phones, "recent_messages", away)
        for _ in range(10):
            town.clock.wind(minutes=2)
            town.tick()
    town.clock.wind(minutes=2)
    town.tick()
    town.send()
    town.tick()
    assert town.states(made) == {"sent": 1}


def test_the_echo_tells_what_became_of_it(town: Town):
    town.person("1")
    made = town.running()
    town.phones.trouble.append((False, DeliveryUnknown(0, "timeout")))
    town.send()
    assert town.states(made) == {"unknown:timeout": 1}
    assert not echo(town, "1", "Câu khác")
    assert echo(town, "1", f"{WORDS.text}\\n\\nKhông muốn nhận nữa, chị nhắn “ngừng nhận tin”.")
    assert town.states(made) == {"sent": 1}
    assert echo(town, "1", "", "user_received_message")
    assert echo(town, "1", "", "user_seen_message")
    assert not echo(town, "1", "", "user_received_message", msg="of-an-answer")
    assert town.states(made) == {"seen": 1}


def test_a_receipt_that_is_faster_than_the_answer_waits_for_it(town: Town):
    town.person("1")
    made = town.running()
    town.phones.trouble.append((True, Killed()))
    with pytest.raises(Killed):
        town.send()
    with pytest.raises(HeldBack):
        echo(town, "1", "", "user_received_message", msg="m1")
    assert town.states(made) == {"claimed": 1}
    town.clock.wind(seconds=4)
    assert not echo(town, "1", "", "user_received_message", msg="m1")


def test_who_cannot_be_reached_is_left_alone_until_she_writes(town: Town):
    town.person("1")
    made = town.running()
    town.phones.trouble.append(UserUnreachable(-230, "no_interaction_in_7_days"))
    town.send()
    assert town.states(made) == {"refused:no_interaction_in_7_days": 1}
    again = town.running()
    town.send()
    assert town.states(again) == {"skipped:not_now": 1}
    town.people.touch_inbound(OA, "1", town.clock())
    third = town.running()
    town.send()
    assert town.states(third) == {"sent": 1}


def test_a_stopped_account_pauses_everything_and_goes_on_where_it_was(town: Town):
    for user_id in ("1", "2"):
        town.person(user_id)
    made, other = town.running(), town.running()
    town.phones.trouble.append(AccountStopped(-211, "out_of_quota"))
    town.send()
    for each in (made, other):
        found = town.broadcasts.get(each.id)
        assert (found.state, found.reason) == (BroadcastState.PAUSED, "out_of_quota")
    assert [each.id for each in town.broadcasts.to_tell()] == [made.id, other.id]
    assert town.broadcasts.to_tell() == []
    town.life.resume(made.id, SECOND)
    assert town.send(5) == 2
    assert town.states(made) == {"sent": 2}


def test_night_and_rate_let_it_wait_and_nobody_is_lost(town: Town):
    town.person("1")
    made = town.running()
    town.phones.trouble.extend(
        [error_for(-32), OutsideHours(-234, "night", wait=timedelta(minutes=30))]
    )
    assert town.send(2) == 2
    assert town.states(made) == {"waiting": 1}
    assert town.send() == 0
    town.clock.wind(minutes=31)
    assert town.send() == 1
    assert town.states(made) == {"sent": 1}


def test_what_zalo_refuses_for_what_it_says_stops_after_three(town: Town):
    for user_id in map(str, range(6)):
        town.person(user_id)
    made = town.running()
    town.phones.trouble.extend(RequestRejected(-201, "invalid_parameter") for _ in range(6))
    town.send(6)
    assert town.broadcasts.get(made.id).reason == "content_refused"
    assert town.states(made) == {"refused:invalid_parameter": 3, "waiting": 3}


def test_single_refusals_stop_nothing_that_others_got(town: Town):
    for user_id in map(str, range(6)):
        town.person(user_id)
    made = town.running()
    town.send(2)
    for number, message in enumerate(("m1", "m2")):
        echo(town, str(number), "", "user_received_message", msg=message)
    town.phones.trouble.extend(RequestRejected(-201, "invalid_parameter") for _ in range(3))
    town.send(4)
    assert town.broadcasts.get(made.id).reason == ""
    assert town.states(made) == {"delivered": 2, "refused:invalid_parameter": 3, "sent": 1}


def test_whom_zalo_cannot_reach_does_not_speak_against_the_words(town: Town):
    for user_id in map(str, range(4)):
        town.person(user_id)
    made = town.running()
    away = UserUnreachable(-230, "no_interaction_in_7_days")
    town.phones.trouble.extend([away, away, RequestRejected(-201, "invalid_parameter")])
    town.send(4)
    assert town.broadcasts.get(made.id).reason == ""
    assert town.states(made)["sent"] == 1


def test_a_dead_group_is_told_and_the_others_get_it(town: Town):
    town.phones.history_of_groups = [GroupInfo("g1", "Tổ 1", 9, True), GroupInfo("g2", "", 3, True)]
    made = town.running(audience=Audience(RecipientKind.GROUP, every_group=True))
    town.phones.trouble.append(GroupUnavailable(-237, "group_disabled"))
    town.send(3)
    assert town.states(made) == {"refused:group_disabled": 1, "sent": 1}
    assert town.audiences.groups(OA)[0] == ("g1", "Tổ 1", "group_disabled")
    assert "ngừng" not in town.phones.arrived["g2"][0].text


def test_pause_and_cancel_stop_at_once_in_the_middle(town: Town):
    for user_id in map(str, range(4)):
        town.person(user_id)
    made = town.running()
    town.send()
    town.life.pause(made.id, SECOND)
    assert town.send() == 0
    town.life.resume(made.id, SECOND)
    town.send()
    town.life.cancel(made.id, SECOND)
    assert town.send() == 0
    assert town.states(made) == {"sent": 2, "skipped:cancelled": 2}
    with pytest.raises(WrongBroadcastState):
        town.life.resume(made.id, SECOND)


def test_after_an_outage_nothing_goes_out_late(town: Town):
    town.person("1")
    made = town.scheduled()
    town.clock.wind(hours=3)
    town.tick()
    assert town.send() == 0
    assert town.broadcasts.get(made.id).state is BroadcastState.EXPIRED


def test_one_that_did_not_get_through_in_time_ends_and_says_so(town: Town):
    for user_id in ("1", "2"):
        town.person(user_id)
    made = town.running()
    town.send()
    town.clock.wind(hours=3)
    assert town.send() == 0
    town.tick()
    assert town.broadcasts.get(made.id).state is BroadcastState.EXPIRED
    assert town.states(made) == {"sent": 1, "skipped:expired": 1}


def test_that_nobody_got_it_in_time_is_told_once(town: Town):
    town.person("1")
    town.officer("9001")
    town.officer("9002", Role.OFFICER)
    made = town.scheduled()
    town.clock.wind(hours=3)
    for _ in range(2):
        town.tick()
    (told,) = town.told("9001")
    assert f"{made.code} “Việc nhà”" in told
    assert "chưa gửi cho ai" in told
    assert town.told("9002") == []


def test_that_some_did_not_get_it_in_time_is_told_and_why(town: Town):
    for user_id in ("1", "2", "3"):
        town.person(user_id)
    town.officer("9001")
    town.running()
    town.send()
    town.phones.trouble.append(AccountStopped(-211, "out_of_quota"))
    town.send()
    town.tick()
    assert len(town.told("9001")) == 1
    town.clock.wind(hours=3)
    town.tick()
    told = town.told("9001")[1]
    assert "2 nơi chưa nhận" in told
    assert "đã hết lượt gửi tin của gói" in told


def test_what_everybody_got_ends_without_a_word(town: Town):
    town.person("1")
    town.person("2", wants=None)
    town.officer("9001")
    made = town.running()
    town.send()
    town.life.pause(made.id, SECOND)
    town.clock.wind(hours=3)
    town.tick()
    assert town.broadcasts.get(made.id).state is BroadcastState.EXPIRED
    assert town.told("9001") == []


def test_of_what_was_cancelled_nobody_is_told_that_it_stopped(town: Town):
    town.person("1")
    town.officer("9001")
    made = town.running()
    town.stop(made, "out_of_quota")
    town.life.cancel(made.id, SECOND)
    town.tick()
    assert town.told("9001") == []


def test_whoever_is_forgotten_leaves_a_row_without_her(town: Town):
    for user_id in ("1", "2"):
        town.person(user_id)
    made = town.running()
    town.people.forget(OA, "2")
    town.send(5)
    town.tick()
    assert town.states(made) == {"sent": 1, "skipped:erased": 1}
    assert "2" not in town.phones.arrived
