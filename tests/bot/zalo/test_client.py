import hashlib
import hmac
import json
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.zalo.answers import PastMessage, Quota
from bot.zalo.client import ZaloClient
from bot.zalo.errors import (
    AttachmentExpired,
    DeliveryUnknown,
    Reconnect,
    RequestRejected,
    RetryLater,
    TokenRejected,
    UnfitText,
    UserUnreachable,
)
from bot.zalo.wire import Allowance, Wire
from tests.bot.zalo.stand_in import Asked, StandIn, failed, ok

OA, USER = "1001", "77"


class Tokens:
    """Hands out t1, then t2 …; writes down what it was asked."""

    def __init__(self) -> None:
        self.number = 1
        self.refused: list[str] = []
        self.lost: list[tuple[str, str]] = []

    def access_token(self, oa_id: str) -> str:
        return f"t{self.number}"

    def refresh(self, oa_id: str, *, if_current: str) -> str:
        self.refused.append(if_current)
        self.number += 1
        return f"t{self.number}"

    def consent_lost(self, oa_id: str, reason: str) -> None:
        self.lost.append((oa_id, reason))


class Unlimited:
    def __init__(self) -> None:
        self.waited: list[str] = []

        self.allowances: list[Allowance | None] = []

    @contextmanager
    def sending(self, oa_id: str) -> Iterator[None]:
        self.waited.append(oa_id)
        yield

    def noted(self, allowance: Allowance | None) -> None:
        self.allowances.append(allowance)


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def limits() -> Unlimited:
    return Unlimited()


@pytest.fixture
def client(stand_in: StandIn, tokens: Tokens, limits: Unlimited) -> Iterator[ZaloClient]:
    client = ZaloClient(Wire(stand_in.url), tokens, limits)
    yield client
    client.close()


def _asked(stand_in: StandIn) -> Asked:
    (asked,) = stand_in.asked
    return asked


SENT = ok(
    {
        "message_id": "m1",
        "user_id": USER,
        "sent_time": "1690184100000",
        "quota": {"quota_type": "sub_quota", "remain": "998", "total": "1000"},
    }
)


def test_a_text_goes_out_as_the_reference_has_it(
    stand_in: StandIn, client: ZaloClient, limits: Unlimited
) -> None:
    stand_in.play(SENT)
    sent = client.send_text(OA, USER, "Xin chào", quote="q1")
    asked = _asked(stand_in)
    assert (asked.method, asked.path) == ("POST", "/v3.0/oa/message/cs")
    assert asked.headers["access_token"] == "t1"
    assert asked.headers["content-type"] == "application/json"
    assert "authorization" not in asked.headers
    assert asked.json == {
        "recipient": {"user_id": USER},
        "message": {"text": "Xin chào", "quote_message_id": "q1"},
    }
    assert (sent.message_id, sent.quota) == ("m1", Quota("sub_quota", 998, 1000))
    assert sent.sent_at == datetime.fromtimestamp(1690184100, UTC)
    assert limits.waited == [OA]


