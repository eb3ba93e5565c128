"""From her message to the counts: once, after the answer, and of open questions no more than she
allows.
"""

from __future__ import annotations

from datetime import date, timedelta

from redis import Redis
from sqlalchemy import select

from bot.exchanges.gathering import Gathering
from bot.exchanges.telling import Telling
from bot.store.exchange_models import ExchangeRow, GroupState, UnansweredQuestionRow
from bot.store.exchanges import Period
from bot.store.waiting_answers import AnswerDraft, WaitingAnswers
from handlers.exchange import Outcome
from tests.bot.conftest import redis, redis_server, redis_url  # noqa: F401
from tests.bot.privacy.conftest import (  # noqa: F401 - a whole ward
    LAN,
    MAILBOX,
    OA,
    SECRET_KEY,
    Ward,
    database,
    postgres,
    postgres_template,
    small_library,
    sqlite_template,
    url,
    ward,
)

FIRE = "Nấu cơm có phải trông lửa không?"
UNKNOWN = "xyz qwert plokm Nguyễn Văn An 0912345678"
DAYS = Period(date(2026, 11, 30), date(2026, 11, 30))


def rows(ward: Ward) -> list[ExchangeRow]:  # noqa: F811
    with ward.database.reading() as session:
        return list(session.scalars(select(ExchangeRow).order_by(ExchangeRow.id)))


def questions(ward: Ward) -> list[UnansweredQuestionRow]:  # noqa: F811
    with ward.database.reading() as session:
        return list(session.scalars(select(UnansweredQuestionRow)))


def test_a_question_is_counted_with_its_card_and_its_hour(ward: Ward):  # noqa: F811
    ward.hears(FIRE)
    (row,) = rows(ward)
    assert (row.outcome, row.channel) == ("answered", "person")
    assert row.source
    assert row.milliseconds is not None
    assert ward.exchanges.hours(OA, DAYS) == {"10": 1}
    assert ward.exchanges.sources(OA, DAYS) == {row.source: 1}


def test_an_event_that_is_worked_off_twice_counts_once(ward: Ward):  # noqa: F811
    told = {
        "sender": {"id": LAN},
        "recipient": {"id": OA},
        "message": {"text": FIRE, "msg_id": "m"},
    }
    ward.dispatcher.read(ward.receives(**told))
    ward.redis.flushdb()
    ward.dispatcher.read(ward.receives(**told))
    assert len(rows(ward)) == 1
    assert sum(ward.exchanges.by_day(OA, DAYS).values()) == 1


def test_of_danger_nothing_but_the_day(ward: Ward):  # noqa: F811
    ward.hears("cho tự báo cán bộ")
    ward.hears("cứu tôi với, chồng tôi đang cầm dao đuổi tôi")
    ward.hears(UNKNOWN)
    assert ward.exchanges.topics(OA, DAYS)[""][Outcome.DANGER] == 1
    row = rows(ward)[1]
    assert (row.outcome, row.intent, row.channel, row.milliseconds) == ("danger", "", "", None)
    assert questions(ward) == []


def test_an_open_question_is_masked_and_sealed_and_names_nobody(ward: Ward):  # noqa: F811
    ward.hears(UNKNOWN)
    (row,) = questions(ward)
    assert row.user_id is None
    assert "xyz" not in row.sealed
    (opened,) = ward.questions.fresh(OA, 10)
    assert opened.text == "xyz qwert plokm [tên] [số điện thoại]"


def test_the_same_question_of_one_day_counts_once(ward: Ward):  # noqa: F811
    ward.hears(UNKNOWN)
    ward.hears(UNKNOWN)
    assert len(questions(ward)) == 1
    assert len(rows(ward)) == 2


def test_who_takes_it_back_is_not_named_any_longer(ward: Ward):  # noqa: F811
    ward.hears("cho tự báo cán bộ")
    ward.hears(UNKNOWN)
    assert [row.user_id for row in questions(ward)] == [LAN]
    ward.hears("thôi tự báo cán bộ")
    assert [row.user_id for row in questions(ward)] == [None]
    ward.hears("một câu khác abcd efgh ijkl")
    assert len(questions(ward)) == 1


def test_the_answer_reaches_her_once(ward: Ward, redis: Redis):  # noqa: F811
    ward.hears("cho tự báo cán bộ")
    ward.hears(UNKNOWN)
    Gathering(ward.questions, WaitingAnswers(ward.database, SECRET_KEY)).tick(ward.now)
    (group,) = ward.questions.groups(OA, GroupState.OPEN, ward.now, 10)
    answers = WaitingAnswers(ward.database, SECRET_KEY)
    telling = Telling(ward.questions, answers, ward.consents, ward.conversations)
    assert [user for _, user in ward.questions.askers(group.id, ward.now)] == [LAN]
    assert telling.may_be_told(group, ward.now) == 1
    for _ in range(2):
        answers.write(
            AnswerDraft(OA, LAN, None, None, "Đây là câu trả lời."), "asked:1:1", ward.now
        )
        ward.conversations.note_answer(MAILBOX, waits=True)
    assert ward.hears("cảm ơn").count("Đây là câu trả lời.") == 1
    assert "Đây là câu trả lời." not in ward.hears("cảm ơn")


def test_what_was_never_sent_goes_after_a_week(ward: Ward):  # noqa: F811
    ward.hears(FIRE)
    answers = WaitingAnswers(ward.database, SECRET_KEY)
    answers.write(AnswerDraft(OA, LAN, None, None, "Đây là câu trả lời."), "asked:1:1", ward.now)
    gathering = Gathering(ward.questions, answers)
    gathering.tick(ward.now + timedelta(days=6))
    assert len(answers.of_person(OA, LAN)) == 1
    gathering.tick(ward.now + timedelta(days=8))
    assert answers.of_person(OA, LAN) == []


def test_groups_come_a_page_at_a_time_most_asked_first(ward: Ward):  # noqa: F811
    for number, text in enumerate(("abcd efgh", "abcd efgh ạ", "ijkl mnop", "qrst uvwx")):
        ward.hears(text, user=f"{LAN}{number}")
    Gathering(ward.questions, WaitingAnswers(ward.database, SECRET_KEY)).tick(ward.now)
    first, second = ward.questions.groups(OA, GroupState.OPEN, ward.now, 2)
    assert (first.count, second.count) == (2, 1)
    behind = ward.questions.groups(OA, GroupState.OPEN, ward.now, 2, (second.count, second.id))
    assert [each.count for each in behind] == [1]
    assert len({first.id, second.id, behind[0].id}) == 3
