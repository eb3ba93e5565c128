"""A loan between people: whether its interest is above what the law allows, and by how much."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from knowledge.calculate.calculation import Calculation, money, number, require
from knowledge.calculate.laws import CIVIL, CRIMINAL, place
from knowledge.documents import Citation
from knowledge.values import value

#: Bộ luật Dân sự Điều 146 khoản 1: một năm là 365 ngày.
DAYS_OF_A_YEAR, WEEKS_OF_A_YEAR, MONTHS_OF_A_YEAR = 365, 52, 12
PERIODS = {"ngay": DAYS_OF_A_YEAR, "tuan": WEEKS_OF_A_YEAR, "thang": MONTHS_OF_A_YEAR, "nam": 1}
_NAMES = {"ngay": "ngày", "tuan": "tuần", "thang": "tháng", "nam": "năm"}
HIGHEST_RATE = 100_000


def interest(principal: int | None, percent: Fraction, period: str, day: date) -> Calculation:
    """The agreed interest against the highest one, at so many percent a period ("ngay", "tuan",
    "thang", "nam"); in đồng, too, for a loan of so much.

    Raises:
        ImpossibleFactError: an amount or a rate of nothing, or beyond reason.
    """
    require(principal is None or principal > 0, "Số tiền vay phải lớn hơn 0. Chị xem lại giúp tôi.")
    require(percent >= 0, "Mức lãi chưa đúng. Chị xem lại giúp tôi.")
    yearly = percent * PERIODS[period]
    require(yearly <= HIGHEST_RATE, "Mức lãi chưa đúng. Chị xem lại giúp tôi.")
    cap = value("highest-interest", day)
    over = yearly > cap.amount
    if over:
        result = (
            f"Lãi {number(yearly)}% một năm vượt mức luật cho phép là {cap.amount}% một năm; phần "
            "vượt không có hiệu lực."
        )
    else:
        result = f"Lãi {number(yearly)}% một năm không vượt mức luật cho phép là {cap.amount}%."
    sums = _sums(principal, yearly, cap.amount) if principal else _rate_alone(cap.amount)
    lines = [_rate_line(percent, period, yearly), *sums]
    warning, basis = _usury(yearly, cap.amount, day)
    return Calculation(
        "Lãi vay",
        result,
        tuple(lines),
        (place(CIVIL, "468", "1"), *basis),
        day,
        (*warning, "Ngân hàng, công ty tài chính theo luật riêng, không tính như vậy."),
        estimate=True,
    )


def _sums(principal: int, yearly: Fraction, cap: int) -> list[str]:
    """What the law allows and what is asked for, in đồng."""
    allowed, asked = principal * Fraction(cap, 100), principal * yearly / 100
    lines = [
        (
            f"Luật cho phép nhiều nhất {cap}% một năm: {money(principal)} × {cap}% = "
            f"{money(allowed)} một năm, khoảng {money(allowed / MONTHS_OF_A_YEAR)} một tháng."
        ),
        f"Lãi người ta đòi: khoảng {money(asked)} một năm.",
    ]
    if asked > allowed:
        lines.append(f"Phần vượt: khoảng {money(asked - allowed)} một năm.")
    return lines


def _rate_alone(cap: int) -> list[str]:
    monthly = number(Fraction(cap, MONTHS_OF_A_YEAR).limit_denominator(100))
    return [f"Luật cho phép nhiều nhất {cap}% một năm, tức khoảng {monthly}% một tháng."]


def _rate_line(percent: Fraction, period: str, yearly: Fraction) -> str:
    if period == "nam":
        return f"Lãi thỏa thuận: {number(yearly)}% một năm."
    name, times = _NAMES[period], PERIODS[period]
    return f"Quy ra một năm: {number(percent)}% một {name} × {times} = {number(yearly)}% một năm."


def _usury(yearly: Fraction, cap: int, day: date) -> tuple[tuple[str, ...], tuple[Citation, ...]]:
    multiple, profit = value("usury-multiple", day), value("usury-profit", day)
    if yearly < cap * multiple.amount:
        return (), ()
    warning = (
        f"Lãi từ {cap * multiple.amount}% một năm trở lên, thu lợi bất chính từ "
        f"{money(profit.amount)}, có thể là tội cho vay lãi nặng. Chị giữ giấy tờ, tin nhắn và báo "
        "Công an phường."
    )
    return (warning,), (place(CRIMINAL, "201", "1"),)
