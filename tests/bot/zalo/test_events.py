"""Webhook events: every kind of the reference is read, the rest is UNKNOWN or InvalidEvent."""

import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zalo.event_names import MEANINGS, Content, EventKind, Sides
from bot.zalo.events import Attachment, Event, InvalidEvent, parse

OA, USER, GROUP, APP = "579745863508352884", "186729651760683225", "f414c8f76fa586fbdfb4", "2334"
STAMP = "1787209817225"


def body(name, sides=Sides.FROM_USER, **fields):
    parties = {
        Sides.FROM_USER: {"sender": {"id": USER}, "recipient": {"id": OA}},
        Sides.FROM_ACCOUNT: {"sender": {"id": OA}, "recipient": {"id": USER}},
        Sides.IN_GROUP: {"sender": {"id": USER}, "recipient": {"id": GROUP}, "oa_id": OA},
        Sides.TO_GROUP: {"sender": {"id": OA}, "recipient": {"id": GROUP}, "oa_id": OA},
        Sides.NAMED: {"oa_id": OA, "user_id": USER},
    }[sides]
    return {"app_id": APP, "event_name": name, "timestamp": STAMP} | parties | fields


def read(values):
    return parse(json.dumps(values).encode())


def attachment(wire_type, **payload):
    return {"msg_id": "m1", "attachments": [{"type": wire_type, "payload": payload}]}


def test_a_text_message():
    message = {"text": "xin chào", "msg_id": "b56f", "quote_msg_id": "9a2c"}
    event = read(body("user_send_text", message=message))
    assert (event.kind, event.content) == (EventKind.MESSAGE, Content.TEXT)
    assert (event.oa_id, event.user_id, event.group_id) == (OA, USER, "")
    assert (event.msg_id, event.quote_msg_id, event.text) == ("b56f", "9a2c", "xin chào")
    assert event.timestamp == datetime(2026, 8, 20, 7, 10, 17, 225000, UTC)
    assert (event.app_id, event.signed_timestamp, event.admin_id) == (APP, STAMP, "")
    assert event.mailbox == f"{OA}:u:{USER}"


@pytest.mark.parametrize("name", MEANINGS)
def test_every_name_of_the_reference_has_its_kind_and_its_parties(name):
    expected = MEANINGS[name]
    message = {"text": "a", "msg_id": "m"}
    event = read(body(name, expected.sides, message=message))
    assert (event.kind, event.content, event.oa_id) == (expected.kind, expected.content, OA)
    if expected.sides in (Sides.IN_GROUP, Sides.TO_GROUP):
        assert (event.group_id, event.mailbox) == (GROUP, f"{OA}:g:{GROUP}")
    else:
        assert event.user_id == USER


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("user_send_business_card", EventKind.MESSAGE),
        ("anonymous_send_sticker", EventKind.ANONYMOUS_MESSAGE),
        ("oa_send_anonymous_file", EventKind.ECHO),
        ("oa_send_template", EventKind.ECHO),
        ("user_send_group_gif", EventKind.GROUP_MESSAGE),
        ("oa_send_group_text", EventKind.GROUP_ECHO),
        ("disperse_group", EventKind.GROUP_CHANGE),
        ("react_request_join_group_accept", EventKind.GROUP_CHANGE),
        ("user_leave_group", EventKind.GROUP_CHANGE),
        ("change_oa_daily_quota", EventKind.TEMPLATE),
        ("user_withdraw", EventKind.WITHDRAWN),
        ("user_reply_consent", EventKind.CALL),
        ("extension_purchased", EventKind.SHOP),
        ("user_click_button", EventKind.UNKNOWN),
        ("something_new_in_2027", EventKind.UNKNOWN),
    ],
)
def test_kinds(name, kind):
    sides = MEANINGS[name].sides if name in MEANINGS else Sides.FROM_USER
    assert read(body(name, sides)).kind is kind


