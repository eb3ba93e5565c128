"""What a process keeps of an account's questions is what the table says, whatever was changed."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import delete

from bot.faq.content import FaqContent
from bot.faq.known import KnownQuestions, known_questions
from bot.store.faq_models import FaqRow
from tests.bot.faq.conftest import CONTENT, OA, OTHER_OA, Office

PITCH = FaqContent("Thuê sân bóng của phường thế nào?", "Chị đến nhà văn hóa đăng ký.")


def found(known: KnownQuestions, content: FaqContent, oa_id: str = OA) -> list[int]:
    return known(oa_id).closest(content)


def test_what_is_changed_is_known_at_the_next_question(office: Office) -> None:
    known = known_questions(office.database)
    assert found(known, CONTENT) == []
    number = office.published()
    assert found(known, CONTENT) == [number]
    other = office.life.draft(OA, PITCH, office.lan).id
    assert (found(known, CONTENT), found(known, PITCH)) == ([number], [other])
    office.life.edit(
        number, replace(CONTENT, question="Ai giữ chìa khóa?", variants=()), office.lan
    )
    assert found(known, CONTENT) == []
    office.life.unpublish(number, office.hoa, "sai")
    office.life.withdraw(other, office.lan, "trùng")
    assert found(known, PITCH) == []
    assert len(known(OA)) == 1


def test_only_what_was_changed_is_read(office: Office) -> None:
    known = known_questions(office.database)
    office.published()
    weighed = known(OA)
    for n in range(3):
        office.life.draft(OA, replace(PITCH, question=f"{PITCH.question} {n}"), office.lan)
        assert known(OA) is weighed
    assert len(weighed) == 4


def test_one_that_was_removed_altogether(office: Office) -> None:
    known = known_questions(office.database)
    number = office.life.draft(OA, CONTENT, office.lan).id
    kept = office.life.draft(OA, PITCH, office.lan).id
    assert found(known, CONTENT) == [number]
    with office.database.writing() as session:
        session.execute(delete(FaqRow).where(FaqRow.id == number))
    assert (found(known, CONTENT), found(known, PITCH)) == ([], [kept])


def test_each_account_has_its_own_and_everybodys(office: Office) -> None:
    known = known_questions(office.database)
    assert known_questions(office.database) is known
    own, everybodys = office.published(CONTENT, OA), office.published(PITCH, "")
    assert (found(known, CONTENT, OTHER_OA), found(known, PITCH, OTHER_OA)) == ([], [everybodys])
    assert found(known, CONTENT) == [own]
