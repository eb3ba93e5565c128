"""Our client and the stand-in Zalo agree on Zalo's rules."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from bot.simulator.driver import Driver
from bot.store.models import OaStatus
from bot.zalo.errors import (
    MEANINGS,
    AttachmentExpired,
    DeliveryUnknown,
    HeldBack,
    OutsideHours,
    Reconnect,
    RequestRejected,
    RetryLater,
    TokenRejected,
    UserUnreachable,
    ZaloError,
    error_for,
)
from bot.zalo.text import LIMIT, split
from tests.contract.conftest import CREDENTIALS, Bot

OA = CREDENTIALS.oa_id
DAY = timedelta(days=1).total_seconds()
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_a_text_arrives_with_time_and_quota(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    asked = person.says("ly hôn")
    sent = bot.client.send_text(OA, person.user_id, "Chào chị", quote=asked)
    (arrived,) = person.waits_for(1)
    assert (arrived.text, arrived.author, arrived.id) == ("Chào chị", "bot", sent.message_id)
    assert sent.sent_at is not None


def test_the_longest_text_arrives_and_a_split_one_arrives_whole(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    person.says("a")
    parts = split("Điều luật này dài. " * 300)
    for part in ["ế" * LIMIT, *parts]:
        bot.client.send_text(OA, person.user_id, part)
    arrived = [message.text for message in person.waits_for(1 + len(parts))]
    assert arrived == ["ế" * LIMIT, *parts]


def test_the_history_shows_what_both_said(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    person.says("một")
    bot.client.send_text(OA, person.user_id, "hai")
    newest, oldest = bot.client.recent_messages(OA, person.user_id)
    assert (newest.text, newest.from_us) == ("hai", True)
    assert (oldest.text, oldest.from_us) == ("một", False)
    assert oldest.sent_at <= newest.sent_at


def test_a_cut_connection_leaves_the_delivery_unknown_and_the_history_tells(
    zalo: Driver, bot: Bot
) -> None:
    person = zalo.someone()
    person.says("a")
    zalo.drop_next("message/cs")
    with pytest.raises(DeliveryUnknown):
        bot.client.send_text(OA, person.user_id, "một lần thôi")
    assert [m.text for m in bot.client.recent_messages(OA, person.user_id) if m.from_us] == [
        "một lần thôi"
    ]
    assert len(person.messages()) == 1


@pytest.mark.parametrize("code", sorted(set(MEANINGS) - {-32, -216, -220, 216, -223}))
def test_every_number_becomes_its_error(zalo: Driver, bot: Bot, code: int) -> None:
    person = zalo.someone()
    person.says("a")
    zalo.fail_next("message/cs", code)
    with pytest.raises(ZaloError) as caught:
        bot.client.send_text(OA, person.user_id, "a")
    assert (type(caught.value), caught.value.code) == (type(error_for(code)), code)
    bot.client.send_text(OA, person.user_id, "b")


def test_too_many_requests_pause_the_account(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    person.says("a")
    zalo.fail_next("message/cs", -32)
    with pytest.raises(RetryLater) as caught:
        bot.client.send_text(OA, person.user_id, "a")
    assert caught.value.code == -32
    asked = len(zalo.calls("message/cs"))
    with pytest.raises(HeldBack):
        bot.client.send_text(OA, person.user_id, "b")
    assert len(zalo.calls("message/cs")) == asked


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_trouble_upstream_may_pass(zalo: Driver, bot: Bot, status: int) -> None:
    person = zalo.someone()
    person.says("a")
    zalo.fail_next("message/cs", http_status=status)
    with pytest.raises(RetryLater):
        bot.client.send_text(OA, person.user_id, "a")
    assert person.messages() == []


def test_somebody_silent_for_a_week_cannot_be_reached(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    person.says("a")
    zalo.advance(6.9 * DAY)
    bot.client.send_text(OA, person.user_id, "còn kịp")
    zalo.advance(0.2 * DAY)
    with pytest.raises(UserUnreachable) as caught:
        bot.client.send_text(OA, person.user_id, "muộn rồi")
    assert caught.value.code == -230


def test_a_stranger_cannot_be_reached(bot: Bot) -> None:
    with pytest.raises((UserUnreachable, RequestRejected)):
        bot.client.send_text(OA, "1", "a")


def test_an_expired_token_is_renewed_within_the_call(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    person.says("a")
    zalo.expire_token()
    bot.client.send_text(OA, person.user_id, "vẫn đến")
    assert [call["error"] for call in zalo.calls("message/cs")] == [-220, 0]
    assert len(zalo.calls("access_token")) == 1


def test_many_senders_with_an_expired_token_refresh_once(zalo: Driver, bot: Bot) -> None:
    people = [zalo.someone() for _ in range(8)]
    for person in people:
        person.says("a")
    zalo.expire_token()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda person: bot.client.send_text(OA, person.user_id, "a"), people))
    assert len(zalo.calls("access_token")) == 1
    assert all(len(person.messages()) == 1 for person in people)


def test_a_token_that_stays_refused_is_not_tried_for_ever(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    person.says("a")
    zalo.fail_next("message/cs", -216, count=2)
    with pytest.raises(TokenRejected):
        bot.client.send_text(OA, person.user_id, "a")
    assert len(zalo.calls("message/cs")) == 2


def test_a_lost_answer_of_the_token_office_needs_a_person(zalo: Driver, bot: Bot) -> None:
    zalo.expire_token()
    zalo.drop_next("access_token")
    with pytest.raises(RetryLater):
        bot.client.official_account(OA)
    with pytest.raises(Reconnect):
        bot.client.official_account(OA)
    account = bot.accounts.get(OA)
    assert account is not None
    assert account.status is OaStatus.RECONNECT_REQUIRED


def test_a_used_refresh_token_needs_a_person_and_a_code_repairs_it(zalo: Driver, bot: Bot) -> None:
    bot.oauth.refresh(CREDENTIALS.refresh_token)
    with pytest.raises(Reconnect):
        bot.client.official_account(OA)
    link = bot.oauth.permission_url("http://127.0.0.1:9/back", "st", "v" * 43)
    answer = requests.get(link, allow_redirects=False, timeout=10)
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    bot.tokens.exchange_code(back["oa_id"][0], back["code"][0], "v" * 43)
    assert bot.client.official_account(OA).oa_id == OA


def test_a_revoked_app_needs_a_person(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    person.says("a")
    zalo.fail_next("message/cs", -223)
    with pytest.raises(Reconnect):
        bot.client.send_text(OA, person.user_id, "a")
    account = bot.accounts.get(OA)
    assert account is not None
    assert account.status is OaStatus.RECONNECT_REQUIRED


def test_the_night_is_waited_for(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    zalo.fail_next("message/cs", -234)
    with pytest.raises(OutsideHours) as caught:
        bot.client.send_text(OA, person.user_id, "a")
    assert caught.value.wait is not None
    assert caught.value.wait <= timedelta(days=1)


def test_a_picture_arrives_and_expires_after_a_week(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    person.says("a")
    picture = bot.client.upload_image(OA, "a.png", PICTURE, "image/png")
    bot.client.send_image(OA, person.user_id, picture, "chú thích")
    (arrived,) = person.waits_for(1)
    assert (arrived.kind, arrived.text) == ("image", "chú thích")
    zalo.advance(7.1 * DAY)
    person.says("còn không")
    with pytest.raises(AttachmentExpired):
        bot.client.send_image(OA, person.user_id, picture)


def test_a_file_arrives(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    person.says("a")
    token = bot.client.upload_file(OA, "a.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    bot.client.send_file(OA, person.user_id, token)
    assert person.waits_for(1)[0].kind == "file"


def test_a_reaction_arrives(zalo: Driver, bot: Bot) -> None:
    person = zalo.someone()
    message_id = person.says("cảm ơn")
    bot.client.react(OA, person.user_id, message_id, "/-heart")


def test_a_group_hears_it_without_mentions(zalo: Driver, bot: Bot) -> None:
    group = zalo.groups()[0]
    bot.client.send_text_to_group(OA, group["group_id"], "họp [@all] lúc 9 giờ")
    (arrived,) = zalo.wait_for_messages(group["key"], 1)
    assert arrived.text == "họp  lúc 9 giờ"


def test_the_person_and_the_account_are_described(zalo: Driver, bot: Bot) -> None:
    person = zalo.person("lan", "Chị Lan")
    person.says("a")
    detail = bot.client.user_detail(OA, person.user_id)
    assert (detail.user_id, detail.display_name, detail.following) == (
        person.user_id,
        "Chị Lan",
        True,
    )
    assert bot.client.quota(OA, person.user_id).last_interaction is not None
    info = bot.client.official_account(OA)
    assert (info.oa_id, info.verified) == (OA, True)


def test_a_visitor_is_answered_in_her_own_conversation_only(zalo: Driver, bot: Bot) -> None:
    visitor = zalo.visitor()
    visitor.says("xin hỏi")
    with pytest.raises(RequestRejected):
        bot.client.send_text_to_visitor(OA, visitor.user_id, "another", "xin chào")
    assert visitor.messages() == []
