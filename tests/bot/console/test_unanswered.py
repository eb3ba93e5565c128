"""Open questions: who may see them, answered once, and sent once to those who asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from redis import Redis
from sqlalchemy import func, select

from bot import keys
from bot.faq.life_cycle import FaqLifeCycle
from bot.store.audit import AuditRepository
from bot.store.consents import Consent, ConsentRepository
from bot.store.exchange_models import GroupState, UnansweredQuestionRow
from bot.store.models import Role
from bot.store.people import PeopleRepository
from bot.store.takeover_models import WaitingAnswerRow
from bot.store.unanswered import GroupUnknown, QuestionGroup, UnansweredQuestions
from bot.store.waiting_answers import WaitingAnswers
from handlers.people import Purpose
from tests.bot.console.office import Office
from tests.bot.exchanges.activity import fill

PATH = "/console/chua-tra-loi"
ANSWER = "Phường có lớp dạy bơi cho trẻ em vào sáng thứ bảy hằng tuần."


@pytest.fixture
def questions(office: Office) -> UnansweredQuestions:
    return fill(office.database, office.parts.secret_key, office.oa_id, office.parts.now())


def first(
    office: Office, questions: UnansweredQuestions, state: GroupState = GroupState.OPEN
) -> QuestionGroup:
    return questions.groups(office.oa_id, state, office.parts.now(), 25)[0]


def allow(
    office: Office, user_id: str, purpose: Purpose = Purpose.OFFICER, given: bool = True
) -> None:
    consent = Consent(
        office.oa_id, user_id, purpose, given, "1", f"{user_id}{purpose}", office.parts.now()
    )
    ConsentRepository(office.database).add(consent)


def waiting(office: Office) -> list[WaitingAnswerRow]:
    with office.database.reading() as session:
        return list(session.scalars(select(WaitingAnswerRow)))


def named(office: Office) -> int:
    row = UnansweredQuestionRow
    with office.database.reading() as session:
        return session.scalar(select(func.count()).where(row.user_id.is_not(None))) or 0


def draft(office: Office, group: QuestionGroup) -> None:
    form = {"question": "Phường có lớp dạy bơi không?", "answer": ANSWER, "basis": ""}
    answer = office.client(Role.OFFICER).send(f"{PATH}/{group.id}", form)
    assert answer.status_code == 302, answer.text


def publish(office: Office, group: QuestionGroup) -> None:
    """By two others."""
    cycle = FaqLifeCycle(office.database, office.parts.library, clock=office.parts.now)
    faq_id = group.faq_id or 0
    cycle.check(faq_id, office.officers[Role.EDITOR])
    cycle.approve(faq_id, office.officers[Role.APPROVER])
    cycle.publish(faq_id, office.officers[Role.APPROVER])


def test_most_asked_first_with_its_count(office: Office, questions: UnansweredQuestions):
    group = first(office, questions)
    assert (group.count, group.askers) == (3, 3)
    page = office.client(Role.OFFICER).get(PATH).text
    assert page.index("dạy bơi") < page.index("phòng cưới")
    assert "3 lần hỏi" in page
    assert questions.open_groups(office.oa_id) == 2


def test_who_only_looks_sees_no_question(office: Office, questions: UnansweredQuestions):
    visitor = office.client(Role.VIEWER)
    group = first(office, questions)
    assert visitor.get(PATH).status_code == 403
    assert visitor.get(f"{PATH}/{group.id}").status_code == 403


def test_a_group_is_answered_once(office: Office, questions: UnansweredQuestions):
    group = first(office, questions)
    draft(office, group)
    after = questions.group(office.oa_id, group.id, office.parts.now())
    assert after.state is GroupState.ANSWERED
    form = {"question": "Một câu hỏi khác hẳn", "answer": ANSWER}
    again = office.client(Role.ADMIN).send(f"{PATH}/{group.id}", form, follow_redirects=True)
    assert "đã có người soạn" in again.text
    assert questions.group(office.oa_id, group.id, office.parts.now()).faq_id == after.faq_id
    assert questions.open_groups(office.oa_id) == 1


def test_what_cannot_be_taken_is_told_and_kept_in_the_form(
    office: Office, questions: UnansweredQuestions
):
    group = first(office, questions)
    form = {
        "question": "Phường có lớp dạy bơi không?",
        "answer": ANSWER,
        "basis": "điều luật nào đó",
    }
    answer = office.client(Role.OFFICER).send(f"{PATH}/{group.id}", form)
    assert answer.status_code == 422
    assert ANSWER in answer.text
    assert questions.group(office.oa_id, group.id, office.parts.now()).state is GroupState.OPEN


def test_those_who_allow_it_are_answered_each_once(
    office: Office, questions: UnansweredQuestions, redis: Redis
):
    allow(office, "user-0")
    allow(office, "user-1")
    allow(office, "user-1", Purpose.ANSWERS, given=False)
    group = first(office, questions)
    draft(office, group)
    publish(office, first(office, questions, GroupState.ANSWERED))
    visitor = office.client(Role.OFFICER)
    for _ in range(2):
        assert visitor.send(f"{PATH}/{group.id}/gui").status_code == 302
    (row,) = waiting(office)
    assert (row.user_id, row.handover_id) == ("user-0", None)
    (answer,) = WaitingAnswers(office.database, office.parts.secret_key).of_person(
        office.oa_id, "user-0"
    )
    assert ANSWER in answer.text
    assert redis.exists(keys.answer_waits(keys.mailbox_name(office.oa_id, "user-0")))
    assert questions.askers(group.id, office.parts.now()) == []
    assert named(office) == 1  # the one who asked something else


def test_before_it_is_published_nobody_is_told(office: Office, questions: UnansweredQuestions):
    allow(office, "user-0")
    group = first(office, questions)
    draft(office, group)
    assert office.client(Role.OFFICER).send(f"{PATH}/{group.id}/gui").status_code == 409
    assert waiting(office) == []
    assert named(office) == 4


def test_an_faq_that_is_there_answers_a_group_too(office: Office, questions: UnansweredQuestions):
    group = first(office, questions)
    draft(office, group)
    code = f"f{first(office, questions, GroupState.ANSWERED).faq_id}"
    other = first(office, questions)
    visitor = office.client(Role.OFFICER)
    visitor.send(f"{PATH}/{other.id}/dung-cau-co-san", {"code": "F999"})
    assert questions.open_groups(office.oa_id) == 1
    visitor.send(f"{PATH}/{other.id}/dung-cau-co-san", {"code": code})
    assert questions.open_groups(office.oa_id) == 0


def test_put_aside_and_taken_up_again(office: Office, questions: UnansweredQuestions):
    group, visitor = first(office, questions), office.client(Role.OFFICER)
    visitor.send(f"{PATH}/{group.id}/bo-qua")
    assert first(office, questions, GroupState.DISMISSED).id == group.id
    visitor.send(f"{PATH}/{group.id}/mo-lai")
    assert first(office, questions).id == group.id
    actions = [each.action for each in AuditRepository(office.database).latest()]
    assert {"question_group_dismissed", "question_group_reopened"} <= set(actions)


def test_another_account_s_group_is_not_found(office: Office, questions: UnansweredQuestions):
    assert office.client(Role.ADMIN).get(f"{PATH}/999").status_code == 404
    with pytest.raises(GroupUnknown):
        questions.close(
            "another", first(office, questions).id, GroupState.DISMISSED, office.parts.now()
        )


def test_who_asked_is_forgotten_with_her_window(office: Office, questions: UnansweredQuestions):
    now = office.parts.now()
    assert named(office) == 4
    PeopleRepository(office.database).touch_inbound(office.oa_id, "user-0", now)
    questions.let_go(now + timedelta(days=6, hours=12))
    assert named(office) == 1
    questions.let_go(now + timedelta(days=7, minutes=1))
    assert named(office) == 0
    questions.erase(now + timedelta(days=1))
    assert questions.open_groups(office.oa_id) == 0
