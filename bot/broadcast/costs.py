"""What a broadcast costs and uses up, in sentences; prices are data with their source and day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from knowledge.day import written

PRICES = Path(__file__).with_name("prices.yaml")
NO_PRICE = "chưa rõ giá"


@dataclass(frozen=True, slots=True)
class Price:
    """Đồng for one message, None where no source tells; where it stands, and of which day."""

    price: int | None
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Cost:
    """``lines`` for officers; ``quota_left`` is None where Zalo does not tell, ``short`` whether it
    does not suffice.
    """

    lines: tuple[str, ...] = ()
    quota_left: int | None = None
    short: bool = False


@cache
def prices() -> dict[str, Price]:
    """The prices by what is sent."""
    found = yaml.safe_load(PRICES.read_text(encoding="utf-8"))
    return {name: Price(**fields) for name, fields in found.items()}


def in_words(name: str) -> str:
    """The price of one message: "miễn phí", "9 đồng một tin (giá ngày 1/2/2026)", "chưa rõ giá"."""
    known = prices()[name]
    if known.price is None:
        return NO_PRICE
    day = written(known.as_of)
    return "miễn phí" if known.price == 0 else f"{known.price} đồng một tin (giá ngày {day})"


def of_groups(groups: int) -> Cost:
    """A broadcast to groups: Zalo counts the group, not the message."""
    told = (
        f"{groups} nhóm: không tính theo người nhận; mỗi nhóm cần gói nhóm còn hạn "
        f"({in_words('group')})."
    )
    return Cost((told,))


def of_people(gets: int, billed: int, quota_left: int | None) -> Cost:
    """A broadcast to people, of whom ``billed`` last wrote more than 48 hours ago."""
    short = quota_left is not None and billed > quota_left
    return Cost(tuple(_of_people(gets, billed, quota_left)), quota_left, short)


def _of_people(gets: int, billed: int, left: int | None) -> Iterator[str]:
    yield f"{gets - billed} người đã nhắn trong 48 giờ: {in_words('within_48_hours')}."
    if not billed:
        return
    yield (
        f"{billed} người nhắn từ 48 giờ đến 7 ngày trước: trừ vào lượt của gói, hết lượt thì Zalo "
        f"tính phí ({in_words('within_7_days')})."
    )
    if left is None:
        yield "Zalo chưa cho biết gói còn bao nhiêu lượt."
        return
    yield f"Gói của OA còn {left} lượt."
    if billed > left:
        yield (
            f"Thiếu {billed - left} lượt. Ai được gửi miễn phí sẽ nhận trước; khi hết lượt, tin tự "
            "dừng và báo cho quản trị, không gửi quá."
        )
