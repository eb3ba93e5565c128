from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.errors import StateUnavailable
from bot.faq.content import FaqContent, InvalidContent
from bot.faq.life_cycle import Operator
from bot.faq.refusals import NoSuchVersion, SamePerson, StaleVersion, WrongState
from bot.store import AuditRepository
from bot.store.faq_models import FaqSource, FaqState
from bot.store.faqs import UnknownFaq
from knowledge.day import today
from knowledge.documents import Citation
from tests.bot.faq.conftest import CONTENT, LAW, NOW, OA, OTHER_OA, Office
from tests.handlers.library import GARDEN, OLD_KITCHEN

LATER = replace(CONTENT, answer="Nhà văn hóa phường nay mở cửa cả Chủ nhật.")


def acts(office: Office, number: int) -> list[tuple[str, str, int]]:
    told = office.life.history(number)
    return [(event.act.value, event.actor.split("@")[0], event.version) for event in told]


def test_the_whole_way_is_written_down(office: Office) -> None:
    number = office.published()
    assert acts(office, number) == [
        ("drafted", "lan", 1),
        ("checked", "lan", 1),
        ("approved", "hoa", 1),
        ("published", "hoa", 1),
    ]
    faq = office.faqs.get(number)
    assert (faq.state, faq.version, faq.published_version) == (FaqState.PUBLISHED, 1, 1)
    assert faq.content == faq.live_content == CONTENT
    assert (faq.code, faq.oa_id, faq.updated_by) == (f"F{number}", OA, "hoa@example.vn")
    audit = [(entry.actor, entry.action, entry.subject) for entry in
             AuditRepository(office.database).latest(2)]  # fmt: skip
    assert audit == [
        ("hoa@example.vn", "faq_published", f"{OA} F{number} v1"),
        ("hoa@example.vn", "faq_approved", f"{OA} F{number} v1"),
    ]


def test_nobody_approves_her_own_words_unless_the_account_allows_it(office: Office) -> None:
    number = office.life.draft(OA, CONTENT, office.hoa).id
    office.life.check(number, office.lan)
    with pytest.raises(SamePerson):
        office.life.approve(number, office.hoa)
    assert office.faqs.get(number).state is FaqState.CHECKED
    office.allow_self_approval()
    office.life.approve(number, office.hoa)
    assert [event.self_approved for event in office.life.history(number)] == [False, False, True]
    newest = AuditRepository(office.database).latest(1)[0]
    assert newest.action == "faq_approved_by_herself"


def test_self_approval_in_one_account_says_nothing_of_another(office: Office) -> None:
    office.allow_self_approval()
    for oa_id in (OTHER_OA, ""):
        number = office.life.draft(oa_id, CONTENT, office.hoa).id
        office.life.check(number, office.hoa)
        with pytest.raises(SamePerson):
            office.life.approve(number, office.hoa)


def test_who_edits_what_another_wrote_cannot_approve_it(office: Office) -> None:
    number = office.life.draft(OA, CONTENT, office.lan).id
    office.life.edit(number, LATER, office.hoa, "thêm Chủ nhật", 1)
    office.life.check(number, office.lan)
    with pytest.raises(SamePerson):
        office.life.approve(number, office.hoa)
    office.life.approve(number, office.lan)


def test_what_is_live_stays_live_while_it_is_worked_on(office: Office) -> None:
    number = office.published()
    edited = office.life.edit(number, LATER, office.lan, "nay mở cả Chủ nhật", 1)
    assert (edited.state, edited.version, edited.published_version) == (FaqState.DRAFT, 2, 1)
    assert (edited.content, edited.live_content) == (LATER, CONTENT)
    assert len(office.rung) == 1
    office.life.check(number, office.lan, version=2)
    office.life.approve(number, office.hoa, version=2)
    assert office.life.publish(number, office.hoa, version=2).live_content == LATER
    assert office.rung == [1, 2]


def test_two_who_edit_at_once(office: Office) -> None:
    number = office.life.draft(OA, CONTENT, office.lan).id
    office.life.edit(number, LATER, office.lan, based_on=1)
    with pytest.raises(StaleVersion):
        office.life.edit(number, CONTENT, office.hoa, based_on=1)
    with pytest.raises(StaleVersion):
        office.life.check(number, office.hoa, version=1)
    assert office.faqs.get(number).content == LATER


def test_nothing_changed_is_no_new_version(office: Office) -> None:
    number = office.published()
    same = office.life.edit(number, replace(CONTENT, question=f" {CONTENT.question} "), office.lan)
    assert (same.version, same.state) == (1, FaqState.PUBLISHED)
    assert len(office.life.history(number)) == 4


