"""What is sealed in a hand-over, and what waits to be sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.store.admins import AdminRepository
from bot.store.database import Database
from bot.store.handover_texts import LONGEST_QUESTION, MOST_QUESTIONS, HandoverTexts
from bot.store.handovers import Handover, HandoverRepository
from bot.store.oas import AccountDraft, OaRepository
from bot.store.people import PeopleRepository
from bot.store.takeover_models import AnswerState
from bot.store.waiting_answers import AnswerDraft, WaitingAnswers
from tests.bot.store.conftest import SECRET_KEY

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECRET = "một câu hỏi không ai khác được đọc"


class Desk:
    """Everything that holds a text, over one database with one open hand-over."""

    def __init__(self, database: Database) -> None:
        OaRepository(database, SECRET_KEY).add(AccountDraft("1001", "A", "s"))
        self.admin = AdminRepository(database).add("lan@example.vn", "officer")
        self.people = PeopleRepository(database)
        self.handovers = HandoverRepository(database)
        self.texts = HandoverTexts(database, SECRET_KEY)
        self.answers = WaitingAnswers(database, SECRET_KEY)
        self.handover = self.handovers.open("1001", "u", "asked", "N")

    def draft(self, words: str = SECRET) -> AnswerDraft:
        return AnswerDraft("1001", "u", self.handover.id, self.admin.id, words)

    def reopened(self) -> Handover:
        self.handovers.close("1001", "u")
        return self.handovers.open("1001", "u", "asked", "N")


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_the_last_questions_are_kept_once_an_event(desk: Desk) -> None:
    for number in range(MOST_QUESTIONS + 2):
        assert desk.texts.add_question(desk.handover.id, f"câu {number}", f"e{number}")
        assert not desk.texts.add_question(desk.handover.id, "khác", f"e{number}")
    assert desk.texts.questions(desk.handover.id) == [f"câu {n}" for n in range(2, 7)]
    desk.texts.add_question(desk.handover.id, "x" * 5000, "long")
    assert len(desk.texts.questions(desk.handover.id)[-1]) == LONGEST_QUESTION
    assert not desk.texts.add_question(999, "câu", "e")
    assert desk.texts.questions(999) == []


def test_no_text_can_be_read_from_the_database(desk: Desk, database: Database) -> None:
    desk.texts.add_question(desk.handover.id, SECRET, "e1")
    desk.texts.keep_answer(desk.handover.id, SECRET)
    desk.answers.write(desk.draft(), "e2", NOW)
    with database.reading() as session:
        for table in ("handovers", "waiting_answers"):
            rows = session.execute(text(f"SELECT * FROM {table}")).all()
            assert rows
            assert SECRET not in repr(rows)
    assert desk.texts.last_answer(desk.handover.id) == SECRET
    assert SECRET not in repr(desk.answers.of_person("1001", "u"))


def test_texts_go_some_time_after_the_end(desk: Desk) -> None:
    desk.texts.add_question(desk.handover.id, SECRET, "e1")
    desk.texts.keep_answer(desk.handover.id, SECRET)
    desk.answers.write(desk.draft(), "e2", NOW)
    assert desk.texts.erase_closed(NOW + 900 * DAY) == 0
    desk.handovers.close_number("1001", 1, None, NOW)
    assert desk.texts.erase_closed(NOW) == 0
    assert desk.texts.erase_closed(NOW + DAY) == 1
    assert desk.texts.questions(desk.handover.id) == []
    assert desk.texts.last_answer(desk.handover.id) == ""
    assert desk.answers.of_person("1001", "u") == []
    assert desk.texts.erase_closed(NOW + DAY) == 0


def test_one_event_writes_one_answer_even_after_it_went_out(desk: Desk) -> None:
    first = desk.answers.write(desk.draft(), "e1", NOW)
    assert desk.answers.write(desk.draft("khác"), "e1", NOW).text == SECRET
    desk.answers.sent(first.id, NOW)
    again = desk.answers.write(desk.draft(), "e1", NOW)
    assert (again.id, again.state, again.text) == (first.id, AnswerState.SENT, "")
    assert desk.answers.of_person("1001", "u") == []


def test_answers_are_due_while_she_can_be_reached(desk: Desk) -> None:
    week = 7 * DAY
    answer = desk.answers.write(desk.draft(), "e1", NOW)
    assert desk.answers.due(NOW, week) == []
    desk.people.touch_inbound("1001", "u", NOW - week)
    assert desk.answers.due(NOW, week) == []
    desk.people.touch_inbound("1001", "u", NOW - week + timedelta(seconds=1))
    assert desk.answers.due(NOW, week) == [("1001", "u")]
    desk.answers.later(answer.id, NOW + DAY)
    assert desk.answers.due(NOW, week) == []
    assert desk.answers.due(NOW + DAY - timedelta(hours=23), week) == []
    desk.answers.later(answer.id, NOW)
    desk.people.mark_unreachable("1001", "u", "no_interaction", None)
    assert desk.answers.due(NOW, week) == []


def test_a_refusal_begins_a_new_plan_and_an_end_is_an_end(desk: Desk) -> None:
    answer = desk.answers.write(desk.draft(), "e1", NOW)
    desk.answers.unreachable(answer.id, "no_interaction")
    (waiting,) = desk.answers.of_person("1001", "u")
    assert waiting.key != answer.key
    assert desk.answers.waiting_in(desk.handover.id) == 1
    desk.answers.refused(answer.id, "policy_violation", NOW)
    assert desk.answers.waiting_in(desk.handover.id) == 0


def test_forgetting_her_leaves_no_word(desk: Desk, database: Database) -> None:
    desk.texts.add_question(desk.handover.id, SECRET, "e1")
    desk.texts.keep_answer(desk.handover.id, SECRET)
    desk.answers.write(desk.draft(), "e2", NOW)
    desk.people.forget("1001", "u")
    with database.reading() as session:
        rows = session.execute(
            text("SELECT user_id, questions_sealed, answer_sealed FROM handovers")
        )
        assert rows.all() == [("", None, None)]
        assert session.execute(text("SELECT * FROM waiting_answers")).all() == []
    assert desk.handovers.list() == []