def test_follow_names_the_follower():
    event = read(
        {"oa_id": OA, "follower": {"id": USER}, "event_name": "follow", "timestamp": STAMP}
    )
    assert (event.kind, event.oa_id, event.user_id) == (EventKind.FOLLOWED, OA, USER)


def test_an_officers_echo_carries_the_officers_id():
    sender = {"id": OA, "admin_id": "4400"}
    event = read(body("oa_send_text", Sides.FROM_ACCOUNT, sender=sender))
    assert (event.kind, event.admin_id, event.user_id) == (EventKind.ECHO, "4400", USER)


def test_a_group_message_that_mentions_the_account():
    event = read(
        body("user_send_group_text", Sides.IN_GROUP, message={"text": f"chào [@{OA}]", "msg_id": 1})
    )
    assert event.mentions_account
    assert (event.user_id, event.group_id) == (USER, GROUP)
    other = body("user_send_group_text", Sides.IN_GROUP, message={"text": f"chào [@{USER}]"})
    assert not read(other).mentions_account


def test_a_group_echo_without_oa_id():
    values = body("oa_send_group_text", Sides.TO_GROUP)
    del values["oa_id"]
    event = read(values)
    assert (event.oa_id, event.user_id, event.group_id) == (OA, "", GROUP)


def test_members_of_group_and_tag_events():
    joined = read(
        body("user_join_group", Sides.NAMED, group_id=GROUP, users=[{"id": "1"}, {"id": 2}])
    )
    assert (joined.members, joined.group_id) == (("1", "2"), GROUP)
    tagged = read(
        {
            "oa_id": OA,
            "event_name": "add_user_to_tag",
            "timestamp": STAMP,
            "tag": {"name": "VIP", "user_ids": ["7", 8]},
        }
    )
    assert (tagged.members, tagged.mailbox) == (("7", "8"), f"{OA}:u:")


def test_the_two_shapes_of_user_received_message():
    receipt = {"msg_id": "m", "tracking_id": "t", "delivery_time": STAMP}
    values = body("user_received_message", Sides.FROM_ACCOUNT, message=receipt)
    values["recipient"] = {"id": "84900000000"}
    template = read(values)
    assert (template.kind, template.user_id, template.oa_id) == (EventKind.TEMPLATE, "", OA)
    plain = read(body("user_received_message", Sides.FROM_ACCOUNT, message={"msg_id": "m"}))
    assert (plain.kind, plain.user_id) == (EventKind.RECEIVED, USER)


def test_widget_and_withdrawal():
    widget = read(
        {
            "event_name": "widget_interaction_accepted",
            "data": {"user_id": USER},
            "oa_id": OA,
            "timestamp": STAMP,
        }
    )
    assert (widget.kind, widget.user_id) == (EventKind.WIDGET, USER)
    gone = read({"event_name": "user_withdraw", "user_id": USER, "timestamp": STAMP})
    assert (gone.kind, gone.oa_id, gone.user_id) == (EventKind.WITHDRAWN, "", USER)


def test_ids_and_timestamp_sent_as_numbers_become_exact_text():
    event = read(
        body("user_send_text", timestamp=int(STAMP), sender={"id": 2**63 + 1}, app_id=2334)
    )
    assert (event.user_id, event.app_id) == ("9223372036854775809", "2334")
    assert event.signed_timestamp == STAMP


@pytest.mark.parametrize(
    ("wire_type", "content"),
    [
        ("image", Content.IMAGE),
        ("photo", Content.IMAGE),
        ("gif", Content.GIF),
        ("audio", Content.AUDIO),
        ("a-new-type", Content.NONE),
    ],
)
def test_an_attachments_type(wire_type, content):
    event = read(body("user_send_image", message=attachment(wire_type, url="https://zalo/x")))
    assert event.attachments == (Attachment(content, url="https://zalo/x"),)