def test_every_version_is_kept(office: Office) -> None:
    number = office.published()
    office.life.edit(number, LATER, office.hoa, "nay mở cả Chủ nhật", 1, source=FaqSource.CHAT)
    first, second = office.faqs.versions(number)
    assert (first.content, second.content) == (CONTENT, LATER)
    assert (second.why, second.written_by) == ("nay mở cả Chủ nhật", "hoa@example.vn")
    assert (second.source, second.approved_at) == (FaqSource.CHAT, None)


def test_roll_back_is_at_once_and_only_to_what_was_live(office: Office) -> None:
    number = office.published()
    office.life.edit(number, LATER, office.lan, based_on=1)
    with pytest.raises(NoSuchVersion):
        office.life.roll_back(number, 2, office.hoa, "sai giờ")
    office.life.check(number, office.lan)
    office.life.approve(number, office.hoa)
    office.life.publish(number, office.hoa)
    back = office.life.roll_back(number, 1, office.hoa, "sai giờ")
    assert (back.version, back.published_version, back.state) == (3, 3, FaqState.PUBLISHED)
    assert back.live_content == CONTENT
    assert office.life.history(number)[-1].why == "sai giờ"
    assert len(office.rung) == 3


def test_taken_down_and_put_up_again(office: Office) -> None:
    number = office.published()
    down = office.life.unpublish(number, office.lan, "đang sửa nhà")
    assert (down.state, down.live_content) == (FaqState.UNPUBLISHED, None)
    with pytest.raises(WrongState):
        office.life.unpublish(number, office.lan, "")
    assert office.life.publish(number, office.hoa).live_content == CONTENT
    office.life.edit(number, LATER, office.lan)
    down = office.life.unpublish(number, office.lan, "đang sửa nhà")
    assert (down.state, down.published_version) == (FaqState.DRAFT, None)
    with pytest.raises(WrongState, match="WrongState"):
        office.life.publish(number, office.hoa)


def test_a_draft_put_away_can_be_worked_on_again(office: Office) -> None:
    number = office.life.draft(OA, CONTENT, office.lan).id
    assert office.life.withdraw(number, office.lan, "trùng").state is FaqState.UNPUBLISHED
    with pytest.raises(WrongState):
        office.life.publish(number, office.hoa)
    assert office.life.edit(number, LATER, office.lan).state is FaqState.DRAFT
    with pytest.raises(WrongState):
        office.life.withdraw(office.published(), office.lan, "")


def test_sent_back_needs_all_steps_again(office: Office) -> None:
    number = office.life.draft(OA, CONTENT, office.lan).id
    with pytest.raises(WrongState):
        office.life.send_back(number, office.hoa, "")
    office.life.check(number, office.lan)
    office.life.approve(number, office.hoa)
    assert office.life.send_back(number, office.hoa, "thiếu giờ").state is FaqState.DRAFT
    with pytest.raises(WrongState):
        office.life.publish(number, office.hoa)


def test_the_refusal_tells_where_it_stands(office: Office) -> None:
    number = office.life.draft(OA, CONTENT, office.lan).id
    with pytest.raises(WrongState) as refused:
        office.life.approve(number, office.hoa)
    assert refused.value.public_message == "Câu hỏi này đang là «bản nháp», không duyệt được."
    with pytest.raises(UnknownFaq):
        office.life.check(number + 1, office.hoa)


def test_several_come_together_or_not_at_all(office: Office) -> None:
    wrong = replace(CONTENT, answer="")
    with pytest.raises(InvalidContent, match="InvalidContent") as refused:
        office.life.draft_many(OA, [CONTENT, wrong], office.lan)
    assert refused.value.public_message == "Câu trả lời đang để trống; chị hãy viết vào."
    assert office.faqs.page(OA) == []
    with pytest.raises(SamePerson):
        office.life.draft_many(OA, [CONTENT, LATER], office.lan, publish=True)
    assert office.faqs.page(OA) == []
    office.allow_self_approval()
    made = office.life.draft_many(
        OA, [CONTENT, LATER], office.lan, publish=True, origin="file:1", source=FaqSource.FILE
    )
    assert [faq.state for faq in made] == [FaqState.PUBLISHED] * 2
    assert office.rung == [1]
    assert made == office.life.draft_many(OA, [CONTENT, LATER], office.lan, origin="file:1")
    assert len(office.faqs.page(OA)) == 2


@pytest.mark.parametrize(
    ("cited", "told"),
    [
        (replace(LAW, document="1/1999/QH10"), "1/1999/QH10"),
        (replace(LAW, article="99"), "không có Điều 99"),
        (replace(LAW, point="c"), "không có điểm c"),
        (replace(LAW, document=OLD_KITCHEN, clause="", point=""), "đã hết hiệu lực từ 01/01/2021"),
        (replace(LAW, document=GARDEN, article="1", clause="", point=""), "từ 01/01/2030"),
    ],
)
def test_law_that_does_not_bind_stops_it_before_it_is_read(
    office: Office, cited: Citation, told: str
) -> None:
    number = office.life.draft(OA, replace(CONTENT, citations=(cited,)), office.lan).id
    with pytest.raises(InvalidContent) as refused:
        office.life.check(number, office.lan)
    assert told in refused.value.public_message
    office.life.edit(number, replace(CONTENT, citations=(LAW,)), office.lan)
    assert office.life.check(number, office.lan).state is FaqState.CHECKED