def test_a_bare_answer_is_enough(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(ok({"message_id": 12345678901234567890}))
    sent = client.send_text(OA, USER, "a")
    assert (sent.message_id, sent.sent_at, sent.quota.remaining) == (
        "12345678901234567890",
        None,
        None,
    )


def test_text_is_counted_and_sent_in_nfc(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(SENT)
    client.send_text(OA, USER, unicodedata.normalize("NFD", "ế" * 2000))
    assert _asked(stand_in).json["message"] == {"text": "ế" * 2000}


@pytest.mark.parametrize("text", ["", " \n", "a" * 2001])
def test_an_unfit_text_never_reaches_the_network(
    stand_in: StandIn, client: ZaloClient, text: str
) -> None:
    with pytest.raises(UnfitText) as caught:
        client.send_text(OA, USER, text)
    assert isinstance(caught.value, ValueError | RequestRejected)
    assert stand_in.asked == []


def test_a_group_gets_no_mentions(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(SENT)
    client.send_text_to_group(OA, "g1", "họp [@g1] 9h")
    asked = _asked(stand_in)
    assert asked.path == "/v3.0/oa/group/message"
    assert asked.json == {"recipient": {"group_id": "g1"}, "message": {"text": "họp  9h"}}


def test_a_visitor_is_answered_in_her_conversation(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(SENT)
    client.send_text_to_visitor(OA, "an", "co", "chào")
    asked = _asked(stand_in)
    assert asked.path == "/v2.0/oa/message"
    assert asked.json["recipient"] == {"anonymous_id": "an", "conversation_id": "co"}


def test_a_picture_goes_out_by_its_id(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(SENT, SENT)
    client.send_image(OA, USER, "att", "chú thích")
    client.send_image(OA, USER, "att")
    first, second = (asked.json["message"] for asked in stand_in.asked)
    element = {"media_type": "image", "attachment_id": "att"}
    attachment = {
        "type": "template",
        "payload": {"template_type": "media", "elements": [element]},
    }
    assert first == {"text": "chú thích", "attachment": attachment}
    assert second == {"attachment": attachment}


def test_a_file_goes_out_by_its_token(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(SENT)
    client.send_file(OA, USER, "tok")
    attachment = {"type": "file", "payload": {"token": "tok"}}
    assert _asked(stand_in).json["message"] == {"attachment": attachment}


def test_a_reaction_names_icon_and_message(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(ok())
    client.react(OA, USER, "m9", "/-heart")
    asked = _asked(stand_in)
    assert asked.path == "/v2.0/oa/message"
    assert asked.json == {
        "recipient": {"user_id": USER},
        "sender_action": {"react_icon": "/-heart", "react_message_id": "m9"},
    }


def test_the_history_is_asked_with_data_and_read(stand_in: StandIn, client: ZaloClient) -> None:
    rows = [
        {"src": 0, "time": 1619401853770, "type": "text", "message": "a", "message_id": "m2"},
        {"src": 1, "time": "1619401853000", "type": "photo", "message_id": "m1"},
        {"src": 1, "type": "text", "message": "without a time"},
    ]
    stand_in.play(ok(rows))
    found = client.recent_messages(OA, USER, count=50)
    asked = _asked(stand_in)
    assert (asked.method, asked.path) == ("GET", "/v2.0/oa/conversation")
    assert json.loads(asked.query["data"]) == {"user_id": USER, "offset": 0, "count": 10}
    assert " " not in asked.query["data"]
    assert found == [
        PastMessage("m2", True, datetime(2021, 4, 26, 1, 50, 53, 770000, UTC), "text", "a"),
        PastMessage("m1", False, datetime(2021, 4, 26, 1, 50, 53, tzinfo=UTC), "photo", ""),
    ]
    assert "'a'" not in repr(found[0])


@pytest.mark.parametrize("data", [None, {}, "x", [1, None]])
def test_a_strange_history_is_empty(stand_in: StandIn, client: ZaloClient, data: Any) -> None:
    stand_in.play(ok(data))
    assert client.recent_messages(OA, USER) == []


@pytest.mark.parametrize(
    ("kind", "answer", "media"),
    [("image", "attachment_id", "image/png"), ("file", "token", "application/pdf")],
)
def test_an_upload_is_multipart(
    stand_in: StandIn, client: ZaloClient, kind: str, answer: str, media: str
) -> None:
    stand_in.play(ok({answer: "id1"}))
    upload = getattr(client, f"upload_{kind}")
    assert upload(OA, "a.bin", b"\x00bytes", media) == "id1"
    asked = _asked(stand_in)
    assert asked.path == f"/v2.0/oa/upload/{kind}"
    assert asked.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert asked.files == {"file": ("a.bin", media, b"\x00bytes")}


def test_a_gif_is_uploaded(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(ok({"attachment_id": "id1"}))
    assert client.upload_gif(OA, "a.gif", b"GIF89a") == "id1"
    assert _asked(stand_in).path == "/v2.0/oa/upload/gif"


def test_an_upload_that_is_too_large_stays_here(stand_in: StandIn, client: ZaloClient) -> None:
    with pytest.raises(RequestRejected):
        client.upload_image(OA, "a.png", bytes(1024 * 1024 + 1), "image/png")
    assert stand_in.asked == []


def test_an_upload_answered_without_an_id_is_a_failure(
    stand_in: StandIn, client: ZaloClient
) -> None:
    stand_in.play(ok({}))
    with pytest.raises(RequestRejected):
        client.upload_image(OA, "a.png", b"x", "image/png")


def test_a_lost_attachment_is_named(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(failed(-100))
    with pytest.raises(AttachmentExpired):
        client.send_image(OA, USER, "old")


def test_a_person_is_described(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(
        ok(
            {
                "user_id": USER,
                "display_name": "Lan",
                "user_is_follower": "true",
                "tags_and_notes_info": {"tag_names": ["VIP"]},
            }
        )
    )
    detail = client.user_detail(OA, USER)
    assert (detail.user_id, detail.display_name, detail.following, detail.tags) == (
        USER,
        "Lan",
        True,
        ("VIP",),
    )
    assert json.loads(_asked(stand_in).query["data"]) == {"user_id": USER}


@pytest.mark.parametrize("name", ["oa_id", "oaid"])
def test_both_spellings_of_the_account_id_are_read(
    stand_in: StandIn, client: ZaloClient, name: str
) -> None:
    stand_in.play(ok({name: 1001, "name": "Hội", "is_verified": True, "num_follower": "5"}))
    info = client.official_account(OA)
    assert (info.oa_id, info.name, info.verified, info.followers) == ("1001", "Hội", True, 5)
    assert _asked(stand_in).query == {}


def test_the_quota_of_a_person_is_read(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(ok({"last_interaction": "1690184100000", "cs_reply": {"remain": 6}}), ok({}))
    quota = client.quota(OA, USER)
    assert quota.replies_remaining == 6
    assert quota.last_interaction == datetime.fromtimestamp(1690184100, UTC)
    assert stand_in.asked[0].json == {"user_id": USER}
    assert client.quota(OA, USER).replies_remaining is None


@pytest.mark.parametrize("code", [-216, -220])
def test_a_refused_token_is_refreshed_and_the_call_repeated_once(
    stand_in: StandIn, client: ZaloClient, tokens: Tokens, code: int
) -> None:
    stand_in.play(failed(code), SENT)
    assert client.send_text(OA, USER, "a").message_id == "m1"
    assert tokens.refused == ["t1"]
    assert [asked.headers["access_token"] for asked in stand_in.asked] == ["t1", "t2"]
    assert stand_in.asked[0].json == stand_in.asked[1].json


def test_a_token_refused_twice_is_not_tried_a_third_time(
    stand_in: StandIn, client: ZaloClient, tokens: Tokens
) -> None:
    stand_in.play(failed(-216), failed(-216))
    with pytest.raises(TokenRejected):
        client.send_text(OA, USER, "a")
    assert tokens.refused == ["t1"]
    assert len(stand_in.asked) == 2


def test_an_upload_is_repeated_whole(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(failed(-216), ok({"attachment_id": "id1"}))
    client.upload_image(OA, "a.png", b"bytes", "image/png")
    assert [asked.files["file"][2] for asked in stand_in.asked] == [b"bytes", b"bytes"]


def test_other_errors_are_not_repeated(stand_in: StandIn, client: ZaloClient) -> None:
    stand_in.play(failed(-230))
    with pytest.raises(UserUnreachable):
        client.send_text(OA, USER, "a")
    assert len(stand_in.asked) == 1


def test_a_send_without_an_answer_is_unknown_and_not_repeated(
    stand_in: StandIn, client: ZaloClient
) -> None:
    stand_in.play(stand_in.hang_up)
    with pytest.raises(DeliveryUnknown):
        client.send_text(OA, USER, "a")
    assert len(stand_in.asked) == 1


def test_a_question_without_an_answer_may_be_asked_again(
    stand_in: StandIn, client: ZaloClient
) -> None:
    stand_in.play(stand_in.hang_up)
    with pytest.raises(RetryLater):
        client.recent_messages(OA, USER)


def test_a_lost_consent_reaches_the_token_source(
    stand_in: StandIn, client: ZaloClient, tokens: Tokens
) -> None:
    stand_in.play(failed(-223))
    with pytest.raises(Reconnect):
        client.send_text(OA, USER, "a")
    assert tokens.lost == [(OA, "app_not_authorised")]


def test_the_proof_is_sent_where_the_app_demands_it(stand_in: StandIn, tokens: Tokens) -> None:
    stand_in.play(SENT, SENT)
    for secret in ("app-secret", ""):
        client = ZaloClient(Wire(stand_in.url), tokens, Unlimited(), proof_secret=secret)
        client.send_text(OA, USER, "a")
        client.close()
    expected = hmac.new(b"app-secret", b"t1", hashlib.sha256).hexdigest()
    proofs = [asked.headers.get("appsecret_proof") for asked in stand_in.asked]
    assert proofs == [expected, None]
