"""What she decides about her data, from her message to the last store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis import Redis
from sqlalchemy import LargeBinary, String, Text, cast, func, select

from bot import keys
from bot.store.broadcast_models import RecipientKind, RecipientRow, RecipientState
from bot.store.broadcast_records import Audience, BroadcastContent
from bot.store.broadcasts import BroadcastRepository
from bot.store.data_requests import DataRequest
from bot.store.label_models import LabelKind
from bot.store.labels import Labelled, LabelRepository
from bot.store.rights_models import Source
from bot.store.tables import Base
from bot.zalo.errors import RequestRejected
from handlers.actions import Right
from handlers.consent import wording
from handlers.people import Purpose
from handlers.texts import privacy as texts
from handlers.turn import Conversation
from tests.bot.privacy.conftest import LAN, MAILBOX, OA, OTHER, Ward

FIRE = "Nấu cơm có phải trông lửa không?"


def requests(ward: Ward) -> list[DataRequest]:
    return list(ward.register.list(all_of_them=True))


# -- Consent --


def test_nothing_is_agreed_before_she_says_so_and_memory_is_short(ward: Ward, redis: Redis):
    ward.hears(FIRE)
    assert ward.consents.history(OA, LAN) == []
    assert 0 < redis.ttl(keys.conversation(MAILBOX)) <= 24 * 3600


def test_agreeing_to_history_is_proven_and_lengthens_memory(ward: Ward, redis: Redis):
    ward.hears("cho phép")
    ward.hears("1")
    (consent,) = ward.consents.history(OA, LAN)
    assert (consent.purpose, consent.given) == (Purpose.HISTORY, True)
    assert consent.wording == wording()
    ward.hears(FIRE)
    assert redis.ttl(keys.conversation(MAILBOX)) > 29 * 24 * 3600


def test_taking_it_back_shortens_memory_at_once(ward: Ward, redis: Redis):
    ward.hears("cho nhớ lâu")
    said = ward.hears("thôi nhớ lâu")
    assert "DL-2026-0001" in said
    assert 0 < redis.ttl(keys.conversation(MAILBOX)) <= 24 * 3600
    assert ward.consents.latest(OA, LAN) == {Purpose.HISTORY: False}
    assert [each.given for each in ward.consents.history(OA, LAN)] == [True, False]


def test_who_takes_everything_back_is_not_answered_until_she_says_so(ward: Ward):
    ward.hears(FIRE)
    ward.hears("rút hết")
    assert "Chị đã rút đồng ý" in ward.hears(FIRE)
    assert ward.talk.question == ""
    ward.hears("đồng ý")
    assert "trông lửa" in ward.hears(FIRE)


def test_what_is_copied_to_redis_goes_within_a_minute(ward: Ward, redis: Redis):
    ward.hears(FIRE)
    assert 0 < redis.ttl(keys.agreed(MAILBOX)) <= 60


def test_a_repeated_event_adds_no_second_word(ward: Ward):
    ward.hears("cho gửi mẹo luật")
    (consent,) = ward.consents.history(OA, LAN)
    ward.consents.add(consent)
    assert len(ward.consents.history(OA, LAN)) == 1


# -- Nothing is handed over against her will --


def fail_to_deliver(ward: Ward) -> None:
    ward.phone.failures = [RequestRejected(-201, "invalid")]
    ward.hears(FIRE)


def test_an_answer_that_cannot_be_sent_is_handed_over(ward: Ward):
    fail_to_deliver(ward)
    assert [each.reason for each in ward.handovers.list_open(OA)] == ["not_delivered"]


def test_not_if_she_refused_that(ward: Ward):
    ward.hears("thôi tự báo cán bộ")
    fail_to_deliver(ward)
    assert ward.handovers.list_open(OA) == []
    ward.hears("gặp cán bộ")
    assert [each.reason for each in ward.handovers.list_open(OA)] == ["asked"]


def test_taking_everything_back_ends_what_waits_but_no_matter_of_danger(ward: Ward):
    ward.hears("gặp cán bộ")
    ward.hears("rút hết")
    assert ward.handovers.list_open(OA) == []
    ward.handovers.open(OA, LAN, "danger", "C2")
    ward.hears("rút hết")
    assert len(ward.handovers.list_open(OA)) == 1


# -- Seeing --


def test_she_sees_what_is_held_with_a_receipt(ward: Ward):
    ward.hears(FIRE)
    ward.hears("cho nhớ lâu")
    ward.hears("gặp cán bộ")
    said = ward.hears("XEM DỮ LIỆU")
    for part in (
        "từ ngày 30/11/2026",
        "nhớ lâu",
        "30 ngày",
        texts.WAITS_FOR_OFFICER,
        "DL-2026-0001",
    ):
        assert part in said
    assert "trông lửa" not in said
    (entry,) = requests(ward)
    assert (entry.right, entry.outcome, entry.user_id) == (Right.SEE, "done", "")


def test_a_case_is_not_shown_to_whoever_holds_her_phone(ward: Ward):
    ward.hears("xin chào")
    calm = ward.hears("xem dữ liệu")
    ward.hears("chồng đang cầm dao dọa giết tôi, cứu với")
    ward.hears("gặp cán bộ")
    assert ward.duty.register.of_person(OA, LAN) is not None
    watched = ward.hears("xem dữ liệu")
    assert watched.replace("0002", "0001") == calm


# -- Correcting --


def test_what_an_officer_must_put_right_waits_with_its_clocks(ward: Ward):
    said = ward.hears("sửa dữ liệu")
    (entry,) = ward.register.list(OA)
    assert (entry.code, entry.user_id, entry.finished_at) == ("DL-2026-0001", LAN, None)
    assert entry.reply_by == datetime(2026, 12, 2, 10, 0, tzinfo=UTC)
    assert entry.finish_by - entry.received_at == timedelta(days=15)
    assert "02/12/2026" in said
    assert [each.reason for each in ward.handovers.list_open(OA)] == ["correct_data"]
    assert "DL-2026-0001" in ward.hears("xem dữ liệu")


def test_a_holiday_moves_the_reply(ward: Ward):
    ward.now = datetime(2026, 12, 31, 3, 0, tzinfo=UTC)  # the day before New Year, a Thursday
    ward.hears("sửa dữ liệu")
    (entry,) = ward.register.list(OA)
    assert entry.reply_by == datetime(2027, 1, 5, 10, 0, tzinfo=UTC)


def test_officers_are_warned_of_what_is_overdue_once_a_day(ward: Ward):
    ward.officer("Chị Hoa")
    ward.hears("sửa dữ liệu")
    ward.phone.arrived.clear()
    ward.privacy.overdue.tick(ward.now)
    assert ward.phone.arrived == []
    late = datetime(2026, 12, 2, 10, 1, tzinfo=UTC)
    for after in (timedelta(0), timedelta(hours=23), timedelta(hours=24)):
        ward.privacy.overdue.tick(late + after)
    assert [("DL-2026-0001" in each) for each in ward.phone.arrived] == [True, True]
    ward.register.finish("DL-2026-0001", "a@example.vn", "done", late)
    ward.privacy.overdue.tick(late + timedelta(days=9))
    assert len(ward.phone.arrived) == 2


# -- Erasing --


def a_full_life(ward: Ward) -> None:
    """Something of hers in every store."""
    for text in (
        "xin chào", FIRE, "không", "1", "cho nhớ lâu", "cho tự báo cán bộ", "xyz qwert plokm",
        "dễ đọc", "sửa dữ liệu", "gặp cán bộ",
        "xem dữ liệu", "thôi nhớ lâu",
    ):  # fmt: skip
        ward.hears(text)
    ward.people.set_following(OA, LAN, True)
    ward.hears("nhận tin trẻ em")
    broadcasts_to_her(ward)
    label = Labelled(RecipientKind.PERSON, LAN, LabelKind.BRANCH, "Chi hội Tổ 5")
    LabelRepository(ward.database).put(OA, [label], ward.now)


def broadcasts_to_her(ward: Ward) -> None:
    """One that she saw and one that she waits for."""
    for state in (RecipientState.SEEN, RecipientState.WAITING):
        made = BroadcastRepository(ward.database).add(
            OA, BroadcastContent("Tin", "Tin."), Audience(), "hoa"
        )
        row = RecipientRow(
            broadcast_id=made.id, oa_id=OA, kind=RecipientKind.PERSON, recipient_id=LAN,
            state=state, changed_at=ward.now,
            message_id=f"to {LAN}" if state is RecipientState.SEEN else None,
        )  # fmt: skip
        with ward.database.writing() as session:
            session.add(row)


def rows_that_name_her(ward: Ward) -> list[str]:
    found = []
    with ward.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, LargeBinary):
                    continue
                wide = cast(column, Text if not isinstance(column.type, String) else String)
                named = select(func.count()).where(func.coalesce(wide, "").contains(LAN))
                if session.scalar(named.select_from(table)):
                    found.append(f"{table.name}.{column.name}")
    return found


def keys_that_name_her(redis: Redis) -> list[bytes]:
    return [key for key in redis.scan_iter() if LAN.encode() in key + _content(redis, key)]


def _content(redis: Redis, key: bytes) -> bytes:
    readers: dict[bytes, Any] = {
        b"string": lambda: redis.get(key),
        b"list": lambda: redis.lrange(key, 0, -1),
        b"hash": lambda: redis.hgetall(key),
        b"zset": lambda: redis.zrange(key, 0, -1),
        b"set": lambda: redis.smembers(key),
    }
    return repr(readers[redis.type(key)]()).encode()


def test_before_erasing_she_is_found(ward: Ward, redis: Redis):
    a_full_life(ward)
    assert {
        "people.user_id",
        "consents.user_id",
        "handovers.user_id",
        "data_requests.user_id",
        "unanswered_questions.user_id",
        "subscriptions.user_id",
        "person_labels.user_id",
        "broadcast_recipients.recipient_id",
        "broadcast_recipients.message_id",
    } <= set(rows_that_name_her(ward))
    assert keys_that_name_her(redis)


@pytest.mark.parametrize("way", ["chat", "zalo", "zalo, no account named"])
def test_after_erasing_no_store_names_her(ward: Ward, redis: Redis, way: str):
    a_full_life(ward)
    if way == "chat":
        ward.hears("xóa dữ liệu")
        assert "Sổ yêu cầu chỉ còn mã này" in ward.hears("1")
    else:
        ward.withdraws(**({"oa_id": OA} if way == "zalo" else {"sender": {}, "recipient": {}}))
    assert rows_that_name_her(ward) == []
    assert keys_that_name_her(redis) == []
    assert ward.talk == Conversation()
    last = max(requests(ward), key=lambda each: each.code)
    assert (last.right, last.outcome, last.oa_id) == (Right.ERASE, "done", OA)
    assert last.source is (Source.CHAT if way == "chat" else Source.ZALO)
    assert last.person == ward.register.person(OA, LAN)
    assert all(each.finished_at is not None for each in requests(ward))
    with ward.database.reading() as session:
        states = [(row.state, row.reason) for row in session.scalars(select(RecipientRow))]
    assert states == [(RecipientState.SEEN, ""), (RecipientState.SKIPPED, "erased")]


def test_what_she_wrote_last_goes_with_the_plans_within_minutes(ward: Ward, redis: Redis):
    ward.hears(FIRE)
    ward.hears("đồng ý xóa hết")
    kept = [key for key in redis.scan_iter() if b"outbox" in key]
    assert kept
    assert all(0 < redis.ttl(key) <= 600 for key in kept)


def test_an_open_case_keeps_her_until_it_closes(ward: Ward):
    ward.hears("chồng đang cầm dao dọa giết tôi, cứu với")
    ward.hears("đồng ý xóa hết")
    assert set(rows_that_name_her(ward)) == {"cases.user_id", "people.user_id"}
    person = ward.people.get(OA, LAN)
    assert person is not None
    assert not person.may_be_pushed(ward.now + timedelta(days=89))
    assert (person.first_inbound_at, person.last_inbound_at, person.following) == (
        None, None, False,
    )  # fmt: skip
    case = ward.duty.register.of_person(OA, LAN)
    assert case is not None
    ward.officer("Chị Hoa")
    ward.duty.register.close(OA, case.number, 1, "helped", ward.now, timedelta(days=90))
    assert rows_that_name_her(ward) == []


def test_erasing_twice_is_two_receipts_and_no_harm(ward: Ward):
    for _ in range(2):
        ward.hears("đồng ý xóa hết")
    assert [each.code for each in requests(ward)] == ["DL-2026-0001", "DL-2026-0002"]


def test_a_withdrawal_is_entered_only_where_she_is_known(ward: Ward):
    ward.hears(FIRE)
    ward.withdraws(sender={}, recipient={})
    assert [each.oa_id for each in requests(ward)] == [OA]
    assert OTHER not in {each.oa_id for each in requests(ward)}


def test_every_request_is_in_the_audit_log_and_names_nobody(ward: Ward):
    a_full_life(ward)
    ward.hears("đồng ý xóa hết")
    entries = [each for each in ward.audit.latest() if each.action.startswith("data_request")]
    assert len(entries) == 2 * len(requests(ward))
    assert all(LAN not in each.subject for each in entries)


# -- What she thinks of answers --


def test_an_opinion_is_kept_without_her(ward: Ward):
    ward.hears("xin chào")
    ward.hears(FIRE)
    ward.hears("không")
    ward.hears("3")
    (opinion,) = ward.feedback.since()
    assert (opinion.useful, opinion.reason, opinion.oa_id) == (False, "incomplete", OA)
    assert opinion.card or opinion.citations
    assert opinion.library == ward.library.version
    assert "feedback" not in {name.split(".")[0] for name in rows_that_name_her(ward)}