def test_what_is_over_cannot_be_published_nor_brought_back(office: Office) -> None:
    end = today(NOW) + timedelta(days=2)
    number = office.published(replace(CONTENT, expires_on=end))
    office.life.unpublish(number, office.lan, "")
    assert not office.faqs.get(number).expired(end - timedelta(days=1))
    assert office.faqs.get(number).expired(end)
    office.now += timedelta(days=2)
    for act in (
        lambda: office.life.publish(number, office.hoa),
        lambda: office.life.roll_back(number, 1, office.hoa, ""),
    ):
        with pytest.raises(InvalidContent):
            act()


def test_doubles_are_found_whatever_the_accents(office: Office) -> None:
    number = office.published()
    other = replace(CONTENT, question="Hồ sơ xin hỗ trợ học phí gồm những gì?", variants=())
    office.published(other)
    asked = FaqContent("nha van hoa phuong mo cua luc nao", "x" * 20)
    assert [faq.id for faq in office.life.similar(OA, asked)] == [number]
    assert office.life.similar(OA, asked, but=number) == []
    near = replace(asked, question="Nhà văn hóa phường mình mở cửa lúc nào vậy")
    assert [faq.id for faq in office.life.similar(OA, near)] == [number]
    assert office.life.similar(OTHER_OA, asked) == []
    office.life.unpublish(number, office.lan, "")
    assert office.life.similar(OA, asked) == []


def test_lists_are_paged_filtered_and_searched(office: Office) -> None:
    everybodys = office.life.draft("", LATER, office.lan).id
    mine = [office.life.draft(OA, CONTENT, office.lan).id for _ in range(3)]
    office.life.draft(OTHER_OA, CONTENT, office.lan)
    assert [faq.id for faq in office.faqs.page(OA, limit=2)] == [mine[2], mine[1]]
    assert [faq.id for faq in office.faqs.page(OA, before=mine[1])] == [mine[0], everybodys]
    office.life.check(mine[0], office.hoa)
    assert [faq.id for faq in office.faqs.page(OA, [FaqState.CHECKED])] == [mine[0]]
    assert office.faqs.counts(OA)[FaqState.DRAFT] == 3
    assert office.faqs.counts(OTHER_OA)[FaqState.CHECKED] == 0
    assert len(office.faqs.page(OA, words="VĂN hoá 'cửa")) == 4
    assert office.faqs.page(OA, words="van hoa xa") == []


def test_history_cannot_be_changed(office: Office) -> None:
    office.published()
    for change in ("UPDATE faq_events SET actor = ''", "DELETE FROM faq_events"):
        refused = pytest.raises((DBAPIError, StateUnavailable))
        with refused, office.database.writing() as session:
            session.execute(text(change))
    assert len(acts(office, 1)) == 4


def test_a_corrected_file_makes_new_versions(office: Office) -> None:
    number = office.published()
    office.allow_self_approval()
    other = replace(CONTENT, question="Lịch tiếp dân của phường", variants=())
    made = office.life.draft_many(
        OA, [LATER, other], office.lan, publish=True, replacing=[(number, 1), None]
    )
    assert [(faq.version, faq.live_content) for faq in made] == [(2, LATER), (1, other)]
    same = office.life.draft_many(OA, [LATER], office.lan, publish=True, replacing=[(number, 2)])
    assert same == made[:1]
    with pytest.raises(StaleVersion):
        office.life.draft_many(OA, [other, LATER], office.lan, replacing=[None, (number, 1)])
    assert len(office.faqs.page(OA)) == 2


def test_what_was_put_away_is_not_published_unseen(office: Office) -> None:
    number = office.life.draft(OA, CONTENT, office.lan).id
    office.life.withdraw(number, office.lan, "trùng")
    with pytest.raises(SamePerson):
        office.life.draft_many(OA, [CONTENT], office.lan, publish=True, replacing=[(number, 1)])
    (made,) = office.life.draft_many(
        OA, [CONTENT], office.hoa, publish=True, replacing=[(number, 1)]
    )
    assert [event.act for event in office.life.history(number)][-3:] == [
        "checked",
        "approved",
        "published",
    ]
    assert made.state is FaqState.PUBLISHED


def test_who_runs_the_server_acts_without_a_second_person(office: Office) -> None:
    (made,) = office.life.draft_many(OA, [CONTENT], Operator(), publish=True)
    assert (made.state, made.written_by, made.updated_by) == (FaqState.PUBLISHED, None, "")
    assert [event.self_approved for event in office.life.history(made.id)][2] is True
    assert {event.actor for event in office.life.history(made.id)} == {"operator"}
