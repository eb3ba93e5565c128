"""Articles from the draft to the phones of followers: over a real database, by HTTP to the stand-in
Zalo, which makes and sends them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.broadcast.article_states import WrongArticleState
from bot.broadcast.content import InvalidBroadcast
from bot.broadcast.life_cycle import NeedsSecondPerson, UnfitTime
from bot.broadcast.versions import ChangedMeanwhile, version_of
from bot.simulator.driver import Driver
from bot.store.article_models import ArticleState as A
from bot.store.article_records import ArticleContent, Filters
from bot.store.database import Database
from knowledge.documents import Citation
from tests.bot.broadcast.press import CONTENT, EVERYONE, OA, SECOND, WRITER, Killed, Press
from tests.bot.simulator.conftest import Api, _receiver, _zalo, api, zalo  # noqa: F401

Start = Callable[..., Press]


@pytest.fixture
def start(database: Database, zalo: Driver, api: Api) -> Start:  # noqa: F811
    return lambda **settings: Press(database, zalo, api, **settings)


@pytest.fixture
def press(start: Start) -> Press:
    return start()


@pytest.mark.parametrize("act", ["edit", "check", "approve"])
def test_what_changed_before_the_lock_is_not_what_she_saw(press: Press, act: str):
    made = press.life.draft(OA, CONTENT, EVERYONE, WRITER)
    if act == "approve":
        press.life.check(made.id, SECOND)
    seen = version_of(made)
    changed = press.life.edit(made.id, replace(CONTENT, title="Khác"), EVERYONE, WRITER)
    doing: dict[str, Callable[[], object]] = {
        "edit": lambda: press.life.edit(made.id, CONTENT, EVERYONE, SECOND, seen=seen),
        "check": lambda: press.life.check(made.id, SECOND, seen=seen),
        "approve": lambda: press.life.approve(made.id, SECOND, seen=seen),
    }
    with pytest.raises(ChangedMeanwhile):
        doing[act]()
    assert press.now(made) == changed


def listed(press: Press) -> list[str]:
    return [each.title for each in press.clock._zalo.listed(OA)]


def test_it_reaches_followers_that_fit_once(press: Press):
    young, old = press.follower("y", age="2", gender="2"), press.follower("o", age="6", gender="2")
    made = press.scheduled(filters=Filters(ages=("2", "3"), gender="2"))
    press.tick(3)
    sent = press.now(made)
    assert (sent.state, bool(sent.message_id), bool(sent.article_id)) == (A.SENT, True, True)
    assert press.arrived(young) == ["Nghỉ thai sản"]
    assert press.arrived(old) == press.arrived(press.chair) == []


def test_what_zalo_makes_of_it_ends_with_the_law_and_is_signed(press: Press, api: Api):  # noqa: F811
    made = press.scheduled()
    with press.articles.changing(made.id, "x") as opened:
        opened.row.source = "Căn cứ: Điều 139 Bộ luật Lao động."
    press.tick()
    shown = api.get("/v2.0/article/getdetail", id=press.now(made).article_id)["data"]
    told = [part["content"] for part in shown["body"]]
    assert told == ["Đoạn một.", "Đoạn hai.", "Căn cứ: Điều 139 Bộ luật Lao động."]
    assert (shown["author"], shown["status"]) == ("Hội phường", "show")


@pytest.mark.parametrize("dies", ["before", "after"])
def test_a_process_that_dies_at_the_hand_over_leaves_a_doubt_and_no_second_one(
    press: Press, dies: str
):
    one = press.follower("one", gender="2")
    press.chair.opens_chat()
    made = press.scheduled(filters=Filters(gender="2"))  # the chair herself does not get it
    press.client.dies = dies
    with pytest.raises(Killed):
        press.tick()
    press.client.dies = ""
    press.tick(2)
    assert press.now(made).state is A.SENDING  # its owner may be alive
    for _ in range(12):
        press.zalo.advance(360)
        press.tick()
    doubted = press.now(made)
    assert (doubted.state, doubted.reason) == (A.UNKNOWN, "not_answered")
    assert len(press.arrived(one)) == (1 if dies == "after" else 0)
    (told,) = [each.text for each in press.chair.messages() if each.kind == "text"]
    assert "không tự gửi lại" in told


def test_an_answer_that_is_lost_is_found_with_an_officer_who_got_it(press: Press):
    made = press.scheduled()
    press.zalo.drop_next("/v2.0/oa/message")
    press.tick()
    assert press.now(made).state is A.UNKNOWN
    press.zalo.advance(60)
    press.tick(2)
    assert press.now(made).state is A.SENT
    assert press.arrived(press.chair) == ["Nghỉ thai sản"]


def test_an_officer_decides_what_nothing_can_tell(press: Press):
    press.zalo.drop_next("/v2.0/oa/message")
    made = press.scheduled(filters=Filters(ages=("7",)))
    press.tick()
    assert press.life.settle(made.id, False, SECOND).state is A.APPROVED
    press.tick()
    assert press.now(made).state is A.APPROVED
    press.life.schedule(made.id, press.zalo.now(), SECOND)
    press.zalo.drop_next("/v2.0/oa/message")
    press.tick()
    assert press.life.settle(made.id, True, SECOND).state is A.SENT
    with pytest.raises(WrongArticleState):
        press.life.settle(made.id, False, SECOND)


def test_an_article_that_a_dead_process_had_made_is_taken_up(press: Press):
    made = press.scheduled()
    press.client.dies, press.client.at = "after", "/article/create"
    with pytest.raises(Killed):
        press.tick(2)
    press.client.dies = ""
    press.zalo.advance(100)
    press.tick(2)
    assert press.now(made).state is A.SENT
    assert listed(press) == ["Nghỉ thai sản"]


def test_zalo_works_on_an_article_for_a_while(press: Press):
    made = press.scheduled()
    for _ in range(2):
        press.zalo.fail_next("/article/verify", -214)
        press.tick(2)
        assert press.now(made).state is A.MAKING
        press.zalo.advance(4)
    press.tick()
    assert press.now(made).state is A.SENT
    assert listed(press) == ["Nghỉ thai sản"]


def test_an_article_that_is_never_ready_needs_a_person(press: Press):
    made = press.scheduled()
    press.zalo.fail_next("/article/verify", -214, count=5)
    press.tick(2)
    press.zalo.advance(1000)
    press.tick()
    assert (press.now(made).state, press.now(made).reason) == (A.PAUSED, "made_too_slowly")


@pytest.mark.parametrize(
    ("endpoint", "code", "reason"),
    [
        ("/v2.0/oa/message", -211, "out_of_quota"),
        ("/v2.0/oa/message", -223, "article_quota"),
        ("/v2.0/oa/message", -224, "package_too_low"),
        ("/v2.0/oa/message", -248, "policy_violation"),
        ("/article/create", -223, "article_quota"),
        ("/article/create", -221, "account_not_verified"),
        ("/article/create", -201, "invalid_parameter"),
    ],
)
def test_what_a_person_must_put_right_pauses_it_and_is_told(
    press: Press, endpoint: str, code: int, reason: str
):
    press.chair.opens_chat()
    press.zalo.fail_next(endpoint, code)
    made = press.scheduled()
    press.tick(3)
    assert (press.now(made).state, press.now(made).reason) == (A.PAUSED, reason)
    assert "đã tự dừng" in press.chair.waits_for(1)[0].text
    press.life.resume(made.id, SECOND)
    press.tick(3)
    assert press.now(made).state is A.SENT
    assert press.arrived(press.chair) == ["Nghỉ thai sản"]


def test_a_cover_that_zalo_cannot_fetch_is_told_after_some_tries(press: Press):
    press.cover = "https://nowhere.invalid/a.jpg"
    made = press.scheduled()
    for _ in range(4):
        press.tick()
        press.zalo.advance(61)
    assert (press.now(made).state, press.now(made).reason) == (A.PAUSED, "cover_refused")


def test_too_fast_or_busy_is_waited_for(press: Press):
    made = press.scheduled()
    press.zalo.fail_next("/v2.0/oa/message", -200)
    press.tick(2)
    assert press.now(made).state is A.MAKING
    press.zalo.advance(61)
    press.tick()
    assert press.now(made).state is A.SENT


def test_at_night_and_after_its_time_nothing_goes_out(press: Press):
    now = press.zalo.now()
    late = press.scheduled()
    press.zalo.advance(4 * 3600)
    press.tick(2)
    assert press.now(late).state is A.EXPIRED
    night = press.life.draft(OA, CONTENT, EVERYONE, WRITER)
    press.life.check(night.id, WRITER)
    press.life.approve(night.id, SECOND)
    for hours in (12.75, 13.5, 20):  # 20:45, 21:30, 4:00 of the next day
        with pytest.raises(UnfitTime):
            press.life.schedule(night.id, now + timedelta(hours=hours), SECOND)
    assert press.arrived(press.chair) == []


def test_a_second_person_approves_and_a_change_needs_it_anew(press: Press):
    made = press.life.draft(OA, CONTENT, EVERYONE, WRITER)
    press.life.check(made.id, WRITER)
    with pytest.raises(NeedsSecondPerson):
        press.life.approve(made.id, WRITER)
    press.life.approve(made.id, SECOND)
    press.life.edit(made.id, ArticleContent("Khác", "Khác.", "Khác."), EVERYONE, WRITER)
    with pytest.raises(WrongArticleState):
        press.life.schedule(made.id, press.zalo.now(), SECOND)


def test_what_was_made_before_a_change_is_changed_with_zalo_too(press: Press):
    press.zalo.fail_next("/v2.0/oa/message", -248)
    made = press.scheduled()
    press.tick(2)
    assert press.now(made).reason == "policy_violation"
    press.life.edit(made.id, ArticleContent("Lời khác", "Khác.", "Khác."), EVERYONE, WRITER)
    press.life.check(made.id, WRITER)
    press.life.approve(made.id, SECOND)
    press.life.schedule(made.id, press.zalo.now(), SECOND)
    press.tick(2)
    assert press.arrived(press.chair) == listed(press) == ["Lời khác"]


def test_who_cancels_while_zalo_makes_it_finds_nothing_left(press: Press):
    made = press.scheduled()
    press.zalo.fail_next("/article/verify", -214)
    press.tick(2)
    press.life.cancel(made.id, WRITER)
    press.zalo.advance(10)
    press.tick(2)
    assert (press.now(made).state, listed(press)) == (A.CANCELLED, [])
    assert press.arrived(press.chair) == []


def test_law_that_is_no_longer_in_force_stops_it(press: Press):
    made = press.scheduled()
    with press.articles.changing(made.id, "x") as opened:
        opened.row.citation = {"document": "45/2019/QH14", "article": "139", "clause": ""}
    press.library = SimpleNamespace(
        version="v2", document=lambda number: None, article=lambda article_id: None
    )
    press.tick(2)
    assert (press.now(made).state, press.now(made).reason) == (A.PAUSED, "law_not_in_force")
    assert listed(press) == []


def test_the_package_of_the_month_is_kept(start: Start):
    press = start(broadcast_articles_a_month=1)
    first, second = press.scheduled(), press.scheduled()
    press.tick(4)
    states = [(press.now(each).state, press.now(each).reason) for each in (first, second)]
    assert states == [(A.SENT, ""), (A.PAUSED, "monthly_articles")]


def test_an_account_on_trial_sends_no_article(start: Start):
    press = start(trial_mode=True)
    with pytest.raises(UnfitTime):
        press.scheduled()


@pytest.mark.parametrize(
    ("changes", "filters", "told"),
    [
        ({"title": "ở" * 141}, EVERYONE, "Tên bài"),
        ({"description": ""}, EVERYONE, "Lời giới thiệu"),
        ({"text": " \n\n "}, EVERYONE, "chưa có nội dung"),
        ({"author": "ở" * 51}, EVERYONE, "người viết"),
        ({"cover": ""}, EVERYONE, "ảnh bìa"),
        ({}, Filters(), "Chưa chọn ai nhận"),
        ({}, Filters(ages=("8",)), "Tuổi"),
        ({}, Filters(cities=("64",)), "Tỉnh"),
        ({}, Filters(ages=("2",), everyone=True), "mọi người"),
    ],
)
def test_what_stands_against_an_article(
    press: Press, changes: dict[str, Any], filters: Filters, told: str
):
    values = {"title": "Tên", "description": "Ngắn.", "text": "Lời."} | changes
    made = press.life.draft(OA, ArticleContent(**values), filters, WRITER)
    with pytest.raises(InvalidBroadcast) as caught:
        press.life.check(made.id, WRITER)
    assert told in caught.value.public_message
    assert press.now(made).state is A.DRAFT


def test_citations_of_articles_are_kept(press: Press):
    press.library = SimpleNamespace(version="v1", document=lambda number: None)
    cited = Citation("45/2019/QH14", "139")
    content = ArticleContent("Tên", "Ngắn.", "Lời.", citation=cited)
    made = press.life.draft(OA, content, EVERYONE, WRITER)
    assert press.now(made).content.citation == cited
