from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers import order, privacy
from handlers.actions import (
    Action,
    CallOfficer,
    Conclude,
    Forget,
    Intent,
    OfferChoices,
    Right,
    Say,
    UseRight,
)
from handlers.people import Held, Purpose, Receipt, Sender
from handlers.texts import privacy as texts
from handlers.turn import Conversation, Form, Fragment, MessageKind, Parked, Topic, Turn
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.story import Story

RECEIPT = Receipt(
    "DL-2026-0007", datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 12, 6, 5, tzinfo=UTC)
)


def said(actions: list[Action]) -> str:
    return "\n".join(each.text for each in actions if isinstance(each, Say))


def known(turn: Turn, held: Held | None, consents: Mapping[Purpose, bool] | None = None) -> Turn:
    return replace(turn, sender=Sender(consents or {}, receipt=RECEIPT, held=held))


@pytest.mark.parametrize(
    "typed", ["xóa dữ liệu", "XÓA DỮ LIỆU", "xoa du lieu", "Xoá dữ liệu của tôi ạ", "xóa hết"]
)
def test_erasing_is_asked_about_once(turn_of: TurnOf, typed: str):
    actions = privacy.handle(turn_of(typed))
    assert Forget() not in actions
    assert privacy.right_used(turn_of(typed)) is None
    assert said(actions) == texts.ASK_ERASE


@pytest.mark.parametrize("typed", ["1", "có", "đồng ý", "xóa hết", "xóa đi", "Đồng ý xóa hết"])
def test_confirmed_everything_is_erased(story: Story, typed: str):
    story.says("xóa dữ liệu")
    assert "đã xóa" in story.says(typed)
    assert Forget() in story.actions
    assert UseRight(Right.ERASE) in story.actions
    assert story.conversation == Conversation()


@pytest.mark.parametrize("typed", ["2", "không", "thôi", "Không xóa"])
def test_not_confirmed_nothing_is_erased(story: Story, typed: str):
    story.says("xóa dữ liệu")
    assert texts.KEPT in story.says(typed)
    assert Forget() not in story.actions


def test_another_question_in_between_confirms_nothing(story: Story):
    story.says("xóa dữ liệu")
    story.says("Nấu cơm có phải trông lửa không?")
    story.says("có")
    assert Forget() not in story.actions


def test_the_receipt_is_told_with_what_was_done(turn_of: TurnOf):
    turn = known(turn_of("đồng ý xóa hết"), None)
    assert "DL-2026-0007" in said(privacy.handle(turn))


@pytest.mark.parametrize("typed", ["dữ liệu của tôi", "du lieu cua toi", "bạn giữ gì về tôi?"])
def test_she_is_told_what_is_kept_of_anybody_and_what_she_can_do(turn_of: TurnOf, typed: str):
    actions = privacy.handle(turn_of(typed))
    offer = next(each for each in actions if isinstance(each, OfferChoices))
    assert [choice.label for choice in offer.choices] == [
        "Xóa dữ liệu", "Xem dữ liệu", "Sửa dữ liệu", "Rút đồng ý", "Chọn việc cho phép",
    ]  # fmt: skip
    assert all(order.respond(turn_of(choice.says))[-1] == Conclude(Intent.PRIVACY)
               for choice in offer.choices)  # fmt: skip


@pytest.mark.parametrize("typed", ["XEM DỮ LIỆU", "xem du lieu cua toi", "cho em xem dữ liệu ạ"])
def test_she_sees_what_is_held(turn_of: TurnOf, typed: str):
    held = Held(datetime(2026, 11, 1, 20, tzinfo=UTC), True, ("DL-2026-0003",))
    actions = privacy.handle(known(turn_of(typed), held, {Purpose.HISTORY: True}))
    text = said(actions)
    for part in ("02/11/2026", "nhớ lâu", "30 ngày", "chờ cán bộ", "DL-2026-0003", "DL-2026-0007"):
        assert part in text
    assert UseRight(Right.SEE) in actions


def test_what_she_asked_is_never_repeated(turn_of: TurnOf):
    asked = Conversation(greeted=True, question="con tôi bị đánh", history=True)
    turn = known(turn_of("xem dữ liệu", conversation=asked), Held(NOW), {Purpose.HISTORY: True})
    assert "con tôi" not in said(privacy.handle(turn))


def test_what_is_under_way_is_named_without_its_words(turn_of: TurnOf):
    under_way = Conversation(
        greeted=True,
        topic=Topic("ly hôn vì bị đánh", NOW + timedelta(minutes=9)),
        fragment=Fragment("con tôi bị", NOW),
        parked=Parked(Form("maternity"), NOW),
    )
    text = said(privacy.handle(known(turn_of("xem dữ liệu", conversation=under_way), Held(NOW))))
    for kept in (texts.KEPT_TOPIC, texts.KEPT_FRAGMENT, texts.KEPT_FORM):
        assert kept in text
    assert "ly hôn" not in text
    assert "con tôi" not in text
    calm = said(privacy.handle(known(turn_of("xem dữ liệu"), Held(NOW))))
    assert texts.KEPT_TOPIC not in calm
    assert texts.KEPT_FORM not in calm


def test_who_looks_over_her_shoulder_learns_nothing_of_danger(turn_of: TurnOf):
    watched = Conversation(greeted=True, danger_until=NOW + timedelta(hours=3))
    in_danger = known(turn_of("xem dữ liệu", conversation=watched), Held(NOW, True))
    calm = known(turn_of("xem dữ liệu"), Held(NOW, False))
    assert said(privacy.handle(in_danger)) == said(privacy.handle(calm))
    assert texts.NOT_TOLD_HERE in said(privacy.handle(calm))


def test_while_the_tables_are_away_she_is_told_so(turn_of: TurnOf):
    assert texts.SEE_LATER in said(privacy.handle(turn_of("xem dữ liệu")))


def test_what_is_wrong_waits_for_an_officer_until_a_day(turn_of: TurnOf):
    actions = privacy.handle(known(turn_of("sửa dữ liệu của tôi"), None))
    assert UseRight(Right.CORRECT) in actions
    assert any(isinstance(each, CallOfficer) for each in actions)
    for part in ("24/11/2026", "06/12/2026", "DL-2026-0007"):
        assert part in said(actions)


def test_a_question_about_data_is_a_question(turn_of: TurnOf):
    assert privacy.handle(turn_of("lộ dữ liệu cá nhân thì bị phạt bao nhiêu")) == []


@pytest.mark.parametrize("typed", ["xem dữ liệu", "đồng ý xóa hết", "rút hết", "sửa dữ liệu"])
def test_rights_are_for_private_chats_and_words(turn_of: TurnOf, typed: str):
    assert privacy.right_used(turn_of(typed)) is not None
    assert privacy.right_used(turn_of(typed, in_group=True)) is None
    assert privacy.right_used(turn_of(typed, kind=MessageKind.IMAGE)) is None
