"""Her own facts after an answer: worked out where a calculator needs them, never refused."""

from __future__ import annotations

import pytest

from handlers import texts
from handlers.actions import Intent
from handlers.texts import calculator as calculating
from handlers.texts import follow_up as said
from handlers.turn import Conversation
from knowledge.search import Library
from tests.handlers.conftest import NOW
from tests.handlers.story import Story


@pytest.fixture
def talk(ours: Library) -> Story:
    story = Story(ours, NOW)
    story.conversation = Conversation(greeted=True)
    return story


@pytest.mark.parametrize(
    ("title", "fact", "told"),
    [
        ("Tuổi nghỉ hưu năm 2026", "tôi là nữ sinh tháng 5 năm 1972", "09/2030"),
        ("Tuổi nghỉ hưu năm 2026", "em la nu sinh 5/1972", "09/2030"),
        ("Vay tiền lãi quá cao", "vậy lãi 5% một tháng thì sao", "60% một năm vượt"),
        ("Vay tiền lãi quá cao", "lai 1 phan", "12% một năm không vượt"),
        ("Lương hưu được tính thế nào", "me toi dong bao hiem 20 nam", "%"),
    ],
)
def test_enough_facts_are_worked_out_at_once(talk: Story, title: str, fact: str, told: str):
    talk.says(title)
    assert told in talk.says(fact)
    assert talk.conclusion.intent is Intent.CALCULATOR


@pytest.mark.parametrize(
    ("title", "fact", "asked"),
    [
        ("Tuổi nghỉ hưu năm 2026", "tôi sinh năm 1972", calculating.SEX),
        ("Tuổi nghỉ hưu năm 2026", "tui 52 tuổi rồi", calculating.SEX),
        ("Tiền thai sản tính như thế nào", "luong em 6tr", calculating.CHILD),
        ("Người già không có lương hưu được trợ cấp gì", "nhà tui hộ nghèo", calculating.BORN),
        ("Người già không có lương hưu được trợ cấp gì", "ba tui 72 tuổi", calculating.BORN),
        ("Khi nào được rút bảo hiểm xã hội một lần", "lương em 5 triệu", calculating.BEFORE_2014),
    ],
)
def test_what_is_missing_is_asked_for(talk: Story, title: str, fact: str, asked: str):
    talk.says(title)
    assert asked in talk.says(fact)


def test_the_husband_is_worked_out_after_her(talk: Story):
    talk.says("Tuổi nghỉ hưu năm 2026")
    talk.says("tôi là nữ sinh tháng 5 năm 1972")
    assert calculating.BORN_MONTH in talk.says("còn chồng tôi sinh 1966")
    assert talk.says("tháng 8").startswith("Nam sinh tháng 08/1966")


def test_another_rate_changes_the_last_result(talk: Story):
    talk.says("vay tiền lãi 3 phân một tháng có sai luật không")
    assert "36% một năm vượt" in talk.says("em vay 20 triệu")
    changed = talk.says("con 10 phan thi sao")
    assert "120% một năm vượt" in changed
    assert "20.000.000" in changed


def test_another_fact_while_one_is_asked_for_is_kept(talk: Story):
    talk.says("Người già không có lương hưu được trợ cấp gì")
    talk.says("mẹ tui sinh 1953")
    assert calculating.BORN_MONTH in talk.says("nhà không nghèo")
    assert "1953" in talk.says("tháng 3")


def test_another_person_while_one_fact_is_asked_for_begins_anew(talk: Story):
    talk.says("Tuổi nghỉ hưu năm 2026")
    talk.says("em sinh tháng 2 năm 1980")
    talk.says("ông xã em sinh năm 75")
    assert talk.says("tháng 9").startswith("Nam sinh tháng 09/1975")


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("Bị đuổi việc vì mang thai", ["em bầu 7 tháng", "hop dong 1 nam", "em không ký gì hết"]),
        ("Khai sinh trễ hạn", ["be duoc 5 thang roi", "hai vợ chồng chưa đăng ký"]),
        ("Vừa bị lừa chuyển tiền, phải làm gì ngay", ["30 triệu", "nó khóa zalo rồi"]),
        ("Mẹ đơn thân nghèo nuôi con được trợ cấp", ["con em 10 tuổi", "em ho can ngheo"]),
    ],
)
def test_a_fact_that_nothing_works_out_is_never_refused(talk: Story, title: str, facts: list[str]):
    answer = talk.says(title)
    for fact in facts:
        told = talk.says(fact)
        assert talk.conclusion.intent is not Intent.REFUSAL, fact
        assert said.going_on("")[:20] in told
        assert answer.split("\n")[0] not in told
        assert texts.OFFICER in talk.labels


def test_a_new_matter_told_as_tersely_is_answered_by_itself(talk: Story):
    talk.says("Tuổi nghỉ hưu năm 2026")
    talk.says("hàng xóm lấn đất nhà tôi 30 phân")
    assert talk.conversation.card == "lan-ranh-dat"


def test_after_danger_a_fact_is_not_refused(talk: Story):
    talk.says("con gái em bị bạn trai 20 tuổi rủ quan hệ")
    assert talk.conclusion.intent is Intent.CRISIS
    told = talk.says("cháu 15 tuổi")
    assert talk.conclusion.intent is not Intent.REFUSAL
    assert "113" in told


@pytest.mark.parametrize("typed", ["hôm nay trời nóng quá", "em buồn ngủ quá"])
def test_what_is_none_of_our_field_is_no_fact(talk: Story, typed: str):
    talk.says("Tuổi nghỉ hưu năm 2026")
    assert said.going_on("")[:20] not in talk.says(typed)