def test_a_file_has_its_size_as_a_number():
    payload = {"url": "u", "size": "12345", "name": "a.pdf", "checksum": "d41d", "type": "pdf"}
    event = read(body("user_send_file", message=attachment("file", **payload)))
    assert event.attachments == (
        Attachment(Content.FILE, url="u", size=12345, name="a.pdf", checksum="d41d"),
    )


@pytest.mark.parametrize(("size", "expected"), [(77, 77), ("x", 0), ("9" * 40, 0), ("-1", 0)])
def test_sizes_as_they_come(size, expected):
    event = read(body("user_send_file", message=attachment("file", size=size)))
    assert event.attachments[0].size == expected


@pytest.mark.parametrize(
    "message",
    [
        attachment("location", coordinates={"latitude": "10.76", "longitude": "106.68"}),
        attachment("location", coordinates={"latitude": 10.76, "longitude": 106.68}),
        attachment("location", latitude="10.76", longitude="106.68"),
        {"msg_id": "m1", "location": {"latitude": "10.76", "longitude": "106.68"}},
    ],
)
def test_a_location_however_it_is_written(message):
    (place,) = read(body("user_send_location", message=message)).attachments
    assert (place.content, place.latitude, place.longitude) == (Content.LOCATION, 10.76, 106.68)


@pytest.mark.parametrize(
    "coordinates",
    [
        {"latitude": "x", "longitude": "106"},
        {"latitude": "91", "longitude": "106"},
        {"latitude": "nan", "longitude": "106"},
        {"longitude": "106"},
        {},
    ],
)
def test_a_location_off_the_globe_has_no_coordinates(coordinates):
    message = attachment("location", coordinates=coordinates)
    (place,) = read(body("user_send_location", message=message)).attachments
    assert (place.latitude, place.longitude) == (None, None)


CARD = json.dumps({"phone": "84900000000", "qrCodeUrl": "https://zalo/qr"})


@pytest.mark.parametrize("name", ["user_send_business_card", "user_send_link"])
def test_a_contact_card_is_recognised_and_its_number_left_out(name):
    message = attachment("link", url="u", description=CARD) | {"text": "Chị Lan"}
    event = read(body(name, message=message))
    assert event.attachments == (Attachment(Content.CONTACT, url="u"),)
    assert event.text == "Chị Lan"
    assert "84900000000" not in str([getattr(event, slot) for slot in Event.__slots__])


@pytest.mark.parametrize("description", ["{not json", '{"a": 1}', "a page", "{" * 5000, ""])
def test_a_link_that_only_looks_like_a_card(description):
    message = attachment("link", url="u", description=description)
    (link,) = read(body("user_send_link", message=message)).attachments
    assert (link.content, link.description) == (Content.LINK, description)


def test_what_a_person_wrote_is_not_in_the_events_repr():
    message = attachment("image", url="https://secret") | {"text": "bí mật của tôi"}
    shown = repr(read(body("user_send_image", message=message)))
    assert "bí mật" not in shown
    assert "https://secret" not in shown


def test_nul_characters_are_left_out_of_the_text():
    assert read(body("user_send_text", message={"text": "a\x00b"})).text == "ab"


class TestDedupeKey:
    def same(self, one, other):
        return read(one).key == read(other).key

    def test_msg_id_and_name_decide(self):
        one = body("user_send_text", message={"msg_id": "m", "text": "a"})
        assert self.same(one, one | {"timestamp": "1787209817226"})
        assert not self.same(one, one | {"message": {"msg_id": "n", "text": "a"}})
        assert not self.same(one, one | {"event_name": "user_send_image"})
        assert not self.same(one, one | {"recipient": {"id": "other"}})

    def test_without_msg_id_time_person_and_app_decide(self):
        one = body("follow", Sides.NAMED)
        assert self.same(one, dict(one))
        for change in ({"timestamp": "1787209817226"}, {"user_id": "1"}, {"app_id": "1"}):
            assert not self.same(one, one | change)

    def test_two_reactions_to_one_message_are_two_events(self):
        one = body("user_reacted_message", message={"msg_id": "m", "react_icon": "/-heart"})
        assert not self.same(one, one | {"timestamp": "1787209817226"})

    def test_fields_do_not_run_into_each_other(self):
        one = body("user_send_text", message={"msg_id": "ab"}, recipient={"id": "c"})
        other = body("user_send_text", message={"msg_id": "b"}, recipient={"id": "ca"})
        assert not self.same(one, other)


