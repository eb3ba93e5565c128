"""When something happened, as people tell it; and what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.day import EventTime
from handlers.event_day import event_in, noticed
from handlers.turn import Conversation, MessageKind
from tests.handlers.conftest import TurnOf

TODAY = date(2026, 11, 22)

EVENTS = [
    ("Sự việc xảy ra tháng 5/2025, chồng đánh vợ phạt bao nhiêu?", EventTime(2025, 5)),
    ("su viec xay ra thang 5/2025 chong danh vo phat bao nhieu", EventTime(2025, 5)),
    ("hồi năm 2023 tôi sinh con thì được nghỉ mấy tháng", EventTime(2023)),
    ("hoi 2023 toi sinh con thi duoc nghi may thang", EventTime(2023)),
    ("năm ngoái tôi nghỉ việc không báo trước có phải đền không", EventTime(2025)),
    ("nam kia toi bi phat", EventTime(2024)),
    ("tháng trước tôi bị chồng đánh thì báo ai", EventTime(2026, 10)),
    ("trước 1/7/2025 trợ cấp khi sinh con là bao nhiêu", EventTime(2025, 6, 30)),
    ("trước tháng 7/2026 phạt bao nhiêu", EventTime(2026, 6, 30)),
    ("trước năm 2025 thì sinh con được trợ cấp bao nhiêu", EventTime(2024, 12, 31)),
    ("Tháng 5 năm 2024 tôi bị sa thải vì có bầu", EventTime(2024, 5)),
    ("toi sinh con thang 3/2026 duoc nghi may thang", EventTime(2026, 3)),
    ("sinh con ngày 15/05/2025 thì được trợ cấp bao nhiêu", EventTime(2025, 5, 15)),
    ("ngày 15 tháng 5 năm 2025 tôi bị đuổi việc", EventTime(2025, 5, 15)),
    ("chồng đánh vợ hồi tháng 8 năm ngoái thì phạt thế nào", EventTime(2025, 8)),
    ("việc xảy ra từ năm 2022, giờ tôi kiện được không", EventTime(2022)),
    ("vụ việc diễn ra 15-5-2025 ở xã tôi thì ai xử", EventTime(2025, 5, 15)),
]

NONE = [
    "con tôi sinh năm 2019 học lớp mấy",
    "tôi sinh 1970 bao giờ nghỉ hưu",
    "toi sinh nam 1970 bao gio nghi huu",
    "con tôi sinh ngày 15/05/2025 đã quá hạn khai sinh chưa",
    "con tôi sinh hồi tháng 5/2025 làm khai sinh có muộn không",
    "nghị định 145/2020 quy định gì",
    "điều 7 nghị định 12/2022/NĐ-CP",
    "luật đất đai năm 2024 có gì mới",
    "bộ luật lao động 2019 điều 139",
    "điều 53 luật bảo hiểm xã hội 2024",
    "luật bảo hiểm xã hội năm 2024 điều 53",
    "tôi cưới năm 2010, nay ly hôn chia tài sản thế nào",
    "kết hôn năm 2010 chưa đăng ký có sao không",
    "mua đất năm 2015 bằng giấy viết tay",
    "sổ đỏ cấp năm 2005 đứng tên chồng",
    "tôi đóng bảo hiểm từ năm 2015 có được rút một lần không",
    "tôi đóng bhxh trước 1/7/2025 giờ rút được không",
    "từ 1/7/2025 còn tòa huyện không",
    "sinh con sau ngày 1/7/2026 được nghỉ mấy tháng",
    "năm 2027 tôi nghỉ hưu",
    "tháng 3/2027 khai sinh theo luật nào",
    "hạn đến 31/12/2024",
    "lương 5.000.000 năm 2025",
    "mấy năm trước chồng tôi hay đánh",
    "Việt Nam trước khi có luật này",
    "ngày 32/13/2025 tôi bị phạt",
    "gọi 0912/2025 cho tôi",
    "đường ngang trước năm 2025 phải làm xong việc gì",
    "năm nay lương tối thiểu bao nhiêu",
    "",
]


@pytest.mark.parametrize(("text", "time"), EVENTS, ids=lambda value: str(value)[:40])
def test_the_time_of_an_event_is_understood(text: str, time: EventTime):
    event = event_in(text, TODAY)
    assert event is not None
    assert event.time == time


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_event_is_left_alone(text: str):
    assert event_in(text, TODAY) is None


def test_the_words_of_the_time_are_not_searched():
    event = event_in("Sự việc xảy ra tháng 5/2025, chồng đánh vợ phạt bao nhiêu?", TODAY)
    assert event is not None
    assert event.rest == "chồng đánh vợ phạt bao nhiêu?"


@pytest.mark.parametrize(
    ("time", "last"),
    [
        (EventTime(2024), date(2024, 12, 31)),
        (EventTime(2024, 2), date(2024, 2, 29)),
        (EventTime(2024, 2, 3), date(2024, 2, 3)),
        (EventTime.of(TODAY), TODAY),
    ],
)
def test_the_law_of_its_last_day_counts(time: EventTime, last: date):
    assert time.last == last


@given(st.text(alphabet="0123456789/.-, namthgyhoitruocsinh", max_size=60))
def test_any_text_is_read_without_harm(text: str):
    event = event_in(text, TODAY)
    assert event is None or event.time.last < TODAY


def test_what_is_picked_belongs_to_the_event_before(turn_of: TurnOf):
    then = EventTime(2025, 5)
    turn = turn_of("trông lửa", conversation=Conversation(greeted=True, as_of=then))
    assert noticed(turn, picked=True).as_of == then


def test_a_new_question_is_asked_for_today(turn_of: TurnOf):
    turn = turn_of("trông lửa", conversation=Conversation(greeted=True, as_of=EventTime(2025, 5)))
    heard = noticed(turn)
    assert heard.as_of is None
    assert heard.conversation.as_of is None


def test_a_time_alone_asks_the_last_question_once_more(turn_of: TurnOf):
    known = Conversation(greeted=True, question="nấu cơm có phải trông lửa không")
    heard = noticed(turn_of("thế hồi năm 2023 thì sao", conversation=known))
    assert (heard.message.text, heard.as_of) == (known.question, EventTime(2023))


def test_a_time_alone_without_a_question_is_none(turn_of: TurnOf):
    turn = turn_of("hồi năm 2023")
    assert noticed(turn).as_of is None


def test_only_text_is_read(turn_of: TurnOf):
    turn = turn_of("hồi năm 2023 tôi bị phạt bao nhiêu", MessageKind.IMAGE)
    assert noticed(turn).as_of is None
