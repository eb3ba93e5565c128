"""Work: pay for leaving, for overtime, days of leave."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from knowledge.calculate.calculation import (
    Calculation,
    counted_years,
    money,
    number,
    require,
    years_and_months,
)
from knowledge.calculate.laws import LABOUR, LABOUR_DECREE, place

#: Bộ luật Lao động Điều 46 khoản 1: đủ 12 tháng mới có, mỗi năm nửa tháng lương.
LEAST_MONTHS = 12
EACH_YEAR = Fraction(1, 2)

#: Điều 98 khoản 1 và 2, phần trăm; Nghị định 145/2020 Điều 57: làm thêm ban đêm được thêm 20%.
NIGHT = 30
NIGHT_OVERTIME = 20

#: Điều 113 khoản 1, Điều 114: ngày, năm.
EVERY_YEARS = 5
LONGEST_WORK = 60 * 12


class Day(StrEnum):
    """On which day the overtime is worked."""

    ORDINARY = "ngay-thuong"
    REST = "ngay-nghi-tuan"
    HOLIDAY = "le-tet"


class Conditions(StrEnum):
    """How hard the work is, for annual leave."""

    ORDINARY = "binh-thuong"
    HARD = "nang-nhoc"
    HARDEST = "dac-biet-nang-nhoc"


_PERCENT = {Day.ORDINARY: 150, Day.REST: 200, Day.HOLIDAY: 300}
_DAYTIME = {Day.ORDINARY: 100, Day.REST: 200, Day.HOLIDAY: 300}
_POINT = {Day.ORDINARY: "a", Day.REST: "b", Day.HOLIDAY: "c"}
_DAY_NAME = {
    Day.ORDINARY: "ngày thường",
    Day.REST: "ngày nghỉ hằng tuần",
    Day.HOLIDAY: "ngày lễ, tết",
}
_LEAVE = {Conditions.ORDINARY: 12, Conditions.HARD: 14, Conditions.HARDEST: 16}
_LEAVE_POINT = {Conditions.ORDINARY: "a", Conditions.HARD: "b", Conditions.HARDEST: "c"}
_LEAVE_NAME = {
    Conditions.ORDINARY: "Việc bình thường",
    Conditions.HARD: "Việc nặng nhọc, độc hại, hoặc người khuyết tật, người dưới 18 tuổi",
    Conditions.HARDEST: "Việc đặc biệt nặng nhọc, độc hại",
}


def severance(worked: int, insured: int, wage: int, day: date) -> Calculation:
    """Pay for leaving: months worked, months of them with unemployment insurance, average wage.

    Raises:
        ImpossibleFactError: more insured than worked, less than a year, or a wage of nothing.
    """
    require(wage > 0, "Tiền lương phải lớn hơn 0. Chị xem lại giúp tôi.")
    require(worked <= LONGEST_WORK, "Thời gian làm chưa đúng. Chị xem lại giúp tôi.")
    require(
        0 <= insured <= worked,
        "Thời gian đóng bảo hiểm thất nghiệp không thể dài hơn thời gian làm ở đó.",
    )
    require(
        worked >= LEAST_MONTHS,
        f"Phải làm ở đó đủ {LEAST_MONTHS} tháng mới có trợ cấp thôi việc.",
    )
    years = counted_years(worked - insured)
    amount = years * EACH_YEAR * wage
    lines = (
        (
            f"Thời gian tính: {years_and_months(worked)} - {years_and_months(insured)} có đóng bảo "
            f"hiểm thất nghiệp = {years_and_months(worked - insured)}, tính là {number(years)} năm."
        ),
        f"{number(years)} năm × nửa tháng lương {money(wage)} = {money(amount)}.",
    )
    result = f"Trợ cấp thôi việc khoảng {money(amount)}, do nơi làm trả."
    if not amount:
        result = "Không có trợ cấp thôi việc: cả thời gian làm đã đóng bảo hiểm thất nghiệp."
    return Calculation(
        "Trợ cấp thôi việc",
        result,
        lines,
        (
            place(LABOUR, "46", "1"),
            place(LABOUR, "46", "2"),
            place(LABOUR, "46", "3"),
            place(LABOUR_DECREE, "8", "3", "c"),
        ),
        day,
        (
            (
                "Lương là bình quân 6 tháng theo hợp đồng trước khi nghỉ. Tự ý bỏ việc, "
                "hoặc đủ điều kiện nhận lương hưu, thì không có khoản này."
            ),
            "Thời gian có đóng bảo hiểm thất nghiệp thì hỏi trợ cấp thất nghiệp.",
        ),
        estimate=True,
    )


def overtime(hourly: int, hours: Fraction, on: Day, night: bool, day: date) -> Calculation:
    """The least pay for hours of overtime, from the pay of one ordinary hour.

    Raises:
        ImpossibleFactError: a pay of nothing, or hours that no month has.
    """
    require(hourly > 0, "Tiền lương phải lớn hơn 0. Chị xem lại giúp tôi.")
    require(0 < hours <= 300, "Số giờ làm thêm chưa đúng. Chị xem lại giúp tôi.")
    percent = Fraction(_PERCENT[on])
    lines = [f"Làm thêm {_DAY_NAME[on]}: ít nhất {_PERCENT[on]}% lương giờ."]
    basis = [place(LABOUR, "98", "1", _POINT[on]), place(LABOUR_DECREE, "55", "1")]
    if night:
        extra = Fraction(NIGHT_OVERTIME * _DAYTIME[on], 100)
        percent += NIGHT + extra
        lines.append(
            f"Làm thêm ban đêm: thêm {NIGHT}% và {NIGHT_OVERTIME}% × {_DAYTIME[on]}% = "
            f"{number(extra)}%, cộng là {number(percent)}%."
        )
        basis += [
            place(LABOUR, "98", "2"),
            place(LABOUR, "98", "3"),
            place(LABOUR_DECREE, "57", "1"),
        ]
    amount = hourly * hours * percent / 100
    lines.append(f"{money(hourly)} × {number(percent)}% × {number(hours)} giờ = {money(amount)}.")
    return Calculation(
        "Tiền làm thêm giờ",
        f"Tiền làm thêm ít nhất là {money(amount)}.",
        tuple(lines),
        tuple(basis),
        day,
        _overtime_notes(on, night),
        estimate=True,
    )


def _overtime_notes(on: Day, night: bool) -> tuple[str, ...]:
    notes = ["Lương giờ lấy lương tháng làm chính chia cho số giờ làm bình thường trong tháng."]
    if on is Day.HOLIDAY:
        notes.append("Người hưởng lương ngày còn được tiền lương của chính ngày lễ đó.")
    if night and on is Day.ORDINARY:
        notes.append("Đã làm thêm ban ngày rồi làm tiếp ban đêm thì được cao hơn mức này.")
    return tuple(notes)


def annual_leave(months: int, conditions: Conditions, day: date) -> Calculation:
    """The days of paid leave in a year after so many months with one employer.

    Raises:
        ImpossibleFactError: not a single month, or longer than anybody works.
    """
    require(0 < months <= LONGEST_WORK, "Thời gian làm chưa đúng. Chị xem lại giúp tôi.")
    days = _LEAVE[conditions]
    more = months // 12 // EVERY_YEARS
    lines = [f"{_LEAVE_NAME[conditions]}: {days} ngày một năm."]
    basis = [place(LABOUR, "113", "1", _LEAVE_POINT[conditions])]
    total = Fraction(days + more)
    if more:
        lines.append(f"Cứ đủ {EVERY_YEARS} năm thêm 1 ngày: thêm {more} ngày.")
        basis.append(place(LABOUR, "114"))
    if months < 12:
        total = Fraction(days * months, 12)
        lines.append(f"Chưa đủ 12 tháng: {days} ÷ 12 × {months} tháng = {number(total)} ngày.")
        basis += [place(LABOUR, "113", "2"), place(LABOUR_DECREE, "66", "1")]
    return Calculation(
        "Ngày phép năm",
        f"Chị được {number(total)} ngày phép năm, hưởng nguyên lương.",
        tuple(lines),
        tuple(basis),
        day,
        ("Nghỉ việc mà chưa nghỉ hết phép thì nơi làm phải trả tiền những ngày còn lại.",),
    )