@pytest.mark.parametrize(
    "change",
    [
        {"event_name": None},
        {"event_name": 5},
        {"event_name": ""},
        {"event_name": "a b"},
        {"event_name": "x" * 65},
        {"timestamp": None},
        {"timestamp": "soon"},
        {"timestamp": "-1"},
        {"timestamp": 1.5},
        {"timestamp": True},
        {"timestamp": "١٧٨٧"},
        {"timestamp": "9" * 15},
        {"app_id": {}},
        {"app_id": True},
        {"sender": None},
        {"sender": "u"},
        {"sender": []},
        {"sender": {"id": 1.5}},
        {"sender": {"id": "two words"}},
        {"sender": {"id": "a:b"}},
        {"sender": {"id": "x" * 65}},
        {"sender": {"id": {}}},
        {"recipient": 3},
        {"message": "text"},
        {"message": {"text": 5}},
        {"message": {"text": ["a"]}},
        {"message": {"msg_id": ["a"]}},
        {"message": {"attachments": {}}},
        {"message": {"attachments": ["a"]}},
        {"message": {"attachments": [{"type": 5}]}},
        {"message": {"attachments": [{"type": "image", "payload": "x"}]}},
        {"message": {"attachments": [{"type": "image", "payload": {"url": 5}}]}},
    ],
)
def test_wrong_types_are_refused(change):
    with pytest.raises(InvalidEvent):
        read(body("user_send_text") | change)


@pytest.mark.parametrize("raw", [b"", b"[]", b'"a"', b"5", b"null", b"{}", b"[" * 100_000, b"\xff"])
def test_what_is_no_event_is_refused(raw):
    with pytest.raises(InvalidEvent):
        parse(raw)


@pytest.mark.parametrize(
    "change", [{"sender": "x"}, {"message": 5}, {"message": {"text": 1}}, {"users": 1}, {"tag": 2}]
)
@pytest.mark.parametrize("name", ["permission_revoked", "shop_has_order", "brand_new_event"])
def test_events_whose_shape_is_not_established_are_read_leniently(name, change):
    assert read(body(name, Sides.NAMED) | change).name == name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    """app_id sender recipient message timestamp oa_id user_id group_id follower users tag
    data""".split()
)
INNER = st.dictionaries(
    st.sampled_from("id admin_id text msg_id attachments location user_ids quote_msg_id".split()),
    JSON | st.lists(st.fixed_dictionaries({"type": JSON, "payload": JSON}), max_size=2),
)


@given(st.sampled_from(sorted(MEANINGS)) | st.text(), st.dictionaries(FIELDS, JSON | INNER), JSON)
def test_any_json_gives_an_event_or_invalid_event(name, changes, whole):
    for values in (body("user_send_text") | {"event_name": name} | changes, whole):
        with contextlib.suppress(InvalidEvent):
            event = parse(json.dumps(values).encode("utf-8", "surrogatepass"))
            assert isinstance(event, Event)
            assert event.timestamp.tzinfo is UTC
            assert event.mailbox.count(":") == 2


@given(st.binary())
def test_any_bytes_give_an_event_or_invalid_event(raw):
    with contextlib.suppress(InvalidEvent):
        parse(raw)


@given(st.integers(0, 400), st.binary(max_size=3))
def test_a_damaged_event_gives_an_event_or_invalid_event(place, noise):
    good = json.dumps(body("user_send_text", message=attachment("link", description=CARD))).encode()
    with contextlib.suppress(InvalidEvent):
        assert isinstance(parse(good[:place] + noise + good[place + len(noise) :]), Event)
