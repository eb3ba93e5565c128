"""Old age: when she retires, which share of the wage, social pension, taking the money out."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from knowledge.calculate.calculation import (
    Calculation,
    Number,
    counted_years,
    money,
    number,
    plus_months,
    plus_years,
    require,
    years_and_months,
)
from knowledge.calculate.laws import INSURANCE, LABOUR, RETIREMENT, place
from knowledge.day import written
from knowledge.values import Value, rows_of, value


class Sex(StrEnum):
    """Whose rule it is."""

    WOMAN = "nu"
    MAN = "nam"


_NAMES = {Sex.WOMAN: "Nữ", Sex.MAN: "Nam"}
_AGES = {Sex.WOMAN: "retirement-age-women", Sex.MAN: "retirement-age-men"}

#: Luật Bảo hiểm xã hội Điều 64 và Điều 66 khoản 1: năm, phần trăm.
LEAST_YEARS = 15
FULL_START_MAN = 20
START, START_MAN_EARLY = 45, 40
EACH_YEAR, EACH_YEAR_MAN_EARLY = 2, 1
HIGHEST = 75

#: Luật Bảo hiểm xã hội Điều 70 khoản 3: tháng lương cho mỗi năm đóng.
BEFORE_2014, SINCE_2014 = Fraction(3, 2), Fraction(2)

LONGEST_LIFE, LONGEST_WORK = 120, 60
OFFICE_DECIDES = "Cơ quan bảo hiểm xã hội mới là nơi tính số chính thức."
YEARS_NEEDED = f"Muốn có lương hưu phải đóng bảo hiểm xã hội đủ {LEAST_YEARS} năm."


def retirement(year: int, month: int, sex: Sex, day: date) -> Calculation:
    """When somebody born in that month retires in ordinary working conditions.

    Raises:
        ImpossibleFactError: no such month, or nobody living was born in it.
    """
    born = _month_of_birth(year, month, day)
    reached, required = _month_of_retirement(born, sex)
    if required is None:
        return _retired_long_ago(born, sex, day)
    last = plus_months(reached, 1) - timedelta(1)
    verb = "đã đủ" if reached <= day else "đủ"
    lines = (
        (
            f"Tuổi nghỉ hưu của {_NAMES[sex].lower()} trong năm {reached.year}: "
            f"{_age(required.amount)}."
        ),
        f"Sinh {born:%m/%Y} + {_age(required.amount)} = tháng {reached:%m/%Y}.",
        f"Nghỉ hưu hết ngày cuối tháng đó: {written(last)}.",
        f"Lương hưu tính từ ngày {written(last + timedelta(1))}.",
    )
    return Calculation(
        "Tuổi nghỉ hưu",
        f"{_NAMES[sex]} sinh tháng {born:%m/%Y} {verb} tuổi nghỉ hưu vào tháng {reached:%m/%Y}, "
        f"khi {_age(required.amount)}.",
        lines,
        (
            required.basis,
            place(RETIREMENT, "3", "1"),
            place(RETIREMENT, "3", "2"),
            place(LABOUR, "169", "2"),
        ),
        day,
        (
            f"{YEARS_NEEDED}",
            (
                "Việc nặng nhọc, độc hại, vùng đặc biệt khó khăn hoặc mất sức lao động nhiều thì "
                "có thể nghỉ sớm hơn."
            ),
        ),
    )


def _retired_long_ago(born: date, sex: Sex, day: date) -> Calculation:
    first = rows_of(_AGES[sex])[0]
    sentence = f"{_NAMES[sex]} sinh tháng {born:%m/%Y} đã đủ tuổi nghỉ hưu từ trước năm"
    return Calculation(
        "Tuổi nghỉ hưu",
        f"{sentence} {first.until.year if first.until else first.since.year}.",
        (f"Khi đó tuổi nghỉ hưu là {_age(first.amount)}.",),
        (first.basis,),
        day,
        (YEARS_NEEDED,),
    )


def _month_of_birth(year: int, month: int, day: date) -> date:
    require(1 <= month <= 12, "Tháng sinh phải từ 1 đến 12. Chị xem lại giúp tôi.")
    oldest = day.year - LONGEST_LIFE
    require(oldest <= year <= day.year, "Năm sinh chưa đúng. Chị xem lại giúp tôi.")
    return date(year, month, 1)


def _month_of_retirement(born: date, sex: Sex) -> tuple[date, Value | None]:
    """The first month in which the age of that year is reached; None for its value where that was
    before the schedule begins.
    """
    table = rows_of(_AGES[sex])
    schedule = table[1:]
    if plus_months(born, table[0].amount) < schedule[0].since:
        return born, None
    for row in schedule:
        reached = plus_months(born, row.amount)
        if row.until is None or reached < row.until:
            return reached, row
    raise AssertionError("the last row has no end")


def _age(months: int) -> str:
    years, rest = divmod(months, 12)
    return f"{years} tuổi" + (f" {rest} tháng" if rest else "")


def share(sex: Sex, months: int) -> Fraction:
    """The percentage of the average wage for so many months of insurance; 0 below 15 years.

    Source: Luật Bảo hiểm xã hội Điều 66 khoản 1, Điều 5 khoản 6.
    """
    if months < 12 * LEAST_YEARS:
        return Fraction(0)
    years = counted_years(months)
    start = LEAST_YEARS if sex is Sex.WOMAN else FULL_START_MAN
    if years < start:
        return START_MAN_EARLY + EACH_YEAR_MAN_EARLY * (years - LEAST_YEARS)
    return min(Fraction(HIGHEST), START + EACH_YEAR * (years - start))


def pension(sex: Sex, months: int, wage: int | None, day: date) -> Calculation:
    """The share of the average insured wage, and with the wage the monthly pension.

    Raises:
        ImpossibleFactError: longer than anybody works, or a wage of nothing.
    """
    require(0 < months <= 12 * LONGEST_WORK, "Số năm đóng chưa đúng. Chị xem lại giúp tôi.")
    require(wage is None or wage > 0, "Tiền lương phải lớn hơn 0. Chị xem lại giúp tôi.")
    point = "a" if sex is Sex.WOMAN else "b"
    basis = (place(INSURANCE, "66", "1", point), place(INSURANCE, "5", "6"))
    percent = share(sex, months)
    if not percent:
        return _too_short(months, day)
    result = f"Tỷ lệ lương hưu là {number(percent)}% mức bình quân lương đóng bảo hiểm"
    lines = [f"Thời gian đóng tính là {number(counted_years(months))} năm.", *_steps(sex, months)]
    if wage is not None:
        lines.append(
            f"{number(percent)}% × {money(wage)} = {money(percent * wage / 100)} một tháng."
        )
        result = f"{result}, khoảng {money(percent * wage / 100)} một tháng"
    return Calculation(
        "Lương hưu",
        f"{result}.",
        tuple(lines),
        (*basis, place(INSURANCE, "72", "")),
        day,
        (
            (
                "Bình quân lương do cơ quan bảo hiểm xã hội tính, có chỉnh theo giá từng năm. "
                f"{OFFICE_DECIDES}"
            ),
            "Nghỉ hưu trước tuổi thì tỷ lệ bị giảm. Còn phải đủ tuổi nghỉ hưu.",
        ),
        estimate=True,
    )


def _steps(sex: Sex, months: int) -> list[str]:
    years, percent = counted_years(months), share(sex, months)
    early = sex is Sex.MAN and years < FULL_START_MAN
    start = FULL_START_MAN if sex is Sex.MAN and not early else LEAST_YEARS
    begin, each = (START_MAN_EARLY, EACH_YEAR_MAN_EARLY) if early else (START, EACH_YEAR)
    more = years - start
    steps = [f"{_NAMES[sex]} đóng {start} năm: {begin}%."]
    if more:
        steps.append(f"Thêm {number(more)} năm × {each}% = {number(more * each)}%.")
    if percent == HIGHEST and begin + more * each > HIGHEST:
        steps.append(f"Cao nhất chỉ tính {HIGHEST}%.")
    return steps


def _too_short(months: int, day: date) -> Calculation:
    missing = 12 * LEAST_YEARS - months
    return Calculation(
        "Lương hưu",
        f"Chưa đủ {LEAST_YEARS} năm đóng nên chưa có lương hưu; còn thiếu "
        f"{years_and_months(missing)}.",
        (f"{LEAST_YEARS} năm - {years_and_months(months)} = {years_and_months(missing)}.",),
        (place(INSURANCE, "64", "1"), place(INSURANCE, "98"), place(INSURANCE, "5", "6")),
        day,
        ("Chị hỏi cơ quan bảo hiểm xã hội cách đóng tiếp cho đủ.",),
    )


def social_pension(year: int, month: int, poor: bool, day: date) -> Calculation:
    """From which month somebody born then may ask for the social pension, and how much it is.

    Raises:
        ImpossibleFactError: no such month, or nobody living was born in it.
    """
    born = _month_of_birth(year, month, day)
    required = value("social-pension-age-poor" if poor else "social-pension-age", day)
    amount = value("social-pension", day)
    reached = plus_years(born, required.amount)
    old_enough = reached <= day.replace(day=1)
    verb = "đã đủ tuổi từ" if old_enough else "đủ tuổi vào"
    who = " (hộ nghèo, hộ cận nghèo)" if poor else ""
    return Calculation(
        "Trợ cấp hưu trí xã hội",
        f"Người sinh tháng {born:%m/%Y} {verb} tháng {reached:%m/%Y}.",
        (
            f"Tuổi cần có{who}: {required.amount} tuổi.",
            f"Sinh {born:%m/%Y} + {required.amount} năm = {reached:%m/%Y}.",
            f"Mức trợ cấp: {money(amount.amount)} một tháng.",
        ),
        (
            required.basis,
            place(INSURANCE, "21", "1", "b"),
            place(INSURANCE, "21", "1", "c"),
            place(INSURANCE, "22", "1"),
            amount.basis,
        ),
        day,
        (
            (
                "Còn phải: không có lương hưu hoặc trợ cấp bảo hiểm xã hội hằng tháng, và có đơn "
                "nộp ở Ủy ban nhân dân phường."
            ),
        ),
        sure=required.sure and amount.sure,
    )


def lump_sum(before: int, since: int, wage: int, day: date) -> Calculation:
    """What taking the insurance out at once gives: months paid before 2014 and since, and the
    average insured wage of the whole time.

    Raises:
        ImpossibleFactError: less than a year, for which another rule holds, or longer than anybody
            works.
    """
    total = before + since
    require(before >= 0 and since >= 0, "Số năm đóng chưa đúng. Chị xem lại giúp tôi.")
    require(
        total >= 12,
        "Đóng chưa đủ một năm thì được bằng số tiền đã đóng, nhiều nhất 2 tháng lương bình quân.",
    )
    require(total <= 12 * LONGEST_WORK, "Số năm đóng chưa đúng. Chị xem lại giúp tôi.")
    require(wage > 0, "Tiền lương phải lớn hơn 0. Chị xem lại giúp tôi.")
    early, late = _in_years(before, since)
    months = BEFORE_2014 * early + SINCE_2014 * late
    return Calculation(
        "Rút bảo hiểm xã hội một lần",
        f"Rút một lần được khoảng {money(months * wage)}, nếu thuộc diện được rút.",
        _lump_lines(early, late, wage),
        (
            place(INSURANCE, "70", "3", "a"),
            place(INSURANCE, "70", "3", "b"),
            place(INSURANCE, "70", "1"),
            place(INSURANCE, "5", "6"),
        ),
        day,
        (
            "Không phải ai cũng được rút. Rút rồi thì mất những năm đã đóng để tính lương hưu.",
            f"Số này chưa trừ tiền Nhà nước hỗ trợ đóng tự nguyện. {OFFICE_DECIDES}",
        ),
        estimate=True,
    )


def _in_years(before: int, since: int) -> tuple[Number, Fraction]:
    """Whole years before 2014; their odd months count with the years since, if there are any."""
    years, odd = divmod(before, 12)
    if not since:
        return counted_years(before), Fraction(0)
    return years, counted_years(since + odd)


def _lump_lines(early: Number, late: Number, wage: int) -> tuple[str, ...]:
    parts = [
        (early, BEFORE_2014, "trước năm 2014"),
        (late, SINCE_2014, "từ năm 2014"),
    ]
    steps = [
        f"{number(years)} năm {when} × {number(each)} tháng lương = {number(years * each)} tháng."
        for years, each, when in parts
        if years
    ]
    months = BEFORE_2014 * early + SINCE_2014 * late
    return (*steps, f"{number(months)} tháng × {money(wage)} = {money(months * wage)}.")
